//! An EC2 in memory to run `terraform` on, and what an endpoint stands in there.

use std::{collections::BTreeMap, ops::Deref};

use ec2_emulator::{Control, Emulator, Options};
use roxmltree::Document;

use crate::Result;

/// The Region of all that is measured.
pub(crate) const REGION: &str = "eu-central-1";

/// An emulator of the bench's own. It dereferences to the control of it.
pub(crate) struct Ec2 {
    emulator: Emulator,
}

/// A VPC with what an endpoint needs.
pub(crate) struct Network {
    pub(crate) vpc: String,
    /// In three Availability Zones.
    pub(crate) subnets: [String; 3],
    pub(crate) group: String,
}

impl Ec2 {
    pub(crate) fn start(options: &Options) -> Result<Self> {
        Ok(Self { emulator: Emulator::start(options)? })
    }

    pub(crate) fn url(&self) -> &str {
        self.emulator.url()
    }

    /// The block that leads our provider here, with `arguments` besides.
    pub(crate) fn provider_block(&self, arguments: &str) -> String {
        let url = self.url();
        format!(
            "provider \"lambda\" {{\n  region     = \"{REGION}\"\n  access_key = \"test\"\n  secret_key = \"test\"\n  \
             endpoints {{\n    ec2 = \"{url}\"\n    sts = \"{url}\"\n  }}\n{arguments}}}\n"
        )
    }

    /// Makes a VPC with room for 65,000 interfaces in three subnets.
    pub(crate) fn network(&self) -> Result<Network> {
        let vpc = self.create("CreateVpc", &[("CidrBlock", "10.0.0.0/16")], "vpcId")?;
        self.call("ModifyVpcAttribute", &[("VpcId", &vpc), ("EnableDnsHostnames.Value", "true")])?;
        let subnet = |zone: char, block: &str| {
            let zone = format!("{REGION}{zone}");
            let parameters = [("VpcId", vpc.as_str()), ("AvailabilityZone", &zone), ("CidrBlock", block)];
            self.create("CreateSubnet", &parameters, "subnetId")
        };
        let subnets = [subnet('a', "10.0.0.0/18")?, subnet('b', "10.0.64.0/18")?, subnet('c', "10.0.128.0/18")?];
        let group = [("VpcId", vpc.as_str()), ("GroupName", "callers"), ("GroupDescription", "callers")];
        let group = self.create("CreateSecurityGroup", &group, "groupId")?;
        Ok(Network { vpc, subnets, group })
    }

    /// How often each operation was called since the last reset.
    pub(crate) fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for call in self.calls() {
            *counts.entry(call.operation).or_default() += 1;
        }
        counts
    }

    /// Makes something, and returns its id: the text of the first element called `id` in the answer.
    pub(crate) fn create(&self, action: &str, parameters: &[(&str, &str)], id: &str) -> Result<String> {
        let answer = self.call(action, parameters)?;
        let document = Document::parse(&answer).map_err(|error| format!("{action}: {error}"))?;
        let found = document.descendants().find(|element| element.has_tag_name(id));
        let text = found.and_then(|element| element.text());
        Ok(text.ok_or_else(|| format!("{action}: no {id} in {answer}"))?.to_owned())
    }

    /// Makes a call of EC2's Query API.
    pub(crate) fn call(&self, action: &str, parameters: &[(&str, &str)]) -> Result<String> {
        // Nobody checks the signature, but the Region is read from it.
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential=test/20260101/{REGION}/ec2/aws4_request, SignedHeaders=host, Signature=0"
        );
        ureq::post(self.url())
            .header("Authorization", &authorization)
            .send_form([("Action", action), ("Version", "2016-11-15")].iter().chain(parameters).copied())
            .and_then(|mut response| response.body_mut().read_to_string())
            .map_err(|error| format!("{action} {parameters:?}: {error}").into())
    }
}

impl Deref for Ec2 {
    type Target = Control;

    fn deref(&self) -> &Control {
        &self.emulator
    }
}
