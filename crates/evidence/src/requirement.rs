use std::fmt;
use std::str::FromStr;

use crate::{RulesetDigest, class_name};

/// A document that a product or its vendor is held to, and what an inspection can say to each of its requirements.
///
/// It says which check gives static evidence. Whether a requirement is met is never said here: that is the evaluator's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequirementDocument {
    /// A short name, unique over all documents of a run: `eu-cra`.
    pub id: String,
    /// The document's own title.
    pub title: String,
    /// The edition that the numbers are of.
    pub edition: String,
    /// When that edition was published: `2024-10-23` or `2022-12`.
    pub date: String,
    /// Which of its requirements the list leaves out, and why; none if it has all.
    pub left_out: Option<Words>,
    /// In the document's order.
    pub requirements: Vec<Requirement>,
    /// The file that this was read from.
    pub file: RulesetDigest,
}

/// One requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// As the document numbers it: `Part I (2)(a)`.
    pub number: String,
    /// What it is about, in our words.
    pub about: Words,
    /// What can be said to it.
    pub assessment: Assessment,
}

/// What an inspection can say to a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assessment {
    /// These checks give static evidence; at least one.
    Evidence(Vec<Check>),
    /// Nothing, for this reason.
    NotAssessable(Words),
}

/// The same in each language of the documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Words {
    pub en: String,
    pub de: String,
}

/// Something that an inspection does, of which it can tell what it found out in numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// Rules and detectors of one of the catalogue's classes, 1 to 40.
    Class(u8),
    /// Rules and detectors of all classes together, by tier.
    Findings,
    /// Safe and unsafe calls of one family of functions.
    Census(String),
    /// Size, nesting, repetition and commented-out code.
    Metrics,
    /// How much of the drop was looked at.
    Coverage,
    /// The sealed list of what was handed in, and what is odd about it.
    Manifest,
    /// Every file with its digest, for a bill of materials.
    BillOfFiles,
    /// Shipped against rebuilt.
    Equivalence,
    /// Whether two builds of the source give the same.
    Determinism,
    /// The tools that were to build it against those that did.
    Toolchain,
    /// Whether the vendor's signatures hold under the key that the recipe gives.
    Signature,
    /// What became of the findings of the release before.
    Trend,
}

/// The checks that a name alone stands for.
const NAMED: [(&str, Check); 10] = [
    ("findings", Check::Findings),
    ("metrics", Check::Metrics),
    ("coverage", Check::Coverage),
    ("manifest", Check::Manifest),
    ("bill-of-files", Check::BillOfFiles),
    ("equivalence", Check::Equivalence),
    ("determinism", Check::Determinism),
    ("toolchain", Check::Toolchain),
    ("signature", Check::Signature),
    ("trend", Check::Trend),
];

impl Check {
    /// The check of a class of the catalogue; none unless the number is 1 to 40.
    pub fn of_class(number: u8) -> Option<Self> {
        class_name(number).map(|_| Self::Class(number))
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Class(number) => write!(f, "class:{number}"),
            Self::Census(family) => write!(f, "census:{family}"),
            named => f.write_str(NAMED.iter().find(|(_, check)| check == named).map_or("", |(name, _)| name)),
        }
    }
}

/// A name that no check has.
#[derive(Debug, thiserror::Error)]
#[error(
    "there is no check `{0}`: a check is the number of a class (1 to 40), `census:FAMILY`, or one of {names}",
    names = NAMED.map(|(name, _)| name).join(", ")
)]
pub struct UnknownCheck(String);

impl FromStr for Check {
    type Err = UnknownCheck;

    fn from_str(text: &str) -> Result<Self, UnknownCheck> {
        let named = || NAMED.iter().find(|(name, _)| *name == text).map(|(_, check)| check.clone());
        let found = match text.split_once(':') {
            Some(("class", number)) => number.parse().ok().and_then(Self::of_class),
            Some(("census", family)) if !family.is_empty() => Some(Self::Census(family.to_owned())),
            _ => named(),
        };
        found.ok_or_else(|| UnknownCheck(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_reads_back_as_it_is_shown() {
        let checks = NAMED.map(|(_, check)| check).into_iter().chain((1..=40).map(Check::Class));
        for check in checks.chain([Check::Census("memcpy".to_owned())]) {
            assert_eq!(check.to_string().parse::<Check>().unwrap(), check);
        }
        for unknown in ["class:41", "class:0", "census:", "", "Coverage", "14"] {
            assert!(unknown.parse::<Check>().unwrap_err().to_string().contains("there is no check"), "{unknown}");
        }
    }
}
