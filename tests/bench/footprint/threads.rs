//! How many threads the process has come to.

use crate::{
    Result,
    figure::{Measure, Unit},
    provider::Running,
};

const COUNT: Measure = Measure { name: "threads then", unit: Unit::Threads, aim: None };

pub(super) fn measure(process: &Running) -> Result<(Measure, f64)> {
    let threads = u32::try_from(process.threads()?.len())?;
    Ok((COUNT, threads.into()))
}
