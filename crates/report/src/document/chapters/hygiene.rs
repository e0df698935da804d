use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::{Finding, RuleId, RuleInfo, Severity, Tier};

use super::suspicion::{in_brief_source, none_found, steps, trace_title};
use crate::document::block::{Block, Cell, Row, Table, cell, number, text, word};
use crate::document::text::{Text, code, prose, say, strong};
use crate::document::{Editor, Form};

/// How many components have a column of their own.
const MOST_COLUMNS: usize = 6;

/// The findings of one rule.
struct Group<'a> {
    rule: &'a RuleId,
    info: Option<&'a RuleInfo>,
    findings: Vec<&'a Finding>,
    by_component: BTreeMap<String, u64>,
}

/// Findings that are counted.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let groups = groups(e);
    let quotas = quotas(&groups, e.edition.most_findings());
    let mut blocks = vec![Block::plain(e.t(
        "Weaknesses that ordinary code has too. Their number tells of the vendor’s habits; they are counted per rule and component \
         (a top folder of the drop, or one in that which holds most), and trended from release to release.",
        "Schwächen, die auch gewöhnlicher Code hat. Ihre Zahl erzählt von den Gewohnheiten des Herstellers; sie werden je Regel und Komponente \
         (einem obersten Ordner der Lieferung, oder einem in dem, der das meiste enthält) gezählt und von Version zu Version verfolgt.",
    ))];
    let withheld = e.withheld(Tier::Hygiene);
    if groups.is_empty() {
        blocks.push(withheld.unwrap_or_else(|| none_found(e)));
        return blocks;
    }
    blocks.extend(withheld);
    blocks.push(matrix(e, &groups));
    blocks.push(Block::section(e.t("One by one", "Einzeln")));
    blocks.extend(e.cut(quotas.iter().sum(), e.tally.hygiene.len(), "findings.sarif"));
    blocks.extend(groups.iter().zip(quotas).map(|(group, quota)| list(e, group, quota)));
    blocks
}

/// The most severe rules first, then the most frequent.
fn groups<'a>(e: &Editor<'a>) -> Vec<Group<'a>> {
    let mut by_rule: BTreeMap<&RuleId, Group> = BTreeMap::new();
    for finding in &e.tally.hygiene {
        let group = by_rule.entry(&finding.rule).or_insert_with(|| Group {
            rule: &finding.rule,
            info: e.tally.rules.get(&finding.rule).copied(),
            findings: Vec::new(),
            by_component: BTreeMap::new(),
        });
        group.findings.push(finding);
        *group.by_component.entry(e.component(&finding.location.path)).or_default() += 1;
    }
    let mut groups: Vec<Group> = by_rule.into_values().collect();
    groups.sort_by_key(|group| Reverse((severity(group), group.findings.len())));
    groups
}

fn severity(group: &Group) -> Severity {
    group.info.map_or(Severity::Info, |info| info.severity)
}

