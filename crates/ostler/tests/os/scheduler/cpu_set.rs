use std::collections::BTreeSet;

use ostler::os::{self, CpuSet};
use ostler::{ErrorKind, errno};
use proptest::prelude::*;

#[test]
fn a_set_of_numbers() {
    let mut cpus = CpuSet::new();
    assert!(cpus.is_empty());
    assert!(cpus.insert(3) && !cpus.insert(3) && cpus.insert(0));
    cpus.extend([70, 5]);
    assert!(cpus.contains(70) && !cpus.contains(1));
    assert_eq!((cpus.len(), cpus.iter().collect::<Vec<_>>()), (4, vec![0, 3, 5, 70]));
    assert!(cpus.remove(5) && !cpus.remove(5));
    assert_eq!(cpus, CpuSet::from([70, 3, 0]));
    assert_eq!((&cpus).into_iter().sum::<usize>(), 73);
    assert_eq!(format!("{cpus:?}"), "{0, 3, 70}");
    assert_eq!(cpus.into_iter().next_back(), Some(70));
}

#[test]
fn printed_like_the_kernels() {
    for (cpus, text) in [
        (&[][..], ""),
        (&[0], "0"),
        (&[0, 1], "0-1"),
        (&[0, 2, 3, 4, 9], "0,2-4,9"),
        (&[usize::MAX - 1, usize::MAX], &format!("{}-{}", usize::MAX - 1, usize::MAX)),
    ] {
        assert_eq!(cpus.iter().copied().collect::<CpuSet>().to_string(), text);
    }
}

/// No number makes the library ask for memory without end.
#[test]
fn absurd_numbers() {
    for cpu in [1 << 16, 1 << 31, 1 << 40, usize::MAX] {
        let error = os::sched_setaffinity(0, &CpuSet::from([0, cpu])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Overflow);
        assert_eq!(error.to_string(), "CPU number too large");
    }
    // A number a system could have, and this one has not.
    let error = os::sched_setaffinity(0, &CpuSet::from([(1 << 16) - 1])).unwrap_err();
    assert_eq!(error.errno(), Some(errno::EINVAL));
    let none = os::sched_setaffinity(0, &CpuSet::new()).unwrap_err();
    assert_eq!(none.errno(), Some(errno::EINVAL));
}

proptest! {
    #[test]
    fn text_and_set_are_the_same(cpus: BTreeSet<u8>) {
        let ours: CpuSet = cpus.iter().map(|cpu| usize::from(*cpu)).collect();
        let mut back = BTreeSet::new();
        for range in ours.to_string().split(',').filter(|range| !range.is_empty()) {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let (first, last): (u8, u8) = (first.parse().unwrap(), last.parse().unwrap());
            back.extend(first..=last);
        }
        prop_assert_eq!(back, cpus);
    }
}
