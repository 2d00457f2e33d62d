//! Sockets that are there all the time, while others come and go.

use std::collections::HashMap;
use std::net::UdpSocket;
use std::os::fd::AsRawFd as _;
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ostler::process::{self, Connection, ConnectionKinds, Process};

use crate::support::in_own_network;

/// How often each list is asked for, and how long at most.
const ROUNDS: usize = 200;
const TIME: Duration = Duration::from_secs(4);

/// More than a piece of the kernel's list has.
const HELD: usize = 400;

fn inode(socket: &impl std::os::fd::AsRawFd) -> u64 {
    let link = std::fs::read_link(format!("/proc/self/fd/{}", socket.as_raw_fd())).unwrap();
    let text = link.to_str().unwrap();
    text.trim_start_matches("socket:[").trim_end_matches(']').parse().unwrap()
}

/// Room for more descriptors than a process has as a rule.
fn many_descriptors() {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: a structure of our own.
    unsafe {
        libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit);
        limit.rlim_cur = limit.rlim_max.min(4096);
        libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit);
    }
}

/// Opens and closes sockets of both kinds, a few more and a few less each time.
fn come_and_go(stop: &AtomicBool) {
    let dir = tempfile::tempdir().unwrap();
    let mut count = 0;
    while !stop.load(Ordering::Relaxed) {
        count = (count + 7) % 60;
        let pairs: Vec<_> = (0..count).map(|_| UnixStream::pair()).collect();
        let named: Vec<_> = (0..count / 4)
            .map(|number| UnixListener::bind(dir.path().join(number.to_string())))
            .collect();
        drop(pairs);
        let udp: Vec<_> = (0..count).map(|_| UdpSocket::bind("0.0.0.0:0")).collect();
        drop(named);
        for number in 0..count / 4 {
            let _ = std::fs::remove_file(dir.path().join(number.to_string()));
        }
        drop(udp);
    }
}

/// Whether each of these sockets is listed once, with its descriptor.
fn check<'a>(
    held: &HashMap<u64, i32>,
    listed: impl Iterator<Item = (i32, &'a Connection)>,
    whose: &str,
) {
    let mut seen: HashMap<u64, Vec<i32>> = HashMap::new();
    for (fd, socket) in listed {
        seen.entry(socket.inode).or_default().push(fd);
    }
    let wrong: Vec<_> = held
        .iter()
        .filter(|(inode, fd)| seen.get(inode).is_none_or(|found| found[..] != [**fd]))
        .map(|(inode, fd)| (inode, fd, seen.get(inode)))
        .collect();
    assert!(wrong.is_empty(), "{whose}: {} of {}: {wrong:?}", wrong.len(), held.len());
}

#[test]
fn those_that_stay_are_listed_once() {
    in_own_network("attributes::sockets::those_that_stay_are_listed_once", || {
        many_descriptors();
        let dir = tempfile::tempdir().unwrap();
        let pairs: Vec<_> = (0..HELD / 2).map(|_| UnixDatagram::pair().unwrap()).collect();
        let named: Vec<_> = (0..HELD / 4)
            .map(|number| UnixListener::bind(dir.path().join(number.to_string())).unwrap())
            .collect();
        let udp: Vec<_> = (0..HELD / 4).map(|_| UdpSocket::bind("0.0.0.0:0").unwrap()).collect();
        let both = pairs.iter().flat_map(|(one, other)| [one, other]);
        let held: HashMap<u64, i32> = both
            .map(|socket| (inode(socket), socket.as_raw_fd()))
            .chain(named.iter().map(|socket| (inode(socket), socket.as_raw_fd())))
            .chain(udp.iter().map(|socket| (inode(socket), socket.as_raw_fd())))
            .collect();
        let me = Process::current().unwrap();
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| come_and_go(&stop));
            }
            let rounds = std::panic::catch_unwind(|| {
                let end = Instant::now() + TIME;
                for _ in (0..ROUNDS).take_while(|_| Instant::now() < end) {
                    let own = me.net_connections(ConnectionKinds::all()).unwrap();
                    check(&held, own.iter().map(|(fd, socket)| (*fd, socket)), "its own");
                    let all = process::net_connections(ConnectionKinds::all()).unwrap();
                    let all = all.iter().map(|one| (one.fd.unwrap_or(-1), &one.connection));
                    check(&held, all, "all");
                }
            });
            stop.store(true, Ordering::Relaxed);
            rounds.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        });
    });
}
