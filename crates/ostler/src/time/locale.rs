//! How the locale writes times.

use std::cell::RefCell;
use std::rc::Rc;

use ostler_sys as sys;
use ostler_sys::time::Tm;

use crate::time::strftime::directive;

/// The names of the locale, as `strftime` writes them.
#[derive(Debug)]
pub(super) struct Names {
    /// The locale they are of.
    locale: Box<[u8]>,
    /// Whether that is the one of C, whose forms of date and time are known.
    pub(super) is_c: bool,
    /// Whether all the names are ASCII, and none is empty.
    pub(super) is_plain: bool,
    /// Monday first.
    pub(super) days: [String; 7],
    pub(super) short_days: [String; 7],
    pub(super) months: [String; 12],
    pub(super) short_months: [String; 12],
    pub(super) am_pm: [String; 2],
}

impl Names {
    fn read(locale: &[u8]) -> Self {
        let day = |wday: usize, of: &str| {
            let wday = (wday as i32 + 1) % 7;
            directive::text(of, &Tm { mday: 1, year: 101, wday, ..Tm::default() })
        };
        let month = |mon: usize, of: &str| {
            directive::text(of, &Tm { mday: 1, mon: mon as i32, year: 101, ..Tm::default() })
        };
        let half = |n: usize| {
            let hour = [1, 22][n];
            directive::text("%p", &Tm { hour, ..MAGIC })
        };
        let mut names = Self {
            locale: locale.into(),
            is_c: matches!(locale, b"C" | b"POSIX"),
            is_plain: false,
            days: std::array::from_fn(|n| day(n, "%A")),
            short_days: std::array::from_fn(|n| day(n, "%a")),
            months: std::array::from_fn(|n| month(n, "%B")),
            short_months: std::array::from_fn(|n| month(n, "%b")),
            am_pm: std::array::from_fn(half),
        };
        let lists: [&[String]; 5] =
            [&names.days, &names.short_days, &names.months, &names.short_months, &names.am_pm];
        names.is_plain =
            lists.iter().flat_map(|list| *list).all(|name| name.is_ascii() && !name.is_empty());
        names
    }
}

/// A time whose numbers cannot be mistaken for one another: Wednesday, 17 March 1999, 22:44:55.
pub(super) const MAGIC: Tm = Tm {
    sec: 55,
    min: 44,
    hour: 22,
    mday: 17,
    mon: 2,
    year: 99,
    wday: 3,
    yday: 75,
    isdst: 0,
    gmtoff: 0,
};

thread_local! {
    static NAMES: RefCell<Option<Rc<Names>>> = const { RefCell::new(None) };
}

/// The names of the locale of now.
#[inline]
pub(super) fn names() -> Rc<Names> {
    sys::time::with_locale(|locale| {
        let known = NAMES
            .try_with(|names| match &*names.try_borrow().ok()? {
                Some(names) if *names.locale == *locale => Some(Rc::clone(names)),
                _ => None,
            })
            .ok()
            .flatten();
        known.unwrap_or_else(|| read(locale))
    })
}

#[cold]
fn read(locale: &[u8]) -> Rc<Names> {
    let names = Rc::new(Names::read(locale));
    // A thread that is ending keeps nothing.
    let _ = NAMES.try_with(|known| {
        known.try_borrow_mut().map(|mut known| *known = Some(Rc::clone(&names))).ok()
    });
    names
}
