//! The VPC, subnets and security groups that a scenario's endpoints stand in.

use serde_json::{Value, json};

use super::ec2::Ec2;
use super::moto;

/// Nobody else's: every scenario makes its own.
pub(super) struct Network {
    pub(super) ec2: Ec2,
    pub(super) vpc: String,
    /// In three availability zones.
    pub(super) subnets: [String; 3],
    pub(super) groups: [String; 2],
}

impl Network {
    /// The Region of [`super::workspace::Workspace`]'s provider block.
    pub(super) const REGION: &str = "eu-central-1";

    pub(super) fn new() -> Self {
        Self::in_region(Self::REGION)
    }

    /// On moto.
    pub(super) fn in_region(region: &'static str) -> Self {
        Self::on(Ec2::new(moto::url(), region))
    }

    /// On any EC2. Its VPC has all that private DNS needs.
    pub(super) fn on(ec2: Ec2) -> Self {
        let vpc = ec2.create_vpc();
        ec2.enable_dns_hostnames(&vpc);
        Self {
            subnets: ['a', 'b', 'c'].map(|zone| ec2.create_subnet(&vpc, zone)),
            groups: ["callers", "operators"].map(|name| ec2.create_security_group(&vpc, name)),
            vpc,
            ec2,
        }
    }

    /// What a configuration knows as `var.network`, or by another name that the test gives it.
    pub(super) fn to_variable(&self) -> Value {
        json!({ "vpc": self.vpc, "subnets": self.subnets, "groups": self.groups })
    }
}
