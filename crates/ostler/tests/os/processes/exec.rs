//! `execv`, `execve` and their lists. An exec that works does not come back: each is a child's.

use std::collections::BTreeMap;

use ostler::{ErrorKind, errno, os};
use ostler_sys as sys;
use ostler_sys::fd::Fd;

use super::witness::set_env;
use super::{Bin, output_of, raw_name};
use crate::support::in_child;

const SHELL: &str = "/bin/sh";
/// Says its arguments, itself included, and a variable.
const SAY: [&str; 3] = ["sh", "-c", "printf '%s|%s|%s' \"$0\" \"$1\" \"$OSTLER_VARIABLE\""];

#[test]
fn execv_passes_arguments_and_environment() {
    in_child("processes::exec::execv_passes_arguments_and_environment", || {
        set_env("OSTLER_VARIABLE", raw_name());
        let args = SAY.map(std::ffi::OsStr::new).into_iter().chain(["zero".as_ref(), raw_name()]);
        let args: Vec<_> = args.collect();
        let (status, text) = output_of(|| {
            let _ = os::execv(SHELL, &args);
        });
        assert!(status.success(), "{status}");
        assert_eq!(text, b"zero|caf\xe9 \xff|caf\xe9 \xff");
        let (_, text) = output_of(|| {
            let _ = os::execl(SHELL, &args);
        });
        assert_eq!(text, b"zero|caf\xe9 \xff|caf\xe9 \xff");
    });
}

#[test]
fn execve_gives_the_environment_and_nothing_else() {
    in_child("processes::exec::execve_gives_the_environment_and_nothing_else", || {
        let env = BTreeMap::from([("A", "1"), ("EMPTY", ""), ("WITH", "a=b\nc")]);
        let (status, text) = output_of(|| {
            let _ = os::execve("/usr/bin/env", ["env", "-0"], &env);
        });
        assert!(status.success());
        assert_eq!(text, b"A=1\0EMPTY=\0WITH=a=b\nc\0");
        let (_, text) = output_of(|| {
            let _ = os::execle("/usr/bin/env", &["env", "-0"], [(raw_name(), raw_name())]);
        });
        assert_eq!(text, b"caf\xe9 \xff=caf\xe9 \xff\0");
        let (_, text) = output_of(|| {
            let none: [(&str, &str); 0] = [];
            let _ = os::execve("/usr/bin/env", ["env", "-0"], none);
        });
        assert_eq!(text, b"");
    });
}

#[test]
fn execve_takes_what_the_environment_of_this_process_has() {
    in_child("processes::exec::execve_takes_what_the_environment_of_this_process_has", || {
        // A name that begins with `=` can be inherited, and so be passed on.
        let (_, text) = output_of(|| {
            let _ = os::execve("/usr/bin/env", ["env"], [("=A", "b")]);
        });
        assert_eq!(text, b"=A=b\n");
    });
}

#[cfg(target_os = "linux")]
#[test]
fn execve_of_an_open_program() {
    in_child("processes::exec::execve_of_an_open_program", || {
        let env = std::fs::File::open("/usr/bin/env").unwrap();
        let (status, text) = output_of(|| {
            let _ = os::execve(&env, ["env"], [("A", "1")]);
        });
        assert!(status.success());
        assert_eq!(text, b"A=1\n");

        // A script's interpreter opens it by the descriptor's name, which is closed by then.
        let script = std::fs::File::open(Bin::new().script("script", 0)).unwrap();
        let error = os::execve(&script, ["script"], [("A", "1")]).unwrap_err();
        assert_eq!((error.errno(), error.filename()), (Some(errno::ENOENT), None));

        // A directory can be opened but not executed.
        let error = os::execve(std::fs::File::open("/").unwrap(), ["/"], [("A", "1")]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    });
}

#[test]
fn exec_of_no_descriptor_is_the_kernels_error() {
    // SAFETY: nobody owns -1.
    let none = unsafe { Fd::from_raw(-1) };
    let args: sys::processes::Strings = ["x"].into_iter().collect();
    let (argv, envp) = (args.pointers().unwrap(), args.pointers().unwrap());
    let error = sys::processes::fexecve(none, &argv, &envp).unwrap_err();
    assert_eq!(error, errno::EBADF);
}

/// In a process of its own: whoever forks while the files are written has them open, and the kernel says that instead.
#[test]
fn errors_name_the_file() {
    in_child("processes::exec::errors_name_the_file", || {
        let bin = Bin::new();
        let closed = bin.file("closed", 0o644, "#!/bin/sh\n");
        let text = bin.file("text", 0o755, "echo no format\n");
        for (path, number) in [
            (bin.path().join("missing"), errno::ENOENT),
            (closed.join("below"), errno::ENOTDIR),
            (closed, errno::EACCES),
            (text, errno::ENOEXEC),
            (bin.path().into(), errno::EACCES),
            ("".into(), errno::ENOENT),
            ("x".repeat(5000).into(), errno::ENAMETOOLONG),
        ] {
            let error = os::execv(&path, ["x"]).unwrap_err();
            assert_eq!((error.errno(), error.filename()), (Some(number), Some(path.as_path())));
            let error = os::execve(&path, ["x"], [("A", "1")]).unwrap_err();
            assert_eq!((error.errno(), error.filename()), (Some(number), Some(path.as_path())));
        }
    });
}

#[test]
fn a_program_needs_a_name_for_itself() {
    let none: [&str; 0] = [];
    for args in [&none[..], &["", "x"]] {
        let refused = [
            os::execv("/bin/true", args),
            os::execl("/bin/true", args),
            os::execve("/bin/true", args, [("A", "1")]),
            os::execvp("true", args),
            os::execlp("true", args),
            os::execvpe("true", args, [("A", "1")]),
        ];
        for result in refused {
            let error = result.unwrap_err();
            assert_eq!((error.kind(), error.errno()), (ErrorKind::Value, None), "{error}");
        }
    }
}

#[test]
fn strings_that_cannot_be_passed() {
    let value = |result: Result<_, ostler::Error>, text: &str| {
        let error: ostler::Error = match result {
            Ok(never) => match never {},
            Err(error) => error,
        };
        assert_eq!(error.kind(), ErrorKind::Value);
        assert!(error.to_string().starts_with(text), "{error}");
    };
    value(os::execv("/bin/tr\0ue", ["true"]), "embedded null byte");
    value(os::execv("/bin/true", ["true", "a\0"]), "embedded null byte");
    value(os::execve("/bin/true", ["true"], [("A", "\0")]), "embedded null byte");
    value(os::execve("/bin/true", ["true"], [("\0A", "")]), "embedded null byte");
    for name in ["", "A=", "A=B", "=="] {
        let env = [("FINE", "1"), (name, "1")];
        value(os::execve("/bin/true", ["true"], env), "illegal environment variable name");
        value(os::execvpe("true", ["true"], env), "illegal environment variable name");
    }
    value(os::execvp("tr\0ue", ["true"]), "embedded null byte");
}

#[test]
fn arguments_longer_than_the_kernel_takes() {
    let huge = "x".repeat(4 << 20);
    let error = os::execv("/bin/true", ["true", &huge]).unwrap_err();
    assert_eq!(error.errno(), Some(errno::E2BIG));
    let error = os::execve("/bin/true", ["true"], [("HUGE", &huge)]).unwrap_err();
    assert_eq!(error.errno(), Some(errno::E2BIG));
}
