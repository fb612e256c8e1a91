//! What the fuzzer starts from, and what it has found, as tests.

use std::fs;
use std::path::Path;

use terraform_provider_lambda::policy::{at_position, equivalent, findings};

#[path = "../../fuzz/checks.rs"]
#[expect(unreachable_pub, reason = "the fuzzer has them in a crate of their own")]
mod checks;

#[test]
fn findings_hold_for_every_seed() {
    for_each_seed("findings", checks::check_findings);
}

#[test]
fn equivalence_holds_for_every_seed() {
    for_each_seed("equivalent", checks::check_equivalence);
}

fn for_each_seed(target: &str, check: impl Fn(&str)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds").join(target);
    let seeds: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(seeds.len() > 3, "{}", folder.display());
    for seed in seeds {
        check(&fs::read_to_string(&seed).unwrap());
    }
}
