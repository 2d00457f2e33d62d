//! `/proc/PID/stat`, `proc_pid_stat(5)`.

use super::read::read_file;
use crate::errno::{self, Errno};

/// The numbers of the file. Times are in clock ticks, sizes as the kernel writes them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stat {
    /// A letter, `R` for running.
    pub state: u8,
    pub ppid: i32,
    pub pgrp: i32,
    pub session: i32,
    pub tty_nr: i32,
    pub tpgid: i32,
    pub flags: u32,
    pub minflt: u64,
    pub majflt: u64,
    pub utime: u64,
    pub stime: u64,
    pub cutime: i64,
    pub cstime: i64,
    pub priority: i32,
    pub nice: i32,
    pub num_threads: i32,
    /// Since the boot.
    pub starttime: u64,
    /// In bytes.
    pub vsize: u64,
    /// In pages.
    pub rss: i64,
    pub processor: i32,
    pub rt_priority: u32,
    pub policy: u32,
    pub delayacct_blkio_ticks: u64,
    /// Where its code starts: one for others than those who may trace the process.
    pub start_code: u64,
    /// Where its arguments end: zero for others as well, and while it executes a program.
    pub arg_end: u64,
    /// Readable by those who may trace the process; zero for others.
    pub exit_code: i32,
}

impl Stat {
    /// A part of the kernel: `PF_KTHREAD`.
    pub fn is_kernel_thread(&self) -> bool {
        self.flags & 0x0020_0000 != 0
    }

    /// It has ended, or is about to (`PF_EXITING`) and has given up what it had. True also where only its first thread has.
    pub fn is_over(&self) -> bool {
        matches!(self.state, b'Z' | b'X' | b'x') || self.flags & 4 != 0
    }
}

/// How many threads this process has: `/proc/self/stat`.
pub fn own_threads() -> Result<i32, Errno> {
    let mut text = Vec::new();
    read_file(c"/proc/self/stat", &mut text)?;
    parse(&text).map(|(_, stat)| stat.num_threads)
}

/// The name in the parentheses, and the rest. A name may have any character in it, parentheses and newlines too; the last
/// parenthesis is the kernel's.
pub fn parse(text: &[u8]) -> Result<(&[u8], Stat), Errno> {
    let open = memchr(b'(', text).ok_or(errno::EIO)?;
    let close = text.iter().rposition(|&byte| byte == b')').ok_or(errno::EIO)?;
    let name = text.get(open + 1..close).ok_or(errno::EIO)?;
    let mut rest = Numbers(text.get(close + 2..).ok_or(errno::EIO)?);
    let state = rest.letter().ok_or(errno::EIO)?;
    let mut stat = Stat { state, ..Stat::default() };
    stat.ppid = rest.next();
    stat.pgrp = rest.next();
    stat.session = rest.next();
    stat.tty_nr = rest.next();
    stat.tpgid = rest.next();
    stat.flags = rest.next();
    stat.minflt = rest.next();
    rest.skip(1);
    stat.majflt = rest.next();
    rest.skip(1);
    stat.utime = rest.next();
    stat.stime = rest.next();
    stat.cutime = rest.next();
    stat.cstime = rest.next();
    stat.priority = rest.next();
    stat.nice = rest.next();
    stat.num_threads = rest.next();
    rest.skip(1);
    stat.starttime = rest.next();
    stat.vsize = rest.next();
    stat.rss = rest.next();
    rest.skip(1);
    stat.start_code = rest.next();
    rest.skip(12);
    stat.processor = rest.next();
    stat.rt_priority = rest.next();
    stat.policy = rest.next();
    stat.delayacct_blkio_ticks = rest.next();
    rest.skip(6);
    stat.arg_end = rest.next();
    rest.skip(2);
    stat.exit_code = rest.next();
    Ok((name, stat))
}

fn memchr(byte: u8, text: &[u8]) -> Option<usize> {
    text.iter().position(|&other| other == byte)
}

/// Numbers between spaces. One that is missing, as later ones are on old kernels, is zero.
struct Numbers<'a>(&'a [u8]);

impl<'a> Numbers<'a> {
    fn word(&mut self) -> &'a [u8] {
        let end = memchr(b' ', self.0).unwrap_or(self.0.len());
        let (word, rest) = self.0.split_at(end);
        self.0 = rest.get(1..).unwrap_or_default();
        word
    }

    fn letter(&mut self) -> Option<u8> {
        self.word().first().copied()
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.word();
        }
    }

    /// Numbers wrap into the type asked for, as C prints and reads them.
    fn next<T: Wrap>(&mut self) -> T {
        T::wrap(number(self.word()))
    }
}

/// Decimal digits, with a minus sign or without, as far as they go.
pub fn number(text: &[u8]) -> i64 {
    let (digits, negative) = match text.strip_prefix(b"-") {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let value = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .fold(0_u64, |value, digit| value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0')));
    if negative { (value as i64).wrapping_neg() } else { value as i64 }
}

trait Wrap {
    fn wrap(number: i64) -> Self;
}

macro_rules! wrap {
    ($($type:ty)*) => {$(
        impl Wrap for $type {
            fn wrap(number: i64) -> Self {
                number as Self
            }
        }
    )*};
}

wrap!(i32 u32 i64 u64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_anything_in_them() {
        let text = b"12 (a) R (b\n) S 1 2 3 4 -1 4194560 7 8 9 10 11 12 -13 14 20 -5 3 0 999 4096 25 18446744073709551615 0";
        let (name, stat) = parse(text).unwrap();
        assert_eq!(name, b"a) R (b\n");
        assert_eq!(
            (stat.state, stat.ppid, stat.pgrp, stat.session, stat.tty_nr),
            (b'S', 1, 2, 3, 4)
        );
        assert_eq!((stat.tpgid, stat.minflt, stat.majflt), (-1, 7, 9));
        assert_eq!((stat.utime, stat.stime, stat.cutime, stat.cstime), (11, 12, -13, 14));
        assert_eq!((stat.priority, stat.nice, stat.num_threads, stat.starttime), (20, -5, 3, 999));
        assert_eq!((stat.vsize, stat.rss, stat.processor), (4096, 25, 0));
    }

    #[test]
    fn the_whole_of_a_line() {
        let numbers: Vec<String> = (4..=52).map(|number| number.to_string()).collect();
        let line = format!("1 (x) R {}\n", numbers.join(" "));
        let (_, stat) = parse(line.as_bytes()).unwrap();
        assert_eq!((stat.processor, stat.rt_priority, stat.policy), (39, 40, 41));
        assert_eq!((stat.delayacct_blkio_ticks, stat.exit_code), (42, 52));
        assert_eq!((stat.rss, stat.vsize, stat.starttime), (24, 23, 22));
    }

    #[test]
    fn what_is_no_such_line() {
        for text in ["", "1", "1 (", "1 )(", "1 (x)", "1 (x) "] {
            assert_eq!(parse(text.as_bytes()), Err(errno::EIO), "{text:?}");
        }
    }
}
