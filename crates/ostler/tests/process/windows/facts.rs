//! What a process has of memory, files and priority, against a second source.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::os::windows::fs::MetadataExt as _;
use std::os::windows::fs::OpenOptionsExt as _;
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};
use std::path::Path;
use std::time::{Duration, Instant};

use ostler::ErrorKind;
use ostler::process::{
    ABOVE_NORMAL_PRIORITY_CLASS, BELOW_NORMAL_PRIORITY_CLASS, Field, HIGH_PRIORITY_CLASS,
    IDLE_PRIORITY_CLASS, IOPRIO_HIGH, IOPRIO_LOW, IOPRIO_NORMAL, IOPRIO_VERYLOW, IoPriority,
    NORMAL_PRIORITY_CLASS, Process, REALTIME_PRIORITY_CLASS,
};
use windows_sys::Win32::System::Memory::{
    CreateFileMappingW, FILE_MAP_READ, MapViewOfFile, PAGE_READONLY, UnmapViewOfFile,
};
use windows_sys::Win32::System::Pipes::CreatePipe;
use windows_sys::Win32::System::RemoteDesktop::ProcessIdToSessionId;
use windows_sys::Win32::System::Threading::{GetCurrentProcess, GetPriorityClass};

use super::support::{is_wine, ready, spawn, start};

fn me() -> Process {
    Process::current().unwrap()
}

/// Whether both are names of one file.
fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

#[test]
fn memory_of_its_own() {
    const SIZE: usize = 32 << 20;
    let before = me().memory_full_info().unwrap();
    assert!(before.uss > 0 && before.uss <= before.rss, "{before:?}");
    let block = std::hint::black_box(vec![1_u8; SIZE]);
    let after = me().memory_full_info().unwrap();
    assert!(after.uss >= before.uss + SIZE as u64 / 2, "{before:?} {after:?}");
    drop(block);
    assert_eq!((after.wset, after.pagefile), (after.rss, after.vms));
    assert!(after.peak_wset >= after.rss && after.peak_pagefile >= after.pagefile);
    let snapshot = me().snapshot(Field::Uss | Field::MemoryFullInfo).unwrap();
    assert!(snapshot.get(Field::Uss).unwrap().as_int().unwrap() > 0);
    // Of another Wine does not know.
    let other = start("sleep");
    let memory = other.process().memory_full_info().unwrap();
    assert!(memory.uss <= memory.rss && (memory.uss > 0 || is_wine()), "{memory:?}");
}

#[test]
fn what_is_mapped() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("mapped");
    std::fs::write(&path, [7; 0x3000]).unwrap();
    let file = File::open(&path).unwrap();
    let (section, view) = unsafe {
        let none = std::ptr::null();
        let section =
            CreateFileMappingW(file.as_raw_handle(), none, PAGE_READONLY, 0, 0, none.cast());
        assert!(!section.is_null());
        (OwnedHandle::from_raw_handle(section), MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0))
    };
    assert!(!view.Value.is_null());
    let first = unsafe { view.Value.cast::<u8>().read_volatile() };
    assert_eq!(first, 7);
    let regions = me().memory_regions().unwrap();
    let at = |address: usize| {
        let found = regions.iter().find(|region| region.addresses.contains(&(address as u64)));
        found.unwrap_or_else(|| panic!("{address:#x}"))
    };
    let mapped = at(view.Value as usize);
    assert!(is_same(mapped.map.path.as_ref(), &path), "{mapped:?}");
    assert_eq!(mapped.addresses.start, view.Value as u64);
    assert_eq!((mapped.permissions.as_str(), mapped.map.size), ("r--s", 0x3000));
    assert!(mapped.map.rss <= mapped.map.size);
    let here = 0_u8;
    let stack = at(&raw const here as usize);
    assert_eq!((stack.permissions.as_str(), stack.map.path.to_str()), ("rw-p", Some("[anon]")));
    assert!(stack.map.rss > 0 && stack.map.private > 0, "{stack:?}");
    let code = at(memory_of_its_own as fn() as usize);
    assert!(code.permissions.starts_with("r-x"), "{code:?}");
    assert!(is_same(code.map.path.as_ref(), &std::env::current_exe().unwrap()), "{code:?}");
    assert!(regions.is_sorted_by_key(|region| region.addresses.start));
    let maps = me().memory_maps().unwrap();
    let whole = maps.iter().find(|map| map.path == code.map.path).unwrap();
    assert!(whole.size > code.map.size && whole.rss >= code.map.rss);
    assert_eq!(maps.iter().filter(|map| map.path == "[anon]").count(), 1);
    let of_it = regions.iter().filter(|region| region.map.path == code.map.path);
    assert_eq!(whole.size, of_it.map(|region| region.map.size).sum::<u64>());
    unsafe { UnmapViewOfFile(view) };
    drop(section);
}

#[test]
fn what_another_has_mapped() {
    let child = start("sleep");
    let maps = child.process().memory_maps().unwrap();
    let exe = std::env::current_exe().unwrap();
    let own = maps.iter().find(|map| map.path != "[anon]" && is_same(map.path.as_ref(), &exe));
    assert!(own.is_some_and(|map| map.size >= 0x1000), "{maps:?}");
}

