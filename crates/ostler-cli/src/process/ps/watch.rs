//! `ostler ps --watch`: again and again, with the share of a processor between two looks.

use std::collections::HashMap;
use std::io::IsTerminal as _;
use std::time::Duration;

use ostler::process::{CpuMeter, Field, Process, Query, Snapshot};

use super::{PsArgs, once};
use crate::output::{self, Failure};
use crate::process::columns::Column;

/// How long the first measurement takes at most.
const FIRST: Duration = Duration::from_millis(500);

pub(super) fn run(args: &PsArgs, interval: f64) -> Result<(), Failure> {
    if !(0.05..=86_400.0).contains(&interval) {
        return Err(Failure::Usage(
            "--watch takes a number of seconds, from 0.05 to a day".to_owned(),
        ));
    }
    let interval = Duration::from_secs_f64(interval);
    let is_share = |column: &Column| column.field == Field::CpuPercent;
    let measures = args.columns()?.iter().any(is_share)
        || args.sort_keys()?.iter().any(|(column, _)| is_share(column));
    let mut meters = if measures { Some(Meters::new()?) } else { None };
    if measures {
        std::thread::sleep(FIRST.min(interval));
    }
    loop {
        // Home, and everything below is cleared: what was there does not flicker.
        if std::io::stdout().is_terminal() {
            output::bytes(b"\x1b[H\x1b[2J")?;
        }
        match once(args, meters.as_mut()) {
            Err(Failure::Nothing(message)) => output::text(&format!("{message}\n"))?,
            // So does an empty list, or its count.
            Err(Failure::Silent(1)) => {}
            other => other?,
        }
        std::thread::sleep(interval);
    }
}

/// What measures the shares of the processes that were there at the look before.
pub(super) struct Meters(HashMap<Process, CpuMeter>);

impl Meters {
    fn new() -> Result<Self, Failure> {
        let all = Query::all().search(Field::Pid)?.found;
        let meter = |process: Process| Some((process, process.cpu_meter().ok()?));
        Ok(Self(all.iter().map(Snapshot::process).filter_map(meter).collect()))
    }

    /// Measures these. One that was not there before keeps the share since it was started, which is since that look.
    pub(super) fn measure(&mut self, processes: &mut [Snapshot]) {
        let mut before = std::mem::take(&mut self.0);
        for snapshot in processes {
            let process = snapshot.process();
            let meter = match before.remove(&process) {
                Some(mut meter) => meter.percent().ok().map(|share| {
                    snapshot.set(Field::CpuPercent, share);
                    meter
                }),
                None => process.cpu_meter().ok(),
            };
            self.0.extend(meter.map(|meter| (process, meter)));
        }
    }
}
