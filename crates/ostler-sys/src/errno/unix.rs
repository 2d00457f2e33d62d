//! The numbers of Unix systems, which the `libc` crate knows.

use super::{Errno, Table};

/// Every name of this system.
pub(super) static TABLES: [&Table; 4] = [COMMON, STREAMS, BERKELEY, OWN];

/// Names whose numbers the `libc` crate has under the same names, but for those that are said.
macro_rules! of_libc {
    ($table:ident: $($(#[$on:meta])* $name:ident $(= $number:expr)?, $meaning:literal;)*) => {
        errnos! { $table: $($(#[$on])* $name = number!($name $(, $number)?), $meaning;)* }
    };
}

macro_rules! number {
    ($name:ident) => {
        libc::$name
    };
    ($name:ident, $number:expr) => {
        $number
    };
}

of_libc! {
    COMMON:
    E2BIG, "Argument list too long";
    EACCES, "Permission denied";
    EADDRINUSE, "Address already in use";
    EADDRNOTAVAIL, "Cannot assign requested address";
    EAFNOSUPPORT, "Address family not supported by protocol";
    EAGAIN, "Resource temporarily unavailable";
    EALREADY, "Operation already in progress";
    EBADF, "Bad file descriptor";
    EBADMSG, "Bad message";
    EBUSY, "Device or resource busy";
    ECANCELED, "Operation canceled";
    ECHILD, "No child processes";
    ECONNABORTED, "Software caused connection abort";
    ECONNREFUSED, "Connection refused";
    ECONNRESET, "Connection reset by peer";
    EDEADLK, "Resource deadlock avoided";
    EDESTADDRREQ, "Destination address required";
    EDOM, "Numerical argument out of domain";
    EDQUOT, "Disk quota exceeded";
    EEXIST, "File exists";
    EFAULT, "Bad address";
    EFBIG, "File too large";
    #[cfg(unix)]
    EHOSTDOWN, "Host is down";
    EHOSTUNREACH, "No route to host";
    EIDRM, "Identifier removed";
    EILSEQ, "Invalid or incomplete multibyte or wide character";
    EINPROGRESS, "Operation now in progress";
    EINTR, "Interrupted system call";
    EINVAL, "Invalid argument";
    EIO, "Input/output error";
    EISCONN, "Transport endpoint is already connected";
    EISDIR, "Is a directory";
    ELOOP, "Too many levels of symbolic links";
    EMFILE, "Too many open files";
    EMLINK, "Too many links";
    EMSGSIZE, "Message too long";
    EMULTIHOP, "Multihop attempted";
    ENAMETOOLONG, "File name too long";
    ENETDOWN, "Network is down";
    ENETRESET, "Network dropped connection on reset";
    ENETUNREACH, "Network is unreachable";
    ENFILE, "Too many open files in system";
    ENOBUFS, "No buffer space available";
    ENODEV, "No such device";
    ENOENT, "No such file or directory";
    ENOEXEC, "Exec format error";
    ENOLCK, "No locks available";
    ENOLINK, "Link has been severed";
    ENOMEM, "Cannot allocate memory";
    ENOMSG, "No message of desired type";
    ENOPROTOOPT, "Protocol not available";
    ENOSPC, "No space left on device";
    ENOSYS, "Function not implemented";
    #[cfg(unix)]
    ENOTBLK, "Block device required";
    ENOTCONN, "Transport endpoint is not connected";
    ENOTDIR, "Not a directory";
    ENOTEMPTY, "Directory not empty";
    ENOTRECOVERABLE, "State not recoverable";
    ENOTSOCK, "Socket operation on non-socket";
    ENOTSUP, "Operation not supported";
    ENOTTY, "Inappropriate ioctl for device";
    ENXIO, "No such device or address";
    EOPNOTSUPP, "Operation not supported";
    EOVERFLOW, "Value too large for defined data type";
    EOWNERDEAD, "Owner died";
    EPERM, "Operation not permitted";
    #[cfg(unix)]
    EPFNOSUPPORT, "Protocol family not supported";
    EPIPE, "Broken pipe";
    EPROTO, "Protocol error";
    EPROTONOSUPPORT, "Protocol not supported";
    EPROTOTYPE, "Protocol wrong type for socket";
    ERANGE, "Numerical result out of range";
    #[cfg(unix)]
    EREMOTE, "Object is remote";
    EROFS, "Read-only file system";
    #[cfg(unix)]
    ESHUTDOWN, "Cannot send after transport endpoint shutdown";
    #[cfg(unix)]
    ESOCKTNOSUPPORT, "Socket type not supported";
    ESPIPE, "Illegal seek";
    ESRCH, "No such process";
    ESTALE, "Stale file handle";
    ETIMEDOUT, "Connection timed out";
    #[cfg(unix)]
    ETOOMANYREFS, "Too many references: cannot splice";
    ETXTBSY, "Text file busy";
    #[cfg(unix)]
    EUSERS, "Too many users";
    EWOULDBLOCK, "Resource temporarily unavailable";
    EXDEV, "Invalid cross-device link";
}

/// What the `libc` crate leaves out for Android, whose processors all have the generic numbers.
#[cfg(target_os = "android")]
mod generic {
    pub(super) const EDEADLOCK: i32 = libc::EDEADLK;
    pub(super) const ERFKILL: i32 = 132;
    pub(super) const EHWPOISON: i32 = 133;
}
#[cfg(all(linux_kernel, not(target_os = "android")))]
use libc as generic;

// Of the streams of System V, which those of the other descent never had.
#[cfg(any(linux_kernel, apple))]
of_libc! {
    STREAMS:
    ENODATA, "No data available";
    ENOSR, "Out of streams resources";
    ENOSTR, "Device not a stream";
    ETIME, "Timer expired";
}

#[cfg(not(any(linux_kernel, apple)))]
static STREAMS: &Table = &[];

#[cfg(linux_kernel)]
of_libc! {
    OWN:
    EFTYPE = generic::EHWPOISON + 1, "Inappropriate file type or format";
    EADV, "Advertise error";
    EBADE, "Invalid exchange";
    EBADFD, "File descriptor in bad state";
    EBADR, "Invalid request descriptor";
    EBADRQC, "Invalid request code";
    EBADSLT, "Invalid slot";
    EBFONT, "Bad font file format";
    ECHRNG, "Channel number out of range";
    ECOMM, "Communication error on send";
    EDEADLOCK = generic::EDEADLOCK, "Resource deadlock avoided";
    EDOTDOT, "RFS specific error";
    EHWPOISON = generic::EHWPOISON, "Memory page has hardware error";
    EISNAM, "Is a named type file";
    EKEYEXPIRED, "Key has expired";
    EKEYREJECTED, "Key was rejected by service";
    EKEYREVOKED, "Key has been revoked";
    EL2HLT, "Level 2 halted";
    EL2NSYNC, "Level 2 not synchronized";
    EL3HLT, "Level 3 halted";
    EL3RST, "Level 3 reset";
    ELIBACC, "Can not access a needed shared library";
    ELIBBAD, "Accessing a corrupted shared library";
    ELIBEXEC, "Cannot exec a shared library directly";
    ELIBMAX, "Attempting to link in too many shared libraries";
    ELIBSCN, ".lib section in a.out corrupted";
    ELNRNG, "Link number out of range";
    EMEDIUMTYPE, "Wrong medium type";
    ENAVAIL, "No XENIX semaphores available";
    ENOANO, "No anode";
    ENOCSI, "No CSI structure available";
    ENOKEY, "Required key not available";
    ENOMEDIUM, "No medium found";
    ENONET, "Machine is not on the network";
    ENOPKG, "Package not installed";
    ENOTNAM, "Not a XENIX named type file";
    ENOTUNIQ, "Name not unique on network";
    EREMCHG, "Remote address changed";
    EREMOTEIO, "Remote I/O error";
    ERESTART, "Interrupted system call should be restarted";
    ERFKILL = generic::ERFKILL, "Operation not possible due to RF-kill";
    ESRMNT, "Srmount error";
    ESTRPIPE, "Streams pipe error";
    EUCLEAN, "Structure needs cleaning";
    EUNATCH, "Protocol driver not attached";
    EXFULL, "Exchange full";
}

// What the systems of one descent share.
#[cfg(any(apple, bsd))]
of_libc! {
    BERKELEY:
    EFTYPE, "Inappropriate file type or format";
    EAUTH, "Authentication error";
    EBADRPC, "RPC structure is bad";
    ENEEDAUTH, "Authenticator needed";
    ENOATTR, "Attribute not found";
    EPROCLIM, "Too many processes";
    EPROCUNAVAIL, "RPC procedure not available";
    EPROGMISMATCH, "RPC program version mismatch";
    EPROGUNAVAIL, "RPC program not available";
    ERPCMISMATCH, "RPC version mismatch";
}

#[cfg(not(any(apple, bsd)))]
static BERKELEY: &Table = &[];

#[cfg(apple)]
of_libc! {
    OWN:
    EBADARCH, "Processor type in executable not supported";
    EBADEXEC, "Bad executable";
    EBADMACHO, "Malformed Mach-O file";
    EDEVERR, "Device error";
    ENOPOLICY, "Policy not found";
    EPWROFF, "Device power is off";
    EQFULL, "Interface output queue is full";
    ESHLIBVERS, "Shared library version mismatch";
}

#[cfg(bsd)]
of_libc! {
    OWN:
    #[cfg(target_os = "freebsd")]
    ENOTCAPABLE, "Capabilities insufficient";
}

#[cfg(not(any(linux_kernel, apple, bsd)))]
static OWN: &Table = &[];
