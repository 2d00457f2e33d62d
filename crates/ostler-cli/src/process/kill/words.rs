//! Signals among the words of the command line, and letters that mean something else to other commands.

use std::ffi::OsString;

use ostler::process::nearest;
use ostler::signal::Signal;

use crate::output::Failure;
use crate::process::select;
use crate::process::system;

/// Turns the ways in which other commands are told a signal into `--signal`: `-9`, `-HUP`, `-sighup`, `-s9`.
///
/// Where processes are acted upon a word of several letters after one dash is a signal or a mistake, never a row of options:
/// `-vtalrm` with a letter too few would be the options `-v`, `-t`, and mean others.
pub(crate) fn with_signals(words: Vec<OsString>) -> Result<Vec<OsString>, Failure> {
    let command = words.get(1).and_then(|word| word.to_str()).unwrap_or_default().to_owned();
    if !["kill", "suspend", "resume"].contains(&command.as_str()) {
        return Ok(words);
    }
    let mut read = Words { command, signal: false, read: Vec::with_capacity(words.len()) };
    let mut words = words.into_iter();
    read.read.extend(words.by_ref().take(2));
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        if word == "--" {
            read.read.push(word);
            read.behind(words)?;
            break;
        }
        let Some(name) = word.to_str().and_then(option) else {
            read.read.push(word);
            continue;
        };
        let next = words.peek().and_then(|next| next.to_str()).unwrap_or_default();
        read.option(name, next)?;
    }
    Ok(read.read)
}

/// What stands behind a single dash.
fn option(word: &str) -> Option<&str> {
    word.strip_prefix('-').filter(|name| !name.is_empty() && !name.starts_with('-'))
}

/// The words that have been read.
struct Words {
    command: String,
    /// Whether there was a signal.
    signal: bool,
    read: Vec<OsString>,
}

impl Words {
    fn option(&mut self, name: &str, next: &str) -> Result<(), Failure> {
        let mut letters = name.chars();
        let (first, second) = (letters.next().unwrap_or_default(), letters.next());
        if second.is_none() && !first.is_ascii_digit() {
            self.letter(first, next)?;
        } else if is_signal(name) {
            return self.signal(name);
        } else if is_number(name) {
            return Err(select::process_group(name));
        } else if self.command == "kill" {
            let value = name.split_at(first.len_utf8()).1.trim_start_matches('=');
            match first {
                's' if is_signal(value) => return self.signal(value),
                'l' if is_number(value) => {
                    self.read.extend(["-l".into(), value.into()]);
                    return Ok(());
                }
                _ => {}
            }
        }
        if second.is_some_and(char::is_alphabetic) {
            return Err(self.several(name));
        }
        self.read.push(format!("-{name}").into());
        Ok(())
    }

    fn signal(&mut self, name: &str) -> Result<(), Failure> {
        if self.command != "kill" {
            return Err(Failure::Usage(format!(
                "{} sends no other signal; `ostler kill -{name}` does",
                self.command
            )));
        }
        // For kill(2) the second one is a process group, or every process there is.
        if self.signal && is_number(name) {
            return Err(select::process_group(name));
        }
        self.signal = true;
        self.read.push(format!("--signal={name}").into());
        Ok(())
    }

    /// An option of one letter, before another word. Some letters take no value here that take one in other commands: what
    /// was meant as a value would be the number or the name of a process.
    fn letter(&self, letter: char, next: &str) -> Result<(), Failure> {
        let lead = next.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let is_time = lead.len() < next.len() && lead.len() == 1 && lead.is_ascii();
        let hint = match letter {
            'v' => "`--inverse` is all the others, `--echo` says what became of each",
            _ if self.command != "kill" => return Ok(()),
            'n' if is_number(next) || is_signal(next) => {
                "a signal is `-9` or `-s 9`; the process that was started last is `--newest`"
            }
            'o' if is_number(next) || is_time => {
                "started longer ago is `--older-than 5m`; the process that was started first is `--oldest`"
            }
            'y' if is_time => {
                "started less long ago is `--younger-than 5m`; without a question is `--yes`"
            }
            'q' if is_number(next) => {
                "signals are sent without a value beside them; without a word is `--quiet`"
            }
            's' if is_number(next) && !is_signal(next) => {
                "a signal has another number; sessions are `--session`"
            }
            _ => return Ok(()),
        };
        let word = if letter == 'v' { String::new() } else { format!(" {next}") };
        Err(Failure::Usage(format!("-{letter}{word}: not here; {hint}")))
    }

