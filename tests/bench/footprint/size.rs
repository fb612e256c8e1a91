//! What has to be downloaded and kept for every provider and version.

use std::fs;

use crate::{
    Result,
    figure::{Measure, Unit},
    provider::Provider,
};

const BYTES: Measure = Measure::new("size of the binary", Unit::Megabytes).at_most(12.0);

pub(super) fn measure(provider: &Provider) -> Result<(Measure, f64)> {
    // Less than 2^53 bytes.
    #[expect(clippy::cast_precision_loss, reason = "no file is that large")]
    let bytes = fs::metadata(provider.path())?.len() as f64;
    Ok((BYTES, bytes / 1e6))
}
