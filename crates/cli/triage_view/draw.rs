use banbury_evidence::{Finding, Severity};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Color, Modifier, Style, Stylize};
use ratatui::text::Line;
use ratatui::widgets::{Block, Paragraph, Wrap};

use super::detail::{Manner, detail, place, shown};
use super::form::{Form, What};
use super::model::{Mode, Model};

/// Draws the whole screen: what is listed, the list, what is known of the chosen finding, and the keys.
pub fn draw(frame: &mut Frame<'_>, model: &Model<'_>) {
    let third = (frame.area().height / 3).max(4);
    let parts = [Constraint::Length(1), Constraint::Length(third), Constraint::Min(4), Constraint::Length(3)];
    let [top, list, below, bottom] = Layout::vertical(parts).areas(frame.area());
    frame.render_widget(Line::from(headline(model)).reversed(), top);
    draw_list(frame, list, model);
    draw_detail(frame, below, model);
    draw_bottom(frame, bottom, model);
}

fn headline(model: &Model<'_>) -> String {
    let unsaved = if model.unsaved() > 0 { format!("  {} NOT WRITTEN", model.unsaved()) } else { String::new() };
    let (listed, total) = (model.listed().len(), model.total());
    format!("{listed} of {total} findings: {}  by {}{unsaved}", shown(&model.filter.told()), shown(model.by()))
}

fn draw_list(frame: &mut Frame<'_>, area: Rect, model: &Model<'_>) {
    let rows = usize::from(area.height);
    let first = model.chosen().saturating_sub(rows / 2).min(model.listed().len().saturating_sub(rows));
    let lines: Vec<Line<'_>> = model
        .listed()
        .enumerate()
        .skip(first)
        .take(rows)
        .map(|(index, finding)| {
            let line = Line::from(row(model, finding, area.width.into()));
            if index == model.chosen() { line.reversed() } else { line.style(colour(finding.severity)) }
        })
        .collect();
    frame.render_widget(Paragraph::new(lines), area);
}

/// Severity, standing, rule and the end of the place, which tells more than its beginning.
fn row(model: &Model<'_>, finding: &Finding, width: usize) -> String {
    let standing = model.standing(finding).name();
    let before = format!("{:<8} {standing:<20} {:<26.26} ", finding.severity.name(), shown(&finding.rule.0));
    let room = width.saturating_sub(before.chars().count());
    let place = shown(&place(finding));
    let hidden = place.chars().count().saturating_sub(room);
    if hidden == 0 {
        return before + &place;
    }
    before + "…" + &place.chars().skip(hidden + 1).collect::<String>()
}

fn colour(severity: Severity) -> Style {
    match severity {
        Severity::Critical | Severity::High => Style::new().fg(Color::Red),
        Severity::Medium => Style::new().fg(Color::Yellow),
        Severity::Low | Severity::Info => Style::new(),
    }
}

fn draw_detail(frame: &mut Frame<'_>, area: Rect, model: &Model<'_>) {
    let lines: Vec<Line<'_>> = detail(model)
        .into_iter()
        .map(|told| match told.manner {
            Manner::Plain => Line::from(told.text),
            Manner::Strong => Line::from(told.text).bold(),
            Manner::Faint => Line::from(told.text).style(Style::new().add_modifier(Modifier::DIM)),
        })
        .collect();
    let detail = Paragraph::new(lines).wrap(Wrap { trim: false }).scroll((model.scrolled, 0));
    frame.render_widget(detail.block(Block::new().borders(ratatui::widgets::Borders::TOP)), area);
}

fn draw_bottom(frame: &mut Frame<'_>, area: Rect, model: &Model<'_>) {
    let [first, second] = match &model.mode {
        Mode::List => [
            "c confirmed  f false positive  a accepted  x fixed  v needs vendor  y/n review".to_owned(),
            "up/down choose  space/b scroll  t/s/o// filter  w write  q leave".to_owned(),
        ],
        Mode::Search => [
            format!("Rule, place, function or message holds: {}_", shown(&model.filter.text)),
            "Enter keeps it  Esc clears it".to_owned(),
        ],
        Mode::Form(form) => asked(form),
        Mode::Leave => [
            format!("{} decisions or reviews are not written into the bundle.", model.unsaved()),
            "w write them and leave  d drop them and leave  Esc stay".to_owned(),
        ],
    };
    let message = Line::from(shown(model.message().unwrap_or(""))).bold();
    frame.render_widget(Paragraph::new(vec![message, Line::from(first), Line::from(second)]), area);
}

/// The question that a form asks, of which the end of a long answer shows.
fn asked(form: &Form) -> [String; 2] {
    const ROOM: usize = 48;
    let end = |text: &str| {
        let shown = shown(text);
        let hidden = shown.chars().count().saturating_sub(ROOM);
        shown.chars().skip(hidden).collect::<String>()
    };
    let what = match form.what {
        What::Decision(judgement) => judgement.name(),
        What::Review { approves: true } => "approve",
        What::Review { approves: false } => "reject",
    };
    let question = match form.at_expiry {
        false => format!("{what}. Why? {}_", end(&form.reason)),
        true => format!("{what}. Until (2027-11-30; empty: no end)? {}_", end(&form.expires)),
    };
    [question, "Enter goes on  Esc leaves everything as it is".to_owned()]
}
