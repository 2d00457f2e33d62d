//! A list to pick from: type to filter, mark, and stop.

use std::io::{self, Write as _};

use crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
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
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // There is no more to be done if this fails.
        let _ = execute!(io::stdout(), cursor::Show, terminal::LeaveAlternateScreen);
        let _ = terminal::disable_raw_mode();
    }
}

/// What is being picked from.
struct Picker {
    rows: Vec<(Process, String)>,
    marked: Vec<Process>,
    filter: String,
    at: usize,
}

impl Picker {
    /// Those that the filter fits, capitals or not: each of its words.
    fn shown(&self) -> Vec<&(Process, String)> {
        let filter = self.filter.to_lowercase();
        let words: Vec<&str> = filter.split_whitespace().collect();
        let fits = |line: &str| {
            let line = line.to_lowercase();
            words.iter().all(|word| line.contains(word))
        };
        self.rows.iter().filter(|(_, line)| fits(line)).collect()
    }

    fn mark(&mut self) {
        let Some(process) = self.shown().get(self.at).map(|(process, _)| *process) else { return };
        match self.marked.iter().position(|marked| *marked == process) {
            Some(at) => drop(self.marked.remove(at)),
            None => self.marked.push(process),
        }
        self.step(1);
    }

    fn step(&mut self, by: isize) {
        let last = self.shown().len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    /// Those that are marked; the one that the cursor is on if none is.
    fn chosen(&self) -> Vec<Process> {
        if !self.marked.is_empty() {
            return self.marked.clone();
        }
        self.shown().get(self.at).map(|(process, _)| *process).into_iter().collect()
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
        for (number, (process, line)) in shown.iter().enumerate().skip(first).take(room) {
            let mark = if self.marked.contains(process) { "*" } else { " " };
            let line = cut(&format!("{mark} {line}"), width);
            if number == self.at {
                queue!(out, style::SetAttribute(style::Attribute::Reverse))?;
            }
            write!(out, "{line}")?;
            queue!(out, style::SetAttribute(style::Attribute::Reset))?;
            write!(out, "\r\n")?;
        }
        write!(
            out,
            "{}",
            cut("type to filter · ↑↓ · Space marks · Enter stops · Esc leaves", width)
        )?;
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

/// Lets somebody pick processes. None if it was left without.
pub(super) fn choose(all: bool) -> Result<Vec<Process>, Failure> {
    let fields = ps::brief_fields() | Field::KernelThread;
    let mut found = Query::all().find_with(fields)?;
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
    let mut picker = Picker { rows, marked: Vec::new(), filter: String::new(), at: 0 };
    let screen = Screen::take()?;
    let chosen = loop {
        picker.draw()?;
        let Event::Key(key) = event::read()? else { continue };
        if key.kind == KeyEventKind::Release {
            continue;
        }
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => break Vec::new(),
            KeyCode::Char('c' | 'd' | 'g') if control => break Vec::new(),
            KeyCode::Enter => break picker.chosen(),
            KeyCode::Up => picker.step(-1),
            KeyCode::Down => picker.step(1),
            KeyCode::PageUp => picker.step(-10),
            KeyCode::PageDown => picker.step(10),
            KeyCode::Char(' ') | KeyCode::Tab => picker.mark(),
            KeyCode::Backspace => {
                picker.filter.pop();
                picker.at = 0;
            }
            KeyCode::Char('u') if control => picker.filter.clear(),
            KeyCode::Char(c) if !control => {
                picker.filter.push(c);
                picker.at = 0;
            }
            _ => {}
        }
    };
    drop(screen);
    Ok(chosen)
}
