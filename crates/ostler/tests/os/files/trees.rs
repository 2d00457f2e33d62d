use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use ostler::audit::Arg;
use ostler::errno::{self, Errno};
use ostler::host::{Code, Host};
use ostler::os::{self, At, MakedirsOptions};
use ostler::{Error, ErrorKind, Result};

use super::{Scratch, fails};
use crate::support::in_child;

const EXIST_OK: MakedirsOptions<'static> =
    MakedirsOptions { mode: 0o777, exist_ok: true, parent_mode: None, at: At::cwd() };

#[test]
fn modes_of_the_last_and_of_those_above() {
    in_child("files::trees::modes_of_the_last_and_of_those_above", || {
        // SAFETY: the child is this test's own.
        unsafe { libc::umask(0o022) };
        let scratch = Scratch::new();
        let mode = |name: &str| {
            std::fs::metadata(scratch.path(name)).unwrap().permissions().mode() & 0o7777
        };
        let options = MakedirsOptions { mode: 0o700, ..MakedirsOptions::default() };
        os::makedirs_with(scratch.path("a/b/c"), options).unwrap();
        assert_eq!([mode("a"), mode("a/b"), mode("a/b/c")], [0o755, 0o755, 0o700]);
        let options = MakedirsOptions { parent_mode: Some(0o770), ..options };
        os::makedirs_with(scratch.path("d/e/f"), options).unwrap();
        assert_eq!([mode("d"), mode("d/e"), mode("d/e/f")], [0o750, 0o750, 0o700]);
        // What is there keeps its mode.
        os::makedirs_with(scratch.path("a/b/g"), options).unwrap();
        assert_eq!([mode("a"), mode("a/b"), mode("a/b/g")], [0o755, 0o755, 0o700]);
    });
}

/// The answers of the stock interpreter, path by path, in one directory after another.
#[test]
fn paths_with_dots_and_slashes() {
    // The path, `exist_ok`, the answer, and what is there afterwards that was not.
    type Case = (&'static str, bool, Result<(), Errno>, &'static [&'static str]);
    let made: &[Case] = &[
        ("a/.", false, Ok(()), &["a"]),
        ("a/./", false, Ok(()), &["a"]),
        ("a/", false, Ok(()), &["a"]),
        ("a//b//c//", false, Ok(()), &["a", "a/b", "a/b/c"]),
        ("a/./b", false, Ok(()), &["a", "a/b"]),
        ("a/.", true, Ok(()), &["a"]),
        ("a/..", false, Err(errno::EEXIST), &["a"]),
        ("a/..", true, Ok(()), &["a"]),
        ("a/../b", false, Ok(()), &["a", "b"]),
        ("d", false, Err(errno::EEXIST), &[]),
        ("d", true, Ok(()), &[]),
        ("d/", true, Ok(()), &[]),
        ("d/.", false, Err(errno::EEXIST), &[]),
        ("d/..", false, Err(errno::EEXIST), &[]),
        (".", false, Err(errno::EEXIST), &[]),
        (".", true, Ok(()), &[]),
        ("/", false, Err(errno::EEXIST), &[]),
        ("/", true, Ok(()), &[]),
        ("", false, Err(errno::ENOENT), &[]),
        ("", true, Err(errno::ENOENT), &[]),
        ("f", false, Err(errno::EEXIST), &[]),
        ("f", true, Err(errno::EEXIST), &[]),
        ("f/a", false, Err(errno::ENOTDIR), &[]),
        ("f/a/b", true, Err(errno::ENOTDIR), &[]),
        ("link", true, Ok(()), &[]),
        ("link", false, Err(errno::EEXIST), &[]),
        ("link/x", false, Ok(()), &["d/x"]),
        ("dangling", true, Err(errno::EEXIST), &[]),
        ("dangling/x", true, Err(errno::ENOENT), &[]),
    ];
    for beneath in [false, true] {
        for &(path, exist_ok, expected, dirs) in made {
            if beneath && path == "/" {
                continue;
            }
            let scratch = Scratch::new();
            scratch.dir("d");
            scratch.file("f", "");
            scratch.link("d", "link");
            scratch.link("missing", "dangling");
            let at = if beneath { scratch.at().beneath() } else { scratch.at() };
            let options = MakedirsOptions { exist_ok, at, ..MakedirsOptions::default() };
            let result = os::makedirs_with(path, options);
            let number = result.as_ref().copied().map_err(|error| error.errno().unwrap());
            assert_eq!(number, expected, "{path:?} {exist_ok} {beneath}");
            if let Err(error) = result {
                // The directory that could not be made: this one or one above it.
                assert!(Path::new(path).starts_with(error.filename().unwrap()), "{error}");
            }
            for dir in dirs {
                assert!(scratch.path(dir).is_dir(), "{dir} of {path:?}");
            }
            let count = std::fs::read_dir(scratch.path(".")).unwrap().count();
            let top = dirs.iter().filter(|dir| !dir.contains('/')).count();
            assert_eq!(count, 4 + top, "{path:?}");
        }
    }
}

#[test]
fn many_make_the_same_at_once() {
    for round in 0..50 {
        let scratch = Scratch::new();
        let path = scratch.path("a/b/c/d/e/f");
        let made = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        if round % 2 == 0 {
                            os::makedirs_with(&path, EXIST_OK)
                        } else {
                            os::makedirs(&path)
                        }
                    })
                })
                .collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).count()
        });
        assert_eq!(made, if round % 2 == 0 { 4 } else { 1 });
        assert!(path.is_dir());
    }
}

