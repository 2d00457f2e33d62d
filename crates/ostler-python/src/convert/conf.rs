//! Names of configuration values.

use ostler_capi::number;
use ostler_capi::version;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyString};

/// The names that the reference knows, as far as this system has them.
pub(crate) struct ConfNames {
    /// Sorted.
    known: &'static [&'static str],
    /// Names and numbers of the system's.
    numbers: &'static [(&'static str, i32)],
}

impl ConfNames {
    /// Each with its number: `sysconf_names` and its like.
    pub(crate) fn dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (name, number) in self.numbers.iter().filter(|(name, _)| self.is_known(name)) {
            dict.set_item(name, number)?;
        }
        Ok(dict)
    }

    fn is_known(&self, name: &str) -> bool {
        self.known.binary_search(&name).is_ok()
    }

    /// The number of a value, which is given by its name or is the number.
    pub(crate) fn number(&self, object: &Bound<'_, PyAny>) -> PyResult<i32> {
        if object.is_instance_of::<PyInt>() {
            return number::int(object);
        }
        let Ok(name) = object.cast::<PyString>() else {
            if version::since(14) && number::is_index(object) {
                return number::int(object);
            }
            let text = "configuration names must be strings or integers";
            return Err(PyTypeError::new_err(text));
        };
        let unknown = || PyValueError::new_err("unrecognized configuration name");
        let name = match name.to_str() {
            // There is none with half of a character.
            Err(_) if version::since(14) => return Err(unknown()),
            name => name?,
        };
        let found = self.numbers.iter().find(|(known, _)| *known == name);
        match found.filter(|_| self.is_known(name)) {
            Some(&(_, number)) => Ok(number),
            None => Err(unknown()),
        }
    }
}

