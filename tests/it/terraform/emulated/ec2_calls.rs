//! Calls to EC2: those that the emulator saw, and those that a scenario makes itself, behind Terraform's back.

use std::collections::BTreeMap;

use ec2_emulator::{CallRecord, Options, Outcome, Timing};
use roxmltree::Document;

use super::super::ec2::{Ec2, Endpoint};
use super::Stage;
use super::hcl::IT;

/// `VpcEndpointId` and so on, with their values.
pub(super) type Parameters = BTreeMap<String, String>;

impl Stage {
    /// On an EC2 that does everything at once, for what does not depend on the passing of states.
    pub(super) fn immediate() -> Self {
        Self::with(&Options { timing: Timing::immediate(), ..Options::default() })
    }

    /// The VPC's one endpoint.
    #[track_caller]
    pub(super) fn shown(&self) -> Endpoint {
        self.network.ec2.endpoint(&self.network.vpc)
    }

    /// The parameters of the calls of `operation` that were carried out since the last reset.
    pub(super) fn done(&self, operation: &str) -> Vec<Parameters> {
        let calls = self.emulator.calls().into_iter();
        let done = calls.filter(|call| call.operation == operation && call.outcome == Some(Outcome::Done));
        done.map(|call| call.parameters).collect()
    }

    /// Operation and code of the calls that were refused since the last reset.
    pub(super) fn refused(&self) -> Vec<(String, String)> {
        let refusal = |call: CallRecord| match call.outcome {
            Some(Outcome::Refused(code)) => Some((call.operation, code)),
            _ => None,
        };
        self.emulator.calls().into_iter().filter_map(refusal).collect()
    }

    /// How often each operation was called since the last reset.
    pub(super) fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for call in self.emulator.calls() {
            *counts.entry(call.operation).or_default() += 1;
        }
        counts
    }

    /// Makes a call without Terraform. Panics when it is refused.
    #[track_caller]
    pub(super) fn call(&self, action: &str, parameters: &[(&str, &str)]) -> String {
        call(&self.network.ec2, action, parameters)
    }

    /// Applies `main`; panics unless that changes the endpoint in place and leaves nothing to do. Returns what
    /// `ModifyVpcEndpoint` was asked for, save the endpoint's id.
    #[track_caller]
    pub(super) fn changes_to(&self, main: &str) -> Vec<Parameters> {
        self.emulator.reset_calls();
        let run = self.terraform.apply(main).succeeded();
        assert_eq!(run.actions(), [format!("update {IT}")]);
        let mut asked = self.done("ModifyVpcEndpoint");
        for parameters in &mut asked {
            parameters.remove("VpcEndpointId");
        }
        self.terraform.has_no_changes();
        asked
    }
}

/// Makes a call of EC2's Query API. Panics when it is refused.
#[track_caller]
pub(super) fn call(ec2: &Ec2, action: &str, parameters: &[(&str, &str)]) -> String {
    let region = ec2.region();
    let authorization =
        format!("AWS4-HMAC-SHA256 Credential=test/20260101/{region}/ec2/aws4_request, SignedHeaders=host, Signature=0");
    ureq::post(ec2.url())
        .header("Authorization", &authorization)
        .send_form([("Action", action), ("Version", "2016-11-15")].iter().chain(parameters).copied())
        .and_then(|mut response| response.body_mut().read_to_string())
        .unwrap_or_else(|error| panic!("{action} {parameters:?}: {error}"))
}

/// The text of the first element called `name` in an answer.
#[track_caller]
pub(super) fn text(answer: &str, name: &str) -> String {
    let document = Document::parse(answer).unwrap();
    let found = document.descendants().find(|element| element.has_tag_name(name));
    found.and_then(|element| element.text()).unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
}

/// The names of a call's parameters, in the order of their text.
pub(super) fn names(parameters: &Parameters) -> Vec<&str> {
    parameters.keys().map(String::as_str).collect()
}
