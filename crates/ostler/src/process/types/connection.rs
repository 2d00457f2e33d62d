//! One socket.

use std::ffi::OsString;
use std::fmt;
use std::net::{IpAddr, SocketAddr};

bitflags::bitflags! {
    /// Which sockets are meant: `kind` of `psutil.net_connections`.
    #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
    pub struct ConnectionKinds: u8 {
        /// TCP over IPv4: `tcp4`.
        const TCP4 = 1;
        /// TCP over IPv6: `tcp6`.
        const TCP6 = 2;
        /// UDP over IPv4: `udp4`.
        const UDP4 = 4;
        /// UDP over IPv6: `udp6`.
        const UDP6 = 8;
        /// Within the machine: `unix`.
        const UNIX = 16;
        /// `tcp`
        const TCP = Self::TCP4.bits() | Self::TCP6.bits();
        /// `udp`
        const UDP = Self::UDP4.bits() | Self::UDP6.bits();
        /// `inet4`
        const INET4 = Self::TCP4.bits() | Self::UDP4.bits();
        /// `inet6`
        const INET6 = Self::TCP6.bits() | Self::UDP6.bits();
        /// `inet`
        const INET = Self::INET4.bits() | Self::INET6.bits();
    }
}

impl ConnectionKinds {
    /// Whether a socket is one of these.
    pub fn include(self, connection: &Connection) -> bool {
        self.contains(match (connection.family, connection.kind) {
            (AddressFamily::Inet, SocketKind::Stream) => Self::TCP4,
            (AddressFamily::Inet, _) => Self::UDP4,
            (AddressFamily::Inet6, SocketKind::Stream) => Self::TCP6,
            (AddressFamily::Inet6, _) => Self::UDP6,
            (AddressFamily::Unix, _) => Self::UNIX,
        })
    }
}

/// What kind of address a socket has.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum AddressFamily {
    /// IPv4.
    Inet,
    /// IPv6.
    Inet6,
    /// A name within the machine.
    Unix,
}

impl AddressFamily {
    /// `AF_INET`, `AF_INET6`, `AF_UNIX`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inet => "AF_INET",
            Self::Inet6 => "AF_INET6",
            Self::Unix => "AF_UNIX",
        }
    }
}

/// How a socket takes what is sent.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum SocketKind {
    /// As a stream of bytes: TCP.
    Stream,
    /// As single messages: UDP.
    Datagram,
    /// As messages, in order.
    SeqPacket,
}

impl SocketKind {
    /// `SOCK_STREAM`, `SOCK_DGRAM`, `SOCK_SEQPACKET`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stream => "SOCK_STREAM",
            Self::Datagram => "SOCK_DGRAM",
            Self::SeqPacket => "SOCK_SEQPACKET",
        }
    }
}

/// Declares the states: variant, the kernel's number, psutil's text, meaning.
macro_rules! states {
    ($($variant:ident, $number:literal, $text:literal, $meaning:literal;)*) => {
        /// The state of a TCP connection: `psutil.CONN_*`; tcp(7).
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[non_exhaustive]
        pub enum ConnectionStatus {
            $(
                #[doc = concat!("`", $text, "`: ", $meaning, ".")]
                $variant,
            )*
        }

        impl ConnectionStatus {
            /// psutil's text for it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// The state the kernel has a number for.
            #[cfg(linux_kernel)]
            pub(crate) const fn from_number(number: u8) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    _ => Self::None,
                }
            }
        }
    };
}

states! {
    None, 0, "NONE", "a socket without states, UDP or Unix";
    Established, 1, "ESTABLISHED", "connected";
    SynSent, 2, "SYN_SENT", "asks to be connected";
    SynRecv, 3, "SYN_RECV", "was asked, and has answered";
    FinWait1, 4, "FIN_WAIT1", "was closed here";
    FinWait2, 5, "FIN_WAIT2", "was closed here, and the other side knows";
    TimeWait, 6, "TIME_WAIT", "was closed, and waits for what is still under way";
    Close, 7, "CLOSE", "is not in use";
    CloseWait, 8, "CLOSE_WAIT", "was closed by the other side";
    LastAck, 9, "LAST_ACK", "was closed by both, the other side has not confirmed";
    Listen, 10, "LISTEN", "waits for connections";
    Closing, 11, "CLOSING", "was closed by both at once";
    NewSynRecv, 12, "NEW_SYN_RECV", "was asked, and keeps it in mind";
}

impl fmt::Display for ConnectionStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One end of a socket.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Address {
    /// An IP address and a port.
    Ip(SocketAddr),
    /// A path, or with `@` before it a name in the abstract namespace.
    Unix(OsString),
}

impl Address {
    /// As text: `127.0.0.1:80`, `[::1]:80`, `/run/socket`, `@name`.
    pub fn to_os_string(&self) -> OsString {
        match self {
            Self::Ip(address) => address.to_string().into(),
            Self::Unix(path) => path.clone(),
        }
    }

    /// The port, of an IP address.
    pub fn port(&self) -> Option<u16> {
        match self {
            Self::Ip(address) => Some(address.port()),
            Self::Unix(_) => None,
        }
    }

    /// The IP address, of one.
    pub fn ip(&self) -> Option<IpAddr> {
        match self {
            Self::Ip(address) => Some(address.ip()),
            Self::Unix(_) => None,
        }
    }
}

/// A socket: `psutil`'s connection.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub struct Connection {
    /// What kind of address it has.
    pub family: AddressFamily,
    /// How it takes what is sent.
    pub kind: SocketKind,
    /// Its own end; `None` for a Unix socket without a name.
    pub local: Option<Address>,
    /// The other end, if it is connected.
    pub remote: Option<Address>,
    /// The state of the connection.
    pub status: ConnectionStatus,
    /// The id of the user who made it; zero for Unix sockets.
    pub uid: u32,
    /// The number the kernel has for it; zero once no process has it.
    pub inode: u64,
}

impl Connection {
    /// The port of its own end.
    pub fn local_port(&self) -> Option<u16> {
        self.local.as_ref().and_then(Address::port)
    }

    /// Whether others can send to it unasked: a TCP socket that listens, a UDP one that is bound and not connected.
    pub fn is_listening(&self) -> bool {
        match (self.family, self.kind) {
            (AddressFamily::Unix, _) | (_, SocketKind::Stream) => {
                self.status == ConnectionStatus::Listen
            }
            _ => self.remote.is_none() && self.local_port().is_some_and(|port| port != 0),
        }
    }
}
