//! Processes of which it is not known whether they are meant.

use ostler::ErrorKind;
use ostler::process::{Field, Fields, Undecided};

use crate::process::kill::count;
use crate::process::system;

/// How many errors a message repeats.
const MANY: usize = 3;

fn is_denied(one: &Undecided) -> bool {
    one.error().kind() == ErrorKind::PermissionDenied
}

/// The exit status if nothing else was found: 3 where we are not allowed to look, 4 where looking failed.
pub(super) fn code(undecided: &[Undecided]) -> Option<u8> {
    if undecided.is_empty() {
        return None;
    }
    Some(if undecided.iter().all(is_denied) { 3 } else { 4 })
}

/// How many, what of them could not be read, and why.
pub(super) fn told(undecided: &[Undecided]) -> String {
    let (denied, failed): (Vec<&Undecided>, Vec<&Undecided>) =
        undecided.iter().partition(|one| is_denied(one));
    let mut told = Vec::new();
    if !denied.is_empty() {
        let fields: Fields = denied.iter().filter_map(|one| one.field()).collect();
        let fields: Vec<&str> = fields.iter().map(Field::name).collect();
        let what =
            if fields.is_empty() { String::new() } else { format!(" ({})", fields.join(", ")) };
        told.push(format!(
            "{} that we are not allowed to look at{what}; {}",
            count(denied.len()),
            system::more_rights()
        ));
    }
    if !failed.is_empty() {
        let mut errors: Vec<String> =
            failed.iter().take(MANY).map(|one| one.error().to_string()).collect();
        if failed.len() > MANY {
            errors.push("…".to_owned());
        }
        told.push(format!(
            "{} that could not be read ({})",
            count(failed.len()),
            errors.join("; ")
        ));
    }
    told.join("; ")
}

/// The same for programs.
pub(crate) fn json(undecided: &[Undecided]) -> serde_json::Value {
    let one =
        |one: &Undecided| serde_json::json!({ "pid": one.pid(), "error": one.error().to_string() });
    undecided.iter().map(one).collect()
}
