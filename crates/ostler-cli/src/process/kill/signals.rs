//! `ostler kill -l`: signals by number and by name.

use ostler::signal::Signal;

use crate::output::{self, Failure};
use crate::process::system;

/// How many stand in a line.
const COLUMNS: usize = 4;

pub(super) fn list(words: &[String]) -> Result<(), Failure> {
    let mut text = String::new();
    if words.is_empty() {
        let signals: Vec<String> = system::signals()
            .map(|signal| format!("{:>2} {:<14}", signal.raw(), system::name(signal)))
            .collect();
        for line in signals.chunks(COLUMNS) {
            text.push_str(line.join(" ").trim_end());
            text.push('\n');
        }
    }
    for word in words {
        let signal = match word.parse::<i32>() {
            // What a shell says of a program that a signal has ended.
            Ok(status @ 129..=256) => Signal::from_raw(status - 128),
            Ok(number) => Signal::from_raw(number),
            Err(_) => system::signal(word).map_err(Failure::Usage)?,
        };
        let signal = super::args::check(signal)?;
        let answer = if word.parse::<i32>().is_ok() {
            system::name(signal)
        } else {
            signal.raw().to_string()
        };
        text.push_str(&answer);
        text.push('\n');
    }
    output::text(&text)
}
