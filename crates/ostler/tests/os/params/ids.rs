use ostler::{errno, os};

use super::status;

#[test]
fn are_what_the_kernel_shows() {
    let uids = status("", "Uid");
    let gids = status("", "Gid");
    assert_eq!((os::getuid(), os::geteuid()), (uids[0], uids[1]));
    assert_eq!((os::getgid(), os::getegid()), (gids[0], gids[1]));
    assert_eq!(os::getresuid().unwrap(), (uids[0], uids[1], uids[2]));
    assert_eq!(os::getresgid().unwrap(), (gids[0], gids[1], gids[2]));
}

/// Not changing anything is allowed to anybody.
#[test]
fn as_they_are() {
    os::setreuid(None, None).unwrap();
    os::setregid(None, None).unwrap();
    os::setresuid(None, None, None).unwrap();
    os::setresgid(None, None, None).unwrap();
    let (ruid, euid, suid) = os::getresuid().unwrap();
    os::setresuid(Some(ruid), Some(euid), Some(suid)).unwrap();
    os::setreuid(Some(ruid), Some(euid)).unwrap();
    os::setuid(euid).unwrap();
    os::seteuid(euid).unwrap();
    let (rgid, egid, sgid) = os::getresgid().unwrap();
    os::setresgid(Some(rgid), Some(egid), Some(sgid)).unwrap();
    os::setregid(Some(rgid), Some(egid)).unwrap();
    os::setgid(egid).unwrap();
    os::setegid(egid).unwrap();
    assert_eq!(os::getresuid().unwrap(), (ruid, euid, suid));
    assert_eq!(os::getresgid().unwrap(), (rgid, egid, sgid));
}

/// The number that means "as it is" to the kernel means nothing by itself.
#[test]
fn no_such_id() {
    let none = u32::MAX;
    for result in [
        os::setuid(none),
        os::seteuid(none),
        os::setgid(none),
        os::setegid(none),
        os::setreuid(Some(none), None),
        os::setreuid(None, Some(none)),
        os::setregid(Some(none), None),
        os::setregid(None, Some(none)),
        os::setresuid(Some(none), None, None),
        os::setresuid(None, Some(none), None),
        os::setresuid(None, None, Some(none)),
        os::setresgid(Some(none), None, None),
        os::setresgid(None, Some(none), None),
        os::setresgid(None, None, Some(none)),
    ] {
        assert_eq!(result.unwrap_err().errno(), Some(errno::EINVAL));
    }
    // On the floor below it is the kernel's own convention.
    assert_eq!(ostler_sys::params::setresuid(none, none, none), Ok(()));
    assert_eq!(ostler_sys::params::setuid(none), Err(errno::EINVAL));
}
