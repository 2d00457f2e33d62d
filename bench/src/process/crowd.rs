//! Two thousand processes that sleep, a few more that listen.

use std::io::{PipeReader, PipeWriter, Read as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::errand::Errand;

const SLEEPERS: usize = 2_000;
/// So many of them have the name, and so many others the command line, that is looked for.
const WANTED: usize = 20;
const NAME: &str = "needle-worker";
const PATTERN: &str = "--queue=needle";
/// The processes that listen, and the ports of each.
const LISTENERS: usize = 16;
const PORTS: usize = 125;

/// What the others are, with `#` for a number: each has a program file and arguments of some length.
const OTHERS: [&str; 20] = [
    "postgres --config-file=/etc/postgresql/15/main/postgresql.conf --cluster=#",
    "nginx --worker=# --conf=/etc/nginx/nginx.conf --pid=/run/nginx-#.pid",
    "java -Xms512m -Xmx2g -XX:+UseG1GC -Dserver.port=# -Dspring.profiles.active=production \
     -cp /srv/app/lib/*:/srv/app/conf -jar /srv/app/service-#.jar --spring.config.location=file:/srv/app/conf/",
    "python3 -m celery worker --app=shop.tasks --concurrency=4 --queue=mail-# --hostname=worker#@host",
    "node --max-old-space-size=1024 /srv/web/server.js --port #",
    "redis-server 127.0.0.1:#",
    "sshd -D -R session-#",
    "make -j8 --jobserver-auth=fifo:/tmp/GMfifo# all",
    "cc1plus -quiet -I include -I ../lib -D_GNU_SOURCE -O2 -g -Wall src/part#.cc -o /tmp/cc#.s",
    "containerd-shim-runc-v2 -namespace moby -id 4f1c08#9e2bd -address /run/containerd/containerd.sock",
    "bash --login",
    "ssh-agent -s",
    "tail -F /var/log/service-#.log",
    "php-fpm --pool=www# --nodaemonize",
    "memcached -m 64 -p # -u memcache -l 127.0.0.1",
    "dockerd -H fd:// --containerd=/run/containerd/containerd.sock",
    "gunicorn --bind=127.0.0.1:# --workers=4 shop.wsgi:application",
    "rsync --archive --delete /srv/data/# backup@host:/srv/backup/#",
    "cargo build --release --package part#",
    "rustc --crate-name part# --edition=2024 src/lib.rs --crate-type lib --emit=dep-info,metadata,link \
     -C opt-level=3 -C metadata=# -C extra-filename=-# --out-dir /srv/target/release/deps",
];

/// Processes that are there until this is dropped, or this process is gone: they read a pipe that never says anything, and
/// whose end is the end of them.
pub(crate) struct Crowd {
    errand: Errand,
    /// Who listens on the errand's port.
    owner: i32,
    file: PathBuf,
    children: Vec<Child>,
    lifeline: Option<PipeWriter>,
    /// The programs: links to this one.
    programs: TempDir,
}

impl Crowd {
    /// Starts them all, and waits until they sleep.
    pub(crate) fn gather() -> Self {
        let (silence, lifeline) = std::io::pipe().expect("a pipe");
        let (mut answers, answer) = std::io::pipe().expect("a pipe");
        let programs = tempfile::tempdir().expect("a directory");
        let mut crowd = Self {
            errand: Errand::default(),
            owner: 0,
            file: programs.path().join("errand"),
            children: Vec::with_capacity(SLEEPERS + LISTENERS),
            lifeline: Some(lifeline),
            programs,
        };
        let mut listeners = Vec::with_capacity(LISTENERS);
        let mut pids = Vec::with_capacity(SLEEPERS);
        for number in 0..SLEEPERS {
            // Those that listen are spread among the others: who looks for one of them has half the crowd before it, and half after.
            if number % (SLEEPERS / LISTENERS) == SLEEPERS / LISTENERS / 2 {
                listeners.push(crowd.listener(&silence));
            }
            // And so are those that are looked for.
            let line = match number % (SLEEPERS / WANTED) {
                33 => format!("{NAME} --slot={number}"),
                66 => format!(
                    "python3 -m celery worker --app=shop.tasks {PATTERN} --hostname=worker{number}@host"
                ),
                _ => OTHERS[number % OTHERS.len()].replace('#', &number.to_string()),
            };
            let mut words = line.split(' ');
            let program = words.next().unwrap_or_default();
            let args: Vec<_> = std::iter::once("--sleeper").chain(words).collect();
            pids.push(crowd.start(program, &args, &silence, &answer));
        }
        answers.read_exact(&mut [0; SLEEPERS]).expect("sleepers");
        listeners.sort_unstable();
        let (owner, ports) = &listeners[LISTENERS / 2];
        crowd.errand = Errand::new(NAME, PATTERN, ports[PORTS / 2], &pids);
        crowd.owner = *owner;
        crowd.errand.write(&crowd.file);
        crowd
    }

    pub(crate) fn errand(&self) -> &Errand {
        &self.errand
    }

    pub(crate) fn owner(&self) -> i32 {
        self.owner
    }

    /// Where the errand is written.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// Starts one that listens: its number, and its ports.
    fn listener(&mut self, silence: &PipeReader) -> (i32, Vec<u16>) {
        let (mut answers, answer) = std::io::pipe().expect("a pipe");
        let pid = self.start("listener", &["--listen", &PORTS.to_string()], silence, &answer);
        let mut ports = [0; 2 * PORTS];
        answers.read_exact(&mut ports).expect("ports");
        let ports = ports.chunks_exact(2).map(|two| u16::from_ne_bytes([two[0], two[1]]));
        (pid, ports.collect())
    }

    /// Starts this program under another name, as a service would be: by its full path.
    fn start(
        &mut self,
        program: &str,
        args: &[&str],
        stdin: &PipeReader,
        stdout: &PipeWriter,
    ) -> i32 {
        let link = self.programs.path().join(program);
        if !link.exists() {
            let this = std::env::current_exe().expect("a program");
            std::os::unix::fs::symlink(this, &link).expect("a link");
        }
        let mut command = Command::new(link);
        command.arg0(format!("/usr/bin/{program}")).args(args);
        command.stdin(stdin.try_clone().expect("a pipe"));
        command.stdout(stdout.try_clone().expect("a pipe")).stderr(Stdio::null());
        let child = command.spawn().expect("a process");
        let pid = child.id() as i32;
        self.children.push(child);
        pid
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.lifeline = None;
        for child in &mut self.children {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
