//! The machine, against what other functions of the system say of it.

use std::time::{Duration, SystemTime};

use ostler::process::{
    CpuTimes, Field, Value, boot_time, cpu_count, cpu_percent, cpu_times, cpu_times_per_cpu, iter,
    swap_memory, users, virtual_memory,
};
use windows_sys::Win32::Foundation::FILETIME;
use windows_sys::Win32::System::SystemInformation::{
    GetTickCount64, GlobalMemoryStatusEx, MEMORYSTATUSEX,
};
use windows_sys::Win32::System::Threading::GetSystemTimes;

use super::support::is_wine;

fn units(time: FILETIME) -> Duration {
    let units = u64::from(time.dwHighDateTime) << 32 | u64::from(time.dwLowDateTime);
    Duration::from_nanos(units * 100)
}

/// Idle, kernel (idle with it), user: `GetSystemTimes`.
fn system_times() -> [Duration; 3] {
    let [mut idle, mut kernel, mut user] = [FILETIME::default(); 3];
    let done = unsafe { GetSystemTimes(&raw mut idle, &raw mut kernel, &raw mut user) };
    assert_ne!(done, 0);
    [idle, kernel, user].map(units)
}

#[test]
fn processor_times_add_up() {
    let before = system_times();
    let all = cpu_times().unwrap();
    let after = system_times();
    let within = |value: Duration, before: Duration, after: Duration| {
        assert!(before <= value && value <= after, "{before:?} {value:?} {after:?}");
    };
    within(all.idle, before[0], after[0]);
    within(all.idle + all.system + all.irq + all.softirq, before[1], after[1]);
    within(all.user, before[2], after[2]);
    let each = cpu_times_per_cpu().unwrap();
    assert_eq!(Some(each.len()), cpu_count(true));
    let sum = |of: fn(&CpuTimes) -> Duration| each.iter().map(of).sum::<Duration>();
    assert!(sum(|times| times.idle) >= all.idle && sum(|times| times.user) >= all.user);
    assert!(sum(CpuTimes::total) < all.total() + Duration::from_secs(20), "{all:?} {each:?}");
    assert_eq!([all.nice, all.iowait, all.steal, all.guest], [Duration::ZERO; 4]);
}

#[test]
fn cores_and_processors() {
    let (cores, logical) = (cpu_count(false).unwrap(), cpu_count(true).unwrap());
    assert!(cores >= 1 && cores <= logical, "{cores} {logical}");
    assert_eq!(Some(logical), ostler::os::cpu_count());
}

#[test]
fn how_busy() {
    let stop = std::sync::atomic::AtomicBool::new(false);
    let busy = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                std::hint::spin_loop();
            }
        });
        let busy = cpu_percent(Duration::from_millis(300));
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        busy.unwrap()
    });
    let one = 100.0 / cpu_count(true).unwrap() as f64;
    assert!(busy > one * 0.4 && busy <= 100.0, "{busy}");
}

fn status() -> MEMORYSTATUSEX {
    let mut status =
        MEMORYSTATUSEX { dwLength: size_of::<MEMORYSTATUSEX>() as u32, ..Default::default() };
    assert_ne!(unsafe { GlobalMemoryStatusEx(&raw mut status) }, 0);
    status
}

#[test]
fn memory() {
    let memory = virtual_memory().unwrap();
    let status = status();
    assert_eq!(memory.total, status.ullTotalPhys);
    assert!(memory.available.abs_diff(status.ullAvailPhys) < memory.total / 4);
    assert_eq!(memory.used, memory.total - memory.available);
    assert_eq!(memory.free, memory.available);
    let share = memory.used as f64 / memory.total as f64 * 100.0;
    assert!((memory.percent - share).abs() < 1e-9);
    assert!(memory.cached < memory.total && memory.slab < memory.total, "{memory:?}");
    // Wine does not say what its kernel has.
    assert!(is_wine() || (memory.cached > 0 && memory.slab > 0), "{memory:?}");
    assert_eq!((memory.buffers, memory.shared, memory.active, memory.inactive), (0, 0, 0, 0));
}

#[test]
fn page_files() {
    let swap = swap_memory().unwrap();
    assert_eq!(swap.used + swap.free, swap.total);
    assert!((0.0..=100.0).contains(&swap.percent));
    // What can be promised is what there is of both.
    let status = status();
    let both = status.ullTotalPageFile - status.ullTotalPhys.min(status.ullTotalPageFile);
    assert!(swap.total.abs_diff(both) <= 1 << 20, "{} {both}", swap.total);
    assert_eq!((swap.sin, swap.sout), (0, 0));
}

#[test]
fn since_when() {
    let boot = boot_time();
    assert_eq!(boot, boot_time());
    let now = SystemTime::now();
    assert!(boot < now);
    for process in iter(Field::CreateTime).unwrap() {
        let process = process.unwrap();
        if let Some(Value::Time(created)) = process.get(Field::CreateTime)
            && process.pid() > 4
        {
            assert!(*created >= boot, "{}", process.pid());
        }
    }
    // Wine's own start, and not the machine's.
    if !is_wine() {
        let up = Duration::from_millis(unsafe { GetTickCount64() });
        let other = now - up;
        let apart = other.duration_since(boot).unwrap_or_else(|error| error.duration());
        assert!(apart < Duration::from_secs(120), "{apart:?}");
    }
}

/// Wine 8 has nobody: its functions for sessions are there and know of none.
#[test]
fn who_is_here() {
    let users = users().unwrap();
    for user in &users {
        assert!(!user.name.is_empty() && user.started <= SystemTime::now(), "{user:?}");
        assert_eq!(user.pid, None);
    }
    let own = std::env::var_os("USERNAME").unwrap();
    assert!(is_wine() || users.iter().any(|user| user.name.eq_ignore_ascii_case(&own)));
}
