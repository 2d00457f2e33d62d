//! What the C runtime has beyond the C standard: locks, the console, its heap and its reports.

mod console;
mod files;
mod heap;
mod report;
mod version;

pub use console::*;
pub use files::*;
pub use heap::*;
pub use report::*;
pub use version::*;
