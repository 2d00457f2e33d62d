//! Tables of tab-separated values, the first line naming the columns.

use std::path::Path;

use crate::run::Result;

/// A table in memory.
pub(crate) struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One line of a table.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    table: &'a Table,
    cells: &'a [String],
}

impl Table {
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        Self::parse(&text).map_err(|error| format!("{}: {error}", path.display()).into())
    }

    /// Empty lines and lines that start with `#` are no rows.
    pub(crate) fn parse(text: &str) -> std::result::Result<Self, String> {
        let mut lines = text.lines().enumerate().filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        });
        let cells = |line: &str| line.split('\t').map(|cell| cell.trim().to_owned()).collect();
        let (_, head) = lines.next().ok_or("no column names")?;
        let columns: Vec<String> = cells(head);
        let mut rows = Vec::new();
        for (number, line) in lines {
            let row: Vec<String> = cells(line);
            if row.len() > columns.len() || row[0].is_empty() {
                return Err(format!("line {}: {} columns wanted", number + 1, columns.len()));
            }
            rows.push(row);
        }
        Ok(Self { columns, rows })
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { table: self, cells })
    }
}

impl<'a> Row<'a> {
    /// The cell under a column name; empty where the row or the table has none.
    pub(crate) fn get(self, column: &str) -> &'a str {
        let place = self.table.columns.iter().position(|name| name == column);
        place.and_then(|n| self.cells.get(n)).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn cells_are_found_by_column() {
        let table = Table::parse("# facts\nname\tkind\twhere\nos.open\tfunction\n\nos.x\t\tUnix\n");
        let table = table.unwrap();
        let rows: Vec<_> = table.rows().collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].get("name"), "os.open");
        assert_eq!(rows[0].get("where"), "");
        assert_eq!(rows[1].get("kind"), "");
        assert_eq!(rows[1].get("where"), "Unix");
        assert_eq!(rows[1].get("nonsense"), "");
    }

    #[test]
    fn bad_tables_are_refused() {
        assert!(Table::parse("").is_err());
        assert!(Table::parse("name\na\tb\n").is_err());
        assert!(Table::parse("name\tkind\n\tfunction\n").is_err());
    }
}
