//! The stock interpreter, as a witness.

use std::process::{Command, Stdio};

/// What a program in Python prints, or `None` (and a word about it) where there is no interpreter.
pub(crate) fn python(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new("python3")
        .args(["-c", program])
        .args(args)
        .env("PYTHONUTF8", "1")
        .stdin(Stdio::null())
        .output();
    match output {
        Ok(output) if output.status.success() => Some(String::from_utf8(output.stdout).unwrap()),
        Ok(output) => panic!("{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => {
            println!("skipped: no python3 here");
            None
        }
    }
}
