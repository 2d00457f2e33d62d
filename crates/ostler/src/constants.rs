//! How the constants of the reference become Rust types: sets of bits, and codes of which exactly one is meant.

/// Declares a type for a set of flags and the constants of the reference, both as associated and as free constants.
///
/// Bits without a name are kept: a kernel may know more than this crate.
macro_rules! flags {
    (
        $(#[$($meta:tt)*])*
        pub struct $type:ident: $bits:ty {
            $($(#[$($attr:tt)*])* $name:ident = $value:expr;)*
        }
    ) => {
        bitflags::bitflags! {
            $(#[$($meta)*])*
            #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
            pub struct $type: $bits {
                $(
                    $(#[$($attr)*])*
                    #[allow(clippy::unnecessary_cast)]
                    const $name = $value as $bits;
                )*
                // Unnamed bits are the caller's business.
                const _ = !0;
            }
        }

        $(
            $(#[$($attr)*])*
            pub const $name: $type = $type::$name;
        )*

        impl From<$type> for $crate::audit::Arg<'_> {
            fn from(flags: $type) -> Self {
                Self::Int(flags.bits().into())
            }
        }
    };
}

/// Declares a type for a code and the constants of the reference, both as associated and as free constants.
macro_rules! codes {
    (
        $(#[$($meta:tt)*])*
        pub struct $type:ident: $raw:ty {
            $($(#[$($attr:tt)*])* $name:ident = $value:expr;)*
        }
    ) => {
        $(#[$($meta)*])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $type($raw);

        impl $type {
            $(
                $(#[$($attr)*])*
                #[allow(clippy::unnecessary_cast)]
                pub const $name: Self = Self($value as $raw);
            )*

            /// Takes a number as it is, known to this crate or not.
            pub const fn from_raw(raw: $raw) -> Self {
                Self(raw)
            }

            /// The number.
            pub const fn raw(self) -> $raw {
                self.0
            }
        }

        /// The name, or the number where it has none.
        impl std::fmt::Debug for $type {
            #[allow(unreachable_patterns, unused_doc_comments)]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match *self {
                    $($(#[$($attr)*])* Self::$name => f.write_str(stringify!($name)),)*
                    Self(raw) => write!(f, "{}({raw})", stringify!($type)),
                }
            }
        }

        $(
            $(#[$($attr)*])*
            pub const $name: $type = $type::$name;
        )*

        impl From<$type> for $crate::audit::Arg<'_> {
            fn from(code: $type) -> Self {
                Self::Int(code.0.into())
            }
        }
    };
}
