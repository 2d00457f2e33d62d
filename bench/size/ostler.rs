//! What a program weighs that counts the files below a folder and lists the processes: with ostler. The same with other crates is
//! `peers.rs`; `cargo xtask bench size` compares them.

use std::io::Write as _;

use ostler::os;
use ostler::process::{self, Field, Value};
use ostler::stat::S_ISREG;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let top = std::env::args_os().nth(1).unwrap_or_else(|| ".".into());
    let mut out = std::io::stdout().lock();
    let (mut files, mut bytes) = (0_u64, 0_u64);
    let mut walk = os::walk(top).listings();
    while let Some(listing) = walk.step() {
        let listing = listing?;
        for entry in listing.entries() {
            let status = listing.stat(&entry)?;
            if S_ISREG(status.st_mode()) {
                files += 1;
                bytes += status.st_size();
            }
        }
    }
    writeln!(out, "{files} files, {bytes} bytes")?;
    for process in process::iter(Field::Name | Field::Rss)? {
        let process = process?;
        let name = process.get(Field::Name).and_then(Value::as_text).unwrap_or_default();
        let rss = process.get(Field::Rss).and_then(Value::as_int).unwrap_or_default();
        writeln!(out, "{} {} {rss}", process.pid(), name.display())?;
    }
    Ok(())
}
