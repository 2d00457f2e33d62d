//! The numbers of Windows: the C runtime's, and from 10000 on those of sockets.
//!
//! The runtime's header has second numbers for the errors of sockets, below 10000, which no call ever gives. The names are
//! those that are met, as in the reference.

use std::io::ErrorKind;

use super::{Errno, Table};

/// Every name of this system. Where two share a number the reference keeps Winsock's.
pub(super) static TABLES: [&Table; 3] = [WINSOCK, RUNTIME, SOCKETS];

/// What the standard library calls it.
pub(super) fn kind(errno: Errno) -> ErrorKind {
    match errno {
        ENOENT => ErrorKind::NotFound,
        EACCES | EPERM => ErrorKind::PermissionDenied,
        EEXIST => ErrorKind::AlreadyExists,
        EAGAIN | EWOULDBLOCK => ErrorKind::WouldBlock,
        EINVAL => ErrorKind::InvalidInput,
        EINTR => ErrorKind::Interrupted,
        EPIPE => ErrorKind::BrokenPipe,
        ENOMEM => ErrorKind::OutOfMemory,
        ENOTDIR => ErrorKind::NotADirectory,
        EISDIR => ErrorKind::IsADirectory,
        ENOTEMPTY => ErrorKind::DirectoryNotEmpty,
        EROFS => ErrorKind::ReadOnlyFilesystem,
        ENOSPC => ErrorKind::StorageFull,
        ESPIPE => ErrorKind::NotSeekable,
        EFBIG => ErrorKind::FileTooLarge,
        EBUSY => ErrorKind::ResourceBusy,
        EDEADLK => ErrorKind::Deadlock,
        EXDEV => ErrorKind::CrossesDevices,
        EMLINK => ErrorKind::TooManyLinks,
        E2BIG => ErrorKind::ArgumentListTooLong,
        ENOSYS | ENOTSUP | EOPNOTSUPP => ErrorKind::Unsupported,
        ETIMEDOUT => ErrorKind::TimedOut,
        EADDRINUSE => ErrorKind::AddrInUse,
        EADDRNOTAVAIL => ErrorKind::AddrNotAvailable,
        ECONNABORTED => ErrorKind::ConnectionAborted,
        ECONNREFUSED => ErrorKind::ConnectionRefused,
        ECONNRESET => ErrorKind::ConnectionReset,
        ENOTCONN => ErrorKind::NotConnected,
        EHOSTUNREACH => ErrorKind::HostUnreachable,
        ENETUNREACH => ErrorKind::NetworkUnreachable,
        ENETDOWN => ErrorKind::NetworkDown,
        _ => ErrorKind::Other,
    }
}

errnos! {
    RUNTIME:
    EPERM = 1, "Operation not permitted";
    ENOENT = 2, "No such file or directory";
    ESRCH = 3, "No such process";
    EINTR = 4, "Interrupted system call";
    EIO = 5, "Input/output error";
    ENXIO = 6, "No such device or address";
    E2BIG = 7, "Argument list too long";
    ENOEXEC = 8, "Exec format error";
    EBADF = 9, "Bad file descriptor";
    ECHILD = 10, "No child processes";
    EAGAIN = 11, "Resource temporarily unavailable";
    ENOMEM = 12, "Cannot allocate memory";
    EACCES = 13, "Permission denied";
    EFAULT = 14, "Bad address";
    EBUSY = 16, "Device or resource busy";
    EEXIST = 17, "File exists";
    EXDEV = 18, "Invalid cross-device link";
    ENODEV = 19, "No such device";
    ENOTDIR = 20, "Not a directory";
    EISDIR = 21, "Is a directory";
    EINVAL = 22, "Invalid argument";
    ENFILE = 23, "Too many open files in system";
    EMFILE = 24, "Too many open files";
    ENOTTY = 25, "Inappropriate ioctl for device";
    EFBIG = 27, "File too large";
    ENOSPC = 28, "No space left on device";
    ESPIPE = 29, "Illegal seek";
    EROFS = 30, "Read-only file system";
    EMLINK = 31, "Too many links";
    EPIPE = 32, "Broken pipe";
    EDOM = 33, "Numerical argument out of domain";
    ERANGE = 34, "Numerical result out of range";
    EDEADLK = 36, "Resource deadlock avoided";
    EDEADLOCK = 36, "Resource deadlock avoided";
    ENAMETOOLONG = 38, "File name too long";
    ENOLCK = 39, "No locks available";
    ENOSYS = 40, "Function not implemented";
    ENOTEMPTY = 41, "Directory not empty";
    EILSEQ = 42, "Invalid or incomplete multibyte or wide character";
    EBADMSG = 104, "Bad message";
    ECANCELED = 105, "Operation canceled";
    EIDRM = 111, "Identifier removed";
    ENODATA = 120, "No data available";
    ENOLINK = 121, "Link has been severed";
    ENOMSG = 122, "No message of desired type";
    ENOSR = 124, "Out of streams resources";
    ENOSTR = 125, "Device not a stream";
    ENOTRECOVERABLE = 127, "State not recoverable";
    ENOTSUP = 129, "Operation not supported";
    EOVERFLOW = 132, "Value too large for defined data type";
    EOWNERDEAD = 133, "Owner died";
    EPROTO = 134, "Protocol error";
    ETIME = 137, "Timer expired";
    ETXTBSY = 139, "Text file busy";
}

