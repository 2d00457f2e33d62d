//! The `exec` and `spawn` functions whose arguments the reference lists one by one, here as a slice.

use std::convert::Infallible;
use std::ffi::OsStr;
use std::path::Path;

use super::SpawnMode;
#[cfg(windows)]
use super::Spawned;
use crate::error::Result;

macro_rules! lists {
    (
        $list:ident, $list_env:ident: $reference:literal, $reference_env:literal;
        $vector:ident, $vector_env:ident[$($mode:ident: $mode_type:ty)?]($program:ident) -> $result:ty;
    ) => {
        #[doc = concat!("[`", stringify!($vector), "`](super::", stringify!($vector), "): `", $reference, "`.")]
        ///
        /// # Errors
        ///
        #[doc = concat!("As [`", stringify!($vector), "`](super::", stringify!($vector), ").")]
        ///
        /// # Audit
        ///
        #[doc = concat!("As [`", stringify!($vector), "`](super::", stringify!($vector), ").")]
        pub fn $list<A: AsRef<OsStr>>(
            $($mode: $mode_type,)?
            $program: impl AsRef<Path>,
            args: &[A],
        ) -> Result<$result> {
            super::$vector($($mode,)? $program, args)
        }

        #[doc = concat!("[`", stringify!($vector_env), "`](super::", stringify!($vector_env), "): `", $reference_env, "`.")]
        ///
        /// # Errors
        ///
        #[doc = concat!("As [`", stringify!($vector_env), "`](super::", stringify!($vector_env), ").")]
        ///
        /// # Audit
        ///
        #[doc = concat!("As [`", stringify!($vector_env), "`](super::", stringify!($vector_env), ").")]
        pub fn $list_env<A, K, V>(
            $($mode: $mode_type,)?
            $program: impl AsRef<Path>,
            args: &[A],
            env: impl IntoIterator<Item = (K, V)>,
        ) -> Result<$result>
        where
            A: AsRef<OsStr>,
            K: AsRef<OsStr>,
            V: AsRef<OsStr>,
        {
            super::$vector_env($($mode,)? lists!(@target $vector_env $program), args, env)
        }
    };
    // `execve` takes a descriptor as well, so its paths are `Path`s.
    (@target execve $program:ident) => { $program.as_ref() };
    (@target $other:ident $program:ident) => { $program };
}

lists! {
    execl, execle: "os.execl(path, arg0, arg1, ...)", "os.execle(path, arg0, arg1, ..., env)";
    execv, execve[](path) -> Infallible;
}

lists! {
    execlp, execlpe: "os.execlp(file, arg0, arg1, ...)", "os.execlpe(file, arg0, arg1, ..., env)";
    execvp, execvpe[](file) -> Infallible;
}

#[cfg(unix)]
lists! {
    spawnl, spawnle: "os.spawnl(mode, path, ...)", "os.spawnle(mode, path, ..., env)";
    spawnv, spawnve[mode: SpawnMode](path) -> i32;
}

#[cfg(windows)]
lists! {
    spawnl, spawnle: "os.spawnl(mode, path, ...)", "os.spawnle(mode, path, ..., env)";
    spawnv, spawnve[mode: SpawnMode](path) -> Spawned;
}

#[cfg(unix)]
lists! {
    spawnlp, spawnlpe: "os.spawnlp(mode, file, ...)", "os.spawnlpe(mode, file, ..., env)";
    spawnvp, spawnvpe[mode: SpawnMode](file) -> i32;
}
