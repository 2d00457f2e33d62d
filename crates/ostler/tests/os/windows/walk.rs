use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use ostler::{ErrorKind, errno, os};

use super::{Folder, events};

/// Directories and files as the standard library finds them.
fn found(top: &Path, dirs: &mut BTreeSet<PathBuf>, files: &mut BTreeSet<PathBuf>) {
    dirs.insert(top.to_owned());
    for entry in std::fs::read_dir(top).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            found(&entry.path(), dirs, files);
        } else {
            files.insert(entry.path());
        }
    }
}

/// Some directories in directories, with files of many names.
fn tree() -> Folder {
    let folder = Folder::new();
    for dir in ["a", "a/b", "a/b/c", "d", "empty", "\u{e9}\u{5b57}", "\u{1f40e}"] {
        os::mkdir(folder.path(dir)).unwrap();
    }
    for file in ["f", "a/f", "a/g.txt", "a/b/c/deep", "d/\u{e9}", "\u{1f40e}/horse"] {
        folder.file(file, "");
    }
    folder
}

#[test]
fn everything_once() {
    let folder = tree();
    let (mut dirs, mut files) = (BTreeSet::new(), BTreeSet::new());
    found(&folder.path(""), &mut dirs, &mut files);
    for topdown in [true, false] {
        let (mut visited, mut listed) = (Vec::new(), BTreeSet::new());
        for step in os::walk(folder.path("")).topdown(topdown) {
            let step = step.unwrap();
            listed.extend(step.filenames.iter().map(|name| step.dirpath.join(name)));
            for name in &step.dirnames {
                let below = step.dirpath.join(name);
                assert_eq!(visited.contains(&below), !topdown, "{}", below.display());
            }
            visited.push(step.dirpath);
        }
        assert_eq!(visited.len(), dirs.len());
        assert_eq!(visited.into_iter().collect::<BTreeSet<_>>(), dirs);
        assert_eq!(listed, files);
    }
}

#[test]
fn paths_are_joined_as_given() {
    let folder = tree();
    let top = folder.path("").to_str().unwrap().to_owned();
    for (given, joined) in [
        (top.clone(), format!("{top}\\a")),
        (format!("{top}\\"), format!("{top}\\a")),
        (format!("{top}/"), format!("{top}/a")),
        (format!("{top}\\."), format!("{top}\\.\\a")),
        (format!("\\\\?\\{top}"), format!("\\\\?\\{top}\\a")),
    ] {
        let paths: Vec<PathBuf> =
            os::walk(&given).max_depth(1).map(|step| step.unwrap().dirpath).collect();
        assert_eq!(paths[0].as_os_str(), &*given);
        assert!(paths.iter().any(|path| path.as_os_str() == &*joined), "{paths:?}");
    }
}

#[test]
fn the_caller_chooses() {
    let folder = tree();
    let mut walk = os::walk(folder.path(""));
    let mut visited = Vec::new();
    while let Some(step) = walk.step() {
        let Ok(step) = step else {
            visited.push("error".to_owned());
            continue;
        };
        visited.push(step.dirpath.file_name().unwrap().to_str().unwrap().to_owned());
        if step.depth == 0 {
            // Some left out, an order, another spelling, a path, what is not there, what cannot be.
            *step.dirnames = ["d", "A", "a\\b", "none", "f", "nul\0"].map(OsString::from).to_vec();
            step.dirnames.push(folder.path("empty").into());
        } else if step.dirpath.ends_with("A") {
            step.dirnames.clear();
        }
    }
    visited.remove(0);
    visited.sort();
    assert_eq!(visited, ["A", "b", "c", "d", "empty", "error", "error", "error"]);
}

#[test]
fn why_not() {
    let folder = tree();
    let error = |top: &Path| {
        let steps: Vec<_> = os::walk(top).collect();
        assert_eq!(steps.len(), 1);
        steps.into_iter().next().unwrap().unwrap_err()
    };
    let missing = error(&folder.path("none"));
    assert_eq!((missing.kind(), missing.errno()), (ErrorKind::FileNotFound, Some(errno::ENOENT)));
    assert_eq!(missing.filename(), Some(&*folder.path("none")));
    assert_eq!(missing.winerror(), Some(3));
    let file = error(&folder.path("f"));
    assert_eq!((file.kind(), file.winerror()), (ErrorKind::NotADirectory, Some(267)));
    assert_eq!(error(Path::new("a\0b")).kind(), ErrorKind::Value);
    assert_eq!(os::walk(folder.path("none")).ignore_errors().count(), 0);
    let mut heard = 0;
    let walk = os::walk(folder.path("none")).onerror(|_| {
        heard += 1;
        Ok(())
    });
    assert_eq!(walk.count(), 0);
    assert_eq!(heard, 1);
}