errnos! {
    SOCKETS:
    EWOULDBLOCK = 10035, "Resource temporarily unavailable";
    EINPROGRESS = 10036, "Operation now in progress";
    EALREADY = 10037, "Operation already in progress";
    ENOTSOCK = 10038, "Socket operation on non-socket";
    EDESTADDRREQ = 10039, "Destination address required";
    EMSGSIZE = 10040, "Message too long";
    EPROTOTYPE = 10041, "Protocol wrong type for socket";
    ENOPROTOOPT = 10042, "Protocol not available";
    EPROTONOSUPPORT = 10043, "Protocol not supported";
    ESOCKTNOSUPPORT = 10044, "Socket type not supported";
    EOPNOTSUPP = 10045, "Operation not supported";
    EPFNOSUPPORT = 10046, "Protocol family not supported";
    EAFNOSUPPORT = 10047, "Address family not supported by protocol";
    EADDRINUSE = 10048, "Address already in use";
    EADDRNOTAVAIL = 10049, "Cannot assign requested address";
    ENETDOWN = 10050, "Network is down";
    ENETUNREACH = 10051, "Network is unreachable";
    ENETRESET = 10052, "Network dropped connection on reset";
    ECONNABORTED = 10053, "Software caused connection abort";
    ECONNRESET = 10054, "Connection reset by peer";
    ENOBUFS = 10055, "No buffer space available";
    EISCONN = 10056, "Transport endpoint is already connected";
    ENOTCONN = 10057, "Transport endpoint is not connected";
    ESHUTDOWN = 10058, "Cannot send after transport endpoint shutdown";
    ETOOMANYREFS = 10059, "Too many references: cannot splice";
    ETIMEDOUT = 10060, "Connection timed out";
    ECONNREFUSED = 10061, "Connection refused";
    ELOOP = 10062, "Too many levels of symbolic links";
    EHOSTDOWN = 10064, "Host is down";
    EHOSTUNREACH = 10065, "No route to host";
    EUSERS = 10068, "Too many users";
    EDQUOT = 10069, "Disk quota exceeded";
    ESTALE = 10070, "Stale file handle";
    EREMOTE = 10071, "Object is remote";
}

errnos! {
    WINSOCK:
    WSABASEERR = 10000, "Where the numbers of sockets start";
    WSAEINTR = 10004, "Interrupted system call";
    WSAEBADF = 10009, "Bad file descriptor";
    WSAEACCES = 10013, "Permission denied";
    WSAEFAULT = 10014, "Bad address";
    WSAEINVAL = 10022, "Invalid argument";
    WSAEMFILE = 10024, "Too many open files";
    WSAEWOULDBLOCK = 10035, "Resource temporarily unavailable";
    WSAEINPROGRESS = 10036, "Operation now in progress";
    WSAEALREADY = 10037, "Operation already in progress";
    WSAENOTSOCK = 10038, "Socket operation on non-socket";
    WSAEDESTADDRREQ = 10039, "Destination address required";
    WSAEMSGSIZE = 10040, "Message too long";
    WSAEPROTOTYPE = 10041, "Protocol wrong type for socket";
    WSAENOPROTOOPT = 10042, "Protocol not available";
    WSAEPROTONOSUPPORT = 10043, "Protocol not supported";
    WSAESOCKTNOSUPPORT = 10044, "Socket type not supported";
    WSAEOPNOTSUPP = 10045, "Operation not supported";
    WSAEPFNOSUPPORT = 10046, "Protocol family not supported";
    WSAEAFNOSUPPORT = 10047, "Address family not supported by protocol";
    WSAEADDRINUSE = 10048, "Address already in use";
    WSAEADDRNOTAVAIL = 10049, "Cannot assign requested address";
    WSAENETDOWN = 10050, "Network is down";
    WSAENETUNREACH = 10051, "Network is unreachable";
    WSAENETRESET = 10052, "Network dropped connection on reset";
    WSAECONNABORTED = 10053, "Software caused connection abort";
    WSAECONNRESET = 10054, "Connection reset by peer";
    WSAENOBUFS = 10055, "No buffer space available";
    WSAEISCONN = 10056, "Transport endpoint is already connected";
    WSAENOTCONN = 10057, "Transport endpoint is not connected";
    WSAESHUTDOWN = 10058, "Cannot send after transport endpoint shutdown";
    WSAETOOMANYREFS = 10059, "Too many references: cannot splice";
    WSAETIMEDOUT = 10060, "Connection timed out";
    WSAECONNREFUSED = 10061, "Connection refused";
    WSAELOOP = 10062, "Too many levels of symbolic links";
    WSAENAMETOOLONG = 10063, "File name too long";
    WSAEHOSTDOWN = 10064, "Host is down";
    WSAEHOSTUNREACH = 10065, "No route to host";
    WSAENOTEMPTY = 10066, "Directory not empty";
    WSAEPROCLIM = 10067, "Too many processes";
    WSAEUSERS = 10068, "Too many users";
    WSAEDQUOT = 10069, "Disk quota exceeded";
    WSAESTALE = 10070, "Stale file handle";
    WSAEREMOTE = 10071, "Object is remote";
    WSASYSNOTREADY = 10091, "The network subsystem is not ready";
    WSAVERNOTSUPPORTED = 10092, "This version of Winsock is not offered";
    WSANOTINITIALISED = 10093, "Winsock has not been started";
    WSAEDISCON = 10101, "The other side has shut the connection down";
}
