//! Short names for the families of targets that share code: `linux_kernel`, `apple`, `bsd`.

use std::env;

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
}