    /// Why several letters are a mistake.
    fn several(&self, name: &str) -> Failure {
        let mut hint = "options of one letter stand one by one: `-f -q`".to_owned();
        if self.command == "kill" {
            let upper = name.to_ascii_uppercase();
            let names: Vec<String> = system::signals().map(system::name).collect();
            let names = names.iter().map(|name| name.trim_start_matches("SIG"));
            let near = nearest(upper.trim_start_matches("SIG"), names);
            hint = match near.first() {
                Some(near) => format!("did you mean -{near}? {hint}"),
                None => format!("`ostler kill -l` lists signals; {hint}"),
            };
            return Failure::Usage(format!("no such signal: -{name}; {hint}"));
        }
        Failure::Usage(format!("no such option: -{name}; {hint}"))
    }

    /// Behind `--` there are only names.
    fn behind(&mut self, words: impl Iterator<Item = OsString>) -> Result<(), Failure> {
        for word in words {
            if let Some(name) = word.to_str().and_then(option)
                && is_signal(name)
                && !is_number(name)
            {
                return Err(Failure::Usage(format!(
                    "-{name} behind -- is a name; a signal stands before it, and a process of that name is `--where 'name == \"-{name}\"'`"
                )));
            }
            self.read.push(word);
        }
        Ok(())
    }
}

fn is_number(text: &str) -> bool {
    select::pid(text).is_some()
}

/// Whether it is the name or the number of a signal, here or on other systems.
fn is_signal(text: &str) -> bool {
    if is_number(text) {
        let number = text.parse::<u8>().ok();
        return number.is_some_and(|number| system::can_be_sent(Signal::from_raw(number.into())));
    }
    !text.is_empty()
        && (system::signal(text).is_ok() || system::is_elsewhere(&text.to_ascii_uppercase()))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn told(line: &str) -> Result<String, String> {
        let words = with_signals(line.split(' ').map(OsString::from).collect());
        match words {
            Ok(words) => {
                let words = words.into_iter().map(|word| word.into_string().unwrap());
                Ok(words.collect::<Vec<_>>().join(" "))
            }
            Err(Failure::Usage(message)) => Err(message),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn signals_as_others_say_them() {
        for (line, expected) in [
            ("o kill -9 12", "o kill --signal=9 12"),
            ("o kill -HUP x", "o kill --signal=HUP x"),
            ("o kill -SIGHUP x", "o kill --signal=SIGHUP x"),
            ("o kill -s HUP x", "o kill -s HUP x"),
            ("o kill -sHUP x", "o kill --signal=HUP x"),
            ("o kill -s9 x", "o kill --signal=9 x"),
            ("o kill -s=9 x", "o kill --signal=9 x"),
            ("o kill x -9", "o kill x --signal=9"),
            ("o kill -RTMIN+1 x", "o kill --signal=RTMIN+1 x"),
            ("o kill -l9", "o kill -l 9"),
            ("o kill -P123 -u=root", "o kill -P123 -u=root"),
        ] {
            assert_eq!(told(line).as_deref(), Ok(expected));
        }
        for same in ["o ps -9", "o ps -vx", "o kill -u root", "o kill -A x", "o kill -x -f x"] {
            assert_eq!(told(same).as_deref(), Ok(same));
        }
    }

    /// Each is a row of options to a parser of options: `-io`, `-hup`, `-vtalrm`.
    #[test]
    fn every_signal_in_any_case() {
        for signal in system::signals() {
            let name = system::name(signal);
            let short = name.trim_start_matches("SIG");
            for name in [short.to_ascii_lowercase(), short.to_owned(), name.to_ascii_lowercase()] {
                let expected = Ok(format!("o kill --signal={name} x"));
                assert_eq!(told(&format!("o kill -{name} x")), expected);
            }
        }
    }

    #[test]
    fn letters_that_would_hit_others() {
        for line in [
            "o kill -vtalr x",
            "o kill -fq x",
            "o kill -uroot",
            "o kill -v x",
            "o kill -n 9 12",
            "o kill -n KILL 12",
            "o kill -q 5 12",
            "o kill -o 5m make",
            "o kill -y 5m make",
            "o kill -s 12345 x",
            "o kill -9 -1",
            "o kill -9 -5",
            "o kill -12345",
            "o kill -- -HUP x",
            "o suspend -stop x",
            "o suspend -io x",
            "o resume -v x",
        ] {
            assert!(told(line).is_err(), "{line}: {:?}", told(line));
        }
        let message = told("o kill -trem x").unwrap_err();
        assert!(message.contains("-TERM"), "{message}");
        for same in ["o kill -y 5", "o kill -n make", "o suspend -q 12", "o kill -- x"] {
            assert_eq!(told(same).as_deref(), Ok(same));
        }
    }
}
