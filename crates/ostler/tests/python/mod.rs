//! The stock interpreter, as a witness.

use std::process::{Command, Stdio};

/// What a program in Python prints, or `None` (and a word about it) where there is no interpreter, or one without what is needed.
pub(crate) fn python(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new("python3")
        .args(["-c", program])
        .args(args)
        .env("PYTHONUTF8", "1")
        .stdin(Stdio::null())
        .output();
    match output {
        Ok(output) if output.status.success() => Some(String::from_utf8(output.stdout).unwrap()),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            // Systems pack parts of the library apart from the interpreter.
            let lacks = said.lines().last().filter(|last| last.starts_with("ModuleNotFoundError"));
            println!(
                "skipped: {}; `apt-get install python3`",
                lacks.unwrap_or_else(|| panic!("{said}"))
            );
            None
        }
        Err(_) => {
            println!("skipped: no python3 here; `apt-get install python3`");
            None
        }
    }
}
