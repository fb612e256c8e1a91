//! Security groups. Their rules are rows of their own.

mod permission;
mod rule;

pub(crate) use rule::{
    Rule, authorize_egress, authorize_ingress, describe_security_group_rules, revoke_egress, revoke_ingress,
};

use crate::call::{Answer, Call};
use crate::describe::{Described, describe};
use crate::error::Error;
use crate::kind::{self, Kind};
use crate::network::Network;
use crate::table::Row;
use crate::tags;
use crate::vpc::Vpc;
use crate::xml::Xml;
use crate::zones::partition;

/// A security group.
#[derive(Debug)]
pub(crate) struct SecurityGroup {
    pub(crate) id: String,
    pub(crate) owner: String,
    region: String,
    pub(crate) vpc: String,
    pub(crate) name: String,
    pub(crate) description: String,
}

impl Row for SecurityGroup {
    fn id(&self) -> &str {
        &self.id
    }
}

impl SecurityGroup {
    pub(crate) fn new(vpc: &Vpc, name: &str, description: &str) -> Self {
        Self {
            id: kind::GROUP.new_id(),
            owner: vpc.owner.clone(),
            region: vpc.region.clone(),
            vpc: vpc.id.clone(),
            name: name.to_owned(),
            description: description.to_owned(),
        }
    }

    /// The group that came with the VPC.
    pub(crate) fn is_default(&self) -> bool {
        self.name == "default"
    }

    /// The rule that every group is made with.
    pub(crate) fn open_egress(&self) -> Rule {
        Rule { cidr_v4: Some("0.0.0.0/0".to_owned()), ..Rule::new(self, true) }
    }

    /// The rule that default groups have besides.
    pub(crate) fn open_to_itself(&self) -> Rule {
        Rule { referenced_group: Some(self.id.clone()), ..Rule::new(self, false) }
    }

    fn arn(&self) -> String {
        format!("arn:{}:ec2:{}:{}:security-group/{}", partition(&self.region), self.region, self.owner, self.id)
    }
}

impl Described for SecurityGroup {
    const KIND: &'static Kind = &kind::GROUP;
    const IDS: &'static str = "GroupId";
    const FILTERS: &'static [&'static str] = &["description", "group-id", "group-name", "owner-id", "vpc-id"];

    fn values(&self, filter: &str, _network: &Network) -> Vec<String> {
        let value = match filter {
            "description" => &self.description,
            "group-id" => &self.id,
            "group-name" => &self.name,
            "owner-id" => &self.owner,
            "vpc-id" => &self.vpc,
            _ => return Vec::new(),
        };
        vec![value.clone()]
    }

    fn xml(&self, network: &Network) -> Xml {
        let rules = |egress| permission::merged(network.rules.iter().filter(|rule| rule.is_of(self, egress)));
        Xml::new()
            .text("groupId", &self.id)
            .text("groupName", &self.name)
            .text("securityGroupArn", self.arn())
            .text("groupDescription", &self.description)
            .text("ownerId", &self.owner)
            .text("vpcId", &self.vpc)
            .list("ipPermissions", rules(false))
            .list("ipPermissionsEgress", rules(true))
            .and(network.tags.xml(&self.id))
    }
}

impl Network {
    /// # Errors
    /// When no security group has the id.
    pub(crate) fn group(&self, id: &str) -> Result<&SecurityGroup, Error> {
        kind::GROUP.check(id)?;
        self.groups.find(id).ok_or_else(|| Error::not_found(&kind::GROUP, id))
    }

    /// The id of the group that came with the VPC.
    pub(crate) fn default_group(&self, vpc: &str) -> Option<String> {
        self.groups.iter().find(|group| group.vpc == vpc && group.is_default()).map(|group| group.id.clone())
    }
}

/// `CreateSecurityGroup`
pub(crate) fn create_security_group(call: &mut Call) -> Answer {
    let name = call.parameters.required("GroupName")?;
    let description = call.parameters.required("GroupDescription")?;
    let vpc = call.network.vpc(call.parameters.required("VpcId")?)?;
    let tags = tags::on_create(call.parameters, &kind::GROUP)?;
    if call.network.groups.iter().any(|group| group.vpc == vpc.id && group.name == name) {
        let message = format!("The security group '{name}' already exists for VPC '{}'", vpc.id);
        return Err(Error::new("InvalidGroup.Duplicate", message));
    }
    let group = SecurityGroup::new(vpc, name, description);
    call.network.tags.set(&group.id, &tags);
    call.network.rules.insert(group.open_egress());
    let answer = Xml::new().text("groupId", &group.id).text("securityGroupArn", group.arn());
    let answer = answer.and(call.network.tags.xml(&group.id));
    call.network.groups.insert(group);
    Ok(answer)
}

/// `DescribeSecurityGroups`
pub(crate) fn describe_security_groups(call: &mut Call) -> Answer {
    describe(call, &call.network.groups, "securityGroupInfo")
}

/// `DeleteSecurityGroup`, which network interfaces and endpoints that have it prevent, and rules that name it.
pub(crate) fn delete_security_group(call: &mut Call) -> Answer {
    let group = call.network.group(call.parameters.required("GroupId")?)?;
    if group.is_default() {
        let message = format!("the specified group: \"{}\" name: \"default\" cannot be deleted by a user", group.id);
        return Err(Error::new("CannotDelete", message));
    }
    let id = group.id.clone();
    let network = &mut *call.network;
    let used = network.interfaces.iter().any(|interface| interface.groups.contains(&id))
        || network.endpoints.iter().any(|endpoint| endpoint.groups.contains(&id) && !endpoint.is_deleted())
        || network.rules.iter().any(|rule| rule.group != id && rule.referenced_group.as_ref() == Some(&id));
    if used {
        return Err(Error::dependency(&kind::GROUP, &id));
    }
    let rules = network.rules.retain(|rule| rule.group != id);
    let groups = network.groups.retain(|group| group.id != id);
    rules.iter().chain(&groups).for_each(|gone| network.tags.forget(gone));
    Ok(Xml::new().flag("return", true).text("groupId", id))
}
