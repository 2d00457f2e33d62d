//! Which Python this is built for. What one version does and another does not asks here, and nowhere else.

use ostler::time::Edition;

const MINOR: u8 = match u8::from_str_radix(env!("PYTHON_MINOR"), 10) {
    Ok(minor) => minor,
    Err(_) => panic!("the build script has a number"),
};

/// Whether it is Python 3.`minor` or newer.
#[inline]
pub(crate) const fn since(minor: u8) -> bool {
    MINOR >= minor
}

/// The rules by which it reads times.
pub(crate) const EDITION: Edition = match MINOR {
    ..=11 => Edition::Python311,
    12 => Edition::Python312,
    13 => Edition::Python313,
    14 => Edition::Python314,
    _ => Edition::Python315,
};
