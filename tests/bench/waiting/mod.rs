//! How long after EC2 has made a change the provider says so, and how often it looks for that: endpoints are made, changed
//! and deleted, each time in a time of its own.
//!
//! Nobody can be told by EC2, so whoever looks once a second is half a second late on average, if anything may happen at any
//! time. What is better than that comes from looking less often while nothing can have happened yet.

mod managed;

use ec2_emulator::{Options, Timing};
use futures_util::future::try_join_all;
use tokio::runtime;

use crate::{
    Result,
    client::Launch,
    ec2::{Ec2, Network},
    figure::{Figure, Measure, Samples, Unit},
    provider::Provider,
};
use managed::Managed;

/// Seconds of EC2 and of the provider that pass in a real one. The machine's own delays count so many times.
const SPEED: f64 = 4.0;
/// Processes, each with an endpoint to itself: nobody shares a look.
const PROCESSES: usize = 84;
/// Endpoints that each process makes, changes and deletes, one after the other.
const LIVES: usize = 4;
/// By how many per cent EC2 may be quicker or slower than usual: a create takes 15 to 135 seconds.
const SPREAD: u8 = 80;

/// What was seen of one change, in seconds.
#[derive(Clone, Copy)]
struct Change {
    /// From the call until it was said to be over.
    took: f64,
    /// From when it was over until it was said to be.
    overshoot: f64,
}

/// Of our own provider alone: the other has no such resource.
pub(crate) fn measure(providers: &[Provider]) -> Result<Vec<Figure>> {
    let ours = &providers[0];
    let timing = Timing { spread_percent: SPREAD, ..Timing::realistic() };
    let ec2 = Ec2::start(&Options { speed: SPEED, timing, ..Options::default() })?;
    let networks = (0..PROCESSES).map(|_| ec2.network()).collect::<Result<Vec<_>>>()?;
    ec2.reset_calls();
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let lives = runtime.block_on(try_join_all(networks.iter().map(|network| lives(ours, &ec2, network))))?;
    let lives: Vec<_> = lives.into_iter().flatten().collect();

    let looks = ec2.calls().iter().filter(|call| call.operation.starts_with("Describe")).count();
    let waited: f64 = lives.iter().flatten().map(|change| change.took).sum();
    let mut figures = Vec::new();
    for (place, name) in NAMES.into_iter().enumerate() {
        figures.extend(overshoot(name, lives.iter().map(|life| life[place].overshoot).collect()));
    }
    #[expect(clippy::cast_precision_loss, reason = "no such number is large")]
    figures.push(figure(LOOKS, vec![looks as f64 / waited]));
    Ok(figures)
}

/// What each endpoint goes through.
const NAMES: [[&str; 2]; 3] = [
    ["overshoot: create", "overshoot: create, 99 %"],
    ["overshoot: modify", "overshoot: modify, 99 %"],
    ["overshoot: delete", "overshoot: delete, 99 %"],
];

const LOOKS: Measure = Measure::new("Describe calls while waiting", Unit::CallsPerSecond).at_most(1.0);

async fn lives(ours: &Provider, ec2: &Ec2, network: &Network) -> Result<Vec<[Change; 3]>> {
    let launch = Launch::new().program(ours.path()).env("LAMBDA_PROVIDER_CLOCK_SPEED", SPEED.to_string());
    let mut endpoint = Managed::start(launch, ec2).await?;
    let mut lives = Vec::new();
    for _ in 0..LIVES {
        lives.push(life(&mut endpoint, ec2, network).await?);
    }
    Ok(lives)
}

async fn life(endpoint: &mut Managed, ec2: &Ec2, network: &Network) -> Result<[Change; 3]> {
    let begin = ec2.clock().now();
    endpoint.create(network).await?;
    let id = endpoint.id()?;
    let created = ended(ec2, &id, begin)?;
    let begin = ec2.clock().now();
    endpoint.modify(network).await?;
    let modified = ended(ec2, &id, begin)?;
    let begin = ec2.clock().now();
    endpoint.delete().await?;
    Ok([created, modified, ended(ec2, &id, begin)?])
}

/// A change that is said to be over now.
fn ended(ec2: &Ec2, id: &str, begin: jiff::Timestamp) -> Result<Change> {
    let now = ec2.clock().now();
    let over = ec2.over_at(id).ok_or_else(|| format!("EC2 has forgotten {id}"))?;
    let overshoot = now.duration_since(over).as_secs_f64();
    if overshoot < 0.0 {
        return Err(format!("{id} was said to be ready {} seconds too early", -overshoot).into());
    }
    Ok(Change { took: now.duration_since(begin).as_secs_f64(), overshoot })
}

fn overshoot([name, most]: [&'static str; 2], samples: Vec<f64>) -> [Figure; 2] {
    let median = figure(Measure::new(name, Unit::Seconds).at_most(0.5), samples);
    let ninety_nine = median.samples.percentile(99);
    [median, figure(Measure::new(most, Unit::Seconds).at_most(2.0), vec![ninety_nine])]
}

fn figure(measure: Measure, samples: Vec<f64>) -> Figure {
    Figure { measure, provider: 0, samples: Samples::new(samples) }
}
