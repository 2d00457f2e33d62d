//! What a compiler has said before, for platforms for which none is here: the generated test names all that it found.

use std::collections::HashSet;

use super::pages::NAMES_TEST;
use super::{Platform, Section, Spelling, Status};
use crate::run::{self, Result};

/// Takes over what is recorded for a platform. A name that is in no record is as the tables say.
pub(super) fn believe(sections: &mut [Section], platform: Platform) -> Result {
    let path = run::root().join("crates/ostler").join(NAMES_TEST);
    let test =
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    take_over(sections, platform, &statements(&test, platform));
    Ok(())
}

fn take_over(sections: &mut [Section], platform: Platform, recorded: &HashSet<&str>) {
    for entry in sections.iter_mut().flat_map(|section| &mut section.entries) {
        let forms = entry.spelling.as_ref().map(Spelling::forms).unwrap_or_default();
        let Some(form) = forms.iter().position(|form| recorded.contains(form.as_str())) else {
            let reason = entry.documented.unavailable(platform);
            let state = entry.state(platform);
            if let (Status::Offered, Some(reason)) = (&state.status, reason) {
                state.status = Status::Lacking(reason);
            }
            continue;
        };
        let is_usage = entry.usage.is_some();
        let state = entry.state(platform);
        match state.status {
            Status::Offered => state.form = form,
            Status::NotYet(_) if !is_usage => {
                state.form = form;
                state.status = Status::Offered;
            }
            _ => {}
        }
    }
}

/// The statements of the generated test that are for a platform: all that are behind no gate, or behind one that lets it through.
fn statements(test: &str, platform: Platform) -> HashSet<&str> {
    let system = format!("target_os = \"{}\"", platform.word());
    let lines = test.lines().filter_map(|line| line.strip_prefix("    ")).map(str::trim_start);
    let mut statements = HashSet::new();
    for line in lines {
        match line.strip_prefix("#[cfg(").and_then(|line| line.split_once(")] ")) {
            Some((gate, statement)) if gate.contains(&system) => statements.insert(statement),
            Some(_) => false,
            None => statements.insert(line),
        };
    }
    statements
}

#[cfg(test)]
mod tests {
    use super::super::inventory::Documented;
    use super::super::{Entry, State};
    use super::*;

    const TEST: &str = "mod os {\n    use ostler::os::all as _;\n    \
                        #[cfg(any(target_os = \"linux\", target_os = \"macos\"))] use ostler::os::some as _;\n\n    \
                        fn members() {\n        #[cfg(target_os = \"linux\")] let _ = ostler::os::Own::one;\n    }\n}\n";

    #[test]
    fn statements_are_those_of_a_platform() {
        let on = |platform| statements(TEST, platform);
        assert!(on(Platform::Windows).contains("use ostler::os::all as _;"));
        assert!(!on(Platform::Windows).contains("use ostler::os::some as _;"));
        assert!(on(Platform::Macos).contains("use ostler::os::some as _;"));
        assert!(!on(Platform::Macos).contains("let _ = ostler::os::Own::one;"));
        assert!(on(Platform::Linux).contains("let _ = ostler::os::Own::one;"));
    }

    #[test]
    fn what_is_recorded_is_believed() {
        let entry = |path: &str, availability: &str, status: Status| Entry {
            documented: Documented {
                availability: availability.into(),
                name: path.into(),
                origin: "os".into(),
                kind: "data".into(),
                on_linux: true,
                out: None,
            },
            spelling: Some(Spelling::parse(path)),
            usage: None,
            states: [(); 3].map(|()| State { status: status.clone(), form: 0 }),
            tested: true,
        };
        let not_yet = || Status::NotYet("later".into());
        let entries = vec![
            entry("ostler::os::all", "", not_yet()),
            entry("ostler::os::some", "", not_yet()),
            entry("ostler::os::unheard", "", Status::Offered),
            entry("ostler::os::elsewhere", "Unix", Status::Offered),
        ];
        let mut sections = [Section { name: "os".into(), entries }];
        take_over(&mut sections, Platform::Windows, &statements(TEST, Platform::Windows));
        let on: Vec<&Status> =
            sections[0].entries.iter().map(|entry| entry.on(Platform::Windows)).collect();
        let lacking = Status::Lacking("Unix only".into());
        assert_eq!(on, [&Status::Offered, &not_yet(), &Status::Offered, &lacking]);
    }
}
