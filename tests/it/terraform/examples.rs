//! The configurations in `examples/` and in README.md are what users copy: each is well formatted and valid.

use std::fs;
use std::path::Path;

use super::workspace::Workspace;

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");

#[test]
fn examples_are_formatted() {
    Workspace::empty().run(&["fmt", "-check", "-diff", "-recursive", EXAMPLES]).succeeded();
}

#[test]
fn examples_are_valid() {
    let provider = Path::new(EXAMPLES).join("provider");
    validate(&[&provider]);
    validate(&[&Path::new(EXAMPLES).join("demo")]);
    for kind in ["resources", "data-sources", "functions"] {
        for entry in fs::read_dir(Path::new(EXAMPLES).join(kind)).expect("there are examples") {
            // A page assumes that the provider is configured.
            validate(&[&provider, &entry.expect("a directory").path()]);
        }
    }
}

#[test]
fn the_example_of_the_readme_is_formatted_and_valid() {
    let readme = include_str!("../../../README.md");
    let (_, rest) = readme.split_once("```hcl\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    let terraform = Workspace::empty();
    terraform.write("main.tf", example);

    terraform.run(&["fmt", "-check", "-diff"]).succeeded();
    terraform.init();
    terraform.run(&["validate"]).succeeded();
}

/// Validates the files of `directories` as one configuration.
fn validate(directories: &[&Path]) {
    let terraform = Workspace::empty();
    for file in directories.iter().flat_map(|directory| fs::read_dir(directory).expect("a directory")) {
        let path = file.expect("a file").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        terraform.write(&name, &fs::read_to_string(&path).expect("text"));
    }
    terraform.init();
    terraform.run(&["validate"]).succeeded();
}
