//! Words that mean something to other commands and would be names here.

use crate::output::Failure;

/// What is said of a number behind a dash, which is a process group for kill(1).
pub(crate) fn process_group(number: &str) -> Failure {
    let number = number.trim_start_matches('-');
    let message = match number {
        "1" => {
            "-1: every process is `--where all`, the signal stands before the first name".to_owned()
        }
        _ => format!("-{number}: a process group is `-g {number}`"),
    };
    Failure::Usage(message)
}

/// An error if the words were meant for another command; `exact` if they are exact names.
pub(super) fn check(words: &[String], exact: bool) -> Result<(), Failure> {
    let is_option = |word: &String| Slash::of(word).is_some();
    if words.iter().any(is_option) {
        return Err(Failure::Usage(of_taskkill(words)));
    }
    words.iter().try_for_each(|word| one(word, exact))
}

fn one(word: &str, exact: bool) -> Result<(), Failure> {
    if let Some(number) = word.strip_prefix('-')
        && super::pid(number).is_some()
    {
        return Err(process_group(number));
    }
    if !exact {
        return Ok(());
    }
    if let Some(job) = word.strip_prefix('%')
        && (job.is_empty() || job.starts_with(|c: char| c.is_ascii_digit() || "%+-".contains(c)))
    {
        return Err(Failure::Usage(format!(
            "{word}: only the shell knows its jobs; their PIDs are `$(jobs -p {word})`"
        )));
    }
    if ["/", "./", "../"].iter().any(|start| word.starts_with(start))
        || cfg!(windows) && word.contains('\\')
    {
        let letters = word.strip_prefix('/').unwrap_or_default();
        let is_option =
            letters.len() <= 3 && letters.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_option && !letters.is_empty() {
            return Err(Failure::Usage(format!("no such option: {word}; options begin with -")));
        }
        let path = std::path::absolute(word).unwrap_or_else(|_| word.into());
        let path = quoted(&format!("exe == {:?}", path.display().to_string()));
        return Err(Failure::Usage(format!(
            "{word} is a path, and no name of a process; those that run this file are `--where {path}`, those with it on their command line `--full {}`",
            quoted(word)
        )));
    }
    Ok(())
}

/// An option of taskkill's or tasklist's.
#[derive(Clone, Copy)]
enum Slash {
    /// Stands for this.
    Alone(&'static str),
    /// Stands before a name, a number or a filter.
    Before(&'static str),
    /// Stands for this, of tasklist.
    List(&'static str),
}

impl Slash {
    fn of(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "/f" => Self::Alone("--force"),
            "/t" => Self::Alone("--tree"),
            "/im" | "/pid" => Self::Before(""),
            "/fi" => Self::Before("--fi"),
            "/v" => Self::List("--fields +status,cpu_time"),
            "/svc" => Self::List("--fields pid,name,unit"),
            "/nh" => Self::List("--no-header"),
            "/fo" => Self::List("--csv"),
            _ => return None,
        })
    }
}

/// What taskkill's words are here.
fn of_taskkill(words: &[String]) -> String {
    let list = words.iter().any(|word| matches!(Slash::of(word), Some(Slash::List(_))));
    let mut ours: Vec<String> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match Slash::of(word) {
            Some(Slash::Alone(option)) => ours.push(option.to_owned()),
            Some(Slash::List(option)) => {
                ours.push(option.to_owned());
                if option == "--csv" {
                    words.next();
                }
            }
            Some(Slash::Before("")) => names.extend(words.next().map(|word| name(word))),
            Some(Slash::Before(option)) => {
                ours.push(option.to_owned());
                ours.extend(words.next().map(|word| quoted(word)));
            }
            None => names.push(name(word)),
        }
    }
    if names.iter().any(|name| name.contains('*')) {
        ours.push("--glob".to_owned());
    }
    let command = if list { "ps" } else { "kill" };
    ours.extend(names);
    format!("options do not begin with / here: this is `ostler {command} {}`", ours.join(" "))
}

/// A name as it is here.
fn name(word: &str) -> String {
    let end = word.len().saturating_sub(4);
    match word.get(end..) {
        Some(ending) if ending.eq_ignore_ascii_case(".exe") => quoted(&word[..end]),
        _ => quoted(word),
    }
}

/// As a shell takes it for one word.
fn quoted(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:,+=@".contains(&byte);
    if !word.is_empty() && word.bytes().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn said(line: &[&str]) -> String {
        let words: Vec<String> = line.iter().map(|word| (*word).to_owned()).collect();
        match check(&words, true) {
            Err(Failure::Usage(message)) => message,
            other => panic!("{line:?}: {other:?}"),
        }
    }

    #[test]
    fn taskkill() {
        for (words, ours) in [
            (&["/f", "/im", "make.exe"][..], "`ostler kill --force make`"),
            (&["/PID", "12", "/T", "/F"], "`ostler kill --tree --force 12`"),
            (&["/IM", "note*", "/F"], "`ostler kill --force --glob 'note*'`"),
            (&["/fi", "PID gt 5", "/im", "a"], "`ostler kill --fi 'PID gt 5' a`"),
            (&["/v", "/fo", "csv"], "`ostler ps --fields +status,cpu_time --csv `"),
        ] {
            let said = said(words);
            assert!(said.contains(ours.trim_end_matches(" `")), "{said}");
        }
    }

    #[test]
    fn no_names() {
        assert!(said(&["/x"]).contains("no such option: /x"));
        assert!(said(&["make", "/usr/bin/x"]).contains("--where 'exe == \"/usr/bin/x\"'"));
        assert!(said(&["./x"]).contains("--full ./x"));
        assert!(said(&["-123"]).contains("-g 123"));
        assert!(said(&["%1"]).contains("jobs -p %1"));
        let fine = ["make", "kworker/0:1", "-bash", "a%b"].map(str::to_owned);
        assert!(check(&fine, true).is_ok());
        assert!(check(&["/usr/bin/x".to_owned(), "%1".to_owned()], false).is_ok());
    }
}
