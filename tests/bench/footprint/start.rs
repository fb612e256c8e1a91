//! Until core can connect.

use crate::{
    Result,
    figure::{Measure, Unit},
    provider::{Provider, Running},
};

const TIME: Measure = Measure::new("start to handshake line", Unit::Milliseconds).at_most(4.0).of_peer(0.4);

/// From before the process is made until its line is read. The line carries a certificate, which the provider makes.
pub(super) fn measure(provider: &Provider) -> Result<(Running, (Measure, f64))> {
    let (process, time) = provider.start()?;
    Ok((process, (TIME, time.as_secs_f64() * 1e3)))
}
