//! Which distribution: the format, the files, the errors.

use ostler::platform::{self, OsRelease, first_os_release};
use ostler::{ErrorKind, errno};
use proptest::prelude::*;

use crate::python::python;

fn fields(text: &str) -> Vec<(String, String)> {
    let release = OsRelease::parse(text);
    let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    release.iter().skip(3).map(own).collect()
}

fn value(text: &str) -> String {
    OsRelease::parse(&format!("X={text}")).get("X").unwrap_or("nothing").to_owned()
}

#[test]
fn a_real_file() {
    let text = "NAME=\"Fedora Linux\"\nVERSION=\"41 (Workstation Edition)\"\nID=fedora\nVERSION_ID=41\nVERSION_CODENAME=\"\"\n\
                PRETTY_NAME=\"Fedora Linux 41 (Workstation Edition)\"\nANSI_COLOR=\"0;38;2;60;110;180\"\n\
                CPE_NAME=\"cpe:/o:fedoraproject:fedora:41\"\n";
    let release = OsRelease::parse(text);
    assert_eq!(release.name(), "Fedora Linux");
    assert_eq!(release.id(), "fedora");
    assert_eq!(release.pretty_name(), "Fedora Linux 41 (Workstation Edition)");
    assert_eq!(release.get("VERSION_CODENAME"), Some(""));
    assert_eq!(release.get("CPE_NAME"), Some("cpe:/o:fedoraproject:fedora:41"));
    assert_eq!(release.get("ID_LIKE"), None);
    assert_eq!(release.id_like().count(), 0);
    let names: Vec<&str> = release.iter().map(|(name, _)| name).collect();
    assert_eq!(names[..5], ["NAME", "ID", "PRETTY_NAME", "VERSION", "VERSION_ID"]);
}

