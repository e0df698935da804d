use banbury_evidence::{Confidence, Severity, Tier};

use super::document::{Node, Value};
use super::fields::unknown;
use super::nearest::nearest;
use super::{Fault, Field, Fields, FormulaYaml, OptionsYaml, Place, Placed, TaintYaml, Unsupported, modern};

/// One rule.
#[derive(Clone, Debug)]
pub(crate) struct RuleYaml {
    /// Where its mapping begins.
    pub starts: Place,
    /// Its own lines of the file.
    pub text: String,
    pub id: Placed<String>,
    pub message: String,
    pub severity: Severity,
    pub languages: Vec<Placed<String>>,
    pub metadata: MetadataYaml,
    pub paths: PathsYaml,
    pub options: OptionsYaml,
    pub fix: Option<FixYaml>,
    pub extensions: ExtensionsYaml,
    pub search: SearchYaml,
    /// Keys that Semgrep's schema does not have, and that no one reads.
    pub ignored: Vec<Placed<String>>,
}

/// What a rule looks for.
#[derive(Clone, Debug)]
pub(crate) enum SearchYaml {
    Formula(FormulaYaml),
    Taint(TaintYaml),
    NotSupported(Unsupported),
}

/// Metadata that Banbury reads; a lab's own may hold anything else beside it.
#[derive(Clone, Debug)]
pub(crate) struct MetadataYaml {
    pub class: Vec<u8>,
    pub tier: Tier,
    pub confidence: Confidence,
    pub cwe: Vec<String>,
    pub references: Vec<String>,
}

impl Default for MetadataYaml {
    fn default() -> Self {
        Self {
            class: Vec::new(),
            // A lab's own rule without a tier must not push the rare findings off the first page.
            tier: Tier::Hygiene,
            confidence: Confidence::Medium,
            cwe: Vec::new(),
            references: Vec::new(),
        }
    }
}

/// Globs of the files that a rule runs on.
#[derive(Clone, Debug, Default)]
pub(crate) struct PathsYaml {
    /// Empty for all.
    pub include: Vec<Placed<String>>,
    pub exclude: Vec<Placed<String>>,
}

/// A mending that the rule's author proposes. It is shown, never applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FixYaml {
    /// Text with metavariables in place of the match.
    Text(String),
    Regex {
        regex: String,
        replacement: String,
        count: Option<u32>,
    },
}

/// `banbury`: what our rules say beyond Semgrep's schema. Semgrep passes the key over. No key in it is defined yet.
#[derive(Clone, Debug, Default)]
pub(crate) struct ExtensionsYaml {}

/// Keys of rules that are no search, or a search in something else than source code.
const NOT_SUPPORTED: [&str; 12] = [
    "join",
    "extract",
    "dest-language",
    "dest-rules",
    "transform",
    "reduce",
    "steps",
    "validators",
    "request",
    "response",
    "sca",
    "project-depends-on",
];

/// How keys begin that only Semgrep's own services write.
const INTERNAL: [&str; 2] = ["r2c-internal-", "semgrep-internal-"];

impl RuleYaml {
    pub(super) fn read(node: &Node) -> Result<Self, Fault> {
        let mut fields = Fields::of(node, "a rule")?;
        let id = fields.require("id", "a name that no other rule has")?.text()?;
        let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-');
        if id.value.is_empty() || !id.value.chars().all(fits) {
            let message = format!("`id` must be of letters, digits, `.`, `_` and `-`, not `{}`", id.value);
            return Err(Fault::bad(id.at, message));
        }
        let name = id.value.clone();
        Self::read_named(id, fields).map_err(|fault| match fault {
            Fault::Bad { at, message } => Fault::Bad { at, message: format!("rule `{name}`: {message}") },
            other => other,
        })
    }

