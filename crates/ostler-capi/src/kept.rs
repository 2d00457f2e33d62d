//! Numbers that come again and again, as objects.

use pyo3::prelude::*;
use pyo3::types::PyInt;

use super::guarded::Guarded;
use super::number::of_u64;

/// Objects for the last numbers that were asked for: the owner of one file is that of the next, too.
pub struct Kept(Guarded<[Place; PLACES]>);

type Place = Option<(u64, Py<PyInt>)>;

const PLACES: usize = 32;

impl Default for Kept {
    fn default() -> Self {
        Self::new()
    }
}

impl Kept {
    /// None kept yet.
    pub const fn new() -> Self {
        Self(Guarded::new([const { None }; PLACES]))
    }

    /// The objects of some numbers; `None` with an exception set.
    #[inline]
    pub fn all<'py, const N: usize>(
        &self,
        py: Python<'py>,
        numbers: [u64; N],
    ) -> [Option<Bound<'py, PyAny>>; N] {
        let objects = self.0.with(py, |places| numbers.map(|number| Self::one(places, py, number)));
        objects.unwrap_or_else(|| numbers.map(|number| of_u64(py, number)))
    }

    #[inline]
    fn one<'py>(
        places: &mut [Place; PLACES],
        py: Python<'py>,
        number: u64,
    ) -> Option<Bound<'py, PyAny>> {
        // The interpreter keeps these itself.
        if number <= 256 {
            return of_u64(py, number);
        }
        let hash = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let place = &mut places[hash as usize % PLACES];
        if let Some((kept, object)) = place
            && *kept == number
        {
            return Some(object.bind(py).clone().into_any());
        }
        let object = of_u64(py, number)?;
        // SAFETY: it has just been made as an integer.
        let int = unsafe { object.clone().cast_into_unchecked::<PyInt>() };
        if let Some((_, old)) = place.replace((number, int.unbind())) {
            drop(old.into_bound(py));
        }
        Some(object)
    }
}
