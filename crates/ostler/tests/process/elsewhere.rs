//! Names of other namespaces are not taken for ours.

use std::ffi::CString;
use std::net::TcpListener;
use std::os::fd::AsRawFd as _;
use std::path::Path;

use ostler::process::{Process, Query, Search, Spawn};

use crate::crowd::{Crowd, again, fork, pause, say};
use crate::support::in_child;

/// Whether we may make namespaces and mount; says so if not.
pub(crate) fn may_unshare() -> bool {
    // SAFETY: no preconditions.
    let superuser = unsafe { libc::geteuid() } == 0;
    let mut unshare = std::process::Command::new("unshare");
    let may = superuser && unshare.args(["--mount", "true"]).output().unwrap().status.success();
    if !may {
        println!(
            "skipped: mounts of one's own take the superuser, and a root directory that is a mount"
        );
    }
    may
}

/// A mount namespace for this thread, in which nothing that is mounted is seen by others.
pub(crate) fn own_mounts() {
    // SAFETY: numbers, and C strings that outlive the calls.
    unsafe {
        assert_eq!(libc::unshare(libc::CLONE_NEWNS), 0);
        let flags = libc::MS_REC | libc::MS_PRIVATE;
        let none = std::ptr::null();
        assert_eq!(libc::mount(none, c"/".as_ptr(), none, flags, none.cast()), 0);
    }
}

/// Mounts a file system; only after [`own_mounts`].
pub(crate) fn mount(kind: &str, at: &Path, options: &str) {
    let text = |text: &str| CString::new(text).unwrap();
    let (kind, options) = (text(kind), text(options));
    let at = text(at.to_str().unwrap());
    // SAFETY: C strings that outlive the call.
    let done = unsafe {
        libc::mount(kind.as_ptr(), at.as_ptr(), kind.as_ptr(), 0, options.as_ptr().cast())
    };
    assert_eq!(done, 0, "{}", std::io::Error::last_os_error());
}

/// The numbers of the processes that a query selects. Undecided is at most what even the superuser may not read here.
fn found(query: &Query) -> Vec<i32> {
    let Search { found, undecided, .. } = query.search(ostler::process::Fields::NONE).unwrap();
    for one in undecided {
        assert_eq!(one.error().kind(), ostler::ErrorKind::PermissionDenied, "{}", one.error());
    }
    found.iter().map(ostler::process::Snapshot::pid).collect()
}

fn parsed(text: &str) -> Vec<i32> {
    found(&Query::parse(text).unwrap())
}

/// A process that listens on a port, in another network namespace from before it binds or from after.
fn listener(port: u16, bind_first: bool) -> Process {
    let (mut read, write) = std::io::pipe().unwrap();
    let process = fork(|| {
        let move_away = || {
            // SAFETY: a number.
            assert_eq!(unsafe { libc::unshare(libc::CLONE_NEWNET) }, 0);
        };
        if !bind_first {
            move_away();
        }
        let _socket = TcpListener::bind(("0.0.0.0", port)).unwrap();
        if bind_first {
            move_away();
        }
        // SAFETY: a byte of our own.
        unsafe { libc::write(write.as_raw_fd(), b".".as_ptr().cast(), 1) };
        pause();
    });
    std::io::Read::read_exact(&mut read, &mut [0]).unwrap();
    process
}

#[test]
fn a_port_is_one_of_our_network_namespace() {
    in_child("elsewhere::a_port_is_one_of_our_network_namespace", || {
        if !may_unshare() {
            return;
        }
        // A port that is free here as long as this socket is there, which does not listen.
        let ours = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = ours.local_addr().unwrap().port();
        drop(ours);
        let other = listener(port, false);
        let crowd = Crowd(vec![other]);
        let query = Query::port(port);
        assert_eq!(found(&query), [0; 0]);
        assert_eq!(ostler::process::listeners(port).unwrap(), []);
        assert_eq!(found(&query.clone().inside()), [other.pid()]);
        assert_eq!(other.ports().unwrap(), [port]);
        let address = format!("net_connections.laddr == '0.0.0.0:{port}'");
        assert_eq!(parsed(&address), [0; 0]);
        assert_eq!(parsed(&format!("inside.{address}")), [other.pid()]);
        assert!(!query.selects(other).unwrap());

        // A socket is of the namespace that it was made in, wherever its process is.
        let moved = listener(port, true);
        let both = Crowd(vec![moved]);
        assert_eq!(found(&query), [moved.pid()]);
        assert_eq!(parsed(&address), [moved.pid()]);
        drop((crowd, both));
    });
}

