//! Where a process belongs: control group, container, unit, namespaces.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;

use crate::errno::{self, Errno};

use crate::process::Value;
use crate::process::attributes::reads;
use crate::process::reader::{File, Reader};

reads! {
    /// Its control group, a path: cgroups(7). With several hierarchies, the first of which it is not in the root.
    ///
    /// ```
    /// use ostler::process::Process;
    /// assert!(Process::current()?.cgroup()?.as_encoded_bytes().starts_with(b"/"));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    cgroup: OsString = "control group", |reader| Ok(OsString::from_vec(reader.cgroup()?.to_vec()));

    /// The id of the container it runs in, as its control group tells: Docker, containerd, CRI-O, Podman, LXC, ECS.
    ///
    /// Seen from inside of a container there is none.
    ///
    /// ```
    /// use ostler::process::Process;
    /// println!("{:?}", Process::current()?.container()?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    container: Option<String> = "control group", |reader| Ok(container(reader.cgroup()?));

    /// The unit that it belongs to, of our service manager or of a user's, as its control group tells: `ssh.service`.
    ///
    /// A process of a container belongs to the container's unit, whatever service manager runs in there.
    ///
    /// ```
    /// use ostler::process::Process;
    /// println!("{:?}", Process::current()?.unit()?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    unit: Option<String> = "control group", |reader| Ok(unit(reader.cgroup()?));

    /// Its namespaces, by kind (`net`, `pid` …), each with its inode number: namespaces(7). One that has ended has few.
    ///
    /// ```
    /// use std::os::unix::fs::MetadataExt as _;
    /// use ostler::process::Process;
    /// let net = std::fs::metadata("/proc/self/ns/net")?.ino();
    /// assert!(Process::current()?.namespaces()?.contains(&("net", net)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    namespaces: Vec<(&'static str, u64)> = "namespaces", Reader::namespaces;
}

const NAMESPACES: [(&str, &str); 8] = [
    ("cgroup", "ns/cgroup"),
    ("ipc", "ns/ipc"),
    ("mnt", "ns/mnt"),
    ("net", "ns/net"),
    ("pid", "ns/pid"),
    ("time", "ns/time"),
    ("user", "ns/user"),
    ("uts", "ns/uts"),
];

impl Reader {
    pub(crate) fn cgroup(&mut self) -> Result<&[u8], Errno> {
        let lines = self.file(File::Cgroup)?.split(|byte| *byte == b'\n');
        // Hierarchy, controllers, path; the unified hierarchy is number 0.
        let mut first: Option<&[u8]> = None;
        for line in lines {
            let mut parts = line.splitn(3, |byte| *byte == b':');
            let (Some(number), _, Some(path)) = (parts.next(), parts.next(), parts.next()) else {
                continue;
            };
            if number == b"0" && path != b"/" {
                return Ok(path);
            }
            if first.is_none() || first == Some(b"/".as_slice()) {
                first = Some(path);
            }
        }
        first.ok_or(errno::ENOENT)
    }

    pub(crate) fn container(&mut self) -> Result<Option<String>, Errno> {
        Ok(container(self.cgroup()?))
    }

    pub(crate) fn unit(&mut self) -> Result<Option<String>, Errno> {
        Ok(unit(self.cgroup()?))
    }

    /// The unit that the process has in its own control groups, of a container's service manager for example.
    #[cfg(feature = "query")]
    pub(crate) fn inner_unit(&mut self) -> Result<Option<String>, Errno> {
        Ok(inner_unit(self.cgroup()?))
    }

    pub(crate) fn namespaces(&mut self) -> Result<Vec<(&'static str, u64)>, Errno> {
        let mut namespaces = Vec::with_capacity(NAMESPACES.len());
        for (name, file) in NAMESPACES {
            match self.shared_status(file) {
                Ok(status) => namespaces.push((name, status.st_ino)),
                // A kernel without this kind.
                Err(errno::ENOENT) => {}
                Err(errno) => return Err(errno),
            }
        }
        Ok(namespaces)
    }

    /// The process's number in each PID namespace, from ours to its own.
    pub(crate) fn ns_pids(&mut self) -> Result<Value, Errno> {
        let numbers = self.status()?.numbers("NSpid").ok_or(errno::EIO)?;
        Ok(numbers.collect::<Vec<i64>>().into())
    }
}

