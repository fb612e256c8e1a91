//! What times are held against: how long this machine takes, during this run, for programs that have nothing of ours.

use std::{
    collections::BTreeMap,
    env,
    process::{Command, Stdio},
    time::Instant,
};

use crate::{Result, figure::Samples};

/// The one is beside a process of ours, which the kernel has to make, map and clean up as well; the other beside a plan, in
/// which the same program does the same and more.
const PROGRAMS: [&str; 2] = ["true", "terraform version"];
/// For each time that samples are taken. Odd, so that the median is one of the runs.
const RUNS: usize = 11;

/// The times of each program in milliseconds, from several moments of a run.
#[derive(Default)]
pub(crate) struct Yardsticks(BTreeMap<&'static str, Vec<f64>>);

impl Yardsticks {
    /// Takes some more samples, of all programs in turns.
    pub(crate) fn measure(&mut self) -> Result<()> {
        for program in PROGRAMS {
            time(program)?; // into the page cache
        }
        for program in [PROGRAMS; RUNS].into_iter().flatten() {
            self.0.entry(program).or_default().push(time(program)?);
        }
        Ok(())
    }

    /// By the program.
    pub(crate) fn samples(self) -> BTreeMap<&'static str, Samples> {
        self.0.into_iter().map(|(program, times)| (program, Samples::new(times))).collect()
    }
}

fn time(program: &'static str) -> Result<f64> {
    let mut words = program.split(' ');
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).env_clear().envs(env::var_os("PATH").map(|path| ("PATH", path)));
    command.env("CHECKPOINT_DISABLE", "1").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let begin = Instant::now();
    let status = command.status().map_err(|error| format!("{program}: {error}"))?;
    let time = begin.elapsed();
    if status.success() { Ok(time.as_secs_f64() * 1e3) } else { Err(format!("{program}: {status}").into()) }
}
