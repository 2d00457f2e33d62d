//! How often a text is read, or refused, as the reference has it: ours, jiff and chrono, with the stock interpreter as the judge.
//!
//! The other two answer to definitions of their own. So that they are not counted as wrong for a gap that their callers
//! fill, what a text does not say is for all of them what the reference has for it.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use chrono::format::{Parsed, StrftimeItems};
use chrono::{Datelike as _, NaiveDate, NaiveTime, Timelike as _};
use jiff::civil::{Date, Time};
use jiff::fmt::strtime;
use ostler::time;

/// What a text comes out as: year, month, day, hour, minute, second, microsecond, seconds east; nothing if it is refused.
type Read = Option<[i64; 8]>;

/// A kind of text, the formats, and texts of it. A `{}` in a text is each of a few numbers in turn.
const KINDS: [(&str, &[&str], &[&str]); 14] = [
    (
        "numbers with and without leading zeros",
        &["%Y-%m-%d %H:%M:%S"],
        &["2024-{}-3 4:5:6", "2024-0{}-03 04:05:06", "2024-1-{} 0:0:0", "2024-12-1{} 23:59:{}"],
    ),
    (
        "no space where the format has some, or more",
        &["%d %b %Y", "%H:%M :%S"],
        &["{}Feb2024", "{}  Feb\t2024", "1{} Feb  2024", "{}:30:15", "1{}:30   :15", "{}:30\n:1{}"],
    ),
    (
        "names in whatever case",
        &["%a %d %b %Y", "%A, %d %B %Y"],
        &[
            "THU 29 feb 2024",
            "thu {} FEB 2024",
            "Thursday, 2{} february 2024",
            "sunday, {} MAY 2024",
        ],
    ),
    (
        "twelve hours",
        &["%I:%M %p", "%d/%m/%y %I%p"],
        &[
            "12:0{} am",
            "12:3{} PM",
            "{}:15 pm",
            "0{}:15 Am",
            "29/02/24 {}PM",
            "1/{}/24 12am",
            "13:0{} pm",
        ],
    ),
    (
        "years of two digits",
        &["%d/%m/%y", "%y%m%d"],
        &["1/2/6{}", "1/2/{}8", "6{}0102", "0{}1231", "7{}0630"],
    ),
    (
        "the day of the year",
        &["%Y-%j", "%j %Y", "%y%j"],
        &["2024-06{}", "2024-{}", "2023-36{}", "6{} 2024", "366 202{}", "24{}", "2406{}"],
    ),
    (
        "weeks and their days",
        &["%Y-%U-%w", "%Y %W %a"],
        &["2024-0{}-{}", "2024-1{}-0", "2023-5{}-6", "2024 {} Mon", "2023 1{} sun", "2024 00 Tue"],
    ),
    (
        "weeks of ISO 8601",
        &["%G-W%V-%u", "%GW%V%u"],
        &["2024-W0{}-{}", "2023-W1{}-7", "2024-W{}-1", "2020-W53-{}", "2024W0{}{}", "2026W3{}1"],
    ),
    (
        "offsets",
        &["%H:%M%z", "%Y-%m-%dT%H:%M:%S %z"],
        &[
            "12:0{}+0130",
            "12:0{}-01:30",
            "12:0{}Z",
            "12:00+0{}:30:15",
            "2024-02-2{}T1:2:3 -0{}00",
            "12:3{} +0200",
        ],
    ),
    (
        "fractions",
        &["%S.%f", "%H:%M:%S.%f"],
        &["1.{}", "1.{}5", "59.00000{}", "1:2:3.12345{}", "1:2:3.1234567{}", "23:59:59.{}00"],
    ),
    (
        "a part of a date only",
        &["%Y", "%Y-%m", "%H:%M", "%M", "%d", "%b"],
        &["202{}", "2024-{}", "2024-0{}", "1{}:30", "5{}", "{}", "feb"],
    ),
    (
        "what the C library writes",
        &["%c", "%x", "%X"],
        &[
            "Thu Feb 29 2{}:59:58 2024",
            "Thu Feb  {} 01:02:03 2024",
            "02/1{}/24",
            "0{}/28/69",
            "1{}:05:06",
        ],
    ),
    ("leap seconds", &["%H:%M:%S"], &["23:59:6{}", "0:0:6{}", "23:5{}:61"]),
    (
        "what there is not",
        &["%Y-%m-%d", "%H:%M", "%d %b %Y", "%Y-%m-%d %H:%M:%S"],
        &[
            "2024-02-3{}",
            "2023-02-29",
            "2024-13-0{}",
            "24:0{}",
            "1:6{}",
            "29 Feb 202{}",
            "2024-02-2{}x",
            "2024-1-1 1:1:1 {}",
            "-1-1-{}",
        ],
    ),
];

/// Prints the table.
pub(crate) fn print() {
    let pairs: Vec<(usize, String, &str)> =
        (0..).zip(KINDS).flat_map(|(kind, it)| pairs(kind, it)).collect();
    let Some(judged) = judge(&pairs) else {
        println!("\nNo interpreter to compare with.");
        return;
    };
    println!("\n## Dates that come out as the reference has them\n");
    println!(
        "| kind | texts | of these times | time::strptime | jiff | chrono | not so, for instance |"
    );
    println!("|---|--:|--:|--:|--:|--:|---|");
    let mut total = [0; 5];
    for (kind, (title, ..)) in KINDS.iter().enumerate() {
        let mut counts = [0; 5];
        let mut wrong = [None; 3];
        for ((_, text, format), expected) in
            pairs.iter().zip(&judged).filter(|((of, ..), _)| *of == kind)
        {
            counts[0] += 1;
            counts[1] += usize::from(expected.is_some());
            let answers = [ours(text, format), jiff(text, format), chrono(text, format)];
            for (which, answer) in answers.into_iter().enumerate() {
                if answer == *expected {
                    counts[2 + which] += 1;
                } else {
                    wrong[which].get_or_insert((text, *format, answer));
                }
            }
        }
        let examples = ["ours", "jiff", "chrono"].into_iter().zip(wrong).filter_map(|(who, it)| {
            let (text, format, answer) = it?;
            let did = if answer.is_some() { "misread" } else { "refused" };
            Some(format!("{who}: {text:?} as `{format}` {did}"))
        });
        line(title, counts, &examples.collect::<Vec<_>>().join("; "));
        for (total, count) in total.iter_mut().zip(counts) {
            *total += count;
        }
    }
    line("all", total, "");
}

