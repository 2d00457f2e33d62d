//! `posix_spawn`, `posix_spawnp` and file actions.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read as _;
use std::os::fd::{AsFd as _, AsRawFd as _};

use ostler::os::{self, FileAction, SpawnAttrs};
use ostler::{ErrorKind, errno};

use super::witness::set_env;
use super::{Bin, children, raw_name, status_of};
use crate::support::in_child;

/// Runs a command for the shell with these actions, and tells its exit code and what it printed.
fn shell(actions: &[FileAction<'_>], command: &str) -> (Option<i32>, String) {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let print = FileAction::Dup2 { fd: writer.as_fd(), newfd: 1 };
    let actions: Vec<_> = std::iter::once(print).chain(actions.iter().copied()).collect();
    let attrs = SpawnAttrs { file_actions: &actions, ..SpawnAttrs::default() };
    let args = ["sh", "-c", command];
    let pid = os::posix_spawn_with("/bin/sh", args, os::INHERIT, &attrs).unwrap();
    drop(writer);
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    (status_of(pid).code(), text)
}

/// A command that lists the files the shell has open. It may have some of its own.
const LIST: &str = "for fd in /proc/$$/fd/*; do readlink $fd; done";

/// A file that can be told from all others, and inheritable if need be.
fn file(bin: &Bin, inheritable: bool) -> (File, String) {
    let path = bin.file("open", 0o644, "");
    let file = File::open(&path).unwrap();
    if inheritable {
        assert_eq!(libc!(fcntl(file.as_raw_fd(), libc::F_SETFD, 0)), 0);
    }
    (file, path.into_os_string().into_string().unwrap())
}

#[test]
fn arguments_and_environment() {
    in_child("processes::posix_spawn::arguments_and_environment", || {
        set_env("INHERITED", "yes");
        let script = "test \"$0|$INHERITED|$OWN\" = \"$(printf 'caf\\351 \\377|%s')\"";
        let run = |expected: &str, env: Option<[(&str, &OsStr); 2]>| {
            let command = script.replace("%s", expected);
            let args = ["sh".as_ref(), "-c".as_ref(), command.as_ref(), raw_name()];
            let pid = os::posix_spawn("/bin/sh", args, env).unwrap();
            assert_eq!(status_of(pid).code(), Some(0));
            let pid = os::posix_spawnp("sh", args, env).unwrap();
            assert_eq!(status_of(pid).code(), Some(0));
        };
        run("yes|", None);
        run("|caf\\351 \\377", Some([("OWN", raw_name()), ("PATH", "/bin:/usr/bin".as_ref())]));
        let pid = os::posix_spawn("/bin/true", ["true"], os::INHERIT).unwrap();
        assert!(status_of(pid).success());
    });
}

#[test]
fn the_search_is_along_this_processs_path() {
    in_child("processes::posix_spawn::the_search_is_along_this_processs_path", || {
        let bin = Bin::new();
        bin.file("closed/tool", 0o644, "");
        bin.script("mine/tool", 3);
        bin.script("theirs/tool", 4);
        set_env("PATH", bin.search(&["missing", "closed", "mine"]));
        let env = Some([("PATH", bin.search(&["theirs"]))]);
        let pid = os::posix_spawnp("tool", ["tool"], env).unwrap();
        assert_eq!(status_of(pid).code(), Some(3));
        let error = os::posix_spawn("tool", ["tool"], os::INHERIT).unwrap_err();
        assert_eq!((error.errno(), error.filename()), (Some(errno::ENOENT), Some("tool".as_ref())));
    });
}

#[test]
fn only_what_is_inheritable_is_inherited() {
    in_child("processes::posix_spawn::only_what_is_inheritable_is_inherited", || {
        let bin = Bin::new();
        let (_private, name) = file(&bin, false);
        let (_, listing) = shell(&[], LIST);
        assert!(!listing.contains(&name), "{listing}");
        let (_shared, name) = file(&bin, true);
        let (_, listing) = shell(&[], LIST);
        assert!(listing.contains(&name), "{listing}");
    });
}

#[test]
fn open_close_and_dup2() {
    in_child("processes::posix_spawn::open_close_and_dup2", || {
        let bin = Bin::new();
        let (input, output) = (bin.file("input", 0o644, "text\n"), bin.path().join(raw_name()));
        libc!(umask(0o022));
        let open = |fd, path, flags, mode| FileAction::Open { fd, path, flags, mode };
        let actions = [
            open(0, &input, os::O_RDONLY, 0),
            open(7, &output, os::O_WRONLY | os::O_CREAT | os::O_EXCL, 0o666),
            FileAction::Dup2InChild { fd: 7, newfd: 2 },
            FileAction::Close { fd: 7 },
        ];
        let (code, text) = shell(&actions, "read word; echo $word; echo error >&2; : >&7");
        assert_eq!((code != Some(0), text.as_str()), (true, "text\n"));
        let written = std::fs::read_to_string(&output).unwrap();
        assert!(written.starts_with("error\n"), "{written}");
        let mode =
            std::os::unix::fs::PermissionsExt::mode(&output.metadata().unwrap().permissions());
        assert_eq!(mode & 0o777, 0o644);
    });
}

#[test]
fn dup2_onto_itself_makes_it_inheritable() {
    in_child("processes::posix_spawn::dup2_onto_itself_makes_it_inheritable", || {
        let bin = Bin::new();
        let (file, name) = file(&bin, false);
        let fd = file.as_raw_fd();
        let (_, listing) = shell(&[FileAction::Dup2 { fd: file.as_fd(), newfd: fd }], LIST);
        assert!(listing.contains(&name), "{listing}");
        let flags = libc!(fcntl(fd, libc::F_GETFD));
        assert_eq!(flags, libc::FD_CLOEXEC, "in this process it stays as it was");
    });
}

#[test]
fn numbers_of_this_process_are_not_the_childs() {
    in_child("processes::posix_spawn::numbers_of_this_process_are_not_the_childs", || {
        let bin = Bin::new();
        let (file, name) = file(&bin, false);
        let fd = file.as_raw_fd();
        let steal = FileAction::Dup2InChild { fd, newfd: 1 };
        let attrs = SpawnAttrs { file_actions: &[steal], ..SpawnAttrs::default() };
        let error = os::posix_spawn_with("/bin/true", ["true"], os::INHERIT, &attrs).unwrap_err();
        assert_eq!(error.errno(), Some(errno::EBADF));
        // Once an action has made it the child's, it may be copied.
        let lend = FileAction::Dup2 { fd: file.as_fd(), newfd: fd };
        let (_, listing) = shell(&[lend, FileAction::Dup2InChild { fd, newfd: 50 }], LIST);
        assert_eq!(listing.matches(&name).count(), 2, "{listing}");
        // Closed since, it is nothing.
        let actions = [lend, FileAction::Close { fd }, FileAction::Dup2InChild { fd, newfd: 50 }];
        let attrs = SpawnAttrs { file_actions: &actions, ..SpawnAttrs::default() };
        let error = os::posix_spawn_with("/bin/true", ["true"], os::INHERIT, &attrs).unwrap_err();
        assert_eq!(error.errno(), Some(errno::EBADF));
    });
}

#[test]
fn closefrom_closes_all_the_rest() {
    in_child("processes::posix_spawn::closefrom_closes_all_the_rest", || {
        let bin = Bin::new();
        let (_shared, name) = file(&bin, true);
        let (_, listing) = shell(&[FileAction::CloseFrom { fd: 3 }], LIST);
        assert!(listing.contains("pipe:") && !listing.contains(&name), "{listing}");
    });
}

#[test]
fn kinds_of_actions() {
    let stdin = std::io::stdin();
    let open = FileAction::Open { fd: 0, path: "/".as_ref(), flags: os::O_RDONLY, mode: 0 };
    let kinds = [
        (open, os::POSIX_SPAWN_OPEN, 0),
        (FileAction::Close { fd: 0 }, os::POSIX_SPAWN_CLOSE, 1),
        (FileAction::Dup2 { fd: stdin.as_fd(), newfd: 1 }, os::POSIX_SPAWN_DUP2, 2),
        (FileAction::Dup2InChild { fd: 0, newfd: 1 }, os::POSIX_SPAWN_DUP2, 2),
        (FileAction::CloseFrom { fd: 3 }, os::POSIX_SPAWN_CLOSEFROM, 3),
    ];
    for (action, kind, number) in kinds {
        assert_eq!((action.kind(), kind.raw()), (kind, number));
    }
}

#[test]
fn failures_leave_no_child() {
    in_child("processes::posix_spawn::failures_leave_no_child", || {
        let bin = Bin::new();
        let closed = bin.file("closed", 0o644, "");
        let text = bin.file("text", 0o755, "exit 0\n");
        let missing = bin.path().join("missing");
        let cases = [
            (&missing, errno::ENOENT),
            (&closed, errno::EACCES),
            (&text, errno::ENOEXEC),
            (&"x".repeat(5000).into(), errno::ENAMETOOLONG),
        ];
        for (path, number) in cases {
            let error = os::posix_spawn(path, ["x"], os::INHERIT).unwrap_err();
            assert_eq!((error.errno(), error.filename()), (Some(number), Some(path.as_path())));
        }
        set_env("PATH", "/usr/bin:/bin");
        let error = os::posix_spawnp("ostler-has-no-such-program", ["x"], os::INHERIT).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::FileNotFound);

        let stdin = std::io::stdin();
        let act = |action: FileAction<'_>| {
            let attrs = SpawnAttrs { file_actions: &[action], ..SpawnAttrs::default() };
            os::posix_spawn_with("/bin/true", ["true"], os::INHERIT, &attrs)
        };
        let refused = |action| act(action).unwrap_err().errno();
        assert_eq!(refused(FileAction::Dup2InChild { fd: 777, newfd: 1 }), Some(errno::EBADF));
        for fd in [-1, i32::MIN] {
            assert_eq!(refused(FileAction::Close { fd }), Some(errno::EBADF));
            assert_eq!(refused(FileAction::Dup2InChild { fd, newfd: 1 }), Some(errno::EBADF));
            assert_eq!(refused(FileAction::Dup2InChild { fd: 1, newfd: fd }), Some(errno::EBADF));
            let copy = FileAction::Dup2 { fd: stdin.as_fd(), newfd: fd };
            assert_eq!(refused(copy), Some(errno::EBADF));
            assert_eq!(refused(FileAction::CloseFrom { fd }), Some(errno::EBADF));
        }
        let open = |path| FileAction::Open { fd: 5, path, flags: os::O_RDONLY, mode: 0 };
        assert_eq!(refused(open(missing.as_path())), Some(errno::ENOENT));
        assert_eq!(act(open("a\0b".as_ref())).unwrap_err().kind(), ErrorKind::Value);
        assert_eq!(children(), 0);

        // It is no error to close what is not open.
        assert!(status_of(act(FileAction::Close { fd: 777 }).unwrap()).success());
    });
}

#[test]
fn strings_that_cannot_be_passed() {
    let none: [&str; 0] = [];
    let attrs = SpawnAttrs::default();
    for args in [&none[..], &["", "x"], &["x", "\0"]] {
        for result in [
            os::posix_spawn("/bin/true", args, os::INHERIT),
            os::posix_spawnp_with("true", args, os::INHERIT, &attrs),
        ] {
            assert_eq!(result.unwrap_err().kind(), ErrorKind::Value);
        }
    }
    for env in [("", ""), ("A=B", ""), ("A\0", ""), ("A", "\0")] {
        let error = os::posix_spawn("/bin/true", ["true"], Some([env])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Value);
    }
    let error = os::posix_spawn("/bin/tr\0ue", ["true"], os::INHERIT).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Value);
}
