//! What a whole `terraform plan` costs where there is nothing to read: the processes, and what core and they have to say to
//! each other. Once with one resource, and once with 85 provider configurations of a resource each, which is the work of
//! issue 31722 of the AWS provider.

mod configuration;

use crate::{
    Result,
    figure::{Figure, Measure, Samples, Unit},
    provider::Provider,
    terraform::{Run, Workspace},
};
use configuration::Kind;

/// A plan to be measured: of so many provider configurations, so many times.
struct Case {
    configurations: usize,
    runs: usize,
    time: Measure,
    cpu: Measure,
    rss: Measure,
    pss: Measure,
}

/// Odd, so that the median is one of the runs.
const CASES: [Case; 2] = [
    Case {
        configurations: 1,
        runs: 7,
        time: Measure::new("plan of one resource", Unit::Milliseconds),
        cpu: Measure::new("plan of one resource: CPU time of all processes", Unit::Milliseconds),
        rss: Measure::new("plan of one resource: RSS of all plugins", Unit::Megabytes),
        pss: Measure::new("plan of one resource: PSS of all plugins", Unit::Megabytes),
    },
    Case {
        configurations: 85,
        runs: 3,
        time: Measure::new("plan with 85 aliases", Unit::Milliseconds).of_peer(0.5),
        cpu: Measure::new("plan with 85 aliases: CPU time of all processes", Unit::Milliseconds),
        rss: Measure::new("plan with 85 aliases: RSS of all plugins", Unit::Megabytes).of_peer(0.4),
        pss: Measure::new("plan with 85 aliases: PSS of all plugins", Unit::Megabytes),
    },
];

pub(crate) fn measure(providers: &[Provider]) -> Result<Vec<Figure>> {
    let kinds: Vec<_> = providers.iter().enumerate().map(|(place, provider)| Kind::of(provider, place == 0)).collect();
    let figures = CASES.iter().map(|case| case.measure(&kinds)).collect::<Result<Vec<_>>>()?;
    Ok(figures.into_iter().flatten().collect())
}

impl Case {
    /// All providers in turns, so that a busy moment of the machine counts for each of them.
    fn measure(&self, kinds: &[Kind]) -> Result<Vec<Figure>> {
        let workspaces = kinds.iter().map(|kind| kind.workspace(self.configurations)).collect::<Result<Vec<_>>>()?;
        // What a first run takes is that of the disk.
        let mut runs: Vec<Vec<Run>> =
            workspaces.iter().map(plan).map(|run| run.map(|_| Vec::new())).collect::<Result<_>>()?;
        for _ in 0..self.runs {
            for (workspace, runs) in workspaces.iter().zip(&mut runs) {
                runs.push(plan(workspace)?);
            }
        }
        Ok(self.figures(&runs))
    }

    fn figures(&self, runs: &[Vec<Run>]) -> Vec<Figure> {
        let figure = |measure, value: fn(&Run) -> f64| {
            runs.iter().enumerate().map(move |(provider, runs)| {
                let samples = Samples::new(runs.iter().map(value).collect());
                Figure { measure, provider, samples }
            })
        };
        let times = figure(self.time, Run::milliseconds);
        let cpu = figure(self.cpu, |run| run.cpu);
        let rss = figure(self.rss, |run| run.peak.rss / 1e6);
        let pss = figure(self.pss, |run| run.peak.pss / 1e6);
        times.chain(cpu).chain(rss).chain(pss).collect()
    }
}

/// One that has something to do: a plan without changes would not have asked for anything.
fn plan(workspace: &Workspace) -> Result<Run> {
    workspace.plan(&["-detailed-exitcode"])?.ended_with(2)
}
