//! Who listens on a port.

use listeners::Protocol;

use super::bare::{self, Proc, find, number};
use super::errand::{Errand, found};
use super::{Crowds, commands, contender};
use crate::harness::{Clock, Table};

pub(crate) fn rows(crowds: &Crowds, table: &mut Table<'_>) {
    let work = "who owns one port of 2,000";
    if table.wants(work) {
        let errand = crowds.get().errand();
        let peers = vec![
            (contender("C-like loop, net/tcp and fds", errand), 0.0),
            // It stops at the first process that it finds: here that is half-way.
            (contender("listeners", errand), 1.0),
            (contender("listeners, all", errand), 0.0),
        ];
        table.row(work, Clock::Cpu, contender("ostler port", errand), peers);
    }
    commands::row(crowds, table, &format!("{work}, commands"), commands::PORT, &[1.0, 1.0]);
}

/// The sockets that listen on the port, then everyone's descriptors.
pub(crate) fn bare(errand: &Errand) -> u64 {
    let mut buffer = bare::room();
    // `  12: 0100007F:1F90 00000000:0000 0A …`
    let port = format!(":{:04X} ", errand.port);
    let mut link = String::new();
    for table in [c"/proc/net/tcp", c"/proc/net/tcp6"] {
        bare::lines(table, &mut buffer, |line| {
            // In few other lines: those of the port's connections.
            if find(line, port.as_bytes()).is_none() {
                return;
            }
            let mut fields = line.split(|byte| *byte == b' ').filter(|field| !field.is_empty());
            let local =
                fields.nth(1).is_some_and(|address| address.ends_with(&port.as_bytes()[..5]));
            if local && fields.nth(1) == Some(b"0A") {
                link = format!("socket:[{}]", number(fields.nth(5).unwrap_or_default()));
            }
        });
    }
    let mut sum = 0;
    Proc::open().each(|mut process| {
        let mut has = false;
        process.each_fd(&mut buffer, |target| has |= target == link.as_bytes());
        if has {
            sum += found([process.pid()]);
        }
    });
    sum
}

pub(crate) fn listeners(errand: &Errand) -> u64 {
    let process = listeners::get_process_by_port(errand.port, Protocol::TCP).expect("a process");
    found([process.pid as i32])
}

pub(crate) fn listeners_all(errand: &Errand) -> u64 {
    let all = listeners::get_all().expect("/proc is mounted");
    let mut pids: Vec<_> = all
        .iter()
        .filter(|one| one.socket.port() == errand.port && one.protocol == Protocol::TCP)
        .map(|one| one.process.pid as i32)
        .collect();
    pids.sort_unstable();
    pids.dedup();
    found(pids)
}
