//! The VPC, subnets and security groups that a scenario's endpoints stand in.

use serde_json::{Value, json};

use super::ec2::Ec2;

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

    pub(super) fn in_region(region: &'static str) -> Self {
        let ec2 = Ec2::new(region);
        let vpc = ec2.create_vpc();
        Self {
            ec2,
            subnets: ['a', 'b', 'c'].map(|zone| ec2.create_subnet(&vpc, zone)),
            groups: ["callers", "operators"].map(|name| ec2.create_security_group(&vpc, name)),
            vpc,
        }
    }

    /// What a configuration knows as `var.network`, or by another name that the test gives it.
    pub(super) fn to_variable(&self) -> Value {
        json!({ "vpc": self.vpc, "subnets": self.subnets, "groups": self.groups })
    }
}
