//! The handles of all processes, and the files behind them.

use std::ffi::{OsString, c_void};
use std::os::windows::io::{AsHandle as _, AsRawHandle as _, FromRawHandle as _, OwnedHandle};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use windows_sys::Win32::Foundation::{DUPLICATE_SAME_ACCESS, DuplicateHandle};
use windows_sys::Win32::Storage::FileSystem::{
    FILE_STANDARD_INFO, FILE_TYPE_DISK, FileStandardInfo, GetFileInformationByHandleEx, GetFileType,
};
use windows_sys::Win32::System::Threading::GetCurrentProcess;

use super::nt::{self, at_offset};
use crate::errno::WinError;
use crate::windows::check_win;
use crate::windows::files::final_path;

/// A handle of some process.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handle {
    pub pid: u32,
    pub value: usize,
    /// What it may be used for.
    pub access: u32,
}

/// `SYSTEM_HANDLE_TABLE_ENTRY_INFO_EX`
#[repr(C)]
#[derive(Clone, Copy)]
struct Entry {
    object: usize,
    pid: usize,
    value: usize,
    access: u32,
    trace: u16,
    kind: u16,
    attributes: u32,
    reserved: u32,
}

/// The handles of files, directories, pipes and devices, of all processes.
pub fn of_files() -> Result<Vec<Handle>, WinError> {
    // The kernel numbers kinds of objects as it likes: one of our own tells which of them files are.
    let own = std::fs::File::open("NUL")
        .map_err(|error| WinError::from_raw(error.raw_os_error().unwrap_or(0).cast_unsigned()))?;
    let answer = nt::system(nt::SYSTEM_EXTENDED_HANDLES, 1 << 20)?;
    let entries = entries(&answer);
    let (pid, value) = (std::process::id() as usize, own.as_raw_handle() as usize);
    let is_own = |entry: &&Entry| (entry.pid, entry.value) == (pid, value);
    let Some(kind) = entries.iter().find(is_own).map(|entry| entry.kind) else {
        return Ok(Vec::new());
    };
    let files = entries.into_iter().filter(|entry| entry.kind == kind);
    Ok(files.map(Entry::handle).collect())
}

/// How many there are, a word of nothing, and they.
fn entries(answer: &[u64]) -> Vec<Entry> {
    let count = answer.first().map_or(0, |count| *count as usize);
    let first = 2 * size_of::<usize>();
    (0..count).map_while(|index| at_offset(answer, first + index * size_of::<Entry>())).collect()
}

impl Entry {
    fn handle(self) -> Handle {
        Handle { pid: self.pid as u32, value: self.value, access: self.access }
    }
}

/// A file on a disk that a process has open.
#[derive(Clone, Debug)]
pub struct File {
    pub handle: Handle,
    /// As the system shows it, without links: `\\?\C:\…`.
    pub path: OsString,
}

/// Which of these handles of a process are of files, neither directories nor removed. The handle of the process must allow making
/// handles from its handles.
///
/// The kernel may keep a question about a handle waiting for as long as somebody reads from it: each is asked by a thread that is
/// not waited for for long.
pub fn files(process: OwnedHandle, handles: Vec<Handle>) -> std::io::Result<Vec<File>> {
    /// How long a handle may take to tell what it is of; the more do not, the less time the others get.
    const PATIENCE: Duration = Duration::from_millis(300);
    const LEAST: Duration = Duration::from_millis(50);
    /// So many threads may be left behind.
    const MOST_STUCK: u32 = 64;
    let process = Arc::new(process);
    let mut files = Vec::new();
    let mut rest = handles;
    let mut stuck = 0;
    while !rest.is_empty() {
        let (tell, told) = mpsc::channel();
        let (asked, process) = (rest.clone(), Arc::clone(&process));
        std::thread::Builder::new().name("files".to_owned()).spawn(move || {
            for handle in asked {
                if tell.send(file(&process, handle)).is_err() {
                    return;
                }
            }
        })?;
        let mut done = 0;
        while done < rest.len() {
            // One that does not answer is left to its thread, the others are asked by another.
            let answer = told.recv_timeout((PATIENCE / (1 + stuck)).max(LEAST));
            done += 1;
            match answer {
                Ok(file) => files.extend(file),
                Err(_) if stuck == MOST_STUCK => return Err(std::io::ErrorKind::TimedOut.into()),
                Err(_) => {
                    stuck += 1;
                    break;
                }
            }
        }
        rest.drain(..done);
    }
    Ok(files)
}

/// What a handle of another process is of, if it is a file.
fn file(process: &OwnedHandle, handle: Handle) -> Option<File> {
    let own = duplicate(process, handle.value).ok()?;
    // SAFETY: the handle is open. Pipes, whose names may take for ever, are told from files by this.
    if unsafe { GetFileType(own.as_raw_handle()) } != FILE_TYPE_DISK {
        return None;
    }
    let mut info = FILE_STANDARD_INFO::default();
    // SAFETY: the handle is open, the structure writable for its size.
    check_win(unsafe {
        GetFileInformationByHandleEx(
            own.as_raw_handle(),
            FileStandardInfo,
            (&raw mut info).cast(),
            size_of_val(&info) as u32,
        )
    })
    .ok()?;
    if info.Directory || info.DeletePending {
        return None;
    }
    let path = final_path(&own).ok()?;
    Some(File { handle, path })
}

fn duplicate(process: &OwnedHandle, value: usize) -> Result<OwnedHandle, WinError> {
    let mut own = std::ptr::null_mut();
    // SAFETY: the process is open; the handle is its own, and if it is none any more the call says so.
    check_win(unsafe {
        DuplicateHandle(
            process.as_handle().as_raw_handle(),
            std::ptr::without_provenance_mut::<c_void>(value),
            GetCurrentProcess(),
            &raw mut own,
            0,
            0,
            DUPLICATE_SAME_ACCESS,
        )
    })?;
    // SAFETY: it was just made, for us.
    Ok(unsafe { OwnedHandle::from_raw_handle(own) })
}

#[cfg(test)]
mod tests {
    use super::entries;

    #[test]
    fn an_answer_that_is_cut_off() {
        let entry = |pid: u64, value: u64| [0, pid, value, 0x25 << 48 | 0x12_0089, 0];
        let two = [&[3, 0][..], &entry(4, 8), &entry(12, 16)].concat();
        let told = entries(&two);
        assert_eq!(told.len(), 2);
        let last = (told[1].pid, told[1].value, told[1].access, told[1].kind);
        assert_eq!(last, (12, 16, 0x12_0089, 0x25));
        assert!(entries(&[]).is_empty() && entries(&[1, 0, 5]).is_empty());
    }
}
