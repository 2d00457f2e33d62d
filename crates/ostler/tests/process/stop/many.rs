//! More processes than descriptors.

use std::time::{Duration, Instant};

use ostler::process::{Outcome, Stop};
use ostler::signal;

use crate::crowd::{Crowd, fork, limit_descriptors, lives, pause};
use crate::support::{descriptors, in_child};

#[test]
fn three_thousand_with_256_descriptors() {
    in_child("stop::many::three_thousand_with_256_descriptors", || {
        let crowd = Crowd::of(3000);
        limit_descriptors(256);
        let before = descriptors();
        let start = Instant::now();
        let report = Stop::new().grace(Duration::from_secs(60)).all(&crowd.0).unwrap();
        println!("stopped {} with 256 descriptors in {:?}", report.len(), start.elapsed());
        assert_eq!((report.len(), report.is_complete()), (3000, true));
        assert!(report.iter().all(|(_, outcome)| outcome.exit_code() == Some(-15)));
        assert!(crowd.0.iter().all(|process| !lives(process.pid())));
        assert_eq!(descriptors(), before);
    });
}

#[test]
fn the_deaf_among_many() {
    in_child("stop::many::the_deaf_among_many", || {
        let mut crowd = Crowd::of(200);
        // They are deaf from the start.
        // SAFETY: no handler.
        unsafe { libc::signal(libc::SIGTERM, libc::SIG_IGN) };
        for index in (0..200).step_by(4) {
            crowd.0.push(fork(|| pause()));
            let last = crowd.0.len() - 1;
            crowd.0.swap(index, last);
        }
        limit_descriptors(40);
        // Long enough for the others to end.
        let report = Stop::new().grace(Duration::from_secs(5)).all(&crowd.0).unwrap();
        assert!(report.is_complete());
        let killed = report
            .iter()
            .filter(|(_, outcome)| matches!(outcome, Outcome::Ended { by: signal::SIGKILL, .. }));
        assert_eq!(killed.count(), 50);
        assert!(crowd.0.iter().all(|process| !lives(process.pid())));
    });
}

#[test]
fn when_the_descriptors_are_all_but_used_up() {
    in_child("stop::many::when_the_descriptors_are_all_but_used_up", || {
        let crowd = Crowd::of(100);
        limit_descriptors(64);
        let mut files = Vec::new();
        while let Ok(file) = std::fs::File::open("/dev/null") {
            files.push(file);
        }
        files.truncate(files.len() - 6);
        let report = Stop::new().all(&crowd.0).unwrap();
        assert!(report.is_complete(), "{report:?}");
        // Not a single one is left: an error, and no panic.
        while let Ok(file) = std::fs::File::open("/dev/null") {
            files.push(file);
        }
        assert_eq!(Stop::new().all(&crowd.0).unwrap_err().errno(), Some(ostler::errno::EMFILE));
        drop(files);
    });
}
