//! `posix_spawn(3)` and what it is told about the child.

use std::ffi::{CStr, c_int, c_short, c_void};
use std::mem::MaybeUninit;

#[cfg(target_os = "android")]
use super::bionic as lib;
#[cfg(not(target_os = "android"))]
use libc as lib;

use super::Pointers;
use crate::check_number as code;
use crate::errno::{self, Errno};
use crate::fd::Fd;

/// The shell that runs command lines.
pub const SHELL: &CStr = if cfg!(target_os = "android") { c"/system/bin/sh" } else { c"/bin/sh" };

#[cfg(linux_kernel)]
const SETSID: c_int = libc::POSIX_SPAWN_SETSID as c_int;
// From the system's <spawn.h>.
#[cfg(apple)]
const SETSID: c_int = 0x0400;

/// Signals as `sigset_t` has them.
#[derive(Clone, Copy)]
pub struct SignalSet(libc::sigset_t);

impl SignalSet {
    /// `sigemptyset(3)`
    pub fn empty() -> Self {
        let mut set = MaybeUninit::uninit();
        // SAFETY: the call fills the set and has no way to fail.
        unsafe {
            libc::sigemptyset(set.as_mut_ptr());
            Self(set.assume_init())
        }
    }

    /// `sigaddset(3)`: `EINVAL` for a number that is no signal, or one the C library keeps for itself.
    pub fn add(&mut self, signal: i32) -> Result<(), Errno> {
        // Apple's call takes a number as it comes and shifts by it.
        if !crate::signal::is_valid(signal) {
            return Err(errno::EINVAL);
        }
        // SAFETY: the set was made by `sigemptyset`.
        crate::check(unsafe { libc::sigaddset(&raw mut self.0, signal) }).map(drop)
    }
}

impl std::fmt::Debug for SignalSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignalSet")
    }
}

/// A child to be: file actions, attributes. A setting that the system does not have is `ENOSYS`.
pub struct Spawn {
    // The C library may keep pointers from one place to the other: neither moves once made.
    actions: Box<lib::posix_spawn_file_actions_t>,
    attributes: Box<lib::posix_spawnattr_t>,
    flags: c_int,
    /// The numbers that the actions so far give the child.
    given: Vec<c_int>,
}

// SAFETY: memory of the C library's that belongs to these structures alone, and to no thread.
unsafe impl Send for Spawn {}

impl std::fmt::Debug for Spawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Spawn").field("flags", &self.flags).finish_non_exhaustive()
    }
}

impl Spawn {
    /// A child like its parent.
    pub fn new() -> Result<Self, Errno> {
        // Zeroed, since not every C library fills what it only reserves.
        let mut actions = Box::new(MaybeUninit::zeroed());
        let mut attributes = Box::new(MaybeUninit::zeroed());
        // SAFETY: each structure went through its `init` before it is taken for initialised.
        unsafe {
            code(lib::posix_spawn_file_actions_init(actions.as_mut_ptr()))?;
            if let Err(error) = code(lib::posix_spawnattr_init(attributes.as_mut_ptr())) {
                lib::posix_spawn_file_actions_destroy(actions.as_mut_ptr());
                return Err(error);
            }
            Ok(Self {
                actions: actions.assume_init(),
                attributes: attributes.assume_init(),
                flags: 0,
                given: Vec::new(),
            })
        }
    }

    /// `posix_spawn_file_actions_addopen(3)`
    pub fn open(&mut self, fd: i32, path: &CStr, flags: i32, mode: u32) -> Result<(), Errno> {
        // SAFETY: initialised actions; the C library keeps its own copy of the path.
        code(unsafe {
            lib::posix_spawn_file_actions_addopen(
                &raw mut *self.actions,
                fd,
                path.as_ptr(),
                flags,
                mode as _,
            )
        })?;
        self.given.push(fd);
        Ok(())
    }

    /// `posix_spawn_file_actions_addclose(3)`
    pub fn close(&mut self, fd: i32) -> Result<(), Errno> {
        // SAFETY: initialised actions. The descriptor is closed in the child, which owns all of its own.
        code(unsafe { lib::posix_spawn_file_actions_addclose(&raw mut *self.actions, fd) })
    }

    /// `posix_spawn_file_actions_adddup2(3)` of a descriptor of this process.
    pub fn dup2(&mut self, fd: Fd<'_>, newfd: i32) -> Result<(), Errno> {
        self.copy(fd.raw(), newfd)
    }

