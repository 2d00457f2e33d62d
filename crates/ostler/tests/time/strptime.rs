//! Reading times.

use std::collections::HashSet;
use std::fmt::Write as _;

use ostler::time::{self, Edition, Parsed};

use super::python::{self, Random};

const SCRIPT: &str = r"
import _strptime, re, sys
def text(word): return bytes.fromhex(word).decode('utf-8', 'surrogatepass')
out = []
for line in sys.stdin:
    data, form = map(text, line.rstrip('\n').split('\t'))
    try:
        fields, micro, offset = _strptime._strptime(data, form)
        out.append(' '.join(map(str, [*fields[:9], ascii(fields[9]), fields[10], micro, offset])))
    except (ValueError, re.error) as error:
        out.append(ascii(str(error)))
print('\n'.join(out))
";

/// As the script shows it.
fn shown(parsed: &Parsed) -> String {
    let mut line = String::new();
    for field in parsed.time.fields() {
        write!(line, "{field} ").unwrap();
    }
    let zone = parsed.time.tm_zone.as_ref();
    let zone = zone.map_or("None".to_owned(), |zone| ascii(&zone.to_string()));
    let east = parsed.time.tm_gmtoff.map_or("None".to_owned(), |east| east.to_string());
    write!(line, "{zone} {east} {} {}", parsed.microsecond, parsed.gmtoff_microsecond).unwrap();
    line
}

/// Python's `ascii(text)`.
pub(crate) fn ascii(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut shown = String::from(quote);
    for c in text.chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            '\\' => shown.push_str("\\\\"),
            c if c == quote => write!(shown, "\\{c}").unwrap(),
            ' '..='~' => shown.push(c),
            c if u32::from(c) < 0x100 => write!(shown, "\\x{:02x}", u32::from(c)).unwrap(),
            c if u32::from(c) < 0x10000 => write!(shown, "\\u{:04x}", u32::from(c)).unwrap(),
            c => write!(shown, "\\U{:08x}", u32::from(c)).unwrap(),
        }
    }
    shown.push(quote);
    shown
}

fn ours(text: &str, format: &str, edition: Edition) -> String {
    match time::strptime_as(text.as_bytes(), format.as_bytes(), edition) {
        Ok(parsed) => shown(&parsed),
        Err((failure, _)) => ascii(&failure.message(text.as_bytes(), format.as_bytes())),
    }
}

const DIRECTIVES: &[u8] = b"YmdHMSYmdHMSyjaAbBpIfzZUWwuGVcxX%YmdHMSeklPDFTRrnt:O";
const BETWEEN: [&str; 26] = [
    "-", "/", ":", " ", " ", "T", ".", ",", "  ", "\t\n", "", "", "(", "k", "S", "İ", "é", "ß",
    "\u{a0}", "of", "]", "|", "\u{1c}", "Σ", "#", "'",
];

/// A format, and a text that has a good chance to fit it.
fn pair(random: &mut Random) -> (String, String) {
    let (mut text, mut format) = (String::new(), String::new());
    let count = 1 + random.below(7);
    let iso = random.chance(8);
    for n in 0..count {
        let letter = match n {
            0..3 if iso => b"GVu"[n],
            _ => random.one(DIRECTIVES),
        };
        format.push('%');
        if random.chance(2) {
            format.push_str(random.one(&["-", "05", "_", "^", "#12", "E"]));
        }
        match letter {
            b':' => format.push_str(":z"),
            b'O' => format.push_str(random.one(&["Od", "Oe", "Oy", "OC", "OH", "Op", "Ou"])),
            letter => format.push(letter.into()),
        }
        text.push_str(&value(letter, random));
        let between =
            if random.chance(70) { random.one(&BETWEEN[..8]) } else { random.one(&BETWEEN) };
        format.push_str(between);
        if between.trim().is_empty() && !between.is_empty() && random.chance(30) {
            text.push_str(random.one(&["\u{2003}", "  ", "\n", " \u{a0}"]));
        } else {
            text.push_str(between);
        }
    }
    match random.below(20) {
        0 => format.push('%'),
        1 => {
            format.push('%');
            format.push(random.one(&[
                'Q', 'é', '(', '-', ' ', '\\', 'E', 's', '\u{1c}', 'T', 'O', ':', '5', '.',
            ]));
        }
        2..=5 => {
            let at = random.below(text.chars().count() + 1);
            let mut all: Vec<char> = text.chars().collect();
            match random.below(3) {
                0 => all.insert(
                    at,
                    random.one(&['0', '1', '9', ' ', '٣', 'Z', ':', '.', '\'', '\u{ad}']),
                ),
                1 if at < all.len() => _ = all.remove(at),
                _ if at < all.len() => {
                    all[at] = random.one(&['0', '5', '7', ' ', '٠', '२', '+', 'ſ', 'K']);
                }
                _ => {}
            }
            text = all.into_iter().collect();
        }
        6 => text.make_ascii_uppercase(),
        7 => text.push_str(random.one(&["0", " ", "x", "\n"])),
        _ => {}
    }
    (text, format)
}

