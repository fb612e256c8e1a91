//! The provider block and the environment, through the real `terraform`: each source of credentials and each argument with
//! a real server on loopback at its other end.

mod accounts;
mod credentials;
mod errors;
mod guide;
mod paste;
mod reattached;
mod roles;
mod secrets;
mod tags;
mod transport;

use std::net::SocketAddr;

use ec2_emulator::{CallRecord, Emulator, Options};

use super::ec2::Ec2;
use super::network::Network;
use super::run::Run;
use super::workspace::{Workspace, required_provider};

/// One endpoint, which exists already: its import makes each plan ask EC2.
const ENDPOINT: &str = "resource \"lambda_vpc_endpoint\" \"it\" {\n  vpc_id     = var.network.vpc\n  subnet_ids = [var.network.subnets[0]]\n}\n";

const POLICY: &str = r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;

const KEYS: &str = "access_key = \"AKIAPROVIDERBLOCK\"\nsecret_key = \"block-secret\"";

/// An EC2 and an STS, a network, and a workspace without a provider block. Nothing of the environment is set.
struct Setting {
    emulator: Emulator,
    terraform: Workspace,
}

impl Setting {
    fn new() -> Self {
        let emulator = Emulator::start(&Options::default()).expect("the emulator finds a port");
        let network = Network::on(Ec2::new(emulator.url(), Network::REGION));
        let terraform = Workspace::empty();
        terraform.declare("network", &network.to_variable());
        terraform.write("provider.tf", &required_provider());
        let id = network.ec2.create_endpoint(&network.vpc, &network.subnets[0], &network.groups[0], POLICY);
        let import = format!("import {{\n  to = lambda_vpc_endpoint.it\n  id = \"{id}\"\n}}\n");
        terraform.write("main.tf", &format!("{ENDPOINT}{import}"));
        terraform.init();
        emulator.reset_calls();
        Self { emulator, terraform }
    }

    /// Makes `arguments` the provider block, with the emulator's URLs and the Region.
    fn block(&self, arguments: &str) {
        let url = self.emulator.url();
        let region = Network::REGION;
        self.bare_block(&format!(
            "region = \"{region}\"\nendpoints {{\n  ec2 = \"{url}\"\n  sts = \"{url}\"\n}}\n{arguments}"
        ));
    }

    /// Makes `arguments` the whole provider block.
    fn bare_block(&self, arguments: &str) {
        let source = required_provider();
        self.terraform.write("provider.tf", &format!("{source}\nprovider \"lambda\" {{\n{arguments}\n}}\n"));
    }

    /// Plans with this provider block. The plan asks EC2 for the endpoint.
    fn plan(&self, arguments: &str) -> Run {
        self.block(arguments);
        self.terraform.plan_again(&[])
    }

    /// Panics unless a plan with this provider block succeeds and all that it asks of EC2 is signed by `key`.
    #[track_caller]
    fn plans_as(&self, arguments: &str, key: &str) {
        self.plan(arguments).succeeded();
        let keys: Vec<_> = self.ec2_calls().into_iter().map(|call| call.access_key).collect();
        assert!(!keys.is_empty() && keys.iter().all(|signed| signed.starts_with(key)), "{key}: {keys:?}");
    }

    fn ec2_calls(&self) -> Vec<CallRecord> {
        let sts = ["GetCallerIdentity", "AssumeRole", "AssumeRoleWithWebIdentity"];
        self.emulator.calls().into_iter().filter(|call| !sts.contains(&call.operation.as_str())).collect()
    }

    fn calls_of(&self, operation: &str) -> Vec<CallRecord> {
        self.emulator.calls().into_iter().filter(|call| call.operation == operation).collect()
    }

    /// Host and port of the emulator.
    fn address(&self) -> SocketAddr {
        self.emulator.url().trim_start_matches("http://").parse().expect("the URL is one of an address")
    }
}
