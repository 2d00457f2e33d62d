//! The constants of the C runtime's headers.

pub const EOF: i32 = -1;
pub const WEOF: u16 = 0xffff;

pub const O_RDONLY: i32 = 0x0;
pub const O_WRONLY: i32 = 0x1;
pub const O_RDWR: i32 = 0x2;
pub const O_ACCMODE: i32 = 0x3;
pub const O_APPEND: i32 = 0x8;
pub const O_RANDOM: i32 = 0x10;
pub const O_SEQUENTIAL: i32 = 0x20;
pub const O_TEMPORARY: i32 = 0x40;
pub const O_NOINHERIT: i32 = 0x80;
pub const O_CREAT: i32 = 0x100;
pub const O_TRUNC: i32 = 0x200;
pub const O_EXCL: i32 = 0x400;
pub const O_SHORT_LIVED: i32 = 0x1000;
pub const O_TEXT: i32 = 0x4000;
pub const O_BINARY: i32 = 0x8000;

pub const F_OK: i32 = 0;
pub const X_OK: i32 = 1;
pub const W_OK: i32 = 2;
pub const R_OK: i32 = 4;

pub const SEEK_SET: i32 = 0;
pub const SEEK_CUR: i32 = 1;
pub const SEEK_END: i32 = 2;

pub const LK_UNLCK: i32 = 0;
pub const LK_LOCK: i32 = 1;
pub const LK_NBLCK: i32 = 2;
pub const LK_RLCK: i32 = 3;
pub const LK_NBRLCK: i32 = 4;

pub const P_WAIT: i32 = 0;
pub const P_NOWAIT: i32 = 1;
pub const P_OVERLAY: i32 = 2;
pub const P_NOWAITO: i32 = 3;
pub const P_DETACH: i32 = 4;

pub const OUT_TO_DEFAULT: i32 = 0;
pub const OUT_TO_STDERR: i32 = 1;
pub const OUT_TO_MSGBOX: i32 = 2;
pub const REPORT_ERRMODE: i32 = 3;

pub const CRT_WARN: i32 = 0;
pub const CRT_ERROR: i32 = 1;
pub const CRT_ASSERT: i32 = 2;
pub const CRTDBG_MODE_FILE: i32 = 0x1;
pub const CRTDBG_MODE_DEBUG: i32 = 0x2;
pub const CRTDBG_MODE_WNDW: i32 = 0x4;
pub const CRTDBG_REPORT_MODE: i32 = -1;

pub const LC_TIME: i32 = 5;

pub const SIGINT: i32 = 2;
pub const SIGILL: i32 = 4;
pub const SIGFPE: i32 = 8;
pub const SIGSEGV: i32 = 11;
pub const SIGTERM: i32 = 15;
pub const SIGBREAK: i32 = 21;
pub const SIGABRT: i32 = 22;
pub const CTRL_C_EVENT: i32 = 0;
pub const CTRL_BREAK_EVENT: i32 = 1;
