//! [`Inherited`]: what a process has from its parent.

use ostler_sys::linux::process::pidfd::{self, Info};
use ostler_sys::linux::process::read::ProcPath;
use ostler_sys::linux::process::status::Status;

use crate::process::identity::Held;

/// What a process has from its parent, unless it was let change it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Inherited {
    /// The real user id.
    user: Option<u32>,
    group: Option<ControlGroup>,
}

/// Which control group a process is in, in words of which the kernel has one kind or the other.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum ControlGroup {
    Id(u64),
    Lines(Vec<u8>),
}

impl Inherited {
    /// What is not to be had is not known.
    pub(super) fn of(held: &Held) -> Self {
        let wanted = Info::PID | Info::CREDS | Info::CGROUPID;
        if let Some(Ok(info)) = held.pidfd().map(|pidfd| pidfd::info(pidfd, wanted)) {
            let user = (info.mask & Info::CREDS != 0).then_some(info.ruid);
            let group =
                (info.mask & Info::CGROUPID != 0).then_some(ControlGroup::Id(info.cgroupid));
            return Self { user, group };
        }
        let mut path = ProcPath::of(held.process().pid());
        let mut text = Vec::new();
        let mut read =
            |name: &str, text: &mut Vec<u8>| held.place(&mut path).read_all(name, text).is_ok();
        let user = read("status", &mut text)
            .then(|| Status(&text).ids("Uid").map(|[real, ..]| real))
            .flatten();
        let group = read("cgroup", &mut text).then(|| ControlGroup::Lines(text.clone()));
        // Read under a number that may have been another's by then.
        if held.still_there() == Ok(true) {
            Self { user, group }
        } else {
            Self { user: None, group: None }
        }
    }

    /// Whether one may have it from the other: what is not known may be the same.
    pub(super) fn may_be_of(&self, other: &Self) -> bool {
        fn may_be<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
            one.is_none() || other.is_none() || one == other
        }
        may_be(self.user.as_ref(), other.user.as_ref())
            && may_be(self.group.as_ref(), other.group.as_ref())
    }
}
