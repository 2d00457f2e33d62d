//! A process whose first thread has ended before the others: `/proc` has nothing of the first any more.

use ostler::process::{Field, Fields, Query};

use super::children::{Forked, stat, until};

/// Waits in a second thread.
extern "C" fn waits(_: *mut libc::c_void) -> *mut libc::c_void {
    loop {
        // SAFETY: no preconditions.
        unsafe { libc::pause() };
    }
}

#[test]
fn what_the_others_share_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().canonicalize().unwrap().join("kept open");
    let file = std::fs::File::create(&path).unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    // SAFETY: the copy makes a thread that ends with the process; then its first one ends, alone.
    let child = unsafe {
        let pid = libc::fork();
        if pid == 0 {
            let mut thread = std::mem::zeroed();
            libc::pthread_create(&raw mut thread, std::ptr::null(), waits, std::ptr::null_mut());
            libc::syscall(libc::SYS_exit, 0);
        }
        assert!(pid > 0);
        Forked(pid)
    };
    until("the end of the first thread", || stat(child.0)[0] == "Z");
    let me = ostler::process::Process::current().unwrap();
    let process = child.process();
    assert!(process.is_running().unwrap());
    assert_eq!(process.exe().unwrap(), me.exe().unwrap());
    assert_eq!(process.cwd().unwrap(), me.cwd().unwrap());
    assert_eq!(process.cmdline().unwrap(), me.cmdline().unwrap());
    assert!(process.open_files().unwrap().iter().any(|open| open.path == path));
    assert!(process.num_fds().unwrap() > 3);
    assert_eq!(process.namespaces().unwrap(), me.namespaces().unwrap());
    let fields: Fields = Field::Exe | Field::Environ | Field::MemoryMaps | Field::Ports;
    let snapshot = process.snapshot(fields).unwrap();
    assert!(snapshot.unreadable().is_empty() && fields.iter().all(|f| snapshot.get(f).is_some()));
    let has = |query: &Query| query.find().unwrap().contains(&process);
    assert!(has(&Query::port(port)));
    assert!(process.uses_file(&path).unwrap());
    assert!(has(&Field::Files.is(path.as_path()).unwrap()));
    drop((file, listener));
}
