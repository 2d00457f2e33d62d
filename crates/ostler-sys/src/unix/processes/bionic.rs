//! What Android's C library has since version 9, and the `libc` crate leaves out.

use libc::{c_char, c_int, c_short, mode_t, pid_t, sched_param, sigset_t};
pub(super) use libc::{posix_spawn_file_actions_t, posix_spawnattr_t};

type Actions = posix_spawn_file_actions_t;
type Attributes = posix_spawnattr_t;

unsafe extern "C" {
    pub(super) fn posix_spawn(
        pid: *mut pid_t,
        path: *const c_char,
        actions: *const Actions,
        attributes: *const Attributes,
        argv: *const *mut c_char,
        envp: *const *mut c_char,
    ) -> c_int;
    pub(super) fn posix_spawnp(
        pid: *mut pid_t,
        file: *const c_char,
        actions: *const Actions,
        attributes: *const Attributes,
        argv: *const *mut c_char,
        envp: *const *mut c_char,
    ) -> c_int;

    pub(super) fn posix_spawn_file_actions_init(actions: *mut Actions) -> c_int;
    pub(super) fn posix_spawn_file_actions_destroy(actions: *mut Actions) -> c_int;
    pub(super) fn posix_spawn_file_actions_addclose(actions: *mut Actions, fd: c_int) -> c_int;
    pub(super) fn posix_spawn_file_actions_adddup2(
        actions: *mut Actions,
        fd: c_int,
        number: c_int,
    ) -> c_int;
    pub(super) fn posix_spawn_file_actions_addopen(
        actions: *mut Actions,
        fd: c_int,
        path: *const c_char,
        flags: c_int,
        mode: mode_t,
    ) -> c_int;

    pub(super) fn posix_spawnattr_init(attributes: *mut Attributes) -> c_int;
    pub(super) fn posix_spawnattr_destroy(attributes: *mut Attributes) -> c_int;
    pub(super) fn posix_spawnattr_setflags(attributes: *mut Attributes, flags: c_short) -> c_int;
    pub(super) fn posix_spawnattr_setpgroup(attributes: *mut Attributes, group: pid_t) -> c_int;
    pub(super) fn posix_spawnattr_setsigmask(
        attributes: *mut Attributes,
        signals: *const sigset_t,
    ) -> c_int;
    pub(super) fn posix_spawnattr_setsigdefault(
        attributes: *mut Attributes,
        signals: *const sigset_t,
    ) -> c_int;
    pub(super) fn posix_spawnattr_setschedpolicy(
        attributes: *mut Attributes,
        policy: c_int,
    ) -> c_int;
    pub(super) fn posix_spawnattr_setschedparam(
        attributes: *mut Attributes,
        param: *const sched_param,
    ) -> c_int;
}
