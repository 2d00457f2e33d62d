//! `ostler platform`, beside `python -m platform`.

use std::process::{Command, Output};

fn ostler(args: &[&str]) -> Output {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("ostler"));
    command.arg("platform").args(args).output().unwrap()
}

/// One line, of what the library says one by one.
#[cfg(windows)]
#[test]
fn on_windows() {
    let windows = ostler::platform::win32_ver();
    let terse = format!("Windows-{}", windows.release);
    let whole = format!("{terse}-{}-{}", windows.version, windows.csd);
    for (args, expected) in [
        (&[][..], &whole),
        (&["--nonaliased"], &whole),
        (&["terse"], &terse),
        (&["--terse"], &terse),
    ] {
        let output = ostler(args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8(output.stdout).unwrap().trim_end(), expected);
    }
}

/// One line, the same for the words and for the options; and what the stock interpreter prints for them.
#[cfg(unix)]
#[test]
fn as_the_stock_module_answers() {
    for args in [
        &[][..],
        &["terse"],
        &["--terse"],
        &["nonaliased"],
        &["--nonaliased"],
        &["terse", "nonaliased"],
        &["nonaliased", "terse", "terse"],
        &["--terse", "nonaliased", "--nonaliased"],
    ] {
        let output = ostler(args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let uname = Command::new("uname").arg("-r").output().unwrap().stdout;
        assert_eq!(text.matches('\n').count(), 1);
        assert!(text.contains(String::from_utf8(uname).unwrap().trim()), "{text}");
        let python = Command::new("python3").args(["-m", "platform"]).args(args).output();
        match python {
            // Its interpreter may have another C library than the command.
            Ok(python) if python.status.success() && !cfg!(target_env = "musl") => {
                assert_eq!(text.as_bytes(), python.stdout, "{args:?}");
            }
            _ => println!("skipped: no python3 here"),
        }
    }
}

#[test]
fn other_words_are_a_mistake() {
    for args in [&["terser"][..], &["--ters"], &["terse", "x"], &["-t"]] {
        let output = ostler(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("--help"), "{said}");
    }
}
