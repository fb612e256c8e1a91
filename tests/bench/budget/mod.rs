//! Figures that must not get worse than `baseline.json` has them. Bytes, threads, calls and the seconds of EC2's own clock are
//! the same on every machine and are held as they are, by their median; a time is held as a ratio to a yardstick taken right beside it, never in milliseconds.
//! Of times the shortest counts, on both sides: it is the one that other work on the machine has disturbed least.

mod yardstick;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    Measured, Result, Taken,
    figure::{Figure, Unit},
};
pub(crate) use yardstick::Yardsticks;

const BASELINE: &str = include_str!("../baseline.json");

/// What one figure was, and the part of it by which it may be exceeded.
struct Budget {
    figure: String,
    /// The program whose time is the unit of `value`; none where that is the figure's own.
    yardstick: Option<String>,
    value: f64,
    tolerance: f64,
}

/// A line for each budget that is broken. Where every group was measured, a budget that no figure has is a mistake.
pub(crate) fn broken(measured: &Measured) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for budget in budgets()? {
        match budget.figure_in(measured) {
            Some((group, figure)) => broken.extend(budget.judge(figure, budget.held(group, figure)?)),
            None if measured.complete => return Err(format!("baseline.json: there is no {:?}", budget.figure).into()),
            None => {}
        }
    }
    Ok(broken)
}

/// `baseline.json` as this run would have it, for whoever wants to change it. What was not measured stays as it is.
pub(crate) fn renewed(measured: &Measured) -> Result<Value> {
    let renewed = |budget: Budget| {
        let figure = budget.figure_in(measured).map(|(group, figure)| budget.held(group, figure)).transpose()?;
        let mut value = json!({ "value": figure.unwrap_or(budget.value), "tolerance": budget.tolerance });
        if let Some(program) = budget.yardstick {
            value["yardstick"] = program.into();
        }
        Ok((budget.figure, value))
    };
    Ok(Value::Object(budgets()?.into_iter().map(renewed).collect::<Result<_>>()?))
}

fn budgets() -> Result<Vec<Budget>> {
    let baseline: BTreeMap<String, Value> =
        serde_json::from_str(BASELINE).map_err(|error| format!("baseline.json: {error}"))?;
    let budget = |(figure, held): (String, Value)| {
        let number = |name: &str| held[name].as_f64().ok_or_else(|| format!("baseline.json: {figure}: no {name}"));
        let (value, tolerance) = (number("value")?, number("tolerance")?);
        let yardstick = held["yardstick"].as_str().map(ToOwned::to_owned);
        Ok(Budget { figure, yardstick, value, tolerance })
    };
    baseline.into_iter().map(budget).collect()
}

impl Budget {
    /// With the group that it is of.
    fn figure_in<'a>(&self, measured: &'a Measured) -> Option<(&'a Taken, &'a Figure)> {
        let figures =
            |group: &'a Taken| measured.figures[group.figures.clone()].iter().map(move |figure| (group, figure));
        let mut figures = measured.groups.iter().flat_map(figures);
        figures.find(|(_, figure)| figure.is_ours() && figure.measure.name() == self.figure)
    }

    /// The figure in the unit of this budget.
    fn held(&self, group: &Taken, figure: &Figure) -> Result<f64> {
        let is_time = matches!(figure.measure.unit, Unit::Milliseconds | Unit::MicrosecondsEach);
        let held = match &self.yardstick {
            None if is_time => return Err(format!("baseline.json: {}: a time needs a yardstick", self.figure).into()),
            None => figure.samples.median(),
            Some(program) => {
                let samples = group.yardsticks.get(program.as_str());
                let yardstick = samples.ok_or_else(|| format!("baseline.json: {program:?} is no yardstick"))?;
                figure.samples.min() / yardstick.min()
            }
        };
        Ok((held * 1e4).round() / 1e4)
    }

    /// What is wrong, if something is.
    fn judge(&self, figure: &Figure, value: f64) -> Option<String> {
        if value <= self.value * (1.0 + self.tolerance) {
            return None;
        }
        let (name, baseline, percent) = (&self.figure, self.value, self.tolerance * 100.0);
        let excess = (value / baseline - 1.0) * 100.0;
        let symbol = figure.measure.unit.symbol().to_owned();
        let unit = self.yardstick.as_ref().map_or(symbol, |program| format!("times `{program}`"));
        Some(format!(
            "{name}: {value} {unit}, {baseline} in the baseline: {excess:.0} % more, {percent:.0} % are tolerated"
        ))
    }
}
