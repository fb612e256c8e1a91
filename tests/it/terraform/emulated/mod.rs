//! The real `terraform` on the emulator, which behaves as EC2 does where moto does not: states that pass, interfaces,
//! names, refusals, faults on demand.

mod addresses;
mod before_apply;
mod changes;
mod concurrency;
mod counts;
mod cross_region;
mod destroy;
mod drift;
mod dualstack;
mod ec2_calls;
mod faults;
mod hcl;
mod import;
mod interfaces;
mod life;
mod policies;
mod preflight;
mod private_dns;
mod reads;
mod refusals;
mod refused_arguments;
mod removal;
mod swap;
mod unknown;
mod waiting;

use ec2_emulator::{Emulator, Options};

use super::ec2::Ec2;
use super::network::Network;
use super::workspace::Workspace;

/// An EC2 of a scenario's own, a network on it, and a workspace whose provider leads there.
struct Stage {
    emulator: Emulator,
    network: Network,
    terraform: Workspace,
}

impl Stage {
    fn new() -> Self {
        Self::with(&Options::default())
    }

    fn with(options: &Options) -> Self {
        let emulator = Emulator::start(options).expect("the emulator finds a port");
        let network = Network::on(Ec2::new(emulator.url(), Network::REGION));
        let terraform = Workspace::new(&network);
        Self { emulator, network, terraform }
    }
}
