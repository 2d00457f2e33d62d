//! The events of starting.

use std::sync::Mutex;

use ostler::process::Spawn;
use ostler::{ErrorKind, audit};

use crate::support::in_child;

#[test]
fn the_event_comes_first_and_can_refuse() {
    in_child("child::events::the_event_comes_first_and_can_refuse", || {
        static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());
        audit::add_hook(|event| {
            if event.name() == "os.posix_spawn" {
                let args: Vec<String> = event.args().iter().map(ToString::to_string).collect();
                SEEN.lock().unwrap().push(args.join(" "));
                if args[0].contains("false") {
                    return Err(ostler::Error::vetoed("no"));
                }
            }
            Ok(())
        });
        for contained in [false, true] {
            let spawn = |program: &str| {
                let spawn = Spawn::new(program).arg("x").env_clear().env("A", "B");
                if contained { spawn.contained() } else { spawn }
            };
            spawn("true").start().unwrap().wait(None).unwrap();
            assert_eq!(spawn("false").start().unwrap_err().kind(), ErrorKind::Vetoed);
            let seen = std::mem::take(&mut *SEEN.lock().unwrap());
            assert_eq!(seen, ["'true' ['true', 'x'] ['A=B']", "'false' ['false', 'x'] ['A=B']"]);
        }
        assert_eq!(ostler::process::active_children().unwrap(), []);
    });
}
