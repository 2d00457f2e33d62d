//! What the reference finds out about the locale and the zone before it reads a time.

use std::cell::RefCell;
use std::rc::Rc;

use ostler_sys::time::Tm;

use super::parsed::Edition;
use crate::time::locale::{self, MAGIC, Names};
use crate::time::strftime::directive;
use crate::time::{Zone, zone};

/// The names in small letters, and the forms of date and time.
#[derive(Debug)]
pub(super) struct Forms {
    pub(super) names: Rc<Names>,
    pub(super) zone: Zone,
    days: [String; 7],
    short_days: [String; 7],
    months: [String; 12],
    short_months: [String; 12],
    pub(super) am_pm: [String; 2],
    /// UTC, GMT and the zone's own, without summer time and with it.
    zones: Vec<String>,
    date_time: String,
    date: String,
    time: String,
    time_of_twelve: String,
    pub(super) edition: Edition,
    /// The numbers of the directives with `O` in the locale's own digits, by letter, where it has any.
    digits: Vec<(u8, Vec<String>)>,
}

/// The letters that `O` stands before, and the greatest number of each.
const NUMBERS: [(u8, i32); 10] = [
    (b'C', 99),
    (b'y', 99),
    (b'd', 31),
    (b'e', 31),
    (b'm', 12),
    (b'H', 23),
    (b'I', 12),
    (b'M', 59),
    (b'S', 61),
    (b'w', 6),
];

/// Whether a letter may have an `O` before it.
pub(super) fn has_digits(letter: u8) -> bool {
    NUMBERS.iter().any(|(known, ..)| *known == letter)
}

/// The least number of a letter.
fn least(letter: u8) -> usize {
    usize::from(matches!(letter, b'd' | b'e' | b'm' | b'I'))
}

/// All the numbers of a letter, as the locale writes them.
fn numbers(letter: u8, greatest: i32) -> (u8, Vec<String>) {
    let directive = format!("%O{}", char::from(letter));
    let written = |n: i32| {
        let time = match letter {
            b'C' => Tm { year: 100 * n - 1900, ..MAGIC },
            b'y' => Tm { year: n, ..MAGIC },
            b'd' | b'e' => Tm { mday: n, ..MAGIC },
            b'm' => Tm { mon: n - 1, ..MAGIC },
            b'H' | b'I' => Tm { hour: n, ..MAGIC },
            b'M' => Tm { min: n, ..MAGIC },
            b'S' => Tm { sec: n, ..MAGIC },
            _ => Tm { wday: n, ..MAGIC },
        };
        directive::text(&directive, &time).to_lowercase()
    };
    (letter, (least(letter) as i32..=greatest).map(written).collect())
}

impl Forms {
    /// Those of the locale and the zone of now.
    pub(super) fn current(edition: Edition) -> Rc<Self> {
        thread_local! {
            static FORMS: RefCell<Option<Rc<Forms>>> = const { RefCell::new(None) };
        }
        let names = locale::names();
        let known = FORMS.try_with(|forms| {
            let forms = forms.try_borrow().ok()?.clone()?;
            let same = forms.edition == edition
                && Rc::ptr_eq(&forms.names, &names)
                && zone::with_zone(|zone| *zone == forms.zone);
            same.then_some(forms)
        });
        if let Ok(Some(forms)) = known {
            return forms;
        }
        let forms = Rc::new(Self::read(names, zone::zone(), edition));
        let _ = FORMS.try_with(|known| {
            known.try_borrow_mut().map(|mut known| *known = Some(Rc::clone(&forms))).ok()
        });
        forms
    }

    fn read(names: Rc<Names>, zone: Zone, edition: Edition) -> Self {
        let (standard, summer) = &zone.tzname;
        let mut zones = vec!["utc".to_owned(), "gmt".to_owned()];
        let standard = standard.to_str().to_lowercase();
        if !zones.contains(&standard) {
            zones.push(standard);
        }
        if zone.daylight {
            zones.push(summer.to_str().to_lowercase());
        }
        let small = |name: &String| name.to_lowercase();
        let mut forms = Self {
            days: names.days.each_ref().map(small),
            short_days: names.short_days.each_ref().map(small),
            months: names.months.each_ref().map(small),
            short_months: names.short_months.each_ref().map(small),
            am_pm: names.am_pm.each_ref().map(small),
            date_time: String::new(),
            date: String::new(),
            time: String::new(),
            time_of_twelve: String::new(),
            edition,
            digits: Vec::new(),
            zones,
            zone,
            names,
        };
        // `O` asks for the locale's own digits.
        if edition >= Edition::Python314
            && !forms.names.is_c
            && directive::text("%Od", &MAGIC) != "17"
        {
            forms.digits = NUMBERS.map(|(letter, greatest)| numbers(letter, greatest)).into();
        }
        [forms.date_time, forms.date, forms.time, forms.time_of_twelve] =
            ["%c", "%x", "%X", "%r"].map(|directive| forms.form(directive));
        // The reference looks for them in these forms, and knows of none that are not there.
        let used = |form: &String| {
            form.split("%O").skip(1).any(|rest| rest.bytes().next().is_some_and(has_digits))
        };
        if ![&forms.date_time, &forms.date, &forms.time].into_iter().any(used) {
            forms.digits.clear();
        }
        forms
    }

