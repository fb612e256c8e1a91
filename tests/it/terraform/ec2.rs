//! EC2's Query API, as far as the scenarios need it: to lay out a network, to look at an endpoint
//! without Terraform, and to change it behind Terraform's back.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};
use serde_json::Value;

/// One Region of an EC2: moto's, or an emulator's.
#[derive(Clone)]
pub(super) struct Ec2 {
    url: String,
    region: &'static str,
}

/// What `DescribeVpcEndpoints` says of one endpoint.
#[derive(Debug, PartialEq)]
pub(super) struct Endpoint {
    pub(super) id: String,
    pub(super) service: String,
    pub(super) kind: String,
    pub(super) subnets: BTreeSet<String>,
    pub(super) groups: BTreeSet<String>,
    pub(super) private_dns: bool,
    pub(super) policy: Value,
    pub(super) tags: BTreeMap<String, String>,
}

impl Ec2 {
    pub(super) fn new(url: &str, region: &'static str) -> Self {
        Self { url: url.to_owned(), region }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn region(&self) -> &'static str {
        self.region
    }

    pub(super) fn create_vpc(&self) -> String {
        self.create("CreateVpc", &[("CidrBlock", "10.0.0.0/16")], "vpcId")
    }

    /// Turns on what private DNS needs and a VPC has not from the start.
    pub(super) fn enable_dns_hostnames(&self, vpc: &str) {
        self.call("ModifyVpcAttribute", &[("VpcId", vpc), ("EnableDnsHostnames.Value", "true")]);
    }

    /// `zone` is a letter; the subnet's addresses follow from it.
    pub(super) fn create_subnet(&self, vpc: &str, zone: char) -> String {
        let network = u32::from(zone) - u32::from('a');
        self.create(
            "CreateSubnet",
            &[
                ("VpcId", vpc),
                ("AvailabilityZone", &format!("{}{zone}", self.region)),
                ("CidrBlock", &format!("10.0.{network}.0/24")),
            ],
            "subnetId",
        )
    }

    pub(super) fn create_security_group(&self, vpc: &str, name: &str) -> String {
        self.create(
            "CreateSecurityGroup",
            &[("VpcId", vpc), ("GroupName", name), ("GroupDescription", name)],
            "groupId",
        )
    }

    /// Makes a Lambda endpoint as somebody without Terraform would, and returns its id.
    pub(super) fn create_endpoint(&self, vpc: &str, subnet: &str, group: &str, policy: &str) -> String {
        self.create(
            "CreateVpcEndpoint",
            &[
                ("VpcId", vpc),
                ("VpcEndpointType", "Interface"),
                ("ServiceName", &format!("com.amazonaws.{}.lambda", self.region)),
                ("SubnetId.1", subnet),
                ("SecurityGroupId.1", group),
                ("PolicyDocument", policy),
                ("PrivateDnsEnabled", "false"),
            ],
            "vpcEndpointId",
        )
    }

    pub(super) fn set_policy(&self, endpoint: &str, policy: &str) {
        self.call("ModifyVpcEndpoint", &[("VpcEndpointId", endpoint), ("PolicyDocument", policy)]);
    }

    pub(super) fn add_subnet(&self, endpoint: &str, subnet: &str) {
        self.call("ModifyVpcEndpoint", &[("VpcEndpointId", endpoint), ("AddSubnetId.1", subnet)]);
    }

    pub(super) fn add_security_group(&self, endpoint: &str, group: &str) {
        self.call("ModifyVpcEndpoint", &[("VpcEndpointId", endpoint), ("AddSecurityGroupId.1", group)]);
    }

    pub(super) fn set_tag(&self, resource: &str, key: &str, value: &str) {
        self.call("CreateTags", &[("ResourceId.1", resource), ("Tag.1.Key", key), ("Tag.1.Value", value)]);
    }

    pub(super) fn delete_endpoint(&self, endpoint: &str) {
        self.call("DeleteVpcEndpoints", &[("VpcEndpointId.1", endpoint)]);
    }

    /// The VPC's endpoints, less the deleted ones, which moto shows for ever.
    pub(super) fn endpoints(&self, vpc: &str) -> Vec<Endpoint> {
        let answer = self.call("DescribeVpcEndpoints", &[("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", vpc)]);
        let document = parse(&answer);
        items(document.root_element(), "vpcEndpointSet")
            .filter(|item| text(*item, "state") != "deleted")
            .map(Endpoint::from_xml)
            .collect()
    }

    /// The VPC's one endpoint.
    pub(super) fn endpoint(&self, vpc: &str) -> Endpoint {
        let mut endpoints = self.endpoints(vpc);
        assert_eq!(endpoints.len(), 1, "{endpoints:#?}");
        endpoints.remove(0)
    }

    fn create(&self, action: &str, parameters: &[(&str, &str)], id: &str) -> String {
        text(parse(&self.call(action, parameters)).root_element(), id).to_owned()
    }

    fn call(&self, action: &str, parameters: &[(&str, &str)]) -> String {
        // Nobody checks the signature, but the Region is read the Region from where one names it.
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential=test/20260101/{}/ec2/aws4_request, SignedHeaders=host, Signature=0",
            self.region
        );
        ureq::post(&self.url)
            .header("Authorization", &authorization)
            .send_form([("Action", action), ("Version", "2016-11-15")].iter().chain(parameters).copied())
            .and_then(|mut response| response.body_mut().read_to_string())
            .unwrap_or_else(|error| panic!("{action} {parameters:?}: {error}"))
    }
}

impl Endpoint {
    fn from_xml(item: Node) -> Self {
        let tags = items(item, "tagSet").map(|tag| (text(tag, "key").to_owned(), text(tag, "value").to_owned()));
        Self {
            id: text(item, "vpcEndpointId").to_owned(),
            service: text(item, "serviceName").to_owned(),
            kind: text(item, "vpcEndpointType").to_owned(),
            subnets: items(item, "subnetIdSet").map(value).collect(),
            groups: items(item, "groupSet").map(|group| text(group, "groupId").to_owned()).collect(),
            private_dns: text(item, "privateDnsEnabled") == "true",
            policy: serde_json::from_str(text(item, "policyDocument")).expect("a JSON policy"),
            tags: tags.collect(),
        }
    }
}

fn parse(xml: &str) -> Document<'_> {
    Document::parse(xml).unwrap_or_else(|error| panic!("{error}: {xml}"))
}

/// The text of the first element called `name` below `node`; empty when there is none.
fn text<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.descendants().find(|element| element.has_tag_name(name)).and_then(|element| element.text()).unwrap_or_default()
}

/// The `<item>`s of the list called `name`.
fn items<'a, 'i>(node: Node<'a, 'i>, name: &str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants()
        .find(|element| element.has_tag_name(name))
        .into_iter()
        .flat_map(|list| list.children().filter(Node::is_element))
}

fn value(item: Node) -> String {
    item.text().unwrap_or_default().to_owned()
}