/// A shell in a mount namespace of its own, where a tmpfs is at this directory: what it says first, and that it is there.
fn shell(dir: &Path, script: &str) -> (ostler::process::Child, i32) {
    let script = format!("mount -t tmpfs tmpfs {0} && cd {0} && {script}", dir.display());
    let (child, numbers) = say(Spawn::new("unshare").args(["--mount", "sh", "-c", &script]), 1);
    (child, numbers[0])
}

fn end(child: &ostler::process::Child) {
    child.kill().unwrap();
    child.wait(None).unwrap();
}

#[test]
fn a_path_is_one_of_our_mount_namespace() {
    in_child("elsewhere::a_path_is_one_of_our_mount_namespace", || {
        if !may_unshare() {
            return;
        }
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().canonicalize().unwrap();
        let data = dir.join("app.db");
        std::fs::write(&data, "ours").unwrap();
        let program = dir.join("program");
        std::fs::copy("/bin/sleep", &program).unwrap();
        // Its own file of the path, its own program, its own directory.
        let script = "echo theirs > app.db && exec 5<app.db && cp /bin/sleep program && \
                      ( echo $$ ) && exec ./program 600";
        let (theirs, pid) = shell(&dir, script);
        crate::support::until("the program", || {
            theirs.process().cmdline().is_ok_and(|args| args.last().is_some_and(|arg| arg == "600"))
        });
        assert_eq!(
            theirs.process().files().unwrap().iter().filter(|path| **path == data).count(),
            1
        );
        let mine = std::fs::File::open(&data).unwrap();
        let me = ostler::os::getpid();

        for path in [&data, &program] {
            let path = path.display();
            assert!(!parsed(&format!("files == '{path}'")).contains(&pid), "{path}");
            assert!(!parsed(&format!("files in ('/none', '{path}')")).contains(&pid));
            assert!(!parsed(&format!("files contains '{path}'")).contains(&pid));
            assert!(!parsed(&format!("files glob '{}/*'", dir.display())).contains(&pid));
            assert_eq!(parsed(&format!("pid == {pid} and inside.files == '{path}'")), [pid]);
        }
        assert_eq!(parsed(&format!("files == '{}'", data.display())), [me]);
        assert_eq!(parsed(&format!("open_files.path == '{}'", data.display())), [me]);
        for text in [
            format!("exe == '{}'", program.display()),
            format!("exe startswith '{}'", dir.display()),
            format!("cwd == '{}'", dir.display()),
            format!("open_files.path == '{}'", data.display()),
            format!("memory_maps.path == '{}'", program.display()),
        ] {
            assert_eq!(parsed(&format!("pid == {pid} and {text}")), [0; 0], "{text}");
            // It is not known to be another either: that path is not its path here.
            assert_eq!(parsed(&format!("pid == {pid} and not {text}")), [0; 0], "{text}");
            assert_eq!(parsed(&format!("pid == {pid} and inside.{text}")), [pid], "{text}");
        }
        assert!(
            !Query::parse(&format!("files == '{}'", data.display()))
                .unwrap()
                .selects(theirs.process())
                .unwrap()
        );
        drop(mine);
        end(&theirs);
    });
}

/// What service managers do: a namespace of its own, in which most files are ours.
#[test]
fn our_files_are_found_from_any_namespace() {
    in_child("elsewhere::our_files_are_found_from_any_namespace", || {
        if !may_unshare() {
            return;
        }
        let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let ours = other.path().canonicalize().unwrap().join("log");
        std::fs::write(&ours, "").unwrap();
        let script = format!("exec 5<{} && ( echo $$ ) && exec sleep 600", ours.display());
        let (child, pid) = shell(dir.path(), &script);
        crate::support::until("the program", || {
            child.process().cmdline().is_ok_and(|args| args.last().is_some_and(|arg| arg == "600"))
        });
        assert_eq!(parsed(&format!("files == '{}'", ours.display())), [pid]);
        let sleep = child.process().exe().unwrap().unwrap();
        assert_eq!(parsed(&format!("pid == {pid} and exe == '{}'", sleep.display())), [pid]);
        // By another of its names, too.
        let link = other.path().join("link");
        std::os::unix::fs::symlink(&ours, &link).unwrap();
        assert_eq!(parsed(&format!("files == '{}'", link.display())), [pid]);
        end(&child);
    });
}

