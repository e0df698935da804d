use std::collections::BTreeMap;

use banbury_casework::{LogError, TriageLog};
use banbury_evidence::{
    Date, Decision, Finding, Inspection, Judgement, Review, RuleId, Severity, Standing, Tier, Triage,
};

use super::filter::{Filter, next};
use super::form::{Filled, Form, What};
use crate::casebook::{case_date, check_expiry};

/// What the screen shows and what was decided since the bundle was written.
pub struct Model<'a> {
    inspection: &'a Inspection,
    log: TriageLog,
    triage: Triage,
    by: String,
    today: Date,
    tiers: BTreeMap<&'a RuleId, Tier>,
    /// All findings, suspicion before hygiene, the most severe first.
    order: Vec<&'a Finding>,
    pub filter: Filter,
    /// Those that the filter allows, by their place in the order.
    listed: Vec<usize>,
    /// Which of them is chosen.
    chosen: usize,
    /// Lines of the detail that are scrolled away.
    pub scrolled: u16,
    pub mode: Mode,
    message: Option<String>,
    unsaved: usize,
}

/// What keys are for.
pub enum Mode {
    /// The list.
    List,
    /// The text that the filter looks for is typed.
    Search,
    /// Something is to be decided.
    Form(Form),
    /// The person wants to leave, and something is not written.
    Leave,
}

impl<'a> Model<'a> {
    /// A person by the name `by` looks at an inspection with its log.
    ///
    /// # Errors
    /// If the log speaks of a finding that the inspection does not have.
    pub fn new(inspection: &'a Inspection, log: TriageLog, by: String, today: Date) -> Result<Self, LogError> {
        let tiers: BTreeMap<_, _> = inspection.rules.iter().map(|rule| (&rule.id, rule.tier)).collect();
        let tier = |finding: &Finding| tiers.get(&finding.rule).copied().unwrap_or(Tier::Suspicion);
        let mut order: Vec<&Finding> = inspection.findings.iter().collect();
        order.sort_by_key(|finding| (tier(finding), std::cmp::Reverse(finding.severity)));
        let triage = log.triage(&inspection.findings, case_date(inspection))?;
        let mut model = Self {
            inspection,
            log,
            triage,
            by,
            today,
            tiers,
            order,
            filter: Filter::default(),
            listed: Vec::new(),
            chosen: 0,
            scrolled: 0,
            mode: Mode::List,
            message: None,
            unsaved: 0,
        };
        model.list();
        Ok(model)
    }

    pub fn log(&self) -> &TriageLog {
        &self.log
    }

    pub fn triage(&self) -> &Triage {
        &self.triage
    }

    pub fn by(&self) -> &str {
        &self.by
    }

    pub fn unsaved(&self) -> usize {
        self.unsaved
    }

    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// How many findings there are in all.
    pub fn total(&self) -> usize {
        self.order.len()
    }

    /// The findings on the list.
    pub fn listed(&self) -> impl ExactSizeIterator<Item = &'a Finding> {
        self.listed.iter().map(|index| self.order[*index])
    }

    pub fn chosen(&self) -> usize {
        self.chosen
    }

    pub fn finding(&self) -> Option<&'a Finding> {
        self.listed.get(self.chosen).map(|index| self.order[*index])
    }

    pub fn tier(&self, finding: &Finding) -> Tier {
        self.tiers.get(&finding.rule).copied().unwrap_or(Tier::Suspicion)
    }

    pub fn standing(&self, finding: &Finding) -> Standing {
        self.triage.standing(&finding.fingerprints.in_place)
    }

    /// Says something on the line for messages, until the next key.
    pub fn say(&mut self, message: String) {
        self.message = Some(message);
    }

    pub fn say_nothing(&mut self) {
        self.message = None;
    }

    /// Chooses another finding of the list, so many places on.
    pub fn step(&mut self, by: isize) {
        let last = self.listed.len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
        self.scrolled = 0;
    }

    pub fn next_tier(&mut self) {
        self.filter.tier = next(self.filter.tier, &[Tier::Suspicion, Tier::Hygiene]);
        self.list();
    }

    pub fn next_severity(&mut self) {
        let all = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];
        self.filter.severity = next(self.filter.severity, &all);
        self.list();
    }

    pub fn next_standing(&mut self) {
        self.filter.standing = next(self.filter.standing, &Standing::ALL);
        self.list();
    }

    pub fn search(&mut self, change: impl FnOnce(&mut String)) {
        change(&mut self.filter.text);
        self.list();
    }

    /// Asks for reason and last day of a decision about the chosen finding.
    pub fn decide(&mut self, judgement: Judgement) {
        if self.finding().is_some() {
            self.mode = Mode::Form(Form::new(What::Decision(judgement)));
        }
    }

    /// Asks for the reason of a review, if there is something that this person may review.
    pub fn review(&mut self, approves: bool) {
        let Some(finding) = self.finding() else { return };
        match self.triage.findings.get(&finding.fingerprints.in_place) {
            None => self.say("nobody has decided about it: there is nothing to review".to_owned()),
            Some(triage) if triage.review.is_some() => self.say("it has been reviewed: decide anew".to_owned()),
            Some(_) => self.mode = Mode::Form(Form::new(What::Review { approves })),
        }
    }

    /// Takes what was entered into the log.
    pub fn enter(&mut self, what: What, filled: Filled) {
        let Some(finding) = self.finding() else { return };
        let (by, on) = (self.by.clone(), self.today);
        let Filled { reason, expires } = filled;
        if let Err(error) = check_expiry(expires, self.inspection) {
            return self.say(error.to_string());
        }
        let taken = match what {
            What::Decision(judgement) => self.log.decide(finding, Decision { judgement, reason, by, on, expires }),
            What::Review { approves } => {
                self.log.review(&finding.fingerprints.in_place, Review { approves, reason, by, on })
            }
        };
        let triage = taken.and_then(|()| self.log.triage(&self.inspection.findings, case_date(self.inspection)));
        match triage {
            Ok(triage) => {
                self.triage = triage;
                self.unsaved += 1;
                self.mode = Mode::List;
                self.say(format!("{}; w writes it into the bundle", self.standing(finding)));
                self.list_around(finding);
            }
            Err(error) => self.say(error.to_string()),
        }
    }

    /// What was decided stands in the bundle.
    pub fn written(&mut self) {
        self.say(format!("written: {}", self.unsaved));
        self.unsaved = 0;
    }

    fn list(&mut self) {
        let chosen = self.finding();
        let allows = |finding: &Finding| self.filter.allows(finding, self.tier(finding), self.standing(finding));
        self.listed = (0..self.order.len()).filter(|index| allows(self.order[*index])).collect();
        self.chosen = 0;
        self.scrolled = 0;
        if let Some(finding) = chosen {
            self.chosen = self.listed.iter().position(|index| std::ptr::eq(self.order[*index], finding)).unwrap_or(0);
        }
    }

    /// Lists anew after a decision, which the filter may have taken off the list: the next one takes its place.
    fn list_around(&mut self, finding: &Finding) {
        let before = self.chosen;
        self.list();
        if !self.finding().is_some_and(|now| std::ptr::eq(now, finding)) {
            self.chosen = before.min(self.listed.len().saturating_sub(1));
        }
    }
}
