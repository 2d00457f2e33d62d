//! Finding.

use std::time::Duration;

use ostler::ErrorKind;
use ostler::process::{Field, Query};

use super::support::{start, start_as};

fn found(query: &str) -> Vec<i32> {
    let query = Query::parse(query).unwrap();
    query.find().unwrap().iter().map(ostler::process::Process::pid).collect()
}

#[test]
fn names_with_and_without_exe_in_capitals_or_not() {
    let actor = start_as("Ostler-Names.exe", "sleep");
    let pid = actor.child.pid();
    for query in [
        "name == ostler-names",
        "name == Ostler-Names.exe",
        "name == OSTLER-NAMES.EXE",
        "name in (nobody, ostler-names)",
        "name glob 'ostler-n*s'",
        "name glob '*-names.exe'",
        "name matches '^ostler-names$'",
        "name contains NAMES",
        "name endswith names",
        "name endswith .exe and name startswith OSTLER-names",
    ] {
        assert_eq!(found(query), [pid], "{query}");
    }
    assert_eq!(found("name == ostler-name"), []);
    assert_eq!(found(&format!("pid == {pid} and name != ostler-names")), []);
    assert_eq!(found(&format!("exe endswith OSTLER-NAMES.exe and pid == {pid}")), [pid]);
}

#[test]
fn by_age_parent_user_memory() {
    let actor = start("sleep");
    let pid = actor.child.pid();
    let me = std::process::id();
    let user = std::env::var("USERNAME").unwrap();
    for query in [
        format!("pid == {pid} and age < 1m and rss > 10K"),
        format!("pid == {pid} and ppid == {me}"),
        format!("pid == {pid} and user == '{}'", user.to_uppercase()),
        format!("pid == {pid} and parents == {me}"),
        format!("pid == {pid} and command contains roles::role"),
        format!("pid == {pid} and environ.OSTLER_TEST_ROLE == sleep"),
    ] {
        assert_eq!(found(&query), [pid], "{query}");
    }
    assert_eq!(found(&format!("pid == {pid} and age > 1h")), []);
    std::thread::sleep(Duration::from_millis(30));
    assert_eq!(found(&format!("pid == {pid} and age > 10ms")), [pid]);
}

#[test]
fn what_is_not_to_be_had_is_said() {
    let error = Query::parse("cgroup == x").unwrap().find().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotImplemented);
    assert_eq!(error.to_string(), "attribute cgroup unavailable on this platform");
    assert!(Query::parse("not uid == 0").unwrap().find_with(Field::Name).is_err());
}

#[test]
fn filters_of_taskkill() {
    let actor = start_as("ostler-filter.exe", "sleep");
    let pid = actor.child.pid();
    let find = |filter: &str| {
        let query = Query::from_taskkill_filter(filter).unwrap() & Query::pid(pid);
        query.find().unwrap().len()
    };
    assert_eq!(find("IMAGENAME eq ostler-filter.exe"), 1);
    assert_eq!(find("IMAGENAME eq OSTLER-F*"), 1);
    assert_eq!(find("IMAGENAME ne ostler-filter.exe"), 0);
    assert_eq!(find("STATUS eq RUNNING"), 1);
    assert_eq!(find("MEMUSAGE gt 10"), 1);
    assert_eq!(find("CPUTIME lt 00:10:00"), 1);
    assert_eq!(find(&format!("USERNAME eq X\\{}", std::env::var("USERNAME").unwrap())), 1);
    assert_eq!(find("MODULES eq ntdll.dll"), 1);
    assert_eq!(find("WINDOWTITLE eq none*"), 0);
}
