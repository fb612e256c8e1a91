//! What one process of a provider costs, from its start to its end. Terraform starts three of them for every plan and
//! provider configuration.

mod cpu;
mod memory;
mod schema;
mod shutdown;
mod size;
mod start;
mod threads;

use crate::{
    Result,
    connection::Address,
    figure::{Figure, Measure, Samples},
    http2::Connection,
    provider::Provider,
};

/// Odd, so that the median is one of them.
const RUNS: usize = 11;

/// One process each; all measure the same things in the same order.
type Run = Vec<(Measure, f64)>;

/// Runs all providers in turns, so that a busy moment of the machine counts for each of them.
pub(crate) fn measure(providers: &[Provider]) -> Result<Vec<Figure>> {
    // Into the page cache.
    for provider in providers {
        run(provider)?;
    }
    let mut runs: Vec<Vec<Run>> = providers.iter().map(|_| Vec::new()).collect();
    for _ in 0..RUNS {
        for (provider, runs) in providers.iter().zip(&mut runs) {
            runs.push(run(provider)?);
        }
    }
    Ok(figures(&runs))
}

fn run(provider: &Provider) -> Result<Run> {
    let (process, start) = start::measure(provider)?;
    let address = Address::parse(&process.line)?;
    let mut connection = Connection::over(address.connect(&process.certificate)?)?;
    open_streams(&mut connection)?;
    let schema = schema::measure(&mut connection, address.protocol)?;
    let (cpu, memory, threads) = (cpu::measure(&process)?, memory::measure(&process)?, threads::measure(&process)?);
    let shutdown = shutdown::measure(process, connection)?;
    let size = size::measure(provider)?;
    Ok([start, schema, cpu].into_iter().chain(memory).chain([threads, shutdown, size]).collect())
}

/// The streams that core opens on every connection and keeps open.
fn open_streams(connection: &mut Connection<impl crate::connection::Stream>) -> Result<()> {
    connection.request("/plugin.GRPCBroker/StartStream", false)?;
    connection.request("/plugin.GRPCStdio/StreamStdio", true)?;
    Ok(())
}

fn figures(runs: &[Vec<Run>]) -> Vec<Figure> {
    let measures = runs[0][0].iter().map(|(measure, _)| *measure);
    let figure = |place: usize, measure, provider: usize| {
        let samples = runs[provider].iter().map(|run| run[place].1).collect();
        Figure { measure, provider, samples: Samples::new(samples) }
    };
    let of_all = |(place, measure)| (0..runs.len()).map(move |provider| figure(place, measure, provider));
    measures.enumerate().flat_map(of_all).collect()
}
