//! Directories by handle: opened relative to each other, and read by the buffer.

use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};
use std::path::PathBuf;

use windows_sys::Wdk::Foundation::OBJECT_ATTRIBUTES;
use windows_sys::Wdk::Storage::FileSystem::{
    FILE_DIRECTORY_FILE, FILE_OPEN, FILE_OPEN_FOR_BACKUP_INTENT, FILE_OPEN_REPARSE_POINT,
    FILE_SYNCHRONOUS_IO_NONALERT, NtCreateFile,
};
use windows_sys::Win32::Foundation::{
    ERROR_DIRECTORY, ERROR_FILE_NOT_FOUND, ERROR_NO_MORE_FILES, ERROR_PATH_NOT_FOUND, HANDLE,
    OBJ_CASE_INSENSITIVE, RtlNtStatusToDosError, UNICODE_STRING,
};
use windows_sys::Win32::Storage::FileSystem::{
    FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_REPARSE_POINT, FILE_FULL_DIR_INFO,
    FILE_LIST_DIRECTORY, FILE_READ_ATTRIBUTES, FILE_SHARE_DELETE, FILE_SHARE_READ,
    FILE_SHARE_WRITE, FileFullDirectoryInfo, GetFileInformationByHandleEx, SYNCHRONIZE,
};
use windows_sys::Win32::System::IO::IO_STATUS_BLOCK;

use super::{Record, Records, kind};
use crate::errno::WinError;
use crate::text::{self, Unit};
use crate::wide::{self, WStr};
use crate::{files, last_error};

const IO_REPARSE_TAG_MOUNT_POINT: u32 = 0xa000_0003;
const IO_REPARSE_TAG_SYMLINK: u32 = 0xa000_000c;
/// Set in the tags of what stands for another name.
const NAME_SURROGATE: u32 = 0x2000_0000;

/// `ERROR_INVALID_NAME`
const NO_NAME: WinError = WinError::from_raw(123);

/// What listing a directory takes, and asking what it is. `NtCreateFile` adds nothing of its own accord, as `CreateFile` does.
const ACCESS: u32 = FILE_LIST_DIRECTORY | FILE_READ_ATTRIBUTES | SYNCHRONIZE;

/// An open directory. Nobody is kept from renaming or removing it, or what is in it.
#[derive(Debug)]
pub struct Dir(OwnedHandle);

/// What a directory is, whatever it is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Identity {
    device: u64,
    inode: u128,
}

impl Dir {
    /// Opens a directory by its path, itself if it is a link that is not to be followed. `ERROR_DIRECTORY` for a file.
    pub fn open(path: &WStr, follow: bool) -> Result<Self, WinError> {
        const NOT_A_DIRECTORY: WinError = WinError::from_raw(ERROR_DIRECTORY);
        let dir = files::open(path, ACCESS, follow).map_err(missing)?;
        let attributes = files::status_of(&dir)?.st_file_attributes;
        if attributes & FILE_ATTRIBUTE_DIRECTORY != 0 {
            Ok(Self(dir))
        } else {
            Err(NOT_A_DIRECTORY)
        }
    }

    /// The directory that a record of this one names: what a link leads to if `follow`, else nothing that a link leads to,
    /// though it may have been put there since.
    pub fn enter(&self, record: Record<'_>, follow: bool) -> Result<Self, WinError> {
        let name = record.name();
        if is_plain(name) {
            let follow = follow || record.is_through();
            return self.open_below(name, follow, ACCESS).map(Self).map_err(missing);
        }
        // A path that somebody put in the place of a name.
        let path = PathBuf::from(files::final_path(&self.0)?).join(&*text::to_os(name));
        wide::with(path.as_os_str(), |path| Self::open(path, follow)).map_err(|_| NO_NAME)?
    }

    /// The directory above, which has no name to open it by here.
    #[allow(clippy::unused_self)] // Other systems find it from here.
    pub fn up(&self) -> Result<Self, WinError> {
        Err(WinError::from_raw(ERROR_FILE_NOT_FOUND))
    }

    /// Which directory it is.
    pub fn identity(&self) -> Result<Identity, WinError> {
        let status = files::status_of(&self.0)?;
        Ok(Identity { device: status.st_dev, inode: status.st_ino })
    }

    /// Asks what a link leads to.
    pub fn kind_of(&self, record: Record<'_>, follow: bool) -> Result<u8, WinError> {
        self.open_below(record.name(), follow, FILE_READ_ATTRIBUTES | SYNCHRONIZE)?;
        Ok(kind::DIR)
    }

