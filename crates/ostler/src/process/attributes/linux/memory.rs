//! Memory: from `statm`, `smaps_rollup` and `smaps`.

use ostler_sys::linux::process::stat::number;

use crate::errno::{self, Errno};
use crate::process::attributes::parts;
use crate::process::reader::{File, Reader};

parts! {
    /// The memory of a process, in bytes: `psutil.Process.memory_info()`.
    #[derive(Copy, Hash)]
    pub struct MemoryInfo {
        /// What is resident.
        rss: u64,
        /// What is addressable.
        vms: u64,
        /// What is resident and may be shared.
        shared: u64,
        /// The program's code.
        text: u64,
        /// Always zero, since Linux 2.6.
        lib: u64,
        /// Data and stack.
        data: u64,
        /// Always zero, since Linux 2.6.
        dirty: u64,
    }
}

parts! {
    /// The memory of a process, in bytes, with what only a look at every page can tell: `psutil.Process.memory_full_info()`.
    #[derive(Copy, Hash)]
    pub struct MemoryFullInfo {
        /// What is resident.
        rss: u64,
        /// What is addressable.
        vms: u64,
        /// What is resident and may be shared.
        shared: u64,
        /// The program's code.
        text: u64,
        /// Always zero, since Linux 2.6.
        lib: u64,
        /// Data and stack.
        data: u64,
        /// Always zero, since Linux 2.6.
        dirty: u64,
        /// What would be freed if it ended.
        uss: u64,
        /// Its own, and its part of what it shares.
        pss: u64,
        /// What is swapped out.
        swap: u64,
    }
}

impl Reader {
    /// What is resident, in bytes.
    pub(crate) fn rss(&mut self) -> Result<u64, Errno> {
        Ok((self.stat()?.rss.max(0) as u64).saturating_mul(self.context.page_size))
    }

    pub(crate) fn memory_percent(&mut self) -> Result<f64, Errno> {
        let rss = self.rss()? as f64;
        Ok(rss / self.context.total_memory().max(1) as f64 * 100.0)
    }

    pub(crate) fn memory_info(&mut self) -> Result<MemoryInfo, Errno> {
        let page = self.context.page_size;
        let text = self.file(File::Statm)?;
        let mut pages =
            text.split(|byte| *byte == b' ').map(|word| (number(word) as u64).saturating_mul(page));
        let mut next = || pages.next().ok_or(errno::EIO);
        let (vms, rss, shared, text) = (next()?, next()?, next()?, next()?);
        let (lib, data, dirty) = (next()?, next()?, next()?);
        Ok(MemoryInfo { rss, vms, shared, text, lib, data, dirty })
    }

    pub(crate) fn memory_full_info(&mut self) -> Result<MemoryFullInfo, Errno> {
        let MemoryInfo { rss, vms, shared, text, lib, data, dirty } = self.memory_info()?;
        // Before Linux 4.14, what it adds up is in the file of all mappings only.
        let rolled_up = self.of_living(File::SmapsRollup) != Err(errno::ENOENT) || self.is_over();
        let file = if rolled_up { File::SmapsRollup } else { File::Smaps };
        let lines = self.of_living(file)?;
        let (uss, pss, swap) = lines.split(|&byte| byte == b'\n').fold((0, 0, 0), sum);
        Ok(MemoryFullInfo { rss, vms, shared, text, lib, data, dirty, uss, pss, swap })
    }
}

/// Adds what a line of `smaps` says to what is its own, its part of what is shared, what is swapped out.
fn sum((uss, pss, swap): (u64, u64, u64), line: &[u8]) -> (u64, u64, u64) {
    let Some((name, bytes)) = smaps_line(line) else { return (uss, pss, swap) };
    match name {
        b"Private_Clean" | b"Private_Dirty" | b"Private_Hugetlb" => {
            (uss.saturating_add(bytes), pss, swap)
        }
        b"Pss" => (uss, pss.saturating_add(bytes), swap),
        b"Swap" => (uss, pss, swap.saturating_add(bytes)),
        _ => (uss, pss, swap),
    }
}

/// A line of `smaps`: the name, and the bytes.
pub(super) fn smaps_line(line: &[u8]) -> Option<(&[u8], u64)> {
    let colon = line.iter().position(|&byte| byte == b':')?;
    let (name, value) = line.split_at(colon);
    Some((name, (number(value[1..].trim_ascii_start()) as u64).saturating_mul(1024)))
}

#[cfg(test)]
mod tests {
    use super::{smaps_line, sum};

    #[test]
    fn lines_of_smaps() {
        assert_eq!(
            smaps_line(b"Pss_Anon:             12 kB"),
            Some((b"Pss_Anon".as_slice(), 12288))
        );
        assert_eq!(smaps_line(b""), None);
        let text = b"1-2 rw-p 0 0:0 0\nPss: 1 kB\nPss_Anon: 8 kB\nPrivate_Clean: 2 kB\nPrivate_Dirty: 4 kB\nSwap: 3 kB\nSwapPss: 9 kB\n";
        let sums = text.split(|&byte| byte == b'\n').fold((0, 0, 0), sum);
        assert_eq!(sums, (6 * 1024, 1024, 3 * 1024));
    }
}
