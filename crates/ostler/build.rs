//! Short names for the families of targets that share code, `linux_kernel`, `apple`, `bsd`; and which compiler this is.

use std::env;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(linux_kernel)");
    println!("cargo::rustc-check-cfg=cfg(apple)");
    println!("cargo::rustc-check-cfg=cfg(bsd)");
    let os = env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    match os.as_str() {
        "linux" | "android" => println!("cargo::rustc-cfg=linux_kernel"),
        "macos" | "ios" | "tvos" | "visionos" | "watchos" => {
            println!("cargo::rustc-cfg=apple");
        }
        "freebsd" | "dragonfly" | "netbsd" | "openbsd" => println!("cargo::rustc-cfg=bsd"),
        _ => {}
    }
    println!("cargo::rustc-env=OSTLER_COMPILER={}", compiler().unwrap_or_default());
}

/// What the compiler calls itself.
fn compiler() -> Option<String> {
    let output = Command::new(env::var_os("RUSTC")?).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.lines().next().unwrap_or_default().to_owned())
}
