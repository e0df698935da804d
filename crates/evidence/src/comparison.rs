use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Shipped against rebuilt, artefact by artefact.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Sorted by path.
    pub artefacts: Vec<Artefact>,
    /// Whether the build ran without a sandbox, on the evaluator's word: then it could read, change and send whatever its
    /// user can, and its own verdicts with it.
    pub unconfined: bool,
    /// How the build went, in words, if there was one: steps, exit codes, limits met.
    pub build: Vec<String>,
    /// What the first build printed, as it printed it; a very long one without its middle.
    pub log: Arc<[u8]>,
    /// What the first build used up, if that is to be told: no two builds use the same.
    pub resources: Option<Resources>,
    /// The tools that were to be used against those that were.
    pub toolchain: Vec<Tool>,
    /// Whether two builds of the same source give the same: another question than whether they give what was shipped.
    pub determinism: Vec<Determinism>,
    /// What the build read and wrote.
    pub files: BuildFiles,
}

/// What a build used up, as far as it was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resources {
    /// From its first step to its last, by the clock.
    pub milliseconds: u64,
    /// Memory of all processes together at the worst moment, in KiB.
    pub peak_memory_kib: u64,
    /// Processes and threads at the worst moment.
    pub peak_processes: u64,
}

/// One tool or package that a build depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// The package or program.
    pub name: String,
    /// The version that the recipe or a `.buildinfo` file states.
    pub declared: String,
    /// The version on this machine; none where it is not installed.
    pub installed: Option<String>,
    /// What is to be expected of it, told before anything was built.
    pub prediction: String,
}

impl Tool {
    /// Whether the version on this machine is the declared one.
    pub fn is_as_declared(&self) -> bool {
        self.installed.as_ref() == Some(&self.declared)
    }
}

/// Two builds of one source under different circumstances.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Determinism {
    /// The artefact, as its [`Artefact::path`].
    pub path: String,
    /// The judgement.
    pub verdict: DeterminismVerdict,
    /// Where the two builds differ: `shipped` is the first of them.
    pub differs: Vec<Difference>,
}

/// Whether two builds of one source gave the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeterminismVerdict {
    /// The same bytes.
    Deterministic,
    /// Not the same bytes.
    Varies,
    /// One of the builds did not give it.
    NotJudged,
}

impl DeterminismVerdict {
    /// The name in rebuild.json.
    pub fn name(self) -> &'static str {
        match self {
            Self::Deterministic => "deterministic",
            Self::Varies => "varies",
            Self::NotJudged => "not-judged",
        }
    }
}

/// The files that a build had to do with. Each list is sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildFiles {
    /// Files of the drop that no step read; none where the disk keeps no times of access.
    pub unread: Option<Vec<String>>,
    /// Files outside of the drop that a step opened; none where that was not watched.
    pub outside: Option<Vec<String>>,
    /// Files below the source that the build made or changed.
    pub written: Vec<String>,
}

impl Comparison {
    /// Whether every artefact is identical or equivalent.
    pub fn holds(&self) -> bool {
        self.artefacts.iter().all(|artefact| artefact.verdict.passes())
    }
}

/// One shipped or rebuilt file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Artefact {
    /// Its name, relative to the shipped folder.
    pub path: String,
    /// The judgement.
    pub verdict: Verdict,
    /// Why the two differ.
    pub causes: Vec<Cause>,
    /// Ranges that were set aside for an `equivalent` verdict.
    pub masked: Vec<MaskedRange>,
    /// Where the two differ: member, section or byte range.
    pub differs: Vec<Difference>,
    /// Whether the vendor's signature holds under the public key that the recipe gives; none where it gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<SignatureCheck>,
}

/// The signature of a shipped artefact, held against a public key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureCheck {
    /// Where the signature was looked for.
    pub kind: SignatureKind,
    /// The key: SHA-256 of its SubjectPublicKeyInfo in DER, in hex.
    pub key: String,
    /// How it is signed: `RSA 2048, PKCS #1 v1.5, SHA-256`. Empty where that could not be read.
    pub algorithm: String,
    /// Whether there is a signature of that key, and nothing of the artefact is left out of it but what the detail names.
    pub holds: bool,
    /// The particulars, in words.
    pub detail: String,
}

/// The signatures that are verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureKind {
    /// Behind the content, where the recipe declares it.
    Declared,
    /// Appended to a Linux kernel module.
    Module,
    /// Authenticode, in a PE file.
    Authenticode,
    /// In the nodes of a FIT image.
    Fit,
    /// There is none that is known.
    Absent,
}

impl SignatureKind {
    /// In a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Declared => "declared signature",
            Self::Module => "module signature",
            Self::Authenticode => "Authenticode signature",
            Self::Fit => "FIT signature",
            Self::Absent => "no signature",
        }
    }
}

/// The judgement on one artefact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The same bytes.
    Identical,
    /// The same but for ranges masked under named rules.
    Equivalent,
    /// Different, for a cause that a further rebuild confirmed.
    DiffersExplained,
    /// Different, and the cause is not confirmed.
    DiffersUnexplained,
    /// The build did not give it.
    NotBuilt,
    /// The comparison could not be carried out to its end.
    Inconclusive,
    /// The rebuilt tree has no such file.
    OnlyInShipped,
    /// The shipped tree has no such file.
    OnlyInRebuilt,
}

impl Verdict {
    /// Every verdict, in the order of the scoreboard.
    pub const ALL: [Self; 8] = [
        Self::Identical,
        Self::Equivalent,
        Self::DiffersExplained,
        Self::DiffersUnexplained,
        Self::NotBuilt,
        Self::Inconclusive,
        Self::OnlyInShipped,
        Self::OnlyInRebuilt,
    ];

    /// Only `identical` and `equivalent` pass.
    pub fn passes(self) -> bool {
        matches!(self, Self::Identical | Self::Equivalent)
    }

    /// The name in rebuild.json.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::Equivalent => "equivalent",
            Self::DiffersExplained => "differs-explained",
            Self::DiffersUnexplained => "differs-unexplained",
            Self::NotBuilt => "not-built",
            Self::Inconclusive => "inconclusive",
            Self::OnlyInShipped => "only-in-shipped",
            Self::OnlyInRebuilt => "only-in-rebuilt",
        }
    }
}

/// Why two artefacts differ.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cause {
    /// `build-path`, `timestamp`, `sandbox-unavailable`, ...
    pub kind: String,
    /// Whether a rebuild with that one factor changed made the difference go.
    pub confirmed: bool,
    /// The particulars, in words.
    pub detail: String,
}

/// Bytes set aside under a named rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaskedRange {
    /// The rule.
    pub rule: String,
    /// The content that the range lies in, as [`Difference::place`] names it; empty for the artefact itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub within: String,
    /// Offset into that content on the shipped side, in bytes.
    pub offset: u64,
    /// Length in bytes on the shipped side.
    pub length: u64,
}

/// One place where two artefacts differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// From the outermost container to the innermost part: `member data.tar.xz > member usr/bin/x > section .text >
    /// function main`.
    #[serde(rename = "where")]
    pub place: String,
    /// What differs there.
    pub detail: String,
    /// Further places where the very same differs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// The kind of the [`Cause`] that it is put down to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// Whether it only follows from other differences that are listed: addresses behind code that grew.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub derived: bool,
    /// What stands there on the shipped side, line by line: text, disassembly or hex.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shipped: String,
    /// The same of the rebuilt side.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rebuilt: String,
}

impl Difference {
    /// In how many places it differs so.
    pub fn places(&self) -> usize {
        1 + self.also.len()
    }
}
