//! Values of processes as text, in columns, as JSON.

use std::cmp::Ordering;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ostler::process::{Field, Fields, Snapshot, Value};
use serde::ser::{Serialize, SerializeMap, Serializer};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::output::{Failure, printable};

/// A column: a field, or a part of one.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) field: Field,
    part: Option<String>,
    /// What was asked for: the heading, and the key.
    pub(crate) name: String,
}

impl From<Field> for Column {
    fn from(field: Field) -> Self {
        Self { field, part: None, name: field.name().to_owned() }
    }
}

impl Column {
    /// Reads a name, such as `rss` or `memory_info.rss`.
    pub(crate) fn parse(name: &str) -> Result<Self, Failure> {
        let (field, part) = match name.split_once('.') {
            Some((field, part)) => (field, Some(part.to_owned())),
            None => (name, None),
        };
        let field: Field = field.parse().map_err(|_| {
            let names = Field::ALL.iter().map(|field| field.name());
            let near = ostler::process::nearest(field, names);
            let hint = match near.first() {
                Some(near) => format!("did you mean {near}?"),
                None => "`ostler ps --fields help` lists them".to_owned(),
            };
            Failure::Usage(format!("no such column: {name}; {hint}"))
        })?;
        Ok(Self { field, part, name: name.to_owned() })
    }

    /// The value, if it is known.
    pub(crate) fn value<'a>(&self, process: &'a Snapshot) -> Option<&'a Value> {
        let value = process.get(self.field)?;
        match &self.part {
            None => Some(value),
            Some(part) => value.part(part),
        }
    }

    /// What stands above it in a table.
    pub(crate) fn heading(&self) -> String {
        match self.field {
            Field::CpuPercent => "%CPU".to_owned(),
            Field::MemoryPercent => "%MEM".to_owned(),
            _ => self.name.to_uppercase(),
        }
    }

    /// Whether numbers are lined up at their ends.
    fn is_number(&self, rows: &[Snapshot]) -> bool {
        let first = rows.iter().find_map(|row| self.value(row).filter(|value| !value.is_none()));
        !matches!(first, Some(Value::Text(_) | Value::List(_) | Value::Map(_)) | None)
    }
}

/// The fields that columns need.
pub(crate) fn fields(columns: &[Column]) -> Fields {
    columns.iter().map(|column| column.field).collect()
}

/// A length of time, as people say it: `45s`, `5m03s`, `2h10m`, `3d04h`.
pub(crate) fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
    match (days, hours, minutes) {
        (0, 0, 0) if seconds < 10 => format!("{:.1}s", duration.as_secs_f64()),
        (0, 0, 0) => format!("{seconds}s"),
        (0, 0, _) => format!("{minutes}m{:02}s", seconds % 60),
        (0, _, _) => format!("{hours}h{:02}m", minutes % 60),
        _ => format!("{days}d{:02}h", hours % 24),
    }
}

/// A number of bytes, as people say it: `1.2 GiB`.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [&str; 6] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    let (mut amount, mut unit) = (bytes as f64, 0);
    while amount >= 1024.0 && unit + 1 < UNITS.len() {
        amount /= 1024.0;
        unit += 1;
    }
    match unit {
        0 => format!("{bytes} B"),
        _ if amount < 10.0 => format!("{amount:.1} {}", UNITS[unit]),
        _ => format!("{amount:.0} {}", UNITS[unit]),
    }
}

/// A value for people.
pub(crate) fn shown(value: Option<&Value>) -> String {
    match value {
        Some(Value::None) => "-".to_owned(),
        Some(Value::Bool(truth)) => if *truth { "yes" } else { "no" }.to_owned(),
        Some(Value::Int(number)) => number.to_string(),
        Some(Value::Size(bytes)) => size(*bytes),
        Some(Value::Percent(share)) => format!("{share:.1}"),
        Some(Value::Duration(time)) => duration(*time),
        Some(Value::Time(time)) => date(*time),
        Some(Value::Text(text)) => printable(text),
        Some(Value::List(values)) => {
            values.iter().map(|value| shown(Some(value))).collect::<Vec<_>>().join(",")
        }
        Some(Value::Map(parts)) => {
            let part = |(name, value): &(&str, Value)| format!("{name}={}", shown(Some(value)));
            parts.iter().map(part).collect::<Vec<_>>().join(" ")
        }
        None | Some(_) => "?".to_owned(),
    }
}

/// A point in time: the day and the time of day.
fn date(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    match crate::process::system::local_time(seconds as i64) {
        Some([year, month, day, hour, minute, second]) => {
            format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        None => format!("@{seconds}"),
    }
}

/// A value for programs: plain numbers, seconds.
pub(crate) fn plain(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::None) => String::new(),
        Some(Value::Size(bytes)) => bytes.to_string(),
        Some(Value::Percent(share)) => format!("{share:.3}"),
        Some(Value::Duration(time)) => time.as_secs_f64().to_string(),
        Some(Value::Time(time)) => seconds(*time).to_string(),
        Some(Value::Text(text)) => text.to_string_lossy().into_owned(),
        Some(Value::List(values)) => {
            values.iter().map(|value| plain(Some(value))).collect::<Vec<_>>().join(" ")
        }
        value => shown(value),
    }
}

fn seconds(time: SystemTime) -> f64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
}