/// What might stand for a directive.
fn value(letter: u8, random: &mut Random) -> String {
    let day = random.one(&["Mon", "tue", "Wed", "THU", "Fri", "Sat", "Sun", "ſat", "frİ"]);
    let number = |random: &mut Random, limit: usize, width: usize| {
        let number = random.below(limit);
        if random.chance(75) { format!("{number:0width$}") } else { number.to_string() }
    };
    match letter {
        b'Y' | b'G' => match random.below(12) {
            0 => random.one(&["0000", "0001", "9999", "1", "123", "٢٠٢٤", "1904"]).to_owned(),
            _ => (1000 + random.below(9000)).to_string(),
        },
        b'l' | b'k' if random.chance(30) => format!(" {}", random.below(10)),
        b'm' | b'I' | b'l' => number(random, 14, 2),
        b'd' | b'e' if random.chance(5) => random.one(&[" 5", "29", "31", "3٠", "1٠"]).to_owned(),
        b'd' | b'e' => number(random, 33, 2),
        b'H' | b'k' => number(random, 25, 2),
        b'M' => number(random, 61, 2),
        b'S' => number(random, 63, 2),
        b'y' => number(random, 100, 2),
        b'j' => number(random, 368, 3),
        b'U' | b'W' | b'V' => number(random, 55, 2),
        b'w' | b'u' => random.below(8).to_string(),
        b'f' => random.one(&["0", "25", "123456", "1234567", "000001", "٣"]).to_owned(),
        b'z' | b':' => random
            .one(&[
                "Z",
                "z",
                "+0000",
                "-0130",
                "+05:30",
                "+05:30:15",
                "-01:3030",
                "+05:3030.5",
                "",
                "-053015",
                "+053015.25",
                "-05:30:15.000001",
                "+0100:30",
                "+01:0030",
                "+0100:3",
                "+01",
                "-2359",
                "+٠١00",
                "+0160",
                "+01:00:00.1234567",
            ])
            .to_owned(),
        b'Z' => random.one(&["UTC", "utc", "GMT", "CET", "cest", "CEST", "EST", ""]).to_owned(),
        b'a' => day.to_owned(),
        b'A' => random
            .one(&["Monday", "tuesday", "Wednesday", "THURSDAY", "Fri", "Saturday", "Sunday"])
            .to_owned(),
        b'b' => random.one(&["Jan", "feb", "MAR", "May", "Sep", "dec", "Junk"]).to_owned(),
        b'B' => random
            .one(&["January", "february", "MARCH", "May", "September", "december", "ſeptember"])
            .to_owned(),
        b'p' | b'P' => random.one(&["AM", "pm", "Pm", "am", "xm"]).to_owned(),
        b'c' => {
            let hour = random.below(24);
            format!(
                "{day} Feb {:2} {hour:02}:0{}:5{} 20{}",
                random.below(31),
                random.below(10),
                random.below(10),
                10 + random.below(89)
            )
        }
        b'x' | b'D' => {
            format!("{}/{}/{}", number(random, 13, 2), number(random, 31, 2), number(random, 99, 2))
        }
        b'X' | b'T' => {
            format!("{}:{}:{}", number(random, 24, 2), number(random, 60, 2), number(random, 62, 2))
        }
        b'R' => format!("{}:{}", number(random, 24, 2), number(random, 60, 2)),
        b'F' => format!(
            "20{:02}-{}-{}",
            random.below(100),
            number(random, 13, 2),
            number(random, 31, 2)
        ),
        b'r' => format!("{}:{}:05 PM", number(random, 13, 2), number(random, 60, 2)),
        b'n' | b't' => random.one(&["", " ", "\t\u{2003}", "\n", "x"]).to_owned(),
        b'O' => random.one(&["", "", "05", "am"]).to_owned(),
        letter => char::from(letter).to_string(),
    }
}

