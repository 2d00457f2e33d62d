//! Unix sockets, as the kernel's diagnostics tell of them: `sock_diag(7)`. What they say has lengths, where a line of
//! `/proc/net/unix` ends with a newline that may as well be one of the name.

use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, netlink};

use crate::errno::{self, Errno};
use crate::fd::OwnedFd;

/// A Unix socket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnixSocket<'a> {
    /// `SOCK_STREAM` and the like.
    pub kind: u8,
    /// A state of TCP's.
    pub state: u8,
    /// The number that descriptors have it by; zero where there is none.
    pub inode: u32,
    /// The number of the socket itself, which no other has or had since the boot.
    pub cookie: u64,
    /// The name it is bound to, with a NUL before one of the abstract namespace; empty where it has none.
    pub name: &'a [u8],
}

// `linux/netlink.h`
const NLMSG_ERROR: u16 = 2;
const NLMSG_DONE: u16 = 3;
const NLM_F_REQUEST: u16 = 0x1;
const NLM_F_DUMP: u16 = 0x300;
// `linux/sock_diag.h`
const SOCK_DIAG_BY_FAMILY: u16 = 20;
// `linux/unix_diag.h`
const UDIAG_SHOW_NAME: u32 = 0x1;
const UNIX_DIAG_NAME: u16 = 0;

/// What tells the answers to our question.
const SEQUENCE: u32 = 1;
/// How long a header of a message is, and what stands before the attributes of a socket.
const HEADER: usize = 16;
const SOCKET: usize = 16;

/// Calls a function with each Unix socket of the network namespace that this thread is in. An error where the kernel has no
/// such diagnostics, or does not let us ask; some may have been seen by then. The answer has several pieces: beside sockets that
/// come and go, one that was there all the time may be left out, or be seen twice.
pub fn each_unix_socket(mut see: impl FnMut(UnixSocket<'_>)) -> Result<(), Errno> {
    let socket = ask(&question(None))?;
    // The kernel's pieces are at most half of that.
    let mut room = vec![0_u8; 64 * 1024];
    while !messages(answer(&socket, &mut room)?, &mut see)? {}
    Ok(())
}

/// Calls a function with the Unix socket that has this number, which is not zero, in the network namespace that this thread is in.
/// `ENOENT` if none has it there.
pub fn unix_socket(inode: u32, mut see: impl FnMut(UnixSocket<'_>)) -> Result<(), Errno> {
    let socket = ask(&question(Some(inode)))?;
    let mut room = [0_u8; 1024];
    let mut seen = false;
    while !seen {
        let mut see = |socket: UnixSocket<'_>| {
            seen = true;
            see(socket);
        };
        if messages(answer(&socket, &mut room)?, &mut see)? {
            break;
        }
    }
    if seen { Ok(()) } else { Err(errno::ENOENT) }
}

fn ask(question: &[u8]) -> Result<OwnedFd, Errno> {
    let socket = rustix::net::socket_with(
        AddressFamily::NETLINK,
        SocketType::RAW,
        SocketFlags::CLOEXEC,
        Some(netlink::SOCK_DIAG),
    )?;
    rustix::net::send(&socket, question, SendFlags::empty())?;
    Ok(socket)
}

/// A piece of the answer.
fn answer<'a>(socket: &OwnedFd, room: &'a mut [u8]) -> Result<&'a [u8], Errno> {
    let got = loop {
        match rustix::net::recv(socket, &mut *room, RecvFlags::TRUNC) {
            Err(rustix::io::Errno::INTR) => {}
            got => break got?.1,
        }
    };
    room.get(..got).filter(|piece| !piece.is_empty()).ok_or(errno::EMSGSIZE)
}

/// The Unix socket with a number, or all, in all states, with their names.
fn question(inode: Option<u32>) -> [u8; 40] {
    let flags = if inode.is_some() { NLM_F_REQUEST } else { NLM_F_REQUEST | NLM_F_DUMP };
    let mut question = [0; 40];
    let mut at = 0;
    let mut put = |bytes: &[u8]| {
        question[at..at + bytes.len()].copy_from_slice(bytes);
        at += bytes.len();
    };
    put(&40_u32.to_ne_bytes());
    put(&SOCK_DIAG_BY_FAMILY.to_ne_bytes());
    put(&flags.to_ne_bytes());
    put(&SEQUENCE.to_ne_bytes());
    put(&[0; 4]);
    // Family, protocol, padding; states; the number; attributes; no cookie.
    put(&[AddressFamily::UNIX.as_raw() as u8, 0, 0, 0]);
    put(&u32::MAX.to_ne_bytes());
    put(&inode.unwrap_or(0).to_ne_bytes());
    put(&UDIAG_SHOW_NAME.to_ne_bytes());
    put(&[0xff; 8]);
    question
}

