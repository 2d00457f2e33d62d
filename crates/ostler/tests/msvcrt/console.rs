//! The console, key by key. These need one, and change it: `cargo xtask windows` runs them one after the other, on a
//! pseudo-terminal.

use std::fs::File;
use std::os::windows::io::AsRawHandle as _;

use ostler::errno;
use ostler::msvcrt::{getch, getche, getwch, getwche, kbhit, putch, putwch, ungetch, ungetwch};
use windows_sys::Win32::System::Console::{
    CONSOLE_SCREEN_BUFFER_INFO, COORD, ENHANCED_KEY, FlushConsoleInputBuffer,
    GetConsoleScreenBufferInfo, INPUT_RECORD, KEY_EVENT, ReadConsoleOutputCharacterW,
    WriteConsoleInputW,
};

use crate::support::child;

fn console(name: &str) -> File {
    File::options().read(true).write(true).open(name).unwrap()
}

#[derive(Clone, Copy)]
enum Key {
    Unit(u16),
    Special(u16, u16, bool),
}

const HOME: Key = Key::Special(0x47, 0x24, true);
const UP: Key = Key::Special(0x48, 0x26, true);

/// A console of this test's alone, as far as keys go.
struct Keyboard(File);

impl Keyboard {
    fn new() -> Self {
        let keyboard = Self(console("CONIN$"));
        // SAFETY: the handle is open.
        assert_ne!(unsafe { FlushConsoleInputBuffer(keyboard.0.as_raw_handle()) }, 0);
        keyboard
    }

    /// Presses and releases keys: the character, or the number and the code of a special key.
    fn press(&self, keys: &[Key]) {
        let mut records = Vec::new();
        for &key in keys {
            let (unit, scan, code, enhanced) = match key {
                Key::Unit(unit) => (unit, 0, 0, false),
                Key::Special(scan, code, enhanced) => (0, scan, code, enhanced),
            };
            for down in [1, 0] {
                // SAFETY: a structure of numbers.
                let mut record: INPUT_RECORD = unsafe { std::mem::zeroed() };
                record.EventType = KEY_EVENT as u16;
                record.Event.KeyEvent.bKeyDown = down;
                record.Event.KeyEvent.wRepeatCount = 1;
                record.Event.KeyEvent.wVirtualScanCode = scan;
                record.Event.KeyEvent.wVirtualKeyCode = code;
                record.Event.KeyEvent.dwControlKeyState = if enhanced { ENHANCED_KEY } else { 0 };
                record.Event.KeyEvent.uChar.UnicodeChar = unit;
                records.push(record);
            }
        }
        let mut written = 0;
        // SAFETY: the handle is open, and the records are as many as is said.
        let ok = unsafe {
            let count = records.len() as u32;
            WriteConsoleInputW(self.0.as_raw_handle(), records.as_ptr(), count, &raw mut written)
        };
        assert!(ok != 0 && written as usize == records.len());
    }

    fn type_text(&self, text: &str) {
        let keys: Vec<Key> = text.encode_utf16().map(Key::Unit).collect();
        self.press(&keys);
    }
}

/// What the screen shows, as units, before the cursor.
fn shown(count: u16) -> Vec<u16> {
    let screen = console("CONOUT$");
    let mut text = vec![0; count.into()];
    // SAFETY: the handle is open, the structure and the buffer are written to.
    unsafe {
        let mut info: CONSOLE_SCREEN_BUFFER_INFO = std::mem::zeroed();
        assert_ne!(GetConsoleScreenBufferInfo(screen.as_raw_handle(), &raw mut info), 0);
        let COORD { X: x, Y: y } = info.dwCursorPosition;
        let start = COORD { X: x - count as i16, Y: y };
        let (buffer, mut read) = (text.as_mut_ptr(), 0);
        let handle = screen.as_raw_handle();
        let ok = ReadConsoleOutputCharacterW(handle, buffer, count.into(), start, &raw mut read);
        assert_ne!(ok, 0);
        text.truncate(read as usize);
    }
    text
}

#[test]
#[ignore = "needs a console"]
fn keys_are_read_in_their_order() {
    let keyboard = Keyboard::new();
    assert!(!kbhit());
    keyboard.type_text("ab\u{e9}\r");
    assert!(kbhit());
    assert_eq!(getch().unwrap(), b'a');
    assert!(kbhit());
    assert_eq!(getwch().unwrap(), u16::from(b'b'));
    assert_eq!(getwch().unwrap(), 0xe9);
    assert_eq!(getwch().unwrap(), 0xd);
    assert!(!kbhit());
}

#[test]
#[ignore = "needs a console"]
fn a_character_of_two_units_comes_by_two_calls() {
    let keyboard = Keyboard::new();
    keyboard.type_text("\u{1f40e}");
    let units = [getwch().unwrap(), getwch().unwrap()];
    assert_eq!(String::from_utf16(&units).unwrap(), "\u{1f40e}");
    // Half a character is passed on as it is.
    keyboard.press(&[Key::Unit(0xdc80), Key::Unit(0xd83d), Key::Unit(0x78)]);
    assert_eq!(getwch().unwrap(), 0xdc80);
    assert_eq!(getwch().unwrap(), 0xd83d);
    assert_eq!(getwch().unwrap(), u16::from(b'x'));
}

