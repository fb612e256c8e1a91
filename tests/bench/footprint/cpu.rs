//! What the process has worked by the time it has answered: start, TLS handshake and schema.

use crate::{
    Result,
    figure::{Measure, Unit},
    provider::Running,
};

const TIME: Measure = Measure::new("CPU time until then", Unit::Milliseconds);

/// Of all its threads. Unlike the time that passes, it has no part of the measuring program in it.
pub(super) fn measure(process: &Running) -> Result<(Measure, f64)> {
    let mut nanoseconds = 0.0;
    for thread in process.threads()? {
        let times = process.proc(&format!("task/{thread}/schedstat"))?;
        let on_cpu = times.split(' ').next().ok_or("schedstat is empty")?;
        nanoseconds += on_cpu.parse::<f64>()?;
    }
    Ok((TIME, nanoseconds / 1e6))
}
