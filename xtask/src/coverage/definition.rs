//! What the `ostler` command can be told, by its own account: the completion script it prints comes from the definition by
//! which it reads its arguments.

use std::collections::BTreeMap;

/// The subcommands, each with its options.
#[derive(Default)]
pub(crate) struct Definition {
    subcommands: BTreeMap<String, Vec<Flag>>,
}

/// An option and all its names, dashes included: `-u`, `--euid`, `--user`.
struct Flag {
    names: Vec<String>,
    takes_value: bool,
}

/// A command line, read.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Invocation {
    pub(crate) subcommand: String,
    pub(crate) flags: Vec<Given>,
    /// What is neither an option nor its value.
    pub(crate) words: Vec<String>,
}

/// An option that was given.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Given {
    /// Its first long name, whichever was used.
    pub(crate) name: String,
    pub(crate) value: Option<String>,
}

impl Definition {
    /// Reads a completion script for fish, the plainest of them.
    pub(crate) fn parse(script: &str) -> Self {
        let mut definition = Self::default();
        for line in script.lines() {
            let Some((condition, rest)) = line
                .strip_prefix("complete -c ostler -n \"")
                .and_then(|line| line.split_once("\" "))
            else {
                continue;
            };
            // The description is in quotes, and may have anything in it.
            let (names, behind) = rest.split_once("-d '").unwrap_or((rest, ""));
            if condition == "__fish_ostler_needs_command" {
                if let Some((_, name)) = names.split_once("-a \"") {
                    let name = name.split('"').next().unwrap_or_default();
                    definition.subcommands.entry(name.to_owned()).or_default();
                }
                continue;
            }
            let Some(subcommand) = condition.strip_prefix("__fish_ostler_using_subcommand ") else {
                continue;
            };
            let mut words = names.split_whitespace();
            let mut flag = Flag { names: Vec::new(), takes_value: false };
            while let Some(word) = words.next() {
                match word {
                    "-s" => flag.names.extend(words.next().map(|name| format!("-{name}"))),
                    "-l" => flag.names.extend(words.next().map(|name| format!("--{name}"))),
                    _ => {}
                }
            }
            let behind = behind.rsplit_once('\'').map_or("", |(_, behind)| behind);
            flag.takes_value = behind.split_whitespace().any(|word| word == "-r");
            if !flag.names.is_empty() {
                definition.subcommands.entry(subcommand.to_owned()).or_default().push(flag);
            }
        }
        definition
    }

    pub(crate) fn has(&self, subcommand: &str) -> bool {
        self.subcommands.contains_key(subcommand)
    }

    /// Reads a command line, without the name of the command. The error says what there is not.
    pub(crate) fn read(&self, words: &[String]) -> Result<Invocation, String> {
        let (subcommand, words) =
            words.split_first().ok_or_else(|| "no subcommand is named".to_owned())?;
        let flags = self
            .subcommands
            .get(subcommand)
            .ok_or_else(|| format!("there is no subcommand {subcommand}"))?;
        let mut reader = Reader { flags, found: Vec::new() };
        let mut plain = Vec::new();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if word == "--" {
                plain.extend(words.by_ref().cloned());
            } else if let Some(name) = signal(subcommand, word, words.as_slice().first()) {
                reader.give("--signal", Some(name.to_owned()))?;
                if word == "-s" {
                    words.next();
                }
            } else if word.starts_with("--") {
                match word.split_once('=') {
                    Some((name, value)) => reader.give(name, Some(value.to_owned()))?,
                    None => reader.give_with(word, &mut words)?,
                }
            } else if word.len() > 1 && word.starts_with('-') {
                reader.cluster(&word[1..], &mut words)?;
            } else {
                plain.push(word.clone());
            }
        }
        Ok(Invocation { subcommand: subcommand.clone(), flags: reader.found, words: plain })
    }
}

/// The options of a subcommand, while a line is read.
struct Reader<'a> {
    flags: &'a [Flag],
    found: Vec<Given>,
}

