//! How long core waits for the process to be gone.

use std::time::Instant;

use crate::{
    Result,
    connection::Stream,
    figure::{Measure, Unit},
    http2::Connection,
    provider::Running,
};

const TIME: Measure = Measure::new("Shutdown to end of process", Unit::Milliseconds);

/// As core does it: ask, take the answer if one comes, close the connection, wait.
pub(super) fn measure(mut process: Running, mut connection: Connection<impl Stream>) -> Result<(Measure, f64)> {
    let begin = Instant::now();
    // A provider may be gone before it has answered; core does not mind.
    let _ = connection.call("/plugin.GRPCController/Shutdown");
    drop(connection);
    process.ended()?;
    Ok((TIME, begin.elapsed().as_secs_f64() * 1e3))
}
