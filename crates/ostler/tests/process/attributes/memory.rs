//! Memory and mappings.

use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;

use ostler::process::{Field, Process, Value};

use super::children::{sleeper, start, status};

#[test]
fn sizes() {
    let child = sleeper();
    let process = child.process();
    let statm = || {
        let text = std::fs::read_to_string(format!("/proc/{}/statm", child.pid())).unwrap();
        text.split_whitespace().map(|word| word.parse().unwrap()).collect::<Vec<u64>>()
    };
    // SAFETY: no preconditions.
    let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) } as u64;
    let rolled_up =
        || std::fs::read_to_string(format!("/proc/{}/smaps_rollup", child.pid())).unwrap();
    let fields = Field::Rss
        | Field::Vms
        | Field::Shared
        | Field::Uss
        | Field::Pss
        | Field::Swap
        | Field::MemoryPercent;
    // Others come and go who share pages with it, and where memory is short it loses some of its own.
    let ((rollup, pages), (memory, full, snapshot)) = crate::support::undisturbed(
        || (rolled_up(), statm()),
        || {
            let memory = process.memory_info().unwrap();
            let full = process.memory_full_info().unwrap();
            (memory, full, process.snapshot(fields | Field::MemoryInfo).unwrap())
        },
    );
    let found =
        [memory.vms, memory.rss, memory.shared, memory.text, memory.lib, memory.data, memory.dirty];
    assert_eq!(found.map(|bytes| bytes / page)[..], pages);
    assert_eq!(
        (full.rss, full.vms, full.text, full.data),
        (memory.rss, memory.vms, memory.text, memory.data)
    );
    let kilobytes = |name: &str| -> u64 {
        let line =
            rollup.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    };
    assert_eq!(full.pss, kilobytes("Pss") * 1024);
    assert_eq!(full.uss, (kilobytes("Private_Clean") + kilobytes("Private_Dirty")) * 1024);
    assert_eq!(full.swap, kilobytes("Swap") * 1024);
    let size = |field| match snapshot.get(field) {
        Some(Value::Size(bytes)) => *bytes,
        other => panic!("{other:?}"),
    };
    assert_eq!((size(Field::Vms), size(Field::Shared)), (memory.vms, memory.shared));
    assert_eq!(
        (size(Field::Uss), size(Field::Pss), size(Field::Swap)),
        (full.uss, full.pss, full.swap)
    );
    assert_eq!(snapshot.rss(), Some(size(Field::Rss)));
    // The kernel counts these loosely, but not that loosely.
    assert!(size(Field::Rss).abs_diff(memory.rss) <= 512 * 1024);
    assert_eq!(
        snapshot.get(Field::MemoryInfo).unwrap().part("vms"),
        Some(&Value::Size(memory.vms))
    );
    assert_eq!(status(child.pid(), "VmSwap"), format!("{} kB", full.swap / 1024));
    let total = std::fs::read_to_string("/proc/meminfo").unwrap();
    let total: f64 = total.split_whitespace().nth(1).unwrap().parse().unwrap();
    let share = process.memory_percent().unwrap();
    assert!((share - memory.rss as f64 / (total * 1024.0) * 100.0).abs() < 0.05, "{share}");
}

#[test]
fn mappings() {
    let child = sleeper();
    let process = child.process();
    let regions = process.memory_regions().unwrap();
    let maps = process.memory_maps().unwrap();
    let text = std::fs::read_to_string(format!("/proc/{}/maps", child.pid())).unwrap();
    assert_eq!(regions.len(), text.lines().count());
    for (region, line) in regions.iter().zip(text.lines()) {
        let addresses = format!("{:08x}-{:08x}", region.addresses.start, region.addresses.end);
        let mut words = line.split_whitespace();
        assert_eq!(words.next(), Some(&*addresses));
        assert_eq!(words.next(), Some(&*region.permissions));
        assert_eq!(u64::from_str_radix(words.next().unwrap(), 16).unwrap(), region.offset);
        assert_eq!(words.nth(1), Some(&*region.inode.to_string()));
        assert_eq!(words.next().unwrap_or("[anon]"), region.map.path.to_str().unwrap());
        assert_eq!(region.addresses.end - region.addresses.start, region.map.size);
    }
    // Together they are the same, and each path is there once.
    let sum = |maps: &mut dyn Iterator<Item = (u64, u64, u64)>| {
        maps.fold((0, 0, 0), |sum, map| (sum.0 + map.0, sum.1 + map.1, sum.2 + map.2))
    };
    assert_eq!(
        sum(&mut regions.iter().map(|region| (
            region.map.size,
            region.map.rss,
            region.map.private_dirty
        ))),
        sum(&mut maps.iter().map(|map| (map.size, map.rss, map.private_dirty))),
    );
    let mut paths: Vec<_> = maps.iter().map(|map| &map.path).collect();
    let count = paths.len();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), count);
    let exe = process.exe().unwrap().unwrap();
    let program = maps.iter().find(|map| map.path == exe).unwrap();
    assert!(program.rss > 0 && program.size >= program.rss && program.anonymous <= program.rss);
    let snapshot = process.snapshot(Field::MemoryMaps).unwrap();
    let Some(Value::List(values)) = snapshot.get(Field::MemoryMaps) else { panic!() };
    assert_eq!(values.len(), maps.len());
}

#[test]
fn a_mapping_of_a_file_with_a_newline_in_its_name() {
    crate::support::in_child(
        "attributes::memory::a_mapping_of_a_file_with_a_newline_in_its_name",
        || {
            let dir = tempfile::tempdir().unwrap();
            let path =
                dir.path().canonicalize().unwrap().join(std::ffi::OsStr::from_bytes(b"a\nb \xff"));
            let mut file = std::fs::File::create_new(&path).unwrap();
            file.write_all(&[7; 8192]).unwrap();
            let file = std::fs::File::open(&path).unwrap();
            // SAFETY: a mapping for reading at a place that the kernel chooses.
            let place = unsafe {
                libc::mmap(
                    std::ptr::null_mut(),
                    8192,
                    libc::PROT_READ,
                    libc::MAP_SHARED,
                    std::os::fd::AsRawFd::as_raw_fd(&file),
                    0,
                )
            };
            assert_ne!(place, libc::MAP_FAILED);
            let inode = file.metadata().unwrap().ino();
            drop(file);
            let me = Process::current().unwrap();
            let regions = me.memory_regions().unwrap();
            let region =
                regions.iter().find(|region| region.addresses.start == place as u64).unwrap();
            assert_eq!(region.map.path, path);
            assert_eq!(
                (region.inode, region.permissions.as_str(), region.map.size),
                (inode, "r--s", 8192)
            );
            assert!(me.files().unwrap().iter().any(|other| *other == path));
            assert!(me.uses_file(&path).unwrap());
        },
    );
}

#[test]
fn memory_that_grows() {
    crate::support::in_child("attributes::memory::memory_that_grows", || {
        let child = start(std::process::Command::new("sh").args(["-c", "exec sleep 600"]));
        let me = Process::current().unwrap();
        let before = me.memory_info().unwrap().rss;
        let room = vec![1_u8; 64 << 20];
        let after = me.memory_info().unwrap().rss;
        assert!(after >= before + (48 << 20), "{before} {after} {}", room[1 << 20]);
        assert!(child.process().memory_info().unwrap().rss < 32 << 20);
    });
}
