//! EC2 does not answer at all, as it does when the caller may not associate a VPC with a hosted zone.

use std::time::Duration;

use ec2_emulator::{Fault, FaultKind};

use super::{Stage, Version, soon};

const LIMIT: &str = "3s";
const HANGS: FaultKind = FaultKind::Delay(Duration::from_mins(10));

#[test]
fn a_hanging_change_of_private_dns_names_the_permission() {
    let stage = Stage::unchecked();
    stage.terraform.apply(&Version::First.endpoint(LIMIT, "")).succeeded();
    stage.emulator.inject(Fault::new("ModifyVpcEndpoint", HANGS).always());
    let main = Version::First.endpoint(LIMIT, "private_dns_enabled = true");
    let error = soon(|| stage.apply_unrefreshed(&main)).error();
    assert_eq!(error.summary, "Cannot update VPC endpoint");
    assert!(error.detail.contains("route53:AssociateVPCWithHostedZone"), "{error:#?}");
    assert!(error.detail.contains("ModifyVpcEndpoint"), "{error:#?}");
    stage.state_is_true();
    stage.terraform.apply(&main).succeeded();
    stage.is_mended();
}
