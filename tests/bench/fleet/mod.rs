//! Any number of endpoints, in an EC2 in memory and in a state of Terraform's that knows them all.
//!
//! Only the first is made by `terraform apply`, which takes longer for each further one: at 500 it takes a quarter of a
//! minute, and none of it is the provider's. The others are made by EC2's API with the same parameters, and their part
//! of the state is that of the first with the words exchanged by which EC2's own descriptions of both differ. That no
//! plan finds a change is what makes sure of it.

mod configuration;
mod description;
mod state;

use ec2_emulator::{Options, Timing};

use crate::{
    Result,
    ec2::{Ec2, Network},
    provider::Provider,
    terraform::{Run, Source, Workspace},
};
use description::Description;
use state::Template;

/// So many are described in one page.
const PAGE: usize = 1_000;

/// The endpoints stand in three zones of one VPC.
pub(crate) struct Fleet {
    ec2: Ec2,
    network: Network,
    workspace: Workspace,
    template: Template,
    /// What EC2 says of each, in the order in which they were made.
    descriptions: Vec<Description>,
}

impl Fleet {
    /// Of one endpoint.
    pub(crate) fn new(ours: &Provider) -> Result<Self> {
        let immediate = Options { timing: Timing::immediate(), endpoints_per_vpc: usize::MAX, ..Options::default() };
        let ec2 = Ec2::start(&immediate)?;
        let (network, workspace) = (ec2.network()?, Workspace::new(&Source::ours(ours))?);
        workspace.write("main.tf", &configuration::text(&ec2, &network, 1, true))?;
        workspace.apply(&[])?.succeeded()?;
        // The endpoint was read before it got its policy.
        workspace.apply(&["-refresh-only"])?.succeeded()?;
        let template = Template::read(&workspace.state()?)?;
        let descriptions = described(&ec2)?;
        Ok(Self { ec2, network, workspace, template, descriptions })
    }

    /// Makes more, until there are `size`.
    pub(crate) fn grow(&mut self, size: usize) -> Result<()> {
        let parameters = configuration::parameters(&self.network, self.descriptions[0].subnets()?);
        for _ in self.descriptions.len()..size {
            self.ec2.call("CreateVpcEndpoint", &parameters)?;
        }
        self.descriptions = described(&self.ec2)?;
        if self.descriptions.len() == size { Ok(()) } else { Err("EC2 shows another number of endpoints".into()) }
    }

    /// Has the plans to come be about all endpoints, and a `lambda_endpoint_policy` for each of them if asked.
    pub(crate) fn lay_out(&self, policies: bool) -> Result<()> {
        let text = configuration::text(&self.ec2, &self.network, self.descriptions.len(), policies);
        self.workspace.write("main.tf", &text)?;
        self.workspace.write("terraform.tfstate", &self.template.state(&self.descriptions, policies)?)
    }

    /// `terraform plan`, which reads everything and must not find a change. The calls of it are those since the reset
    /// that it begins with.
    pub(crate) fn plan(&self) -> Result<Run> {
        self.ec2.reset_calls();
        self.workspace.plan(&["-detailed-exitcode"])?.ended_with(0)
    }

    pub(crate) fn ec2(&self) -> &Ec2 {
        &self.ec2
    }
}

/// All endpoints, page by page.
fn described(ec2: &Ec2) -> Result<Vec<Description>> {
    let mut descriptions = Vec::new();
    let mut next = String::new();
    loop {
        let size = PAGE.to_string();
        let parameters = [("MaxResults", size.as_str()), ("NextToken", &next)];
        let parameters = if next.is_empty() { &parameters[..1] } else { &parameters[..] };
        let (page, token) = description::read(&ec2.call("DescribeVpcEndpoints", parameters)?)?;
        descriptions.extend(page);
        let Some(token) = token else { return Ok(descriptions) };
        next = token;
    }
}
