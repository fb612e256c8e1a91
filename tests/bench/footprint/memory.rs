//! What the process holds once the schema has been asked for.

use crate::{
    Result,
    figure::{Measure, Unit},
    provider::Running,
};

/// All pages in memory, also those of the binary that other processes of it share.
const RSS: Measure = Measure::new("memory then: RSS", Unit::Megabytes).at_most(10.0);
/// Shared pages count by their share; so the sum over all processes is what the machine gives.
const PSS: Measure = Measure::new("memory then: PSS", Unit::Megabytes);
/// Pages that no file holds, and so nobody else can have: heap, stacks, written data.
const ANONYMOUS: Measure = Measure::new("memory then: anonymous", Unit::Megabytes);

pub(super) fn measure(process: &Running) -> Result<[(Measure, f64); 3]> {
    let (status, sums) = (process.proc("status")?, process.proc("smaps_rollup")?);
    Ok([
        (RSS, megabytes(number(&status, "VmRSS:")?)),
        (PSS, megabytes(number(&sums, "Pss:")?)),
        (ANONYMOUS, megabytes(number(&sums, "Anonymous:")?)),
    ])
}

/// The number in the line of `text` that begins with `label`.
fn number(text: &str, label: &str) -> Result<f64> {
    let mut values = text.lines().filter_map(|line| line.strip_prefix(label));
    let number = values.next().and_then(|value| value.split_whitespace().next());
    Ok(number.ok_or_else(|| format!("/proc does not say {label}"))?.parse()?)
}

/// What /proc calls kB are 1,024 bytes.
fn megabytes(kilobytes: f64) -> f64 {
    kilobytes * 1024.0 / 1e6
}
