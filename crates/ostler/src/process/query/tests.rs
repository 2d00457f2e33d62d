use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::process::{Field, Value};

/// Any answer that is no.
const CODE: Code = crate::process::code::GONE;

/// A process made up of a few attributes.
struct Made;

impl Attributes for Made {
    fn text(&mut self, field: Field) -> Option<Result<Option<&[u8]>, Unknown>> {
        match field {
            Field::Name => Some(Ok(Some(b"Make\xff"))),
            Field::Exe => Some(Err(Unknown::Unreadable(CODE))),
            Field::Terminal => Some(Ok(None)),
            _ => None,
        }
    }

    fn number(&mut self, field: Field) -> Option<Result<i64, Unknown>> {
        (field == Field::Pid).then_some(Ok(12))
    }

    fn value(&mut self, field: Field) -> Result<Value, Unknown> {
        Ok(match field {
            Field::Age => Duration::from_secs(300).into(),
            Field::Rss => Value::Size(3 << 20),
            Field::Ports => vec![80, 8080].into(),
            Field::Cmdline => vec!["make", "-j", "8"].into(),
            Field::Command => "make -j 8".into(),
            Field::Environ => vec!["HOME=/root", "EMPTY="].into(),
            Field::MemoryInfo => Value::Map(vec![("rss", Value::Size(5))]),
            Field::Threads => Value::List(vec![Value::Map(vec![("id", 7.into())])]),
            Field::KernelThread => true.into(),
            Field::Euid => 0.into(),
            Field::User => "root".into(),
            Field::CpuPercent => Value::Percent(50.0),
            Field::CreateTime => {
                (std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(86_400 * 365)).into()
            }
            _ => return Err(Unknown::Gone),
        })
    }
}

fn ask(text: &str) -> Option<bool> {
    Query::parse(text).unwrap_or_else(|error| panic!("{error}")).matches(&mut Made).unwrap().ok()
}

#[test]
fn comparisons() {
    for text in [
        "all",
        "pid == 12",
        "pid = 12",
        "pid in (1, 12)",
        "pid not in [1, 2]",
        "pid != 13",
        "pid >= 12 && pid <= 12",
        r#"name == "Make\xff""#,
        r#"name == "make\xff" nocase"#,
        "name startswith Ma",
        "name endswith '\\xff'",
        "name contains ak",
        "name contains AK nocase",
        "name glob M*",
        "name glob '[A-M]?k?*'",
        #[cfg(unix)]
        "name glob '[!a-z]*'",
        "name glob '[!n-z]*'",
        "name matches '^Ma'",
        "name =~ ^ma nocase",
        #[cfg(unix)]
        "name !~ ^ma",
        "name !~ ^na",
        "age >= 5m",
        "age == 300",
        "age < 1h30m",
        "age > 4.5m",
        "rss == 3M",
        "rss > 2.5MiB",
        "rss < 1GB",
        "rss == 3145728",
        "ports == 8080",
        "not ports == 81",
        "ports > 8000",
        "cmdline == -j",
        "command == 'make -j 8'",
        "environ.HOME == /root",
        "environ.EMPTY == ''",
        "environ.NONE == none",
        "environ contains HOME",
        "memory_info.rss == 5",
        "threads.id == 7",
        "kernel_thread",
        "kernel_thread == yes",
        "user == root",
        "user == 0",
        "user in (0, 5)",
        "terminal == none",
        "not terminal == pts/1",
        "cpu_percent > 49.5",
        "create_time < 2026-11-20",
        "create_time == 1971-01-01T00:00:00Z",
        "create_time > @0",
        "pid == 1 or pid == 2 or pid == 12",
        "pid == 12 or pid == 1 and pid == 2",
        "not (pid == 1 and pid == 12)",
    ] {
        assert_eq!(ask(text), Some(true), "{text}");
        assert_eq!(ask(&format!("not ({text})")), Some(false), "{text}");
    }
}

