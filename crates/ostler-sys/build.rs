//! Short names for the families of targets that share code: `linux_kernel`, `apple`, `bsd`. The crates above read the family
//! from the metadata (`DEP_OSTLER_SYS_FAMILY`).

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(linux_kernel, apple, bsd)");
    let family = match env::var("CARGO_CFG_TARGET_OS").unwrap_or_default().as_str() {
        "linux" | "android" => "linux_kernel",
        "macos" | "ios" | "tvos" | "visionos" | "watchos" => "apple",
        "freebsd" | "dragonfly" | "netbsd" | "openbsd" => "bsd",
        _ => return,
    };
    println!("cargo::rustc-cfg={family}");
    println!("cargo::metadata=FAMILY={family}");
}
