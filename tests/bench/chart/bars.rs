//! Figures of ours beside those of the peer, each with a scale of its own.

use plotters::{
    prelude::{RGBColor, Rectangle},
    style::Color as _,
};

use super::{Area, INK, OTHERS, OURS, style, write};
use crate::{Result, figure::Figure, provider::Provider};

/// The figures that are drawn, by the names in the table, with what stands over them in the chart.
const SHOWN: [(&str, &str); 4] = [
    ("start to handshake line", "start of a process"),
    ("memory then: anonymous", "anonymous memory of a process"),
    ("plan with 85 aliases", "plan with 85 aliases"),
    ("plan with 85 aliases: PSS of all plugins", "memory of all plugins then (PSS)"),
];
/// In pixels.
const TITLE: i32 = 22;
const BAR: i32 = 26;
const GAP: i32 = 6;
/// Left of the bars, for the names.
const NAMES: i32 = 80;
/// Right of them, for the values.
const VALUES: i32 = 110;

/// One figure of all providers.
pub(super) struct Panel<'a> {
    title: &'static str,
    figures: Vec<&'a Figure>,
}

/// None where there is nothing to compare with.
pub(super) fn panels(figures: &[Figure]) -> Vec<Panel<'_>> {
    let panel = |(name, title)| {
        let figures = figures.iter().filter(|figure| figure.measure.name() == name).collect();
        Panel { title, figures }
    };
    SHOWN.into_iter().map(panel).filter(|panel| panel.figures.len() > 1).collect()
}

/// One below the other.
pub(super) fn draw(area: &Area, providers: &[Provider], panels: &[Panel]) -> Result<()> {
    for (part, panel) in area.split_evenly((panels.len(), 1)).iter().zip(panels) {
        panel.draw(part, providers)?;
    }
    Ok(())
}

impl Panel<'_> {
    fn draw(&self, area: &Area, providers: &[Provider]) -> Result<()> {
        let room = f64::from(i32::try_from(area.dim_in_pixel().0)? - NAMES - VALUES);
        let longest = self.figures.iter().map(|figure| figure.samples.median()).fold(0.0, f64::max);
        write(area, self.title, (0, 0), style(16, INK))?;
        let mut top = TITLE;
        for figure in &self.figures {
            let (value, unit) = (figure.samples.median(), figure.measure.unit.symbol());
            #[expect(clippy::cast_possible_truncation, reason = "a number of pixels")]
            let length = (room * value / longest).max(1.0) as i32;
            let color: RGBColor = if figure.is_ours() { OURS } else { OTHERS };
            let middle = top + (BAR - 14) / 2;
            area.draw(&Rectangle::new([(NAMES, top), (NAMES + length, top + BAR)], color.filled()))?;
            write(area, &providers[figure.provider].name(), (0, middle), style(14, INK))?;
            write(area, &format!("{value:.1} {unit}"), (NAMES + length + GAP, middle), style(14, INK))?;
            top += BAR + GAP;
        }
        Ok(())
    }
}
