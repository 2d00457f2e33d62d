use ostler::os;

#[test]
fn processors() {
    let shown = std::fs::read_to_string("/sys/devices/system/cpu/online").unwrap();
    let count: usize = shown
        .trim()
        .split(',')
        .map(|range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            last.parse::<usize>().unwrap() - first.parse::<usize>().unwrap() + 1
        })
        .sum();
    assert_eq!(os::cpu_count(), Some(count));
    let ours = os::process_cpu_count().unwrap();
    assert!((1..=count).contains(&ours));
    assert!(std::thread::available_parallelism().unwrap().get() <= ours);
}

#[test]
fn load() {
    let read = || {
        let shown = std::fs::read_to_string("/proc/loadavg").unwrap();
        let mut numbers = shown.split(' ').map(|number| number.parse::<f64>().unwrap());
        (numbers.next().unwrap(), numbers.next().unwrap(), numbers.next().unwrap())
    };
    // The kernel counts anew every five seconds: between two equal looks it has not.
    for _ in 0..10 {
        let (before, ours, after) = (read(), os::getloadavg().unwrap(), read());
        if before == after {
            // The file has two digits.
            for (ours, shown) in [(ours.0, before.0), (ours.1, before.1), (ours.2, before.2)] {
                assert!((ours - shown).abs() < 0.011, "{ours} {shown}");
            }
            return;
        }
    }
    panic!("the load changed at every look");
}
