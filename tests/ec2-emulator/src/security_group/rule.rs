//! Security group rules: one source or target each.

use crate::call::{Answer, Call};
use crate::describe::{Described, describe};
use crate::error::Error;
use crate::kind::{self, Kind};
use crate::network::Network;
use crate::table::Row;
use crate::xml::Xml;

use super::{SecurityGroup, permission};

/// One rule of a security group.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) owner: String,
    pub(crate) group: String,
    pub(crate) egress: bool,
    pub(crate) protocol: String,
    pub(crate) from: Option<i32>,
    pub(crate) to: Option<i32>,
    pub(crate) cidr_v4: Option<String>,
    pub(crate) cidr_v6: Option<String>,
    pub(crate) prefix_list: Option<String>,
    pub(crate) referenced_group: Option<String>,
    pub(crate) description: Option<String>,
}

impl Row for Rule {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Rule {
    /// For all protocols, without source yet.
    pub(crate) fn new(group: &SecurityGroup, egress: bool) -> Self {
        Self {
            id: kind::GROUP_RULE.new_id(),
            owner: group.owner.clone(),
            group: group.id.clone(),
            egress,
            protocol: "-1".to_owned(),
            from: None,
            to: None,
            cidr_v4: None,
            cidr_v6: None,
            prefix_list: None,
            referenced_group: None,
            description: None,
        }
    }

    /// The same under an id of its own.
    pub(super) fn copy(&self) -> Self {
        Self {
            id: kind::GROUP_RULE.new_id(),
            owner: self.owner.clone(),
            group: self.group.clone(),
            protocol: self.protocol.clone(),
            cidr_v4: self.cidr_v4.clone(),
            cidr_v6: self.cidr_v6.clone(),
            prefix_list: self.prefix_list.clone(),
            referenced_group: self.referenced_group.clone(),
            description: self.description.clone(),
            ..*self
        }
    }

    pub(super) fn is_of(&self, group: &SecurityGroup, egress: bool) -> bool {
        self.group == group.id && self.egress == egress
    }

    pub(super) fn ports(&self) -> (&str, Option<i32>, Option<i32>) {
        (&self.protocol, self.from, self.to)
    }

    /// Whether both let the same traffic through; descriptions do not count.
    fn is_same(&self, other: &Self) -> bool {
        let source = |rule: &Self| {
            (rule.cidr_v4.clone(), rule.cidr_v6.clone(), rule.prefix_list.clone(), rule.referenced_group.clone())
        };
        self.group == other.group
            && self.egress == other.egress
            && self.ports() == other.ports()
            && source(self) == source(other)
    }
}

impl Described for Rule {
    const KIND: &'static Kind = &kind::GROUP_RULE;
    const IDS: &'static str = "SecurityGroupRuleId";
    const FILTERS: &'static [&'static str] = &["group-id", "security-group-rule-id"];

    fn values(&self, filter: &str, _network: &Network) -> Vec<String> {
        match filter {
            "group-id" => vec![self.group.clone()],
            "security-group-rule-id" => vec![self.id.clone()],
            _ => Vec::new(),
        }
    }

    fn xml(&self, network: &Network) -> Xml {
        let referenced = self.referenced_group.as_ref().map(|group| {
            let vpc = network.groups.find(group).map(|group| group.vpc.clone());
            Xml::new().text("groupId", group).text("userId", &self.owner).optional("vpcId", vpc)
        });
        let port = |port: Option<i32>| port.unwrap_or(-1).to_string();
        let rule = Xml::new()
            .text("securityGroupRuleId", &self.id)
            .text("groupId", &self.group)
            .text("groupOwnerId", &self.owner)
            .flag("isEgress", self.egress)
            .text("ipProtocol", &self.protocol)
            .text("fromPort", port(self.from))
            .text("toPort", port(self.to))
            .optional("cidrIpv4", self.cidr_v4.as_ref())
            .optional("cidrIpv6", self.cidr_v6.as_ref())
            .optional("prefixListId", self.prefix_list.as_ref())
            .optional("description", self.description.as_ref())
            .and(network.tags.xml(&self.id));
        match referenced {
            Some(group) => rule.structure("referencedGroupInfo", group),
            None => rule,
        }
    }
}

/// `DescribeSecurityGroupRules`
pub(crate) fn describe_security_group_rules(call: &mut Call) -> Answer {
    describe(call, &call.network.rules, "securityGroupRuleSet")
}

/// `AuthorizeSecurityGroupIngress`
pub(crate) fn authorize_ingress(call: &mut Call) -> Answer {
    authorize(call, false)
}

/// `AuthorizeSecurityGroupEgress`
pub(crate) fn authorize_egress(call: &mut Call) -> Answer {
    authorize(call, true)
}

/// `RevokeSecurityGroupIngress`
pub(crate) fn revoke_ingress(call: &mut Call) -> Answer {
    revoke(call, false)
}

/// `RevokeSecurityGroupEgress`
pub(crate) fn revoke_egress(call: &mut Call) -> Answer {
    revoke(call, true)
}

fn authorize(call: &mut Call, egress: bool) -> Answer {
    let group = call.network.group(call.parameters.required("GroupId")?)?;
    let rules = permission::read(call.parameters, group, egress)?;
    for rule in &rules {
        if let Some(referenced) = &rule.referenced_group {
            call.network.group(referenced)?;
        }
        if call.network.rules.iter().any(|other| other.is_same(rule)) {
            let message = "the specified rule already exists";
            return Err(Error::new("InvalidPermission.Duplicate", message));
        }
    }
    let answer = rules.iter().map(|rule| rule.xml(call.network)).collect::<Vec<_>>();
    for rule in rules {
        call.network.rules.insert(rule);
    }
    Ok(Xml::new().flag("return", true).list("securityGroupRuleSet", answer))
}

fn revoke(call: &mut Call, egress: bool) -> Answer {
    let group = call.network.group(call.parameters.required("GroupId")?)?;
    let ids = call.parameters.list("SecurityGroupRuleId");
    let wanted = if ids.is_empty() { permission::read(call.parameters, group, egress)? } else { Vec::new() };
    let meant = |rule: &Rule| ids.contains(&rule.id.as_str()) || wanted.iter().any(|wanted| wanted.is_same(rule));
    let gone = call.network.rules.retain(|rule| !meant(rule));
    if gone.is_empty() {
        let message = "The specified rule does not exist in this security group.";
        return Err(Error::new("InvalidPermission.NotFound", message));
    }
    for id in &gone {
        call.network.tags.forget(id);
    }
    Ok(Xml::new().flag("return", true))
}
