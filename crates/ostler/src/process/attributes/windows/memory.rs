//! Memory, from the system's table.

use crate::process::attributes::parts;
use crate::process::code::Code;
use crate::process::reader::Reader;

parts! {
    /// The memory of a process, in bytes: `psutil.Process.memory_info()`.
    #[derive(Copy, Hash)]
    pub struct MemoryInfo {
        /// What is resident: `wset`.
        rss: u64,
        /// What it was promised: `pagefile`.
        vms: u64,
        /// How often a page had to be fetched or made.
        num_page_faults: u32,
        /// The most that was resident.
        peak_wset: u64,
        /// What is resident.
        wset: u64,
        /// The most of the kernel's memory that may be swapped out.
        peak_paged_pool: u64,
        /// The kernel's memory for it that may be swapped out.
        paged_pool: u64,
        /// The most of the kernel's memory that may not be swapped out.
        peak_nonpaged_pool: u64,
        /// The kernel's memory for it that may not be swapped out.
        nonpaged_pool: u64,
        /// What it was promised, in memory or in a page file.
        pagefile: u64,
        /// The most that it was promised.
        peak_pagefile: u64,
        /// What is its own.
        private: u64,
    }
}

parts! {
    /// The memory of a process, in bytes, with what only a look at every page can tell: `psutil.Process.memory_full_info()`.
    #[derive(Copy, Hash)]
    pub struct MemoryFullInfo {
        /// What is resident: `wset`.
        rss: u64,
        /// What it was promised: `pagefile`.
        vms: u64,
        /// How often a page had to be fetched or made.
        num_page_faults: u32,
        /// The most that was resident.
        peak_wset: u64,
        /// What is resident.
        wset: u64,
        /// The most of the kernel's memory that may be swapped out.
        peak_paged_pool: u64,
        /// The kernel's memory for it that may be swapped out.
        paged_pool: u64,
        /// The most of the kernel's memory that may not be swapped out.
        peak_nonpaged_pool: u64,
        /// The kernel's memory for it that may not be swapped out.
        nonpaged_pool: u64,
        /// What it was promised, in memory or in a page file.
        pagefile: u64,
        /// The most that it was promised.
        peak_pagefile: u64,
        /// What is its own.
        private: u64,
        /// What would be freed if it ended: what is resident and nobody else has.
        uss: u64,
    }
}

impl Reader {
    pub(crate) fn memory_full_info(&mut self) -> Result<MemoryFullInfo, Code> {
        let uss = if self.is_kernel() { self.entry()?.private_working_set } else { self.uss()? };
        let plain = self.memory_info()?;
        Ok(MemoryFullInfo {
            rss: plain.rss,
            vms: plain.vms,
            num_page_faults: plain.num_page_faults,
            peak_wset: plain.peak_wset,
            wset: plain.wset,
            peak_paged_pool: plain.peak_paged_pool,
            paged_pool: plain.paged_pool,
            peak_nonpaged_pool: plain.peak_nonpaged_pool,
            nonpaged_pool: plain.nonpaged_pool,
            pagefile: plain.pagefile,
            peak_pagefile: plain.peak_pagefile,
            private: plain.private,
            uss,
        })
    }

    pub(crate) fn memory_info(&mut self) -> Result<MemoryInfo, Code> {
        let entry = self.entry()?;
        Ok(MemoryInfo {
            rss: entry.working_set,
            vms: entry.pagefile,
            num_page_faults: entry.page_faults,
            peak_wset: entry.peak_working_set,
            wset: entry.working_set,
            peak_paged_pool: entry.peak_paged_pool,
            paged_pool: entry.paged_pool,
            peak_nonpaged_pool: entry.peak_nonpaged_pool,
            nonpaged_pool: entry.nonpaged_pool,
            pagefile: entry.pagefile,
            peak_pagefile: entry.peak_pagefile,
            private: entry.private,
        })
    }

    pub(crate) fn memory_percent(&mut self) -> Result<f64, Code> {
        let resident = self.entry()?.working_set as f64;
        Ok(resident / self.context.total_memory()?.max(1) as f64 * 100.0)
    }
}
