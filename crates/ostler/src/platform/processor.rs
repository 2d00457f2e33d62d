//! What a system says of its processor.

/// On a device there is one kind of processor, whatever `uname(2)` says; in a simulator it is the host's.
#[cfg(target_os = "ios")]
pub(crate) fn find(machine: &str) -> String {
    if cfg!(target_abi = "sim") { machine.to_owned() } else { "arm64".to_owned() }
}

/// What `uname -p` prints, or nothing if it fails.
#[cfg(all(unix, not(target_os = "ios")))]
pub(crate) fn find(_machine: &str) -> String {
    command::ask("uname", "-p").unwrap_or_default()
}

/// What the variable `PROCESSOR_IDENTIFIER` says, or the registry behind it.
#[cfg(windows)]
pub(crate) fn find(_machine: &str) -> String {
    const KEY: &str = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0";
    let said = std::env::var("PROCESSOR_IDENTIFIER").ok().filter(|text| !text.is_empty());
    let known = || {
        let of = |name| super::windows::text_of(KEY, name);
        Some(format!("{}, {}", of("Identifier")?, of("VendorIdentifier")?))
    };
    said.or_else(known).unwrap_or_default()
}

#[cfg(all(unix, not(target_os = "ios")))]
mod command {
    use std::ffi::OsStr;
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    use ostler_sys as sys;

    use crate::audit::{Arg, audit, events};
    use crate::errno;
    use crate::error::Result;
    use crate::fd::{AsFd as _, Fd};
    use crate::host::retry;

    /// How long the program may take. It takes a thousandth of this.
    const PATIENCE: Duration = Duration::from_secs(2);

    /// A name is not longer than this.
    const LONGEST: usize = 4096;

    /// What a program prints, without the blanks around it. `None` if it cannot be started, takes too long, prints what is
    /// no text, or says that it failed.
    pub(super) fn ask(program: &str, option: &str) -> Option<String> {
        allowed(program, option).ok()?;
        let mut child = Command::new(program)
            .arg(option)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let end = Instant::now() + PATIENCE;
        let printed = read(&mut child, end);
        let succeeded = finish(&mut child, end, printed.is_some());
        let text = String::from_utf8(printed.filter(|_| succeeded)?).ok()?;
        Some(text.trim().to_owned())
    }

    fn allowed(program: &str, option: &str) -> Result<()> {
        let words = [OsStr::new(program), OsStr::new(option)];
        audit!(events::Popen {
            executable: words[0],
            args: Arg::Strs(&words),
            cwd: Arg::None,
            env: Arg::None
        });
        Ok(())
    }

    /// All that the child prints, if it has done so in time.
    fn read(child: &mut Child, end: Instant) -> Option<Vec<u8>> {
        let pipe = child.stdout.take()?;
        let mut printed = Vec::new();
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match sys::descriptors::wait_readable(Fd::from(pipe.as_fd()), left) {
                Ok(true) => {}
                Err(errno::EINTR) if !left.is_zero() => continue,
                _ => return None,
            }
            let mut some = [0; 512];
            match retry(|| sys::descriptors::read(Fd::from(pipe.as_fd()), &mut some)).ok()? {
                0 => return Some(printed),
                count => printed.extend_from_slice(some.get(..count)?),
            }
            if printed.len() > LONGEST {
                return None;
            }
        }
    }

    /// Sees the child off, by force if it has not done what it was there for. Whether it says that it succeeded; one whose
    /// ending somebody else has asked for, or that nobody may ask for, is believed to have.
    fn finish(child: &mut Child, end: Instant, done: bool) -> bool {
        while done && Instant::now() < end {
            match child.try_wait() {
                Ok(Some(status)) => return status.success(),
                Err(_) => return true,
                Ok(None) => pause(child, end),
            }
        }
        let _ = child.kill();
        let _ = child.wait();
        false
    }

    /// Lets some time pass: until the child has ended, where the system can tell, and no more than there is.
    fn pause(child: &Child, end: Instant) {
        let left = end.saturating_duration_since(Instant::now());
        #[cfg(linux_kernel)]
        if let Ok(pid) = i32::try_from(child.id())
            && let Ok(process) = sys::linux::pidfd::pidfd_open(pid, 0)
            && sys::descriptors::wait_readable(Fd::from(&process), left).is_ok()
        {
            return;
        }
        let _ = child;
        std::thread::sleep(left.min(Duration::from_micros(200)));
    }
}
