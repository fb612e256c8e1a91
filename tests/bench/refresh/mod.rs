//! What it takes to find out that nothing has changed, which is what most plans are for: calls to EC2, of which an account
//! has few, and time. Each plan is run once: the calls of the next would be the same.

use crate::{
    Result,
    figure::{Figure, Measure, Samples, Unit},
    fleet::Fleet,
    provider::Provider,
};

const SIZES: [usize; 5] = [1, 10, 50, 500, 5_000];
/// EC2 describes so many endpoints in one answer.
const PAGE: usize = 1_000;
/// Up to so many endpoints are looked up at once.
const FEW: usize = 10;

/// What is read: endpoints alone, or each with a policy resource of its own.
struct Variant {
    policies: bool,
    calls: Measure,
    time: Measure,
}

const VARIANTS: [Variant; 2] = [
    Variant {
        policies: false,
        calls: Measure::new("refresh of {n} endpoints: EC2 calls", Unit::Calls),
        time: Measure::new("refresh of {n} endpoints", Unit::Milliseconds),
    },
    Variant {
        policies: true,
        calls: Measure::new("refresh of {n} endpoints and policies: EC2 calls", Unit::Calls),
        time: Measure::new("refresh of {n} endpoints and policies", Unit::Milliseconds),
    },
];

/// Of our own provider alone: another would need another state.
pub(crate) fn measure(providers: &[Provider]) -> Result<Vec<Figure>> {
    let mut fleet = Fleet::new(&providers[0])?;
    let mut figures = Vec::new();
    for size in SIZES {
        fleet.grow(size)?;
        for variant in &VARIANTS {
            fleet.lay_out(variant.policies)?;
            figures.extend(variant.measure(&fleet, size)?);
        }
    }
    Ok(figures)
}

impl Variant {
    fn measure(&self, fleet: &Fleet, size: usize) -> Result<[Figure; 2]> {
        let run = fleet.plan()?;
        let counts = fleet.ec2().counts();
        let calls = f64::from(u32::try_from(counts.values().sum::<usize>())?);
        let note = counts.iter().map(|(operation, count)| format!("{count} {operation}")).collect::<Vec<_>>();
        let figure = |measure: Measure, value| {
            let samples = Samples::new(vec![value]);
            Figure { measure: measure.at(size), provider: 0, samples }
        };
        let mut calls = figure(self.calls.at_most(aim(size)), calls);
        calls.samples = calls.samples.noted(note.join(", "));
        Ok([calls, figure(self.time, run.milliseconds())])
    }
}

/// A page for each thousand and two besides; for a few endpoints no more than two.
fn aim(size: usize) -> f64 {
    let pages = if size > FEW { size.div_ceil(PAGE) } else { 0 };
    f64::from(u32::try_from(pages + 2).unwrap_or(u32::MAX))
}