#[test]
fn files_that_are_open() {
    const FILE_FLAG_BACKUP_SEMANTICS: u32 = 0x0200_0000;
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    let read = {
        std::fs::write(path("read"), "").unwrap();
        File::open(path("read")).unwrap()
    };
    let write = File::create(path("write")).unwrap();
    let mut options = OpenOptions::new();
    let append = options.create(true).append(true).open(path("append")).unwrap();
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).read(true).write(true);
    let both = options.open(path("both")).unwrap();
    // A directory is no file here.
    let directory = OpenOptions::new()
        .read(true)
        .custom_flags(FILE_FLAG_BACKUP_SEMANTICS)
        .open(dir.path())
        .unwrap();
    let files = me().open_files().unwrap();
    let files: Vec<_> = files
        .iter()
        .filter(|file| file.path.parent().is_some_and(|of| is_same(of, dir.path())))
        .collect();
    let mut told: Vec<_> = files
        .iter()
        .map(|file| {
            let name = file.path.file_name().unwrap().to_str().unwrap();
            (name, file.mode.as_str(), file.handle)
        })
        .collect();
    told.sort_unstable();
    let number = |file: &File| file.as_raw_handle() as i64;
    assert_eq!(
        told,
        [
            ("append", "a", number(&append)),
            ("both", "r+", number(&both)),
            ("read", "r", number(&read)),
            ("write", "w", number(&write)),
        ]
    );
    assert!(directory.metadata().unwrap().file_attributes() > 0);
    drop((read, write, append, both));
    let left = me().open_files().unwrap();
    assert!(!left.iter().any(|file| file.path.parent().is_some_and(|of| is_same(of, dir.path()))));
}

#[test]
fn files_that_another_has_open() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("log");
    std::fs::write(&path, "").unwrap();
    let child = ready(spawn("open log").cwd(dir.path()));
    let files = child.process().open_files().unwrap();
    let log = files.iter().find(|file| file.path.file_name() == path.file_name());
    let log = log.unwrap_or_else(|| panic!("{files:?}"));
    assert!(is_same(&log.path, &path));
    assert_eq!(log.mode, "a");
}

/// A question about a pipe that somebody reads from waits until there is something to read.
#[test]
fn a_pipe_that_is_read_from_holds_nobody_up() {
    let (mut read, mut write) = (std::ptr::null_mut(), std::ptr::null_mut());
    assert_ne!(unsafe { CreatePipe(&raw mut read, &raw mut write, std::ptr::null(), 0) }, 0);
    let (mut read, mut write) =
        unsafe { (File::from_raw_handle(read), File::from_raw_handle(write)) };
    let reader = std::thread::spawn(move || {
        let mut byte = [0];
        std::io::Read::read_exact(&mut read, &mut byte).unwrap();
        byte[0]
    });
    std::thread::sleep(Duration::from_millis(100));
    let started = Instant::now();
    me().open_files().unwrap();
    assert!(started.elapsed() < Duration::from_secs(5));
    write.write_all(&[9]).unwrap();
    assert_eq!(reader.join().unwrap(), 9);
}

#[test]
fn priority_classes() {
    let own = unsafe { GetPriorityClass(GetCurrentProcess()) };
    assert_eq!((own, me().nice().unwrap()), (NORMAL_PRIORITY_CLASS, NORMAL_PRIORITY_CLASS));
    let child = start("sleep");
    for class in [
        IDLE_PRIORITY_CLASS,
        BELOW_NORMAL_PRIORITY_CLASS,
        ABOVE_NORMAL_PRIORITY_CLASS,
        HIGH_PRIORITY_CLASS,
        NORMAL_PRIORITY_CLASS,
    ] {
        child.process().set_nice(class).unwrap();
        assert_eq!(child.process().nice().unwrap(), class);
    }
    // Without the privilege the system takes it for the one before.
    child.process().set_nice(REALTIME_PRIORITY_CLASS).unwrap();
    let class = child.process().nice().unwrap();
    assert!([HIGH_PRIORITY_CLASS, REALTIME_PRIORITY_CLASS].contains(&class), "{class:#x}");
}

/// Wine 8 knows of no such priority.
#[test]
fn io_priority() {
    let child = start("sleep");
    let process = child.process();
    match process.ionice() {
        Ok(priority) => {
            assert_eq!(priority, IOPRIO_NORMAL);
            for priority in [IOPRIO_VERYLOW, IOPRIO_LOW, IOPRIO_NORMAL] {
                process.set_ionice(priority).unwrap();
                assert_eq!(process.ionice().unwrap(), priority);
            }
            let done = process.set_ionice(IOPRIO_HIGH);
            assert!(
                done.is_ok_and(|()| process.ionice().unwrap() == IOPRIO_HIGH)
                    || process.ionice().unwrap() == IOPRIO_NORMAL
            );
        }
        Err(error) => {
            assert!(is_wine(), "{error}");
            assert_eq!(
                (error.kind(), error.pid()),
                (ErrorKind::NotImplemented, Some(process.pid()))
            );
        }
    }
    let error = process.set_ionice(IoPriority::from_raw(4)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Value);
}

#[test]
fn sessions() {
    let mut session = 0;
    assert_ne!(unsafe { ProcessIdToSessionId(std::process::id(), &raw mut session) }, 0);
    assert_eq!(me().session().unwrap(), session);
    let child = start("sleep");
    assert_eq!(child.process().session().unwrap(), session);
}
