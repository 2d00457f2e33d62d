//! Lets the source ask for the version of the interpreter: `cfg(Py_3_12)`.

fn main() {
    pyo3_build_config::use_pyo3_cfgs();
}