    /// The same of a number in the child: a standard stream, or what an action before gave it. Any other may be somebody's
    /// descriptor in this process, and is `EBADF`.
    pub fn dup2_in_child(&mut self, fd: i32, newfd: i32) -> Result<(), Errno> {
        if !(0..=2).contains(&fd) && !self.given.contains(&fd) {
            return Err(errno::EBADF);
        }
        self.copy(fd, newfd)
    }

    fn copy(&mut self, fd: c_int, newfd: c_int) -> Result<(), Errno> {
        // SAFETY: as above. Whoever gave the number may have the child get the file.
        code(unsafe { lib::posix_spawn_file_actions_adddup2(&raw mut *self.actions, fd, newfd) })?;
        self.given.push(newfd);
        Ok(())
    }

    /// `posix_spawn_file_actions_addclosefrom_np(3)`: glibc 2.34, musl has none.
    pub fn close_from(&mut self, fd: i32) -> Result<(), Errno> {
        type AddCloseFrom =
            unsafe extern "C" fn(*mut lib::posix_spawn_file_actions_t, c_int) -> c_int;
        let symbol = look_up(c"posix_spawn_file_actions_addclosefrom_np")?;
        // SAFETY: every C library that has this name gives it this signature.
        let add = unsafe { std::mem::transmute::<*mut c_void, AddCloseFrom>(symbol) };
        // SAFETY: initialised actions.
        code(unsafe { add(&raw mut *self.actions, fd) })
    }

    /// `posix_spawn_file_actions_addchdir_np(3)`: glibc 2.29, musl 1.1.24, macOS 10.15.
    pub fn chdir(&mut self, path: &CStr) -> Result<(), Errno> {
        type AddChdir = unsafe extern "C" fn(
            *mut lib::posix_spawn_file_actions_t,
            *const std::ffi::c_char,
        ) -> c_int;
        let symbol = look_up(c"posix_spawn_file_actions_addchdir_np")?;
        // SAFETY: every C library that has this name gives it this signature.
        let add = unsafe { std::mem::transmute::<*mut c_void, AddChdir>(symbol) };
        // SAFETY: initialised actions; the C library keeps its own copy of the path.
        code(unsafe { add(&raw mut *self.actions, path.as_ptr()) })
    }

    /// The child has no descriptor but standard input, output and error, and those by its own actions.
    pub fn only_standard(&mut self) -> Result<(), Errno> {
        #[cfg(apple)]
        {
            self.flags |= libc::POSIX_SPAWN_CLOEXEC_DEFAULT as c_int;
            // A copy is inherited, one onto itself as well. Of a closed one there can be none.
            // SAFETY: a question about a number.
            let open = |fd: &i32| unsafe { libc::fcntl(*fd, libc::F_GETFD) } != -1;
            (0..=2).filter(open).try_for_each(|fd| self.copy(fd, fd))
        }
        #[cfg(not(apple))]
        self.close_from(3)
    }

    /// `POSIX_SPAWN_SETPGROUP`
    pub fn process_group(&mut self, pgid: i32) -> Result<(), Errno> {
        self.flags |= libc::POSIX_SPAWN_SETPGROUP as c_int;
        // SAFETY: initialised attributes.
        code(unsafe { lib::posix_spawnattr_setpgroup(&raw mut *self.attributes, pgid) })
    }

    /// `POSIX_SPAWN_RESETIDS`
    pub fn reset_ids(&mut self) {
        self.flags |= libc::POSIX_SPAWN_RESETIDS as c_int;
    }

    /// `POSIX_SPAWN_SETSID`
    #[allow(clippy::unnecessary_wraps)]
    pub fn new_session(&mut self) -> Result<(), Errno> {
        #[cfg(any(linux_kernel, apple))]
        {
            self.flags |= SETSID;
            Ok(())
        }
        #[cfg(not(any(linux_kernel, apple)))]
        Err(errno::ENOSYS)
    }

    /// `POSIX_SPAWN_SETSIGMASK`
    pub fn signal_mask(&mut self, signals: &SignalSet) -> Result<(), Errno> {
        self.flags |= libc::POSIX_SPAWN_SETSIGMASK as c_int;
        // SAFETY: initialised attributes and an initialised set, which is copied.
        code(unsafe {
            lib::posix_spawnattr_setsigmask(&raw mut *self.attributes, &raw const signals.0)
        })
    }

