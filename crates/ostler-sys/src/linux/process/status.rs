//! `/proc/PID/status`, `proc_pid_status(5)`: lines of a name, a colon and values.

use super::stat::number;

/// The file's text, searched line by line.
#[derive(Clone, Copy, Debug)]
pub struct Status<'a>(pub &'a [u8]);

impl<'a> Status<'a> {
    /// What stands behind a name, without the blanks around it.
    pub fn line(self, name: &str) -> Option<&'a [u8]> {
        self.0.split(|&byte| byte == b'\n').find_map(|line| {
            let value = line.strip_prefix(name.as_bytes())?.strip_prefix(b":")?;
            Some(value.trim_ascii())
        })
    }

    /// A single number.
    pub fn number(self, name: &str) -> Option<i64> {
        self.line(name).map(number)
    }

    /// A size in units of 1024 bytes, as bytes.
    pub fn kilobytes(self, name: &str) -> Option<u64> {
        self.number(name).map(|size| (size as u64).saturating_mul(1024))
    }

    /// Several numbers.
    pub fn numbers(self, name: &str) -> Option<impl Iterator<Item = i64> + 'a> {
        let words = self.line(name)?.split(u8::is_ascii_whitespace);
        Some(words.filter(|word| !word.is_empty()).map(number))
    }

    /// The four ids of `Uid` and `Gid`: real, effective, saved, of the file system.
    pub fn ids(self, name: &str) -> Option<[u32; 4]> {
        let mut ids = self.numbers(name)?.map(|id| id as u32);
        Some([ids.next()?, ids.next()?, ids.next()?, ids.next()?])
    }

    /// A set of bits in hexadecimal.
    pub fn mask(self, name: &str) -> Option<u64> {
        let text = std::str::from_utf8(self.line(name)?).ok()?;
        u64::from_str_radix(text, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: Status<'_> = Status(
        b"Name:\ta\\nUid:\t7\nUid:\t1\t2\t3\t4294967295\nGroups:\t4 24 \nVmSwap:\t      12 kB\nSigBlk:\t0000000000010000\nEmpty:\n",
    );

    #[test]
    fn lines() {
        assert_eq!(TEXT.line("Name"), Some(b"a\\nUid:\t7".as_slice()));
        assert_eq!(TEXT.ids("Uid"), Some([1, 2, 3, u32::MAX]));
        assert_eq!(TEXT.numbers("Groups").unwrap().collect::<Vec<_>>(), [4, 24]);
        assert_eq!(TEXT.kilobytes("VmSwap"), Some(12 * 1024));
        assert_eq!(TEXT.mask("SigBlk"), Some(0x10000));
        assert_eq!(TEXT.line("Empty"), Some(b"".as_slice()));
        assert_eq!((TEXT.line("Nam"), TEXT.ids("Groups")), (None, None));
    }
}
