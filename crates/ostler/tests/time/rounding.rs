//! Floats and whole numbers.

#![allow(clippy::float_cmp)]

use ostler::ErrorKind;
use ostler::time::{self, Rounding};
use proptest::prelude::*;

use Rounding::{Ceiling, Floor, HalfEven, Up};

#[test]
fn to_nanoseconds() {
    // What the stock interpreter's own functions give.
    for (seconds, floor, ceiling, half_even, up) in [
        (0.0, 0, 0, 0, 0),
        (1e-9, 1, 1, 1, 1),
        (1e-10, 0, 1, 0, 1),
        (-1e-10, -1, 0, 0, -1),
        (0.5e-9, 0, 1, 0, 1),
        (1.5e-9, 1, 2, 2, 2),
        (-0.5e-9, -1, 0, 0, -1),
        (-1.5e-9, -2, -1, -2, -2),
        (1.0, 1_000_000_000, 1_000_000_000, 1_000_000_000, 1_000_000_000),
        (123.4567891, 123_456_789_100, 123_456_789_100, 123_456_789_100, 123_456_789_100),
    ] {
        assert_eq!(Floor.nanoseconds(seconds).unwrap(), floor, "{seconds}");
        assert_eq!(Ceiling.nanoseconds(seconds).unwrap(), ceiling, "{seconds}");
        assert_eq!(HalfEven.nanoseconds(seconds).unwrap(), half_even, "{seconds}");
        assert_eq!(Up.nanoseconds(seconds).unwrap(), up, "{seconds}");
    }
}

#[test]
fn to_seconds_and_the_rest() {
    for (seconds, whole, split) in [
        (0.0, 0, (0, 0)),
        (-0.5, -1, (-1, 500_000_000)),
        (-1e-10, -1, (-1, 999_999_999)),
        (1.25, 1, (1, 250_000_000)),
        (-1.25, -2, (-2, 750_000_000)),
        (1e15, 1_000_000_000_000_000, (1_000_000_000_000_000, 0)),
        (-9_223_372_036_854_775_808.0, i64::MIN, (i64::MIN, 0)),
    ] {
        assert_eq!(Floor.seconds(seconds).unwrap(), whole);
        assert_eq!(Floor.timespec(seconds).unwrap(), split);
    }
    // The fraction may become a whole second.
    assert_eq!(Ceiling.timespec(0.9999999999).unwrap(), (1, 0));
    assert_eq!(HalfEven.timespec(-1e-10).unwrap(), (0, 0));
    assert_eq!(Up.timespec(-1e-10).unwrap(), (-1, 999_999_999));
}

#[test]
fn what_does_not_fit() {
    for round in [Floor, Ceiling, HalfEven, Up] {
        for seconds in [9.3e18, -9.3e18, f64::MAX, f64::MIN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(round.seconds(seconds).unwrap_err().kind(), ErrorKind::Overflow);
            assert_eq!(round.timespec(seconds).unwrap_err().kind(), ErrorKind::Overflow);
            assert_eq!(round.nanoseconds(seconds / 1e8).unwrap_err().kind(), ErrorKind::Overflow);
        }
        for error in
            [round.seconds(f64::NAN).unwrap_err(), round.nanoseconds(f64::NAN).unwrap_err()]
        {
            assert_eq!(error.kind(), ErrorKind::Value);
        }
        assert_eq!(round.timespec(f64::NAN).unwrap_err().kind(), ErrorKind::Value);
        assert!(round.round(f64::NAN).is_nan());
    }
}

/// By a wider type.
fn divide(round: Rounding, number: i64, by: i64) -> i128 {
    let (number, by) = (i128::from(number), i128::from(by));
    let (number, by) = if by < 0 { (-number, -by) } else { (number, by) };
    let (down, rest) = (number.div_euclid(by), number.rem_euclid(by));
    let more = match round {
        Floor => false,
        Ceiling => rest > 0,
        HalfEven => 2 * rest > by || 2 * rest == by && down % 2 != 0,
        Up => rest > 0 && number > 0,
    };
    down + i128::from(more)
}

proptest! {
    #[test]
    fn division(number: i64, by in prop_oneof![1_i64..=10, -10_i64..=-1, Just(1_000), any::<i64>().prop_filter("not 0", |by| *by != 0)]) {
        for round in [Floor, Ceiling, HalfEven, Up] {
            let expected = i64::try_from(divide(round, number, by)).ok();
            prop_assert_eq!(round.divide(number, by), expected, "{:?} {} {}", round, number, by);
        }
    }

    #[test]
    fn small_divisions(number in -40_i64..40, by in prop_oneof![1_i64..=10, -10_i64..=-1]) {
        for round in [Floor, Ceiling, HalfEven, Up] {
            prop_assert_eq!(round.divide(number, by).map(i128::from), Some(divide(round, number, by)));
        }
    }

    #[test]
    fn nanoseconds_survive_a_float(ns in -1_125_899_906_842_624_i64..1_125_899_906_842_624) {
        // 50 bits: enough is left of the float's 53 for what division and product lose.
        prop_assert_eq!(HalfEven.nanoseconds(time::seconds(ns)).unwrap(), ns);
    }

    #[test]
    fn never_a_panic(bits: u64) {
        let seconds = f64::from_bits(bits);
        for round in [Floor, Ceiling, HalfEven, Up] {
            let _ = (round.seconds(seconds), round.nanoseconds(seconds));
            if let Ok((sec, nsec)) = round.timespec(seconds) {
                prop_assert!(nsec < 1_000_000_000);
                prop_assert!((sec as f64 - seconds).abs() <= 1.0);
            }
        }
    }
}
