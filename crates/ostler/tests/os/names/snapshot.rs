use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;

use ostler::os::{Environ, EnvironBytes};
use proptest::prelude::*;

#[test]
fn a_map_that_keeps_its_order() {
    let mut env = Environ::from_iter([("Z", "1"), ("A", "2"), ("M", "3")]);
    assert_eq!(env.insert("A", "two"), Some("2".into()));
    assert_eq!(env.insert("B", ""), None);
    assert_eq!(env.remove("Z"), Some("1".into()));
    assert_eq!(env.remove("Z"), None);
    assert_eq!(env.insert("Z", "last"), None);
    let listed: Vec<_> =
        env.iter().map(|(k, v)| format!("{}={}", k.display(), v.display())).collect();
    assert_eq!(listed, ["A=two", "M=3", "B=", "Z=last"]);
    assert_eq!(env.iter().rev().map(|(key, _)| key).collect::<Vec<_>>(), ["Z", "B", "M", "A"]);
    assert_eq!(env.iter().len(), env.len());
    assert!(env.contains("B") && !env.contains("C") && !env.is_empty());
    assert_eq!((env.get("B"), env.get("C")), (Some(OsStr::new("")), None));
    env.clear();
    assert!(env.is_empty());
    assert_eq!(env, Environ::new());
}

#[test]
fn clones_part_when_changed() {
    let first = Environ::from_iter([("A", "1")]);
    let mut second = first.clone();
    second.remove("nothing");
    second.insert("A", "2");
    let mut third = second.clone();
    third.clear();
    assert_eq!(first.get("A"), Some(OsStr::new("1")));
    assert_eq!(second.get("A"), Some(OsStr::new("2")));
    assert_eq!(third.get("A"), None);
}

#[test]
fn equal_in_any_order() {
    let one = Environ::from_iter([("A", "1"), ("B", "2")]);
    assert_eq!(one, Environ::from_iter([("B", "2"), ("A", "1")]));
    assert_ne!(one, Environ::from_iter([("A", "1")]));
    assert_ne!(one, Environ::from_iter([("A", "1"), ("B", "3")]));
    assert_ne!(one, Environ::from_iter([("A", "1"), ("C", "2")]));
    assert_eq!(format!("{one:?}"), r#"{"A": "1", "B": "2"}"#);
    assert_eq!(format!("{:?}", one.iter()), r#"{"A": "1", "B": "2"}"#);
}

/// Any bytes can be held; only use refuses.
#[test]
fn names_that_no_environment_has() {
    let odd = ["", "=", "A=B", "N\0L"].map(|name| (name, "v"));
    let env = Environ::from_iter(odd);
    assert_eq!(env.len(), 4);
    assert!(odd.iter().all(|(name, _)| env.contains(name)));
}

#[test]
fn as_bytes() {
    let mut env = Environ::new();
    env.insert(OsStr::from_bytes(b"\xff"), OsStr::from_bytes(b"\xfe"));
    let bytes = EnvironBytes::from(env.clone());
    assert_eq!(bytes.get(b"\xff"), Some(&b"\xfe"[..]));
    assert!(bytes.contains(b"\xff") && !bytes.contains("A") && !bytes.is_empty());
    assert_eq!(bytes.len(), 1);
    assert_eq!(bytes.iter().collect::<Vec<_>>(), [(&b"\xff"[..], &b"\xfe"[..])]);
    assert_eq!(Environ::from(bytes), env);
}

/// What a command is given is what it has.
#[test]
fn handed_to_a_program() {
    let mut env = Environ::from_iter([("ONE", "1"), ("TWO", "a b\nc")]);
    env.extend([("THREE", "")]);
    let output = std::process::Command::new("/usr/bin/env")
        .arg("-0")
        .env_clear()
        .envs(&env)
        .output()
        .unwrap();
    let mut listed: Vec<&[u8]> = output.stdout.split(|byte| *byte == 0).collect();
    listed.retain(|entry| !entry.is_empty());
    listed.sort_unstable();
    assert_eq!(listed, [&b"ONE=1"[..], b"THREE=", b"TWO=a b\nc"]);
}

proptest! {
    /// The same as the standard map, whatever is put in and taken out.
    #[test]
    fn like_a_map(steps in prop::collection::vec((any::<bool>(), "[A-C]{0,2}", ".{0,3}"), 0..60)) {
        let mut ours = Environ::new();
        let mut theirs: HashMap<OsString, OsString> = HashMap::new();
        for (put, key, value) in steps {
            if put {
                prop_assert_eq!(ours.insert(&key, &value), theirs.insert(key.into(), value.into()));
            } else {
                prop_assert_eq!(ours.remove(&key), theirs.remove(OsStr::new(&key)));
            }
            prop_assert_eq!(ours.len(), theirs.len());
        }
        for (key, value) in &ours {
            prop_assert_eq!(theirs.get(key).map(OsString::as_os_str), Some(value));
        }
        prop_assert_eq!(&ours, &theirs.into_iter().collect::<Environ>());
    }
}
