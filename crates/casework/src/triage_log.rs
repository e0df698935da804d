use std::collections::BTreeMap;

use banbury_evidence::{Answer, Date, Decision, Digest, Finding, Review, Standing, Triage};

use crate::LogError;
use crate::book::Book;
use crate::chain::Chain;
use crate::entry::{AnswerV1, DecisionV1, EntryV1, QuestionV1, ReviewV1};

const SCHEMA: &str = "banbury.triage/v1";

/// triage.jsonl: who decided what about which finding, why, and what the vendor was asked and answered.
pub struct TriageLog {
    chain: Chain<EntryV1>,
    book: Book,
}

impl Default for TriageLog {
    fn default() -> Self {
        Self { chain: Chain::empty(SCHEMA), book: Book::default() }
    }
}

impl TriageLog {
    /// Reads a log; no bytes are a log in which nothing stands.
    ///
    /// # Errors
    /// Names the first line that breaks the chain, or that says something that cannot be: a decision without a reason,
    /// a review by whoever decided, an answer to what was not asked.
    pub fn read(bytes: &[u8]) -> Result<Self, LogError> {
        let chain = Chain::read(SCHEMA, bytes)?;
        let mut book = Book::default();
        for (line, entry) in (1..).zip(chain.entries()) {
            let impossible = |why| LogError::Broken { line, why: format!("says what cannot be: {why}") };
            book.take(entry).map_err(impossible)?;
        }
        Ok(Self { chain, book })
    }

    /// All of it, as it is to stand in the file.
    pub fn bytes(&self) -> &[u8] {
        self.chain.bytes()
    }

    /// SHA-256 of the last line without its line feed; none if there is no line.
    pub fn head(&self) -> Option<Digest> {
        self.chain.head()
    }

    /// How many entries there are.
    pub fn len(&self) -> u64 {
        self.chain.entries().len() as u64
    }

    /// Whether nobody has written anything.
    pub fn is_empty(&self) -> bool {
        self.chain.entries().is_empty()
    }

    /// A person decides about a finding.
    ///
    /// # Errors
    /// If the reason is blank, `by` is no name, or the decision expires before it is made.
    pub fn decide(&mut self, finding: &Finding, decision: Decision) -> Result<(), LogError> {
        self.add(EntryV1::Decision(DecisionV1::new(&finding.fingerprints.in_place, finding.context, decision)))
    }

    /// A second person looks at the last decision about the finding with this in-place fingerprint.
    ///
    /// # Errors
    /// If there is none, it has been reviewed, the same person made it, or the reason is blank.
    pub fn review(&mut self, finding: &str, review: Review) -> Result<(), LogError> {
        let decision = self.book.decided.get(finding).map_or(0, |decided| decided.number);
        let Review { approves, reason, by, on } = review;
        self.add(EntryV1::Review(ReviewV1 { finding: finding.to_owned(), decision, approves, reason, by, on }))
    }

    /// One question about findings that are confirmed or need the vendor; gives its number.
    ///
    /// # Errors
    /// If one of them is not, is named twice, or the text is blank.
    pub fn ask(&mut self, findings: Vec<String>, text: String, by: String, on: Date) -> Result<u64, LogError> {
        self.add(EntryV1::Question(QuestionV1 { findings, text, by, on }))?;
        Ok(self.book.questions.count())
    }

    /// What the vendor answered to question `number`, the one behind `OR-`.
    ///
    /// # Errors
    /// If there is no such question, or the answer is blank or longer than 65,536 characters.
    pub fn answer(&mut self, number: u64, answer: Answer) -> Result<(), LogError> {
        let Answer { text, by, on } = answer;
        self.add(EntryV1::Answer(AnswerV1 { question: number, text, by, on }))
    }

    /// What it says of these findings, in a case of the day `date`.
    ///
    /// # Errors
    /// If it speaks of a finding that is not among them.
    pub fn triage(&self, findings: &[Finding], date: Option<Date>) -> Result<Triage, LogError> {
        let contexts: BTreeMap<&str, &Digest> =
            findings.iter().map(|finding| (&*finding.fingerprints.in_place, &finding.context)).collect();
        let mut triage = Triage { head: self.head(), log: self.bytes().to_vec(), ..Triage::default() };
        for (finding, decided) in &self.book.decided {
            let Some(context) = contexts.get(&**finding) else {
                let why = format!("is about a finding that the bundle does not have: {finding}");
                return Err(LogError::Broken { line: decided.number, why });
            };
            triage.findings.insert(finding.clone(), decided.shown(decided.standing(context, date)));
        }
        triage.gone = self.book.gone.iter().map(|gone| gone.shown(gone.standing(&gone.context, date))).collect();
        // The vendor is asked until a decision holds that does not ask: nobody withdraws a question alone, and none falls
        // silent because a decision lapsed.
        let is_asked = |finding: &str| {
            let triage = triage.findings.get(finding);
            triage.is_none_or(|it| it.standing != Standing::Decided || it.decision.judgement.asks_the_vendor())
        };
        let questions = self.book.questions.list(is_asked);
        triage.questions = questions;
        Ok(triage)
    }

    pub(crate) fn book(&self) -> &Book {
        &self.book
    }

    /// Writes an entry, if it can stand here.
    pub(crate) fn add(&mut self, entry: EntryV1) -> Result<(), LogError> {
        self.book.take(&entry).map_err(LogError::Refused)?;
        self.chain.append(entry)?;
        Ok(())
    }
}
