//! `stat`: what the modes and attributes of files say.

// The names are C's macros.
#![allow(non_snake_case)]

use ostler_capi::number;
use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;

use crate::convert::{Convert, Given};
use crate::{constants, functions};

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(
        module;
        S_IMODE, S_IFMT, filemode,
        S_ISBLK, S_ISCHR, S_ISDIR, S_ISDOOR, S_ISFIFO, S_ISLNK, S_ISPORT, S_ISREG, S_ISSOCK, S_ISWHT,
    );
    constants!(module; |number: usize| number => ostler::stat::{
        ST_ATIME, ST_CTIME, ST_DEV, ST_GID, ST_INO, ST_MODE, ST_MTIME, ST_NLINK, ST_SIZE, ST_UID,
    });
    constants!(module; |number: u32| number => ostler::stat::{
        S_ENFMT, S_IEXEC, S_IFBLK, S_IFCHR, S_IFDIR, S_IFDOOR, S_IFIFO, S_IFLNK, S_IFPORT, S_IFREG,
        S_IFSOCK, S_IFWHT, S_IREAD, S_IRGRP, S_IROTH, S_IRUSR, S_IRWXG, S_IRWXO, S_IRWXU, S_ISGID, S_ISUID,
        S_ISVTX, S_IWGRP, S_IWOTH, S_IWRITE, S_IWUSR, S_IXGRP, S_IXOTH, S_IXUSR, UF_APPEND, UF_COMPRESSED,
        UF_DATAVAULT, UF_HIDDEN, UF_IMMUTABLE, UF_NODUMP, UF_NOUNLINK, UF_OPAQUE, UF_SETTABLE, UF_TRACKED,
        SF_APPEND, SF_ARCHIVED, SF_DATALESS, SF_FIRMLINK, SF_IMMUTABLE, SF_NOUNLINK, SF_RESTRICTED,
        SF_SETTABLE, SF_SNAPSHOT, FILE_ATTRIBUTE_ARCHIVE, FILE_ATTRIBUTE_COMPRESSED, FILE_ATTRIBUTE_DEVICE,
        FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_ENCRYPTED, FILE_ATTRIBUTE_HIDDEN,
        FILE_ATTRIBUTE_INTEGRITY_STREAM, FILE_ATTRIBUTE_NORMAL, FILE_ATTRIBUTE_NOT_CONTENT_INDEXED,
        FILE_ATTRIBUTE_NO_SCRUB_DATA, FILE_ATTRIBUTE_OFFLINE, FILE_ATTRIBUTE_READONLY,
        FILE_ATTRIBUTE_REPARSE_POINT, FILE_ATTRIBUTE_SPARSE_FILE, FILE_ATTRIBUTE_SYSTEM,
        FILE_ATTRIBUTE_TEMPORARY, FILE_ATTRIBUTE_VIRTUAL,
    });
    #[cfg(windows)]
    constants!(module; |number: u32| number => ostler::stat::{
        IO_REPARSE_TAG_APPEXECLINK, IO_REPARSE_TAG_MOUNT_POINT, IO_REPARSE_TAG_SYMLINK,
    });
    constants!(module; |number: u64| number => ostler::stat::{
        STATX_ATTR_APPEND, STATX_ATTR_AUTOMOUNT, STATX_ATTR_COMPRESSED, STATX_ATTR_DAX,
        STATX_ATTR_ENCRYPTED, STATX_ATTR_IMMUTABLE, STATX_ATTR_MOUNT_ROOT, STATX_ATTR_NODUMP,
        STATX_ATTR_VERITY, STATX_ATTR_WRITE_ATOMIC,
    });
    Ok(())
}

/// A mode: a number that a `mode_t` can have.
struct Mode(u32);

impl Convert for Mode {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        match u32::try_from(number::unsigned_long(object)?) {
            Ok(mode) => Ok(Self(mode)),
            Err(_) => Err(PyOverflowError::new_err("mode out of range")),
        }
    }
}

/// The bits of a mode that can be set with chmod.
#[pyfunction]
#[pyo3(signature = (object, /))]
fn S_IMODE(object: Given<Mode>) -> PyResult<u32> {
    Ok(ostler::stat::S_IMODE(object.get()?.0))
}

/// The bits of a mode that tell the type of the file.
#[pyfunction]
#[pyo3(signature = (object, /))]
fn S_IFMT(object: Given<Mode>) -> PyResult<u32> {
    Ok(ostler::stat::S_IFMT(object.get()?.0))
}

/// A mode in the form '-rwxrwxrwx'.
#[pyfunction]
#[pyo3(signature = (object, /))]
fn filemode(object: Given<Mode>) -> PyResult<String> {
    Ok(ostler::stat::filemode(object.get()?.0))
}

macro_rules! questions {
    ($($name:ident, $meaning:literal;)*) => {
        $(
            #[doc = concat!("Whether a mode is that of ", $meaning, ".")]
            #[pyfunction]
            #[pyo3(signature = (object, /))]
            fn $name(object: Given<Mode>) -> PyResult<bool> {
                Ok(ostler::stat::$name(object.get()?.0))
            }
        )*
    };
}

questions! {
    S_ISREG, "a regular file";
    S_ISDIR, "a directory";
    S_ISLNK, "a symbolic link";
    S_ISBLK, "a block device";
    S_ISCHR, "a character device";
    S_ISFIFO, "a FIFO (named pipe)";
    S_ISSOCK, "a socket";
    S_ISDOOR, "a door";
    S_ISPORT, "an event port";
    S_ISWHT, "a whiteout";
}
