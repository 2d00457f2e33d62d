//! The file of sessions, `utmp(5)`.

use std::ffi::CStr;

/// Where it is.
pub const PATH: &CStr = c"/var/run/utmp";

/// A record of somebody who is logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub pid: i32,
    pub line: Vec<u8>,
    pub user: Vec<u8>,
    pub host: Vec<u8>,
    /// Since the epoch.
    pub seconds: i64,
}

/// Machines that never had 32 bits, or whose programs of 32 bits have another file: times and sessions have 64 bits there, and 32
/// on all others.
const WIDE: bool =
    cfg!(any(target_arch = "aarch64", target_arch = "riscv64", target_arch = "loongarch64"));

const RECORD: usize = if WIDE { 400 } else { 384 };
const TIME: usize = if WIDE { 344 } else { 340 };
const USER_PROCESS: i16 = 7;

/// The sessions among the records of the file. What is cut off at its end is none.
pub fn sessions(file: &[u8]) -> impl Iterator<Item = Session> {
    file.chunks_exact(RECORD).filter_map(|record| {
        let int = |at: usize| Some(i32::from_ne_bytes(record.get(at..at + 4)?.try_into().ok()?));
        let seconds = if WIDE {
            i64::from_ne_bytes(record.get(TIME..TIME + 8)?.try_into().ok()?)
        } else {
            // Unsigned, it lasts until 2106.
            i64::from(int(TIME)?.cast_unsigned())
        };
        let text = |at: usize, length: usize| {
            let field = record.get(at..at + length).unwrap_or_default();
            let end = field.iter().position(|byte| *byte == 0).unwrap_or(field.len());
            field[..end].to_vec()
        };
        let kind = i16::from_ne_bytes([record[0], record[1]]);
        (kind == USER_PROCESS).then_some(())?;
        Some(Session {
            pid: int(4)?,
            line: text(8, 32),
            user: text(44, 32),
            host: text(76, 256),
            seconds,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(all(target_env = "gnu", target_pointer_width = "64"))]
    fn the_layout() {
        assert_eq!(size_of::<libc::utmpx>(), RECORD);
        assert_eq!(std::mem::offset_of!(libc::utmpx, ut_pid), 4);
        assert_eq!(std::mem::offset_of!(libc::utmpx, ut_line), 8);
        assert_eq!(std::mem::offset_of!(libc::utmpx, ut_user), 44);
        assert_eq!(std::mem::offset_of!(libc::utmpx, ut_host), 76);
        assert_eq!(std::mem::offset_of!(libc::utmpx, ut_tv), TIME);
    }

    #[test]
    fn records() {
        let mut record = [0; RECORD];
        record[0..2].copy_from_slice(&USER_PROCESS.to_ne_bytes());
        record[4..8].copy_from_slice(&77_i32.to_ne_bytes());
        record[8..13].copy_from_slice(b"pts/3");
        record[44..48].copy_from_slice(b"anna");
        record[TIME..TIME + 4].copy_from_slice(&u32::MAX.to_ne_bytes());
        let file = [record.as_slice(), &[0; RECORD], &record[..100]].concat();
        let sessions: Vec<_> = sessions(&file).collect();
        let [session] = &sessions[..] else { panic!("{sessions:?}") };
        assert_eq!(
            (session.pid, session.line.as_slice(), session.user.as_slice()),
            (77, b"pts/3".as_slice(), b"anna".as_slice())
        );
        assert_eq!((session.host.as_slice(), session.seconds), (b"".as_slice(), u32::MAX.into()));
    }
}
