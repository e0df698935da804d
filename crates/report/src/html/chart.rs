use maud::{Markup, html};

use super::text::class;
use crate::document::{Chart, Fill};

/// The longest bar's width in its own units.
const WIDTH: u64 = 1_000;
/// The least width of a part that is there at all.
const LEAST: u64 = 3;

/// Bars, one below the other. A reader who does not see them has each bar's numbers in words.
pub(super) fn chart(chart: &Chart) -> Markup {
    let sum = |values: &[u64]| values.iter().fold(0_u64, |sum, value| sum.saturating_add(*value));
    let longest = chart.bars.iter().map(|(_, values)| sum(values)).max().unwrap_or_default();
    html! {
        figure .chart {
            figcaption { (chart.caption) }
            ul .legend aria-hidden="true" {
                @for (fill, name) in &chart.series {
                    li {
                        svg .key viewBox="0 0 10 10" { rect class={ "fill " (fill_class(*fill)) } width="10" height="10" {} }
                        " " (name)
                    }
                }
            }
            div .bars {
                @for (label, values) in &chart.bars {
                    @let whole = if chart.shares { sum(values) } else { longest };
                    div .bar-row {
                        span .label { (label) }
                        svg .bar viewBox={ "0 0 " (WIDTH) " 20" } preserveAspectRatio="none" role="img" aria-label=(in_words(chart, values)) {
                            @for (index, start, width) in parts(values, whole) {
                                @if let Some((fill, _)) = chart.series.get(index) {
                                    rect class={ "fill " (fill_class(*fill)) } x=(start) y="0" width=(width) height="20" {}
                                }
                            }
                        }
                        span .sum { (sum(values)) }
                    }
                }
            }
        }
    }
}

fn in_words(chart: &Chart, values: &[u64]) -> String {
    let named = chart.series.iter().zip(values).filter(|(_, value)| **value > 0);
    let words = named.map(|((_, name), value)| format!("{name}: {value}")).collect::<Vec<_>>().join(", ");
    if words.is_empty() { "0".to_owned() } else { words }
}

/// Which of the series, where it starts and how wide it is. A part that occurs is seen, however rare it is.
fn parts(values: &[u64], whole: u64) -> Vec<(usize, u64, u64)> {
    let mut start = 0;
    let mut parts = Vec::new();
    for (index, value) in values.iter().enumerate().filter(|(_, value)| **value > 0) {
        let width = u128::from(*value) * u128::from(WIDTH) / u128::from(whole.max(1));
        let width = u64::try_from(width).unwrap_or(WIDTH).max(LEAST);
        parts.push((index, start, width));
        start += width;
    }
    parts
}

fn fill_class(fill: Fill) -> String {
    match fill {
        Fill::Tone(tone) => class(tone).to_owned(),
        Fill::Number(number) => format!("n{number}"),
    }
}
