//! `IpPermission`: the older form of security group rules, several sources to one protocol and port range.

use crate::error::Error;
use crate::parameters::Parameters;
use crate::xml::Xml;

use super::{Rule, SecurityGroup};

/// Rules as `ipPermissions` has them: one item for each protocol and port range.
pub(super) fn merged<'a>(rules: impl Iterator<Item = &'a Rule>) -> Vec<Xml> {
    let mut permissions: Vec<Vec<&Rule>> = Vec::new();
    for rule in rules {
        match permissions.iter_mut().find(|same| same[0].ports() == rule.ports()) {
            Some(same) => same.push(rule),
            None => permissions.push(vec![rule]),
        }
    }
    permissions.iter().map(|rules| xml(rules)).collect()
}

fn xml(rules: &[&Rule]) -> Xml {
    let described = |rule: &Rule, name, value: &Option<String>| {
        let value = value.as_ref()?;
        Some(Xml::new().text(name, value).optional("description", rule.description.as_ref()))
    };
    let group = |rule: &&Rule| {
        let pair = described(rule, "groupId", &rule.referenced_group)?;
        Some(pair.text("userId", &rule.owner))
    };
    let (protocol, from, to) = rules[0].ports();
    Xml::new()
        .text("ipProtocol", protocol)
        .optional("fromPort", from.map(|port| port.to_string()))
        .optional("toPort", to.map(|port| port.to_string()))
        .list("groups", rules.iter().filter_map(group))
        .list("ipRanges", rules.iter().filter_map(|rule| described(rule, "cidrIp", &rule.cidr_v4)))
        .list("ipv6Ranges", rules.iter().filter_map(|rule| described(rule, "cidrIpv6", &rule.cidr_v6)))
        .list("prefixListIds", rules.iter().filter_map(|rule| described(rule, "prefixListId", &rule.prefix_list)))
}

/// The rules that `IpPermissions.N` asks for, one for each source.
pub(super) fn read(parameters: &Parameters, group: &SecurityGroup, egress: bool) -> Result<Vec<Rule>, Error> {
    let mut rules = Vec::new();
    let mut permissions = parameters.structures("IpPermissions");
    if permissions.is_empty() {
        permissions.push(flat(parameters));
    }
    for permission in permissions {
        let base = Rule {
            protocol: permission.required("IpProtocol")?.to_owned(),
            from: permission.number("FromPort")?,
            to: permission.number("ToPort")?,
            ..Rule::new(group, egress)
        };
        rules.extend(sources(&permission, &base));
    }
    if rules.is_empty() { Err(Error::missing_parameter("IpPermissions")) } else { Ok(rules) }
}

/// The shorthand `CidrIp`, `IpProtocol`, `FromPort`, `ToPort` in the longer form.
fn flat(parameters: &Parameters) -> Parameters {
    let pairs = ["IpProtocol", "FromPort", "ToPort"]
        .into_iter()
        .map(|name| (name, name))
        .chain([("CidrIp", "IpRanges.1.CidrIp")]);
    let mut form = form_urlencoded::Serializer::new(String::new());
    pairs.filter_map(|(short, long)| Some((long, parameters.text(short)?))).for_each(|(name, value)| {
        form.append_pair(name, value);
    });
    Parameters::parse(form.finish().as_bytes())
}

fn sources(permission: &Parameters, base: &Rule) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (list, member) in
        [("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6"), ("PrefixListIds", "PrefixListId"), ("Groups", "GroupId")]
    {
        for source in permission.structures(list) {
            let value = source.text(member).map(ToOwned::to_owned);
            let mut rule = Rule { description: source.text("Description").map(ToOwned::to_owned), ..base.copy() };
            match member {
                "CidrIp" => rule.cidr_v4 = value,
                "CidrIpv6" => rule.cidr_v6 = value,
                "PrefixListId" => rule.prefix_list = value,
                _ => rule.referenced_group = value,
            }
            rules.push(rule);
        }
    }
    rules
}
