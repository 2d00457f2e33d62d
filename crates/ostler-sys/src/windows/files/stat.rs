//! The status of files.

use std::os::windows::io::{AsRawHandle as _, OwnedHandle, RawHandle};

use windows_sys::Win32::Foundation::{
    ERROR_ACCESS_DENIED, ERROR_CANT_ACCESS_FILE, ERROR_INVALID_PARAMETER, ERROR_SHARING_VIOLATION,
    FILETIME, GENERIC_READ,
};
use windows_sys::Win32::Storage::FileSystem::{
    BY_HANDLE_FILE_INFORMATION, FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_READONLY,
    FILE_ATTRIBUTE_REPARSE_POINT, FILE_ATTRIBUTE_TAG_INFO, FILE_BASIC_INFO, FILE_ID_INFO,
    FILE_READ_ATTRIBUTES, FILE_TYPE_CHAR, FILE_TYPE_DISK, FILE_TYPE_PIPE, FileAttributeTagInfo,
    FileBasicInfo, FileIdInfo, GetFileInformationByHandle, GetFileInformationByHandleEx,
    GetFileType, WIN32_FIND_DATAW,
};

use super::{Cwd, find, follows, open};
use crate::errno::{Errno, WinError};
use crate::fd::Fd;
use crate::wide::WStr;
use crate::windows::filetime::{self, units};
use crate::{check_win, descriptors};

pub use crate::stamp::Stamp;

const S_IFDIR: u32 = 0o040000;
const S_IFCHR: u32 = 0o020000;
const S_IFREG: u32 = 0o100000;
const S_IFIFO: u32 = 0o010000;
const S_IFLNK: u32 = 0o120000;
const IO_REPARSE_TAG_SYMLINK: u32 = 0xa000000c;

/// What the reference's `stat_result` is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stat {
    pub st_mode: u32,
    pub st_ino: u128,
    pub st_dev: u64,
    pub st_nlink: u64,
    /// There are no such ids here: 0, as the next.
    pub st_uid: u32,
    pub st_gid: u32,
    pub st_size: u64,
    pub st_file_attributes: u32,
    pub st_reparse_tag: u32,
    pub accessed: Stamp,
    pub modified: Stamp,
    pub born: Stamp,
}

impl From<FILETIME> for Stamp {
    /// Tenths of microseconds since 1601.
    fn from(time: FILETIME) -> Self {
        const SECOND: i64 = filetime::SECOND.cast_signed();
        const FROM_1601_TO_1970: i64 = filetime::TO_1970.cast_signed() / SECOND;
        let ticks = units(time).cast_signed();
        Self {
            sec: ticks.div_euclid(SECOND) - FROM_1601_TO_1970,
            nsec: ticks.rem_euclid(SECOND) as u32 * 100,
        }
    }
}

/// What a directory knows of an entry.
impl From<&WIN32_FIND_DATAW> for Stat {
    fn from(found: &WIN32_FIND_DATAW) -> Self {
        let attributes = found.dwFileAttributes;
        let is_link = attributes & FILE_ATTRIBUTE_REPARSE_POINT != 0;
        let tag = if is_link { found.dwReserved0 } else { 0 };
        Self {
            st_mode: mode(attributes, tag) | executable(attributes, &found.cFileName),
            st_size: u64::from(found.nFileSizeHigh) << 32 | u64::from(found.nFileSizeLow),
            st_file_attributes: attributes,
            st_reparse_tag: tag,
            accessed: found.ftLastAccessTime.into(),
            modified: found.ftLastWriteTime.into(),
            born: found.ftCreationTime.into(),
            ..Self::default()
        }
    }
}

/// When the contents were last read.
pub const fn accessed(stat: &Stat) -> Stamp {
    stat.accessed
}

/// When the contents were last changed.
pub const fn modified(stat: &Stat) -> Stamp {
    stat.modified
}

/// What the reference has in the place of the last change of anything: when the file was made.
pub const fn changed(stat: &Stat) -> Stamp {
    stat.born
}

