//! boto3, a client that none of us wrote, drives every operation; see `tests/moto/emulator.py`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use ec2_emulator::{Emulator, Options, Outcome};

#[test]
fn boto3_understands_every_operation_and_moto_answers_alike() {
    let emulator = Emulator::start(&Options::default()).unwrap();
    // The environment that `make moto` puts beside cargo's own output.
    let python = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("moto/bin/python");
    assert!(python.exists(), "{} is missing: `make moto` makes it, `make test` runs all", python.display());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/moto/emulator.py");
    let run = Command::new(python).arg(script).arg(emulator.url()).output().unwrap();
    let said = [run.stdout, run.stderr].concat();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&said));
    let calls = emulator.calls();
    let carried_out = calls.iter().filter(|call| call.outcome == Some(Outcome::Done));
    let carried_out: BTreeSet<_> = carried_out.map(|call| call.operation.as_str()).collect();
    let missing: Vec<_> = ec2_emulator::operations().filter(|name| !carried_out.contains(name)).collect();
    // Nobody may delete the only interfaces that there are.
    assert_eq!(missing, ["DeleteNetworkInterface"]);
}
