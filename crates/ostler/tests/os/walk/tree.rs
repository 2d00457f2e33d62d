//! Trees to walk, and `find` as a witness.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use ostler::os::WalkStep;
use proptest::prelude::*;

/// A plan of a directory's contents.
#[derive(Clone, Debug)]
pub(super) enum Node {
    File,
    Dir(Vec<(Vec<u8>, Node)>),
    /// A symbolic link to a path.
    Link(Vec<u8>),
}

/// Names as they come: letters, spaces, newlines, bytes that are no text, leading dots, text of several bytes.
pub(super) fn name() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        "[a-z]{1,9}".prop_map(String::into_bytes),
        "\\.[a-z .\n]{1,30}".prop_map(String::into_bytes),
        "[\u{e9}\u{65e5}\u{1f600} \t'\"-]{1,8}".prop_map(String::into_bytes),
        proptest::collection::vec(1_u8..=255, 1..200),
    ]
    .prop_filter("a name of an entry", |name| {
        !name.contains(&b'/') && name.as_slice() != b"." && name.as_slice() != b".."
    })
}

/// Trees of files, directories and links that lead to files, to nothing, to directories outside and below.
pub(super) fn tree() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        4 => Just(Node::File),
        1 => Just(Node::Link(b"nowhere".to_vec())),
        1 => Just(Node::Link(b"/usr/lib/../lib/os-release".to_vec())),
        1 => Just(Node::Link(b"/usr/share/misc".to_vec())),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        proptest::collection::vec((name(), inner), 0..8).prop_map(Node::Dir)
    })
    .prop_map(|node| match node {
        Node::Dir(_) => node,
        other => Node::Dir(vec![(b"one".to_vec(), other)]),
    })
}

/// Makes a tree.
pub(super) fn plant(at: &Path, node: &Node) {
    match node {
        Node::File => std::fs::write(at, "").unwrap(),
        Node::Link(to) => std::os::unix::fs::symlink(OsStr::from_bytes(to), at).unwrap(),
        Node::Dir(entries) => {
            std::fs::create_dir_all(at).unwrap();
            for (name, node) in entries {
                let path = at.join(OsStr::from_bytes(name));
                // A name that is there already stays what it is.
                if path.symlink_metadata().is_err() {
                    plant(&path, node);
                }
            }
        }
    }
}

/// A small tree with a file in each directory: `levels` deep, `width` subdirectories each.
pub(super) fn regular(at: &Path, levels: usize, width: usize) {
    std::fs::create_dir_all(at).unwrap();
    std::fs::write(at.join("file"), "").unwrap();
    if levels > 0 {
        for n in 0..width {
            regular(&at.join(format!("d{n}")), levels - 1, width);
        }
    }
}

/// What `find` prints, in its order.
pub(super) fn find(top: &Path, args: &[&str]) -> Vec<PathBuf> {
    let output = Command::new("find")
        .args(&args[..follow(args)])
        .arg(top)
        .args(&args[follow(args)..])
        .arg("-print0")
        .output()
        .unwrap();
    let paths = output.stdout.split(|&byte| byte == 0).filter(|path| !path.is_empty());
    paths.map(|path| PathBuf::from(OsString::from_vec(path.to_vec()))).collect()
}

/// `-L` comes before the path.
fn follow(args: &[&str]) -> usize {
    usize::from(args.first() == Some(&"-L"))
}

/// All paths of a walk below the top: the names of every step.
pub(super) fn paths(steps: &[WalkStep]) -> BTreeSet<PathBuf> {
    let mut all = BTreeSet::new();
    for step in steps {
        all.extend(step.dirnames.iter().chain(&step.filenames).map(|name| step.dirpath.join(name)));
    }
    all
}
