//! The audit events of listing and walking.

use std::sync::{Arc, Mutex};

use ostler::{Error, audit, os};

use super::tree::regular;
use crate::support::in_child;

#[test]
fn what_is_raised() {
    in_child("walk::events::what_is_raised", || {
        let tmp = tempfile::tempdir().unwrap();
        let top = tmp.path().join("top");
        regular(&top, 1, 1);
        let dir = std::fs::File::open(&top).unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let sink = seen.clone();
        let prefix = tmp.path().to_str().unwrap().to_owned();
        audit::add_hook(move |event| {
            let args: Vec<_> =
                event.args().iter().map(|arg| arg.to_string().replace(&prefix, "")).collect();
            sink.lock().unwrap().push(format!("{} {}", event.name(), args.join(" ")));
            Ok(())
        });
        let raised = || std::mem::take(&mut *seen.lock().unwrap());

        os::listdir(&top).unwrap();
        os::scandir(&top).unwrap();
        assert_eq!(raised(), ["os.listdir '/top'", "os.scandir '/top'"]);
        let number = std::os::fd::AsRawFd::as_raw_fd(&dir);
        os::listdir(&dir).unwrap();
        os::scandir(&dir).unwrap();
        assert_eq!(raised(), [format!("os.listdir {number}"), format!("os.scandir {number}")]);

        let walk = os::walk(&top);
        assert!(raised().is_empty());
        walk.for_each(drop);
        let parts = ["os.scandir '/top'", "os.scandir '/top/d0'"];
        assert_eq!(raised(), [&["os.walk '/top' true None false"], &parts[..]].concat());
        os::walk(&top).topdown(false).followlinks(true).onerror(Err).for_each(drop);
        assert_eq!(raised(), [&["os.walk '/top' false '<function>' true"], &parts[..]].concat());
        os::walk(&top).entries().for_each(drop);
        assert_eq!(raised(), [&["os.walk '/top' true None false"], &parts[..]].concat());

        let parent = std::fs::File::open(tmp.path()).unwrap();
        let number = std::os::fd::AsRawFd::as_raw_fd(&parent);
        let mut walk = os::fwalk("top").dir_fd(&parent);
        let mut numbers = Vec::new();
        while let Some(step) = walk.step() {
            numbers.push(std::os::fd::AsRawFd::as_raw_fd(&step.unwrap().dirfd));
        }
        let flags = libc::O_CLOEXEC | libc::O_DIRECTORY | libc::O_NOFOLLOW;
        assert_eq!(
            raised(),
            [
                format!("os.fwalk 'top' true None false {number}"),
                format!("open 'top' None {flags}"),
                format!("os.scandir {}", numbers[0]),
                format!("open 'd0' None {flags}"),
                format!("os.scandir {}", numbers[1]),
            ]
        );
    });
}

#[test]
fn a_veto_ends_the_walk() {
    in_child("walk::events::a_veto_ends_the_walk", || {
        let tmp = tempfile::tempdir().unwrap();
        regular(tmp.path(), 2, 1);
        audit::add_hook(|event| {
            let args: Vec<_> = event.args().iter().map(ToString::to_string).collect();
            match event.name() {
                "os.scandir" if args[0].ends_with("/d0/d0'") => Err(Error::vetoed("not there")),
                "os.walk" if args[1] == "false" => Err(Error::vetoed("not so")),
                "os.fwalk" => Err(Error::vetoed("not so")),
                _ => Ok(()),
            }
        });
        let mut walk = os::walk(tmp.path()).ignore_errors();
        assert!(walk.next().unwrap().is_ok());
        assert!(walk.next().unwrap().is_ok());
        assert_eq!(walk.next().unwrap().unwrap_err().kind(), ostler::ErrorKind::Vetoed);
        assert!(walk.next().is_none());
        let mut walk = os::walk(tmp.path()).topdown(false);
        assert_eq!(walk.next().unwrap().unwrap_err().kind(), ostler::ErrorKind::Vetoed);
        assert!(walk.next().is_none());
        let mut walk = os::fwalk(tmp.path());
        assert_eq!(walk.step().unwrap().unwrap_err().kind(), ostler::ErrorKind::Vetoed);
        assert!(walk.step().is_none());
    });
}
