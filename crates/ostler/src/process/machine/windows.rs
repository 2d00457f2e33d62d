//! The machine: processors, memory, page files, sessions.

use std::time::{Duration, SystemTime};

use ostler_sys::process::processors::{self, Times};
use ostler_sys::process::{machine, sessions};

use super::{CpuTimes, SwapMemory, User, VirtualMemory};
use crate::error::Result;
use crate::process::backend::duration;
use crate::process::reader::point;

/// What each has done.
pub(crate) fn cpu_times_per_cpu() -> Result<Vec<CpuTimes>> {
    Ok(processors::times()?.iter().map(of_one).collect())
}

/// What all processors together have done.
pub(crate) fn cpu_times() -> Result<CpuTimes> {
    let mut all = CpuTimes::default();
    for one in cpu_times_per_cpu()? {
        all.user += one.user;
        all.system += one.system;
        all.idle += one.idle;
        all.irq += one.irq;
        all.softirq += one.softirq;
    }
    Ok(all)
}

fn of_one(times: &Times) -> CpuTimes {
    let others = times.idle.saturating_add(times.interrupts).saturating_add(times.deferred);
    CpuTimes {
        user: duration(times.user),
        system: duration(times.kernel.saturating_sub(others)),
        idle: duration(times.idle),
        irq: duration(times.interrupts),
        softirq: duration(times.deferred),
        ..CpuTimes::default()
    }
}

/// How many cores there are.
pub(crate) fn cores() -> Option<usize> {
    processors::cores().ok().filter(|count| *count > 0)
}

/// How much memory there is.
pub(crate) fn virtual_memory() -> Result<VirtualMemory> {
    let memory = machine::memory()?;
    let kernel = machine::kernel()?;
    Ok(VirtualMemory {
        free: memory.available,
        cached: kernel.cache,
        slab: kernel.pools,
        ..VirtualMemory::of(memory.total, memory.available)
    })
}

/// How much room the page files have.
pub(crate) fn swap_memory() -> Result<SwapMemory> {
    let page = machine::kernel()?.page;
    if let Ok((size, used)) = machine::page_files() {
        let bytes = |pages: u64| pages.saturating_mul(page);
        return Ok(SwapMemory::of(bytes(size), bytes(size.saturating_sub(used))));
    }
    // Wine has none, and tells only what could be promised.
    let memory = machine::memory()?;
    let size = memory.promised.saturating_sub(memory.total);
    Ok(SwapMemory::of(size, memory.unpromised.saturating_sub(memory.available)))
}

/// When the system was started.
pub(crate) fn boot_time() -> SystemTime {
    match machine::boot_time() {
        Ok(units) if units > 0 => point(units),
        _ => SystemTime::now() - Duration::from_millis(machine::up_time()),
    }
}

/// Who has a session.
pub(crate) fn users() -> Result<Vec<User>> {
    let user = |session: sessions::Session| User {
        name: session.user,
        terminal: Some(session.name).filter(|name| !name.is_empty()),
        host: session.address.map(|address| address.to_string().into()),
        started: point(session.since),
        pid: None,
    };
    Ok(sessions::sessions()?.into_iter().map(user).collect())
}

#[cfg(test)]
mod tests {
    use super::{Duration, Times, of_one};

    #[test]
    fn no_time_is_counted_twice() {
        let ms = 10_000;
        let times = Times {
            idle: 70 * ms,
            kernel: 95 * ms,
            user: 5 * ms,
            deferred: 3 * ms,
            interrupts: 2 * ms,
            count: 9,
        };
        let told = of_one(&times);
        assert_eq!(told.system, Duration::from_millis(20));
        assert_eq!((told.irq, told.softirq), (Duration::from_millis(2), Duration::from_millis(3)));
        assert_eq!(told.total(), Duration::from_millis(100));
        assert_eq!(told.busy(), Duration::from_millis(30));
    }
}
