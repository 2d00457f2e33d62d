//! Sessions, and who has them: the Remote Desktop Services, which have those of the console too.

use std::ffi::{OsString, c_void};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::os::windows::ffi::OsStringExt as _;
use std::ptr::{NonNull, null_mut};

use windows_sys::Win32::System::RemoteDesktop::{
    WTS_CLIENT_ADDRESS, WTS_CURRENT_SERVER_HANDLE, WTS_INFO_CLASS, WTS_SESSION_INFOW,
    WTSClientAddress, WTSEnumerateSessionsW, WTSFreeMemory, WTSINFOW, WTSQuerySessionInformationW,
    WTSSessionInfo, WTSUserName,
};

use crate::errno::WinError;
use crate::windows::{check_win, last_error, wide};

/// A session that somebody has.
#[derive(Clone, Debug)]
pub struct Session {
    pub user: OsString,
    /// Empty while it is disconnected.
    pub name: OsString,
    pub address: Option<IpAddr>,
    /// In units of 100 ns since 1601.
    pub since: u64,
}

/// What the services hand out, and get back.
struct Answer {
    start: NonNull<c_void>,
    /// In bytes.
    size: usize,
}

impl Drop for Answer {
    fn drop(&mut self) {
        // SAFETY: it is the services', and is not used any more.
        unsafe { WTSFreeMemory(self.start.as_ptr()) };
    }
}

impl Answer {
    /// The structure it begins with, if it is long enough.
    fn first<T: Copy>(&self) -> Option<T> {
        // SAFETY: it is as long as that, and any bits are a value of these structures.
        (self.size >= size_of::<T>()).then(|| unsafe { self.start.cast().read_unaligned() })
    }

    /// The text it is.
    fn text(&self) -> OsString {
        // SAFETY: it is as long as the services say, and they align it.
        let units =
            unsafe { std::slice::from_raw_parts(self.start.cast().as_ptr(), self.size / 2) };
        OsString::from_wide(until_nul(units))
    }
}

fn until_nul(units: &[u16]) -> &[u16] {
    units.split(|unit| *unit == 0).next().unwrap_or_default()
}

/// The sessions there are: the number and the name of each, `Services`, `Console`, `RDP-Tcp#3`. None, where nobody counts them.
pub fn names() -> Result<Vec<(u32, OsString)>, WinError> {
    let (mut list, mut count) = (null_mut::<WTS_SESSION_INFOW>(), 0);
    // SAFETY: both places are writable.
    check_win(unsafe {
        WTSEnumerateSessionsW(WTS_CURRENT_SERVER_HANDLE, 0, 1, &raw mut list, &raw mut count)
    })?;
    let Some(start) = NonNull::new(list.cast()) else { return Ok(Vec::new()) };
    let _list = Answer { start, size: count as usize * size_of::<WTS_SESSION_INFOW>() };
    // SAFETY: there are as many as the services say, until the answer is given back.
    let each = unsafe { std::slice::from_raw_parts(list, count as usize) };
    let name = |session: &WTS_SESSION_INFOW| {
        if session.pWinStationName.is_null() {
            return OsString::new();
        }
        // SAFETY: the services put a NUL at its end.
        unsafe { wide::read(session.pWinStationName) }
    };
    Ok(each.iter().map(|session| (session.SessionId, name(session))).collect())
}

/// The sessions that somebody has.
pub fn sessions() -> Result<Vec<Session>, WinError> {
    let mut sessions = Vec::new();
    for (number, name) in names()? {
        // One that is gone meanwhile has nobody.
        let Ok(Some(user)) = ask(number, WTSUserName) else { continue };
        let user = user.text();
        if user.is_empty() {
            continue;
        }
        let told = |what| ask(number, what).ok().flatten();
        let info = told(WTSSessionInfo).and_then(|info| info.first::<WTSINFOW>());
        let address = told(WTSClientAddress).and_then(|answer| answer.first());
        sessions.push(Session {
            user,
            name,
            address: address.and_then(|address| host(&address)),
            since: info.map_or(0, |info| info.LogonTime.cast_unsigned()),
        });
    }
    Ok(sessions)
}

fn ask(session: u32, what: WTS_INFO_CLASS) -> Result<Option<Answer>, WinError> {
    let (mut answer, mut size) = (null_mut(), 0);
    // SAFETY: both places are writable.
    let done = unsafe {
        WTSQuerySessionInformationW(
            WTS_CURRENT_SERVER_HANDLE,
            session,
            what,
            &raw mut answer,
            &raw mut size,
        )
    };
    if done == 0 {
        return Err(last_error());
    }
    Ok(NonNull::new(answer.cast()).map(|start| Answer { start, size: size as usize }))
}

/// Where it is used from.
fn host(address: &WTS_CLIENT_ADDRESS) -> Option<IpAddr> {
    const AF_INET: u32 = 2;
    const AF_INET6: u32 = 23;
    let bytes = &address.Address;
    match address.AddressFamily {
        // Behind two bytes of a port.
        AF_INET => Some(Ipv4Addr::new(bytes[2], bytes[3], bytes[4], bytes[5]).into()),
        AF_INET6 => {
            let bytes: [u8; 16] = bytes[..16].try_into().ok()?;
            Some(Ipv6Addr::from(bytes).into())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{WTS_CLIENT_ADDRESS, host, until_nul};

    #[test]
    fn where_from() {
        let mut address = WTS_CLIENT_ADDRESS { AddressFamily: 2, ..Default::default() };
        address.Address[..6].copy_from_slice(&[0, 0, 192, 0, 2, 7]);
        assert_eq!(host(&address), Some("192.0.2.7".parse().unwrap()));
        address.AddressFamily = 23;
        address.Address[..3].copy_from_slice(&[0xfe, 0x80, 0]);
        address.Address[3..6].fill(0);
        address.Address[15] = 1;
        assert_eq!(host(&address), Some("fe80::1".parse().unwrap()));
        address.AddressFamily = 0;
        assert_eq!(host(&address), None);
        assert_eq!(until_nul(&[65, 0, 66]), [65]);
    }
}
