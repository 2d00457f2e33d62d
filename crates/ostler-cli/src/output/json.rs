//! JSON that is safe on a terminal: what is hidden there is escaped in the strings.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

use super::{Failure, is_hidden};

/// Prints a value, and the end of the line.
pub(super) fn print(value: &impl Serialize, mut out: impl Write) -> Result<(), Failure> {
    let written = value.serialize(&mut Serializer::with_formatter(&mut out, Escaping::default()));
    match written.map_err(io::Error::from) {
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(Failure::System(format!("cannot write JSON: {error}")));
        }
        written => written?,
    }
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}

/// As [`PrettyFormatter`] writes it, strings apart.
#[derive(Default)]
struct Escaping<'a>(PrettyFormatter<'a>);

/// Hands the shape of arrays and objects on.
macro_rules! as_pretty {
    ($($name:ident($($first:ident)?);)*) => {$(
        fn $name<W: ?Sized + Write>(&mut self, writer: &mut W $(, $first: bool)?) -> io::Result<()> {
            self.0.$name(writer $(, $first)?)
        }
    )*};
}

impl Formatter for Escaping<'_> {
    as_pretty! {
        begin_array();
        end_array();
        begin_array_value(first);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first);
        begin_object_value();
        end_object_value();
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_hidden(*c)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::print;

    #[test]
    fn strings_mean_the_same_and_hide_nothing() {
        let value = serde_json::json!({ "a\u{9b}": ["b\u{e0041}\x1b", "é\u{202e}"], "c": {} });
        let mut written = Vec::new();
        print(&value, &mut written).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap(), value);
        for shown in ["\"a\\u009b\"", "\"b\\udb40\\udc41\\u001b\"", "\"é\\u202e\""] {
            assert!(written.contains(shown), "{written}");
        }
    }
}
