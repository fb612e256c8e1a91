//! Many endpoints at once, under EC2's real limits: 4 creates and then 0.3 a second for each account. Once in one run of
//! `terraform`, and once in eight at the same time, as a farm of pipelines does it.
//!
//! Times are EC2's. The least that it can take follows from the limits alone.

mod farm;
mod one_run;

use ec2_emulator::{CallRecord, Options, Outcome, Timing};
use jiff::Timestamp;

use crate::{
    Result,
    ec2::{Ec2, Network},
    figure::{Figure, Measure, Samples},
    provider::Provider,
    terraform::{Source, Workspace},
};

/// Seconds of EC2 and of the provider that pass in a real one.
const SPEED: f64 = 10.0;
/// Seconds that a create takes. On EC2 it is often more than a minute, but then it is Terraform's ten at a time that take
/// longer than EC2's limits ask for, and nothing would be learnt of the pace.
const CREATE: u64 = 20;
/// EC2's limits on each of the calls that change endpoints.
const AT_ONCE: f64 = 4.0;
const PER_SECOND: f64 = 0.3;

pub(crate) fn measure(providers: &[Provider]) -> Result<Vec<Figure>> {
    let ours = &providers[0];
    let mut figures = one_run::measure(ours)?;
    figures.extend(farm::measure(ours)?);
    Ok(figures)
}

/// An EC2 with its limits.
fn limited() -> Result<Ec2> {
    let create = std::time::Duration::from_secs(CREATE);
    let timing = Timing { create, delete: create, ..Timing::realistic() };
    Ec2::start(&Options { speed: SPEED, timing, throttling: true, endpoints_per_vpc: 1000, ..Options::default() })
}

/// With a configuration of so many endpoints in a VPC of their own.
fn workspace(ours: &Provider, ec2: &Ec2, endpoints: usize) -> Result<Workspace> {
    let Network { vpc, subnets, group } = ec2.network()?;
    let mut workspace = Workspace::new(&Source::ours(ours))?;
    workspace.env("LAMBDA_PROVIDER_CLOCK_SPEED", &SPEED.to_string());
    let provider = ec2.provider_block("");
    workspace.write(
        "main.tf",
        &format!(
            "{provider}\nresource \"lambda_vpc_endpoint\" \"many\" {{\n  count              = {endpoints}\n  \
             vpc_id             = \"{vpc}\"\n  subnet_ids         = {subnets:?}\n  security_group_ids = [\"{group}\"]\n}}\n"
        ),
    )?;
    Ok(workspace)
}

/// The seconds that creating so many endpoints takes at the least.
#[expect(clippy::cast_precision_loss, reason = "no such number is large")]
fn least(endpoints: usize) -> f64 {
    (endpoints as f64 - AT_ONCE) / PER_SECOND + CREATE as f64
}

/// What EC2 saw of a run.
struct Seen {
    calls: Vec<CallRecord>,
    first: Timestamp,
}

impl Seen {
    /// All calls from the first one of `operation` on.
    fn since(operation: &str, ec2: &Ec2) -> Result<Self> {
        let mut calls = ec2.calls();
        let begin = calls.iter().position(|call| call.operation == operation);
        calls.drain(..begin.ok_or_else(|| format!("{operation} was never called"))?);
        Ok(Self { first: calls[0].at, calls })
    }

    /// From the first call to the last.
    fn seconds(&self) -> f64 {
        self.calls.iter().map(|call| self.after(call)).fold(0.0, f64::max)
    }

    fn after(&self, call: &CallRecord) -> f64 {
        call.at.duration_since(self.first).as_secs_f64()
    }

    fn count(&self, operation: &str) -> usize {
        self.calls.iter().filter(|call| call.operation == operation).count()
    }

    /// Calls that came faster than EC2 takes them, from so many seconds on.
    fn throttled(&self, from: f64) -> usize {
        let refused = Some(Outcome::Refused("RequestLimitExceeded".to_owned()));
        self.calls.iter().filter(|call| call.outcome == refused && self.after(call) >= from).count()
    }
}

#[expect(clippy::cast_precision_loss, reason = "no such number is large")]
fn counted(measure: Measure, count: usize) -> Figure {
    figure(measure, count as f64)
}

fn figure(measure: Measure, value: f64) -> Figure {
    Figure { measure, provider: 0, samples: Samples::new(vec![value]) }
}