/// Home, then the arrow up: a prefix, then the number.
#[test]
#[ignore = "needs a console"]
fn special_keys_have_a_prefix() {
    let keyboard = Keyboard::new();
    keyboard.press(&[HOME]);
    let prefix = getwch().unwrap();
    assert!(prefix == 0 || prefix == 0xe0, "{prefix:#x}");
    assert_eq!(getwch().unwrap(), 0x47);
    keyboard.press(&[UP]);
    let prefix = getch().unwrap();
    assert!(prefix == 0 || prefix == 0xe0, "{prefix:#x}");
    assert_eq!(getch().unwrap(), 0x48);
}

#[test]
#[ignore = "needs a console"]
fn echo() {
    let keyboard = Keyboard::new();
    keyboard.type_text("qz\u{e9}");
    assert_eq!(getche().unwrap(), b'q');
    assert_eq!(getwche().unwrap(), u16::from(b'z'));
    assert_eq!(shown(2), "qz".encode_utf16().collect::<Vec<_>>());
    assert_eq!(getwche().unwrap(), 0xe9);
    assert_eq!(shown(1), [0xe9]);
    // Without: the screen stays.
    keyboard.type_text("n");
    assert_eq!(getwch().unwrap(), u16::from(b'n'));
    assert_eq!(shown(1), [0xe9]);
}

#[test]
#[ignore = "needs a console"]
fn what_is_put_is_shown() {
    for byte in *b"put" {
        putch(byte).unwrap();
    }
    assert_eq!(shown(3), "put".encode_utf16().collect::<Vec<_>>());
    putwch('\u{3b1}').unwrap();
    assert_eq!(shown(1), [0x3b1]);
    // Both halves, one half, and what is no character: nothing is cut off, nothing panics.
    putwch('\u{1f40e}').unwrap();
    putwch(0xd83d).unwrap();
    putwch(0xffff).unwrap();
    putwch('\r').unwrap();
}

#[test]
#[ignore = "needs a console"]
fn what_is_pushed_back_is_read_next() {
    let keyboard = Keyboard::new();
    keyboard.type_text("k");
    ungetch(b'!').unwrap();
    assert!(kbhit());
    assert_eq!(ungetch(b'?').unwrap_err().errno(), Some(errno::ENOSPC));
    assert_eq!(getch().unwrap(), b'!');
    ungetwch('\u{5b57}').unwrap();
    assert!(kbhit());
    assert_eq!(ungetwch('y').unwrap_err().errno(), Some(errno::ENOSPC));
    assert_eq!(getwch().unwrap(), 0x5b57);
    assert_eq!(getwch().unwrap(), u16::from(b'k'));
    assert!(!kbhit());
}

#[test]
#[ignore = "needs a console"]
fn a_whole_character_is_pushed_back() {
    let keyboard = Keyboard::new();
    keyboard.type_text("k");
    ungetwch('\u{1f40e}').unwrap();
    assert_eq!(getwch().unwrap(), 0xd83d);
    assert!(kbhit());
    assert_eq!(ungetwch('y').unwrap_err().errno(), Some(errno::ENOSPC));
    assert_eq!(getwche().unwrap(), 0xdc0e);
    assert_eq!(getwch().unwrap(), u16::from(b'k'));
    ungetwch(0xdc80).unwrap();
    assert_eq!(getwch().unwrap(), 0xdc80);
}

/// The keys come from the other end of the terminal.
#[test]
#[ignore = "needs somebody who types aE and the arrow up"]
fn typed() {
    assert_eq!(getwch().unwrap(), u16::from(b'a'));
    assert_eq!(getch().unwrap(), b'E');
    let prefix = getwch().unwrap();
    assert!(prefix == 0 || prefix == 0xe0, "{prefix:#x}");
    assert_eq!(getwch().unwrap(), 0x48);
}

#[test]
#[ignore = "the part of a child"]
fn has_no_console() {
    // SAFETY: it takes nothing.
    unsafe { windows_sys::Win32::System::Console::FreeConsole() };
    assert!(!kbhit());
    assert_eq!(getch().unwrap_err().errno(), Some(errno::ENXIO));
    assert_eq!(getwche().unwrap_err().errno(), Some(errno::ENXIO));
    assert_eq!(putwch('x').unwrap_err().errno(), Some(errno::ENXIO));
    // What was pushed back is there all the same.
    ungetwch('x').unwrap();
    assert_eq!(getwch().unwrap(), u16::from(b'x'));
}

#[test]
fn without_a_console_there_is_nothing_to_read() {
    let output = child("console::has_no_console").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
