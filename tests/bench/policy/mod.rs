//! What it takes to read, judge and compare an endpoint policy: the functions that do so, called over the wire. Every plan
//! does as much for each policy, without the wire.

mod documents;

use std::time::Instant;

use prost::Message;
use terraform_provider_lambda::proto::tfplugin6 as proto;

use crate::{
    Result,
    connection::{Address, Stream},
    figure::{Figure, Measure, Samples, Unit},
    http2::Connection,
    provider::Provider,
};

/// Odd, so that the median is one of them.
const RUNS: usize = 11;
const PATH: &str = "/tfplugin6.Provider/CallFunction";

/// Of our own provider alone, which has these functions and is the first of all.
pub(crate) fn measure(providers: &[Provider]) -> Result<Vec<Figure>> {
    let (process, _) = providers[0].start()?;
    let address = Address::parse(&process.line)?;
    let mut connection = Connection::over(address.connect(&process.certificate)?)?;
    let (example, long) = (documents::example(), documents::long());
    let findings = |name, policy: &[String; 2]| (measured(name), request("policy_findings", &policy[..1]));
    let equivalent = |name, policy: &[String; 2]| (measured(name), request("policy_equivalent", policy));
    let calls = [
        findings("policy_findings: one function", &example),
        equivalent("policy_equivalent: one function", &example),
        findings("policy_findings: 20 KB", &long),
        equivalent("policy_equivalent: 20 KB", &long),
    ];
    calls.into_iter().map(|(measure, request)| figure(&mut connection, measure, &request)).collect()
}

fn measured(name: &'static str) -> Measure {
    Measure::new(name, Unit::Milliseconds)
}

fn figure(connection: &mut Connection<impl Stream>, measure: Measure, request: &[u8]) -> Result<Figure> {
    time(connection, request)?; // what a first call takes is not the policy's
    let samples = (0..RUNS).map(|_| time(connection, request)).collect::<Result<_>>()?;
    Ok(Figure { measure, provider: 0, samples: Samples::new(samples) })
}

/// Milliseconds from the request to the last byte of an answer without an error.
fn time(connection: &mut Connection<impl Stream>, request: &[u8]) -> Result<f64> {
    let begin = Instant::now();
    let answer = connection.call_with(PATH, request)?;
    let time = begin.elapsed();
    let answer = proto::call_function::Response::decode(answer.as_slice())?;
    match answer.error {
        Some(error) => Err(error.text.into()),
        None => Ok(time.as_secs_f64() * 1e3),
    }
}

fn request(name: &str, arguments: &[String]) -> Vec<u8> {
    let argument = |text: &String| {
        let json = serde_json::Value::String(text.clone()).to_string().into_bytes();
        proto::DynamicValue { msgpack: Vec::new(), json }
    };
    let arguments = arguments.iter().map(argument).collect();
    proto::call_function::Request { name: name.to_owned(), arguments }.encode_to_vec()
}