#[test]
fn pairs_at_random_are_what_the_stock_interpreter_says() {
    let Some((python, edition)) = python::interpreter() else {
        eprintln!("skipped: no interpreter to compare with");
        return;
    };
    // The zone is the process's: in a child.
    super::support::in_child(
        "strptime::pairs_at_random_are_what_the_stock_interpreter_says",
        || {
            // SAFETY: the only other thread is waiting for this one.
            unsafe { std::env::set_var("TZ", "Europe/Paris") };
            time::tzset().unwrap();
            let mut random = Random::new();
            let mut left = python::cases(20_000);
            while left > 0 {
                let count = left.min(50_000);
                left -= count;
                let pairs: Vec<(String, String)> = (0..count).map(|_| pair(&mut random)).collect();
                let line = |(text, format): &(String, String)| {
                    format!("{}\t{}\n", python::hex(text), python::hex(format))
                };
                let input: Vec<String> = pairs.iter().map(line).collect();
                let answers = python::run(&python, SCRIPT, input.concat());
                let mut wrong = Vec::new();
                let mut fitting = 0;
                for ((text, format), theirs) in pairs.iter().zip(answers.lines()) {
                    let ours = ours(text, format, edition);
                    fitting += usize::from(ours.starts_with(|c: char| c.is_ascii_digit()));
                    if ours != theirs {
                        wrong.push(format!(
                            "{text:?} {format:?}\n  ours   {ours}\n  theirs {theirs}"
                        ));
                    }
                }
                assert_eq!(answers.lines().count(), count);
                println!("{count} pairs, {fitting} of them fit");
                assert!(
                    wrong.is_empty(),
                    "{} differ\n{}",
                    wrong.len(),
                    wrong[..wrong.len().min(20)].join("\n")
                );
            }
        },
    );
}

#[test]
fn letters_digits_and_spaces_are_those_of_the_stock_interpreter() {
    let Some((python, _)) = python::interpreter() else {
        eprintln!("skipped: no interpreter to compare with");
        return;
    };
    // Every letter with a case that the interpreter knows, and those that it holds to be the same; digits; spaces.
    let script = r"
import re, sys, unicodedata
known = [c for c in map(chr, range(0x110000)) if unicodedata.category(c) not in ('Cn', 'Cs')]
cased = [c for c in known if c.lower() != c or c.upper() != c or c.casefold() != c]
print(''.join(cased))
everything = ''.join(cased)
for c in cased[::int(sys.stdin.read())]:
    print(c, ''.join(re.compile(re.escape(c), re.IGNORECASE).findall(everything)))
print('unassigned', ''.join(c for c in map(chr, range(0x20000)) if unicodedata.category(c) == 'Cn'))
print('digits', ''.join(c for c in known if c.isdecimal()))
print('spaces', ascii(''.join(c for c in known if c.isspace())))
";
    let step = if python::cases(0) > 0 { 1 } else { 50 };
    let answers = python::run(&python, script, step.to_string());
    let mut lines = answers.lines();
    let cased: Vec<String> = lines.next().unwrap().chars().map(String::from).collect();
    let reads = |text: &str, format: &str| time::strptime(text, format).is_ok();
    let mut unassigned = HashSet::new();
    for line in lines {
        let (key, same) = line.split_once(' ').unwrap();
        match key {
            "unassigned" => unassigned = same.chars().collect(),
            "digits" => {
                for c in ('0'..=char::MAX).take_while(|&c| c < '\u{20000}') {
                    // Of a newer Unicode than the interpreter's.
                    if unassigned.contains(&c) {
                        continue;
                    }
                    assert_eq!(reads(&format!("1{c}"), "%M"), same.contains(c), "{c:?}");
                }
            }
            "spaces" => {
                for c in ('\u{80}'..=char::MAX).take_while(|&c| c < '\u{4000}') {
                    let escaped = ascii(&c.to_string()).replace('\'', "");
                    assert_eq!(reads(&format!("1{c}2"), "%H %M"), same.contains(&escaped), "{c:?}");
                }
            }
            letter => {
                let ours: String =
                    cased.iter().filter(|c| reads(c, letter)).map(String::as_str).collect();
                assert_eq!(ours, same, "{letter}");
            }
        }
    }
}
