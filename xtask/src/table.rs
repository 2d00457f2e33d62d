//! Tables on the terminal.

/// Prints rows in columns as wide as they need: words to the left, numbers to the right.
pub(crate) fn print(rows: &[Vec<String>]) {
    print!("{}", format(rows));
}

fn format(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |n: usize| {
        rows.iter().filter_map(|row| row.get(n)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let is_number: Vec<bool> = (0..columns)
        .map(|n| {
            let mut cells = rows.iter().skip(1).filter_map(|row| row.get(n)).peekable();
            cells.peek().is_some() && cells.all(|cell| cell.bytes().all(|c| c.is_ascii_digit()))
        })
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (n, cell) in row.iter().enumerate() {
            let width = widths[n];
            let cell =
                if is_number[n] { format!("{cell:>width$}") } else { format!("{cell:<width$}") };
            line.push_str(&cell);
            line.push_str("  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::format;

    #[test]
    fn numbers_stand_under_each_other() {
        let row = |cells: [&str; 3]| cells.map(String::from).to_vec();
        let rows = [row(["module", "n", "why"]), row(["os", "9", ""]), row(["errno", "156", "so"])];
        assert_eq!(format(&rows), "module    n  why\nos        9\nerrno   156  so\n");
    }
}
