//! Dates as text and back, beside jiff and chrono, a hundred thousand of each.

use std::hint::black_box;

use chrono::NaiveDateTime;
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use ostler::time;

use crate::harness::{Clock, Contender, Table};

/// No slower; a few per cent are noise.
const PARITY: f64 = 0.97;
const TIMES: u64 = 100_000;

fn often(mut call: impl FnMut(u64)) -> u64 {
    for n in 0..TIMES {
        call(n);
    }
    TIMES
}

/// Formats that all three read and write alike, with what they come out as.
const FORMATS: [(&str, &str); 5] = [
    ("%Y-%m-%d %H:%M:%S", "2024-02-29 23:59:58"),
    ("%a %b %d %H:%M:%S %Y", "Thu Feb 29 23:59:58 2024"),
    ("%d/%b/%Y:%H:%M:%S", "29/Feb/2024:23:59:58"),
    ("%Y%m%dT%H%M%S", "20240229T235958"),
    ("%A, %d %B %Y %I:%M:%S %p", "Thursday, 29 February 2024 11:59:58 PM"),
];

/// The 29th of February 2024, 23:59:58.
const MOMENT: i64 = 1_709_251_198;

pub(crate) fn rows(table: &mut Table<'_>) {
    let fields = time::gmtime(MOMENT).expect("a time");
    let civil: DateTime = "2024-02-29T23:59:58".parse().expect("a time");
    let naive = NaiveDateTime::parse_from_str("2024-02-29 23:59:58", FORMATS[0].0).expect("a time");
    for (format, text) in FORMATS {
        assert_eq!(time::strftime(format, &fields).expect("a text"), text);
        assert_eq!(civil.strftime(format).to_string(), text);
        assert_eq!(naive.format(format).to_string(), text);
        assert_eq!(
            time::strptime(text, format).expect("a time").fields()[..6],
            fields.fields()[..6]
        );
        table.row(
            &format!("strptime {format}"),
            Clock::Cpu,
            Contender::new("time::strptime", || {
                often(|_| _ = black_box(time::strptime(black_box(text), format).expect("a time")))
            }),
            vec![
                (
                    Contender::new("jiff", || {
                        often(|_| {
                            let time = strtime::parse(format, black_box(text))
                                .and_then(|it| it.to_datetime());
                            black_box(time.expect("a time"));
                        })
                    }),
                    PARITY,
                ),
                (
                    Contender::new("chrono", || {
                        often(|_| {
                            let time = NaiveDateTime::parse_from_str(black_box(text), format);
                            black_box(time.expect("a time"));
                        })
                    }),
                    PARITY,
                ),
            ],
        );
        table.row(
            &format!("strftime {format}"),
            Clock::Cpu,
            Contender::new("time::strftime", || {
                often(|_| {
                    _ = black_box(time::strftime(format, black_box(&fields)).expect("a text"));
                })
            }),
            vec![
                (
                    Contender::new("jiff", || {
                        often(|_| {
                            _ = black_box(
                                strtime::format(format, black_box(civil)).expect("a text"),
                            );
                        })
                    }),
                    PARITY,
                ),
                (
                    Contender::new("chrono", || {
                        often(|_| _ = black_box(black_box(naive).format(format).to_string()))
                    }),
                    PARITY,
                ),
            ],
        );
    }
    clocks(table);
}

fn clocks(table: &mut Table<'_>) {
    let moment = MOMENT;
    let fields = time::gmtime(moment).expect("a time");
    // Nobody else writes dates by the platform's locale.
    table.row(
        "strftime, a directive of the C library's (%s)",
        Clock::Cpu,
        Contender::new("time::strftime", || {
            often(|_| _ = black_box(time::strftime("%s", black_box(&fields)).expect("a text")))
        }),
        vec![],
    );
    table.row(
        "gmtime",
        Clock::Cpu,
        Contender::new("time::gmtime", || {
            often(|n| {
                _ = black_box(time::gmtime(moment + black_box(n as i64 * 86_399)).expect("a time"));
            })
        }),
        vec![
            (
                Contender::new("gmtime_r", || {
                    often(|n| c::gmtime(moment + black_box(n as i64 * 86_399)))
                }),
                PARITY,
            ),
            (
                Contender::new("jiff", || {
                    often(|n| {
                        let moment =
                            jiff::Timestamp::from_second(moment + black_box(n as i64 * 86_399));
                        black_box(
                            moment
                                .map(|it| it.to_zoned(jiff::tz::TimeZone::UTC).datetime())
                                .expect("a time"),
                        );
                    })
                }),
                0.0,
            ),
        ],
    );
    // The name of the zone, which C leaves where another thread may find it, is copied: no target.
    table.row(
        "localtime",
        Clock::Cpu,
        Contender::new("time::localtime", || {
            often(|n| _ = black_box(time::localtime(moment + black_box(n as i64)).expect("a time")))
        }),
        vec![(
            Contender::new("localtime_r", || often(|n| c::localtime(moment + black_box(n as i64)))),
            0.0,
        )],
    );
    table.row(
        "monotonic_ns",
        Clock::Cpu,
        Contender::new("time::monotonic_ns", || often(|_| _ = black_box(time::monotonic_ns()))),
        vec![(
            Contender::new("std's Instant", || often(|_| _ = black_box(std::time::Instant::now()))),
            PARITY,
        )],
    );
}

/// The C library itself.
mod c {
    use std::hint::black_box;

    pub(super) fn gmtime(seconds: i64) {
        let mut tm = std::mem::MaybeUninit::<libc::tm>::uninit();
        // SAFETY: one is readable, the other writable.
        #[allow(unsafe_code)]
        let answer = unsafe { libc::gmtime_r(&raw const seconds, tm.as_mut_ptr()) };
        black_box((answer, tm));
    }

    pub(super) fn localtime(seconds: i64) {
        let mut tm = std::mem::MaybeUninit::<libc::tm>::uninit();
        // SAFETY: one is readable, the other writable.
        #[allow(unsafe_code)]
        let answer = unsafe { libc::localtime_r(&raw const seconds, tm.as_mut_ptr()) };
        black_box((answer, tm));
    }
}
