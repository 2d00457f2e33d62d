//! The lines of the files of `/proc/net`.

use std::collections::HashSet;
use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

use super::super::super::types::{
    Address, AddressFamily, Connection, ConnectionStatus, SocketKind,
};

/// The lines of `tcp`, `udp` and their like. A connection that no process has any more has no number; it is told by its ends.
pub(super) fn inet_table(text: &[u8], family: AddressFamily, kind: SocketKind) -> Vec<Connection> {
    let mut ends = HashSet::new();
    let lines = text.split(|byte| *byte == b'\n').skip(1);
    let sockets = lines.filter_map(|line| inet_line(line, family, kind));
    sockets
        .filter(|socket| {
            socket.inode != 0 || ends.insert((socket.local.clone(), socket.remote.clone()))
        })
        .collect()
}

/// A line of `tcp`, `udp` and their like: number, local address, remote address, state, queues, timers, retries, user, timeout, inode.
pub(super) fn inet_line(
    line: &[u8],
    family: AddressFamily,
    kind: SocketKind,
) -> Option<Connection> {
    let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    words.next()?;
    let local = address(words.next()?)?;
    let remote = address(words.next()?)?;
    let state = u8::from_str_radix(std::str::from_utf8(words.next()?).ok()?, 16).ok()?;
    let uid = std::str::from_utf8(words.nth(3)?).ok()?.parse().ok()?;
    let inode = std::str::from_utf8(words.nth(1)?).ok()?.parse().ok()?;
    let status = match kind {
        SocketKind::Stream => ConnectionStatus::from_number(state),
        _ => ConnectionStatus::None,
    };
    let connected = remote.port() != 0;
    Some(Connection {
        family,
        kind,
        local: Some(Address::Ip(local)),
        remote: connected.then_some(Address::Ip(remote)),
        status,
        uid,
        inode,
    })
}

/// An address as the kernel prints it: words of its own byte order in hexadecimal, a colon, the port.
fn address(text: &[u8]) -> Option<SocketAddr> {
    let text = std::str::from_utf8(text).ok()?;
    let (ip, port) = text.split_once(':')?;
    let port = u16::from_str_radix(port, 16).ok()?;
    let word = |at: usize| -> Option<[u8; 4]> {
        let digits = ip.get(at * 8..at * 8 + 8)?;
        Some(u32::from_str_radix(digits, 16).ok()?.to_ne_bytes())
    };
    let ip = match ip.len() {
        8 => IpAddr::V4(Ipv4Addr::from(word(0)?)),
        32 => {
            let mut bytes = [0; 16];
            for (at, chunk) in bytes.chunks_exact_mut(4).enumerate() {
                chunk.copy_from_slice(&word(at)?);
            }
            IpAddr::V6(Ipv6Addr::from(bytes))
        }
        _ => return None,
    };
    Some(SocketAddr::new(ip, port))
}

/// A Unix socket; its kind by the kernel's number.
pub(super) fn named(kind: u32, status: ConnectionStatus, inode: u64, name: Vec<u8>) -> Connection {
    Connection {
        family: AddressFamily::Unix,
        kind: match kind {
            1 => SocketKind::Stream,
            5 => SocketKind::SeqPacket,
            _ => SocketKind::Datagram,
        },
        local: (!name.is_empty()).then(|| Address::Unix(OsString::from_vec(name))),
        remote: None,
        status,
        uid: 0,
        inode,
    }
}

/// The most bytes of a name: unix(7).
const LONGEST_NAME: usize = 108;

/// The lines of `unix`. The kernel writes names as they are, newlines too, so that a line may be a part of the name in a line
/// before it, whatever it looks like. One that does not look like a line of the table is such a part. One that does is taken
/// for a line; but if it may be a part of a name, and there is another of that number which cannot be, it is a part. Of
/// several of one number that all may be parts the first counts.
pub(super) fn unix_table(text: &[u8]) -> Vec<Connection> {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    let mut lines = Vec::new();
    let mut known = HashSet::new();
    // How long the name is that may go on in the next line; the shortest, if there are several.
    let mut open: Option<usize> = None;
    for line in text.split(|byte| *byte == b'\n').skip(1) {
        let socket = unix(line);
        let longer = open.map(|length| length + 1 + line.len());
        let part = longer.filter(|length| *length <= LONGEST_NAME);
        if let Some(socket) = &socket {
            if part.is_none() {
                known.insert(socket.inode);
            }
            let own = socket.local.as_ref().map(|name| name.to_os_string().len());
            open = part.map_or(own, |part| Some(own.map_or(part, |own| own.min(part))));
        } else {
            open = longer;
        }
        lines.push((line, socket, part.is_some()));
    }
    let mut sockets: Vec<Connection> = Vec::with_capacity(lines.len());
    let mut seen = HashSet::new();
    let mut name_goes_on = false;
    for (line, socket, may_be_part) in lines {
        match socket.filter(|socket| !(may_be_part && known.contains(&socket.inode))) {
            Some(socket) => {
                name_goes_on = socket.inode == 0 || seen.insert(socket.inode);
                if name_goes_on {
                    sockets.push(socket);
                }
            }
            None if name_goes_on => {
                let name = sockets.last_mut().and_then(|socket| socket.local.as_mut());
                if let Some(Address::Unix(name)) = name {
                    name.push("\n");
                    name.push(std::ffi::OsStr::from_bytes(line));
                }
            }
            None => {}
        }
    }
    sockets
}