    fn read_named(id: Placed<String>, mut fields: Fields<'_>) -> Result<Self, Fault> {
        let search = match read_search(&mut fields) {
            Ok(search) => search,
            Err(Fault::NotSupported(what)) => SearchYaml::NotSupported(what),
            Err(fault) => return Err(fault),
        };
        let runs = !matches!(search, SearchYaml::NotSupported(_));
        let message = fields.take("message");
        let severity = fields.take("severity");
        let languages = fields.take("languages");
        // Rules of other modes may do without.
        if runs {
            for (field, name, expected) in [
                (&message, "message", "what a finding means"),
                (&severity, "severity", "`CRITICAL`, `HIGH`, `MEDIUM`, `LOW` or `INFO`"),
                (&languages, "languages", "a list of languages, such as `[c]`"),
            ] {
                if field.is_none() {
                    fields.require(name, expected)?;
                }
            }
        }
        let rule = Self {
            starts: fields.at,
            text: String::new(),
            message: message.map(|it| it.text()).transpose()?.map_or_else(String::new, |it| it.value.trim().to_owned()),
            severity: severity.map(read_severity).transpose()?.unwrap_or(Severity::Info),
            languages: languages.map(|it| it.texts()).transpose()?.unwrap_or_default(),
            metadata: fields.take("metadata").map(read_metadata).transpose()?.unwrap_or_default(),
            paths: fields.take("paths").map(read_paths).transpose()?.unwrap_or_default(),
            options: fields.take("options").map(OptionsYaml::read).transpose()?.unwrap_or_default(),
            fix: read_fix(&mut fields)?,
            extensions: fields.take("banbury").map(read_extensions).transpose()?.unwrap_or_default(),
            ignored: Vec::new(),
            id,
            search,
        };
        for about_semgrep in ["min-version", "max-version", "version", "product", "interfile"] {
            fields.take(about_semgrep);
        }
        Ok(Self { ignored: leftovers(&fields, runs)?, ..rule })
    }
}

/// Keys that Semgrep's schema lets through. What looks like a misspelt one is a mistake.
fn leftovers(fields: &Fields<'_>, runs: bool) -> Result<Vec<Placed<String>>, Fault> {
    if !runs {
        return Ok(Vec::new());
    }
    for field in fields.left() {
        if ONLY_IN_PATTERNS.contains(&field.key.value.as_str()) {
            let message = format!("`{}` stands beside the rule’s pattern: put both into `patterns`", field.key.value);
            return Err(Fault::bad(field.key.at, message));
        }
        if let Some(meant) = nearest(&field.key.value, fields.asked().iter().copied()) {
            return Err(unknown(field.key, Some(meant)));
        }
    }
    Ok(fields.left().map(|field| field.key.clone()).collect())
}

/// Keys that narrow a pattern and therefore need one beside them.
const ONLY_IN_PATTERNS: [&str; 10] = [
    "pattern-not",
    "pattern-inside",
    "pattern-not-inside",
    "pattern-not-regex",
    "focus-metavariable",
    "metavariable-regex",
    "metavariable-pattern",
    "metavariable-comparison",
    "metavariable-analysis",
    "metavariable-type",
];

fn read_search(fields: &mut Fields<'_>) -> Result<SearchYaml, Fault> {
    let mode = fields.take("mode");
    let other = fields.left().find(|field| {
        let key = field.key.value.as_str();
        NOT_SUPPORTED.contains(&key) || INTERNAL.iter().any(|prefix| key.starts_with(prefix))
    });
    let mode = mode.map(|field| {
        let modes = [("search", false), ("taint", true)];
        match field.node.scalar().as_deref() {
            Some(other @ ("join" | "extract" | "steps" | "secrets" | "sca" | "supply-chain" | "history")) => {
                Err(Fault::NotSupported(Unsupported::new(field.node.at, format!("`mode: {other}` is not supported"))))
            }
            _ => field.one_of(&modes),
        }
    });
    let mode = mode.transpose()?;
    if let Some(field) = other {
        return Err(Fault::unsupported(field.key));
    }
    if mode == Some(true) || fields.has("taint") || (mode.is_none() && fields.has("pattern-sources")) {
        return match fields.take("taint") {
            Some(field) => modern::taint(field).map(SearchYaml::Taint),
            None => TaintYaml::read(fields).map(SearchYaml::Taint),
        };
    }
    match fields.take("match") {
        Some(field) => modern::formula(field).map(SearchYaml::Formula),
        None => FormulaYaml::read_of_rule(fields).map(SearchYaml::Formula),
    }
}

