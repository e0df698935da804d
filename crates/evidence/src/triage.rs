use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Date, Digest};

/// What a person says of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judgement {
    /// It is as the rule says.
    Confirmed,
    /// The rule is wrong here.
    FalsePositive,
    /// It is as the rule says, and the risk is borne.
    Accepted,
    /// It is as the rule says, and what was delivered since mends it.
    Fixed,
    /// Only the vendor can tell.
    NeedsVendor,
}

impl Judgement {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Confirmed, Self::FalsePositive, Self::Accepted, Self::Fixed, Self::NeedsVendor];

    /// Its name, as the command line and the log have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::FalsePositive => "false-positive",
            Self::Accepted => "accepted",
            Self::Fixed => "fixed",
            Self::NeedsVendor => "needs-vendor",
        }
    }

    /// Whether it takes a finding off the list of what is open, for which two people are needed.
    pub fn takes_off_the_list(self) -> bool {
        matches!(self, Self::FalsePositive | Self::Accepted | Self::Fixed)
    }

    /// Whether the vendor is asked about it.
    pub fn asks_the_vendor(self) -> bool {
        matches!(self, Self::Confirmed | Self::NeedsVendor)
    }
}

impl fmt::Display for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What one person decided about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What it says of the finding.
    pub judgement: Judgement,
    /// Why; never blank.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// On which day.
    pub on: Date,
    /// The last day on which it holds; none if it holds until the code changes.
    pub expires: Option<Date>,
}

/// What a second person says of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Whether they agree.
    pub approves: bool,
    /// Why; never blank.
    pub reason: String,
    /// Who reviewed: never who decided.
    pub by: String,
    /// On which day.
    pub on: Date,
}

/// Where something comes from that was carried over from an earlier release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The earlier release in the words of its case file; empty if it had none.
    pub release: String,
    /// Head of the earlier log: SHA-256 of its last line.
    pub head: Digest,
    /// Number of the entry there.
    pub number: u64,
}

/// How a finding stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nobody has decided.
    Open,
    /// The decision holds.
    Decided,
    /// The decision would take the finding off the list, and nobody else has looked at it yet.
    AwaitingReview,
    /// A second person did not agree, so that the finding is open again.
    Rejected,
    /// The decision's last day has passed, or the case has no date by which anybody could tell.
    Expired,
    /// The code around the finding is not what was decided about.
    CodeChanged,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Open, Self::Decided, Self::AwaitingReview, Self::Rejected, Self::Expired, Self::CodeChanged];

    /// Its name, as reports and tables have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Decided => "decided",
            Self::AwaitingReview => "awaiting review",
            Self::Rejected => "rejected in review",
            Self::Expired => "lapsed: expired",
            Self::CodeChanged => "lapsed: code changed",
        }
    }

    /// Its name as one word.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Decided => "decided",
            Self::AwaitingReview => "awaiting-review",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
            Self::CodeChanged => "code-changed",
        }
    }

    /// Whether a decision was there and holds no more.
    pub fn has_lapsed(self) -> bool {
        matches!(self, Self::Expired | Self::CodeChanged)
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The last decision about one finding, and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingTriage {
    /// How the finding stands; never [`Standing::Open`].
    pub standing: Standing,
    /// What was decided.
    pub decision: Decision,
    /// What a second person said of it.
    pub review: Option<Review>,
    /// Where it was decided, if not about this release.
    pub carried_from: Option<Origin>,
}

impl FindingTriage {
    /// Whether the finding needs nobody's attention any more: two people have taken it off the list.
    pub fn is_off_the_list(&self) -> bool {
        self.standing == Standing::Decided && self.decision.judgement.takes_off_the_list()
    }
}

/// An observation report: what the vendor is asked about one finding or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its number: OR-1, OR-2, ...
    pub number: u64,
    /// In-place fingerprints of the findings.
    pub findings: Vec<String>,
    /// What is asked; empty where the finding's own message is what is asked about.
    pub text: String,
    /// Who asks.
    pub by: String,
    /// Since which day.
    pub on: Date,
    /// How it stands.
    pub status: QuestionStatus,
    /// What the vendor said, in the order of the log.
    pub answers: Vec<Answer>,
    /// Where it was asked first, if not about this release.
    pub carried_from: Option<Origin>,
}

impl Question {
    /// Whether the vendor's answer is still to come.
    pub fn is_open(&self) -> bool {
        self.status == QuestionStatus::Open
    }
}

/// How a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuestionStatus {
    /// The vendor has not answered.
    Open,
    /// The vendor has answered; what follows from that is decided about the findings.
    Answered,
    /// A later question asks about the same findings.
    ReplacedBy(u64),
    /// None of its findings is confirmed or needs the vendor any more.
    Withdrawn,
}

impl fmt::Display for QuestionStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => f.write_str("open"),
            Self::Answered => f.write_str("answered"),
            Self::ReplacedBy(number) => write!(f, "replaced by OR-{number}"),
            Self::Withdrawn => f.write_str("withdrawn"),
        }
    }
}

/// What the vendor said. Its text is hostile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The vendor's words.
    pub text: String,
    /// The day of the answer.
    pub on: Date,
    /// Who took it down.
    pub by: String,
}

/// What people have decided about the findings of an inspection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triage {
    /// By in-place fingerprint; findings that nobody has decided about are not in it.
    pub findings: BTreeMap<String, FindingTriage>,
    /// Decisions about findings of the earlier release that are gone, in the order of the log.
    pub gone: Vec<FindingTriage>,
    /// What the vendor is asked, by number.
    pub questions: Vec<Question>,
    /// Head of the log: SHA-256 of its last line; none if nobody has written any.
    pub head: Option<Digest>,
    /// The log itself, as triage.jsonl has it.
    pub log: Vec<u8>,
}

impl Triage {
    /// How the finding with this in-place fingerprint stands.
    pub fn standing(&self, in_place: &str) -> Standing {
        self.findings.get(in_place).map_or(Standing::Open, |finding| finding.standing)
    }

    /// Whether two people have taken this finding off the list.
    pub fn is_off_the_list(&self, in_place: &str) -> bool {
        self.findings.get(in_place).is_some_and(FindingTriage::is_off_the_list)
    }
}