macro_rules! names {
    ($($(#[$on:meta])* $table:ident = $numbers:ident: $($name:ident),* $(,)?;)*) => {
        $(
            $(#[$on])*
            pub(crate) static $table: ConfNames = ConfNames {
                known: &[$(stringify!($name)),*],
                numbers: ostler_sys::system::$numbers,
            };
        )*
    };
}

names! {
    /// What `sysconf` tells of.
    SYSCONF = SYSCONF_NAMES:
    SC_2_CHAR_TERM, SC_2_C_BIND, SC_2_C_DEV, SC_2_C_VERSION, SC_2_FORT_DEV, SC_2_FORT_RUN,
    SC_2_LOCALEDEF, SC_2_SW_DEV, SC_2_UPE, SC_2_VERSION, SC_AIO_LISTIO_MAX, SC_AIO_MAX,
    SC_AIO_PRIO_DELTA_MAX, SC_ARG_MAX, SC_ASYNCHRONOUS_IO, SC_ATEXIT_MAX, SC_AVPHYS_PAGES,
    SC_BC_BASE_MAX, SC_BC_DIM_MAX, SC_BC_SCALE_MAX, SC_BC_STRING_MAX, SC_CHARCLASS_NAME_MAX,
    SC_CHAR_BIT, SC_CHAR_MAX, SC_CHAR_MIN, SC_CHILD_MAX, SC_CLK_TCK, SC_COLL_WEIGHTS_MAX,
    SC_DELAYTIMER_MAX, SC_EQUIV_CLASS_MAX, SC_EXPR_NEST_MAX, SC_FSYNC, SC_GETGR_R_SIZE_MAX,
    SC_GETPW_R_SIZE_MAX, SC_INT_MAX, SC_INT_MIN, SC_IOV_MAX, SC_JOB_CONTROL, SC_LINE_MAX,
    SC_LOGIN_NAME_MAX, SC_LONG_BIT, SC_MAPPED_FILES, SC_MB_LEN_MAX, SC_MEMLOCK,
    SC_MEMLOCK_RANGE, SC_MEMORY_PROTECTION, SC_MESSAGE_PASSING, SC_MINSIGSTKSZ, SC_MQ_OPEN_MAX,
    SC_MQ_PRIO_MAX, SC_NGROUPS_MAX, SC_NL_ARGMAX, SC_NL_LANGMAX, SC_NL_MSGMAX, SC_NL_NMAX,
    SC_NL_SETMAX, SC_NL_TEXTMAX, SC_NPROCESSORS_CONF, SC_NPROCESSORS_ONLN, SC_NZERO,
    SC_OPEN_MAX, SC_PAGESIZE, SC_PAGE_SIZE, SC_PASS_MAX, SC_PHYS_PAGES, SC_PII, SC_PII_INTERNET,
    SC_PII_INTERNET_DGRAM, SC_PII_INTERNET_STREAM, SC_PII_OSI, SC_PII_OSI_CLTS, SC_PII_OSI_COTS,
    SC_PII_OSI_M, SC_PII_SOCKET, SC_PII_XTI, SC_POLL, SC_PRIORITIZED_IO, SC_PRIORITY_SCHEDULING,
    SC_REALTIME_SIGNALS, SC_RE_DUP_MAX, SC_RTSIG_MAX, SC_SAVED_IDS, SC_SCHAR_MAX, SC_SCHAR_MIN,
    SC_SELECT, SC_SEMAPHORES, SC_SEM_NSEMS_MAX, SC_SEM_VALUE_MAX, SC_SHARED_MEMORY_OBJECTS,
    SC_SHRT_MAX, SC_SHRT_MIN, SC_SIGQUEUE_MAX, SC_SSIZE_MAX, SC_STREAM_MAX, SC_SYNCHRONIZED_IO,
    SC_THREADS, SC_THREAD_ATTR_STACKADDR, SC_THREAD_ATTR_STACKSIZE,
    SC_THREAD_DESTRUCTOR_ITERATIONS, SC_THREAD_KEYS_MAX, SC_THREAD_PRIORITY_SCHEDULING,
    SC_THREAD_PRIO_INHERIT, SC_THREAD_PRIO_PROTECT, SC_THREAD_PROCESS_SHARED,
    SC_THREAD_SAFE_FUNCTIONS, SC_THREAD_STACK_MIN, SC_THREAD_THREADS_MAX, SC_TIMERS,
    SC_TIMER_MAX, SC_TTY_NAME_MAX, SC_TZNAME_MAX, SC_T_IOV_MAX, SC_UCHAR_MAX, SC_UINT_MAX,
    SC_UIO_MAXIOV, SC_ULONG_MAX, SC_USHRT_MAX, SC_VERSION, SC_WORD_BIT, SC_XBS5_ILP32_OFF32,
    SC_XBS5_ILP32_OFFBIG, SC_XBS5_LP64_OFF64, SC_XBS5_LPBIG_OFFBIG, SC_XOPEN_CRYPT,
    SC_XOPEN_ENH_I18N, SC_XOPEN_LEGACY, SC_XOPEN_REALTIME, SC_XOPEN_REALTIME_THREADS,
    SC_XOPEN_SHM, SC_XOPEN_UNIX, SC_XOPEN_VERSION, SC_XOPEN_XCU_VERSION, SC_XOPEN_XPG2,
    SC_XOPEN_XPG3, SC_XOPEN_XPG4,;

    /// What `confstr` tells of.
    CONFSTR = CONFSTR_NAMES:
    CS_GNU_LIBC_VERSION, CS_GNU_LIBPTHREAD_VERSION, CS_LFS64_CFLAGS, CS_LFS64_LDFLAGS,
    CS_LFS64_LIBS, CS_LFS64_LINTFLAGS, CS_LFS_CFLAGS, CS_LFS_LDFLAGS, CS_LFS_LIBS,
    CS_LFS_LINTFLAGS, CS_PATH, CS_XBS5_ILP32_OFF32_CFLAGS, CS_XBS5_ILP32_OFF32_LDFLAGS,
    CS_XBS5_ILP32_OFF32_LIBS, CS_XBS5_ILP32_OFF32_LINTFLAGS, CS_XBS5_ILP32_OFFBIG_CFLAGS,
    CS_XBS5_ILP32_OFFBIG_LDFLAGS, CS_XBS5_ILP32_OFFBIG_LIBS, CS_XBS5_ILP32_OFFBIG_LINTFLAGS,
    CS_XBS5_LP64_OFF64_CFLAGS, CS_XBS5_LP64_OFF64_LDFLAGS, CS_XBS5_LP64_OFF64_LIBS,
    CS_XBS5_LP64_OFF64_LINTFLAGS, CS_XBS5_LPBIG_OFFBIG_CFLAGS, CS_XBS5_LPBIG_OFFBIG_LDFLAGS,
    CS_XBS5_LPBIG_OFFBIG_LIBS, CS_XBS5_LPBIG_OFFBIG_LINTFLAGS,;

    /// What `pathconf` tells of.
    PATHCONF = PATHCONF_NAMES:
    PC_ALLOC_SIZE_MIN, PC_ASYNC_IO, PC_CHOWN_RESTRICTED, PC_FILESIZEBITS, PC_LINK_MAX,
    PC_MAX_CANON, PC_MAX_INPUT, PC_NAME_MAX, PC_NO_TRUNC, PC_PATH_MAX, PC_PIPE_BUF, PC_PRIO_IO,
    PC_REC_INCR_XFER_SIZE, PC_REC_MAX_XFER_SIZE, PC_REC_MIN_XFER_SIZE, PC_REC_XFER_ALIGN,
    PC_SOCK_MAXBUF, PC_SYMLINK_MAX, PC_SYNC_IO, PC_VDISABLE,;
}
