//! Tells the sources which library of Windows has the interpreter's functions that PyO3 does not declare.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(python_library, values(any()))");
    if let Some(name) = pyo3_build_config::get().lib_name() {
        println!("cargo::rustc-cfg=python_library={name:?}");
    }
}
