//! The command line. Core passes no arguments; these are for people.

use std::ffi::OsString;

use super::{Identity, error::StartError};

/// What the process is asked to do.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mode {
    Serve,
    Debug,
    Help,
    Version,
}

/// Takes one argument at most. A single dash does too, as in Go's providers.
pub(super) fn parse(identity: &Identity, args: impl Iterator<Item = OsString>) -> Result<Mode, StartError> {
    let args: Vec<_> = args.collect();
    let [arg] = args.as_slice() else {
        return match args.get(1) {
            None => Ok(Mode::Serve),
            Some(second) => Err(unexpected(identity, second)),
        };
    };
    match arg.to_str() {
        Some("--debug" | "-debug") => Ok(Mode::Debug),
        Some("--help" | "-help" | "-h") => Ok(Mode::Help),
        Some("--version" | "-version" | "-V") => Ok(Mode::Version),
        _ => Err(unexpected(identity, arg)),
    }
}

/// The text of `--help`.
pub(super) fn help(identity: &Identity) -> String {
    format!(
        "{identity}

A plugin of Terraform and OpenTofu, which start it themselves.

Usage: {binary} [--debug | --help | --version]

  --debug    serve until SIGINT or SIGTERM, and print the environment variable
             that makes Terraform and OpenTofu use this process
  --help     print this text
  --version  print the name and the version

Environment:
  {variable}, TF_LOG_PROVIDER, TF_LOG
             log level (trace, debug, info, warn, error, off; json is trace);
             the first that is set counts
  TMPDIR     where the directory of the socket is made",
        binary = identity.binary(),
        variable = super::log::variable(identity),
    )
}

fn unexpected(identity: &Identity, arg: &OsString) -> StartError {
    let binary = identity.binary();
    StartError::text(format!("{binary}: unexpected argument {}; see {binary} --help", arg.display()))
}
