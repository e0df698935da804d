use std::fmt;

use banbury_evidence::Digest;
use serde::{Deserialize, Serialize};

use crate::chain::Chain;
use crate::person::check_name;
use crate::{LogError, Moment};

const SCHEMA: &str = "banbury.custody/v1";

/// What was done with a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// A drop was read and its digest taken.
    Sealed,
    /// It was inspected, and a bundle written.
    Inspected,
    /// It was built and compared with what was shipped.
    Rebuilt,
    /// Somebody wrote into the triage log.
    Triaged,
    /// Somebody signed.
    Signed,
    /// An authority's time stamp of a signature was added.
    Stamped,
    /// Documents were made anew or written elsewhere.
    Exported,
    /// The signatures were taken away.
    Reopened,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sealed => "sealed",
            Self::Inspected => "inspected",
            Self::Rebuilt => "rebuilt",
            Self::Triaged => "triaged",
            Self::Signed => "signed",
            Self::Stamped => "stamped",
            Self::Exported => "exported",
            Self::Reopened => "reopened",
        })
    }
}

/// One action on a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustodyEntry {
    /// What was done.
    pub action: Action,
    /// Who did it.
    pub who: String,
    /// When, by the clock of the machine.
    pub when: Moment,
    /// To what or with what outcome: `drop`, or the name of a file.
    pub of: String,
    /// Its SHA-256.
    pub digest: Digest,
    /// The program and its version.
    pub tool: String,
}

/// The custody log of a case: who did what when. It alone carries the time of the clock, and stands beside the bundle.
pub struct CustodyLog(Chain<CustodyEntry>);

impl Default for CustodyLog {
    fn default() -> Self {
        Self(Chain::empty(SCHEMA))
    }
}

impl CustodyLog {
    /// Reads a log; no bytes are a log in which nothing stands.
    ///
    /// # Errors
    /// Names the first line that breaks the chain.
    pub fn read(bytes: &[u8]) -> Result<Self, LogError> {
        Ok(Self(Chain::read(SCHEMA, bytes)?))
    }

    /// Writes one more entry, and gives its line with the line feed: what is to be written behind the file's end.
    ///
    /// # Errors
    /// If `who` is no name.
    pub fn append(&mut self, entry: CustodyEntry) -> Result<&[u8], LogError> {
        check_name(&entry.who).map_err(LogError::Refused)?;
        self.0.append(entry)
    }

    /// All of it, as it stands in the file.
    pub fn bytes(&self) -> &[u8] {
        self.0.bytes()
    }

    /// What stands in it.
    pub fn entries(&self) -> &[CustodyEntry] {
        self.0.entries()
    }

    /// SHA-256 of the last line without its line feed; none if there is no line.
    pub fn head(&self) -> Option<Digest> {
        self.0.head()
    }

    /// The number of the line that has this digest, which was the log's head once.
    pub fn line_of(&self, head: &Digest) -> Option<u64> {
        self.0.heads().iter().position(|digest| digest == head).map(|index| index as u64 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_goes_on_where_it_ended_and_knows_its_earlier_heads() {
        let entry = |action, who: &str| CustodyEntry {
            action,
            who: who.to_owned(),
            when: Moment::of_unix(1_795_539_839),
            of: "drop".to_owned(),
            digest: Digest::of(b"drop"),
            tool: "banbury 0.1.0".to_owned(),
        };
        let mut log = CustodyLog::default();
        log.append(entry(Action::Sealed, "Ada Example")).unwrap();
        let pinned = log.head().unwrap();
        let mut log = CustodyLog::read(log.bytes()).unwrap();
        let line = log.append(entry(Action::Signed, "Grace Example")).unwrap();
        let text = String::from_utf8(line.to_vec()).unwrap();
        assert!(text.ends_with(&format!(
            "\"previous\":\"{pinned}\",\"action\":\"signed\",\"who\":\"Grace Example\",\"when\":\"2026-11-24T17:03:59Z\",\"of\":\"drop\",\"digest\":\"{}\",\"tool\":\"banbury 0.1.0\"}}\n",
            Digest::of(b"drop")
        )), "{text}");
        assert_eq!((log.line_of(&pinned), log.line_of(&Digest::of(b"other"))), (Some(1), None));
        assert!(log.append(entry(Action::Signed, " ")).is_err());
        assert_eq!(log.entries().len(), 2);
    }
}