/// When the file was made.
pub const fn born(stat: &Stat) -> Stamp {
    stat.born
}

/// The status of a file by its path.
pub fn fstatat(_: Cwd, path: &WStr, flags: i32) -> Result<Stat, WinError> {
    let follow = follows(flags);
    let mut status = match by_path(path, follow) {
        // A link of a kind that nobody handles here: what can be told of it itself.
        Err(error) if error.raw() == ERROR_CANT_ACCESS_FILE && follow => by_path(path, false)?,
        other => other?,
    };
    if status.st_mode & 0o170000 != S_IFCHR {
        status.st_mode |= executable(status.st_file_attributes, path.units());
    }
    Ok(status)
}

/// The part of `st_mode` that says what kind of thing a path leads to: less than all of a status, and sooner told.
pub fn file_type(dir: Cwd, path: &WStr, flags: i32) -> Result<u32, WinError> {
    const S_IFMT: u32 = 0o170000;
    let in_full = || fstatat(dir, path, flags).map(|status| status.st_mode & S_IFMT);
    if !follows(flags) {
        return in_full();
    }
    let handle = match open(path, FILE_READ_ATTRIBUTES, true) {
        Ok(handle) => handle,
        Err(error) => match error.raw() {
            ERROR_ACCESS_DENIED
            | ERROR_SHARING_VIOLATION
            | ERROR_INVALID_PARAMETER
            | ERROR_CANT_ACCESS_FILE => return in_full(),
            _ => return Err(error),
        },
    };
    if let Some(other) = type_of_others(handle.as_raw_handle()) {
        return Ok(other);
    }
    // SAFETY: a structure of numbers, which is written to; the handle is open.
    let attributes = unsafe {
        let mut info: FILE_BASIC_INFO = std::mem::zeroed();
        let (size, place) = (size_of_val(&info) as u32, (&raw mut info).cast());
        let handle = handle.as_raw_handle();
        check_win(GetFileInformationByHandleEx(handle, FileBasicInfo, place, size))?;
        info.FileAttributes
    };
    match attributes {
        known if known & FILE_ATTRIBUTE_REPARSE_POINT != 0 => in_full(),
        known if known & FILE_ATTRIBUTE_DIRECTORY != 0 => Ok(S_IFDIR),
        _ => Ok(S_IFREG),
    }
}

fn by_path(path: &WStr, follow: bool) -> Result<Stat, WinError> {
    let handle = match open(path, FILE_READ_ATTRIBUTES, follow) {
        Ok(handle) => handle,
        Err(error) => match error.raw() {
            // Closed to us, or open to nobody else: the directory knows.
            ERROR_ACCESS_DENIED | ERROR_SHARING_VIOLATION => {
                let status = find::one(path).map_err(|_| error)?;
                let is_link = status.st_file_attributes & FILE_ATTRIBUTE_REPARSE_POINT != 0;
                return if follow && is_link { Err(error) } else { Ok(status) };
            }
            // Consoles want to be opened for reading.
            ERROR_INVALID_PARAMETER => open(path, FILE_READ_ATTRIBUTES | GENERIC_READ, follow)?,
            _ => return Err(error),
        },
    };
    let status = by_handle(handle.as_raw_handle())?;
    // What is a reparse point but stands for no other name is the file itself.
    if !follow && status.st_reparse_tag != 0 && !stands_for_a_name(status.st_reparse_tag) {
        return by_path(path, true).or(Ok(status));
    }
    Ok(status)
}

/// The status of an open file.
pub fn fstat(fd: Fd<'_>) -> Result<Stat, WinError> {
    /// `ERROR_INVALID_HANDLE`
    const NONE: WinError = WinError::from_raw(6);
    let handle = descriptors::get_osfhandle(fd).map_err(|_: Errno| NONE)?;
    by_handle(handle.as_raw_handle())
}

/// The status of what a handle is open for.
pub(crate) fn status_of(handle: &OwnedHandle) -> Result<Stat, WinError> {
    by_handle(handle.as_raw_handle())
}

