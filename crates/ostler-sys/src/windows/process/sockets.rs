//! Sockets, with the processes they belong to.

use std::ffi::c_void;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use windows_sys::Win32::NetworkManagement::IpHelper::{
    GetExtendedTcpTable, GetExtendedUdpTable, MIB_TCP6ROW_OWNER_PID, MIB_TCPROW_OWNER_PID,
    MIB_UDP6ROW_OWNER_PID, MIB_UDPROW_OWNER_PID, TCP_TABLE_OWNER_PID_ALL, UDP_TABLE_OWNER_PID,
};

use crate::errno::WinError;

/// A socket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Socket {
    pub pid: u32,
    pub local: SocketAddr,
    /// For TCP; zeros where there is none.
    pub remote: Option<SocketAddr>,
    /// `MIB_TCP_STATE_*`; zero for UDP.
    pub state: u32,
}

const AF_INET: u32 = 2;
const AF_INET6: u32 = 23;

/// Ports stand in the network's order in the lower half.
fn port(number: u32) -> u16 {
    u16::from_be(number as u16)
}

fn v4(address: u32, number: u32) -> SocketAddr {
    SocketAddr::new(IpAddr::V4(Ipv4Addr::from(address.to_ne_bytes())), port(number))
}

fn v6(address: [u8; 16], number: u32) -> SocketAddr {
    SocketAddr::new(IpAddr::V6(Ipv6Addr::from(address)), port(number))
}

/// TCP over IPv4.
pub fn tcp4() -> Result<Vec<Socket>, WinError> {
    let rows: Vec<MIB_TCPROW_OWNER_PID> = tcp(AF_INET)?;
    let socket = |row: &MIB_TCPROW_OWNER_PID| Socket {
        pid: row.dwOwningPid,
        local: v4(row.dwLocalAddr, row.dwLocalPort),
        remote: Some(v4(row.dwRemoteAddr, row.dwRemotePort)),
        state: row.dwState,
    };
    Ok(rows.iter().map(socket).collect())
}

/// TCP over IPv6.
pub fn tcp6() -> Result<Vec<Socket>, WinError> {
    let rows: Vec<MIB_TCP6ROW_OWNER_PID> = tcp(AF_INET6)?;
    let socket = |row: &MIB_TCP6ROW_OWNER_PID| Socket {
        pid: row.dwOwningPid,
        local: v6(row.ucLocalAddr, row.dwLocalPort),
        remote: Some(v6(row.ucRemoteAddr, row.dwRemotePort)),
        state: row.dwState,
    };
    Ok(rows.iter().map(socket).collect())
}

/// UDP over IPv4.
pub fn udp4() -> Result<Vec<Socket>, WinError> {
    let rows: Vec<MIB_UDPROW_OWNER_PID> = udp(AF_INET)?;
    let socket = |row: &MIB_UDPROW_OWNER_PID| Socket {
        pid: row.dwOwningPid,
        local: v4(row.dwLocalAddr, row.dwLocalPort),
        remote: None,
        state: 0,
    };
    Ok(rows.iter().map(socket).collect())
}

/// UDP over IPv6.
pub fn udp6() -> Result<Vec<Socket>, WinError> {
    let rows: Vec<MIB_UDP6ROW_OWNER_PID> = udp(AF_INET6)?;
    let socket = |row: &MIB_UDP6ROW_OWNER_PID| Socket {
        pid: row.dwOwningPid,
        local: v6(row.ucLocalAddr, row.dwLocalPort),
        remote: None,
        state: 0,
    };
    Ok(rows.iter().map(socket).collect())
}

fn tcp<T: Copy>(family: u32) -> Result<Vec<T>, WinError> {
    rows(|buffer, size| {
        // SAFETY: the buffer is writable for the size given.
        unsafe { GetExtendedTcpTable(buffer, size, 0, family, TCP_TABLE_OWNER_PID_ALL, 0) }
    })
}

fn udp<T: Copy>(family: u32) -> Result<Vec<T>, WinError> {
    rows(|buffer, size| {
        // SAFETY: the buffer is writable for the size given.
        unsafe { GetExtendedUdpTable(buffer, size, 0, family, UDP_TABLE_OWNER_PID, 0) }
    })
}

/// A table: how many there are, then the rows, all in words of 32 bits.
fn rows<T: Copy>(mut read: impl FnMut(*mut c_void, *mut u32) -> u32) -> Result<Vec<T>, WinError> {
    const ERROR_INSUFFICIENT_BUFFER: u32 = 122;
    /// Without IPv6.
    const ERROR_NOT_SUPPORTED: u32 = 50;
    let mut buffer = vec![0_u32; 1 << 12];
    loop {
        let mut size = size_of_val(&buffer[..]) as u32;
        match read(buffer.as_mut_ptr().cast(), &raw mut size) {
            0 => break,
            ERROR_INSUFFICIENT_BUFFER => buffer.resize(size as usize / 2 + 1024, 0),
            ERROR_NOT_SUPPORTED => return Ok(Vec::new()),
            code => return Err(WinError::from_raw(code)),
        }
    }
    let words = size_of::<T>() / 4;
    let rows = buffer[1..].chunks_exact(words).take(buffer[0] as usize);
    // SAFETY: as many words as the row has, of which any bits are a value.
    Ok(rows.map(|row| unsafe { row.as_ptr().cast::<T>().read_unaligned() }).collect())
}
