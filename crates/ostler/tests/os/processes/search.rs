//! `execvp`, `execvpe`: the search along `PATH`.

use ostler::{ErrorKind, errno, os};

use super::witness::{set_env, unset_env};
use super::{Bin, output_of};
use crate::support::{as_nobody, in_child};

/// What the file found says when it is searched along this `PATH`.
fn found(file: &str, path: &std::ffi::OsStr) -> Vec<u8> {
    let (_, text) = output_of(|| {
        let _ = os::execvpe(file, [file], [("PATH", path)]);
    });
    text
}

fn line(path: &std::path::Path) -> Vec<u8> {
    format!("{}\n", path.display()).into_bytes()
}

#[test]
fn the_first_program_of_the_path_is_it() {
    in_child("processes::search::the_first_program_of_the_path_is_it", || {
        let bin = Bin::new();
        let (first, second) = (bin.script("a/both", 0), bin.script("b/both", 0));
        bin.script("b/only", 0);
        assert_eq!(found("both", &bin.search(&["missing", "a", "b"])), line(&first));
        assert_eq!(found("both", &bin.search(&["b", "a"])), line(&second));
        // What is there but no program is passed over while a program may follow.
        bin.file("a/only", 0o644, "");
        assert_eq!(found("only", &bin.search(&["a", "b"])), line(&bin.path().join("b/only")));
        bin.file("a/only", 0o755, "no format\n");
        assert_eq!(found("only", &bin.search(&["a", "b"])), line(&bin.path().join("b/only")));
    });
}

#[test]
fn an_empty_element_is_the_current_directory() {
    in_child("processes::search::an_empty_element_is_the_current_directory", || {
        let bin = Bin::new();
        bin.script("here", 0);
        std::env::set_current_dir(bin.path()).unwrap();
        for path in ["", ":/missing", "/missing:", "/missing::/missing", "."] {
            assert!(found("here", path.as_ref()).ends_with(b"here\n"), "PATH={path:?}");
        }
        let error = os::execvpe("here", ["here"], [("PATH", "/missing")]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::FileNotFound);
    });
}

#[test]
fn a_slash_makes_it_a_path() {
    in_child("processes::search::a_slash_makes_it_a_path", || {
        let bin = Bin::new();
        let there = bin.script("a/there", 0);
        let path = bin.search(&["a"]);
        assert_eq!(found(there.to_str().unwrap(), "/missing".as_ref()), line(&there));
        for file in ["./there", "a/../there"] {
            let error = os::execvpe(file, [file], [("PATH", &path)]).unwrap_err();
            assert_eq!(
                (error.errno(), error.filename()),
                (Some(errno::ENOENT), Some(file.as_ref()))
            );
        }
    });
}

#[test]
fn this_process_or_the_new_environment_says_where() {
    in_child("processes::search::this_process_or_the_new_environment_says_where", || {
        let bin = Bin::new();
        let mine = bin.script("mine/tool", 0);
        let theirs = bin.script("theirs/tool", 0);
        set_env("PATH", bin.search(&["mine"]));
        let (_, text) = output_of(|| {
            let _ = os::execvp("tool", ["tool"]);
        });
        assert_eq!(text, line(&mine));
        let (_, text) = output_of(|| {
            let _ = os::execlp("tool", &["tool"]);
        });
        assert_eq!(text, line(&mine));
        let env = [("PATH", bin.search(&["theirs"]))];
        let (_, text) = output_of(|| {
            let _ = os::execlpe("tool", &["tool"], env);
        });
        assert_eq!(text, line(&theirs));

        // Without any PATH the customary places are searched, not this process's.
        let (status, _) = output_of(|| {
            let _ = os::execvpe("true", ["true"], [("A", "1")]);
        });
        assert!(status.success(), "{status}");
        let error = os::execvpe("tool", ["tool"], [("A", "1")]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::FileNotFound);
        unset_env("PATH");
        let (status, _) = output_of(|| {
            let _ = os::execvp("true", ["true"]);
        });
        assert!(status.success(), "{status}");
    });
}

#[test]
fn the_first_refusal_is_remembered() {
    as_nobody("processes::search::the_first_refusal_is_remembered", || {
        let bin = Bin::new();
        let closed = bin.file("b/tool", 0o644, "#!/bin/sh\n");
        bin.file("c/tool", 0o755, "no format\n");
        let env = [("PATH", bin.search(&["a", "b", "c", "d"]))];
        let error = os::execvpe("tool", ["tool"], env).unwrap_err();
        assert_eq!((error.errno(), error.filename()), (Some(errno::EACCES), Some(&*closed)));

        let text = bin.path().join("c/tool");
        let error = os::execvpe("tool", ["tool"], [("PATH", bin.search(&["c", "b"]))]).unwrap_err();
        assert_eq!((error.errno(), error.filename()), (Some(errno::ENOEXEC), Some(&*text)));

        // A directory nobody may search is a refusal as well.
        bin.script("d/deep/tool", 0);
        let dir = bin.path().join("d");
        std::fs::set_permissions(&dir, std::os::unix::fs::PermissionsExt::from_mode(0o000))
            .unwrap();
        let env = [("PATH", bin.search(&["d/deep", "a"]))];
        let error = os::execvpe("tool", ["tool"], env).unwrap_err();
        std::fs::set_permissions(&dir, std::os::unix::fs::PermissionsExt::from_mode(0o755))
            .unwrap();
        assert_eq!(error.errno(), Some(errno::EACCES));
    });
}

#[test]
fn what_is_nowhere_is_missing_by_its_name() {
    let bin = Bin::new();
    bin.file("file", 0o644, "");
    let env = [("PATH", bin.search(&["a", "b"]))];
    let error = os::execvpe("tool", ["tool"], env).unwrap_err();
    assert_eq!(error.to_string(), "[Errno 2] No such file or directory: 'tool'");
    let error = os::execvpe("tool", ["tool"], [("PATH", bin.search(&["a", "file"]))]).unwrap_err();
    assert_eq!((error.errno(), error.filename()), (Some(errno::ENOTDIR), Some("tool".as_ref())));
}
