//! Flags of the dynamic linker.

use ostler_sys::c;

flags! {
    /// How `dlopen` loads a library: [`RTLD_LAZY`] or [`RTLD_NOW`], and any of the others.
    pub struct DlopenFlags: i32 {
        /// Functions are looked up when first called.
        RTLD_LAZY = c::RTLD_LAZY;
        /// All symbols are looked up at once.
        RTLD_NOW = c::RTLD_NOW;
        /// Libraries loaded later see the symbols.
        RTLD_GLOBAL = c::RTLD_GLOBAL;
        /// They do not.
        RTLD_LOCAL = c::RTLD_LOCAL;
        /// The library stays when it is closed.
        RTLD_NODELETE = c::RTLD_NODELETE;
        /// Nothing is loaded: a question whether the library is there.
        RTLD_NOLOAD = c::RTLD_NOLOAD;
        /// The library's own symbols come before global ones.
        #[cfg(all(target_os = "linux", target_env = "gnu"))]
        RTLD_DEEPBIND = c::RTLD_DEEPBIND;
    }
}
