//! Network ACLs: numbered rules for whole subnets.

use crate::call::{Answer, Call, done};
use crate::describe::{Described, describe};
use crate::error::Error;
use crate::kind::{self, Kind, new_id};
use crate::network::Network;
use crate::table::Row;
use crate::tags;
use crate::vpc::Vpc;
use crate::xml::Xml;

/// The number that EC2 writes for the last rule, which denies all.
const LAST: u16 = 32_767;

/// A network ACL.
#[derive(Debug)]
pub(crate) struct NetworkAcl {
    id: String,
    owner: String,
    pub(crate) vpc: String,
    /// Whether it came with the VPC.
    pub(crate) default: bool,
    entries: Vec<Entry>,
    /// `aclassoc-…` and the subnet, of subnets that were given this ACL explicitly.
    associations: Vec<(String, String)>,
}

#[derive(Debug)]
struct Entry {
    number: u16,
    egress: bool,
    protocol: String,
    action: String,
    v4: Option<String>,
    v6: Option<String>,
    ports: Option<(String, String)>,
}

impl Row for NetworkAcl {
    fn id(&self) -> &str {
        &self.id
    }
}

impl NetworkAcl {
    /// The ACL that a VPC comes with lets all through, one that is made nothing.
    pub(crate) fn new(vpc: &Vpc, default: bool) -> Self {
        let numbers: &[u16] = if default { &[100, LAST] } else { &[LAST] };
        let entry = |number: u16, egress| Entry {
            number,
            egress,
            protocol: "-1".to_owned(),
            action: if number == LAST { "deny" } else { "allow" }.to_owned(),
            v4: Some("0.0.0.0/0".to_owned()),
            v6: None,
            ports: None,
        };
        Self {
            id: kind::NETWORK_ACL.new_id(),
            owner: vpc.owner.clone(),
            vpc: vpc.id.clone(),
            default,
            entries: [true, false]
                .into_iter()
                .flat_map(|egress| numbers.iter().map(move |n| entry(*n, egress)))
                .collect(),
            associations: Vec::new(),
        }
    }

    /// Drops the association of a subnet that is gone.
    pub(crate) fn forget(&mut self, gone: &str) {
        self.associations.retain(|(_, subnet)| subnet != gone);
    }

    /// All associations: the default ACL has every subnet of the VPC that no other has. Those have made-up ids that
    /// stay the same.
    fn associations(&self, network: &Network) -> Vec<(String, String)> {
        let explicit =
            network.acls.iter().flat_map(|acl| &acl.associations).map(|(_, subnet)| subnet).collect::<Vec<_>>();
        let implicit = network.subnets.iter().filter(|subnet| self.default && subnet.vpc == self.vpc);
        let implicit = implicit.filter(|subnet| !explicit.contains(&&subnet.id));
        let implicit = implicit.map(|subnet| (subnet.id.replacen("subnet", "aclassoc", 1), subnet.id.clone()));
        self.associations.iter().cloned().chain(implicit).collect()
    }
}

impl Entry {
    fn xml(&self) -> Xml {
        let ports = self.ports.as_ref().map(|(from, to)| Xml::new().text("from", from).text("to", to));
        let entry = Xml::new()
            .text("ruleNumber", self.number.to_string())
            .text("protocol", &self.protocol)
            .text("ruleAction", &self.action)
            .flag("egress", self.egress)
            .optional("cidrBlock", self.v4.as_ref())
            .optional("ipv6CidrBlock", self.v6.as_ref());
        match ports {
            Some(ports) => entry.structure("portRange", ports),
            None => entry,
        }
    }
}

impl Described for NetworkAcl {
    const KIND: &'static Kind = &kind::NETWORK_ACL;
    const IDS: &'static str = "NetworkAclId";
    const FILTERS: &'static [&'static str] =
        &["association.subnet-id", "default", "network-acl-id", "owner-id", "vpc-id"];

    fn values(&self, filter: &str, network: &Network) -> Vec<String> {
        match filter {
            "association.subnet-id" => self.associations(network).into_iter().map(|(_, subnet)| subnet).collect(),
            "default" => vec![self.default.to_string()],
            "network-acl-id" => vec![self.id.clone()],
            "owner-id" => vec![self.owner.clone()],
            "vpc-id" => vec![self.vpc.clone()],
            _ => Vec::new(),
        }
    }

    fn xml(&self, network: &Network) -> Xml {
        let associations = self.associations(network).into_iter().map(|(id, subnet)| {
            Xml::new().text("networkAclAssociationId", id).text("networkAclId", &self.id).text("subnetId", subnet)
        });
        Xml::new()
            .text("networkAclId", &self.id)
            .text("vpcId", &self.vpc)
            .text("ownerId", &self.owner)
            .flag("default", self.default)
            .list("entrySet", self.entries.iter().map(Entry::xml))
            .list("associationSet", associations)
            .and(network.tags.xml(&self.id))
    }
}

