//! Which runtime it is.

use windows_sys::Win32::Storage::FileSystem::{
    GetFileVersionInfoSizeW, GetFileVersionInfoW, VS_FIXEDFILEINFO, VerQueryValueW,
};
use windows_sys::core::w;

use crate::errno::WinError;
use crate::{check_win, last_error};

/// The four numbers of the version that `ucrtbase.dll` bears.
pub fn version() -> Result<[u16; 4], WinError> {
    let name = w!("ucrtbase.dll");
    // SAFETY: the name is a string with a NUL.
    let size = unsafe { GetFileVersionInfoSizeW(name, std::ptr::null_mut()) };
    if size == 0 {
        return Err(last_error());
    }
    // The block is read as structures of 32-bit numbers.
    let mut block = vec![0_u32; size as usize / 4 + 1];
    let mut info = std::ptr::null_mut::<VS_FIXEDFILEINFO>();
    let mut length = 0;
    // SAFETY: the block is writable for the size given, and the answer points into it.
    unsafe {
        check_win(GetFileVersionInfoW(name, 0, size, block.as_mut_ptr().cast()))?;
        let answer = (&raw mut info).cast();
        check_win(VerQueryValueW(block.as_ptr().cast(), w!("\\"), answer, &raw mut length))?;
    }
    if info.is_null() || (length as usize) < size_of::<VS_FIXEDFILEINFO>() {
        return Err(WinError::from_raw(
            windows_sys::Win32::Foundation::ERROR_RESOURCE_DATA_NOT_FOUND,
        ));
    }
    // SAFETY: it points to such a structure in the block.
    let info = unsafe { info.read_unaligned() };
    let [high, low] = [info.dwFileVersionMS, info.dwFileVersionLS];
    Ok([(high >> 16) as u16, high as u16, (low >> 16) as u16, low as u16])
}