/// The format, by the cases of the stock interpreter's own test.
#[test]
fn quotes_escapes_and_lines_of_another_shape() {
    let text = r#"
# comment
ID_LIKE="egg spam viking"
EMPTY=
SINGLE_QUOTE='single'
EMPTY_SINGLE=''
DOUBLE_QUOTE="double"
EMPTY_DOUBLE=""
QUOTES="double\'s"
SPECIALS="\$\`\\\'\""
=invalid
=
INVALID
IN-VALID=value
IN VALID=value
 INDENTED=value
export EXPORTED=value
"#;
    let expected = [
        ("ID_LIKE", "egg spam viking"),
        ("EMPTY", ""),
        ("SINGLE_QUOTE", "single"),
        ("EMPTY_SINGLE", ""),
        ("DOUBLE_QUOTE", "double"),
        ("EMPTY_DOUBLE", ""),
        ("QUOTES", "double's"),
        ("SPECIALS", "$`\\'\""),
    ];
    assert_eq!(fields(text), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let release = OsRelease::parse(text);
    assert_eq!(release.id_like().collect::<Vec<_>>(), ["egg", "spam", "viking"]);
    assert_eq!([release.name(), release.id(), release.pretty_name()], ["Linux", "linux", "Linux"]);
}

#[test]
fn values() {
    for (written, read) in [
        ("a=b=c", "a=b=c"),
        ("\"open", "\"open"),
        ("\"", "\""),
        ("'\"'", "\""),
        ("\"mixed'", "\"mixed'"),
        ("\"a\" b", "\"a\" b"),
        ("\"a\" ", "\"a\" "),
        ("\"a\"b\"", "a\"b"),
        ("plain ", "plain "),
        ("a\\b\\n", "a\\b\\n"),
        ("\\\\\\$", "\\$"),
        ("\"ends\\\"", "ends\\"),
        ("\\", "\\"),
        ("ünï → 🐧", "ünï → 🐧"),
        ("nul\0byte", "nul\0byte"),
        ("\"two\r", "\"two"),
    ] {
        assert_eq!(value(written), read, "{written:?}");
    }
    assert_eq!(fields("A=1\r\nB=2\rC=3"), fields("A=1\nB=2\nC=3\n"));
    assert_eq!(fields("A=1\nB=2\nA=3"), fields("A=3\nB=2"));
    assert_eq!(OsRelease::parse("ID=\n").id(), "");
}

#[test]
fn files() {
    let tmp = tempfile::tempdir().unwrap();
    let path = |name: &str| tmp.path().join(name).to_str().unwrap().to_owned();
    let (one, two, none, dir) = (path("one"), path("two"), path("none"), path("dir"));
    std::fs::write(&one, "ID=one").unwrap();
    std::fs::write(&two, b"ID=two\nNAME=\"\xff\"").unwrap();
    std::fs::create_dir(&dir).unwrap();
    assert_eq!(first_os_release(&[&one, &two]).unwrap().id(), "one");
    assert_eq!(first_os_release(&[&none, &two]).unwrap().id(), "two");
    assert_eq!(first_os_release(&[&dir, &two]).unwrap().name(), "\u{fffd}");

    let error = first_os_release(&[&none, &none]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::FileNotFound);
    assert_eq!(error.errno(), Some(errno::ENOENT));
    assert_eq!(error.to_string(), format!("[Errno 2] Unable to read files {none}, {none}"));
    // The last reason is the one that is told.
    assert_eq!(first_os_release(&[&none, &dir]).unwrap_err().kind(), ErrorKind::IsADirectory);
    assert_eq!(first_os_release(&["/dev/zero"]).unwrap_err().errno(), Some(errno::EINVAL));
    assert_eq!(OsRelease::read("/dev/zero").unwrap_err().kind(), ErrorKind::Value);

    let huge = path("huge");
    std::fs::File::create(&huge).unwrap().set_len(1 << 32).unwrap();
    assert_eq!(OsRelease::read(&huge).unwrap_err().errno(), Some(errno::EFBIG));
}

#[test]
fn this_system() {
    let sourced = std::process::Command::new("sh")
        .args(["-c", ". /etc/os-release && printf '%s|%s|%s' \"$NAME\" \"$ID\" \"$PRETTY_NAME\""])
        .output()
        .unwrap();
    if !sourced.status.success() {
        println!("skipped: no os-release here");
        return;
    }
    let release = platform::freedesktop_os_release().unwrap();
    let ours = [release.name(), release.id(), release.pretty_name()].join("|");
    assert_eq!(ours.as_bytes(), sourced.stdout);
    let program = "
import platform
for item in platform.freedesktop_os_release().items():
    print(*item, sep='=')
";
    let Some(theirs) = python(program, &[]) else { return };
    let ours: Vec<String> = release.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(ours, theirs.lines().collect::<Vec<_>>());
}

/// Lines made of the characters that matter, by the stock module.
#[test]
fn random_lines_by_the_stock_module() {
    let mut state = 2_463_534_242_u32;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below
    };
    let letters: Vec<char> = "A_b1=\"'\\$`# \t.ä".chars().collect();
    let lines: Vec<String> = (0..20_000)
        .map(|n| {
            let count = next(12);
            let tail: String = (0..count).map(|_| letters[next(letters.len())]).collect();
            if n % 4 == 0 { tail } else { format!("X={tail}") }
        })
        .collect();
    let tmp = tempfile::tempdir().unwrap();
    let file = tmp.path().join("lines");
    std::fs::write(&file, lines.join("\n")).unwrap();
    let program = "
import platform, sys
for line in open(sys.argv[1], encoding='utf-8'):
    print([*platform._parse_os_release([line]).items()][3:])
";
    let Some(theirs) = python(program, &[file.to_str().unwrap()]) else { return };
    assert_eq!(theirs.lines().count(), lines.len());
    let plain = |items: Vec<(String, String)>| {
        let quoted = |text: &str| {
            let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
            let escaped = text.replace('\\', "\\\\").replace('\t', "\\t");
            let escaped = if quote == '\'' { escaped.replace('\'', "\\'") } else { escaped };
            format!("{quote}{escaped}{quote}")
        };
        let items: Vec<String> = items
            .iter()
            .map(|(name, value)| format!("({}, {})", quoted(name), quoted(value)))
            .collect();
        format!("[{}]", items.join(", "))
    };
    for (line, expected) in lines.iter().zip(theirs.lines()) {
        assert_eq!(plain(fields(line)), expected, "{line:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC*|[A-Z=\"'\\\\\n\r]*") {
        let release = OsRelease::parse(&text);
        prop_assert!(release.iter().count() >= 3);
        prop_assert!(release.get("NAME").is_some());
    }

    /// What is written with quotes and escapes is read as it was.
    #[test]
    fn what_is_written_is_read(value in "[^\n\r]*") {
        let mut written = String::new();
        for letter in value.chars() {
            if "\\$\"'`".contains(letter) {
                written.push('\\');
            }
            written.push(letter);
        }
        let release = OsRelease::parse(&format!("A=1\nX=\"{written}\"\nB=2\n"));
        prop_assert_eq!(release.get("X"), Some(&*value));
    }
}
