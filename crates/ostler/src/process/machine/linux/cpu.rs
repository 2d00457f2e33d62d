//! The processors.

use std::collections::HashSet;

use ostler_sys::linux::process::read::read_file;
use ostler_sys::linux::process::stat::number;

use crate::errno;
use crate::error::{OrPath as _, Result};
use crate::process::CpuTimes;
use crate::process::reader::Context;

/// A line of `/proc/stat`, behind its name.
fn of_line(line: &[u8], context: &Context) -> CpuTimes {
    let words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let mut times = words.map(|word| context.duration(number(word) as u64));
    let mut next = || times.next().unwrap_or_default();
    CpuTimes {
        user: next(),
        nice: next(),
        system: next(),
        idle: next(),
        iowait: next(),
        irq: next(),
        softirq: next(),
        steal: next(),
        guest: next(),
        guest_nice: next(),
    }
}

fn lines(mut see: impl FnMut(&[u8], CpuTimes)) -> Result<()> {
    let mut text = Vec::new();
    read_file(c"/proc/stat", &mut text).or_path("/proc/stat".as_ref())?;
    let context = Context::new();
    for line in text.split(|byte| *byte == b'\n') {
        let Some(rest) = line.strip_prefix(b"cpu") else { continue };
        let blank = rest.iter().position(|byte| *byte == b' ').unwrap_or(rest.len());
        let (name, rest) = rest.split_at(blank);
        see(name, of_line(rest, &context));
    }
    Ok(())
}

/// What all processors together have done.
pub(crate) fn cpu_times() -> Result<CpuTimes> {
    let mut all = None;
    lines(|name, times| {
        if name.is_empty() {
            all = Some(times);
        }
    })?;
    all.ok_or_else(|| errno::EIO.into())
}

/// What each has done.
pub(crate) fn cpu_times_per_cpu() -> Result<Vec<CpuTimes>> {
    let mut each = Vec::new();
    lines(|name, times| {
        if !name.is_empty() {
            each.push(times);
        }
    })?;
    Ok(each)
}

/// How many cores are online.
pub(crate) fn cores() -> Option<usize> {
    let mut cores = HashSet::new();
    for entry in std::fs::read_dir("/sys/devices/system/cpu").ok()? {
        let entry = entry.ok()?;
        let name = entry.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix("cpu"));
        if number.is_some_and(|number| number.parse::<u32>().is_ok()) {
            let topology = entry.path().join("topology");
            let read = |file| std::fs::read_to_string(topology.join(file)).ok();
            // One that is offline has none.
            cores.extend(read("physical_package_id").zip(read("core_id")));
        }
    }
    Some(cores.len()).filter(|count| *count > 0)
}
