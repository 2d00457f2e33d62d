//! Names that the kernel's lists do not write as they are.

use std::fs::File;
use std::io::Write as _;
use std::net::TcpListener;
use std::os::fd::AsRawFd as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

use ostler::process::{
    self, AddressFamily, Connection, ConnectionKinds, ConnectionStatus, Field, Process,
};

use crate::support::{in_child, in_own_network};

/// A mapping of a file, for as long as the program runs: its first address.
fn map(path: &Path) -> u64 {
    File::create_new(path).unwrap().write_all(&[7; 4096]).unwrap();
    let file = File::open(path).unwrap();
    // SAFETY: a mapping for reading at a place that the kernel chooses.
    let place = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            4096,
            libc::PROT_READ,
            libc::MAP_SHARED,
            file.as_raw_fd(),
            0,
        )
    };
    assert_ne!(place, libc::MAP_FAILED);
    place as u64
}

#[test]
fn newlines_and_what_is_written_for_them() {
    in_child("attributes::odd_names::newlines_and_what_is_written_for_them", || {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().canonicalize().unwrap();
        let names = ["a\nb", "a\\012b", "\\012\n", "x\\012y (deleted)", "both\\012"];
        let paths = names.map(|name| dir.join(name));
        let places = paths.clone().map(|path| map(&path));
        let me = Process::current().unwrap();
        let regions = me.memory_regions().unwrap();
        let maps = me.memory_maps().unwrap();
        let files = me.files().unwrap();
        for (path, place) in paths.iter().zip(places) {
            let region = regions.iter().find(|region| region.addresses.start == place).unwrap();
            assert_eq!(region.map.path, *path);
            let of_it: Vec<_> = maps.iter().filter(|map| map.path == *path).collect();
            assert_eq!((of_it.len(), of_it[0].size), (1, region.map.size), "{path:?}");
            assert!(files.iter().any(|file| file == path), "{path:?}");
            assert!(me.uses_file(path).unwrap());
            let query = Field::Files.is(path.as_path()).unwrap();
            assert!(query.selects(me).unwrap(), "{query}");
        }
        // One that has been removed is told by the kernel's link to it.
        std::fs::remove_file(&paths[0]).unwrap();
        let mut gone = paths[0].clone().into_os_string();
        gone.push(" (deleted)");
        assert!(me.memory_maps().unwrap().iter().any(|map| map.path == gone));
        assert!(me.files().unwrap().contains(&gone));
    });
}

fn inode(socket: &impl std::os::fd::AsRawFd) -> u64 {
    let link = std::fs::read_link(format!("/proc/self/fd/{}", socket.as_raw_fd())).unwrap();
    let text = link.to_str().unwrap();
    text.trim_start_matches("socket:[").trim_end_matches(']').parse().unwrap()
}

/// Whether the kernel tells of Unix sockets by `sock_diag(7)`; says so if not.
fn has_diagnostics() -> bool {
    let mut question = [0_u8; 40];
    question[0] = 40;
    question[4..8].copy_from_slice(&[20, 0, 1, 3]);
    question[8] = 1;
    question[16] = 1;
    question[20..24].fill(0xff);
    question[32..].fill(0xff);
    let mut answer = [0_u8; 4096];
    // SAFETY: a socket of our own, and arrays of that length.
    let got = unsafe {
        let socket = libc::socket(libc::AF_NETLINK, libc::SOCK_RAW | libc::SOCK_CLOEXEC, 4);
        libc::send(socket, question.as_ptr().cast(), question.len(), 0);
        let got = libc::recv(socket, answer.as_mut_ptr().cast(), answer.len(), 0);
        libc::close(socket);
        got
    };
    // An error is of type 2.
    let has = cfg!(target_endian = "little") && got > 16 && answer[4] != 2;
    if !has {
        println!("skipped: this kernel has no diagnostics of Unix sockets");
    }
    has
}

/// What a socket with this number would have for a line of `/proc/net/unix`.
fn line(inode: u64, name: &str) -> String {
    format!("0000000000000000: 00000002 00000000 00010000 0001 01 {inode:5} {name}")
}

