//! Single calls: what the library adds to them.

use std::hint::black_box;
use std::time::Duration;

use ostler::os;
use rustix::fs::{CWD, Mode, OFlags};

use crate::Bench;
use crate::harness::Contender;
use crate::table::Goal::{self, AtLeast};

const FILE: &str = "/etc/passwd";
const BUDGET: Duration = Duration::from_secs(3);
/// Within five percent of the peer.
const EVEN: Goal = AtLeast(0.95);

fn times(count: u64, mut call: impl FnMut() -> u64) -> u64 {
    (0..count).fold(0, |sum, _| sum.wrapping_add(black_box(call())))
}

pub(crate) fn rows(bench: &mut Bench) {
    let table = &mut bench.table;
    table.row(
        "stat x 20,000",
        20,
        BUDGET,
        vec![
            Contender::new("os::stat", || {
                times(20_000, || os::stat(FILE).map_or(0, |st| st.st_size() as u64))
            }),
            Contender::new("rustix", || {
                times(20_000, || {
                    rustix::fs::statat(CWD, FILE, rustix::fs::AtFlags::empty())
                        .map_or(0, |st| st.st_size as u64)
                })
            }),
        ],
        &[EVEN],
    );
    table.row(
        "open + close x 20,000",
        20,
        BUDGET,
        vec![
            Contender::new("os::open", || {
                times(20_000, || os::open(FILE, os::O_RDONLY).map_or(0, |_| 1))
            }),
            Contender::new("rustix", || {
                times(20_000, || {
                    rustix::fs::openat(CWD, FILE, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())
                        .map_or(0, |_| 1)
                })
            }),
        ],
        &[EVEN],
    );
    table.row(
        "getpid x 100,000",
        20,
        BUDGET,
        vec![
            Contender::new("os::getpid", || times(100_000, || os::getpid() as u64)),
            Contender::new("rustix", || {
                times(100_000, || rustix::process::getpid().as_raw_nonzero().get() as u64)
            }),
        ],
        &[EVEN],
    );
    let environ = os::environ();
    table.row(
        "environment lookup x 100,000",
        20,
        BUDGET,
        vec![
            Contender::new("Environ::get", || {
                times(100_000, || environ.get("PATH").map_or(0, |value| value.len() as u64))
            }),
            Contender::new("std::env::var_os", || {
                times(100_000, || std::env::var_os("PATH").map_or(0, |value| value.len() as u64))
            }),
        ],
        &[AtLeast(3.0)],
    );
    table.row(
        "environment lookup, an owned copy x 100,000",
        20,
        BUDGET,
        vec![
            Contender::new("os::getenv", || {
                times(100_000, || os::getenv("PATH").map_or(0, |value| value.len() as u64))
            }),
            Contender::new("std::env::var_os", || {
                times(100_000, || std::env::var_os("PATH").map_or(0, |value| value.len() as u64))
            }),
        ],
        &[Goal::Shown],
    );
}