fn line(title: &str, [texts, times, ours, jiff, chrono]: [usize; 5], examples: &str) {
    println!("| {title} | {texts} | {times} | {ours} | {jiff} | {chrono} | {examples} |");
}

fn pairs(
    kind: usize,
    (_, formats, texts): (&str, &'static [&'static str], &[&str]),
) -> Vec<(usize, String, &'static str)> {
    let mut pairs = Vec::new();
    for text in texts {
        let numbers = if text.contains("{}") { 0..10 } else { 0..1 };
        for number in numbers {
            let text = text.replace("{}", &number.to_string());
            pairs.extend(formats.iter().map(|format| (kind, text.clone(), *format)));
        }
    }
    pairs
}

/// What the stock interpreter says, if there is one.
fn judge(pairs: &[(usize, String, &str)]) -> Option<Vec<Read>> {
    const SCRIPT: &str = "\
import sys, _strptime
for line in sys.stdin.read().split('\\0')[:-1]:
    text, form = line.split('\\1')
    try:
        fields, micro, offset = _strptime._strptime(text, form)
        print(*fields[:6], micro, fields[10] or 0)
    except ValueError:
        print()
";
    let input = pairs.iter().fold(String::new(), |mut input, (_, text, format)| {
        let _ = write!(input, "{text}\x01{format}\0");
        input
    });
    let mut command =
        Command::new(std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()));
    command.args(["-W", "ignore", "-c", SCRIPT]).env("LC_ALL", "C.UTF-8");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut stdin = child.stdin.take()?;
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    let said = String::from_utf8(output.stdout).expect("numbers");
    let read = |line: &str| {
        let numbers: Vec<i64> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
        numbers.try_into().ok()
    };
    let answers: Vec<Read> = said.lines().map(read).collect();
    assert_eq!(answers.len(), pairs.len(), "the interpreter ended early");
    Some(answers)
}

fn ours(text: &str, format: &str) -> Read {
    let read = time::strptime_parts(text, format).ok()?;
    let [year, month, day, hour, minute, second, ..] = read.time.fields();
    let east = read.time.tm_gmtoff.unwrap_or(0);
    Some([year, month, day, hour, minute, second, read.microsecond.into(), east])
}

fn jiff(text: &str, format: &str) -> Read {
    let read = strtime::parse(format, text).ok()?;
    let dated = read.year().is_some() || read.iso_week_year().is_some();
    let date = if dated {
        read.to_date().or_else(|error| match (read.month(), read.day(), read.day_of_year()) {
            (month, None, None) => Date::new(read.year().ok_or(error)?, month.unwrap_or(1), 1),
            _ => Err(error),
        })
    } else {
        Date::new(1900, read.month().unwrap_or(1), read.day().unwrap_or(1))
    };
    let (date, time) = (date.ok()?, read.to_time().unwrap_or(partial(&read)?));
    let east = read.offset().map_or(0, jiff::tz::Offset::seconds);
    Some([
        date.year().into(),
        date.month().into(),
        date.day().into(),
        time.hour().into(),
        time.minute().into(),
        time.second().into(),
        i64::from(time.subsec_nanosecond() / 1000),
        east.into(),
    ])
}

fn partial(read: &strtime::BrokenDownTime) -> Option<Time> {
    let part = |part: Option<i8>| part.unwrap_or(0);
    Time::new(
        part(read.hour()),
        part(read.minute()),
        part(read.second()),
        read.subsec_nanosecond().unwrap_or(0),
    )
    .ok()
}

fn chrono(text: &str, format: &str) -> Read {
    let mut read = Parsed::new();
    chrono::format::parse(&mut read, text, StrftimeItems::new(format)).ok()?;
    let dated = [read.year().is_some(), read.year_mod_100().is_some(), read.isoyear().is_some()];
    if !dated.contains(&true) {
        read.set_year(1900).ok()?;
    }
    if read.ordinal().is_none() && read.weekday().is_none() {
        if read.month().is_none() {
            read.set_month(1).ok()?;
        }
        if read.day().is_none() {
            read.set_day(1).ok()?;
        }
    }
    let date: NaiveDate = read.to_naive_date().ok()?;
    if read.hour_div_12().is_none() {
        read.set_hour(0).ok()?;
    }
    if read.minute().is_none() {
        read.set_minute(0).ok()?;
    }
    if read.second().is_none() {
        read.set_second(0).ok()?;
    }
    let time: NaiveTime = read.to_naive_time().ok()?;
    let (leap, nanosecond) = (time.nanosecond() / 1_000_000_000, time.nanosecond() % 1_000_000_000);
    Some([
        date.year().into(),
        date.month().into(),
        date.day().into(),
        time.hour().into(),
        time.minute().into(),
        (time.second() + leap).into(),
        (nanosecond / 1000).into(),
        read.offset().unwrap_or(0).into(),
    ])
}
