//! What a process was started with, from its own memory: `RTL_USER_PROCESS_PARAMETERS`.

use std::ffi::{OsString, c_void};
use std::os::windows::ffi::OsStringExt as _;
use std::os::windows::io::{AsHandle as _, AsRawHandle as _, BorrowedHandle, OwnedHandle};

use windows_sys::Win32::Foundation::LocalFree;
use windows_sys::Win32::System::Diagnostics::Debug::ReadProcessMemory;
use windows_sys::Win32::UI::Shell::CommandLineToArgvW;

use super::handle;
use crate::errno::WinError;
use crate::windows::{check_win, last_error, wide};

/// `UNICODE_STRING` of another process.
#[repr(C)]
#[derive(Clone, Copy, Default)]
struct Text {
    length: u16,
    room: u16,
    address: usize,
}

/// The beginning of the structure.
#[repr(C)]
#[derive(Clone, Copy, Default)]
struct Layout {
    sizes: [u32; 2],
    flags: [u32; 2],
    console: usize,
    console_flags: u32,
    streams: [usize; 3],
    directory: Text,
    directory_handle: usize,
    libraries: Text,
    image: Text,
    command_line: Text,
    environment: usize,
    window: [u32; 9],
    title: Text,
    desktop: Text,
    shell: Text,
    runtime: Text,
}

/// What follows the table of the drives' directories.
#[repr(C)]
#[derive(Clone, Copy, Default)]
struct Rest {
    environment_size: usize,
    environment_version: usize,
    package: usize,
    group: u32,
    loaders: u32,
}

/// Flags, length, time and text for each of 32 drives.
const DRIVES: usize = 32 * (8 + size_of::<Text>());

/// What a process was started with. Its directory and its environment are as they are by now; those of a program of 32 bits, which
/// keeps others of its own, as they were at the start.
#[derive(Debug)]
pub struct Parameters {
    process: OwnedHandle,
    at: usize,
    layout: Layout,
}

impl std::fmt::Debug for Layout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Layout")
    }
}

impl Parameters {
    /// Finds them. The handle must allow reading memory and asking everything.
    pub fn of(process: OwnedHandle) -> Result<Self, WinError> {
        /// Behind four bytes of flags and three addresses.
        const PLACE: usize = size_of::<usize>() * 4;
        let peb = handle::basic(process.as_handle())?.peb;
        let mut at = [0_usize];
        read(process.as_handle(), peb + PLACE, &mut at)?;
        let mut layout = [Layout::default()];
        read(process.as_handle(), at[0], &mut layout)?;
        Ok(Self { process, at: at[0], layout: layout[0] })
    }

    fn text(&self, text: Text) -> Result<OsString, WinError> {
        Ok(OsString::from_wide(&self.units(text)?))
    }

    fn units(&self, text: Text) -> Result<Vec<u16>, WinError> {
        let mut units = vec![0_u16; usize::from(text.length) / 2];
        if units.is_empty() {
            return Ok(units);
        }
        // In a structure that has not been made ready yet, addresses are offsets.
        let address = if text.address < self.at { self.at + text.address } else { text.address };
        let done = read(self.process.as_handle(), text.address, &mut units);
        if done.is_err() && address != text.address {
            read(self.process.as_handle(), address, &mut units)?;
        } else {
            done?;
        }
        Ok(units)
    }

    /// The command line.
    pub fn command_line(&self) -> Result<OsString, WinError> {
        self.text(self.layout.command_line)
    }

    /// The current directory.
    pub fn directory(&self) -> Result<OsString, WinError> {
        self.text(self.layout.directory)
    }

    fn rest(&self) -> Result<Rest, WinError> {
        let mut rest = [Rest::default()];
        read(self.process.as_handle(), self.at + size_of::<Layout>() + DRIVES, &mut rest)?;
        Ok(rest[0])
    }

    /// The number of the process group of its console.
    pub fn group(&self) -> Result<u32, WinError> {
        self.rest().map(|rest| rest.group)
    }

    /// The environment: `NAME=value` each.
    pub fn environment(&self) -> Result<Vec<OsString>, WinError> {
        const MOST: usize = 1 << 24;
        const PIECE: usize = 2048;
        let said = self.rest().map_or(0, |rest| rest.environment_size) / 2;
        let mut units = Vec::new();
        let mut is_whole = false;
        if (1..MOST).contains(&said) {
            units.resize(said, 0);
            is_whole = read(self.process.as_handle(), self.layout.environment, &mut units).is_ok();
        }
        if !is_whole {
            units.clear();
        }
        let mut at = self.layout.environment;
        let mut piece = PIECE;
        while !is_whole && !has_end(&units) && units.len() < MOST {
            let mut more = vec![0_u16; piece];
            match read(self.process.as_handle(), at, &mut more) {
                Ok(()) => {
                    units.append(&mut more);
                    at += piece * 2;
                }
                // It ends with the memory.
                Err(_) if piece > 1 => piece /= 2,
                Err(code) if units.is_empty() => return Err(code),
                Err(_) => break,
            }
        }
        let variables = units.split(|unit| *unit == 0).take_while(|text| !text.is_empty());
        Ok(variables.map(OsString::from_wide).collect())
    }
}

fn has_end(units: &[u16]) -> bool {
    units.windows(2).any(|pair| pair == [0, 0])
}

/// Reads memory of another process.
fn read<T: Copy>(process: BorrowedHandle<'_>, at: usize, into: &mut [T]) -> Result<(), WinError> {
    const ERROR_PARTIAL_COPY: u32 = 299;
    let size = size_of_val(into);
    let mut done = 0;
    // SAFETY: the handle is open, the buffer writable for its size, and any bits are a value of the types that are read.
    check_win(unsafe {
        ReadProcessMemory(
            process.as_raw_handle(),
            std::ptr::without_provenance::<c_void>(at),
            into.as_mut_ptr().cast(),
            size,
            &raw mut done,
        )
    })?;
    if done == size { Ok(()) } else { Err(WinError::from_raw(ERROR_PARTIAL_COPY)) }
}

/// The arguments in a command line: `CommandLineToArgvW`.
pub fn arguments(command_line: &std::ffi::OsStr) -> Result<Vec<OsString>, WinError> {
    use std::os::windows::ffi::OsStrExt as _;

    let mut units: Vec<u16> = command_line.encode_wide().take_while(|unit| *unit != 0).collect();
    if units.is_empty() {
        // An empty one would be answered with the caller's program.
        return Ok(Vec::new());
    }
    units.push(0);
    let mut count = 0;
    // SAFETY: the text ends in a NUL.
    let list = unsafe { CommandLineToArgvW(units.as_ptr(), &raw mut count) };
    if list.is_null() {
        return Err(last_error());
    }
    let arguments = (0..usize::try_from(count).unwrap_or(0)).map(|index| {
        // SAFETY: the list has that many texts, each with a NUL at its end.
        unsafe { wide::read(*list.add(index)) }
    });
    let arguments = arguments.collect();
    // SAFETY: the list was made by the function that says so.
    unsafe { LocalFree(list.cast()) };
    Ok(arguments)
}
