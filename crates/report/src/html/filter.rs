use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::document::{Block, Document, Traits, class_in_words, in_words};

/// What the findings of a page can be filtered by. Each finding bears one attribute, `tier severity confidence state
/// standing component class class…`, in which components go by number: no attribute holds what a vendor wrote.
pub(super) struct Filters<'a> {
    components: BTreeMap<&'a str, usize>,
    classes: Vec<u8>,
    states: Vec<&'static str>,
    standings: Vec<&'static str>,
    total: usize,
    /// In place of the evaluator's words.
    pub(super) not_given: &'static str,
}

impl<'a> Filters<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let mut all = Vec::new();
        for chapter in &document.chapters {
            collect(&chapter.blocks, &mut all);
        }
        let mut components: BTreeMap<&str, usize> = all.iter().map(|traits| (traits.component.as_str(), 0)).collect();
        for (index, number) in components.values_mut().enumerate() {
            *number = index;
        }
        Self {
            components,
            classes: distinct(all.iter().flat_map(|traits| traits.classes.iter().copied())),
            states: distinct(all.iter().map(|traits| traits.state).filter(|state| !state.is_empty())),
            standings: distinct(all.iter().map(|traits| traits.standing)),
            total: all.len(),
            not_given: document.word("Not given.", "Keine Angabe."),
        }
    }

    /// What a finding is filtered by, as one attribute.
    pub(super) fn key(&self, traits: &Traits) -> String {
        let component = self.components.get(traits.component.as_str()).copied().unwrap_or_default();
        let or_dash = |word: &'static str| if word.is_empty() { "-" } else { word };
        let mut key = format!(
            "{} {} {} {} {} {component}",
            traits.tier,
            traits.severity,
            or_dash(traits.confidence),
            or_dash(traits.state),
            traits.standing
        );
        for class in &traits.classes {
            key.push_str(&format!(" c{class}"));
        }
        key
    }

    /// The controls, which the script shows: without it they would do nothing.
    pub(super) fn bar(&self, document: &Document) -> Markup {
        let t = |english, german| document.word(english, german);
        let severities = ["critical", "high", "medium", "low", "info"];
        let option = |word: &&'static str| (word.to_string(), in_words(document.edition.language, word).into_owned());
        let classes = self.classes.iter().map(|class| {
            (format!("c{class}"), format!("{class} {}", class_in_words(document.edition.language, *class)))
        });
        let top = t("(top level)", "(oberste Ebene)");
        let components = self
            .components
            .iter()
            .map(|(name, number)| (number.to_string(), if *name == "." { top.to_owned() } else { (*name).to_owned() }));
        html! {
            form #filter .filter hidden role="search" aria-label=(t("Filter the findings", "Befunde filtern")) {
                label { (t("Text", "Text")) input #filter-text type="search" autocomplete="off" spellcheck="false"; }
                (select("tier", t("Tier", "Stufe"), t("all", "alle"), ["suspicion", "hygiene"].iter().map(option)))
                (select("severity", t("Severity", "Schwere"), t("all", "alle"), severities.iter().map(option)))
                (select("confidence", t("Confidence", "Sicherheit"), t("all", "alle"), ["high", "medium", "low"].iter().map(option)))
                (select("class", t("Class", "Klasse"), t("all", "alle"), classes))
                @if self.components.len() > 1 {
                    (select("component", t("Component", "Komponente"), t("all", "alle"), components))
                }
                @if !self.states.is_empty() {
                    (select("state", t("Trend", "Entwicklung"), t("all", "alle"), self.states.iter().map(option)))
                }
                @if self.standings.len() > 1 {
                    (select("standing", t("Status", "Status"), t("all", "alle"), self.standings.iter().map(option)))
                }
                button type="reset" { (t("Clear", "Leeren")) }
                p role="status" {
                    output #filter-count { (self.total) }
                    " " (t("of", "von")) " " (self.total) " " (t("findings shown", "Befunden gezeigt"))
                    " – "
                    label .quiet {
                        input #filter-keys type="checkbox" checked;
                        " " (t("keys: / to search, j and k for the next and the previous finding", "Tasten: / zum Suchen, j und k für den nächsten und den vorigen Befund"))
                    }
                }
            }
        }
    }
}

fn select(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    options: impl Iterator<Item = (String, String)>,
) -> Markup {
    html! {
        label {
            (label)
            select name=(name) {
                option value="" { (all) }
                @for (value, words) in options { option value=(value) { (words) } }
            }
        }
    }
}

fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}

fn collect<'a>(blocks: &'a [Block], all: &mut Vec<&'a Traits>) {
    for block in blocks {
        match block {
            Block::Finding(finding) => all.push(&finding.traits),
            Block::Table(table) => all.extend(table.rows.iter().filter_map(|row| row.traits.as_ref())),
            Block::Fold { blocks, .. } => collect(blocks, all),
            _ => {}
        }
    }
}