/// Counts calls, remembers events, and refuses or interrupts where it is told to.
#[derive(Default)]
struct Watcher {
    calls: usize,
    events: Vec<String>,
    refuse: Option<&'static str>,
}

impl Host for Watcher {
    fn audit(&mut self, name: &'static str, args: &[Arg<'_>]) -> Result<()> {
        self.events.push(format!("{name} {}", args[0]));
        if self.refuse == Some(name) { Err(Error::vetoed("no")) } else { Ok(()) }
    }

    fn interrupted(&mut self) -> Result<()> {
        Ok(())
    }

    fn retry<T, E: Code>(&mut self, mut call: impl FnMut() -> Result<T, E>) -> Result<T> {
        self.calls += 1;
        call().map_err(Into::into)
    }
}

#[test]
fn what_is_there_costs_one_call() {
    let scratch = Scratch::new();
    let path = scratch.dir("a/b/c/d");
    let mut host = Watcher::default();
    os::makedirs_on(&mut host, &path, EXIST_OK).unwrap();
    assert_eq!(host.calls, 1);
    assert_eq!(host.events.len(), 1);
}

#[test]
fn a_refusal_of_the_host_is_never_passed_over() {
    let scratch = Scratch::new();
    let at = scratch.at();
    scratch.dir("a/b");
    let options = MakedirsOptions { at, ..EXIST_OK };
    let mut host = Watcher { refuse: Some("os.mkdir"), ..Watcher::default() };
    for name in ["a", "a/b", "new/er"] {
        let error = os::makedirs_on(&mut host, Path::new(name), options).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Vetoed);
    }
    assert_eq!(host.events, ["os.mkdir 'a'", "os.mkdir 'a/b'", "os.mkdir 'new'"]);
    let mut host = Watcher { refuse: Some("os.rmdir"), ..Watcher::default() };
    let error = os::removedirs_on(&mut host, Path::new("a/b"), at).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Vetoed);
    scratch.file("a/b/f", "");
    let error = os::renames_on(&mut host, Path::new("a/b/f"), Path::new("f"), at, at).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Vetoed);
    // The file itself was moved before.
    assert!(scratch.path("f").exists() && scratch.path("a/b").is_dir());
}

#[test]
fn an_interruption_that_ends_the_operation_ends_it() {
    struct Impatient;
    impl Host for Impatient {
        fn audit(&mut self, _: &'static str, _: &[Arg<'_>]) -> Result<()> {
            Ok(())
        }
        fn interrupted(&mut self) -> Result<()> {
            Err(Error::vetoed("interrupted"))
        }
        fn retry<T, E: Code>(&mut self, _: impl FnMut() -> Result<T, E>) -> Result<T> {
            self.interrupted()?;
            Err(errno::EINTR.into())
        }
    }
    let scratch = Scratch::new();
    let path = scratch.path("a/b");
    assert!(
        matches!(os::makedirs_on(&mut Impatient, &path, EXIST_OK), Err(e) if e.kind() == ErrorKind::Vetoed)
    );
    assert!(
        matches!(os::removedirs_on(&mut Impatient, &path, At::cwd()), Err(e) if e.kind() == ErrorKind::Vetoed)
    );
    assert!(!scratch.path("a").exists());
}

#[test]
fn removedirs_stops_where_something_is_left() {
    let scratch = Scratch::new();
    scratch.dir("a/b/c");
    scratch.file("a/keep", "");
    os::removedirs_with("a/b/c/", scratch.at()).unwrap();
    assert!(scratch.path("a").is_dir() && !scratch.path("a/b").exists());
    scratch.dir("d/e");
    os::removedirs_with("d//e//", scratch.at()).unwrap();
    assert!(!scratch.path("d").exists());
    scratch.dir("g");
    os::removedirs_with("./g", scratch.at()).unwrap();
    assert!(!scratch.path("g").exists());
    for (path, errno) in [
        ("a", errno::ENOTEMPTY),
        ("missing/x", errno::ENOENT),
        ("a/keep", errno::ENOTDIR),
        ("a/.", errno::EINVAL),
        ("", errno::ENOENT),
    ] {
        let error = fails(os::removedirs_with(path, scratch.at()), errno);
        assert_eq!(error.filename(), Some(Path::new(path)));
    }
    fails(os::removedirs("/"), errno::EBUSY);
}

#[test]
fn renames_makes_and_prunes() {
    let scratch = Scratch::new();
    let at = scratch.at();
    scratch.dir("a/b");
    scratch.file("a/b/f", "text");
    os::renames_with("a/b/f", "c/d/g", at, at).unwrap();
    assert!(!scratch.path("a").exists());
    assert_eq!(std::fs::read(scratch.path("c/d/g")).unwrap(), b"text");
    // In the same directory nothing is pruned, and without directories nothing is made.
    os::renames_with("c/d/g", "c/d/h", at, at).unwrap();
    assert!(scratch.path("c/d/h").exists());
    os::renames(scratch.path("c"), scratch.path("e/c")).unwrap();
    assert!(scratch.path("e/c/d/h").exists());
    let error = fails(os::renames_with("missing", "x/y", at, at), errno::ENOENT);
    assert_eq!(
        (error.filename(), error.filename2()),
        (Some("missing".as_ref()), Some("x/y".as_ref()))
    );
    // As the reference has it, the directory made for the new name stays.
    assert!(scratch.path("x").is_dir());
}
