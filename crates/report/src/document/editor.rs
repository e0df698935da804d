use std::borrow::Cow;
use std::collections::BTreeMap;

use banbury_evidence::{
    BaselineState, Components, DropPath, Finding, Location, ReportLanguage, Severity, Snippet, Tier,
};

use super::block::{Block, Excerpt, ExcerptLine, Traits};
use super::classes::class_in_words;
use super::colour::pieces;
use super::text::{Inline, Text, code, prose, say, strong};
use super::withheld::Whole;
use super::{Edition, Tone, in_words};
use crate::tally::Tally;
use crate::visible::Shown;

/// Writes the chapters of one edition: knows what may be said in it, and how numbers and words are set in its language.
pub(crate) struct Editor<'a> {
    pub(crate) shown: &'a Shown,
    pub(crate) tally: Tally<'a>,
    pub(crate) edition: Edition,
    /// The files of the drop by their place in coverage.json, for which a redacted edition gives numbers in place of names.
    numbers: BTreeMap<&'a str, usize>,
    pub(crate) whole: Whole,
    pub(crate) components: Components,
}

impl<'a> Editor<'a> {
    pub(crate) fn new(shown: &'a Shown, edition: Edition, whole: Whole) -> Self {
        let files = shown.inspection.coverage.files.iter().enumerate();
        let numbers = match edition.redacted {
            true => files.map(|(index, file)| (file.path.as_str(), index + 1)).collect(),
            false => BTreeMap::new(),
        };
        let components = Components::of(&shown.inspection.coverage);
        Self { shown, tally: Tally::of(shown), edition, numbers, whole, components }
    }

