use ostler::ErrorKind;
use ostler::process::{Field, iter};

/// Ends every process whose name contains one of these parts; how many that were.
pub fn kill_any_of(parts: &[&str]) -> ostler::Result<usize> {
    let mut ended = 0;
    for process in iter(Field::Name)? {
        let process = process?;
        let Some(name) = process.name() else { continue };
        let name = name.to_string_lossy().to_lowercase();
        if parts.iter().any(|part| name.contains(part)) {
            match process.process().kill() {
                Ok(()) => ended += 1,
                // Gone meanwhile, or not ours to touch.
                Err(error)
                    if matches!(
                        error.kind(),
                        ErrorKind::ProcessLookup | ErrorKind::PermissionDenied
                    ) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(ended)
}
