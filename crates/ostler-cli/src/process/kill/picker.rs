//! A list to pick from: type to filter, mark, and stop.

use std::io::{self, Write as _};

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::{cursor, execute, queue, style, terminal};
use ostler::process::{Field, Process, Query, Snapshot, Value, protected};
use unicode_width::UnicodeWidthChar as _;

use crate::output::Failure;
use crate::process::columns;
use crate::process::ps;

/// The terminal in the picker's hands: given back however it ends.
struct Screen;

impl Screen {
    fn take() -> io::Result<Self> {
        terminal::enable_raw_mode()?;
        let screen = Self;
        execute!(io::stdout(), terminal::EnterAlternateScreen)?;
        // A line that is pasted ends with Enter. A terminal that does not mark pastes ignores this.
        let _ = execute!(io::stdout(), event::EnableBracketedPaste);
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // There is no more to be done if this fails.
        let _ = execute!(io::stdout(), event::DisableBracketedPaste);
        let _ = execute!(io::stdout(), cursor::Show, terminal::LeaveAlternateScreen);
        let _ = terminal::disable_raw_mode();
    }
}

/// What was picked.
pub(super) struct Picked<T = Process> {
    pub(super) processes: Vec<T>,
    /// Whether these were marked. Otherwise it is the one that was highlighted.
    pub(super) marked: bool,
}

/// What is being picked from.
struct Picker<T> {
    rows: Vec<(T, String)>,
    marked: Vec<T>,
    filter: String,
    at: usize,
}

impl<T: Copy + PartialEq> Picker<T> {
    fn new(rows: Vec<(T, String)>) -> Self {
        Self { rows, marked: Vec::new(), filter: String::new(), at: 0 }
    }

    /// Whether the filter fits a line, capitals or not: each of its words.
    fn fits(&self, line: &str) -> bool {
        let line = line.to_lowercase();
        self.filter.to_lowercase().split_whitespace().all(|word| line.contains(word))
    }

    /// Those that the filter fits, and those that are marked: what is going to be stopped does not go out of sight.
    fn shown(&self) -> Vec<&(T, String)> {
        let rows = self.rows.iter();
        rows.filter(|(row, line)| self.marked.contains(row) || self.fits(line)).collect()
    }

    /// Puts the highlight on the first one that another filter fits.
    fn filtered(&mut self) {
        self.at = self.shown().iter().position(|(_, line)| self.fits(line)).unwrap_or(0);
    }

    fn mark(&mut self) {
        let Some(row) = self.shown().get(self.at).map(|(row, _)| *row) else { return };
        match self.marked.iter().position(|marked| *marked == row) {
            Some(at) => drop(self.marked.remove(at)),
            None => self.marked.push(row),
        }
        // One that is not marked any more may be out of the list, and the next one in its place.
        if self.shown().get(self.at).is_some_and(|(shown, _)| *shown == row) {
            self.step(1);
        } else {
            self.step(0);
        }
    }

    fn step(&mut self, by: isize) {
        let last = self.shown().len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    /// Those that are marked; the one that is highlighted if none is.
    fn picked(&self) -> Option<Picked<T>> {
        if !self.marked.is_empty() {
            return Some(Picked { processes: self.marked.clone(), marked: true });
        }
        let (row, _) = self.shown().get(self.at).copied()?;
        Some(Picked { processes: vec![*row], marked: false })
    }

    /// Does what a key says. It answers when the list is to be left: with nothing, or with what was picked.
    fn key(&mut self, key: KeyEvent) -> Option<Picked<T>> {
        if key.kind == KeyEventKind::Release {
            return None;
        }
        let plain = (key.modifiers - KeyModifiers::SHIFT).is_empty();
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => return Some(Picked { processes: Vec::new(), marked: false }),
            KeyCode::Char('c' | 'd' | 'g') if control => {
                return Some(Picked { processes: Vec::new(), marked: false });
            }
            KeyCode::Enter => return self.picked(),
            KeyCode::Up => self.step(-1),
            KeyCode::Down => self.step(1),
            KeyCode::PageUp => self.step(-10),
            KeyCode::PageDown => self.step(10),
            KeyCode::Tab => self.mark(),
            KeyCode::Backspace => {
                self.filter.pop();
                self.filtered();
            }
            KeyCode::Char('u') if control => {
                self.filter.clear();
                self.filtered();
            }
            KeyCode::Char(c) if plain => {
                self.filter.push(c);
                self.filtered();
            }
            _ => {}
        }
        None
    }

    /// Takes text that was pasted into the filter.
    fn paste(&mut self, text: &str) {
        self.filter.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
        self.filtered();
    }

