//! The events of a console that are received: Ctrl-C, Ctrl-Break, the end. `SetConsoleCtrlHandler`

use std::collections::VecDeque;
use std::os::windows::io::{
    AsHandle, AsRawHandle as _, BorrowedHandle, FromRawHandle as _, OwnedHandle,
};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use windows_sys::Win32::Foundation::{ERROR_BUSY, ERROR_INVALID_PARAMETER};
use windows_sys::Win32::System::Console::{
    CTRL_BREAK_EVENT, CTRL_C_EVENT, CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT, CTRL_SHUTDOWN_EVENT,
    SetConsoleCtrlHandler,
};
use windows_sys::Win32::System::Threading::{CreateEventW, INFINITE, ResetEvent, SetEvent};

use super::process::handle::wait;
use super::{c, check_win};
use crate::errno::WinError;

/// Those that are there. With the first the handler is installed, for good.
static RECEIVERS: Mutex<(bool, Vec<Arc<Shared>>)> = Mutex::new((false, Vec::new()));

fn receivers() -> MutexGuard<'static, (bool, Vec<Arc<Shared>>)> {
    RECEIVERS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Debug)]
struct Shared {
    signals: Vec<i32>,
    came: Mutex<VecDeque<i32>>,
    /// Set as long as something came and was not taken.
    event: OwnedHandle,
}

impl Shared {
    fn came(&self) -> MutexGuard<'_, VecDeque<i32>> {
        self.came.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Receives signals until it is dropped.
#[derive(Debug)]
pub struct Receiver(Arc<Shared>);

impl Receiver {
    /// Receives these signals from now on. `ERROR_BUSY` if another receiver does, `ERROR_INVALID_PARAMETER` of what no event
    /// stands for.
    pub fn new(signals: &[i32]) -> Result<Self, WinError> {
        if !signals.iter().all(|signal| matches!(*signal, c::SIGINT | c::SIGBREAK | c::SIGTERM)) {
            return Err(WinError::from_raw(ERROR_INVALID_PARAMETER));
        }
        let mut receivers = receivers();
        let (installed, all) = &mut *receivers;
        if all.iter().any(|other| other.signals.iter().any(|signal| signals.contains(signal))) {
            return Err(WinError::from_raw(ERROR_BUSY));
        }
        // SAFETY: no name, no attributes; a new handle, or null.
        let event = unsafe {
            let event = CreateEventW(std::ptr::null(), 1, 0, std::ptr::null());
            check_win((!event.is_null()).into())?;
            OwnedHandle::from_raw_handle(event)
        };
        if !*installed {
            // SAFETY: the function stays.
            check_win(unsafe { SetConsoleCtrlHandler(Some(handler), 1) })?;
            *installed = true;
        }
        let shared = Shared { signals: signals.to_vec(), came: Mutex::default(), event };
        let shared = Arc::new(shared);
        all.push(Arc::clone(&shared));
        Ok(Self(shared))
    }

    /// The next signal, if one comes in that time; without a time, whenever it comes.
    pub fn next(&self, timeout: Option<Duration>) -> Result<Option<i32>, WinError> {
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        loop {
            let mut came = self.0.came();
            let first = came.pop_front();
            if came.is_empty() {
                // SAFETY: the event is open.
                check_win(unsafe { ResetEvent(self.0.event.as_raw_handle()) })?;
            }
            drop(came);
            if first.is_some() {
                return Ok(first);
            }
            let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) || timeout.is_some_and(|t| t.is_zero()) {
                return Ok(None);
            }
            // A part of a millisecond is one, or the rest of the time would be spent asking.
            let milliseconds = left.map_or(INFINITE, |left| {
                u32::try_from(left.as_micros().div_ceil(1000))
                    .unwrap_or(INFINITE - 1)
                    .min(INFINITE - 1)
            });
            wait(self.as_handle(), milliseconds)?;
        }
    }
}

impl AsHandle for Receiver {
    fn as_handle(&self) -> BorrowedHandle<'_> {
        self.0.event.as_handle()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        receivers().1.retain(|other| !Arc::ptr_eq(other, &self.0));
    }
}

/// Runs in a thread that the system makes for it.
unsafe extern "system" fn handler(event: u32) -> i32 {
    let (signal, is_last) = match event {
        CTRL_C_EVENT => (c::SIGINT, false),
        CTRL_BREAK_EVENT => (c::SIGBREAK, false),
        CTRL_CLOSE_EVENT | CTRL_LOGOFF_EVENT | CTRL_SHUTDOWN_EVENT => (c::SIGTERM, true),
        _ => return 0,
    };
    let receivers = receivers();
    let Some(shared) = receivers.1.iter().find(|other| other.signals.contains(&signal)) else {
        return 0;
    };
    let mut came = shared.came();
    came.push_back(signal);
    // SAFETY: the event is open.
    unsafe { SetEvent(shared.event.as_raw_handle()) };
    drop(came);
    drop(receivers);
    if is_last {
        // When this returns the process is ended. The system waits for some seconds, which the program has for its own end.
        std::thread::sleep(Duration::from_secs(3600));
    }
    1
}
