//! Names, paths, arguments, environment.

use std::ffi::OsString;
use std::path::PathBuf;

use super::super::reader::Reader;
use super::reads;

reads! {
    /// The name of its program, complete where the kernel keeps only 15 bytes of it: `psutil.Process.name()`. The name of a script
    /// that begins with `#!` is the script's, also where it is longer than that (psutil cuts it off).
    ///
    /// ```
    /// use ostler::process::Process;
    /// println!("{}", Process::current()?.name()?.display());
    /// # Ok::<(), ostler::Error>(())
    /// ```
    name: OsString = "name", Reader::name_text;

    /// The path of its program's file: `psutil.Process.exe()`. `None` for a part of the kernel.
    ///
    /// Where the file has been removed or replaced since, the path that it had; on Linux `Process::exe_deleted` tells.
    ///
    /// ```
    /// use ostler::process::Process;
    /// assert_eq!(Process::current()?.exe()?, Some(std::env::current_exe()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    exe: Option<PathBuf> = "exe", Reader::exe;

    /// The arguments it was started with: `psutil.Process.cmdline()`. Empty for a part of the kernel.
    ///
    /// A process may write over them. Where it has left no NUL between them, the blanks part them.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let arguments: Vec<_> = std::env::args_os().collect();
    /// assert_eq!(Process::current()?.cmdline()?, arguments);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    cmdline: Vec<OsString> = "cmdline", Reader::arguments;

    /// The arguments joined by spaces; the name in brackets where there are none.
    ///
    /// ```
    /// use ostler::process::Process;
    /// println!("{}", Process::current()?.command()?.display());
    /// # Ok::<(), ostler::Error>(())
    /// ```
    command: OsString = "cmdline", Reader::command_text;

    /// Its current directory: `psutil.Process.cwd()`.
    ///
    /// ```
    /// use ostler::process::Process;
    /// assert_eq!(Process::current()?.cwd()?, Some(std::env::current_dir()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    cwd: Option<PathBuf> = "cwd", Reader::cwd;

    /// Its environment when it was started, name and value: `psutil.Process.environ()`. Empty for a part of the kernel.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let environ = Process::current()?.environ()?;
    /// assert!(environ.iter().any(|(name, _)| name == "PATH"));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    environ: Vec<(OsString, OsString)> = "environ", Reader::variables;
}
