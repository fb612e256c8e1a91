//! Compiles `proto/` without protoc: protox parses, tonic-prost-build generates.

use std::{env, error::Error, fs, path::PathBuf};

use protox::prost::Message as _;

const FILES: [&str; 4] =
    ["tfplugin6.proto", "go_plugin/broker.proto", "go_plugin/controller.proto", "go_plugin/stdio.proto"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=proto");

    let descriptors = protox::compile(FILES, ["proto"])?;
    let out = PathBuf::from(env::var("OUT_DIR")?).join("descriptors.bin");
    // Encoded before the generator takes the set; src/proto.rs embeds the file.
    fs::write(out, descriptors.encode_to_vec())?;

    tonic_prost_build::configure()
        // Connections are made by src/plugin (and by the tests): tonic's own
        // transport would bring a second TLS setup.
        .build_transport(false)
        .compile_fds(descriptors)?;
    Ok(())
}