/// Goes through the messages of a piece: whether the answer is complete.
fn messages(piece: &[u8], see: &mut impl FnMut(UnixSocket<'_>)) -> Result<bool, Errno> {
    let mut rest = piece;
    while !rest.is_empty() {
        let length = number(rest, 0)? as usize;
        let message = rest.get(..length).ok_or(errno::EBADMSG)?;
        let body = message.get(HEADER..).ok_or(errno::EBADMSG)?;
        rest = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
        if number(message, 8)? != SEQUENCE {
            continue;
        }
        match short(message, 4)? {
            NLMSG_ERROR => match number(body, 0)?.cast_signed() {
                0 => {}
                code => return Err(Errno::from_raw(code.wrapping_neg())),
            },
            NLMSG_DONE => {
                return match number(body, 0).map_or(0, u32::cast_signed) {
                    code @ ..0 => Err(Errno::from_raw(code.wrapping_neg())),
                    _ => Ok(true),
                };
            }
            SOCK_DIAG_BY_FAMILY => see(socket(body)?),
            _ => {}
        }
    }
    Ok(false)
}

fn socket(body: &[u8]) -> Result<UnixSocket<'_>, Errno> {
    let [_, kind, state, ..] = *body else { return Err(errno::EBADMSG) };
    let inode = number(body, 4)?;
    let cookie = u64::from(number(body, 8)?) | u64::from(number(body, 12)?) << 32;
    let mut rest = body.get(SOCKET..).ok_or(errno::EBADMSG)?;
    let mut name: &[u8] = &[];
    while !rest.is_empty() {
        let length = usize::from(short(rest, 0)?);
        let value = rest.get(4..length).ok_or(errno::EBADMSG)?;
        if short(rest, 2)? == UNIX_DIAG_NAME {
            name = value;
        }
        rest = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
    }
    // A path ends with a NUL; in the abstract namespace each byte is one of the name.
    if name.first() != Some(&0) {
        name = name.split(|byte| *byte == 0).next().unwrap_or_default();
    }
    Ok(UnixSocket { kind, state, inode, cookie, name })
}

fn number(bytes: &[u8], at: usize) -> Result<u32, Errno> {
    let bytes = bytes.get(at..).and_then(|bytes| bytes.first_chunk());
    bytes.map(|bytes| u32::from_ne_bytes(*bytes)).ok_or(errno::EBADMSG)
}

fn short(bytes: &[u8], at: usize) -> Result<u16, Errno> {
    let bytes = bytes.get(at..).and_then(|bytes| bytes.first_chunk());
    bytes.map(|bytes| u16::from_ne_bytes(*bytes)).ok_or(errno::EBADMSG)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn message(kind: u16, sequence: u32, body: &[u8]) -> Vec<u8> {
        let mut message = Vec::new();
        message.extend(((HEADER + body.len()) as u32).to_ne_bytes());
        message.extend(kind.to_ne_bytes());
        message.extend([0; 2]);
        message.extend(sequence.to_ne_bytes());
        message.extend([0; 4]);
        message.extend(body);
        message.resize(message.len().next_multiple_of(4), 0);
        message
    }

    fn body(inode: u32, name: &[u8]) -> Vec<u8> {
        let mut body = vec![1, 1, 10, 0];
        body.extend(inode.to_ne_bytes());
        body.extend([0; 8]);
        body.extend(((4 + name.len()) as u16).to_ne_bytes());
        body.extend(UNIX_DIAG_NAME.to_ne_bytes());
        body.extend(name);
        body
    }

    type Found = Vec<(u32, Vec<u8>)>;

    fn read(piece: &[u8]) -> (Result<bool, Errno>, Found) {
        let mut seen = Vec::new();
        let answer = messages(piece, &mut |socket| seen.push((socket.inode, socket.name.to_vec())));
        (answer, seen)
    }

    #[test]
    fn answers() {
        let mut piece = message(SOCK_DIAG_BY_FAMILY, SEQUENCE, &body(7, b"/a\nb\0"));
        piece.extend(message(SOCK_DIAG_BY_FAMILY, SEQUENCE + 1, &body(9, b"/another's\0")));
        piece.extend(message(SOCK_DIAG_BY_FAMILY, SEQUENCE, &body(8, b"\0a\0b")));
        let found = vec![(7, b"/a\nb".to_vec()), (8, b"\0a\0b".to_vec())];
        assert_eq!(read(&piece), (Ok(false), found.clone()));
        piece.extend(message(NLMSG_DONE, SEQUENCE, &[0; 4]));
        assert_eq!(read(&piece), (Ok(true), found));
        let refused = message(NLMSG_ERROR, SEQUENCE, &(-2_i32).to_ne_bytes());
        assert_eq!(read(&refused).0, Err(errno::ENOENT));
        assert_eq!(read(&refused[..12]).0, Err(errno::EBADMSG));
    }

    #[test]
    fn numbers_of_a_socket() {
        let mut whole = body(7, b"/a\0");
        whole[8..12].copy_from_slice(&1_u32.to_ne_bytes());
        whole[12..16].copy_from_slice(&2_u32.to_ne_bytes());
        let found = socket(&whole).unwrap();
        assert_eq!((found.inode, found.cookie), (7, 1 | 2 << 32));
        let asked = |inode| {
            let question = question(inode);
            (short(&question, 6).unwrap(), number(&question, 24).unwrap())
        };
        assert_eq!(asked(Some(7)), (NLM_F_REQUEST, 7));
        assert_eq!(asked(None), (NLM_F_REQUEST | NLM_F_DUMP, 0));
    }

    proptest! {
        #[test]
        fn no_answer_panics(piece in proptest::collection::vec(any::<u8>(), 0..200), cut in 0_usize..80) {
            let _ = read(&piece);
            let mut whole = message(SOCK_DIAG_BY_FAMILY, SEQUENCE, &body(7, &piece));
            whole.truncate(cut);
            let _ = read(&whole);
            let _ = socket(&piece);
        }
    }
}
