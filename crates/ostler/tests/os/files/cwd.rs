use std::path::Path;

use ostler::{errno, os};

use super::{Scratch, fails, superuser};
use crate::support::{as_nobody, in_child};

#[test]
fn goes_where_it_is_sent() {
    in_child("files::cwd::goes_where_it_is_sent", || {
        let scratch = Scratch::new();
        let sub = std::fs::canonicalize(scratch.dir("sub")).unwrap();
        let sub_fd = os::open(&sub, os::O_RDONLY).unwrap();
        os::chdir(&sub).unwrap();
        assert_eq!(os::getcwd().unwrap(), sub);
        assert_eq!(std::env::current_dir().unwrap(), sub);
        assert_eq!(os::getcwdb().unwrap(), sub.as_os_str().as_encoded_bytes());
        os::chdir("..").unwrap();
        assert_eq!(os::getcwd().unwrap(), sub.parent().unwrap());
        os::chdir(&sub_fd).unwrap();
        assert_eq!(os::getcwd().unwrap(), sub);
        os::chdir("/").unwrap();
        assert_eq!(os::getcwd().unwrap(), Path::new("/"));
        os::fchdir(&sub_fd).unwrap();
        assert_eq!(os::getcwd().unwrap(), sub);
    });
}

#[test]
fn refusals() {
    let scratch = Scratch::new();
    let file = scratch.file("a", "");
    let error = fails(os::chdir(&file), errno::ENOTDIR);
    assert_eq!(error.filename(), Some(file.as_path()));
    let fd = os::open(&file, os::O_RDONLY).unwrap();
    fails(os::chdir(&fd), errno::ENOTDIR);
    fails(os::fchdir(&fd), errno::ENOTDIR);
    fails(os::chdir("/missing"), errno::ENOENT);
}

#[test]
fn a_directory_that_is_gone() {
    in_child("files::cwd::a_directory_that_is_gone", || {
        let scratch = Scratch::new();
        let sub = scratch.dir("sub");
        os::chdir(&sub).unwrap();
        os::rmdir(&sub).unwrap();
        fails(os::getcwd(), errno::ENOENT);
        fails(os::getcwdb(), errno::ENOENT);
        os::chdir("/").unwrap();
    });
}

/// Deeper than the kernel's own call can say.
#[test]
fn a_directory_with_a_very_long_name() {
    in_child("files::cwd::a_directory_with_a_very_long_name", || {
        let scratch = Scratch::new();
        os::fchdir(&scratch.dir).unwrap();
        let name = "n".repeat(200);
        for _ in 0..30 {
            os::mkdir(&name).unwrap();
            os::chdir(&name).unwrap();
        }
        match os::getcwd() {
            Ok(found) => {
                assert!(found.as_os_str().len() > 30 * 201);
                assert!(found.ends_with(&name));
            }
            // A C library that asks nobody but the kernel.
            Err(error) => assert_eq!(error.errno(), Some(errno::ENAMETOOLONG)),
        }
        os::chdir("/").unwrap();
    });
}

#[test]
fn another_root() {
    if !superuser("another_root") {
        return;
    }
    in_child("files::cwd::another_root", || {
        let scratch = Scratch::new();
        scratch.file("a", "text");
        let outside = os::open("/", os::O_RDONLY).unwrap();
        os::chroot(scratch.path(".")).unwrap();
        os::chdir("/").unwrap();
        assert_eq!(os::stat("/a").unwrap().st_size(), 4);
        fails(os::stat("/etc"), errno::ENOENT);
        // The way back, for the scratch directory to be removed.
        os::fchdir(&outside).unwrap();
        // Outside of the root: the C library does not pass on a name that is no path.
        fails(os::getcwd(), errno::ENOENT);
        os::chroot(".").unwrap();
        assert!(os::stat("/etc").is_ok());
    });
}

#[test]
fn not_everyone_may_change_the_root() {
    as_nobody("files::cwd::not_everyone_may_change_the_root", || {
        let error = fails(os::chroot("/"), errno::EPERM);
        assert_eq!(error.filename(), Some("/".as_ref()));
    });
}