impl Reader<'_> {
    fn find(&self, name: &str) -> Option<&Flag> {
        self.flags.iter().find(|flag| flag.names.iter().any(|known| known == name))
    }

    fn give(&mut self, name: &str, value: Option<String>) -> Result<(), String> {
        let flag = self.find(name).ok_or_else(|| format!("there is no option {name}"))?;
        let long = flag.names.iter().find(|name| name.starts_with("--"));
        let name = long.unwrap_or(&flag.names[0]).clone();
        self.found.push(Given { name, value });
        Ok(())
    }

    /// An option whose value, if it takes one, is the next word. One that may stand alone leaves another option there.
    fn give_with(
        &mut self,
        name: &str,
        words: &mut std::slice::Iter<'_, String>,
    ) -> Result<(), String> {
        let takes_value = self.find(name).is_some_and(|flag| flag.takes_value);
        let next = words.as_slice().first().filter(|next| self.find(next).is_none());
        let value = next.filter(|_| takes_value).cloned();
        if value.is_some() {
            words.next();
        }
        self.give(name, value)
    }

    /// `-qf`, `-d,`: one-letter options together, the last perhaps with its value.
    fn cluster(
        &mut self,
        letters: &str,
        words: &mut std::slice::Iter<'_, String>,
    ) -> Result<(), String> {
        for (at, letter) in letters.char_indices() {
            let name = format!("-{letter}");
            let rest = &letters[at + letter.len_utf8()..];
            if rest.is_empty() {
                return self.give_with(&name, words);
            }
            if self.find(&name).is_some_and(|flag| flag.takes_value) {
                return self.give(&name, Some(rest.to_owned()));
            }
            self.give(&name, None)?;
        }
        Ok(())
    }
}

/// The signal of `ostler kill -9`, `-HUP`, `-s HUP`: no options, and so not in the completions.
fn signal<'a>(subcommand: &str, word: &'a str, next: Option<&'a String>) -> Option<&'a str> {
    let named = |name: &str| {
        name.len() > 1
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name
                .bytes()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || b"+-".contains(&c))
    };
    let numbered = |name: &str| !name.is_empty() && name.bytes().all(|c| c.is_ascii_digit());
    if subcommand != "kill" {
        return None;
    }
    match word {
        "-s" => next.map(String::as_str).filter(|name| named(name)),
        _ => word.strip_prefix('-').filter(|name| named(name) || numbered(name)),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::coverage::shell;

    pub(crate) const SCRIPT: &str = r#"
function __fish_ostler_needs_command
complete -c ostler -n "__fish_ostler_needs_command" -s h -l help -d 'Print help'
complete -c ostler -n "__fish_ostler_needs_command" -f -a "ps" -d 'List processes'
complete -c ostler -n "__fish_ostler_needs_command" -f -a "kill" -d 'Stop processes'
complete -c ostler -n "__fish_ostler_using_subcommand ps" -s u -l euid -l user -d 'Of these users' -r
complete -c ostler -n "__fish_ostler_using_subcommand ps" -s d -l delimiter -d 'It\'s -l between' -r
complete -c ostler -n "__fish_ostler_using_subcommand ps" -l watch -d 'Again' -r
complete -c ostler -n "__fish_ostler_using_subcommand ps" -l sort -d 'By' -r
complete -c ostler -n "__fish_ostler_using_subcommand ps" -s q -l quiet -d 'Only -r'
complete -c ostler -n "__fish_ostler_using_subcommand ps" -s f -l full -d 'Whole'
complete -c ostler -n "__fish_ostler_using_subcommand ps" -l where -d 'For which' -r
complete -c ostler -n "__fish_ostler_using_subcommand kill" -s s -l session -d 'In these' -r
complete -c ostler -n "__fish_ostler_using_subcommand kill" -l signal -d 'Send' -r
complete -c ostler -n "__fish_ostler_using_subcommand kill" -s l -l list -d 'List signals'
"#;

    fn read(line: &str) -> Result<Invocation, String> {
        Definition::parse(SCRIPT).read(&shell::words(line))
    }

    fn flags(line: &str) -> Vec<String> {
        let shown = |given: Given| match given.value {
            Some(value) => format!("{}={value}", given.name),
            None => given.name,
        };
        read(line).unwrap().flags.into_iter().map(shown).collect()
    }

    #[test]
    fn options_go_by_one_name() {
        assert_eq!(flags("ps -u root --user=daemon"), ["--euid=root", "--euid=daemon"]);
        assert_eq!(flags("ps -qf make"), ["--quiet", "--full"]);
        assert_eq!(flags("ps -qd, make"), ["--quiet", "--delimiter=,"]);
        assert_eq!(flags("ps --sort -rss --watch -q"), ["--sort=-rss", "--watch", "--quiet"]);
        assert_eq!(read("ps -q make 12 -- -u").unwrap().words, ["make", "12", "-u"]);
    }

    #[test]
    fn signals_as_kill_says_them() {
        assert_eq!(flags("kill -9 12"), ["--signal=9"]);
        assert_eq!(flags("kill -HUP x"), ["--signal=HUP"]);
        assert_eq!(flags("kill -s HUP x"), ["--signal=HUP"]);
        assert_eq!(flags("kill -s 12 -l"), ["--session=12", "--list"]);
    }

    #[test]
    fn what_there_is_not() {
        assert_eq!(read("pss").unwrap_err(), "there is no subcommand pss");
        assert_eq!(read("ps --no").unwrap_err(), "there is no option --no");
        assert_eq!(read("ps -qz").unwrap_err(), "there is no option -z");
        assert!(read("ps -9").is_err());
        assert!(read("").is_err());
    }
}
