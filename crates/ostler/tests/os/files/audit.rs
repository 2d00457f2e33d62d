//! Events, their arguments, and vetoes.

use std::sync::{Mutex, PoisonError};

use ostler::os::{self, At, FileTime, MakedirsOptions, Times};
use ostler::{Error, ErrorKind, audit};

use super::Scratch;
use crate::support::in_child;

static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The events since the last time, as text. Hooks stay, so this is for children only.
fn events() -> Vec<String> {
    std::mem::take(&mut *SEEN.lock().unwrap_or_else(PoisonError::into_inner))
}

fn listen() {
    audit::add_hook(|event| {
        let args: Vec<String> = event.args().iter().map(ToString::to_string).collect();
        let text = format!("{}({})", event.name(), args.join(", "));
        SEEN.lock().unwrap_or_else(PoisonError::into_inner).push(text);
        Ok(())
    });
}

#[test]
fn every_event_of_the_section() {
    in_child("files::audit::every_event_of_the_section", || {
        let scratch = Scratch::new();
        let fd = &scratch.dir;
        let n = std::os::fd::AsRawFd::as_raw_fd(fd);
        let at = scratch.at();
        os::fchdir(fd).unwrap();
        listen();
        let mut table: Vec<(ostler::Result<()>, Vec<String>)> = Vec::new();
        let mut check = |result: ostler::Result<()>, expected: &[&str]| {
            let expected =
                expected.iter().map(|text| text.replace("FD", &n.to_string())).collect::<Vec<_>>();
            assert_eq!(events(), expected);
            table.push((result, expected));
        };
        check(os::chdir("."), &["os.chdir('.')"]);
        check(os::chdir(fd), &["os.chdir(FD)"]);
        check(os::fchdir(fd), &["os.chdir(FD)"]);
        check(os::mkdir("d"), &["os.mkdir('d', 511, -1)"]);
        check(os::mkdir_with("e", 0o700, at), &["os.mkdir('e', 448, FD)"]);
        check(os::rmdir("d"), &["os.rmdir('d', -1)"]);
        check(os::rmdir_with("e", at.beneath()), &["os.rmdir('e', FD)"]);
        check(os::mknod("f"), &[]);
        check(os::mkfifo("p"), &[]);
        check(os::chmod("f", 0o600), &["os.chmod('f', 384, -1)"]);
        check(os::chmod_with("f", 0o600, at), &["os.chmod('f', 384, FD)"]);
        check(os::chmod(fd, 0o700), &["os.chmod(FD, 448, -1)"]);
        check(os::fchmod(fd, 0o700), &["os.chmod(FD, 448, -1)"]);
        check(os::chown("f", None, None), &["os.chown('f', -1, -1, -1)"]);
        check(os::chown_with("f", None, u32::MAX, at), &["os.chown('f', -1, -1, FD)"]);
        check(os::chown(fd, None, None), &["os.chown(FD, -1, -1, -1)"]);
        check(os::fchown(fd, None, None), &["os.chown(FD, -1, -1, -1)"]);
        check(os::lchown("f", None, None), &["os.chown('f', -1, -1, -1)"]);
        check(os::link("f", "g"), &["os.link('f', 'g', -1, -1)"]);
        check(os::link_with("f", "h", at, At::cwd()), &["os.link('f', 'h', FD, -1)"]);
        check(os::symlink("f", "s"), &["os.symlink('f', 's', -1)"]);
        check(os::symlink_with("f", "t", true, at), &["os.symlink('f', 't', FD)"]);
        check(os::readlink("s").map(drop), &[]);
        check(os::rename("g", "i"), &["os.rename('g', 'i', -1, -1)"]);
        check(os::rename_with("i", "j", At::cwd(), at), &["os.rename('i', 'j', -1, FD)"]);
        check(os::replace("j", "k"), &["os.rename('j', 'k', -1, -1)"]);
        check(os::remove("k"), &["os.remove('k', -1)"]);
        check(os::unlink_with("h", at), &["os.remove('h', FD)"]);
        check(os::truncate("f", 5), &["os.truncate('f', 5)"]);
        check(os::truncate(fd, 5), &["os.truncate(FD, 5)"]);
        check(os::utime("f", Times::Now), &["os.utime('f', None, None, -1)"]);
        check(
            os::utime_with("f", Times::Seconds(1.5, 2.0), at),
            &["os.utime('f', [1.5, 2.0], None, FD)"],
        );
        check(os::utime("f", Times::Ns(1, -2)), &["os.utime('f', None, [1, -2], -1)"]);
        check(
            os::utime(fd, Times::Each(FileTime::Omit, FileTime::Ns(3))),
            &["os.utime(FD, None, [None, 3], -1)"],
        );
        check(
            os::makedirs_with("a/b/c", MakedirsOptions { mode: 0o700, ..Default::default() }),
            &["os.mkdir('a', 511, -1)", "os.mkdir('a/b', 511, -1)", "os.mkdir('a/b/c', 448, -1)"],
        );
        check(
            os::makedirs_with("a", MakedirsOptions { exist_ok: true, at, ..Default::default() }),
            &["os.mkdir('a', 511, FD)"],
        );
        check(
            os::removedirs("a/b/c"),
            &[
                "os.remove('a/b/c', -1)",
                "os.rmdir('a/b/c', -1)",
                "os.rmdir('a/b', -1)",
                "os.rmdir('a', -1)",
            ],
        );
        check(
            os::renames("f", "x/f"),
            &["os.mkdir('x', 511, -1)", "os.rename('f', 'x/f', -1, -1)"],
        );
        check(
            os::renames("x/f", "f"),
            &["os.rename('x/f', 'f', -1, -1)", "os.remove('x', -1)", "os.rmdir('x', -1)"],
        );
        check(os::access("f", os::F_OK).map(drop), &[]);
        check(os::stat("f").map(drop), &[]);
        check(os::statvfs("f").map(drop), &[]);
        for (result, events) in table {
            if !events.iter().any(|event| event.starts_with(&format!("os.truncate({n}"))) {
                assert!(result.is_ok(), "{events:?}: {result:?}");
            }
        }
        os::chdir("/").unwrap();
    });
}

