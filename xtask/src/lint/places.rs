//! Paths of some machine that got into a file: a checkout, a home.

use crate::run::{self, Result};

pub(super) fn check() -> Result {
    let listed = run::output(run::program("git").args(["ls-files", "-z"]))?;
    let here = run::root().to_string_lossy();
    let mut faults = Vec::new();
    let mut files = 0;
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        // What is no text, or listed and deleted, has no lines.
        let Ok(text) = std::fs::read_to_string(run::root().join(name)) else { continue };
        files += 1;
        for (n, line) in text.lines().enumerate() {
            if let Some(place) = machine_path(line, &here) {
                faults.push(format!("{name}:{}: {place}", n + 1));
            }
        }
    }
    println!("{files} files");
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

/// The first such path in a line: this checkout's, the superuser's home, anybody's home.
fn machine_path<'a>(line: &'a str, here: &str) -> Option<&'a str> {
    let homes = [concat!("/", "root/"), concat!("/", "home/"), concat!("/", "Users/")];
    let is_place = |at: usize| {
        let starts_path = !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        starts_path && line[at + 1..].chars().nth(5).is_some()
    };
    let at = homes
        .iter()
        .flat_map(|home| line.match_indices(home))
        .map(|(at, _)| at)
        .filter(|at| is_place(*at))
        .chain(line.find(here).filter(|_| here.len() > 1))
        .min()?;
    let rest = &line[at..];
    let end = rest.find(|c: char| c.is_whitespace() || "\"'`)".contains(c)).unwrap_or(rest.len());
    Some(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::machine_path;

    #[test]
    fn homes_and_checkouts_are_found() {
        let found = |line: &str| machine_path(line, "/builds/ostler").map(String::from);
        let home = concat!("see `/", "home/ada/src`");
        assert_eq!(found(home).unwrap(), concat!("/", "home/ada/src"));
        assert!(found(concat!("cd /", "root/ostler")).is_some());
        assert!(found("in /builds/ostler/target").is_some());
    }

    #[test]
    fn other_paths_are_not() {
        for line in
            ["/proc/self/fd", "a/home/b", "chroot/root/x", "/etc/passwd", "/home", "/homes/x"]
        {
            assert_eq!(machine_path(line, "/builds/ostler"), None, "{line}");
        }
        assert_eq!(machine_path("a / b", "/"), None);
    }
}
