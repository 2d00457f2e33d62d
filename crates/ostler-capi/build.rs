//! Tells the sources which interpreter they are built for, and which library of Windows has its functions that PyO3 does not
//! declare.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    pyo3_build_config::use_pyo3_cfgs();
    println!("cargo::rustc-env=PYTHON_MINOR={}", pyo3_build_config::get().version().minor);
    println!("cargo::rustc-check-cfg=cfg(python_library, values(any()))");
    if let Some(name) = pyo3_build_config::get().lib_name() {
        println!("cargo::rustc-cfg=python_library={name:?}");
    }
}
