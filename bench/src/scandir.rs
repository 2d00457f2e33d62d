//! One large directory.

use std::fs;
use std::io;
use std::mem::MaybeUninit;
use std::time::Duration;

use ostler::os;
use rustix::fs::{FileType, Mode, OFlags, RawDir};

use crate::Bench;
use crate::harness::Contender;
use crate::table::Goal::{AtLeast, Shown};

pub(crate) fn rows(bench: &mut Bench) -> io::Result<()> {
    if !bench.table.wants("scandir of 200,000") {
        return Ok(());
    }
    let flat = bench.trees.flat()?;
    // Names and types of all: the lengths added up, and the regular files counted.
    let weigh = |name: usize, file: bool| name as u64 + u64::from(file);

    bench.table.row(
        "scandir of 200,000, each entry owned",
        9,
        Duration::from_secs(6),
        vec![
            Contender::new("os::scandir", || {
                let entries = os::scandir(&flat).expect("the directory is there");
                entries.flatten().map(|e| weigh(e.name().len(), e.file_type().is_file())).sum()
            }),
            Contender::new("std::fs::read_dir", || {
                let entries = fs::read_dir(&flat).expect("the directory is there");
                entries
                    .flatten()
                    .map(|e| weigh(e.file_name().len(), e.file_type().is_ok_and(|t| t.is_file())))
                    .sum()
            }),
        ],
        &[AtLeast(1.0)],
    );
    bench.table.row(
        "scandir of 200,000, each entry lent",
        9,
        Duration::from_secs(6),
        vec![
            Contender::new("ScanDir::next_ref", || {
                let mut entries = os::scandir(&flat).expect("the directory is there");
                let mut sum = 0;
                while let Some(Ok(entry)) = entries.next_ref() {
                    sum += weigh(entry.name().len(), entry.file_type().is_file());
                }
                sum
            }),
            Contender::new("rustix RawDir", || {
                let dir = rustix::fs::open(
                    &flat,
                    OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC,
                    Mode::empty(),
                )
                .expect("the directory is there");
                let mut buffer = vec![MaybeUninit::uninit(); 64 * 1024];
                let mut entries = RawDir::new(dir, &mut buffer);
                let mut sum = 0;
                while let Some(Ok(entry)) = entries.next() {
                    let name = entry.file_name().to_bytes();
                    if name != b"." && name != b".." {
                        sum += weigh(name.len(), entry.file_type() == FileType::RegularFile);
                    }
                }
                sum
            }),
            Contender::new("std::fs::read_dir", || {
                let entries = fs::read_dir(&flat).expect("the directory is there");
                entries
                    .flatten()
                    .map(|e| weigh(e.file_name().len(), e.file_type().is_ok_and(|t| t.is_file())))
                    .sum()
            }),
        ],
        &[AtLeast(0.9), Shown],
    );
    Ok(())
}
