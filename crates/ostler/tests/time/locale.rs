//! Other locales than C's, made for the test.

use std::ffi::CString;
use std::path::Path;
use std::process::Command;

use ostler::time::{self, Edition, StructTime};

use super::python::{self, Random};
use super::support::in_child;

const LOCALES: [(&str, &str, &str); 10] = [
    ("de_DE", "ISO-8859-1", "de_DE"),
    ("tr_TR", "UTF-8", "tr_TR.UTF-8"),
    ("ru_RU", "UTF-8", "ru_RU.UTF-8"),
    ("el_GR", "UTF-8", "el_GR.UTF-8"),
    ("de_DE", "UTF-8", "de_DE.UTF-8"),
    ("az_AZ", "UTF-8", "az_AZ.UTF-8"),
    ("ja_JP", "UTF-8", "ja_JP.UTF-8"),
    ("sv_SE", "UTF-8", "sv_SE.UTF-8"),
    ("fa_IR", "UTF-8", "fa_IR.UTF-8"),
    ("my_MM", "UTF-8", "my_MM.UTF-8"),
];

/// Makes the locales in a folder; which there are. It takes a while: all of them only where many cases are asked for.
fn make(folder: &Path) -> Vec<&'static str> {
    let count = if python::cases(0) > 0 { LOCALES.len() } else { 2 };
    let made = LOCALES[..count].iter().filter(|(source, charset, name)| {
        let mut localedef = Command::new("localedef");
        localedef.args(["--no-archive", "-i", source, "-f", charset]).arg(folder.join(name));
        localedef.output().is_ok_and(|output| output.status.success()) || folder.join(name).is_dir()
    });
    made.map(|&(_, _, name)| name).collect()
}

fn set(name: &str) -> bool {
    let name = CString::new(name).unwrap();
    // SAFETY: the only other thread is waiting for this one.
    !unsafe { libc::setlocale(libc::LC_ALL, name.as_ptr()) }.is_null()
}

const SCRIPT: &str = r"
import locale, sys, time, _strptime, re
def text(word): return bytes.fromhex(word).decode('utf-8')
zones = time.tzname
for line in sys.stdin:
    name, form, *data = line.rstrip('\n').split('\t')
    locale.setlocale(locale.LC_ALL, name)
    form = text(form)
    fields = (2024, 5, 9, 16, 5, 7, 3, 130, 0) if not data else tuple(map(int, data[0].split()))
    written = time.strftime(form, fields)
    try:
        read = list(_strptime._strptime_time(written, form))
    except (ValueError, re.error) as error:
        read = str(error)
    print(name, ascii(written), ascii(read))
";

#[test]
fn names_and_forms_are_what_the_stock_interpreter_says() {
    let Some((python, edition)) = python::interpreter() else {
        eprintln!("skipped: no interpreter to compare with");
        return;
    };
    in_child("locale::names_and_forms_are_what_the_stock_interpreter_says", || {
        let folder = tempfile::tempdir().unwrap();
        let mut names = make(folder.path());
        // SAFETY: the only other thread is waiting for this one.
        unsafe { std::env::set_var("LOCPATH", folder.path()) };
        // Without the sources of locales something is made, and it is none.
        names.retain(|name| set(name));
        assert!(set("C"));
        if names.is_empty() {
            return eprintln!("skipped: no locales can be made; `apt-get install locales`");
        }
        let mut random = Random::new();
        let mut cases = Vec::new();
        for &name in &names {
            for form in
                ["%c", "%x", "%X", "%A %d. %B %Y", "%a %d %b %Y", "%Y %p %I", "%Od %OB %Ey %r"]
            {
                for _ in 0..12 {
                    let time = time::gmtime(random.below(4_000_000_000) as i64).unwrap();
                    cases.push((name, form, time));
                }
            }
        }
        let line = |(name, form, time): &(&str, &str, StructTime)| {
            let fields = time.fields().map(|field| field.to_string()).join(" ");
            format!("{name}\t{}\t{fields}\n", python::hex(form))
        };
        let input: Vec<String> = cases.iter().map(line).collect();
        let answers = python::run(&python, SCRIPT, input.concat());
        assert_eq!(answers.lines().count(), cases.len());
        let mut read_again = 0;
        for ((name, form, time), theirs) in cases.iter().zip(answers.lines()) {
            assert!(set(name), "{name}");
            let written = time::strftime(form, time).unwrap();
            let parsed = time::strptime_as(written.as_bytes(), form.as_bytes(), edition);
            let read = match &parsed {
                Ok(parsed) => format!("'{:?}'", parsed.time.fields()).replace('\'', ""),
                Err((failure, _)) => {
                    super::strptime::ascii(&failure.message(written.as_bytes(), form.as_bytes()))
                }
            };
            read_again += usize::from(parsed.is_ok());
            assert_eq!(
                format!("{name} {} {read}", super::strptime::ascii(&written)),
                theirs,
                "{form}"
            );
        }
        println!("{} locales, {} times, {read_again} of them read again", names.len(), cases.len());
        // And back: what is kept of a locale is not kept beyond it.
        assert!(set("C"));
        assert_eq!(
            time::strftime("%A %c", &time::gmtime(0).unwrap()).unwrap(),
            "Thursday Thu Jan  1 00:00:00 1970"
        );
        assert!(time::strptime_as(b"Donnerstag", b"%A", Edition::default()).is_err());
    });
}
