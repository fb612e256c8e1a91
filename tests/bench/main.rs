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
//! `BENCH_ONLY=footprint,plan` measures these groups alone.
//!
//! Linux only: memory is read from `/proc`. A figure that misses its aim is no failure; one that cannot be measured is, and
//! so is one that is worse than [`budget`] allows.

mod budget;
mod chart;
#[allow(dead_code, unused_imports, reason = "the tests need more of it")]
#[path = "../it/client/mod.rs"]
mod client;
mod connection;
mod ec2;
mod figure;
mod fleet;
mod footprint;
mod growth;
mod http2;
mod pacing;
mod plan;
mod policy;
mod provider;
mod refresh;
mod report;
mod terraform;
mod waiting;

use std::{collections::BTreeMap, env, error::Error, ops::Range, path::Path, process::ExitCode};

use budget::Yardsticks;
use figure::{Figure, Samples};
use provider::Provider;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]
fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench");
    let reported = measure().and_then(|measured| {
        let table = report::write(&folder, &measured)?;
        Ok((table, budget::broken(&measured)?))
    });
    match reported {
        Ok((table, broken)) => {
            println!("{table}\nWritten to {}", folder.display());
            for line in &broken {
                eprintln!("over budget: {line}");
            }
            if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("cannot measure: {error}");
            ExitCode::FAILURE
        }
    }
}

/// All that a run has found out.
struct Measured {
    providers: Vec<Provider>,
    figures: Vec<Figure>,
    /// In the order of their figures.
    groups: Vec<Taken>,
    /// Whether every group was asked for.
    complete: bool,
}

/// A group that was measured.
struct Taken {
    name: &'static str,
    /// Where its figures are among all.
    figures: Range<usize>,
    /// What this machine takes for programs that are not ours, right before and after, by the program.
    yardsticks: BTreeMap<&'static str, Samples>,
}

/// A group of figures, of the providers. Ours is the first of them; the other, where there is one, is its peer.
type Group = fn(&[Provider]) -> Result<Vec<Figure>>;

/// In the order of the table.
const GROUPS: [(&str, Group); 7] = [
    ("footprint", footprint::measure),
    ("policy", policy::measure),
    ("plan", plan::measure),
    ("refresh", refresh::measure),
    ("growth", growth::measure),
    ("waiting", waiting::measure),
    ("pacing", pacing::measure),
];

fn measure() -> Result<Measured> {
    let (providers, chosen) = (providers(), chosen()?);
    let (mut figures, mut groups) = (Vec::new(), Vec::new());
    for (name, group) in &chosen {
        let (first, mut yardsticks) = (figures.len(), Yardsticks::default());
        yardsticks.measure()?;
        figures.extend(group(&providers)?);
        yardsticks.measure()?;
        groups.push(Taken { name, figures: first..figures.len(), yardsticks: yardsticks.samples() });
    }
    Ok(Measured { complete: groups.len() == GROUPS.len(), providers, figures, groups })
}

/// The groups that `BENCH_ONLY` names, separated by commas; all of them where it is not set.
fn chosen() -> Result<Vec<(&'static str, Group)>> {
    let only = env::var("BENCH_ONLY").unwrap_or_default();
    let names: Vec<_> = only.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if let Some(unknown) = names.iter().find(|name| !GROUPS.iter().any(|(group, _)| group == *name)) {
        let known = GROUPS.map(|(name, _)| name).join(", ");
        return Err(format!("BENCH_ONLY={only}: there is no group {unknown:?}; there are {known}").into());
    }
    Ok(GROUPS.into_iter().filter(|(name, _)| names.is_empty() || names.contains(name)).collect())
}

/// Ours, from `PROVIDER` or of this build's own profile, and the one to compare with, where `PEER` names one.
fn providers() -> Vec<Provider> {
    let named = |variable| env::var_os(variable).filter(|path| !path.is_empty());
    let ours = named("PROVIDER").unwrap_or_else(|| client::BINARY.into());
    [Some(ours), named("PEER")].into_iter().flatten().map(|path| Provider::new(path.into())).collect()
}