#[test]
fn what_is_not_known() {
    for text in [
        "exe == /bin/sh",
        "exe != /bin/sh",
        "not exe == x",
        "exe == x and pid == 12",
        "exe == x or pid == 1",
    ] {
        assert_eq!(ask(text), None, "{text}");
    }
    assert_eq!(ask("exe == x or pid == 12"), Some(true));
    assert_eq!(ask("exe == x and pid == 1"), Some(false));
    assert_eq!(
        Query::parse("cwd == /").unwrap().matches(&mut Made),
        Err(crate::process::code::GONE)
    );
}

#[test]
fn mistakes_and_their_places() {
    for (text, message) in [
        ("", "an empty query"),
        ("nmae == x", "did you mean `name`? (column 1)"),
        ("pid == x", "`pid` is compared with a whole number, which x is not (column 8)"),
        ("age > soon", "a length of time such as 90s, 5m or 1h30m, which soon is not (column 7)"),
        ("rss > 1X", "a size"),
        ("name > x", "`name` has no order"),
        ("pid contains 1", "`pid` is no text"),
        ("name == (x)", "expected a value here"),
        ("name == 'x", "this quote is not closed (column 9)"),
        ("name ==", "expected a value here"),
        ("name", "expected an operator after `name`"),
        ("(pid == 1", "expected `)` here"),
        ("pid == 1 pid == 2", "expected `and`, `or` or the end here (column 10)"),
        ("pid in 1", "expected a list"),
        ("name matches '('", "not a regular expression"),
        ("name.x == 1", "`name` has no parts"),
        ("memory_info > 1", "`memory_info` has parts"),
        ("name & x", "unexpected character (column 6)"),
        ("create_time > 2026-02-31", "a time such as"),
        (r#"name == "\xg0""#, "two hexadecimal digits"),
    ] {
        let error = Query::parse(text).unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::Value);
        assert!(error.to_string().contains(message), "{text}: {error}");
    }
    let deep = format!("{}pid == 1", "(".repeat(100_000));
    assert!(Query::parse(&deep).unwrap_err().to_string().starts_with("nested too deep"));
    assert!(Query::parse(&"not ".repeat(100_000)).is_err());
    let long = vec!["pid == 1"; 10_000].join(" or ");
    assert_eq!(Query::parse(&long).unwrap().only_pids(), Some(vec![1]));
}

#[test]
fn asked_for_by_number() {
    let query = |text| Query::parse(text).unwrap();
    assert!(query("pid == 1").names_pid(1) && query("name == x or pid in (1, 2)").names_pid(2));
    assert!(
        !query("not pid == 1").names_pid(1)
            && !query("pid != 1").names_pid(1)
            && !query("pid > 0").names_pid(1)
    );
    assert_eq!(query("pid in (3, 1) and name == x").only_pids(), Some(vec![1, 3]));
    assert_eq!(query("pid == 1 or name == x").only_pids(), None);
    assert_eq!(query("pid == 1 or pid == 5").only_pids(), Some(vec![1, 5]));
}