/// What container engines call a container by: 64 hexadecimal digits, Fargate 32 and a number, LXC a name.
fn container(path: &[u8]) -> Option<String> {
    /// Those that look after containers, from outside.
    const MONITORS: [&str; 2] = ["libpod-conmon-", "crio-conmon-"];
    let path = String::from_utf8_lossy(path);
    for part in path.rsplit('/') {
        if MONITORS.iter().any(|monitor| part.starts_with(monitor)) {
            return None;
        }
        let name = part.strip_suffix(".scope").unwrap_or(part);
        let id = name.rsplit(['-', ':']).next().unwrap_or(name);
        if id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Some(id.to_owned());
        }
        if let Some((task, number)) = part.split_once('-')
            && task.len() == 32
            && task.bytes().all(|byte| byte.is_ascii_hexdigit())
            && number.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Some(part.to_owned());
        }
        if let Some(name) = part.strip_prefix("lxc.payload.") {
            return Some(name.to_owned());
        }
    }
    let mut parts = path.split('/');
    parts.find(|part| *part == "lxc").and_then(|_| parts.next()).map(str::to_owned)
}

/// The unit in a path of control groups: the outermost, which is our service manager's; of a user's service manager the one
/// below it. What is farther in belongs to others, a container's service manager for example.
fn unit(path: &[u8]) -> Option<String> {
    let path = String::from_utf8_lossy(path);
    let mut units = path.split('/').filter(is_unit);
    let outermost = units.next()?;
    let of_user = outermost.starts_with("user@").then(|| units.next()).flatten();
    Some(of_user.unwrap_or(outermost).to_owned())
}

/// The innermost unit in a path of control groups, of whichever service manager.
#[cfg(any(feature = "query", test))]
fn inner_unit(path: &[u8]) -> Option<String> {
    String::from_utf8_lossy(path).rsplit('/').find(is_unit).map(str::to_owned)
}

fn is_unit(part: &&str) -> bool {
    [".service", ".scope", ".socket", ".mount", ".swap"].iter().any(|kind| part.ends_with(kind))
}

#[cfg(test)]
mod tests {
    use super::{container, inner_unit, unit};

    #[test]
    fn containers_and_units() {
        let id = "0123456789abcdef".repeat(4);
        for path in [
            format!("/docker/{id}"),
            format!("/system.slice/docker-{id}.scope"),
            format!("/kubepods.slice/kubepods-pod1.slice/cri-containerd-{id}.scope"),
            format!("/kubepods/besteffort/pod1/{id}"),
            format!("/machine.slice/libpod-{id}.scope/container"),
            format!("/a/crio:{id}"),
        ] {
            assert_eq!(container(path.as_bytes()), Some(id.clone()), "{path}");
        }
        assert_eq!(container(b"/lxc/web/init"), Some("web".to_owned()));
        assert_eq!(container(b"/lxc.payload.db"), Some("db".to_owned()));
        let task = format!("{}-1234567890", "0123456789abcdef".repeat(2));
        assert_eq!(container(format!("/ecs/x/{task}").as_bytes()), Some(task));
        assert_eq!(container(format!("/machine.slice/libpod-conmon-{id}.scope").as_bytes()), None);
        for none in ["/user.slice", "/", "", "/lxc.monitor.db", "/docker"] {
            assert_eq!(container(none.as_bytes()), None, "{none}");
        }
        assert_eq!(unit(b"/system.slice/ssh.service/x"), Some("ssh.service".to_owned()));
        assert_eq!(unit(b"/"), None);
        // A service of a container is none of ours.
        let inside = b"/machine.slice/docker-12.scope/system.slice/ssh.service";
        assert_eq!(unit(inside), Some("docker-12.scope".to_owned()));
        assert_eq!(inner_unit(inside), Some("ssh.service".to_owned()));
        let of_user = b"/user.slice/user-7.slice/user@7.service/app.slice/editor.service";
        assert_eq!(unit(of_user), Some("editor.service".to_owned()));
        assert_eq!(unit(b"/user.slice/user@7.service"), Some("user@7.service".to_owned()));
    }
}