#[test]
fn a_socket_s_path_is_one_of_our_mount_namespace() {
    in_child("elsewhere::a_socket_s_path_is_one_of_our_mount_namespace", || {
        if !may_unshare() {
            return;
        }
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().canonicalize().unwrap().join("socket");
        let bound = || {
            let (mut read, write) = std::io::pipe().unwrap();
            let process = fork(|| {
                own_mounts();
                mount("tmpfs", path.parent().unwrap(), "");
                let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
                // SAFETY: a byte of our own.
                unsafe { libc::write(write.as_raw_fd(), b".".as_ptr().cast(), 1) };
                pause();
            });
            std::io::Read::read_exact(&mut read, &mut [0]).unwrap();
            process
        };
        let other = bound();
        let crowd = Crowd(vec![other]);
        let ours = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let text = format!("net_connections.laddr == '{}'", path.display());
        assert_eq!(parsed(&text), [ostler::os::getpid()]);
        let both = parsed(&format!("inside.{text}"));
        assert!(both.contains(&other.pid()) && both.len() == 2, "{both:?}");
        drop((ours, crowd));
    });
}

/// The sockets of another network namespace are in a table of lines, and names may have newlines.
#[test]
fn an_odd_name_of_a_socket_elsewhere() {
    in_child("elsewhere::an_odd_name_of_a_socket_elsewhere", || {
        if !may_unshare() {
            return;
        }
        let dir = tempfile::tempdir_in("/tmp").unwrap();
        let dir = dir.path().canonicalize().unwrap();
        let odd = dir.join("a\nb\n");
        let (mut read, write) = std::io::pipe().unwrap();
        let other = fork(|| {
            use std::os::unix::net::UnixListener;
            // SAFETY: a number.
            assert_eq!(unsafe { libc::unshare(libc::CLONE_NEWNET) }, 0);
            let tcp = TcpListener::bind("0.0.0.0:80").unwrap();
            let link = std::fs::read_link(format!("/proc/self/fd/{}", tcp.as_raw_fd())).unwrap();
            let inode = link.to_str().unwrap().trim_start_matches("socket:[").trim_end_matches(']');
            let line = format!("0000000000000000: 00000002 00000000 00010000 0001 01 {inode:>5} x");
            let _sockets = [dir.join(format!("y\n{line}")), odd.clone()]
                .map(|path| UnixListener::bind(path).unwrap());
            // SAFETY: a byte of our own.
            unsafe { libc::write(write.as_raw_fd(), b".".as_ptr().cast(), 1) };
            pause();
        });
        std::io::Read::read_exact(&mut read, &mut [0]).unwrap();
        let crowd = Crowd(vec![other]);
        let sockets = other.net_connections(ostler::process::ConnectionKinds::all()).unwrap();
        assert_eq!(sockets.len(), 3, "{sockets:?}");
        let named = |name: &std::ffi::OsStr| {
            let is_it = |local: &ostler::process::Address| local.to_os_string() == name;
            sockets.iter().any(|(_, socket)| socket.local.as_ref().is_some_and(is_it))
        };
        assert!(named(odd.as_os_str()) && named("0.0.0.0:80".as_ref()), "{sockets:?}");
        assert!(!named("x".as_ref()), "{sockets:?}");
        assert_eq!(other.ports().unwrap(), [80]);
        drop(crowd);
    });
}

#[test]
fn a_terminal_is_one_of_our_dev_pts() {
    in_child("elsewhere::a_terminal_is_one_of_our_dev_pts", || {
        if !may_unshare() {
            return;
        }
        let dir = tempfile::tempdir().unwrap();
        let master = CString::new(dir.path().join("ptmx").to_str().unwrap()).unwrap();
        let slave = CString::new(dir.path().join("0").to_str().unwrap()).unwrap();
        let (mut read, write) = std::io::pipe().unwrap();
        let process = fork(|| {
            own_mounts();
            mount("devpts", dir.path(), "newinstance,ptmxmode=0666,mode=0620");
            // SAFETY: C strings and numbers.
            unsafe {
                assert!(libc::setsid() > 0);
                let master = libc::open(master.as_ptr(), libc::O_RDWR | libc::O_NOCTTY);
                let unlock = 0;
                assert_eq!(libc::ioctl(master, libc::TIOCSPTLCK, &raw const unlock), 0);
                // The first that a session's leader opens is its terminal.
                let slave = libc::open(slave.as_ptr(), libc::O_RDWR);
                assert!(slave >= 0 && libc::dup2(slave, 0) == 0);
                libc::write(write.as_raw_fd(), b".".as_ptr().cast(), 1);
            }
            pause();
        });
        std::io::Read::read_exact(&mut read, &mut [0]).unwrap();
        let crowd = Crowd(vec![process]);
        let pid = process.pid();
        assert_eq!(process.terminal().unwrap().unwrap(), Path::new("/dev/pts/0"));
        assert_eq!(parsed(&format!("pid == {pid} and terminal == pts/0")), [0; 0]);
        assert_eq!(parsed(&format!("pid == {pid} and not terminal == pts/0")), [0; 0]);
        assert_eq!(parsed(&format!("pid == {pid} and inside.terminal == /dev/pts/0")), [pid]);
        assert_eq!(parsed(&format!("pid == {pid} and terminal == none")), [0; 0]);
        drop(crowd);
    });
}