/// All but those that another process has: a child that another test is starting has ours, too.
fn sockets() -> Vec<Connection> {
    let me = Process::current().unwrap();
    let all = process::net_connections(ConnectionKinds::all()).unwrap();
    let not_others = all.into_iter().filter(|socket| socket.process.is_none_or(|of| of == me));
    not_others.map(|socket| socket.connection).collect()
}

#[test]
fn a_name_that_looks_like_a_line_of_the_table() {
    if !has_diagnostics() {
        return;
    }
    let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
    let (one, _other) = UnixStream::pair().unwrap();
    // Names are short: 107 bytes.
    let dir = tempfile::tempdir_in("/tmp").unwrap();
    let dir = dir.path().canonicalize().unwrap();
    let free = 4_000_000_000;
    let paths: Vec<PathBuf> = [inode(&tcp), inode(&one), free]
        .iter()
        .map(|&inode| dir.join(format!("x\n{}", line(inode, "").trim_end())))
        .chain([dir.join("a\nb"), dir.join("c\n")])
        .collect();
    let bound: Vec<_> = paths.iter().map(|path| UnixListener::bind(path).unwrap()).collect();
    let all = sockets();
    let of = |inode: u64| -> Vec<&Connection> {
        all.iter().filter(|socket| socket.inode == inode).collect()
    };
    for (socket, path) in bound.iter().zip(&paths) {
        let found = of(inode(socket));
        let [found] = found[..] else { panic!("{path:?}: {found:?}") };
        assert_eq!(found.local.as_ref().unwrap().to_os_string(), *path);
        assert_eq!(found.status, ConnectionStatus::Listen);
    }
    assert_eq!(of(free), [] as [&Connection; 0]);
    let [found] = of(inode(&one))[..] else { panic!("{all:?}") };
    assert_eq!((&found.local, found.status), (&None, ConnectionStatus::Established));
    let [found] = of(inode(&tcp))[..] else { panic!("{all:?}") };
    assert_eq!(found.family, AddressFamily::Inet);
    // The same of one process.
    let own = Process::current().unwrap().net_connections(ConnectionKinds::UNIX).unwrap();
    for path in &paths {
        let is_it = |socket: &Connection| {
            socket.local.as_ref().is_some_and(|name| name.to_os_string() == *path)
        };
        assert!(own.iter().any(|(_, socket)| is_it(socket)), "{path:?}");
    }
}

/// Both ways of asking say the same of ordinary sockets.
#[test]
fn as_the_table_has_it() {
    // Nor is the table of one moment: nothing else makes sockets here.
    in_own_network("attributes::odd_names::as_the_table_has_it", compare_with_the_table);
}

fn compare_with_the_table() {
    use std::os::linux::net::SocketAddrExt as _;
    use std::os::unix::net::{SocketAddr, UnixDatagram};
    let name = format!("ostler-{}\0x", ostler::os::getpid());
    let address = SocketAddr::from_abstract_name(&name).unwrap();
    let listener = UnixListener::bind_addr(&address).unwrap();
    let stream = UnixStream::connect_addr(&address).unwrap();
    let (pair, _other) = UnixDatagram::pair().unwrap();
    let all = sockets();
    let table = std::fs::read("/proc/net/unix").unwrap();
    let table = String::from_utf8_lossy(&table);
    for number in [inode(&listener), inode(&stream), inode(&pair)] {
        let line =
            table.lines().find(|line| line.split_whitespace().nth(6) == Some(&number.to_string()));
        let words: Vec<&str> = line.unwrap().split_whitespace().collect();
        let found = all.iter().find(|socket| socket.inode == number).unwrap();
        let local = found.local.as_ref().map(|name| name.to_os_string().into_string().unwrap());
        assert_eq!(local.as_deref(), words.get(7).copied());
        let listens = words[3] == "00010000";
        let status = match (listens, words[5]) {
            (true, _) => ConnectionStatus::Listen,
            (_, "03") => ConnectionStatus::Established,
            _ => ConnectionStatus::None,
        };
        assert_eq!(found.status, status);
        let kind = if words[4] == "0001" { "SOCK_STREAM" } else { "SOCK_DGRAM" };
        assert_eq!(found.kind.as_str(), kind);
    }
}
