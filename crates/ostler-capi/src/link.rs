//! Functions and variables of the interpreter's that PyO3 does not declare.

/// Declares them. Elsewhere the interpreter that loads the extension has them; on Windows they have to be said to be in a
/// library, as PyO3 says it of its own.
macro_rules! interpreter {
    (@in $($library:literal)*; $items:tt) => {
        $crate::link::interpreter! { @extern [$(
            #[cfg_attr(all(windows, python_library = $library), link(name = $library, kind = "raw-dylib"))]
        )*] $items }
    };
    (@extern [$($attributes:tt)*] { $($items:tt)* }) => {
        $($attributes)*
        unsafe extern "C" {
            $($items)*
        }
    };
    ($($items:tt)*) => {
        $crate::link::interpreter! { @in "python311" "python312" "python313" "python314" "python315"; { $($items)* } }
    };
}
pub(crate) use interpreter;