/// A value as psutil's `as_dict` has it: times in seconds, sizes in bytes.
#[derive(Clone, Copy)]
pub(crate) struct Json<'a>(pub(crate) Option<&'a Value>);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(Value::Bool(truth)) => to.serialize_bool(*truth),
            Some(Value::Int(number)) => to.serialize_i64(*number),
            Some(Value::Size(bytes)) => to.serialize_u64(*bytes),
            Some(Value::Percent(share)) => to.serialize_f64(*share),
            Some(Value::Duration(time)) => to.serialize_f64(time.as_secs_f64()),
            Some(Value::Time(time)) => to.serialize_f64(seconds(*time)),
            Some(Value::Text(text)) => to.serialize_str(&text.to_string_lossy()),
            Some(Value::List(values)) => to.collect_seq(values.iter().map(|v| Json(Some(v)))),
            Some(Value::Map(parts)) => {
                to.collect_map(parts.iter().map(|(name, value)| (name, Json(Some(value)))))
            }
            _ => to.serialize_none(),
        }
    }
}

/// A process as an object of columns, in their order.
#[derive(Clone, Copy)]
pub(crate) struct Object<'a> {
    pub(crate) process: &'a Snapshot,
    pub(crate) columns: &'a [Column],
}

impl Object<'_> {
    /// The members, for an object that has others besides.
    pub(crate) fn members<M: SerializeMap>(&self, to: &mut M) -> Result<(), M::Error> {
        for column in self.columns {
            match (column.field, column.value(self.process)) {
                // psutil has the device's path.
                (Field::Terminal, Some(Value::Text(name))) => {
                    let path = format!("/dev/{}", name.to_string_lossy());
                    to.serialize_entry(&column.name, &path)?;
                }
                (_, value) => to.serialize_entry(&column.name, &Json(value))?,
            }
        }
        Ok(())
    }
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.columns.len()))?;
        self.members(&mut map)?;
        map.end()
    }
}

/// Processes as objects, one after the other.
#[derive(Clone, Copy)]
pub(crate) struct Objects<'a> {
    pub(crate) processes: &'a [Snapshot],
    pub(crate) columns: &'a [Column],
}

impl Serialize for Objects<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let columns = self.columns;
        to.collect_seq(self.processes.iter().map(|process| Object { process, columns }))
    }
}

/// The order of two values; what is not known comes last.
pub(crate) fn compare(a: Option<&Value>, b: Option<&Value>) -> Ordering {
    match (a, b) {
        (Some(Value::Int(a)), Some(Value::Int(b))) => a.cmp(b),
        (Some(Value::Size(a)), Some(Value::Size(b))) => a.cmp(b),
        (Some(Value::Percent(a)), Some(Value::Percent(b))) => a.total_cmp(b),
        (Some(Value::Duration(a)), Some(Value::Duration(b))) => a.cmp(b),
        (Some(Value::Time(a)), Some(Value::Time(b))) => a.cmp(b),
        (Some(Value::Text(a)), Some(Value::Text(b))) => a.cmp(b),
        (Some(Value::Bool(a)), Some(Value::Bool(b))) => a.cmp(b),
        (None | Some(Value::None), None | Some(Value::None)) => Ordering::Equal,
        (None | Some(Value::None), _) => Ordering::Greater,
        (_, None | Some(Value::None)) => Ordering::Less,
        (a, b) => plain(a).cmp(&plain(b)),
    }
}

/// Rows in columns that are as wide as they have to be, the last one as wide as there is room.
pub(crate) fn table(
    columns: &[Column],
    rows: &[Snapshot],
    heading: bool,
    width: Option<usize>,
) -> String {
    let mut cells: Vec<Vec<String>> = Vec::with_capacity(rows.len() + 1);
    if heading {
        cells.push(columns.iter().map(Column::heading).collect());
    }
    cells.extend(
        rows.iter().map(|row| columns.iter().map(|column| shown(column.value(row))).collect()),
    );
    let right: Vec<bool> = columns.iter().map(|column| column.is_number(rows)).collect();
    lines(&cells, &right, width)
}

/// Lines of cells, lined up.
pub(crate) fn lines(cells: &[Vec<String>], right: &[bool], width: Option<usize>) -> String {
    let mut widths = vec![0; right.len()];
    for row in cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.width().max(*width);
        }
    }
    let mut text = String::new();
    for row in cells {
        let start = text.len();
        for (at, cell) in row.iter().enumerate() {
            let pad = widths[at].saturating_sub(cell.width());
            let last = at + 1 == row.len();
            if right[at] {
                text.extend(std::iter::repeat_n(' ', pad));
            }
            text.push_str(cell);
            if !last {
                let pad = if right[at] { 0 } else { pad };
                text.extend(std::iter::repeat_n(' ', pad + 1));
            }
        }
        if let Some(width) = width {
            cut(&mut text, start, width);
        }
        text.push('\n');
    }
    text
}

/// Cuts what was written since `start` to a width.
fn cut(text: &mut String, start: usize, width: usize) {
    let mut used = 0;
    for (at, c) in text[start..].char_indices() {
        used += c.width().unwrap_or(0);
        if used > width {
            text.truncate(start + at);
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn for_people() {
        assert_eq!(size(512), "512 B");
        assert_eq!(size(1536), "1.5 KiB");
        assert_eq!(size(20 << 30), "20 GiB");
        assert_eq!(duration(Duration::from_millis(1500)), "1.5s");
        assert_eq!(duration(Duration::from_secs(303)), "5m03s");
        assert_eq!(duration(Duration::from_secs(90_000)), "1d01h");
    }

    #[test]
    fn columns_in_lines() {
        let cells = [["A", "NAME"], ["100", "日本語"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(lines(&cells, &[true, false], None), "  A NAME\n100 日本語\n");
        assert_eq!(lines(&cells, &[true, false], Some(7)), "  A NAM\n100 日\n");
    }
}
