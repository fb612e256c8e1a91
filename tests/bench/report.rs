//! The figures as a table, in Markdown for people and in JSON for programs.

use std::{env::consts, fmt::Write as _, fs, path::Path, thread};

use serde_json::{Value, json};

use crate::{
    Measured, Result, Taken, budget, chart,
    figure::{Figure, Samples},
    provider::Provider,
};

const HEADER: &str = "\
| figure | provider | runs | min | median | max | aim |
| --- | --- | ---: | ---: | ---: | ---: | --- |
";

/// Writes `bench.md`, `bench.json`, `bench.svg` and `baseline.json` into `folder`; returns the first's text.
pub(crate) fn write(folder: &Path, measured: &Measured) -> Result<String> {
    let (markdown, json, chart) = (markdown(measured)?, json(measured), chart::draw(measured)?);
    fs::create_dir_all(folder)?;
    fs::write(folder.join("bench.md"), &markdown)?;
    fs::write(folder.join("bench.json"), format!("{json:#}\n"))?;
    fs::write(folder.join("baseline.json"), format!("{:#}\n", budget::renewed(measured)?))?;
    if let Some(chart) = chart {
        fs::write(folder.join("bench.svg"), chart)?;
    }
    Ok(markdown)
}

fn markdown(Measured { providers, figures, .. }: &Measured) -> Result<String> {
    let mut text = format!("On {}:\n\n{HEADER}", machine());
    for figure in figures {
        let (name, provider) = (figure.measure.name(), providers[figure.provider].name());
        let (samples, unit, aim) = (&figure.samples, figure.measure.unit.symbol(), judged(figure, figures));
        let [min, median, max] = [samples.min(), samples.median(), samples.max()];
        let runs = samples.all().len();
        let note = if samples.note().is_empty() { String::new() } else { format!(" ({})", samples.note()) };
        writeln!(text, "| {name}{note} | {provider} | {runs} | {min:.2} | {median:.2} {unit} | {max:.2} | {aim} |")?;
    }
    Ok(text)
}

fn json(Measured { providers, figures, groups, .. }: &Measured) -> Value {
    let yardstick = |(program, samples): (&&str, &Samples)| ((*program).to_owned(), json!(samples.min()));
    let yardsticks = |group: &Taken| Value::Object(group.yardsticks.iter().map(yardstick).collect());
    let groups = groups.iter().map(|group| (group.name.to_owned(), yardsticks(group)));
    let figure = |figure: &Figure| {
        json!({
            "name": figure.measure.name(),
            "note": figure.samples.note(),
            "size": figure.measure.size,
            "provider": providers[figure.provider].name(),
            "unit": figure.measure.unit.symbol(),
            "median": figure.samples.median(),
            "aim": figure.aim(figures),
            "samples": figure.samples.all(),
        })
    };
    let paths = |provider: &Provider| (provider.name(), json!(provider.path()));
    json!({
        "machine": machine(),
        "yardsticks": Value::Object(groups.collect()),
        "providers": Value::Object(providers.iter().map(paths).collect()),
        "figures": figures.iter().map(figure).collect::<Vec<_>>(),
    })
}

/// The aims, and by how much the narrower of them is missed if so.
fn judged(figure: &Figure, figures: &[Figure]) -> String {
    let Some(aim) = figure.aim(figures) else { return String::new() };
    let unit = figure.measure.unit.symbol();
    let limit = figure.measure.limit.map(|limit| format!("{limit} {unit}"));
    let share = figure.measure.share.filter(|_| figure.peer(figures).is_some());
    let share = share.map(|share| format!("{share} of the peer's"));
    let median = figure.samples.median();
    let excess = if aim > 0.0 { format!("{:.0} %", (median / aim - 1.0) * 100.0) } else { format!("{median} {unit}") };
    let missed = (median > aim).then(|| format!("missed by {excess}"));
    [limit, share, missed].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn machine() -> String {
    let cores = thread::available_parallelism().map_or(0, usize::from);
    format!("{} {}, {cores} cores", consts::OS, consts::ARCH)
}