    /// The word in the edition's language.
    pub(crate) fn t(&self, english: &'static str, german: &'static str) -> &'static str {
        match self.edition.language {
            ReportLanguage::English => english,
            ReportLanguage::German => german,
        }
    }

    /// A number with its thousands apart.
    pub(crate) fn number(&self, value: u64) -> String {
        let digits = value.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push_str(self.t(",", "."));
            }
            grouped.push(digit);
        }
        grouped
    }

    /// The same for a number of things.
    pub(crate) fn amount(&self, count: usize) -> String {
        self.number(count as u64)
    }

    /// A number and its noun: `(one, many)` in English, then in German.
    pub(crate) fn several(
        &self,
        count: usize,
        english: (&'static str, &'static str),
        german: (&'static str, &'static str),
    ) -> String {
        let noun = if count == 1 { self.t(english.0, german.0) } else { self.t(english.1, german.1) };
        format!("{} {noun}", self.amount(count))
    }

    /// A share in tenths of a per cent, rounded down so that no remainder looks like none.
    pub(crate) fn percent(&self, part: u64, whole: u64) -> String {
        if whole == 0 {
            return "–".to_owned();
        }
        let tenths = u128::from(part) * 1000 / u128::from(whole);
        let point = self.t(".", ",");
        match tenths {
            0 if part > 0 => format!("< 0{point}1 %"),
            _ => format!("{}{point}{} %", tenths / 10, tenths % 10),
        }
    }

    /// The text, or that there is none.
    pub(crate) fn or_not_given(&self, text: &str) -> Inline {
        match text.trim() {
            "" => Inline::Absent(self.t("not given", "keine Angabe").to_owned()),
            _ => text.into(),
        }
    }

    /// A file of the drop.
    pub(crate) fn path(&self, path: &str) -> Inline {
        code(self.name(path))
    }

    /// A place in a file of the drop.
    pub(crate) fn place(&self, path: &DropPath, line: u32) -> Inline {
        match line {
            0 => self.path(path.as_str()),
            _ => code(format!("{}:{line}", self.name(path.as_str()))),
        }
    }

    fn name(&self, path: &str) -> String {
        if !self.edition.redacted {
            return path.to_owned();
        }
        let file = self.t("file", "Datei");
        self.numbers.get(path).map_or_else(|| format!("{file} ?"), |number| format!("{file} {number}"))
    }

    /// What our own program says of a file of the drop, which may quote it; a redacted edition leaves it out.
    pub(crate) fn remark(&self, text: &str) -> Text {
        if self.edition.redacted { self.left_out() } else { prose(text) }
    }

    /// A name that the vendor chose.
    pub(crate) fn vendors_name(&self, name: &str) -> Text {
        if self.edition.redacted { self.left_out() } else { code(name).into() }
    }

    /// In place of what a redacted edition does not say.
    pub(crate) fn left_out(&self) -> Text {
        Inline::Absent(self.t("left out", "ausgelassen").to_owned()).into()
    }

    /// The place of a finding, with how it stands against the previous release and what was decided about it.
    pub(crate) fn place_and_state(&self, finding: &Finding) -> Text {
        let place = Text::from(self.place(&finding.location.path, finding.location.start.line));
        place.and(" ").and(self.state(finding.state)).and(" ").and(self.standing(finding))
    }

    /// That protected findings of this tier, if there are any, are left out of every list and number.
    pub(crate) fn withheld(&self, tier: Tier) -> Option<Block> {
        let of_tier = self.whole.withheld.iter().filter(|((of, _), _)| *of == tier).rev();
        let counts: Vec<String> = of_tier
            .map(|((_, severity), count)| format!("{} {}", self.number(*count), self.called(severity.name())))
            .collect();
        (!counts.is_empty()).then(|| {
            let counts = counts.join(", ");
            Block::note(say!(self;
                [strong("Protected: "), format!("{counts}. The full edition tells of them; no list and no number of this one does.")],
                [strong("Geschützt: "), format!("{counts}. Die vollständige Ausgabe erzählt von ihnen; keine Liste und keine Zahl dieser Ausgabe tut es.")],
            ))
        })
    }

    /// A component as people call it.
    pub(crate) fn component_words(&self, name: &str) -> Text {
        match name {
            "." => self.t("(top level)", "(oberste Ebene)").into(),
            name => code(name).into(),
        }
    }

    /// The message of a finding; in a redacted edition that of its rule, in which nothing is quoted.
    pub(crate) fn message(&self, finding: &Finding) -> Text {
        if !self.edition.redacted {
            return prose(&finding.message);
        }
        self.tally.rules.get(&finding.rule).map_or_else(|| self.left_out(), |rule| prose(&rule.message))
    }

    /// The component of a file; of one that stands in no folder, `.`.
    pub(crate) fn component(&self, path: &DropPath) -> String {
        self.components.name(path)
    }

    /// Source with line numbers; none in a redacted edition.
    pub(crate) fn excerpt(&self, snippet: &Snippet, location: &Location) -> Option<Block> {
        if self.edition.redacted || snippet.lines.is_empty() {
            return None;
        }
        let hit = location.start.line..=location.end.line.max(location.start.line);
        let language = self.tally.languages.get(&location.path).map_or("", |language| language.name());
        let line = |(text, number): (&String, u32)| ExcerptLine {
            number,
            pieces: pieces(text, language),
            hit: hit.contains(&number),
        };
        let lines = snippet.lines.iter().zip(snippet.first_line..).map(line).collect();
        Some(Block::Excerpt(Excerpt { lines }))
    }

    /// Says in words that a list is cut.
    pub(crate) fn cut(&self, listed: usize, total: usize, file: &'static str) -> Option<Block> {
        (listed < total).then(|| {
            let numbers = (self.amount(listed), self.amount(total));
            Block::note(say!(self;
                [strong(format!("Shown here: {} of {}. ", numbers.0, numbers.1)), "The list is cut; ", code(file), " in the bundle holds all of them."],
                [strong(format!("Hier gezeigt: {} von {}. ", numbers.0, numbers.1)), "Die Liste ist gekürzt; ", code(file), " im Bündel enthält alle."],
            ))
        })
    }

    /// What our own programs call something, in the edition's language.
    pub(crate) fn called(&self, name: &'static str) -> Cow<'static, str> {
        in_words(self.edition.language, name)
    }

    /// The name of a class of the catalogue.
    pub(crate) fn class(&self, number: u8) -> &'static str {
        class_in_words(self.edition.language, number)
    }

    pub(crate) fn severity(&self, severity: Severity) -> Inline {
        Inline::Badge(Tone::Of(severity), self.called(severity.name()).into_owned())
    }

    /// How a finding stands against the previous release, if that is known.
    pub(crate) fn state(&self, state: Option<BaselineState>) -> Text {
        match state {
            Some(state) => Inline::Badge(Tone::Neutral, self.called(state.name()).into_owned()).into(),
            None => Text::default(),
        }
    }

    /// What was decided about a finding, if anything was.
    pub(crate) fn standing(&self, finding: &Finding) -> Text {
        match self.shown.inspection.triage.findings.get(&finding.fingerprints.in_place) {
            Some(triage) => Inline::Badge(
                if triage.is_off_the_list() { Tone::Pass } else { Tone::Neutral },
                format!("{}: {}", self.called(triage.standing.key()), self.called(triage.decision.judgement.name())),
            )
            .into(),
            None => Text::default(),
        }
    }

    /// What a finding is filtered by.
    pub(crate) fn traits(&self, finding: &Finding) -> Traits {
        let rule = self.tally.rules.get(&finding.rule);
        Traits {
            tier: rule.map_or(Tier::Suspicion, |rule| rule.tier).name(),
            severity: finding.severity.name(),
            confidence: rule.map_or("", |rule| rule.confidence.name()),
            classes: rule.map_or_else(Vec::new, |rule| rule.class.clone()),
            component: match self.edition.redacted {
                true => String::new(),
                false => self.component(&finding.location.path),
            },
            state: finding.state.map_or("", BaselineState::name),
            standing: self.shown.inspection.triage.standing(&finding.fingerprints.in_place).key(),
        }
    }

    /// A report is a draft until the evaluator has stated assurance, scope and conclusions.
    pub(crate) fn is_draft(&self) -> bool {
        self.shown.inspection.is_draft()
    }
}
