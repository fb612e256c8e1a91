//! Calls to EC2 of a refresh, over the number of endpoints.

use plotters::{
    chart::ChartBuilder,
    prelude::{
        Circle, DashedLineSeries, IntoLogRange as _, LineSeries, PathElement, RGBColor, SeriesLabelPosition, WHITE,
    },
    style::Color as _,
};

use super::{Area, GRID, INK, OTHERS, OURS, OURS_TOO, style};
use crate::{
    Result,
    figure::{Figure, Unit},
};

/// What the AWS provider is documented to ask for each endpoint in three zones on every refresh, and for a policy resource
/// of it. Not measured here.
const REFERENCES: [(&str, f64); 2] =
    [("AWS provider, counted in its code: 5 an endpoint", 5.0), ("the same with a policy resource: 6", 6.0)];

pub(super) struct Line {
    label: &'static str,
    color: RGBColor,
    measured: bool,
    /// Endpoints and calls.
    points: Vec<(f64, f64)>,
}

/// Ours, and the references where ours is there.
pub(super) fn lines(figures: &[Figure]) -> Vec<Line> {
    let ours = [("lambda, measured", false, OURS), ("lambda with a policy resource each, measured", true, OURS_TOO)];
    let ours = ours.map(|(label, policies, color)| {
        let refreshes = |figure: &&Figure| figure.is_ours() && figure.measure.name().starts_with("refresh of");
        let points = figures.iter().filter(refreshes).filter(|figure| matches!(figure.measure.unit, Unit::Calls));
        let points = points.filter(|figure| figure.measure.name().contains("policies") == policies);
        Line { label, color, measured: true, points: points.filter_map(point).collect() }
    });
    let sizes: Vec<_> = ours[0].points.iter().map(|(size, _)| *size).collect();
    let references = REFERENCES.map(|(label, each)| Line {
        label,
        color: OTHERS,
        measured: false,
        points: sizes.iter().map(|size| (*size, size * each)).collect(),
    });
    references.into_iter().chain(ours).filter(|line| !line.points.is_empty()).collect()
}

fn point(figure: &Figure) -> Option<(f64, f64)> {
    let size = f64::from(u32::try_from(figure.measure.size?).ok()?);
    Some((size, figure.samples.median()))
}

pub(super) fn draw(area: &Area, lines: &[Line]) -> Result<()> {
    let all = || lines.iter().flat_map(|line| &line.points);
    let (most, highest) = all().fold((10.0, 10.0), |(x, y): (f64, f64), point| (x.max(point.0), y.max(point.1)));
    let mut chart = ChartBuilder::on(area)
        .caption("EC2 calls of a plan that finds no change", style(20, INK))
        .x_label_area_size(48)
        .y_label_area_size(70)
        .build_cartesian_2d((0.8..most * 1.6).log_scale(), (0.8..highest * 2.0).log_scale())?;
    chart
        .configure_mesh()
        .bold_line_style(GRID)
        .light_line_style(WHITE)
        .axis_style(INK)
        .label_style(style(14, INK))
        .axis_desc_style(style(15, INK))
        .x_desc("endpoints, each in 3 Availability Zones")
        .y_desc("calls")
        .x_label_formatter(&|value| format!("{value:.0}"))
        .y_label_formatter(&|value| format!("{value:.0}"))
        .draw()?;
    for line in lines {
        let (color, points) = (line.color, line.points.iter().copied());
        let labelled = if line.measured {
            chart.draw_series(line.points.iter().map(|point| Circle::new(*point, 4, color.filled())))?;
            chart.draw_series(LineSeries::new(points, color.stroke_width(3)))?
        } else {
            chart.draw_series(DashedLineSeries::new(points, 8, 5, color.stroke_width(2)))?
        };
        let labelled = labelled.label(line.label);
        let width = if line.measured { 3 } else { 1 };
        labelled.legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], color.stroke_width(width)));
    }
    let mut labels = chart.configure_series_labels();
    labels.position(SeriesLabelPosition::UpperLeft).label_font(style(14, INK));
    labels.background_style(WHITE).border_style(GRID).margin(8).draw()?;
    Ok(())
}
