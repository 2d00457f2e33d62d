//! What is kept, by whom it is seen, and how it is forgotten.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use ostler::{audit, platform};

use crate::support::in_child;

#[test]
fn the_same_answer_until_it_is_forgotten() {
    in_child("cache::the_same_answer_until_it_is_forgotten", || {
        let names = platform::uname();
        assert!(Arc::ptr_eq(&names, &platform::uname()));
        platform::invalidate_caches();
        let again = platform::uname();
        assert!(!Arc::ptr_eq(&names, &again));
        assert_eq!(names, again);
        if let Ok(release) = platform::freedesktop_os_release() {
            assert!(Arc::ptr_eq(&release, &platform::freedesktop_os_release().unwrap()));
            platform::invalidate_caches();
            assert!(!Arc::ptr_eq(&release, &platform::freedesktop_os_release().unwrap()));
        }
    });
}

/// A machine that is given another name while the program runs, which is what the function is there for.
#[cfg(target_os = "linux")]
#[test]
fn a_machine_that_is_renamed() {
    in_child("cache::a_machine_that_is_renamed", || {
        // SAFETY: it takes no pointers.
        let unshare = |flags| unsafe { libc::unshare(flags) };
        if unshare(libc::CLONE_NEWUTS) != 0
            && unshare(libc::CLONE_NEWUSER | libc::CLONE_NEWUTS) != 0
        {
            println!("skipped: no namespaces here");
            return;
        }
        let rename = |name: &[u8]| {
            // SAFETY: the name is as long as is said.
            assert_eq!(unsafe { libc::sethostname(name.as_ptr().cast(), name.len()) }, 0);
        };
        rename(b"before");
        platform::invalidate_caches();
        assert_eq!(platform::node(), "before");
        rename(b"after");
        assert_eq!(platform::node(), "before");
        platform::invalidate_caches();
        assert_eq!(platform::node(), "after");
        // Nobody keeps a machine from being called this.
        rename(b"n\xff");
        platform::invalidate_caches();
        assert_eq!(platform::node(), "n\u{fffd}");
        rename(b"unknown");
        platform::invalidate_caches();
        assert_eq!(platform::node(), "");
    });
}

#[test]
fn threads_that_ask_and_one_that_forgets() {
    in_child("cache::threads_that_ask_and_one_that_forgets", || {
        let (whole, names) = (platform::platform(), platform::uname());
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| {
                    while !stop.load(Ordering::Relaxed) {
                        assert_eq!(platform::uname(), names);
                        assert_eq!(platform::platform(), whole);
                        let _ = platform::freedesktop_os_release();
                    }
                });
            }
            for _ in 0..200 {
                platform::invalidate_caches();
                std::thread::yield_now();
            }
            stop.store(true, Ordering::Relaxed);
        });
    });
}

static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

#[test]
fn what_hooks_see_and_refuse() {
    in_child("cache::what_hooks_see_and_refuse", || {
        audit::add_hook(|event| {
            let args: Vec<String> = event.args().iter().map(ToString::to_string).collect();
            SEEN.lock().unwrap().push(format!("{} {}", event.name(), args.join(" ")));
            if event.name() == "subprocess.Popen" {
                Err(ostler::Error::vetoed("no"))
            } else {
                Ok(())
            }
        });
        assert_eq!(platform::processor(), "");
        platform::processor();
        assert_eq!(
            std::mem::take(&mut *SEEN.lock().unwrap()),
            ["subprocess.Popen 'uname' ['uname', '-p'] None None"]
        );
        let _ = platform::freedesktop_os_release();
        platform::architecture_of("/bin/sh");
        let seen = std::mem::take(&mut *SEEN.lock().unwrap());
        assert!(seen[0].starts_with("open '/etc/os-release' None "), "{seen:?}");
        assert!(seen.last().unwrap().starts_with("open '/bin/sh' None "), "{seen:?}");

        // A refusal is an error where there can be one, and leaves the file unknown where there cannot.
        audit::add_hook(|event| {
            if event.name() == "open" { Err(ostler::Error::vetoed("no")) } else { Ok(()) }
        });
        platform::invalidate_caches();
        let error = platform::freedesktop_os_release().unwrap_err();
        assert_eq!(error.kind(), ostler::ErrorKind::Vetoed);
        assert_eq!(platform::libc_ver_of("/bin/sh").unwrap_err().kind(), ostler::ErrorKind::Vetoed);
        assert_eq!(platform::architecture_of("/bin/sh").linkage, "");
    });
}