/// `CreateNetworkAcl`
pub(crate) fn create(call: &mut Call) -> Answer {
    let vpc = call.network.vpc(call.parameters.required("VpcId")?)?;
    let tags = tags::on_create(call.parameters, &kind::NETWORK_ACL)?;
    let acl = NetworkAcl::new(vpc, false);
    call.network.tags.set(&acl.id, &tags);
    let answer = Xml::new().structure("networkAcl", acl.xml(call.network));
    call.network.acls.insert(acl);
    Ok(answer)
}

/// `DescribeNetworkAcls`
pub(crate) fn describe_acls(call: &mut Call) -> Answer {
    describe(call, &call.network.acls, "networkAclSet")
}

/// `DeleteNetworkAcl`, which an association prevents.
pub(crate) fn delete(call: &mut Call) -> Answer {
    let acl = acl(call)?;
    let id = acl.id.clone();
    if acl.default || !acl.associations.is_empty() {
        return Err(Error::dependency(&kind::NETWORK_ACL, &id));
    }
    call.network.acls.retain(|acl| acl.id != id);
    call.network.tags.forget(&id);
    done()
}

/// `CreateNetworkAclEntry`
pub(crate) fn create_entry(call: &mut Call) -> Answer {
    let parameters = call.parameters;
    let ports = parameters.structure("PortRange");
    let entry = Entry {
        number: parameters.number("RuleNumber")?.ok_or_else(|| Error::missing_parameter("RuleNumber"))?,
        egress: parameters.flag("Egress")? == Some(true),
        protocol: parameters.required("Protocol")?.to_owned(),
        action: parameters.required("RuleAction")?.to_owned(),
        v4: parameters.text("CidrBlock").map(ToOwned::to_owned),
        v6: parameters.text("Ipv6CidrBlock").map(ToOwned::to_owned),
        ports: ports.text("From").zip(ports.text("To")).map(|(from, to)| (from.to_owned(), to.to_owned())),
    };
    let acl = acl(call)?;
    if acl.entries.iter().any(|other| (other.number, other.egress) == (entry.number, entry.egress)) {
        let message = format!("The network acl entry identified by {} already exists.", entry.number);
        return Err(Error::new("NetworkAclEntryAlreadyExists", message));
    }
    acl.entries.push(entry);
    acl.entries.sort_by_key(|entry| (!entry.egress, entry.number));
    done()
}

/// `DeleteNetworkAclEntry`
pub(crate) fn delete_entry(call: &mut Call) -> Answer {
    let number: Option<u16> = call.parameters.number("RuleNumber")?;
    let egress = call.parameters.flag("Egress")? == Some(true);
    let acl = acl(call)?;
    let at = acl.entries.iter().position(|entry| Some(entry.number) == number && entry.egress == egress);
    let missing = || Error::new("InvalidNetworkAclEntry.NotFound", "The network acl entry does not exist");
    acl.entries.remove(at.ok_or_else(missing)?);
    done()
}

/// `ReplaceNetworkAclAssociation`: a subnet has always one ACL.
pub(crate) fn replace_association(call: &mut Call) -> Answer {
    let old = call.parameters.required("AssociationId")?;
    let all = call.network.acls.iter().flat_map(|acl| acl.associations(call.network));
    let subnet = all.into_iter().find(|(id, _)| id == old).map(|(_, subnet)| subnet);
    let missing = || Error::new("InvalidAssociationID.NotFound", format!("The association ID '{old}' does not exist"));
    let subnet = subnet.ok_or_else(missing)?;
    let target = acl(call)?.id.clone();
    call.network.acls.iter_mut().for_each(|acl| acl.forget(&subnet));
    let id = new_id("aclassoc");
    let acl = call.network.acls.find_mut(&target).filter(|acl| !acl.default);
    if let Some(acl) = acl {
        acl.associations.push((id.clone(), subnet));
        return Ok(Xml::new().text("newAssociationId", id));
    }
    Ok(Xml::new().text("newAssociationId", subnet.replacen("subnet", "aclassoc", 1)))
}

fn acl<'a>(call: &'a mut Call) -> Result<&'a mut NetworkAcl, Error> {
    let id = call.parameters.required("NetworkAclId")?;
    kind::NETWORK_ACL.check(id)?;
    call.network.acls.find_mut(id).ok_or_else(|| Error::not_found(&kind::NETWORK_ACL, id))
}
