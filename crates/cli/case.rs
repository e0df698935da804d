mod pass;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use banbury_detect::Declared;
use banbury_evidence::{CaseFacts, Date, Digest, ReportLanguage};
use banbury_rebuild::Recipe;
use serde::Deserialize;

use self::pass::PassToml;

/// The schema that a case file names.
const SCHEMA: &str = "banbury.case/v1";

/// A case file, with its paths made relative to where it stands.
pub struct Case {
    pub drop: PathBuf,
    /// The git repository, `REPOSITORY@REVISION`, that the drop is said to come from.
    pub origin: Option<PathBuf>,
    pub previous: Option<Previous>,
    pub policy: Option<PathBuf>,
    pub facts: CaseFacts,
    pub marking: Option<String>,
    pub declared: Declared,
    pub recipe: Option<Recipe>,
}

/// The earlier releases that a case is compared with.
pub struct Previous {
    /// Bundles, from the oldest to the newest.
    pub bundles: Vec<PathBuf>,
    /// The drop of a release after all of them, which is inspected anew.
    pub drop: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseToml {
    schema: String,
    drop: PathBuf,
    origin: Option<PathBuf>,
    #[serde(default)]
    language: ReportLanguage,
    #[serde(default)]
    redaction: RedactionToml,
    policy: Option<PathBuf>,
    case: IdentityToml,
    #[serde(default)]
    words: WordsToml,
    previous: Option<PreviousToml>,
    #[serde(default)]
    expect: ExpectToml,
    pass: Option<PassToml>,
    rebuild: Option<Recipe>,
}

/// What a redacted edition says no more of than that it is there.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RedactionToml {
    protected: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IdentityToml {
    id: String,
    product: String,
    vendor: String,
    release: String,
    /// The day of the case, by which decisions have expired or not.
    date: Option<Date>,
    previous_release: Option<String>,
    #[serde(default)]
    evaluator: String,
    /// Whether the report is to be final: it is refused as long as the evaluator's words are missing.
    #[serde(default, rename = "final")]
    is_final: bool,
    marking: Option<String>,
}

/// The evaluator's own words.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WordsToml {
    assurance: String,
    scope: String,
    conclusions: String,
}

impl WordsToml {
    fn check_complete(&self) -> Result<()> {
        let words = [("assurance", &self.assurance), ("scope", &self.scope), ("conclusions", &self.conclusions)];
        let missing: Vec<&str> =
            words.iter().filter(|(_, words)| words.trim().is_empty()).map(|(name, _)| *name).collect();
        if missing.is_empty() {
            return Ok(());
        }
        bail!(
            "the report is to be final, and [words] lacks {}: these are the evaluator's own, and no program writes them; \
             without `final = true` the report is a draft",
            missing.join(", ")
        )
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PreviousToml {
    drop: Option<PathBuf>,
    bundle: Option<PathBuf>,
    /// Bundles of releases before that one, the oldest first.
    #[serde(default)]
    earlier: Vec<PathBuf>,
}

impl PreviousToml {
    /// With paths made relative to `base`.
    fn below(self, base: &Path) -> Result<Previous> {
        if self.drop.is_some() == self.bundle.is_some() {
            bail!("[previous] needs either a `drop`, which is inspected anew, or a `bundle` of the release before");
        }
        let bundles = self.earlier.iter().chain(&self.bundle).map(|bundle| base.join(bundle));
        Ok(Previous { bundles: bundles.collect(), drop: self.drop.map(|drop| base.join(drop)) })
    }
}

/// What the vendor declares; of a list that is left out, nothing is known.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ExpectToml {
    ports: Option<BTreeSet<u16>>,
    accounts: Option<BTreeSet<String>>,
    hosts: Option<BTreeSet<String>>,
    debug_switches: Option<BTreeSet<String>>,
}

/// Reads a case file.
///
/// # Errors
/// With line and column, if it is not TOML, has an unknown key, or lacks one.
pub fn read(path: &Path) -> Result<Case> {
    let text = fs::read_to_string(path).with_context(|| format!("the case file {} cannot be read", path.display()))?;
    let toml: CaseToml = toml::from_str(&text).map_err(|error| explain(path, &text, &error))?;
    if toml.schema != SCHEMA {
        bail!("{}: `schema` is `{}`; this version reads `{SCHEMA}`", path.display(), toml.schema);
    }
    if toml.case.is_final {
        toml.words.check_complete().with_context(|| format!("{}", path.display()))?;
    }
    let pass = toml.pass.map(|pass| pass.read(Digest::of(text.as_bytes()))).transpose();
    let pass = pass.with_context(|| format!("{}", path.display()))?;
    let base = path.parent().unwrap_or(Path::new(""));
    let drop = base.join(toml.drop);
    Ok(Case {
        drop,
        origin: toml.origin.map(|origin| base.join(origin)),
        previous: toml
            .previous
            .map(|previous| previous.below(base))
            .transpose()
            .with_context(|| format!("{}", path.display()))?,
        policy: toml.policy.map(|policy| base.join(policy)),
        facts: CaseFacts {
            id: toml.case.id,
            product: toml.case.product,
            vendor: toml.case.vendor,
            release: toml.case.release,
            previous_release: toml.case.previous_release,
            evaluator: toml.case.evaluator,
            assurance_statement: toml.words.assurance,
            scope: toml.words.scope,
            conclusions: toml.words.conclusions,
            date: toml.case.date,
            language: toml.language,
            protected: toml.redaction.protected,
            pass,
        },
        marking: toml.case.marking.filter(|marking| !marking.is_empty()),
        declared: Declared {
            ports: toml.expect.ports,
            accounts: toml.expect.accounts,
            hosts: toml.expect.hosts,
            debug_switches: toml.expect.debug_switches,
        },
        recipe: toml.rebuild.map(|mut recipe| {
            for input in &mut recipe.inputs {
                input.file = base.join(&input.file);
            }
            for key in recipe.artefacts.iter_mut().filter_map(|artefact| artefact.public_key.as_mut()) {
                *key = base.join(&key);
            }
            recipe
        }),
    })
}

/// A TOML error with file, line and column in one line, and what stands there below.
pub fn explain(path: &Path, text: &str, error: &toml::de::Error) -> anyhow::Error {
    let at = error.span().map_or(0, |span| span.start);
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let shown = text.lines().nth(line - 1).unwrap_or("");
    anyhow!("{}:{line}:{column}: {}\n  {shown}", path.display(), error.message())
}
