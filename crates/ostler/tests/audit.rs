//! Audit hooks: what they are told, and what a refusal does. Hooks stay for the life of a process, so this is one test
//! in a binary of its own.

#![cfg(unix)]

use std::path::Path;
use std::sync::Mutex;

use ostler::os::{self, At};
use ostler::{Error, ErrorKind, audit};

static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

#[allow(clippy::unnecessary_wraps, reason = "what a hook looks like")]
fn record(event: &audit::Event<'_>) -> ostler::Result<()> {
    let args: Vec<String> = event.args().iter().map(ToString::to_string).collect();
    SEEN.lock().unwrap().push(format!("{}({})", event.name(), args.join(", ")));
    Ok(())
}

fn seen() -> Vec<String> {
    std::mem::take(&mut SEEN.lock().unwrap())
}

#[test]
fn hooks() {
    let tmp = tempfile::tempdir().unwrap();
    // Nobody listens yet: nothing is recorded, nothing is refused.
    audit::raise("quiet", &[]).unwrap();

    audit::add_hook(record);
    audit::raise("spool.submit", &["job".into(), 3.into(), audit::Arg::None, true.into()]).unwrap();
    assert_eq!(seen(), ["spool.submit('job', 3, None, true)"]);

    // The event comes before the act, with the caller's own path, also when the act fails.
    os::mkdir_with(tmp.path().join("no/such"), 0o700, At::cwd()).unwrap_err();
    assert_eq!(seen(), [format!("os.mkdir('{}/no/such', 448, -1)", tmp.path().display())]);

    // A veto: the error is the hook's, the act does not happen, the first hook to refuse decides.
    let precious = tmp.path().join("precious");
    std::fs::write(&precious, "x").unwrap();
    audit::add_hook(|event| match event.args() {
        [audit::Arg::Path(path), ..] if path.ends_with("precious") => {
            Err(Error::vetoed(format!("{} refused", event.name())))
        }
        _ => Ok(()),
    });
    let error = os::remove(&precious).unwrap_err();
    assert_eq!(
        (error.kind(), error.to_string().as_str()),
        (ErrorKind::Vetoed, "os.remove refused")
    );
    assert!(precious.exists());
    assert_eq!(seen().len(), 1);
    os::mkdir(tmp.path().join("plain")).unwrap();

    // A hook may use the library and may add a hook: neither deadlocks.
    audit::add_hook(|event| {
        if event.name() == "outer" {
            audit::raise("inner", &[])?;
            audit::add_hook(|_| Ok(()));
        }
        Ok(())
    });
    seen();
    audit::raise("outer", &[Path::new("p").into()]).unwrap();
    assert_eq!(seen(), ["outer('p')", "inner()"]);
}
