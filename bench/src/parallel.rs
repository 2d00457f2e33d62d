//! Whole trees, by two threads.

use std::error::Error;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use ignore::{WalkBuilder, WalkState};

use crate::Bench;
use crate::contenders::weigh;
use crate::table::Goal::AtLeast;
use crate::trees::usr;

const THREADS: usize = 2;

pub(crate) fn rows(bench: &mut Bench) -> Result<(), Box<dyn Error>> {
    let _ = (bench, usr, AtLeast, Duration::ZERO);
    Ok(())
}
pub(crate) fn ours(_top: &Path) -> u64 {
    0
}
pub(crate) fn print(_top: &Path) -> Result<(), Box<dyn Error>> {
    Ok(())
}

pub(crate) fn ignore_names(top: &Path) -> u64 {
    let sum = AtomicU64::new(0);
    let walk = WalkBuilder::new(top).standard_filters(false).threads(THREADS).build_parallel();
    walk.run(|| {
        Box::new(|entry| {
            if let Ok(entry) = entry
                && entry.depth() > 0
            {
                let dir = entry.file_type().is_some_and(|kind| kind.is_dir());
                sum.fetch_add(weigh(entry.file_name().len(), dir), Ordering::Relaxed);
            }
            WalkState::Continue
        })
    });
    sum.into_inner()
}

pub(crate) fn jwalk_names(top: &Path) -> u64 {
    jwalk::WalkDir::new(top)
        .skip_hidden(false)
        .min_depth(1)
        .parallelism(jwalk::Parallelism::RayonNewPool(THREADS))
        .into_iter()
        .flatten()
        .map(|entry| weigh(entry.file_name().len(), entry.file_type().is_dir()))
        .sum()
}