/// The components with the most findings, in alphabetical order.
fn columns<'a>(groups: &'a [Group<'_>]) -> BTreeSet<&'a str> {
    let mut totals: BTreeMap<&str, u64> = BTreeMap::new();
    for (component, count) in groups.iter().flat_map(|group| &group.by_component) {
        *totals.entry(component).or_default() += count;
    }
    let mut ranked: Vec<_> = totals.into_iter().collect();
    ranked.sort_by_key(|(_, count)| Reverse(*count));
    ranked.into_iter().take(MOST_COLUMNS).map(|(component, _)| component).collect()
}

/// How many findings of each group are listed: all if they fit, otherwise fair shares, so that one rule that fires
/// everywhere leaves room for the others.
fn quotas(groups: &[Group], mut room: usize) -> Vec<usize> {
    let mut quotas = vec![0; groups.len()];
    let mut by_size: Vec<(usize, usize)> =
        groups.iter().enumerate().map(|(index, group)| (group.findings.len(), index)).collect();
    by_size.sort_unstable();
    for (done, (size, index)) in by_size.iter().enumerate() {
        let share = room / (by_size.len() - done);
        if let Some(quota) = quotas.get_mut(*index) {
            *quota = share.min(*size);
            room -= *quota;
        }
    }
    quotas
}

/// By rule and component; a redacted edition has no components, which are folders of the vendor's.
fn matrix(e: &Editor, groups: &[Group]) -> Block {
    let components: BTreeSet<&str> =
        groups.iter().flat_map(|group| group.by_component.keys().map(String::as_str)).collect();
    let (named, others) = match e.edition.redacted {
        true => (BTreeSet::new(), 0),
        false => {
            let named = columns(groups);
            let others = components.len() - named.len();
            (named, others)
        }
    };
    let of = |group: &Group, component: &str| group.by_component.get(component).copied().unwrap_or_default();
    let rest = |group: &Group| group.findings.len() as u64 - named.iter().map(|column| of(group, column)).sum::<u64>();
    let mut titles = vec![text(e.t("Rule", "Regel")), word(e.t("Severity", "Schwere")), text("CWE")];
    for column in &named {
        titles.push(number(e.component_words(column)));
    }
    if others > 0 {
        titles.push(number(format!("{} {}", e.amount(others), e.t("others", "andere"))));
    }
    titles.push(number(e.t("total", "alle")));
    let row = |first: [Cell; 3], groups: &[Group]| {
        let mut cells = Vec::from(first);
        let sum = |count: &dyn Fn(&Group) -> u64| e.number(groups.iter().map(count).sum());
        cells.extend(named.iter().map(|column| cell(sum(&|group| of(group, column)))));
        if others > 0 {
            cells.push(cell(sum(&rest)));
        }
        cells.push(cell(strong(sum(&|group| group.findings.len() as u64))));
        cells
    };
    let rows = groups.iter().map(|group| {
        let cwe = group.info.map_or_else(String::new, |info| info.cwe.join(", "));
        let first = [cell(code(&group.rule.0)), cell(e.severity(severity(group))), cell(cwe)];
        row(first, std::slice::from_ref(group))
    });
    Table::of(titles)
        .caption(e.t("Hygiene findings by rule and component", "Hygienebefunde nach Regel und Komponente"))
        .headed()
        .rows(rows.collect::<Vec<_>>())
        .total(row([cell(e.t("all", "alle")), Cell::default(), Cell::default()], groups))
        .into()
}

fn list(e: &Editor, group: &Group, quota: usize) -> Block {
    let summary = Text::from(code(&group.rule.0)).and(format!(" ({})", e.amount(group.findings.len())));
    let mut blocks = Vec::new();
    if let Some(info) = group.info {
        blocks.push(Block::plain(prose(&info.message)));
    }
    let mut columns = vec![text(e.t("Place", "Stelle"))];
    if !e.edition.redacted {
        columns.extend([text(e.t("Function", "Funktion")), text(e.t("Source", "Quelltext"))]);
    }
    let rows = group.findings.iter().take(quota).map(|finding| row(e, finding));
    blocks.push(Block::Table(Table { rows: rows.collect(), ..Table::of(columns) }));
    if quota < group.findings.len() {
        let more = e.amount(group.findings.len() - quota);
        blocks.push(Block::plain(say!(e;
            [format!("… and {more} more in "), code("findings.sarif"), "."],
            [format!("… und {more} weitere in "), code("findings.sarif"), "."],
        )));
    }
    Block::fold(summary, blocks)
}

fn row(e: &Editor, finding: &Finding) -> Row {
    let mut cells = vec![cell(e.place_and_state(finding))];
    if !e.edition.redacted {
        cells.push(finding.function.as_deref().map(|function| cell(code(function))).unwrap_or_default());
        let mut source = in_brief_source(e, finding);
        // A table on paper has no room for source; the steps stand in findings.sarif.
        if !finding.trace.is_empty() && e.edition.form == Form::Paper {
            source.below.push(Block::quiet(trace_title(e, finding)));
        } else if !finding.trace.is_empty() {
            source.below.push(Block::fold(trace_title(e, finding), vec![steps(e, finding)]));
        }
        cells.push(source);
    }
    Row { cells, traits: Some(e.traits(finding)) }
}