/// A line of `unix`: address, references, protocol, flags, type, state, inode, path; in the kernel's columns, or it is none.
fn unix(line: &[u8]) -> Option<Connection> {
    const ACCEPTS: u32 = 1 << 16;
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (address, mut rest) = (&line[..colon], &line[colon + 1..]);
    let is_address = |byte: &u8| byte.is_ascii_alphanumeric() || b"()_".contains(byte);
    if address.len() < 8 || !address.iter().all(is_address) {
        return None;
    }
    let mut hexadecimal = |digits: usize| {
        let (word, after) = rest.strip_prefix(b" ")?.split_at_checked(digits)?;
        rest = after;
        let all_digits = word.iter().all(u8::is_ascii_hexdigit);
        u32::from_str_radix(std::str::from_utf8(word).ok()?, 16).ok().filter(|_| all_digits)
    };
    let (_references, _protocol, flags) = (hexadecimal(8)?, hexadecimal(8)?, hexadecimal(8)?);
    let (kind, state) = (hexadecimal(4)?, hexadecimal(2)?);
    let rest = rest.strip_prefix(b" ")?;
    let from = rest.iter().position(|byte| *byte != b' ')?;
    let digits = rest[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, path) = rest.split_at(from + digits);
    // The column is five wide.
    if number.len() < 5 {
        return None;
    }
    let inode = std::str::from_utf8(&number[from..]).ok()?.parse().ok()?;
    let path = match path {
        [] => path,
        [b' ', path @ ..] if !path.is_empty() => path,
        _ => return None,
    };
    let status = match (flags & ACCEPTS != 0, state) {
        (true, _) => ConnectionStatus::Listen,
        (false, 3) => ConnectionStatus::Established,
        _ => ConnectionStatus::None,
    };
    Some(named(kind, status, inode, path.to_vec()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    #[cfg(target_endian = "little")]
    fn lines_of_tables() {
        let line = b"   1: 0100007F:1F90 0200007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 4242 1 0 20 4 30 10 -1";
        let socket = inet_line(line, AddressFamily::Inet, SocketKind::Stream).unwrap();
        assert_eq!(socket.local.unwrap().to_os_string(), "127.0.0.1:8080");
        assert_eq!(socket.remote.unwrap().to_os_string(), "127.0.0.2:50000");
        assert_eq!(
            (socket.status, socket.uid, socket.inode),
            (ConnectionStatus::Established, 1000, 4242)
        );
        let line = b"0: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 7 1";
        let socket = inet_line(line, AddressFamily::Inet6, SocketKind::Stream).unwrap();
        assert_eq!(socket.local.as_ref().unwrap().to_os_string(), "[::1]:80");
        assert!(socket.is_listening() && socket.remote.is_none());
        let socket =
            unix(b"0000000000000000: 00000002 00000000 00010000 0001 01    99 /run/a b").unwrap();
        assert_eq!(socket.local.as_ref().unwrap().to_os_string(), "/run/a b");
        assert!(socket.is_listening());
        assert_eq!(socket.inode, 99);
        let line = b"00000000473f7fe3: 00000003 00000000 00000000 0002 03 11214059";
        assert_eq!(unix(line).unwrap().local, None);
        assert_eq!(unix(line).unwrap().kind, SocketKind::Datagram);
        for line in [
            "0: 2 0 0 2 01 98",
            "0000000000000000: 00000002 00000000 00010000 0001 01 99",
            "0000000000000000: 00000002 00000000 00010000 0001 01 12345x",
            "0000000000000000: 00000002 00000000 00010000 0001 01 12345 ",
            "0000000000000000: 0000002 000000000 00010000 0001 01 12345 /a",
            "0000000000000000: 00000002 00000000 +0010000 0001 01 12345 /a",
            "/000000000000000: 00000002 00000000 00010000 0001 01 12345 /a",
            "",
        ] {
            assert_eq!(unix(line.as_bytes()), None, "{line}");
        }
    }

    /// A connection that is listed twice, and what has nothing but its number, or its ends, from it.
    #[test]
    fn lines_of_one_connection() {
        let lines = ["1 2 06 0", "1 3 06 0", "1 2 06 0", "1 2 01 7", "1 0 0A 8"].map(|line| {
            let words: Vec<&str> = line.split(' ').collect();
            let [local, remote, state, inode] = words[..] else { panic!("{line}") };
            format!("0: 0100007F:000{local} 0100007F:000{remote} {state} 0:0 0:0 0 0 0 {inode} 1\n")
        });
        let text = format!("head\n{}", lines.concat());
        let found = inet_table(text.as_bytes(), AddressFamily::Inet, SocketKind::Stream);
        let ports: Vec<_> = found
            .iter()
            .map(|socket| (socket.remote.as_ref().and_then(Address::port), socket.inode))
            .collect();
        assert_eq!(ports, [(Some(2), 0), (Some(3), 0), (Some(2), 7), (None, 8)]);
    }

    const HEAD: &str = "Num       RefCount Protocol Flags    Type St Inode Path\n";

    fn line(inode: u64, name: &str) -> String {
        let blank = if name.is_empty() { "" } else { " " };
        format!("0000000000000000: 00000002 00000000 00010000 0001 01 {inode:5}{blank}{name}\n")
    }

    fn names(text: &str) -> Vec<(u64, String)> {
        let name = |local: Option<Address>| local.map_or(OsString::new(), |a| a.to_os_string());
        unix_table(text.as_bytes())
            .into_iter()
            .map(|socket| (socket.inode, name(socket.local).into_string().unwrap()))
            .collect()
    }

    #[test]
    fn names_with_newlines() {
        assert!(names("").is_empty() && names(HEAD).is_empty());
        let odd = ["/a\nb\n", "/\n\n", "@x\n0: 1 2", "/a b\n c"];
        let text: String = odd.iter().zip(1..).map(|(name, inode)| line(inode, name)).collect();
        let expected: Vec<_> = (1..).zip(odd.map(str::to_owned)).collect();
        assert_eq!(names(&format!("{HEAD}{text}")), expected);
    }

    /// What looks like a line of a socket that there is does not take its place.
    #[test]
    fn a_name_that_looks_like_a_line() {
        let odd = format!("/x\n{}", line(7, "/forged").trim_end());
        let (forged, real) = (line(5, &odd), line(7, "/real"));
        let whole = [(5, odd.clone()), (7, "/real".to_owned())];
        // Behind one without a name, or with a long one, it is a line.
        let text = format!("{HEAD}{forged}{}{}{real}", line(9, ""), line(10, ""));
        assert!(names(&text).contains(&(5, odd.clone())) && names(&text).contains(&whole[1]));
        let text = format!("{HEAD}{real}{forged}");
        assert_eq!(names(&text), [whole[1].clone(), whole[0].clone()]);
        let long = line(6, &format!("/{}", "l".repeat(60)));
        let text = format!("{HEAD}{forged}{long}{real}");
        assert!(names(&text).contains(&(5, odd)) && names(&text).contains(&whole[1]));
    }

    proptest! {
        #[test]
        fn no_line_panics(line in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = inet_line(&line, AddressFamily::Inet6, SocketKind::Datagram);
            let _ = unix(&line);
            let _ = unix_table(&line);
        }

        /// Whatever the names are, each socket is there, once, and no other.
        #[test]
        fn tables(names in proptest::collection::vec("[@/][a-z0 :\n]{0,100}|", 0..8)) {
            let mut text = HEAD.to_owned();
            for (name, inode) in names.iter().zip(10_000_u64..) {
                text.push_str(&line(inode, name));
            }
            let found: Vec<_> = super::tests::names(&text);
            let expected: Vec<_> = (10_000_u64..).zip(names).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn no_words_panic(line in "[0-9A-F: ]{0,120}") {
            let _ = inet_line(line.as_bytes(), AddressFamily::Inet, SocketKind::Stream);
            let _ = unix(line.as_bytes());
        }
    }
}