/// A user namespace has one number for all users that it has no number for.
#[test]
fn the_number_of_all_others_is_nobody_s() {
    const INSIDE: &str = "OSTLER_TEST_USERS";
    if let Some(stranger) = std::env::var_os(INSIDE) {
        let stranger = stranger.to_str().unwrap().parse().unwrap();
        let process = Process::new(stranger).unwrap();
        assert_eq!(process.uids().unwrap().effective, 65534);
        for text in [
            "euid == 65534",
            "uid == 65534",
            "user == nobody",
            "uids.saved == 65534",
            "gid == 65534",
        ] {
            assert_eq!(parsed(&format!("pid == {stranger} and {text}")), [0; 0], "{text}");
            assert_eq!(parsed(&format!("pid == {stranger} and not {text}")), [0; 0], "{text}");
        }
        let me = ostler::os::getpid();
        assert_eq!(parsed(&format!("pid == {me} and euid == 0")), [me]);
        return;
    }
    if !may_unshare() {
        return;
    }
    let stranger = fork(|| {
        // SAFETY: numbers.
        unsafe { (libc::setgid(1234), libc::setuid(1234)) };
        pause();
    });
    let crowd = Crowd(vec![stranger]);
    crate::support::until("another user", || {
        stranger.uids().is_ok_and(|ids| ids.effective == 1234)
    });
    again(
        &["--user", "--map-root-user"],
        "elsewhere::the_number_of_all_others_is_nobody_s",
        INSIDE,
        &stranger.pid().to_string(),
    );
    drop(crowd);
}

/// In a PID namespace all sessions from outside have the number zero.
#[test]
fn the_number_of_all_sessions_outside_is_no_session_s() {
    const INSIDE: &str = "OSTLER_TEST_SESSIONS";
    if std::env::var_os(INSIDE).is_some() {
        let me = ostler::os::getpid();
        assert_eq!((ostler::os::getsid(0).unwrap(), ostler::os::getpgrp()), (0, 0));
        for text in ["session == 0", "pgid == 0", "not session == 5"] {
            assert_eq!(parsed(&format!("pid == {me} and {text}")), [0; 0], "{text}");
        }
        let child = fork(|| {
            // SAFETY: no preconditions.
            unsafe { libc::setsid() };
            pause();
        });
        let crowd = Crowd(vec![child]);
        crate::support::until("a session", || child.session().unwrap() == child.pid());
        assert_eq!(parsed(&format!("session == {0} and pgid == {0}", child.pid())), [child.pid()]);
        drop(crowd);
        return;
    }
    if !may_unshare() {
        return;
    }
    again(
        &["--pid", "--fork", "--mount-proc", "--kill-child"],
        "elsewhere::the_number_of_all_sessions_outside_is_no_session_s",
        INSIDE,
        "1",
    );
}

#[test]
fn only_what_depends_on_a_namespace_is_asked_for_inside() {
    for text in ["inside.ports == 80", "inside.exe == /a", "inside.net_connections.laddr == '@x'"] {
        let printed = Query::parse(text).unwrap().to_string();
        assert!(printed.starts_with("inside."), "{printed}");
        assert_eq!(Query::parse(&printed).unwrap().to_string(), printed);
    }
    for text in ["inside.name == a", "inside.pid == 1", "inside == 1", "inside. == 1"] {
        assert!(Query::parse(text).is_err(), "{text}");
    }
    let both = (Query::port(80) & Query::name("a")).inside();
    assert_eq!(both.to_string(), r#"name == "a" and inside.ports == 80"#);
}