    fn draw(&self) -> io::Result<()> {
        let (width, height) = terminal::size()?;
        // A terminal that does not know its size says zero.
        let (width, height) = if width == 0 || height == 0 { (80, 24) } else { (width, height) };
        let (width, height) = (usize::from(width), usize::from(height));
        let mut out = io::stdout().lock();
        queue!(out, cursor::Hide, cursor::MoveTo(0, 0), terminal::Clear(terminal::ClearType::All))?;
        let shown = self.shown();
        let head = format!(
            "Stop which? {}▏  {} of {}, {} marked",
            self.filter,
            shown.len(),
            self.rows.len(),
            self.marked.len()
        );
        write!(out, "{}\r\n", cut(&head, width))?;
        let room = height.saturating_sub(2).max(1);
        let first = self.at.saturating_sub(room - 1);
        for (number, (row, line)) in shown.iter().enumerate().skip(first).take(room) {
            let mark = if self.marked.contains(row) { "*" } else { " " };
            let line = cut(&format!("{mark} {line}"), width);
            if number == self.at {
                queue!(out, style::SetAttribute(style::Attribute::Reverse))?;
            }
            write!(out, "{line}")?;
            queue!(out, style::SetAttribute(style::Attribute::Reset))?;
            write!(out, "\r\n")?;
        }
        let enter = if self.marked.is_empty() { "Enter stops" } else { "Enter stops the marked" };
        let foot = format!("type to filter · ↑↓ · Tab marks · {enter} · Esc leaves");
        write!(out, "{}", cut(&foot, width))?;
        out.flush()
    }
}

fn cut(text: &str, width: usize) -> String {
    let mut used = 0;
    text.chars()
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= width
        })
        .collect()
}

/// Has processes picked from a list of all that are no part of the kernel, or of all.
pub(super) fn choose(all: bool) -> Result<Picked, Failure> {
    let fields = ps::brief_fields() | Field::KernelThread;
    let mut found = Query::all().search(fields)?.found;
    // What is left alone anyway is no choice.
    let careful = protected(found.iter().map(Snapshot::process))?;
    let mut careful = careful.iter();
    found.retain(|process| {
        let free = careful.next().is_some_and(|(_, why)| why.is_none());
        free && (all || process.get(Field::KernelThread) != Some(&Value::Bool(true)))
    });
    let columns = ps::brief();
    let table = columns::table(&columns, &found, false, None);
    let rows = found.iter().map(Snapshot::process).zip(table.lines().map(str::to_owned)).collect();
    let mut picker = Picker::new(rows);
    let screen = Screen::take()?;
    let picked = loop {
        picker.draw()?;
        match event::read()? {
            Event::Key(key) => {
                if let Some(picked) = picker.key(key) {
                    break picked;
                }
            }
            Event::Paste(text) => picker.paste(&text),
            _ => {}
        }
    };
    drop(screen);
    Ok(picked)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [(i32, &str); 4] =
        [(1, "root sshd 8"), (2, "us newslq 8"), (3, "us newslq 9"), (4, "us vim")];

    fn picker() -> Picker<i32> {
        Picker::new(ROWS.map(|(row, line)| (row, line.to_owned())).to_vec())
    }

    fn press(picker: &mut Picker<i32>, code: KeyCode) -> Option<Picked<i32>> {
        picker.key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    fn type_in(picker: &mut Picker<i32>, text: &str) {
        for c in text.chars() {
            assert!(press(picker, KeyCode::Char(c)).is_none());
        }
    }

    fn enter(picker: &mut Picker<i32>) -> (Vec<i32>, bool) {
        let picked = press(picker, KeyCode::Enter).unwrap();
        (picked.processes, picked.marked)
    }

    fn shown(picker: &Picker<i32>) -> Vec<i32> {
        picker.shown().iter().map(|(row, _)| *row).collect()
    }

    #[test]
    fn a_space_is_a_part_of_the_filter() {
        let mut picker = picker();
        type_in(&mut picker, "newslq 8");
        assert_eq!(shown(&picker), [2]);
        press(&mut picker, KeyCode::Backspace);
        assert_eq!(shown(&picker), [2, 3]);
        press(&mut picker, KeyCode::Down);
        assert_eq!(enter(&mut picker), (vec![3], false));
    }

    #[test]
    fn what_is_marked_stays_in_sight() {
        let mut picker = picker();
        type_in(&mut picker, "sshd");
        press(&mut picker, KeyCode::Tab);
        for _ in 0..4 {
            press(&mut picker, KeyCode::Backspace);
        }
        type_in(&mut picker, "vim");
        assert_eq!(shown(&picker), [1, 4]);
        // The highlight is on what the filter fits.
        assert_eq!(picker.at, 1);
        press(&mut picker, KeyCode::Tab);
        assert_eq!(enter(&mut picker), (vec![1, 4], true));
        // And what is marked no more goes.
        press(&mut picker, KeyCode::Up);
        press(&mut picker, KeyCode::Tab);
        assert_eq!((shown(&picker), picker.at), (vec![4], 0));
    }

    #[test]
    fn an_empty_list_picks_nothing() {
        let mut picker = picker();
        type_in(&mut picker, "no such line");
        assert!(press(&mut picker, KeyCode::Enter).is_none());
        press(&mut picker, KeyCode::Tab);
        assert!(picker.marked.is_empty());
        picker.key(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL));
        assert_eq!(shown(&picker).len(), 4);
        assert!(press(&mut picker, KeyCode::Esc).unwrap().processes.is_empty());
    }

    #[test]
    fn a_line_that_is_pasted_stops_nothing() {
        let mut picker = picker();
        picker.paste("newslq\t9\n");
        assert_eq!(shown(&picker), [3]);
        assert!(picker.marked.is_empty());
    }
}
