//! The events of this library: each a type with its name and its arguments, in the reference's order.
//!
//! Both faces raise them, each with its own types of arguments: a path is a `&Path` in Rust and the caller's own object in
//! Python. So every field has a type parameter of its own.

use std::ffi::CStr;

use super::Arg;

/// An event with a name.
pub trait Named: Sized {
    /// The name that the reference lists, such as `os.rename`.
    const NAME: &'static str;
    /// The same for C.
    const C_NAME: &'static CStr;
    /// A tuple.
    type Arguments;

    /// The arguments in the reference's order.
    fn arguments(self) -> Self::Arguments;
}

/// Arguments that the hooks of this library can take.
pub trait List<'a> {
    /// Calls a function with them.
    fn with<R>(self, call: impl FnOnce(&[Arg<'a>]) -> R) -> R;
}

macro_rules! lists {
    ($(($($name:ident $at:tt),*);)*) => {
        $(impl<'a, $($name: Into<Arg<'a>>),*> List<'a> for ($($name,)*) {
            #[inline]
            fn with<R>(self, call: impl FnOnce(&[Arg<'a>]) -> R) -> R {
                call(&[$(self.$at.into()),*])
            }
        })*
    };
}

lists! {
    ();
    (A 0);
    (A 0, B 1);
    (A 0, B 1, C 2);
    (A 0, B 1, C 2, D 3);
    (A 0, B 1, C 2, D 3, E 4);
}

/// `Name = "event" { field: Type, … };` makes a type with these fields, each of a type that the caller chooses.
macro_rules! events {
    ($($name:ident = $text:literal { $($field:ident: $kind:ident),* };)*) => {
        $(
            #[doc = concat!("`", $text, "`")]
            #[allow(missing_docs, reason = "a field has the reference's name")]
            #[derive(Clone, Copy, Debug)]
            pub struct $name<$($kind),*> {
                $(pub $field: $kind,)*
            }

            impl<$($kind),*> Named for $name<$($kind),*> {
                const NAME: &'static str = $text;
                const C_NAME: &'static CStr =
                    match CStr::from_bytes_with_nul(concat!($text, "\0").as_bytes()) {
                        Ok(name) => name,
                        Err(_) => panic!("a name has no NUL"),
                    };
                type Arguments = ($($kind,)*);

                #[allow(clippy::unused_unit, reason = "some have no arguments")]
                #[inline]
                fn arguments(self) -> Self::Arguments {
                    ($(self.$field,)*)
                }
            }
        )*
    };
}

events! {
    AddDllDirectory = "os.add_dll_directory" { path: A };
    Chdir = "os.chdir" { path: A };
    Chflags = "os.chflags" { path: A, flags: B };
    Chmod = "os.chmod" { path: A, mode: B, dir_fd: C };
    Chown = "os.chown" { path: A, uid: B, gid: C, dir_fd: D };
    Clearenv = "os._clearenv" {};
    Exec = "os.exec" { path: A, args: B, env: C };
    Fork = "os.fork" {};
    Forkpty = "os.forkpty" {};
    Fwalk = "os.fwalk" { top: A, topdown: B, onerror: C, follow_symlinks: D, dir_fd: E };
    GetOsfhandle = "msvcrt.get_osfhandle" { fd: A };
    Getxattr = "os.getxattr" { path: A, attribute: B };
    Kill = "os.kill" { pid: A, sig: B };
    Killpg = "os.killpg" { pgid: A, sig: B };
    Link = "os.link" { src: A, dst: B, src_dir_fd: C, dst_dir_fd: D };
    Listdir = "os.listdir" { path: A };
    Listdrives = "os.listdrives" {};
    Listmounts = "os.listmounts" { volume: A };
    Listvolumes = "os.listvolumes" {};
    Listxattr = "os.listxattr" { path: A };
    Lockf = "os.lockf" { fd: A, cmd: B, len: C };
    Locking = "msvcrt.locking" { fd: A, mode: B, nbytes: C };
    Mkdir = "os.mkdir" { path: A, mode: B, dir_fd: C };
    Open = "open" { path: A, mode: B, flags: C };
    OpenOsfhandle = "msvcrt.open_osfhandle" { handle: A, flags: B };
    Popen = "subprocess.Popen" { executable: A, args: B, cwd: C, env: D };
    PosixSpawn = "os.posix_spawn" { path: A, argv: B, env: C };
    Putenv = "os.putenv" { key: A, value: B };
    Readlink = "os.readlink" { path: A, dir_fd: B };
    Remove = "os.remove" { path: A, dir_fd: B };
    Removexattr = "os.removexattr" { path: A, attribute: B };
    Rename = "os.rename" { src: A, dst: B, src_dir_fd: C, dst_dir_fd: D };
    Rmdir = "os.rmdir" { path: A, dir_fd: B };
    Scandir = "os.scandir" { path: A };
    Setxattr = "os.setxattr" { path: A, attribute: B, value: C, flags: D };
    Sleep = "time.sleep" { seconds: A };
    Spawn = "os.spawn" { mode: A, path: B, args: C, env: D };
    Startfile = "os.startfile" { path: A, operation: B };
    Startfile2 = "os.startfile/2" { path: A, operation: B, arguments: C, cwd: D, show_cmd: E };
    Symlink = "os.symlink" { src: A, dst: B, dir_fd: C };
    System = "os.system" { command: A };
    Truncate = "os.truncate" { path: A, length: B };
    Unsetenv = "os.unsetenv" { key: A };
    Utime = "os.utime" { path: A, times: B, ns: C, dir_fd: D };
    Walk = "os.walk" { top: A, topdown: B, onerror: C, followlinks: D };
}
