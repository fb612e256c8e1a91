//! Every error code of EC2 that the provider's calls can get, and what the user sees. The page docs/guides/errors.md is
//! made from the same table.

mod page;
mod table;
mod wire;

use std::collections::BTreeMap;
use std::time::Duration;

use ec2_emulator::{Emulator, Fault, Options, Timing};
use futures_util::future::join_all;

use self::table::{Call, Reaction, Row, SECTIONS};
use self::wire::{Told, Wire};
use crate::terraform::ec2::Ec2;
use crate::terraform::network::Network;

#[tokio::test]
async fn every_refusal_is_answered_as_the_table_says() {
    let (repeated, said): (Vec<_>, Vec<_>) = rows().partition(|row| row.reaction == Reaction::Repeats);
    // Repeating takes its time, so each has an EC2 of its own; what is said is said at once.
    let mut groups: Vec<_> = repeated.into_iter().map(|row| vec![row]).collect();
    groups.push(said);
    let failures: Vec<_> = join_all(groups.into_iter().map(failures)).await.into_iter().flatten().collect();
    assert!(failures.is_empty(), "{} of the table's claims are wrong:\n\n{}", failures.len(), failures.join("\n\n"));
}

/// A code has one row for each meaning, and a meaning that does not depend on the message has one row.
#[test]
fn no_row_stands_twice() {
    let mut seen = BTreeMap::new();
    for row in rows() {
        assert_eq!(seen.insert((row.code, row.message), row.when), None, "{}", row.code);
    }
}

/// The id of an endpoint that does not exist.
const GONE: &str = "vpce-00000000000000000";

/// No answer takes near as long.
const LONGEST: Duration = Duration::from_secs(15);

fn rows() -> impl Iterator<Item = &'static Row> {
    SECTIONS.iter().flat_map(|section| section.rows)
}

/// What is not as these rows say.
async fn failures(rows: Vec<&'static Row>) -> Vec<String> {
    let scene = Scene::new().await;
    let mut failures = Vec::new();
    for row in rows {
        for &call in row.calls {
            failures.extend(scene.failure(row, call).await);
        }
    }
    failures
}

/// An EC2 with an endpoint, and a provider that is connected to it.
struct Scene {
    emulator: Emulator,
    network: Network,
    wire: Wire,
}

impl Scene {
    async fn new() -> Self {
        let emulator =
            Emulator::start(&Options { timing: Timing::immediate(), endpoints_per_vpc: 1000, ..Options::default() });
        let emulator = emulator.expect("the emulator finds a port");
        let network = Network::on(Ec2::new(emulator.url(), Network::REGION));
        let wire = Wire::to(network.ec2.url()).await;
        Self { emulator, network, wire }
    }

    /// What is wrong when EC2 answers `call` as in `row`, if anything is.
    async fn failure(&self, row: &Row, call: Call) -> Option<String> {
        let (operation, once) = (call.operation(), row.reaction == Reaction::Repeats);
        let endpoint = if row.reaction == Reaction::Accepts { GONE.to_owned() } else { self.endpoint() };
        let fault = Fault::error(operation, row.code, row.message, row.status);
        self.emulator.inject(if once { fault } else { fault.always() });
        self.emulator.reset_calls();
        let does = tokio::time::timeout(LONGEST, self.wire.does(call, &self.network, &endpoint)).await;
        let Ok(told) = does else { return Some(format!("{} on {operation} ({call:?}) takes for ever", row.code)) };
        let calls = self.emulator.count(operation);
        self.emulator.clear_faults();
        let met = match row.reaction {
            Reaction::Says(remedy) => calls == 1 && matches!(&told[..], [error] if says(error, row, call, remedy)),
            Reaction::Repeats => calls > 1 && told.is_empty(),
            Reaction::Accepts => calls == 1 && told.is_empty(),
        };
        (!met).then(|| {
            format!("{} on {operation} ({call:?}), {calls} calls; expected {:?}, got {told:#?}", row.code, row.reaction)
        })
    }

    fn endpoint(&self) -> String {
        let Network { ec2, vpc, subnets, groups } = &self.network;
        ec2.create_endpoint(vpc, &subnets[0], &groups[0], wire::POLICY)
    }
}

/// Whether the error names the operation, what EC2 said, the code and the remedy, on the argument at fault.
fn says(error: &Told, row: &Row, call: Call, remedy: &str) -> bool {
    let refused = format!("EC2 refused {}: {}", call.operation(), row.message.trim_end_matches('.'));
    error.is_error
        && error.summary == call.summary()
        && error.argument == row.argument_of(call).unwrap_or_default()
        && error.detail.contains(&refused)
        && error.detail.contains(&format!("Error code: {}", row.code))
        && error.detail.contains(&remedy.replace("OPERATION", call.operation()))
}