    /// The format behind a form: a known time is written so, and what is known to be in it is put back as directives.
    fn form(&self, directive: &str) -> String {
        let mut form = directive::text(directive, &MAGIC).to_lowercase();
        let known = [
            ("%", "%%"),
            // Some months are named by their numbers.
            ("03", "%m"),
            (&*self.days[2], "%A"),
            (&*self.months[2], "%B"),
            (&*self.short_days[2], "%a"),
            (&*self.short_months[2], "%b"),
            (&*self.am_pm[1], "%p"),
            ("1999", "%Y"),
            ("99", "%y"),
            ("22", "%H"),
            ("44", "%M"),
            ("55", "%S"),
            ("76", "%j"),
            ("17", "%d"),
            ("3", "%m"),
            ("2", "%w"),
            ("10", "%I"),
        ];
        let zones = self.zones.iter().map(|zone| (&**zone, "%Z"));
        for (text, directive) in known.into_iter().chain(zones) {
            if !text.trim().is_empty() {
                form = form.replace(text, directive);
            }
        }
        for (letter, _) in &self.digits {
            let of_magic = match letter {
                b'C' => 19,
                b'y' => 99,
                b'd' => 17,
                b'm' | b'w' => 3,
                b'H' => 22,
                b'I' => 10,
                b'M' => 44,
                b'S' => 55,
                _ => continue,
            };
            if let Some(text) = self.digits_of(*letter).get(of_magic - least(*letter)) {
                // Some locales have digits of their own for small numbers only.
                let plain = format!("%{}", char::from(*letter));
                let text = if text.is_ascii() { &plain } else { text };
                form = form.replace(text, &format!("%O{}", char::from(*letter)));
            }
        }
        // 17 March is in week 11 either way. The first Sunday of 1999 is in week 0 if weeks start on Monday.
        let sunday =
            Tm { sec: 1, min: 1, hour: 1, mday: 3, mon: 0, year: 99, wday: 0, yday: 2, ..MAGIC };
        let week = if directive::text(directive, &sunday).contains("00") { "%W" } else { "%U" };
        form.replace("11", week)
    }

    /// The numbers of a directive in the locale's own digits, from the least on; none where it has none.
    pub(super) fn digits_of(&self, letter: u8) -> &[String] {
        let of_letter = self.digits.iter().find(|(known, _)| *known == letter);
        of_letter.map_or(&[], |(_, digits)| digits)
    }

    /// The number that digits of the locale's own are.
    pub(super) fn digits_value(&self, letter: u8, part: &[u8]) -> Option<i64> {
        let digits = self.digits_of(letter);
        if digits.is_empty() {
            return None;
        }
        let part = String::from_utf8_lossy(part).to_lowercase();
        let at = digits.iter().position(|text| *text == part)?;
        Some((at + least(letter)) as i64)
    }

    pub(super) fn names_of(&self, letter: u8) -> &[String] {
        match letter {
            b'A' => &self.days,
            b'a' => &self.short_days,
            b'B' => &self.months,
            b'b' => &self.short_months,
            b'p' => &self.am_pm,
            _ => &self.zones,
        }
    }

    pub(super) fn form_of(&self, letter: u8) -> &[u8] {
        match letter {
            b'c' => self.date_time.as_bytes(),
            b'x' => self.date.as_bytes(),
            b'r' => self.time_of_twelve.as_bytes(),
            _ => self.time.as_bytes(),
        }
    }

    /// Whether a name of a zone, in small letters, says that it is summer time: 1, 0, or -1 where it does not say.
    pub(super) fn isdst(&self, name: &str) -> i32 {
        let of_summer = self.zone.daylight && self.zone.tzname.1.to_str().to_lowercase() == name;
        let universal = matches!(name, "utc" | "gmt");
        let of_standard = universal || self.zone.tzname.0.to_str().to_lowercase() == name;
        let ambiguous =
            self.zone.daylight && self.zone.tzname.0 == self.zone.tzname.1 && !universal;
        match (of_standard, of_summer) {
            (false, false) => -1,
            _ if ambiguous => -1,
            (true, _) => 0,
            (false, true) => 1,
        }
    }
}
