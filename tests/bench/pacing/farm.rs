//! Several runs of `terraform` at the same time, which know nothing of each other and share an account.

use std::time::Duration;

use super::{Seen, counted, figure, least, limited, workspace};
use crate::{
    Result,
    figure::{Figure, Measure, Unit},
    provider::Provider,
};

const RUNS: usize = 8;
const ENDPOINTS: usize = 25;
/// No run takes near as long.
const LIMIT: Duration = Duration::from_mins(5);

const TIME: Measure = Measure::new("8 runs of {n} endpoints at once", Unit::Seconds).at(ENDPOINTS);
const RATIO: Measure = Measure::new("8 runs of {n} at once: of the least", Unit::Times).at(ENDPOINTS).at_most(1.15);
const THROTTLED: Measure = Measure::new("8 runs of {n} at once: throttled calls", Unit::Calls).at(ENDPOINTS);
const FAILED: Measure = Measure::new("8 runs of {n} at once: failed runs", Unit::Runs).at(ENDPOINTS).at_most(0.0);

pub(super) fn measure(ours: &Provider) -> Result<Vec<Figure>> {
    let ec2 = limited()?;
    let workspaces = (0..RUNS).map(|_| workspace(ours, &ec2, ENDPOINTS)).collect::<Result<Vec<_>>>()?;
    ec2.reset_calls();
    let start =
        |workspace: &crate::terraform::Workspace| workspace.start(&["apply", "-input=false", "-auto-approve"], LIMIT);
    let running = workspaces.iter().map(start).collect::<Result<Vec<_>>>()?;
    let runs = running.into_iter().map(crate::terraform::Running::finish).collect::<Result<Vec<_>>>()?;
    let failed = runs.iter().filter(|run| run.code != Some(0)).count();
    let seen = Seen::since("CreateVpcEndpoint", &ec2)?;
    Ok(vec![
        figure(TIME, seen.seconds()),
        figure(RATIO, seen.seconds() / least(RUNS * ENDPOINTS)),
        counted(THROTTLED, seen.throttled(0.0)),
        counted(FAILED, failed),
    ])
}
