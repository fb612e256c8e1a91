//! The first thing that core asks for, on every start.

use std::time::Instant;

use crate::{
    Result,
    connection::Stream,
    figure::{Measure, Unit},
    http2::Connection,
};

const TIME: Measure = Measure::new("first GetProviderSchema", Unit::Milliseconds).at_most(1.0);

/// On a connection that is ready, until the last byte of the answer.
pub(super) fn measure(connection: &mut Connection<impl Stream>, protocol: &str) -> Result<(Measure, f64)> {
    let path = match protocol {
        "5" => "/tfplugin5.Provider/GetSchema",
        _ => "/tfplugin6.Provider/GetProviderSchema",
    };
    let begin = Instant::now();
    let answer = connection.call(path)?;
    let time = begin.elapsed();
    if answer.is_empty() {
        return Err(format!("{path}: the answer is empty").into());
    }
    Ok((TIME, time.as_secs_f64() * 1e3))
}
