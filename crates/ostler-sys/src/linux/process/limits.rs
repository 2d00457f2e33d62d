//! `/proc/PID/limits`: `proc_pid_limits(5)`.

use super::stat::number;

/// No limit, as prlimit(2) has it.
pub const INFINITY: u64 = u64::MAX;

/// The soft and the hard limit in the line that begins with these words.
pub fn find(text: &[u8], label: &str) -> Option<(u64, u64)> {
    text.split(|&byte| byte == b'\n').find_map(|line| {
        let line = line.strip_prefix(label.as_bytes())?.strip_prefix(b" ")?;
        let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        Some((limit(words.next()?)?, limit(words.next()?)?))
    })
}

fn limit(word: &[u8]) -> Option<u64> {
    match word {
        b"unlimited" => Some(INFINITY),
        [b'0'..=b'9', ..] => Some(number(word) as u64),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let text = b"Limit                     Soft Limit           Hard Limit           Units     \n\
            Max cpu time              7                    unlimited            seconds   \n\
            Max nice priority         0                    18446744073709551614                    \n";
        assert_eq!(find(text, "Max cpu time"), Some((7, INFINITY)));
        assert_eq!(find(text, "Max nice priority"), Some((0, u64::MAX - 1)));
        for label in ["Max cpu", "Limit", "Max open files"] {
            assert_eq!(find(text, label), None, "{label}");
        }
    }
}
