//! Single calls, a hundred thousand of each.

use std::hint::black_box;

use ostler::os;
use rustix::fs::{Mode, OFlags};

use crate::harness::{Clock, Contender, Table};
use crate::trees::Trees;

/// Within five per cent.
const PARITY: f64 = 0.95;

fn often(mut call: impl FnMut()) -> u64 {
    const TIMES: u64 = 100_000;
    for _ in 0..TIMES {
        call();
    }
    TIMES
}

pub(crate) fn rows(trees: &Trees, table: &mut Table<'_>) {
    let path = &trees.place("file");
    std::fs::write(path, "text").expect("a file");
    table.row(
        "stat of a path, x 100,000",
        Clock::Cpu,
        Contender::new("os::stat", || {
            often(|| {
                black_box(os::stat(path).expect("a file"));
            })
        }),
        vec![(
            Contender::new("rustix", || {
                often(|| {
                    black_box(rustix::fs::stat(path).expect("a file"));
                })
            }),
            PARITY,
        )],
    );
    table.row(
        "open and close, x 100,000",
        Clock::Cpu,
        Contender::new("os::open", || often(|| drop(os::open(path, os::O_RDONLY)))),
        vec![(
            Contender::new("rustix", || {
                let flags = OFlags::RDONLY | OFlags::CLOEXEC;
                often(|| drop(rustix::fs::open(path, flags, Mode::empty())))
            }),
            PARITY,
        )],
    );
    table.row(
        "getpid, x 100,000",
        Clock::Cpu,
        Contender::new("os::getpid", || often(|| _ = black_box(os::getpid()))),
        vec![(
            Contender::new("rustix", || often(|| _ = black_box(rustix::process::getpid()))),
            PARITY,
        )],
    );
    let environ = os::environ();
    let var_os =
        || Contender::new("std::env::var_os", || often(|| _ = black_box(std::env::var_os("PATH"))));
    table.row(
        "environment lookup, x 100,000",
        Clock::Cpu,
        Contender::new("Environ::get", || often(|| _ = black_box(environ.get("PATH")))),
        vec![(var_os(), 3.0)],
    );
    table.row(
        "environment lookup with a copy of the value, x 100,000",
        Clock::Cpu,
        Contender::new("os::getenv", || often(|| _ = black_box(os::getenv("PATH")))),
        vec![(var_os(), 0.0)],
    );
}
