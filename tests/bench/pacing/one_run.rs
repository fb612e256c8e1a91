//! One run of `terraform`, at the parallelism that it has of itself.

use super::{Seen, counted, figure, least, limited, workspace};
use crate::{
    Result,
    figure::{Figure, Measure, Unit},
    provider::Provider,
};

const ENDPOINTS: usize = 100;
/// Until then it may still be found out what EC2's limits are.
const FIRST_MINUTE: f64 = 60.0;

const TIME: Measure = Measure::new("{n} endpoints created", Unit::Seconds).at(ENDPOINTS);
const RATIO: Measure = Measure::new("{n} endpoints created: of the least", Unit::Times).at(ENDPOINTS).at_most(1.05);
const THROTTLED: Measure = Measure::new("{n} endpoints created: throttled calls", Unit::Calls).at(ENDPOINTS);
const LATER: Measure =
    Measure::new("{n} endpoints created: throttled after a minute", Unit::Calls).at(ENDPOINTS).at_most(0.0);
const LOOKS: Measure =
    Measure::new("{n} endpoints created: Describe calls of all kinds", Unit::CallsPerSecond).at(ENDPOINTS);
const DELETED: Measure = Measure::new("{n} endpoints deleted", Unit::Seconds).at(ENDPOINTS);
const DELETES: Measure = Measure::new("{n} endpoints deleted: delete calls", Unit::Calls).at(ENDPOINTS);
const DELETES_LATER: Measure =
    Measure::new("{n} endpoints deleted: throttled after a minute", Unit::Calls).at(ENDPOINTS).at_most(0.0);

/// An error is one of the run: all endpoints come up.
pub(super) fn measure(ours: &Provider) -> Result<Vec<Figure>> {
    let ec2 = limited()?;
    let workspace = workspace(ours, &ec2, ENDPOINTS)?;
    ec2.reset_calls();
    workspace.apply(&[])?.succeeded()?;
    let created = Seen::since("CreateVpcEndpoint", &ec2)?;
    let looks = created.count("DescribeVpcEndpoints") + created.count("DescribeNetworkInterfaces");
    ec2.reset_calls();
    workspace.apply(&["-destroy"])?.succeeded()?;
    let deleted = Seen::since("DeleteVpcEndpoints", &ec2)?;
    #[expect(clippy::cast_precision_loss, reason = "no such number is large")]
    let looks_per_second = looks as f64 / created.seconds();
    Ok(vec![
        figure(TIME, created.seconds()),
        figure(RATIO, created.seconds() / least(ENDPOINTS)),
        counted(THROTTLED, created.throttled(0.0)),
        counted(LATER, created.throttled(FIRST_MINUTE)),
        figure(LOOKS, looks_per_second),
        figure(DELETED, deleted.seconds()),
        counted(DELETES, deleted.count("DeleteVpcEndpoints")),
        counted(DELETES_LATER, deleted.throttled(FIRST_MINUTE)),
    ])
}
