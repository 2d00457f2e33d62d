//! Android's system properties.

use std::ffi::CStr;

/// The longest value, with its final NUL, by the system's own header.
const PROP_VALUE_MAX: usize = 92;

/// `__system_property_get`: the value of a property, or `None` where it is empty or there is none, which the system does
/// not tell apart.
pub fn get(name: &CStr) -> Option<Vec<u8>> {
    let mut value = [0_u8; PROP_VALUE_MAX];
    // SAFETY: the name is a C string, and the system writes no more than this many bytes.
    let length = unsafe { libc::__system_property_get(name.as_ptr(), value.as_mut_ptr().cast()) };
    let length = usize::try_from(length).ok().filter(|length| *length > 0)?;
    value.get(..length).map(<[u8]>::to_vec)
}
