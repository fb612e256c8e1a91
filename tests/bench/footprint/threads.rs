//! How many threads the process has come to.

use crate::{
    Result,
    figure::{Measure, Unit},
    provider::Running,
};

const COUNT: Measure = Measure::new("threads then", Unit::Threads);

pub(super) fn measure(process: &Running) -> Result<(Measure, f64)> {
    let threads = u32::try_from(process.threads()?.len())?;
    Ok((COUNT, threads.into()))
}
