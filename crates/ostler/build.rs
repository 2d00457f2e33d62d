//! The family of the target, as `ostler-sys` has found it; and which compiler this is.

use std::env;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(linux_kernel, apple, bsd)");
    if let Ok(family) = env::var("DEP_OSTLER_SYS_FAMILY") {
        println!("cargo::rustc-cfg={family}");
    }
    println!("cargo::rustc-env=OSTLER_COMPILER={}", compiler().unwrap_or_default());
}

/// What the compiler calls itself.
fn compiler() -> Option<String> {
    let output = Command::new(env::var_os("RUSTC")?).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.lines().next().unwrap_or_default().to_owned())
}
