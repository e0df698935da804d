use std::collections::BTreeMap;

use banbury_evidence::{Answer, Date, Decision, Digest, FindingTriage, Origin, Review, Standing};

use crate::entry::{CarriedQuestionV1, CarriedV1, DecisionV1, EntryV1, QuestionV1, ReviewV1};
use crate::person::{check_name, is_same_person};
use crate::question::{Asked, Questions};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 4_000;
/// The longest question or answer, in characters.
const LONGEST_TEXT: usize = 65_536;

/// What a triage log amounts to, entry by entry. What is written passes the same checks as what is read.
#[derive(Default)]
pub(crate) struct Book {
    /// The last decision about each finding.
    pub(crate) decided: BTreeMap<String, Decided>,
    /// Decisions about findings of the release before that are gone.
    pub(crate) gone: Vec<Decided>,
    /// What the vendor is asked.
    pub(crate) questions: Questions,
    /// Entries so far.
    entries: u64,
    /// Whether an entry about this release is among them.
    has_begun: bool,
}

/// A decision that no later one has replaced.
pub(crate) struct Decided {
    /// Number of its entry.
    pub(crate) number: u64,
    pub(crate) decision: Decision,
    /// Digest of the code that it is about.
    pub(crate) context: Digest,
    pub(crate) review: Option<Review>,
    pub(crate) carried_from: Option<Origin>,
}

impl Decided {
    /// How a finding stands on the day `date` of its case, with the code around it as it is now.
    pub(crate) fn standing(&self, context: &Digest, date: Option<Date>) -> Standing {
        // Without a date nobody can tell, and what may have expired takes nothing off the list.
        let has_expired = self.decision.expires.is_some_and(|last| date.is_none_or(|date| last < date));
        match &self.review {
            Some(review) if !review.approves => Standing::Rejected,
            _ if self.context != *context => Standing::CodeChanged,
            _ if has_expired => Standing::Expired,
            None if self.decision.judgement.takes_off_the_list() => Standing::AwaitingReview,
            _ => Standing::Decided,
        }
    }

    /// The same as reports have it.
    pub(crate) fn shown(&self, standing: Standing) -> FindingTriage {
        FindingTriage {
            standing,
            decision: self.decision.clone(),
            review: self.review.clone(),
            carried_from: self.carried_from.clone(),
        }
    }
}

impl Book {
    /// Takes the next entry in, or says why it cannot stand here.
    pub(crate) fn take(&mut self, entry: &EntryV1) -> Result<(), String> {
        let number = self.entries + 1;
        match entry {
            EntryV1::Decision(decision) => self.decide(number, decision)?,
            EntryV1::Review(review) => self.review(review)?,
            EntryV1::Question(question) => self.ask(question)?,
            EntryV1::Answer(answer) => {
                let answer_of = Answer::from(answer);
                check_answer(&answer_of)?;
                self.questions.answer(answer.question, answer_of)?;
            }
            EntryV1::CarriedQuestion(question) => self.carry_question(question)?,
            EntryV1::Carried(carried) => self.carry(number, carried)?,
        }
        self.has_begun |= !matches!(entry, EntryV1::Carried(_) | EntryV1::CarriedQuestion(_));
        self.entries = number;
        Ok(())
    }

    fn decide(&mut self, number: u64, entry: &DecisionV1) -> Result<(), String> {
        let decision = entry.decision();
        check_decision(&decision)?;
        check_fingerprint(&entry.finding)?;
        let decided = Decided { number, decision, context: entry.context, review: None, carried_from: None };
        self.put(&entry.finding, decided);
        Ok(())
    }

    fn review(&mut self, entry: &ReviewV1) -> Result<(), String> {
        let review = entry.review();
        check_name(&review.by)?;
        check_text("reason", &review.reason, LONGEST_REASON)?;
        let Some(decided) = self.decided.get_mut(&entry.finding) else {
            return Err(format!("nobody has decided about the finding {}: there is nothing to review", entry.finding));
        };
        if decided.number != entry.decision {
            return Err(format!("entry {} is not the last decision about the finding", entry.decision));
        }
        if let Some(before) = &decided.review {
            return Err(format!("{} has reviewed that decision already: decide anew", before.by));
        }
        let Decision { by, on, .. } = &decided.decision;
        if is_same_person(by, &review.by) {
            return Err(format!("{by} made that decision: another person has to review it"));
        }
        if review.on < *on {
            return Err(format!("the review is of {}, before the decision of {on}", review.on));
        }
        decided.review = Some(review);
        Ok(())
    }

