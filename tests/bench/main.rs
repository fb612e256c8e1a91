//! `make bench`: what the provider costs, as a table.
//!
//! Each folder here is one group of figures: it takes its samples, and says what is aimed at. To add one, write a
//! folder like `footprint` and name it in [`GROUPS`].
//!
//! The provider that is measured is a release build; the program that measures is a debug build, because a release
//! build of it would compile the AWS SDK once more. So what it does itself is kept out of the timed spans: keys are
//! made before the clock starts, the handshake line is read from the pipe in one blocking call, and answers are taken
//! as HTTP/2 frames, not decoded. What is left of it in the time of an answer is about a tenth of a millisecond: the
//! system calls, and encryption. Times of the CPU and memory are the provider's alone.
//!
//! Linux only: memory is read from `/proc`. A figure that misses its aim is no failure; one that cannot be measured is.

#[allow(dead_code, unused_imports, reason = "the tests need more of it")]
#[path = "../it/client/mod.rs"]
mod client;
mod connection;
#[allow(dead_code, reason = "groups that run on it come next")]
mod ec2;
#[allow(dead_code, reason = "groups that need more of it come next")]
mod figure;
mod footprint;
mod http2;
mod pacing;
mod plan;
mod policy;
mod provider;
mod report;
#[allow(dead_code, reason = "groups that need more of it come next")]
mod terraform;
mod waiting;

use std::{env, error::Error, path::Path, process::ExitCode};

use figure::Figure;
use provider::Provider;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]
fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench");
    match measure().and_then(|(providers, figures)| report::write(&folder, &providers, &figures)) {
        Ok(table) => {
            println!("{table}\nWritten to {}", folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("cannot measure: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A group of figures, of the providers. Ours is the first of them; the other, where there is one, is its peer.
type Group = fn(&[Provider]) -> Result<Vec<Figure>>;

/// In the order of the table.
const GROUPS: [(&str, Group); 5] = [
    ("footprint", footprint::measure),
    ("policy", policy::measure),
    ("plan", plan::measure),
    ("waiting", waiting::measure),
    ("pacing", pacing::measure),
];

fn measure() -> Result<(Vec<Provider>, Vec<Figure>)> {
    let providers = providers();
    let mut figures = Vec::new();
    for group in chosen()? {
        figures.extend(group(&providers)?);
    }
    Ok((providers, figures))
}

/// The groups that `BENCH_ONLY` names, separated by commas; all of them where it is not set.
fn chosen() -> Result<Vec<Group>> {
    let only = env::var("BENCH_ONLY").unwrap_or_default();
    let names: Vec<_> = only.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if let Some(unknown) = names.iter().find(|name| !GROUPS.iter().any(|(group, _)| group == *name)) {
        let known = GROUPS.map(|(name, _)| name).join(", ");
        return Err(format!("BENCH_ONLY={only}: there is no group {unknown:?}; there are {known}").into());
    }
    let chosen = GROUPS.into_iter().filter(|(name, _)| names.is_empty() || names.contains(name));
    Ok(chosen.map(|(_, group)| group).collect())
}

/// Ours, from `PROVIDER` or of this build's own profile, and the one to compare with, where `PEER` names one.
fn providers() -> Vec<Provider> {
    let named = |variable| env::var_os(variable).filter(|path| !path.is_empty());
    let ours = named("PROVIDER").unwrap_or_else(|| client::BINARY.into());
    [Some(ours), named("PEER")].into_iter().flatten().map(|path| Provider::new(path.into())).collect()
}