#[test]
fn the_filters_of_taskkill() {
    for (filter, query) in [
        ("MEMUSAGE gt 500000", "rss > 512000000"),
        ("imagename eq Notepad.exe", r#"name == "Notepad" nocase"#),
        ("IMAGENAME eq note*", r#"name glob "note*" nocase"#),
        ("IMAGENAME ne [x]*", r#"not name glob "[[]x]*" nocase"#),
        ("PID ge 1000", "pid >= 1000"),
        ("SESSION eq 1", "session == 1"),
        ("CPUTIME gt 01:02:03", "cpu_time > 3723s"),
        (r"USERNAME eq HOST\anna", r#"user == "anna" nocase"#),
        #[cfg(unix)]
        ("STATUS eq NOT RESPONDING", r#"status in ("stopped", "tracing-stop")"#),
        #[cfg(windows)]
        ("STATUS eq NOT RESPONDING", r#"status in ("stopped", "tracing-stop") or hung == true"#),
        ("MODULES eq libc.so*", r#"files glob "*libc.so*" nocase"#),
    ] {
        assert_eq!(Query::from_taskkill_filter(filter).unwrap().to_string(), query);
        assert!(Query::parse(query).is_ok(), "{query}");
    }
    for filter in [
        "",
        "PID",
        "PID eq",
        "PID gt x",
        "COLOUR eq red",
        "PID over 3",
        "IMAGENAME gt x",
        "CPUTIME gt 5",
        "STATUS eq asleep",
        "MEMUSAGE gt 1M",
        "MEMUSAGE gt 99999999999999999999",
        #[cfg(unix)]
        "WINDOWTITLE eq x",
        "IMAGENAME eq éxé",
    ] {
        let answer = Query::from_taskkill_filter(filter);
        assert_eq!(answer.is_ok(), filter.ends_with("éxé"), "{filter}");
    }
}

/// Of Windows' names neither capitals nor `.exe` count.
#[test]
fn names_of_programs() {
    struct Named;
    impl Attributes for Named {
        fn text(&mut self, _: Field) -> Option<Result<Option<&[u8]>, Unknown>> {
            Some(Ok(Some(b"Make.EXE")))
        }
        fn number(&mut self, _: Field) -> Option<Result<i64, Unknown>> {
            None
        }
        fn value(&mut self, _: Field) -> Result<crate::process::Value, Unknown> {
            Err(Unknown::Unreadable(CODE))
        }
    }
    for text in ["name == make", "name == MAKE.exe", "name glob 'm?ke'", "name =~ ^make$"] {
        let answer = Query::parse(text).unwrap().matches(&mut Named);
        assert_eq!(answer, Ok(Ok(cfg!(windows))), "{text}");
    }
    assert_eq!(Query::parse("name == Make.EXE").unwrap().matches(&mut Named), Ok(Ok(true)));
    assert_eq!(Query::parse("name == mak").unwrap().matches(&mut Named), Ok(Ok(false)));
}

#[test]
fn near_words() {
    assert_eq!(nearest("maek", ["make", "bash", "mask"]), ["make", "mask"]);
    assert_eq!(nearest("firefxo", ["Firefox", "fire"]), ["Firefox"]);
    assert!(nearest("x", ["make"]).is_empty() && nearest("", ["a"]).is_empty());
}

/// WMI's spelling is read as the same question in our own.
#[test]
fn as_wmi_has_it() {
    for (text, query) in [
        #[cfg(unix)]
        (r#"Name = "make.exe""#, r#"name in ("make.exe", "make") nocase"#),
        #[cfg(windows)]
        (r#"Name = "make.exe""#, r#"name == "make.exe" nocase"#),
        ("NAME = 'make'", r#"name == "make" nocase"#),
        ("Name != 'make'", r#"not name == "make" nocase"#),
        ("Name <> 'make'", r#"not name == "make" nocase"#),
        ("Caption LIKE 'm%e'", r#"name like "m%e" nocase"#),
        ("Name not like '%.exe'", r#"not name like "%.exe" nocase"#),
        ("name like '%make%'", r#"name like "%make%" nocase"#),
        ("ProcessId = 12 AND NOT ParentProcessId = '1'", r#"pid == 12 and not ppid == "1""#),
        ("processid=1 OR Handle='2'", r#"pid == 1 or pid == "2""#),
        (r"ExecutablePath = 'C:\\a\\b'", r#"exe == "C:\\a\\b" nocase"#),
        ("CommandLine LIKE '%-j%'", r#"command like "%-j%" nocase"#),
        ("CommandLine IS NULL", "cmdline == none"),
        ("ExecutablePath is not null", "not exe == none"),
        ("ThreadCount >= 3", "num_threads >= 3"),
        ("WorkingSetSize > 1048576", "rss > 1048576"),
        ("Priority = 8 or SessionId = 1", "priority == 8 or session == 1"),
        ("UserModeTime > 50000000", "cpu_times.user > 5s"),
        ("KernelModeTime > 5s", "cpu_times.system > 5s"),
        #[cfg(unix)]
        ("PageFileUsage > 1024", "swap > 1048576"),
        #[cfg(unix)]
        ("HandleCount > 5 or VirtualSize > 1G", "vms > 1073741824 or num_fds > 5"),
        #[cfg(windows)]
        ("PageFileUsage > 1024", "memory_info.pagefile > 1048576"),
        #[cfg(windows)]
        ("HandleCount > 5", "num_handles > 5"),
        (
            "CreationDate < '20261130120000.000000+000'",
            r#"create_time < "20261130120000.000000+000""#,
        ),
        ("select * from Win32_Process", "all"),
        ("SELECT * FROM win32_process WHERE name = 'make'", r#"name == "make" nocase"#),
        (
            "select * from Win32_Process where age > 5m and user = Root",
            "age > 5m and user == Root nocase",
        ),
        ("terminal IS NULL", "terminal == none"),
        ("pid = 12 And Not kernel_thread", "pid == 12 and not kernel_thread == true"),
        ("pid NOT IN (1, 2)", "not pid in (1, 2)"),
    ] {
        let read = Query::parse(text).unwrap_or_else(|error| panic!("{error}"));
        // A size is printed as it was written.
        let (read, query) = (read.to_string(), query.to_owned());
        assert_eq!(read.replace("1G", "1073741824"), query, "{text}");
        assert_eq!(Query::parse(&read).unwrap().to_string(), read);
    }
}

#[test]
fn what_wmi_finds() {
    for text in [
        "ProcessId = 12",
        "Name like 'make_'",
        "Name like 'm[a-c]k%'",
        "CommandLine like 'MAKE -%'",
        "WorkingSetSize = 3145728",
        "WorkingSetSize > 1000",
        "CreationDate = '19710101000000.000000+000'",
        "CreationDate = '19710101013000.000000+090'",
        "CreationDate = '19701231233000.000000-030'",
        "CreationDate < '19710101000000.000001+000'",
        "create_time >= 19710101000000.000000+000",
        "CreationDate < '1972-01-01'",
        "CommandLine is not null",
        "select * from Win32_Process where user = 'ROOT'",
    ] {
        assert_eq!(ask(text), Some(true), "{text}");
        if !text.starts_with("select") {
            assert_eq!(ask(&format!("not {text}")), Some(false), "{text}");
        }
    }
}

/// What was a query before there was WMI's spelling is the same one still.
#[test]
fn our_own_spelling_stays() {
    for (text, query) in [
        (r#"name = "make.exe""#, r#"name == "make.exe""#),
        ("name == Make", "name == Make"),
        ("name is null", "name == null"),
        ("name is NULL", "name == NULL"),
        ("name is not", "name == not"),
        ("name == AND", "name == AND"),
        ("name in (like, OR)", "name in (like, OR)"),
        ("priority == 8", "priority == 8"),
        ("status == running", "status == running"),
        ("description == x", "description == x"),
    ] {
        assert_eq!(Query::parse(text).unwrap().to_string(), query, "{text}");
    }
}

#[test]
fn mistakes_in_wmi() {
    for (text, message) in [
        ("Nmae = 'x'", "no such attribute: `Nmae`; did you mean `Name`? (column 1)"),
        ("nmae = 'x'", "did you mean `name`?"),
        ("processsid = 1", "did you mean `ProcessId`?"),
        ("select * from Win32_Process where nmae = 'x'", "did you mean `Name`? (column 35)"),
        ("select Name, ProcessId from Win32_Process", "write `select *` (column 8)"),
        ("select *, Name from Win32_Process", "write `select *` (column 8)"),
        ("select from Win32_Process", "expected `* from Win32_Process` here (column 8)"),
        ("select", "expected `* from Win32_Process` here"),
        ("select *", "expected `* from Win32_Process` here"),
        ("select * from Win32_Service", "the only class here is `Win32_Process` (column 15)"),
        ("select * from Win32_Process Name = 1", "expected `where` or the end here (column 29)"),
        ("select * from Win32_Process where", "expected an attribute"),
        ("ProcessId = x", "`ProcessId` is compared with a whole number, which x is not"),
        ("ProcessId like '1%'", "`ProcessId` is no text"),
        ("Name > 'x'", "`Name` has no order"),
        ("Status = 'OK'", "there is nothing to compare `Status` with"),
        ("Name = NULL", "write `is null` or `is not null` (column 8)"),
        ("terminal is not null", "write `not terminal == none` here (column 13)"),
        ("UserModeTime > 1.5", "a whole number of 100 nanoseconds"),
        ("UserModeTime > x", "a whole number of 100 nanoseconds"),
        ("PageFileUsage > 18446744073709551615", "a whole number of kilobytes"),
        ("ReadOperationCount > x", "a whole number"),
        ("name like '\\xff'", "UTF-8"),
        ("CreationDate < '20261330120000.000000+000'", "a time such as"),
        ("CreationDate < '20261130120000.000000*000'", "a time such as"),
        ("CreationDate < '20261130120000.00000é+00'", "a time such as"),
        ("inside.Name = x", "is the same in every namespace"),
    ] {
        let error = Query::parse(text).unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::Value);
        assert!(error.to_string().contains(message), "{text}: {error}");
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,60}") {
        let _ = Query::parse(&text);
        let _ = Query::from_taskkill_filter(&text);
        let _ = parse_duration(&text);
        let _ = nearest(&text, ["name", "ppid"]);
    }

    #[test]
    fn no_words_panic(words in proptest::collection::vec(prop_oneof![
        Just("name"), Just("pid"), Just("=="), Just("("), Just(")"), Just("not"), Just("and"), Just("or"), Just("in"),
        Just("1"), Just("'x'"), Just("[a"), Just("nocase"), Just(","), Just("glob"), Just("environ.A"), Just("5m"),
        Just("Name"), Just("UserModeTime"), Just("PageFileUsage"), Just("<>"), Just("LIKE"), Just("'[^a%_'"), Just("IS"),
        Just("is"), Just("NULL"), Just("NOT"), Just("AND"), Just("select"), Just("*"), Just("from"), Just("where"),
        Just("select * from Win32_Process where"), Just("CommandLine"), Just("x.exe"),
    ], 0..12)) {
        if let Ok(query) = Query::parse(&words.join(" ")) {
            let printed = query.to_string();
            prop_assert_eq!(Query::parse(&printed).unwrap().to_string(), printed);
        }
    }

    #[test]
    fn printed_and_read_back(name in proptest::collection::vec(any::<u8>(), 0..12), pid in any::<i32>(), secs in 0_u64..1 << 40) {
        let name = any_name(&name);
        let query = Query::name(name.clone()) & !Query::pid(pid) | Query::older_than(Duration::from_secs(secs));
        let printed = query.to_string();
        prop_assert_eq!(Query::parse(&printed).unwrap().to_string(), printed);
        let glob = Field::Name.glob(name).unwrap().to_string();
        prop_assert_eq!(Query::parse(&glob).unwrap().to_string(), glob);
    }
}

/// A name that need not be Unicode.
fn any_name(bytes: &[u8]) -> std::ffi::OsString {
    #[cfg(unix)]
    return std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec());
    #[cfg(windows)]
    {
        let units: Vec<u16> = bytes.iter().map(|byte| u16::from(*byte) << 8 | 0x41).collect();
        std::os::windows::ffi::OsStringExt::from_wide(&units)
    }
}

#[test]
fn an_empty_list_is_read_back() {
    let nobody = Query::pids([]);
    assert_eq!(nobody.to_string(), "not all");
    for query in [nobody.clone(), !nobody.clone(), nobody.or(Query::pid(12))] {
        let read: Query = query.to_string().parse().unwrap();
        assert_eq!(read.matches(&mut Made), query.matches(&mut Made));
    }
}

#[test]
fn not_not_for_ever() {
    let mut query = Query::name("make");
    for _ in 0..1_000_000 {
        query = !query;
    }
    assert_eq!(query.to_string(), r#"name == "make""#);
}
