//! Which Windows this is, and on what machine.

use windows_sys::Wdk::System::SystemServices::RtlGetVersion;
use windows_sys::Win32::Foundation::ERROR_SUCCESS;
use windows_sys::Win32::System::Registry::{HKEY_LOCAL_MACHINE, RRF_RT_REG_SZ, RegGetValueW};
use windows_sys::Win32::System::SystemInformation::{
    ComputerNamePhysicalDnsHostname, GetComputerNameExW, IMAGE_FILE_MACHINE_AMD64,
    IMAGE_FILE_MACHINE_ARM64, IMAGE_FILE_MACHINE_ARMNT, IMAGE_FILE_MACHINE_I386, OSVERSIONINFOEXW,
};
use windows_sys::Win32::System::Threading::{GetCurrentProcess, IsWow64Process2};

use crate::wide::WStr;

/// What `RtlGetVersion` tells, which is true whatever a program says it was made for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Version {
    pub major: u32,
    pub minor: u32,
    pub build: u32,
    pub service_pack: u16,
    /// For work at a desk, and not for a server.
    pub is_client: bool,
}

/// `RtlGetVersion`
pub fn version() -> Version {
    const WORKSTATION: u8 = 1;
    let mut info = OSVERSIONINFOEXW {
        dwOSVersionInfoSize: size_of::<OSVERSIONINFOEXW>() as u32,
        ..OSVERSIONINFOEXW::default()
    };
    // SAFETY: the structure says how large it is, and is written to. It cannot fail.
    unsafe { RtlGetVersion((&raw mut info).cast()) };
    Version {
        major: info.dwMajorVersion,
        minor: info.dwMinorVersion,
        build: info.dwBuildNumber,
        service_pack: info.wServicePackMajor,
        is_client: info.wProductType == WORKSTATION,
    }
}

/// `IsWow64Process2`: the machine, whatever this program was built for, in Windows' own words.
pub fn machine() -> Option<&'static str> {
    let (mut own, mut native) = (0, 0);
    // SAFETY: both numbers are written to.
    let known = unsafe { IsWow64Process2(GetCurrentProcess(), &raw mut own, &raw mut native) };
    match native {
        _ if known == 0 => None,
        IMAGE_FILE_MACHINE_AMD64 => Some("AMD64"),
        IMAGE_FILE_MACHINE_ARM64 => Some("ARM64"),
        IMAGE_FILE_MACHINE_ARMNT => Some("ARM"),
        IMAGE_FILE_MACHINE_I386 => Some("x86"),
        _ => None,
    }
}

/// `GetComputerNameEx`: the name of the machine in its network, without its domain.
pub fn computer_name() -> Option<String> {
    let mut length = 0;
    // SAFETY: without a buffer it tells how much room it wants.
    unsafe {
        GetComputerNameExW(ComputerNamePhysicalDnsHostname, std::ptr::null_mut(), &raw mut length);
    }
    let mut text = vec![0; length as usize];
    // SAFETY: the buffer is writable for the length given.
    let answer = unsafe {
        GetComputerNameExW(ComputerNamePhysicalDnsHostname, text.as_mut_ptr(), &raw mut length)
    };
    (answer != 0).then(|| String::from_utf16_lossy(text.get(..length as usize).unwrap_or_default()))
}

/// `RegGetValue` of a text of the machine's part of the registry.
pub fn registry_text(key: &WStr, name: &WStr) -> Option<String> {
    // Longer ones than this nobody keeps in the places that are looked at.
    let mut text = [0_u16; 1024];
    let mut size = size_of_val(&text) as u32;
    // SAFETY: both names are wide strings; the buffer is writable for the size given.
    let answer = unsafe {
        RegGetValueW(
            HKEY_LOCAL_MACHINE,
            key.as_ptr(),
            name.as_ptr(),
            RRF_RT_REG_SZ,
            std::ptr::null_mut(),
            text.as_mut_ptr().cast(),
            &raw mut size,
        )
    };
    // A NUL is among them.
    let length = (size as usize / 2).saturating_sub(1);
    (answer == ERROR_SUCCESS)
        .then(|| String::from_utf16_lossy(text.get(..length).unwrap_or_default()))
}
