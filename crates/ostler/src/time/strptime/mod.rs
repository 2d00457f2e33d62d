//! Times out of text.
//!
//! The reference makes a regular expression of a format, and what it accepts and how is what such an expression does.
//! [`quick`] reads what fits at the first try; [`engine`] tries all ways, as the expression would, and finds the errors.

mod directive;
mod engine;
mod failure;
mod format;
mod forms;
mod parsed;
mod quick;
mod read;
mod shapes;
mod text;

use std::cell::RefCell;
use std::rc::Rc;

use crate::error::Result;
use crate::time::StructTime;
use format::Format;
use forms::Forms;

pub use failure::Failure;
pub use parsed::{Edition, Parsed};

/// The format that [`ctime`](crate::time::ctime) and [`asctime`](crate::time::asctime) write, and the reference's
/// `strptime` reads if it is given none.
pub const DEFAULT_FORMAT: &str = "%a %b %d %H:%M:%S %Y";

/// A time out of text: `time.strptime(string, format)`.
///
/// Texts and formats may be any bytes. The directives are those of the reference, on every platform: `a A b B c d f G H I j
/// m M p S u U V w W x X y Y z Z %`; `e k l P` for `d H I p`; `D F R T` for `%m/%d/%y`, `%Y-%m-%d`, `%H:%M`, `%H:%M:%S`, and `r`
/// for the locale's time with twelve hours; `n t` for white space, or none; `:z` for an offset with colons; `Od` and the like
/// (`C e H I m M S w y`) for a number in the locale's own digits, `Op` for `p`. There are no flags and no widths.
///
/// Names are those of the locale, in whatever case. White space in the format is any amount of white space in the text, digits
/// are those of all scripts. Numbers may do without their leading zeros, and where there are several ways to read a text, the
/// first is taken that lets the rest be read: `"1112000"` as `%d%m%Y` is 11 January. `%z` and `%:z` may have no text at all.
/// `%d` goes with a year: without one, 29 February could not be told from an error.
///
/// What the text does not say and what does not follow is that of 1 January 1900; `tm_isdst` is -1 unless `%Z` says. Years of
/// two digits are 1969 to 2068. `%j`, or a week (`%U`, `%W`, `%G` with `%V`) and a day of the week make the date; a day of the
/// week alone is taken as it is, right or wrong. `%Z` knows `UTC`, `GMT` and the names of [`tzname`](crate::time::tzname).
/// `%p` counts with `%I` only. What `%f` reads is in [`strptime_parts`].
///
/// # Errors
///
/// `Value`, in the reference's words, if the text does not fit or there is more of it than fits, for a format that is none,
/// and for a date that there is not.
///
/// ```
/// use ostler::time;
/// let time = time::strptime("30 Nov 00", "%d %b %y")?;
/// assert_eq!(time.fields(), [2000, 11, 30, 0, 0, 0, 3, 335, -1]);
///
/// let time = time::strptime("2000-11-30 14:05:00", "%F %T")?;
/// assert_eq!(time.fields(), [2000, 11, 30, 14, 5, 0, 3, 335, -1]);
///
/// let error = time::strptime("noon", "%H:%M").unwrap_err();
/// assert_eq!(error.to_string(), "time data 'noon' does not match format '%H:%M'");
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn strptime(text: impl AsRef<[u8]>, format: impl AsRef<[u8]>) -> Result<StructTime> {
    strptime_parts(text, format).map(|parsed| parsed.time)
}

/// [`strptime()`] with all that was read: fractions of a second too.
///
/// # Errors
///
/// As [`strptime()`].
///
/// ```
/// use ostler::time;
/// let parsed = time::strptime_parts("12:30:05.25 +0130", "%H:%M:%S.%f %z")?;
/// assert_eq!((parsed.microsecond, parsed.time.tm_gmtoff), (250_000, Some(5_400)));
///
/// let parsed = time::strptime_parts("12:30 -08:00", "%R %:z")?;
/// assert_eq!(parsed.time.tm_gmtoff, Some(-28_800));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn strptime_parts(text: impl AsRef<[u8]>, format: impl AsRef<[u8]>) -> Result<Parsed> {
    let (text, format) = (text.as_ref(), format.as_ref());
    strptime_as(text, format, Edition::default())
        .map_err(|(failure, _)| failure.into_error(text, format))
}

/// [`strptime_parts`] by the rules of an edition, for a host language that words errors itself. A lone surrogate is one in
/// the three bytes that UTF-8 would have for it, or the byte that `surrogateescape` has it for.
///
/// A failure comes with whether the format has a day and no year, as of a [`Parsed`].
#[doc(hidden)]
pub fn strptime_as(
    text: &[u8],
    format: &[u8],
    edition: Edition,
) -> Result<Parsed, (Failure, bool)> {
    if let Some((found, day_without_year)) = quick::found(text, format, edition) {
        let parsed = found.resolve(edition).map_err(|failure| (failure, day_without_year))?;
        return Ok(Parsed { day_without_year, ..parsed });
    }
    thorough(text, format, edition)
}

#[cold]
fn thorough(text: &[u8], format: &[u8], edition: Edition) -> Result<Parsed, (Failure, bool)> {
    let format = compiled(format, edition)?;
    let day_without_year = format.day_without_year;
    match read_by(&format, text) {
        Ok(parsed) => Ok(Parsed { day_without_year, ..parsed }),
        Err(failure) => Err((failure, day_without_year)),
    }
}

fn read_by(format: &Format, text: &[u8]) -> Result<Parsed, Failure> {
    let (spans, end) = engine::fit(&format.items, text).ok_or(Failure::Mismatch)?;
    if end != text.len() {
        let colons = text.get(end) != Some(&b':')
            && spans.iter().any(|span| span.letter == b':' && span.end > span.start);
        return Err(if colons { Failure::MissingColon(end) } else { Failure::Unconverted(end) });
    }
    read::found(&spans, text, &format.forms)?.resolve(format.edition)
}

/// So many formats are kept taken apart.
const KEPT: usize = 16;

type Kept = Vec<(Box<[u8]>, Rc<Format>)>;

thread_local! {
    static FORMATS: RefCell<Kept> = const { RefCell::new(Vec::new()) };
}

fn compiled(format: &[u8], edition: Edition) -> Result<Rc<Format>, (Failure, bool)> {
    // They are of one edition.
    let forms = Forms::current(edition);
    let known = FORMATS.try_with(|formats| {
        let formats = formats.try_borrow().ok()?;
        let (_, known) = formats.iter().find(|(known, _)| **known == *format)?;
        Rc::ptr_eq(&known.forms, &forms).then(|| Rc::clone(known))
    });
    if let Ok(Some(known)) = known {
        return Ok(known);
    }
    let new = Rc::new(Format::new(format, forms, edition)?);
    // A thread that is ending keeps nothing.
    let _ = FORMATS.try_with(|formats| {
        if let Ok(mut formats) = formats.try_borrow_mut() {
            formats.retain(|(known, _)| **known != *format);
            formats.truncate(KEPT - 1);
            formats.insert(0, (format.into(), Rc::clone(&new)));
        }
    });
    Ok(new)
}