    fn ask(&mut self, entry: &QuestionV1) -> Result<(), String> {
        check_name(&entry.by)?;
        check_text("question", &entry.text, LONGEST_TEXT)?;
        for finding in &entry.findings {
            let judgement = self.decided.get(finding).map(|decided| decided.decision.judgement);
            if !judgement.is_some_and(|judgement| judgement.asks_the_vendor()) {
                return Err(format!(
                    "the finding {finding} is neither confirmed nor in need of the vendor: decide so before asking about it"
                ));
            }
        }
        self.questions.ask(Asked::from(entry))
    }

    fn carry(&mut self, number: u64, entry: &CarriedV1) -> Result<(), String> {
        self.check_carried()?;
        let (decision, review) = (entry.decision(), entry.review());
        check_decision(&decision)?;
        if let Some(review) = &review {
            check_name(&review.by)?;
            check_text("reason", &review.reason, LONGEST_REASON)?;
            if is_same_person(&decision.by, &review.by) {
                return Err(format!("{} made that decision: another person has to review it", decision.by));
            }
        }
        let carried_from = Some((&entry.from).into());
        let decided = Decided { number, decision, context: entry.context, review, carried_from };
        match &entry.finding {
            Some(finding) if self.decided.contains_key(finding) => {
                return Err(format!("a decision about the finding {finding} was carried over already"));
            }
            Some(finding) => {
                check_fingerprint(finding)?;
                self.put(finding, decided);
            }
            None => self.gone.push(decided),
        }
        Ok(())
    }

    fn carry_question(&mut self, entry: &CarriedQuestionV1) -> Result<(), String> {
        self.check_carried()?;
        check_name(&entry.by)?;
        check_length("question", &entry.text, LONGEST_TEXT)?;
        let asked = Asked::from(entry);
        asked.answers.iter().try_for_each(check_answer)?;
        entry.findings.iter().try_for_each(|finding| check_fingerprint(finding))?;
        self.questions.ask(asked)
    }

    /// What was carried over stands before all else, so that nobody can bring in a decision as if it were an old one.
    fn check_carried(&self) -> Result<(), String> {
        match self.has_begun {
            true => Err("it is carried over behind an entry about this release".to_owned()),
            false => Ok(()),
        }
    }

    fn put(&mut self, finding: &str, decided: Decided) {
        if decided.decision.judgement.asks_the_vendor() {
            self.questions.note(finding, &decided.decision);
        }
        self.decided.insert(finding.to_owned(), decided);
    }
}

fn check_decision(decision: &Decision) -> Result<(), String> {
    check_name(&decision.by)?;
    check_text("reason", &decision.reason, LONGEST_REASON)?;
    match decision.expires {
        Some(expires) if expires < decision.on => {
            Err(format!("it expires on {expires}, before it is made on {}", decision.on))
        }
        _ => Ok(()),
    }
}

fn check_answer(answer: &Answer) -> Result<(), String> {
    check_name(&answer.by)?;
    check_text("answer", &answer.text, LONGEST_TEXT)
}

/// A text that says something.
fn check_text(what: &str, text: &str, longest: usize) -> Result<(), String> {
    if !text.chars().any(char::is_alphanumeric) {
        return Err(format!("the {what} is blank: say it in words"));
    }
    check_length(what, text, longest)
}

fn check_length(what: &str, text: &str, longest: usize) -> Result<(), String> {
    match text.chars().nth(longest) {
        Some(_) => {
            Err(format!("the {what} is longer than {longest} characters: sum it up, and keep the rest with the case"))
        }
        None => Ok(()),
    }
}

fn check_fingerprint(finding: &str) -> Result<(), String> {
    finding.parse::<Digest>().map(|_| ()).map_err(|error| error.to_string())
}
