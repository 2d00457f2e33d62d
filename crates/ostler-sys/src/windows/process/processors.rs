//! The processors: what they have done, how many there are.

use windows_sys::Win32::Foundation::ERROR_INSUFFICIENT_BUFFER;
use windows_sys::Win32::System::SystemInformation::{
    GetLogicalProcessorInformationEx, RelationProcessorCore,
};
use windows_sys::Win32::System::Threading::GetActiveProcessorGroupCount;

use super::nt::{self, at_offset};
use crate::errno::WinError;
use crate::windows::last_error;

/// What a processor has done since the system was started, in units of 100 ns: `SYSTEM_PROCESSOR_PERFORMANCE_INFORMATION`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    pub idle: u64,
    /// With all the others but `user`.
    pub kernel: u64,
    pub user: u64,
    /// Deferred procedure calls.
    pub deferred: u64,
    pub interrupts: u64,
    /// How many of them.
    pub count: u32,
}

/// Each processor's times, group by group.
pub fn times() -> Result<Vec<Times>, WinError> {
    /// A group has at most 64.
    const SIZE: u32 = (64 * size_of::<Times>()) as u32;
    // SAFETY: it takes nothing.
    let groups = unsafe { GetActiveProcessorGroupCount() };
    if groups <= 1 {
        return Ok(each(&nt::system(nt::SYSTEM_PROCESSORS, SIZE)?));
    }
    let mut all = Vec::new();
    for group in 0..groups {
        let answer = nt::query(SIZE, |buffer, size, needed| {
            // SAFETY: the input is the number of a group, the buffer writable for the size given.
            unsafe {
                nt::NtQuerySystemInformationEx(
                    nt::SYSTEM_PROCESSORS,
                    (&raw const group).cast(),
                    size_of_val(&group) as u32,
                    buffer,
                    size,
                    needed,
                )
            }
        })?;
        all.extend(each(&answer));
    }
    Ok(all)
}

fn each(answer: &[u64]) -> Vec<Times> {
    (0..).map_while(|index| at_offset(answer, index * size_of::<Times>())).collect()
}

/// How many cores there are, in all groups.
pub fn cores() -> Result<usize, WinError> {
    let mut size = 0;
    loop {
        let mut buffer = vec![0_u64; (size as usize).div_ceil(8)];
        // SAFETY: the buffer is writable for the size given.
        let done = unsafe {
            GetLogicalProcessorInformationEx(
                RelationProcessorCore,
                buffer.as_mut_ptr().cast(),
                &raw mut size,
            )
        };
        if done != 0 {
            return Ok(records(&buffer, size as usize));
        }
        let code = last_error();
        if code.raw() != ERROR_INSUFFICIENT_BUFFER {
            return Err(code);
        }
    }
}

/// Each says what it is of and how long it is.
fn records(buffer: &[u64], size: usize) -> usize {
    let (mut count, mut at) = (0, 0);
    while let Some([_, length]) = at_offset::<[u32; 2]>(buffer, at) {
        if length == 0 || at + length as usize > size {
            break;
        }
        count += 1;
        at += length as usize;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{each, records};

    #[test]
    fn an_answer_that_is_cut_off() {
        let times: Vec<u64> = (1..=12).collect();
        let times = each(&times);
        assert_eq!(times.len(), 2);
        assert_eq!((times[0].idle, times[0].interrupts, times[1].user), (1, 5, 9));
        assert!(each(&[]).is_empty());
        let record = |length: u64| [length << 32, 0];
        assert_eq!(records(&[record(16), record(16)].concat(), 32), 2);
        assert_eq!(records(&[record(16), record(24)].concat(), 32), 1);
        assert_eq!((records(&record(0), 16), records(&[], 0)), (0, 0));
    }
}