fn read_severity(field: Field<'_>) -> Result<Severity, Fault> {
    field.one_of(&[
        ("CRITICAL", Severity::Critical),
        ("HIGH", Severity::High),
        ("MEDIUM", Severity::Medium),
        ("LOW", Severity::Low),
        ("INFO", Severity::Info),
        // Semgrep's older scale.
        ("ERROR", Severity::High),
        ("WARNING", Severity::Medium),
        ("INVENTORY", Severity::Info),
        ("EXPERIMENT", Severity::Info),
    ])
}

fn read_metadata(field: Field<'_>) -> Result<MetadataYaml, Fault> {
    if field.node.value == Value::Null {
        return Ok(MetadataYaml::default());
    }
    let mut fields = Fields::of(field.node, "`metadata`")?;
    let mut metadata = MetadataYaml::default();
    if let Some(field) = fields.take("class") {
        const EXPECTED: &str = "a list of catalogue numbers from 1 to 40";
        let list = field.list().map_err(|_| field.must_be(EXPECTED))?;
        for node in list {
            match node.value {
                Value::Integer(class @ 1..=40) => metadata.class.push(class as u8),
                _ => return Err(Field { key: field.key, node }.must_be(EXPECTED)),
            }
        }
    }
    if let Some(field) = fields.take("tier") {
        metadata.tier = field.one_of(&[("suspicion", Tier::Suspicion), ("hygiene", Tier::Hygiene)])?;
    }
    if let Some(field) = fields.take("confidence") {
        metadata.confidence = match field.node.scalar().unwrap_or_default().to_ascii_lowercase().as_str() {
            "high" => Confidence::High,
            "medium" => Confidence::Medium,
            "low" => Confidence::Low,
            _ => return Err(field.must_be("`HIGH`, `MEDIUM` or `LOW`")),
        };
    }
    // What a lab writes there in another form is its own affair.
    let words = |field: Option<Field<'_>>| field.and_then(|field| field.one_or_more().ok()).unwrap_or_default();
    // Public rules write `CWE-78: Improper Neutralization ...`.
    metadata.cwe = words(fields.take("cwe"))
        .iter()
        .map(|cwe| cwe.value.split(':').next().unwrap_or(&cwe.value).trim().to_owned())
        .filter(|cwe| !cwe.is_empty())
        .collect();
    metadata.references = words(fields.take("references")).into_iter().map(|reference| reference.value).collect();
    Ok(metadata)
}

fn read_paths(field: Field<'_>) -> Result<PathsYaml, Fault> {
    if field.node.value == Value::Null {
        return Ok(PathsYaml::default());
    }
    let mut fields = Fields::of(field.node, "`paths`")?;
    let mut globs = |name| fields.take(name).map(|field| field.texts()).transpose().map(Option::unwrap_or_default);
    let paths = PathsYaml { include: globs("include")?, exclude: globs("exclude")? };
    fields.finish()?;
    Ok(paths)
}

fn read_fix(fields: &mut Fields<'_>) -> Result<Option<FixYaml>, Fault> {
    let text = fields.take("fix");
    if let Some(field) = fields.take("fix-regex") {
        let mut parts = Fields::of(field.node, "`fix-regex`")?;
        let regex = parts.require("regex", "what is replaced in the match")?.text()?.value;
        let replacement = parts.require("replacement", "what it is replaced with")?.text()?.value;
        let count = parts.take("count").map(|field| field.count()).transpose()?;
        parts.finish()?;
        return Ok(Some(FixYaml::Regex { regex, replacement, count }));
    }
    Ok(text.map(|field| field.text()).transpose()?.map(|text| FixYaml::Text(text.value)))
}

fn read_extensions(field: Field<'_>) -> Result<ExtensionsYaml, Fault> {
    Fields::of(field.node, "`banbury`")?.finish()?;
    Ok(ExtensionsYaml {})
}

impl FixYaml {
    /// The proposal in words.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.trim_end().to_owned(),
            Self::Regex { regex, replacement, count } => {
                let times = count.map(|count| format!(", {count} times at most")).unwrap_or_default();
                format!("what matches `{regex}` becomes `{replacement}`{times}")
            }
        }
    }
}
