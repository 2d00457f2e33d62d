use ostler::signal::{self, Signal};

#[test]
fn the_runtime_has_seven() {
    let all: Vec<i32> = Signal::all().map(Signal::raw).collect();
    assert_eq!(all, [2, 4, 8, 11, 15, 21, 22]);
    for signal in Signal::all() {
        assert_eq!(signal.to_string().parse::<Signal>().unwrap(), signal);
        assert!(signal.description().is_some());
    }
}

#[test]
fn names_in_any_spelling() {
    assert_eq!("break".parse::<Signal>().unwrap(), signal::SIGBREAK);
    assert_eq!("SIGABRT".parse::<Signal>().unwrap().raw(), 22);
    assert!("SIGKILL".parse::<Signal>().is_err());
    assert!("RTMIN+1".parse::<Signal>().is_err());
    assert_eq!((signal::CTRL_C_EVENT.raw(), signal::CTRL_BREAK_EVENT.raw()), (0, 1));
}