#[test]
fn a_veto_keeps_it_from_happening() {
    in_child("files::audit::a_veto_keeps_it_from_happening", || {
        let scratch = Scratch::new();
        let at = scratch.at();
        scratch.file("file", "text");
        scratch.dir("dir");
        audit::add_hook(|event| match event.name() {
            // The directory in the middle of a path, and everything but that.
            "os.mkdir" if event.args()[0].to_string() != "'a/b'" => Ok(()),
            "open" => Ok(()),
            _ => Err(Error::vetoed("no")),
        });
        for result in [
            os::chmod_with("file", 0, at),
            os::chown_with("file", None, None, at),
            os::link_with("file", "x", at, at),
            os::symlink_with("file", "x", false, at),
            os::rename_with("file", "x", at, at),
            os::replace_with("file", "x", at, at),
            os::remove_with("file", at),
            os::unlink_with("file", at),
            os::rmdir_with("dir", at),
            os::removedirs_with("dir", at),
            os::truncate(scratch.path("file"), 0),
            os::utime_with("file", Times::Now, at),
            os::chdir("/"),
            os::fchdir(&scratch.dir),
            os::makedirs_with(
                "a/b/c",
                MakedirsOptions { at, exist_ok: true, ..Default::default() },
            ),
        ] {
            assert_eq!(result.unwrap_err().kind(), ErrorKind::Vetoed);
        }
        assert_eq!(std::fs::read(scratch.path("file")).unwrap(), b"text");
        assert!(scratch.path("a").is_dir() && !scratch.path("a/b").exists());
        assert!(!scratch.path("x").exists() && scratch.path("dir").is_dir());
    });
}
