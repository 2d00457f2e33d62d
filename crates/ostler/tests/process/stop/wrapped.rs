//! Trees whose numbers come round.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use ostler::process::Process;

use super::kinds::{Count, Tree, daemon, end, nothing, own, pipeline, stop, storm, stranger};
use crate::crowd::{again, fork, lives, orphans};

const WRAPPED: &str = "OSTLER_TEST_WRAPPED";
const LAST: &str = "/proc/sys/kernel/ns_last_pid";

/// Orphans with higher numbers than anything of the tree, in its session and group, while numbers come round.
fn old_orphans_are_no_strays(most: i32) {
    static COMES_ROUND: AtomicBool = AtomicBool::new(true);
    std::fs::write(LAST, (most - 200).to_string()).unwrap();
    let old = orphans(20);
    std::fs::write(LAST, "5000").unwrap();
    let mut tree = Tree::plant(nothing, true, true);
    ostler::audit::add_hook(|event| {
        if event.name() == "os.kill" && COMES_ROUND.swap(false, SeqCst) {
            std::fs::write(LAST, "400").unwrap();
            end(fork(|| ()));
        }
        Ok(())
    });
    let report = stop().tree(tree.root).unwrap();
    let (strays, orphans) = (report.strays(), old.len());
    let among = strays.iter().filter(|stray| old.contains(stray)).count();
    println!("old orphans among the strays: {among} of {orphans}, wrapped: none may be");
    assert_eq!(among, 0, "{report:?}");
    Count::default().strays(&mut tree, &report);
    old.into_iter().chain([tree.root]).for_each(end);
}

/// In a PID namespace of its own, whose numbers come round in every round.
#[test]
fn numbers_that_have_come_round() {
    if std::env::var_os(WRAPPED).is_some() {
        let most: i32 =
            std::fs::read_to_string("/proc/sys/kernel/pid_max").unwrap().trim().parse().unwrap();
        let wrapped = |round: fn(usize, &mut Count)| {
            move |number: usize, count: &mut Count| {
                // Old ones above all of the tree, which begins before the last number and goes on after the first.
                let old: Vec<Process> = [most - 40, most - 30]
                    .map(|last| {
                        std::fs::write(LAST, last.to_string()).unwrap();
                        stranger(None)
                    })
                    .into();
                let last = most - 2 - (number % 12) as i32;
                std::fs::write(LAST, last.to_string()).unwrap();
                round(number, count);
                for process in old {
                    count.hit += usize::from(!lives(process.pid()));
                    end(process);
                }
            }
        };
        old_orphans_are_no_strays(most);
        storm("pipelines, wrapped", 20, wrapped(pipeline));
        storm("own groups, wrapped", 20, wrapped(own));
        storm("daemons, wrapped", 20, wrapped(daemon));
        return;
    }
    // SAFETY: no preconditions.
    if unsafe { libc::geteuid() } != 0 {
        println!("skipped: a PID namespace of our own takes the superuser");
        return;
    }
    // The first process of the namespace collects what falls to it.
    let told = again(
        &["--pid", "--fork", "--mount-proc", "--kill-child", "sh", "-c", "\"$0\" \"$@\"; exit $?"],
        "stop::wrapped::numbers_that_have_come_round",
        WRAPPED,
        "1",
    );
    let text = told.unwrap_or_default();
    text.lines().filter(|line| line.contains("wrapped:")).for_each(|line| println!("{line}"));
}
