//! What a key types.

use std::collections::VecDeque;

use windows_sys::Win32::System::Console::KEY_EVENT_RECORD;
use windows_sys::Win32::UI::Input::KeyboardAndMouse::{
    VK_DELETE, VK_DOWN, VK_END, VK_F1, VK_HOME, VK_INSERT, VK_LEFT, VK_MENU, VK_NEXT, VK_PRIOR,
    VK_RIGHT, VK_UP,
};

/// What terminals send for the function keys.
const FUNCTION: [&str; 12] = [
    "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~",
    "\x1b[20~", "\x1b[21~", "\x1b[23~", "\x1b[24~",
];

/// Adds the characters of a key that went down, or of a code typed on the keypad when Alt goes up.
pub(super) fn characters(key: &KEY_EVENT_RECORD, half: &mut Option<u16>, to: &mut VecDeque<char>) {
    let code = key.wVirtualKeyCode;
    // SAFETY: both fields of the union are numbers, and the wide functions write this one.
    let unit = unsafe { key.uChar.UnicodeChar };
    if key.bKeyDown == 0 && !(code == VK_MENU && unit != 0) {
        return;
    }
    match unit {
        0 => {
            if let Some(sequence) = sequence(code) {
                to.extend(sequence.chars());
            }
        }
        0xd800..=0xdbff => {
            if half.replace(unit).is_some() {
                to.push_back(char::REPLACEMENT_CHARACTER);
            }
        }
        unit => {
            let units = half.take().into_iter().chain([unit]);
            to.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        }
    }
}

fn sequence(code: u16) -> Option<&'static str> {
    let text = match code {
        VK_UP => "\x1b[A",
        VK_DOWN => "\x1b[B",
        VK_RIGHT => "\x1b[C",
        VK_LEFT => "\x1b[D",
        VK_HOME => "\x1b[H",
        VK_END => "\x1b[F",
        VK_INSERT => "\x1b[2~",
        VK_DELETE => "\x1b[3~",
        VK_PRIOR => "\x1b[5~",
        VK_NEXT => "\x1b[6~",
        code => FUNCTION.get(usize::from(code.checked_sub(VK_F1)?))?,
    };
    Some(text)
}
