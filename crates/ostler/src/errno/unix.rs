//! The numbers of Unix systems, which the `libc` crate knows.

use super::{Errno, Table};

/// Every name of this system.
pub(super) static TABLES: [&Table; 3] = [COMMON, BERKELEY, OWN];

errnos! {
    COMMON:
    E2BIG = libc::E2BIG, "Argument list too long";
    EACCES = libc::EACCES, "Permission denied";
    EADDRINUSE = libc::EADDRINUSE, "Address already in use";
    EADDRNOTAVAIL = libc::EADDRNOTAVAIL, "Cannot assign requested address";
    EAFNOSUPPORT = libc::EAFNOSUPPORT, "Address family not supported by protocol";
    EAGAIN = libc::EAGAIN, "Resource temporarily unavailable";
    EALREADY = libc::EALREADY, "Operation already in progress";
    EBADF = libc::EBADF, "Bad file descriptor";
    EBADMSG = libc::EBADMSG, "Bad message";
    EBUSY = libc::EBUSY, "Device or resource busy";
    ECANCELED = libc::ECANCELED, "Operation canceled";
    ECHILD = libc::ECHILD, "No child processes";
    ECONNABORTED = libc::ECONNABORTED, "Software caused connection abort";
    ECONNREFUSED = libc::ECONNREFUSED, "Connection refused";
    ECONNRESET = libc::ECONNRESET, "Connection reset by peer";
    EDEADLK = libc::EDEADLK, "Resource deadlock avoided";
    EDESTADDRREQ = libc::EDESTADDRREQ, "Destination address required";
    EDOM = libc::EDOM, "Numerical argument out of domain";
    EDQUOT = libc::EDQUOT, "Disk quota exceeded";
    EEXIST = libc::EEXIST, "File exists";
    EFAULT = libc::EFAULT, "Bad address";
    EFBIG = libc::EFBIG, "File too large";
    #[cfg(unix)]
    EHOSTDOWN = libc::EHOSTDOWN, "Host is down";
    EHOSTUNREACH = libc::EHOSTUNREACH, "No route to host";
    EIDRM = libc::EIDRM, "Identifier removed";
    EILSEQ = libc::EILSEQ, "Invalid or incomplete multibyte or wide character";
    EINPROGRESS = libc::EINPROGRESS, "Operation now in progress";
    EINTR = libc::EINTR, "Interrupted system call";
    EINVAL = libc::EINVAL, "Invalid argument";
    EIO = libc::EIO, "Input/output error";
    EISCONN = libc::EISCONN, "Transport endpoint is already connected";
    EISDIR = libc::EISDIR, "Is a directory";
    ELOOP = libc::ELOOP, "Too many levels of symbolic links";
    EMFILE = libc::EMFILE, "Too many open files";
    EMLINK = libc::EMLINK, "Too many links";
    EMSGSIZE = libc::EMSGSIZE, "Message too long";
    EMULTIHOP = libc::EMULTIHOP, "Multihop attempted";
    ENAMETOOLONG = libc::ENAMETOOLONG, "File name too long";
    ENETDOWN = libc::ENETDOWN, "Network is down";
    ENETRESET = libc::ENETRESET, "Network dropped connection on reset";
    ENETUNREACH = libc::ENETUNREACH, "Network is unreachable";
    ENFILE = libc::ENFILE, "Too many open files in system";
    ENOBUFS = libc::ENOBUFS, "No buffer space available";
    ENODEV = libc::ENODEV, "No such device";
    ENOENT = libc::ENOENT, "No such file or directory";
    ENOEXEC = libc::ENOEXEC, "Exec format error";
    ENOLCK = libc::ENOLCK, "No locks available";
    ENOLINK = libc::ENOLINK, "Link has been severed";
    ENOMEM = libc::ENOMEM, "Cannot allocate memory";
    ENOMSG = libc::ENOMSG, "No message of desired type";
    ENOPROTOOPT = libc::ENOPROTOOPT, "Protocol not available";
    ENOSPC = libc::ENOSPC, "No space left on device";
    ENOSYS = libc::ENOSYS, "Function not implemented";
    #[cfg(unix)]
    ENOTBLK = libc::ENOTBLK, "Block device required";
    ENOTCONN = libc::ENOTCONN, "Transport endpoint is not connected";
    ENOTDIR = libc::ENOTDIR, "Not a directory";
    ENOTEMPTY = libc::ENOTEMPTY, "Directory not empty";
    ENOTRECOVERABLE = libc::ENOTRECOVERABLE, "State not recoverable";
    ENOTSOCK = libc::ENOTSOCK, "Socket operation on non-socket";
    ENOTSUP = libc::ENOTSUP, "Operation not supported";
    ENOTTY = libc::ENOTTY, "Inappropriate ioctl for device";
    ENXIO = libc::ENXIO, "No such device or address";
    EOPNOTSUPP = libc::EOPNOTSUPP, "Operation not supported";
    EOVERFLOW = libc::EOVERFLOW, "Value too large for defined data type";
    EOWNERDEAD = libc::EOWNERDEAD, "Owner died";
    EPERM = libc::EPERM, "Operation not permitted";
    #[cfg(unix)]
    EPFNOSUPPORT = libc::EPFNOSUPPORT, "Protocol family not supported";
    EPIPE = libc::EPIPE, "Broken pipe";
    EPROTO = libc::EPROTO, "Protocol error";
    EPROTONOSUPPORT = libc::EPROTONOSUPPORT, "Protocol not supported";
    EPROTOTYPE = libc::EPROTOTYPE, "Protocol wrong type for socket";
    ERANGE = libc::ERANGE, "Numerical result out of range";
    #[cfg(unix)]
    EREMOTE = libc::EREMOTE, "Object is remote";
    EROFS = libc::EROFS, "Read-only file system";
    #[cfg(unix)]
    ESHUTDOWN = libc::ESHUTDOWN, "Cannot send after transport endpoint shutdown";
    #[cfg(unix)]
    ESOCKTNOSUPPORT = libc::ESOCKTNOSUPPORT, "Socket type not supported";
    ESPIPE = libc::ESPIPE, "Illegal seek";
    ESRCH = libc::ESRCH, "No such process";
    ESTALE = libc::ESTALE, "Stale file handle";
    ETIMEDOUT = libc::ETIMEDOUT, "Connection timed out";
    #[cfg(unix)]
    ETOOMANYREFS = libc::ETOOMANYREFS, "Too many references: cannot splice";
    ETXTBSY = libc::ETXTBSY, "Text file busy";
    #[cfg(unix)]
    EUSERS = libc::EUSERS, "Too many users";
    EWOULDBLOCK = libc::EWOULDBLOCK, "Resource temporarily unavailable";
    EXDEV = libc::EXDEV, "Invalid cross-device link";
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

#[cfg(linux_kernel)]
errnos! {
    OWN:
    ENODATA = libc::ENODATA, "No data available";
    ENOSR = libc::ENOSR, "Out of streams resources";
    ENOSTR = libc::ENOSTR, "Device not a stream";
    ETIME = libc::ETIME, "Timer expired";
    EFTYPE = generic::EHWPOISON + 1, "Inappropriate file type or format";
    EADV = libc::EADV, "Advertise error";
    EBADE = libc::EBADE, "Invalid exchange";
    EBADFD = libc::EBADFD, "File descriptor in bad state";
    EBADR = libc::EBADR, "Invalid request descriptor";
    EBADRQC = libc::EBADRQC, "Invalid request code";
    EBADSLT = libc::EBADSLT, "Invalid slot";
    EBFONT = libc::EBFONT, "Bad font file format";
    ECHRNG = libc::ECHRNG, "Channel number out of range";
    ECOMM = libc::ECOMM, "Communication error on send";
    EDEADLOCK = generic::EDEADLOCK, "Resource deadlock avoided";
    EDOTDOT = libc::EDOTDOT, "RFS specific error";
    EHWPOISON = generic::EHWPOISON, "Memory page has hardware error";
    EISNAM = libc::EISNAM, "Is a named type file";
    EKEYEXPIRED = libc::EKEYEXPIRED, "Key has expired";
    EKEYREJECTED = libc::EKEYREJECTED, "Key was rejected by service";
    EKEYREVOKED = libc::EKEYREVOKED, "Key has been revoked";
    EL2HLT = libc::EL2HLT, "Level 2 halted";
    EL2NSYNC = libc::EL2NSYNC, "Level 2 not synchronized";
    EL3HLT = libc::EL3HLT, "Level 3 halted";
    EL3RST = libc::EL3RST, "Level 3 reset";
    ELIBACC = libc::ELIBACC, "Can not access a needed shared library";
    ELIBBAD = libc::ELIBBAD, "Accessing a corrupted shared library";
    ELIBEXEC = libc::ELIBEXEC, "Cannot exec a shared library directly";
    ELIBMAX = libc::ELIBMAX, "Attempting to link in too many shared libraries";
    ELIBSCN = libc::ELIBSCN, ".lib section in a.out corrupted";
    ELNRNG = libc::ELNRNG, "Link number out of range";
    EMEDIUMTYPE = libc::EMEDIUMTYPE, "Wrong medium type";
    ENAVAIL = libc::ENAVAIL, "No XENIX semaphores available";
    ENOANO = libc::ENOANO, "No anode";
    ENOCSI = libc::ENOCSI, "No CSI structure available";
    ENOKEY = libc::ENOKEY, "Required key not available";
    ENOMEDIUM = libc::ENOMEDIUM, "No medium found";
    ENONET = libc::ENONET, "Machine is not on the network";
    ENOPKG = libc::ENOPKG, "Package not installed";
    ENOTNAM = libc::ENOTNAM, "Not a XENIX named type file";
    ENOTUNIQ = libc::ENOTUNIQ, "Name not unique on network";
    EREMCHG = libc::EREMCHG, "Remote address changed";
    EREMOTEIO = libc::EREMOTEIO, "Remote I/O error";
    ERESTART = libc::ERESTART, "Interrupted system call should be restarted";
    ERFKILL = generic::ERFKILL, "Operation not possible due to RF-kill";
    ESRMNT = libc::ESRMNT, "Srmount error";
    ESTRPIPE = libc::ESTRPIPE, "Streams pipe error";
    EUCLEAN = libc::EUCLEAN, "Structure needs cleaning";
    EUNATCH = libc::EUNATCH, "Protocol driver not attached";
    EXFULL = libc::EXFULL, "Exchange full";
}

// What the systems of one descent share.
#[cfg(any(apple, bsd))]
errnos! {
    BERKELEY:
    EFTYPE = libc::EFTYPE, "Inappropriate file type or format";
    EAUTH = libc::EAUTH, "Authentication error";
    EBADRPC = libc::EBADRPC, "RPC structure is bad";
    ENEEDAUTH = libc::ENEEDAUTH, "Authenticator needed";
    ENOATTR = libc::ENOATTR, "Attribute not found";
    EPROCLIM = libc::EPROCLIM, "Too many processes";
    EPROCUNAVAIL = libc::EPROCUNAVAIL, "RPC procedure not available";
    EPROGMISMATCH = libc::EPROGMISMATCH, "RPC program version mismatch";
    EPROGUNAVAIL = libc::EPROGUNAVAIL, "RPC program not available";
    ERPCMISMATCH = libc::ERPCMISMATCH, "RPC version mismatch";
}

#[cfg(not(any(apple, bsd)))]
static BERKELEY: &Table = &[];

#[cfg(apple)]
errnos! {
    OWN:
    ENODATA = libc::ENODATA, "No data available";
    ENOSR = libc::ENOSR, "Out of streams resources";
    ENOSTR = libc::ENOSTR, "Device not a stream";
    ETIME = libc::ETIME, "Timer expired";
    EBADARCH = libc::EBADARCH, "Processor type in executable not supported";
    EBADEXEC = libc::EBADEXEC, "Bad executable";
    EBADMACHO = libc::EBADMACHO, "Malformed Mach-O file";
    EDEVERR = libc::EDEVERR, "Device error";
    ENOPOLICY = libc::ENOPOLICY, "Policy not found";
    EPWROFF = libc::EPWROFF, "Device power is off";
    EQFULL = libc::EQFULL, "Interface output queue is full";
    ESHLIBVERS = libc::ESHLIBVERS, "Shared library version mismatch";
}

#[cfg(bsd)]
errnos! {
    OWN:
    #[cfg(target_os = "freebsd")]
    ENOTCAPABLE = libc::ENOTCAPABLE, "Capabilities insufficient";
}

#[cfg(not(any(linux_kernel, apple, bsd)))]
static OWN: &Table = &[];
