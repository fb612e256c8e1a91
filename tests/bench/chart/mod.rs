//! The one chart, as SVG: calls to EC2 beside what the processes cost. Only what was measured is drawn, and what an
//! ordinary provider is documented to do, which is said to be that.
//!
//! The background is its own: the chart is read on light pages and on dark ones.

mod bars;
mod calls;

use plotters::{
    coord::Shift,
    prelude::{DrawingArea, IntoDrawingArea as _, RGBColor, SVGBackend, Text, WHITE},
    style::{IntoFont as _, TextStyle},
};

use crate::{Measured, Result};

const SIZE: (u32, u32) = (1_200, 480);
/// So wide is the part with the calls.
const CALLS: u32 = 700;
const MARGIN: u32 = 12;

const INK: RGBColor = RGBColor(36, 41, 47);
const GRID: RGBColor = RGBColor(216, 222, 228);
const OURS: RGBColor = RGBColor(9, 105, 218);
const OURS_TOO: RGBColor = RGBColor(130, 80, 223);
const OTHERS: RGBColor = RGBColor(140, 149, 159);

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// The chart's text; `None` when nothing that it shows was measured.
pub(crate) fn draw(Measured { providers, figures, .. }: &Measured) -> Result<Option<String>> {
    let (lines, panels) = (calls::lines(figures), bars::panels(figures));
    if lines.is_empty() && panels.is_empty() {
        return Ok(None);
    }
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        root.fill(&WHITE)?;
        let split = if panels.is_empty() {
            SIZE.0
        } else if lines.is_empty() {
            0
        } else {
            CALLS
        };
        let (left, right) = root.split_horizontally(split);
        if !lines.is_empty() {
            calls::draw(&left.margin(MARGIN, MARGIN, MARGIN, MARGIN), &lines)?;
        }
        if !panels.is_empty() {
            bars::draw(&right.margin(MARGIN, MARGIN, MARGIN, MARGIN), providers, &panels)?;
        }
        root.present()?;
    }
    Ok(Some(svg))
}

fn style(size: i32, color: RGBColor) -> TextStyle<'static> {
    ("sans-serif", size).into_font().color(&color)
}

fn write(area: &Area, text: &str, at: (i32, i32), style: TextStyle) -> Result<()> {
    area.draw(&Text::new(text.to_owned(), at, style)).map_err(Into::into)
}