    /// The signals that are blocked in the child are those that are in the calling thread now, whoever starts it.
    #[cfg(linux_kernel)]
    pub fn keep_signal_mask(&mut self) -> Result<(), Errno> {
        let mut set = SignalSet::empty();
        // SAFETY: the set is writable; nothing is changed.
        code(unsafe { libc::pthread_sigmask(libc::SIG_BLOCK, std::ptr::null(), &raw mut set.0) })?;
        self.signal_mask(&set)
    }

    /// `POSIX_SPAWN_SETSIGDEF`
    pub fn default_signals(&mut self, signals: &SignalSet) -> Result<(), Errno> {
        self.flags |= libc::POSIX_SPAWN_SETSIGDEF as c_int;
        // SAFETY: as above.
        code(unsafe {
            lib::posix_spawnattr_setsigdefault(&raw mut *self.attributes, &raw const signals.0)
        })
    }

    /// `POSIX_SPAWN_SETSCHEDULER` with a policy, `POSIX_SPAWN_SETSCHEDPARAM` without.
    #[cfg(not(any(apple, target_os = "openbsd")))]
    pub fn scheduler(&mut self, policy: Option<i32>, priority: i32) -> Result<(), Errno> {
        // SAFETY: plain numbers, of which some C libraries have more than the one that counts.
        let mut param = unsafe { MaybeUninit::<libc::sched_param>::zeroed().assume_init() };
        param.sched_priority = priority;
        let attributes = &raw mut *self.attributes;
        if let Some(policy) = policy {
            self.flags |= libc::POSIX_SPAWN_SETSCHEDULER as c_int;
            // SAFETY: initialised attributes.
            code(unsafe { lib::posix_spawnattr_setschedpolicy(attributes, policy) })?;
        } else {
            self.flags |= libc::POSIX_SPAWN_SETSCHEDPARAM as c_int;
        }
        // SAFETY: initialised attributes and parameters, which are copied.
        code(unsafe { lib::posix_spawnattr_setschedparam(attributes, &raw const param) })
    }

    /// There is no such attribute here: `ENOSYS`.
    #[cfg(any(apple, target_os = "openbsd"))]
    pub fn scheduler(&mut self, _policy: Option<i32>, _priority: i32) -> Result<(), Errno> {
        Err(errno::ENOSYS)
    }

    /// `posix_spawn(3)`: the child's process id.
    pub fn spawn(
        &mut self,
        path: &CStr,
        argv: &Pointers<'_>,
        envp: &Pointers<'_>,
    ) -> Result<i32, Errno> {
        self.run(lib::posix_spawn, path, argv, envp)
    }

    /// `posix_spawnp(3)`: the same, with the program looked for along this process's `PATH`.
    pub fn spawnp(
        &mut self,
        file: &CStr,
        argv: &Pointers<'_>,
        envp: &Pointers<'_>,
    ) -> Result<i32, Errno> {
        self.run(lib::posix_spawnp, file, argv, envp)
    }

    fn run(
        &mut self,
        spawn: PosixSpawn,
        program: &CStr,
        argv: &Pointers<'_>,
        envp: &Pointers<'_>,
    ) -> Result<i32, Errno> {
        let mut pid = 0;
        // SAFETY: initialised actions and attributes; C arrays, ended as the call expects, which outlive it.
        unsafe {
            let flags = self.flags as c_short;
            code(lib::posix_spawnattr_setflags(&raw mut *self.attributes, flags))?;
            code(spawn(
                &raw mut pid,
                program.as_ptr(),
                &raw const *self.actions,
                &raw const *self.attributes,
                argv.as_mut_ptr(),
                envp.as_mut_ptr(),
            ))?;
        }
        Ok(pid)
    }
}

impl Drop for Spawn {
    fn drop(&mut self) {
        // SAFETY: initialised by `new`, destroyed once.
        unsafe {
            lib::posix_spawn_file_actions_destroy(&raw mut *self.actions);
            lib::posix_spawnattr_destroy(&raw mut *self.attributes);
        }
    }
}

/// A function that not every C library has.
fn look_up(name: &CStr) -> Result<*mut c_void, Errno> {
    // SAFETY: a name looked up; nothing is loaded.
    let symbol = unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) };
    if symbol.is_null() { Err(errno::ENOSYS) } else { Ok(symbol) }
}

type PosixSpawn = unsafe extern "C" fn(
    *mut libc::pid_t,
    *const libc::c_char,
    *const lib::posix_spawn_file_actions_t,
    *const lib::posix_spawnattr_t,
    *const *mut libc::c_char,
    *const *mut libc::c_char,
) -> c_int;
