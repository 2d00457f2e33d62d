//! Which Python this is built for. What one version does and another does not asks here, and nowhere else.

/// The `minor` of Python 3.`minor`.
pub const MINOR: u8 = match u8::from_str_radix(env!("PYTHON_MINOR"), 10) {
    Ok(minor) => minor,
    Err(_) => panic!("the build script has a number"),
};

/// Whether it is Python 3.`minor` or newer.
#[inline]
pub const fn since(minor: u8) -> bool {
    MINOR >= minor
}
