//! Which C runtime it is.

use std::sync::OnceLock;

use ostler_sys as sys;

/// The public key token of the runtime's side-by-side assemblies: `msvcrt.VC_ASSEMBLY_PUBLICKEYTOKEN`.
///
/// Visual C++ 2008 was the last to have them; the runtime of today is part of the system. The reference has the name only
/// where it was compiled with such a header.
pub const VC_ASSEMBLY_PUBLICKEYTOKEN: &str = "1fc8b3b9a1e18e3b";

/// How the names of the runtime's side-by-side assemblies start: `msvcrt.LIBRARIES_ASSEMBLY_NAME_PREFIX`.
///
/// As with [`VC_ASSEMBLY_PUBLICKEYTOKEN`], those of Visual C++ 2008.
pub const LIBRARIES_ASSEMBLY_NAME_PREFIX: &str = "Microsoft.VC90";

/// The version of the C runtime: `msvcrt.CRT_ASSEMBLY_VERSION`.
///
/// The reference has the version of the headers it was compiled with. Here it is that of the library the process runs
/// with, four numbers with points between, and empty should the library not say.
///
/// ```no_run
/// println!("{}", ostler::msvcrt::CRT_ASSEMBLY_VERSION());     // 10.0.22621.3593
/// ```
#[allow(non_snake_case)]
pub fn CRT_ASSEMBLY_VERSION() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let numbers = sys::runtime::version().map(|version| version.map(|part| part.to_string()));
        numbers.map_or_else(|_| String::new(), |numbers| numbers.join("."))
    })
}