    /// `NtCreateFile` of a directory by its name in this one.
    fn open_below(&self, name: &[u16], follow: bool, access: u32) -> Result<OwnedHandle, WinError> {
        let length = u16::try_from(size_of_val(name)).map_err(|_| NO_NAME)?;
        let name = UNICODE_STRING {
            Length: length,
            MaximumLength: length,
            Buffer: name.as_ptr().cast_mut(),
        };
        let attributes = OBJECT_ATTRIBUTES {
            Length: size_of::<OBJECT_ATTRIBUTES>() as u32,
            RootDirectory: self.0.as_raw_handle(),
            ObjectName: &raw const name,
            Attributes: OBJ_CASE_INSENSITIVE,
            SecurityDescriptor: std::ptr::null(),
            SecurityQualityOfService: std::ptr::null(),
        };
        let link = if follow { 0 } else { FILE_OPEN_REPARSE_POINT };
        let mut handle: HANDLE = std::ptr::null_mut();
        // SAFETY: a structure of numbers, which is written to, as is the handle; the attributes refer to a name that is only
        // read, and to a handle that is open. The new handle is nobody else's.
        unsafe {
            let mut status: IO_STATUS_BLOCK = std::mem::zeroed();
            let result = NtCreateFile(
                &raw mut handle,
                access,
                &raw const attributes,
                &raw mut status,
                std::ptr::null(),
                0,
                FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                FILE_OPEN,
                FILE_DIRECTORY_FILE
                    | FILE_SYNCHRONOUS_IO_NONALERT
                    | FILE_OPEN_FOR_BACKUP_INTENT
                    | link,
                std::ptr::null(),
                0,
            );
            if result < 0 {
                return Err(WinError::from_raw(RtlNtStatusToDosError(result)));
            }
            Ok(OwnedHandle::from_raw_handle(handle))
        }
    }

    /// Appends the next records, as many as fit in about `room` bytes. `false` at the end.
    pub fn read(&self, records: &mut Records, room: usize) -> Result<bool, WinError> {
        let mut scratch = std::mem::take(&mut records.scratch);
        scratch.resize(room / 8, 0);
        let read = self.fill(&mut scratch);
        if matches!(read, Ok(true)) {
            parse(&scratch, records);
        }
        records.scratch = scratch;
        read
    }

    fn fill(&self, scratch: &mut [u64]) -> Result<bool, WinError> {
        // SAFETY: the handle is open, the buffer writable for the length given, and aligned as the structures want it.
        let read = unsafe {
            GetFileInformationByHandleEx(
                self.0.as_raw_handle(),
                FileFullDirectoryInfo,
                scratch.as_mut_ptr().cast(),
                size_of_val(scratch) as u32,
            )
        };
        if read != 0 {
            return Ok(true);
        }
        match last_error() {
            // The root of an empty volume has no dots.
            error if matches!(error.raw(), ERROR_NO_MORE_FILES | ERROR_FILE_NOT_FOUND) => Ok(false),
            error => Err(error),
        }
    }
}

/// A directory that is not there is a path that is not there: what reading it by its path would say.
fn missing(error: WinError) -> WinError {
    const NO_PATH: WinError = WinError::from_raw(ERROR_PATH_NOT_FOUND);
    if error.raw() == ERROR_FILE_NOT_FOUND { NO_PATH } else { error }
}

/// Whether it is the name of an entry, and no path.
fn is_plain(name: &[Unit]) -> bool {
    const DOT: u16 = b'.' as u16;
    let special = [b'\\', b'/', b':', 0].map(u16::from);
    !matches!(name, [] | [DOT] | [DOT, DOT]) && !name.iter().any(|unit| special.contains(unit))
}

/// Takes structures apart that refer to each other by their distances.
fn parse(scratch: &[u64], records: &mut Records) {
    const NAME: usize = std::mem::offset_of!(FILE_FULL_DIR_INFO, FileName);
    let bytes: &[u8] =
        // SAFETY: numbers are made of bytes.
        unsafe { std::slice::from_raw_parts(scratch.as_ptr().cast(), size_of_val(scratch)) };
    let number = |at: usize| {
        let bytes = bytes.get(at..at + 4)?;
        Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    };
    let mut at = 0;
    let mut name = Vec::new();
    loop {
        let field = |offset| number(at + offset);
        let (Some(next), Some(length), Some(attributes), Some(tag)) = (
            field(std::mem::offset_of!(FILE_FULL_DIR_INFO, NextEntryOffset)),
            field(std::mem::offset_of!(FILE_FULL_DIR_INFO, FileNameLength)),
            field(std::mem::offset_of!(FILE_FULL_DIR_INFO, FileAttributes)),
            field(std::mem::offset_of!(FILE_FULL_DIR_INFO, EaSize)),
        ) else {
            return;
        };
        let Some(units) = bytes.get(at + NAME..at + NAME + length as usize) else { return };
        name.clear();
        name.extend(units.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])));
        // Where there is a reparse point, its tag is in the place of another number.
        let tag = if attributes & FILE_ATTRIBUTE_REPARSE_POINT != 0 { tag } else { 0 };
        let is_directory = attributes & FILE_ATTRIBUTE_DIRECTORY != 0;
        let found = match (tag, is_directory) {
            (IO_REPARSE_TAG_SYMLINK, _) => kind::SYMLINK,
            (IO_REPARSE_TAG_MOUNT_POINT, _) => kind::JUNCTION,
            (_, true) => kind::DIR,
            (_, false) => kind::FILE,
        };
        records.push_units(&name, found, tag != 0 && tag & NAME_SURROGATE == 0);
        if next == 0 {
            return;
        }
        at += next as usize;
    }
}