/// No path is handed to the system but the first.
#[test]
fn deeper_than_a_path_is_long() {
    let folder = Folder::new();
    let mut path = PathBuf::from(format!("\\\\?\\{}", folder.path("").display()));
    for _ in 0..60 {
        path.push("d".repeat(30));
        os::mkdir(&path).unwrap();
    }
    std::fs::write(path.join("f"), "").unwrap();
    for topdown in [true, false] {
        let steps: Vec<_> =
            os::walk(folder.path("")).topdown(topdown).map(Result::unwrap).collect();
        assert_eq!(steps.len(), 61);
        let last = if topdown { &steps[60] } else { &steps[0] };
        assert_eq!(last.filenames, ["f"]);
        assert!(last.dirpath.as_os_str().len() > 60 * 31);
    }
}

/// More names than come with one call.
#[test]
fn many_entries() {
    let folder = Folder::new();
    for n in 0..1500 {
        folder.file(&format!("a file with a name of some length {n:060}"), "");
    }
    let step = os::walk(folder.path("")).next().unwrap().unwrap();
    assert_eq!(step.filenames.iter().collect::<BTreeSet<_>>().len(), 1500);
}

#[test]
fn a_tree_is_removed_on_the_way() {
    let folder = tree();
    let top = folder.path("a");
    let mut walk = os::walk(&top).topdown(false);
    while let Some(step) = walk.step() {
        let step = step.unwrap();
        for name in step.filenames {
            os::remove(step.dirpath.join(name)).unwrap();
        }
        for name in &*step.dirnames {
            os::rmdir(step.dirpath.join(name)).unwrap();
        }
    }
    os::rmdir(&top).unwrap();
    assert!(!top.exists());
}

#[test]
fn what_is_below_can_be_renamed() {
    let folder = tree();
    let mut walk = os::walk(folder.path(""));
    let mut visited = Vec::new();
    while let Some(step) = walk.step() {
        let step = step.unwrap();
        visited.push(step.dirpath.strip_prefix(folder.path("")).unwrap().to_owned());
        if step.depth == 0 {
            os::rename(folder.path("a"), folder.path("z")).unwrap();
            *step.dirnames = vec!["z".into()];
        }
    }
    assert_eq!(visited, ["", "z", "z\\b", "z\\b\\c"].map(PathBuf::from));
    // Nothing is open any more.
    drop(walk);
    os::rename(folder.path("z"), folder.path("a")).unwrap();
}

#[test]
fn what_is_raised() {
    let folder = tree();
    let (walks, scans) = (events("os.walk"), events("os.scandir"));
    let top = folder.path("a");
    assert_eq!(os::walk(&top).count(), 3);
    let mark = top.to_str().unwrap().replace('\\', "\\\\");
    let seen = walks.lock().unwrap().clone();
    let mine: Vec<_> = seen.iter().filter(|event| event.contains(&mark)).collect();
    assert_eq!(mine, [&format!("'{mark}' true None false")]);
    let seen = scans.lock().unwrap().clone();
    let mine: Vec<_> = seen.into_iter().filter(|event| event.contains(&mark)).collect();
    assert_eq!(mine, ["", "\\\\b", "\\\\b\\\\c"].map(|below| format!("'{mark}{below}'")));
}

/// Wine 8 makes no junctions: then there is nothing to see.
#[test]
fn junctions_are_visited_as_links_are() {
    let folder = tree();
    let junction = folder.path("junction");
    let made = std::process::Command::new("cmd")
        .args(["/c", "mklink", "/J"])
        .arg(&junction)
        .arg(folder.path("a"))
        .output();
    let is_junction = os::scandir(folder.path("")).unwrap().any(|entry| {
        let entry = entry.unwrap();
        entry.name() == "junction" && entry.is_junction().unwrap()
    });
    if made.is_err() || !is_junction {
        return;
    }
    let visits = |follow: bool| {
        let steps: Vec<_> =
            os::walk(folder.path("")).followlinks(follow).map(Result::unwrap).collect();
        assert!(steps[0].dirnames.contains(&"junction".into()));
        steps.iter().any(|step| step.dirpath == junction)
    };
    assert!(visits(true) && !visits(false));
}
