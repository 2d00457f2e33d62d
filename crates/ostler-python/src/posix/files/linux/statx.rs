//! The status of files, as much as Linux knows of it.

use ostler::os::StatxResult;
use ostler_sys::files::{AT_EMPTY_PATH, AT_SYMLINK_FOLLOW, AT_SYMLINK_NOFOLLOW};
use ostler_sys::linux::statx as raw;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::constants;
use crate::convert::{DirFd, Given, Int, Masked, Takes, Truth, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; statx);
    module.add_class::<Statx>()?;
    constants!(module; |number: u32| number => ostler_sys::linux::statx::{
        STATX_TYPE, STATX_MODE, STATX_NLINK, STATX_UID, STATX_GID, STATX_ATIME, STATX_MTIME, STATX_CTIME, STATX_INO, STATX_SIZE,
        STATX_BLOCKS, STATX_BASIC_STATS, STATX_BTIME, STATX_MNT_ID, STATX_DIOALIGN, STATX_MNT_ID_UNIQUE, STATX_SUBVOL,
        STATX_WRITE_ATOMIC, STATX_DIO_READ_ALIGN,
    });
    constants!(module; |number: i32| number => ostler_sys::linux::statx::{
        AT_STATX_SYNC_AS_STAT, AT_STATX_FORCE_SYNC, AT_STATX_DONT_SYNC, AT_NO_AUTOMOUNT,
    });
    Ok(())
}

/// What `statx` gives. What the kernel did not tell is `None`.
#[pyclass(module = "os", name = "statx_result", frozen)]
struct Statx(StatxResult);

/// The attributes, and all of them by name.
macro_rules! attributes {
    ($($name:ident: $type:ty),* $(,)?) => {
        #[pymethods]
        impl Statx {
            /// What the kernel told.
            #[getter]
            fn stx_mask(&self) -> u32 {
                self.0.stx_mask().bits()
            }

            $(
                #[getter]
                fn $name(&self) -> $type {
                    self.0.$name()
                }
            )*

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                let mut text = format!("os.statx_result(stx_mask={:#x}", self.stx_mask());
                $(
                    let value = self.0.$name().into_pyobject(py)?.into_any();
                    if !value.is_none() {
                        text += concat!(", ", stringify!($name), "=");
                        text += &value.repr()?.to_string_lossy();
                    }
                )*
                text.push(')');
                Ok(text)
            }
        }
    };
}

attributes! {
    stx_mode: Option<u32>,
    stx_ino: Option<u64>,
    stx_dev: u64,
    stx_nlink: Option<u32>,
    stx_uid: Option<u32>,
    stx_gid: Option<u32>,
    stx_size: Option<u64>,
    stx_blocks: Option<u64>,
    stx_blksize: u32,
    stx_attributes: u64,
    stx_attributes_mask: u64,
    stx_atime: Option<f64>,
    stx_atime_ns: Option<i128>,
    stx_btime: Option<f64>,
    stx_btime_ns: Option<i128>,
    stx_ctime: Option<f64>,
    stx_ctime_ns: Option<i128>,
    stx_mtime: Option<f64>,
    stx_mtime_ns: Option<i128>,
    stx_dev_major: u32,
    stx_dev_minor: u32,
    stx_rdev: u64,
    stx_rdev_major: u32,
    stx_rdev_minor: u32,
    stx_mnt_id: Option<u64>,
    stx_dio_mem_align: Option<u32>,
    stx_dio_offset_align: Option<u32>,
    stx_dio_read_offset_align: Option<u32>,
    stx_subvol: Option<u64>,
    stx_atomic_write_unit_min: Option<u32>,
    stx_atomic_write_unit_max: Option<u32>,
    stx_atomic_write_unit_max_opt: Option<u32>,
    stx_atomic_write_segments_max: Option<u32>,
}

/// Refuses what there are arguments for.
fn check_flags(flags: i32) -> PyResult<()> {
    let text = if flags & (AT_SYMLINK_NOFOLLOW | AT_SYMLINK_FOLLOW) != 0 {
        "use follow_symlinks kwarg instead of AT_SYMLINK_* flag"
    } else if flags & AT_EMPTY_PATH != 0 {
        "use dir_fd kwarg instead of AT_EMPTY_PATH flag"
    } else {
        return Ok(());
    };
    Err(PyValueError::new_err(text))
}

/// The status of a file, by its path or an open descriptor: what a mask asks for, as much of it as there is.
#[doc = crate::doc::or_fd!()]
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::follow_symlinks!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::on_linux!()]
#[pyfunction]
#[pyo3(
    signature = (
        path, mask, *, flags=Given::or(0), dir_fd=Given::or(DirFd::CWD),
        follow_symlinks=Given::or(true)
    ),
    text_signature = "(path, mask, *, flags=0, dir_fd=None, follow_symlinks=True)"
)]
fn statx(
    py: Python<'_>,
    path: &Bound<'_, PyAny>,
    mask: Given<Masked>,
    flags: Int,
    dir_fd: Given<DirFd>,
    follow_symlinks: Truth,
) -> PyResult<Statx> {
    let path = Takes::path("statx").or_fd().from(path)?;
    // The last bit is the system's, which refuses it.
    let mask = mask.get()?.0 & 0x7fff_ffff;
    let (flags, dir_fd) = (flags.get()?, dir_fd.get()?);
    let follow_symlinks = follow_symlinks.get()?;
    check_flags(flags)?;
    path.check_options("statx", dir_fd, follow_symlinks)?;
    let told = if let Some(number) = path.fd() {
        blocking(py, || raw::statx(borrowed(number), c"", flags | AT_EMPTY_PATH, mask))
    } else {
        let (dir, name) = (dir_fd.fd(), path.c_str());
        let flags = flags | if follow_symlinks { 0 } else { AT_SYMLINK_NOFOLLOW };
        blocking(py, || raw::statx(dir, name, flags, mask))
    };
    told.or_path(&path).map(|told| Statx(told.into()))
}
