//! What the reference finds out about the locale and the zone before it reads a time.

use std::cell::RefCell;
use std::rc::Rc;

use crate::sys::time::Tm;
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
}

impl Forms {
    /// Those of the locale and the zone of now.
    pub(super) fn current() -> Rc<Self> {
        thread_local! {
            static FORMS: RefCell<Option<Rc<Forms>>> = const { RefCell::new(None) };
        }
        let names = locale::names();
        let known = FORMS.try_with(|forms| {
            let forms = forms.try_borrow().ok()?.clone()?;
            let same =
                Rc::ptr_eq(&forms.names, &names) && zone::with_zone(|zone| *zone == forms.zone);
            same.then_some(forms)
        });
        if let Ok(Some(forms)) = known {
            return forms;
        }
        let forms = Rc::new(Self::read(names, zone::zone()));
        let _ = FORMS.try_with(|known| {
            known.try_borrow_mut().map(|mut known| *known = Some(Rc::clone(&forms))).ok()
        });
        forms
    }

    fn read(names: Rc<Names>, zone: Zone) -> Self {
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
            zones,
            zone,
            names,
        };
        [forms.date_time, forms.date, forms.time] =
            ["%c", "%x", "%X"].map(|directive| forms.form(directive));
        forms
    }

    /// The format behind a form: a known time is written so, and what is known to be in it is put back as directives.
    fn form(&self, directive: &str) -> String {
        let mut form = directive::text(directive, &MAGIC).to_lowercase();
        let known = [
            ("%", "%%"),
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
            ("03", "%m"),
            ("3", "%m"),
            ("2", "%w"),
            ("10", "%I"),
        ];
        let zones = self.zones.iter().map(|zone| (&**zone, "%Z"));
        for (text, directive) in known.into_iter().chain(zones) {
            if !text.is_empty() {
                form = form.replace(text, directive);
            }
        }
        // 17 March is in week 11 either way. The first Sunday of 1999 is in week 0 if weeks start on Monday.
        let sunday =
            Tm { sec: 1, min: 1, hour: 1, mday: 3, mon: 0, year: 99, wday: 0, yday: 2, ..MAGIC };
        let week = if directive::text(directive, &sunday).contains("00") { "%W" } else { "%U" };
        form.replace("11", week)
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
