use ostler::console::{Console, getwch};
use ostler::errno;

/// `cargo xtask windows` types these at the other end of the terminal.
#[test]
#[ignore = "needs somebody who types ké and the arrow up"]
fn at_a_console() {
    let mut console = Console::open().unwrap();
    assert_eq!(console.getwch().unwrap(), 'k');
    assert_eq!(getwch().unwrap(), '\u{e9}');
    let sequence: Vec<char> = (0..3).map(|_| console.getwch().unwrap()).collect();
    assert_eq!(sequence, ['\x1b', '[', 'A']);
    assert!(!console.kbhit().unwrap());
}

#[test]
#[ignore = "needs a console"]
fn keys_at_a_console() {
    use std::os::windows::io::AsRawHandle as _;
    use windows_sys::Win32::System::Console::{
        FlushConsoleInputBuffer, INPUT_RECORD, KEY_EVENT, WriteConsoleInputW,
    };
    let mut console = Console::open().unwrap();
    let input = std::fs::File::options().read(true).write(true).open("CONIN$").unwrap();
    let press = |units: &[u16], down: i32, repeat: u16| {
        for unit in units {
            // SAFETY: a structure of numbers.
            let mut record: INPUT_RECORD = unsafe { std::mem::zeroed() };
            record.EventType = KEY_EVENT as u16;
            record.Event.KeyEvent.bKeyDown = down;
            record.Event.KeyEvent.wRepeatCount = repeat;
            record.Event.KeyEvent.uChar.UnicodeChar = *unit;
            let mut written = 0;
            // SAFETY: the handle is open, the record is one.
            unsafe {
                WriteConsoleInputW(input.as_raw_handle(), &raw const record, 1, &raw mut written);
            }
        }
    };
    // SAFETY: the handle is open.
    unsafe { FlushConsoleInputBuffer(input.as_raw_handle()) };
    assert!(!console.kbhit().unwrap());
    // A key that goes up is none.
    press(&[0x61], 0, 1);
    assert!(!console.kbhit().unwrap());
    press(&[0x62], 1, 2);
    assert!(console.kbhit().unwrap());
    assert_eq!([console.getwch().unwrap(), console.getwch().unwrap()], ['b', 'b']);
    // A whole character, à, which the runtime takes for a prefix, and halves by themselves.
    press(&[0xd83d, 0xdc0e, 0xe0, 0xdc80, 0xd83d, 0x63], 1, 1);
    let keys: Vec<char> = (0..5).map(|_| console.getwch().unwrap()).collect();
    assert_eq!(keys, ['\u{1f40e}', '\u{e0}', '\u{fffd}', '\u{fffd}', 'c']);
    assert!(!console.kbhit().unwrap());
}

#[test]
fn without_a_console() {
    if std::fs::File::open("CONIN$").is_err() {
        assert_eq!(Console::open().unwrap_err().errno(), Some(errno::ENXIO));
    }
}
