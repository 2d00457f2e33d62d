use std::time::Duration;

use ostler::ErrorKind;
use ostler::process::Child;

/// Runs a program, for this long at most; its return code, which is -9 if it had to be ended.
pub fn run(program: &str, args: &[&str], time: Duration) -> ostler::Result<Option<i32>> {
    let child = Child::spawn(program, args)?;
    match child.wait(Some(time)) {
        Ok(ended) => Ok(ended.exit_code()),
        Err(error) if error.kind() == ErrorKind::TimedOut => {
            child.kill()?;
            Ok(child.wait(None)?.exit_code())
        }
        Err(error) => Err(error),
    }
}