/// What is behind a handle, if that is not a file system's.
fn type_of_others(handle: RawHandle) -> Option<u32> {
    // SAFETY: the handle is open.
    match unsafe { GetFileType(handle) } {
        FILE_TYPE_DISK => None,
        FILE_TYPE_CHAR => Some(S_IFCHR),
        FILE_TYPE_PIPE => Some(S_IFIFO),
        _ => Some(0),
    }
}

fn by_handle(handle: RawHandle) -> Result<Stat, WinError> {
    if let Some(st_mode) = type_of_others(handle) {
        return Ok(Stat { st_mode, ..Stat::default() });
    }
    // SAFETY: structures of numbers, which are written to; the handle is open.
    unsafe {
        let mut info: BY_HANDLE_FILE_INFORMATION = std::mem::zeroed();
        check_win(GetFileInformationByHandle(handle, &raw mut info))?;
        let mut tag: FILE_ATTRIBUTE_TAG_INFO = std::mem::zeroed();
        if info.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT != 0 {
            let size = size_of_val(&tag) as u32;
            let place = (&raw mut tag).cast();
            check_win(GetFileInformationByHandleEx(handle, FileAttributeTagInfo, place, size))?;
        }
        let mut status = Stat {
            st_mode: mode(info.dwFileAttributes, tag.ReparseTag),
            st_ino: u128::from(
                u64::from(info.nFileIndexHigh) << 32 | u64::from(info.nFileIndexLow),
            ),
            st_dev: info.dwVolumeSerialNumber.into(),
            st_nlink: info.nNumberOfLinks.into(),
            st_uid: 0,
            st_gid: 0,
            st_size: u64::from(info.nFileSizeHigh) << 32 | u64::from(info.nFileSizeLow),
            st_file_attributes: info.dwFileAttributes,
            st_reparse_tag: tag.ReparseTag,
            accessed: info.ftLastAccessTime.into(),
            modified: info.ftLastWriteTime.into(),
            born: info.ftCreationTime.into(),
        };
        // The whole of both numbers, where the file system has them.
        let mut id: FILE_ID_INFO = std::mem::zeroed();
        let (size, place) = (size_of_val(&id) as u32, (&raw mut id).cast());
        if GetFileInformationByHandleEx(handle, FileIdInfo, place, size) != 0 {
            status.st_ino = u128::from_le_bytes(id.FileId.Identifier);
            status.st_dev = id.VolumeSerialNumber;
        }
        Ok(status)
    }
}

/// `IsReparseTagNameSurrogate`: symbolic links, junctions and the like.
fn stands_for_a_name(tag: u32) -> bool {
    tag & 0x2000_0000 != 0
}

fn mode(attributes: u32, tag: u32) -> u32 {
    let permissions = if attributes & FILE_ATTRIBUTE_READONLY != 0 { 0o444 } else { 0o666 };
    let is_link = attributes & FILE_ATTRIBUTE_REPARSE_POINT != 0 && tag == IO_REPARSE_TAG_SYMLINK;
    permissions
        | match (is_link, attributes & FILE_ATTRIBUTE_DIRECTORY != 0) {
            (true, true) => S_IFLNK | 0o111,
            (true, false) => S_IFLNK,
            (false, true) => S_IFDIR | 0o111,
            (false, false) => S_IFREG,
        }
}

/// The permission to execute, which is in the name.
fn executable(attributes: u32, name: &[u16]) -> u32 {
    const ENDINGS: [[u8; 4]; 4] = [*b".exe", *b".bat", *b".cmd", *b".com"];
    let end = name.iter().position(|unit| *unit == 0).unwrap_or(name.len());
    let Some(ending) = name[..end].last_chunk::<4>() else { return 0 };
    let ending = ending.map(|unit| u8::try_from(unit).unwrap_or(0).to_ascii_lowercase());
    let is_file = attributes & FILE_ATTRIBUTE_DIRECTORY == 0;
    if is_file && ENDINGS.contains(&ending) { 0o111 } else { 0 }
}
