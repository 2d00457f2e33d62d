use ostler::os;

#[test]
fn is_what_the_kernel_shows() {
    let ours = os::uname();
    let shown = |name: &str| {
        std::fs::read_to_string(format!("/proc/sys/kernel/{name}")).unwrap().trim_end().to_owned()
    };
    assert_eq!(ours.sysname, *shown("ostype"));
    assert_eq!(ours.nodename, *shown("hostname"));
    assert_eq!(ours.release, *shown("osrelease"));
    assert_eq!(ours.version, *shown("version"));
    let machine = std::process::Command::new("uname").arg("-m").output().unwrap().stdout;
    assert_eq!(ours.machine.as_encoded_bytes(), machine.trim_ascii_end());
}

#[test]
fn five_strings() {
    let ours = os::uname();
    let five: Vec<_> = ours.clone().into_iter().collect();
    assert_eq!(five, [ours.sysname, ours.nodename, ours.release, ours.version, ours.machine]);
}

#[test]
fn strerror() {
    use ostler::errno;
    assert_eq!(os::strerror(errno::ENOENT), "No such file or directory");
    assert_eq!(os::strerror(errno::Errno::from_raw(99999)), "Unknown error 99999");
    assert_eq!(os::strerror(errno::Errno::from_raw(-1)), "Unknown error -1");
}
