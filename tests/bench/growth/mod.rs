//! How a refresh grows with the number of endpoints: the memory of the one process that reads them, that of Terraform
//! itself beside it, and time. Nearly all of the time is Terraform's own, and grows faster than the number.

use crate::{
    Result,
    figure::{Figure, Measure, Samples, Unit},
    fleet::Fleet,
    provider::Provider,
    terraform::Run,
};

const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];

const TIME: Measure = Measure::new("growth: refresh of {n} endpoints", Unit::Milliseconds);
const CPU: Measure = Measure::new("growth: CPU time of the provider at {n}", Unit::Milliseconds);
const PROVIDER: Measure = Measure::new("growth: RSS of the provider at {n}", Unit::Megabytes);
const TERRAFORM: Measure = Measure::new("growth: RSS of terraform itself at {n}", Unit::Megabytes);
const SLOPES: [Measure; 4] = [
    Measure::new("growth: time per further endpoint", Unit::MicrosecondsEach),
    Measure::new("growth: CPU time of the provider per further endpoint", Unit::MicrosecondsEach),
    Measure::new("growth: RSS of the provider per further endpoint", Unit::KilobytesEach),
    Measure::new("growth: RSS of terraform itself per further endpoint", Unit::KilobytesEach),
];

/// Of our own provider alone: another would need another state.
pub(crate) fn measure(providers: &[Provider]) -> Result<Vec<Figure>> {
    let mut fleet = Fleet::new(&providers[0])?;
    let mut runs = Vec::new();
    for size in SIZES {
        fleet.grow(size)?;
        fleet.lay_out(false)?;
        runs.push((size, fleet.plan()?));
    }
    let at_sizes = runs.iter().flat_map(|(size, run)| {
        let [time, cpu, provider, terraform] = values(run);
        [(TIME, time), (CPU, cpu), (PROVIDER, provider), (TERRAFORM, terraform)]
            .map(|(measure, value)| (measure.at(*size), value))
    });
    let slopes = SLOPES.into_iter().zip(slopes(&runs));
    Ok(at_sizes.chain(slopes).map(|(measure, value)| figure(measure, value)).collect())
}

/// Milliseconds, those of the provider's work, and megabytes of the provider and of Terraform.
fn values(run: &Run) -> [f64; 4] {
    [run.milliseconds(), run.peak.cpu, run.peak.plugin / 1e6, run.peak.terraform / 1e6]
}

/// From the first size to the last, in thousandths of the values' units: what the smaller sizes add to a least-squares
/// line is next to nothing.
fn slopes(runs: &[(usize, Run)]) -> [f64; 4] {
    let ((few, least), (many, most)) = (&runs[0], &runs[runs.len() - 1]);
    let (least, most) = (values(least), values(most));
    #[expect(clippy::cast_precision_loss, reason = "there are no 2^53 endpoints")]
    let more = (many - few) as f64;
    [0, 1, 2, 3].map(|place| (most[place] - least[place]) * 1e3 / more)
}

fn figure(measure: Measure, value: f64) -> Figure {
    Figure { measure, provider: 0, samples: Samples::new(vec![value]) }
}
