//! The memory of a process, region by region: `VirtualQueryEx`, `QueryWorkingSetEx`.

use std::ffi::{OsString, c_void};
use std::os::windows::ffi::OsStringExt as _;
use std::os::windows::io::{AsRawHandle as _, BorrowedHandle};

use windows_sys::Win32::System::Memory::{
    MEM_COMMIT, MEM_IMAGE, MEM_MAPPED, MEMORY_BASIC_INFORMATION, VirtualQueryEx,
};
use windows_sys::Win32::System::ProcessStatus::{
    K32GetMappedFileNameW, K32QueryWorkingSetEx, PSAPI_WORKING_SET_EX_BLOCK,
    PSAPI_WORKING_SET_EX_INFORMATION,
};
use windows_sys::Win32::System::Threading::{GetCurrentProcess, GetCurrentProcessId, GetProcessId};

use crate::errno::WinError;
use crate::windows::{check_win, last_error};

/// A piece of a process's address space that there is memory for, all of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Region {
    pub start: usize,
    pub size: usize,
    /// Where the whole begins that it was made as a part of.
    pub base: usize,
    /// `PAGE_*`
    pub protection: u32,
    /// A file that was loaded as code.
    pub is_image: bool,
    /// A file, or memory that has a name.
    pub is_mapped: bool,
}

/// The pieces. The handle must allow asking everything.
pub fn regions(process: BorrowedHandle<'_>) -> Result<Vec<Region>, WinError> {
    let mut regions = Vec::new();
    let mut at = 0_usize;
    let mut piece = MEMORY_BASIC_INFORMATION::default();
    // SAFETY: the handle is open, the structure writable for its size; the address is the other process's.
    while unsafe {
        VirtualQueryEx(
            process.as_raw_handle(),
            std::ptr::without_provenance(at),
            &raw mut piece,
            size_of_val(&piece),
        )
    } != 0
    {
        if piece.State == MEM_COMMIT {
            regions.push(Region {
                start: piece.BaseAddress as usize,
                size: piece.RegionSize,
                base: piece.AllocationBase as usize,
                protection: piece.Protect,
                is_image: piece.Type == MEM_IMAGE,
                is_mapped: piece.Type == MEM_MAPPED,
            });
        }
        match (piece.BaseAddress as usize).checked_add(piece.RegionSize) {
            Some(next) if next > at => at = next,
            _ => break,
        }
    }
    // Behind the last there is none to ask about; if there was not even a first, we may not ask.
    if at == 0 { Err(last_error()) } else { Ok(regions) }
}

/// How much of a region is in memory, in pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Resident {
    pub all: u64,
    /// What nobody else has.
    pub own: u64,
}

/// How much of each region is in memory. The handle must allow asking everything.
pub fn resident(
    process: BorrowedHandle<'_>,
    regions: &[Region],
    page: usize,
) -> Result<Vec<Resident>, WinError> {
    const AT_ONCE: usize = 1 << 14;
    // Wine answers about the process that asks, and only where it is called by this handle.
    // SAFETY: they take nothing, or a handle that is open.
    let asked = unsafe {
        let own = GetProcessId(process.as_raw_handle()) == GetCurrentProcessId();
        if own { GetCurrentProcess() } else { process.as_raw_handle() }
    };
    let mut found = vec![Resident::default(); regions.len()];
    let pages = regions.iter().enumerate().flat_map(|(index, region)| {
        (0..region.size / page).map(move |number| (index, region.start + number * page))
    });
    let mut batch = Vec::with_capacity(AT_ONCE);
    let mut whose = Vec::with_capacity(AT_ONCE);
    let mut count = |batch: &mut Vec<PSAPI_WORKING_SET_EX_INFORMATION>, whose: &mut Vec<usize>| {
        // SAFETY: the handle is open, the list writable for its size.
        check_win(unsafe {
            K32QueryWorkingSetEx(asked, batch.as_mut_ptr().cast(), size_of_val(&batch[..]) as u32)
        })?;
        for (page, index) in batch.iter().zip(whose.iter()) {
            // SAFETY: any bits are a value of the number.
            found[*index].add(unsafe { page.VirtualAttributes.Flags });
        }
        batch.clear();
        whose.clear();
        Ok::<(), WinError>(())
    };
    for (index, address) in pages {
        batch.push(PSAPI_WORKING_SET_EX_INFORMATION {
            VirtualAddress: std::ptr::without_provenance_mut::<c_void>(address),
            VirtualAttributes: PSAPI_WORKING_SET_EX_BLOCK { Flags: 0 },
        });
        whose.push(index);
        if batch.len() == AT_ONCE {
            count(&mut batch, &mut whose)?;
        }
    }
    if !batch.is_empty() {
        count(&mut batch, &mut whose)?;
    }
    Ok(found)
}

impl Resident {
    /// Adds a page: valid in the lowest bit, then three for how many share it, and whether they could at all in the fifteenth.
    fn add(&mut self, flags: usize) {
        let (valid, sharers, shared) = (flags & 1, flags >> 1 & 7, flags >> 15 & 1);
        if valid != 0 {
            self.all += 1;
            self.own += u64::from(shared == 0 || sharers <= 1);
        }
    }
}

/// The file that is mapped at an address, as the kernel calls it: `\Device\HarddiskVolume1\…`. None where there is no file.
pub fn mapped_file(process: BorrowedHandle<'_>, address: usize) -> Option<OsString> {
    let mut name = vec![0_u16; 1 << 15];
    // SAFETY: the handle is open, the buffer writable for the length given; the address is the other process's.
    let length = unsafe {
        K32GetMappedFileNameW(
            process.as_raw_handle(),
            std::ptr::without_provenance(address),
            name.as_mut_ptr(),
            name.len() as u32,
        )
    };
    name.get(..length as usize).filter(|name| !name.is_empty()).map(OsString::from_wide)
}

#[cfg(test)]
mod tests {
    use super::Resident;

    #[test]
    fn pages() {
        let mut resident = Resident::default();
        let own = 1;
        let shareable_by_one = 1 | 1 << 1 | 1 << 15;
        let shared_by_two = 1 | 2 << 1 | 1 << 15;
        let elsewhere = 1 << 15;
        for flags in [own, shareable_by_one, shared_by_two, elsewhere, 0] {
            resident.add(flags);
        }
        assert_eq!(resident, Resident { all: 3, own: 2 });
    }
}
