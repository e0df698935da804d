use std::collections::BTreeMap;

use banbury_evidence::wire::{
    CustodyHead, PREDICATE_TYPE, PredicateV1, ResourceDescriptor, STATEMENT_TYPE, Statement, Tool,
};
use banbury_evidence::{Digest, RulesetDigest, ToolIdentity, json};

use crate::Check;
use crate::contents::{CUSTODY, Contents, INVENTORY, STATEMENT, VERIFY, is_added_by_signing};
use crate::custody::head;
use crate::sums::compare;

/// The version of our predicate's form.
const SCHEMA: &str = "banbury.statement/v1";

/// What a statement says besides the digests of the bundle's files.
#[derive(Clone, Copy, Debug)]
pub struct StatementInputs<'a> {
    /// The drop: SHA-256 of its `inventory.sha256`.
    pub drop: Digest,
    /// The program that made the bundle.
    pub tool: &'a ToolIdentity,
    /// Rule files that took part.
    pub rulesets: &'a [RulesetDigest],
    /// Whether the key was made for the occasion.
    pub demonstration: bool,
    /// Of a redacted edition, the SHA-256 of the full edition's `statement.json`.
    pub redacted_from: Option<Digest>,
}

/// The bytes of `statement.json`: an in-toto Statement v1 on the drop, over `files` of the bundle by name.
/// The parts that come after it (itself, the envelope, signatures, sums) are left out.
pub(crate) fn statement_bytes(
    inputs: &StatementInputs<'_>,
    custody: Option<CustodyHead>,
    files: &BTreeMap<String, Digest>,
) -> Vec<u8> {
    let mut rulesets: Vec<_> =
        inputs.rulesets.iter().map(|rules| ResourceDescriptor::new(&*rules.name, rules.sha256)).collect();
    rulesets.sort();
    let files = files.iter().filter(|(name, _)| !is_added_by_signing(name));
    let predicate = PredicateV1 {
        schema: SCHEMA.to_owned(),
        tool: Tool { name: inputs.tool.name.clone(), version: inputs.tool.version.clone() },
        demonstration: inputs.demonstration,
        rulesets,
        custody,
        redacted_from: inputs.redacted_from.map(|full| ResourceDescriptor::new(STATEMENT, full)),
        files: files.map(|(name, digest)| ResourceDescriptor::new(name, *digest)).collect(),
    };
    canonical(&Statement::new(inputs.drop, predicate))
}

/// Holds the files of a bundle against its statement, both ways; and the statement, if it can be read.
pub(crate) fn check_statement(contents: &Contents) -> (Vec<Check>, Option<Statement>) {
    let bad = |reason: String| vec![Check::bad(format!("{STATEMENT}: {reason}"))];
    let Some(bytes) = contents.bytes(STATEMENT) else {
        return (bad("missing or unreadable".to_owned()), None);
    };
    let statement: Statement = match json::from_bytes(bytes) {
        Ok(statement) => statement,
        Err(error) => return (bad(format!("is no statement: {error}")), None),
    };
    let mut checks = Vec::new();
    let form = form_problems(&statement, bytes);
    checks.extend(form.into_iter().flat_map(bad));
    let listed: BTreeMap<String, Digest> =
        statement.predicate.files.iter().filter_map(|file| Some((file.name.clone(), file.sha256()?))).collect();
    let found: BTreeMap<String, Digest> =
        contents.digests().into_iter().filter(|(name, _)| !is_added_by_signing(name)).collect();
    checks.extend(compare(STATEMENT, &listed, &found));
    checks.push(check_drop(&statement, &found));
    checks.extend(check_custody(&statement, contents));
    if checks.iter().all(|check| check.holds) {
        checks.push(Check::good(format!("{STATEMENT}: {} files are there, each with the digest stated", listed.len())));
    }
    (checks, Some(statement))
}

/// A full edition has the drop's inventory. A redacted one must not, and says so.
fn check_drop(statement: &Statement, found: &BTreeMap<String, Digest>) -> Check {
    let Some(drop) = statement.subject.first().and_then(ResourceDescriptor::sha256) else {
        return Check::bad(format!("{STATEMENT}: speaks of no drop"));
    };
    let full = statement.predicate.redacted_from.as_ref().map(ResourceDescriptor::sha256);
    match (full, found.get(INVENTORY)) {
        (None, Some(inventory)) if drop == *inventory => {
            Check::good(format!("{STATEMENT}: speaks of the drop {drop}, and {INVENTORY} has that digest"))
        }
        (None, _) => {
            Check::bad(format!("{INVENTORY}: does not have the digest of the drop that {STATEMENT} speaks of"))
        }
        (Some(Some(full)), None) => Check::good(format!(
            "{STATEMENT}: REDACTED edition of the result on the drop {drop} whose full edition has the statement {full}"
        )),
        (Some(_), _) => Check::bad(format!("{STATEMENT}: calls itself a redacted edition, and is none")),
    }
}

/// A custody log is pinned by its head, or not there.
fn check_custody(statement: &Statement, contents: &Contents) -> Option<Check> {
    let actual = contents.bytes(CUSTODY).map(head);
    match (statement.predicate.custody, actual) {
        (None, None) => None,
        (Some(pinned), Some(Some(actual))) if pinned == actual => {
            let CustodyHead { head, entries } = pinned;
            Some(Check::good(format!("{CUSTODY}: {entries} entries, of which the last has the digest {head} stated")))
        }
        (Some(_), _) => Some(Check::bad(format!("{CUSTODY}: does not end as {STATEMENT} says"))),
        (None, Some(_)) => Some(Check::bad(format!("{CUSTODY}: its head does not stand in {STATEMENT}"))),
    }
}

/// What a statement of ours never has.
fn form_problems(statement: &Statement, bytes: &[u8]) -> Vec<String> {
    let mut problems = Vec::new();
    let fields = [
        ("_type", statement.type_.as_str(), STATEMENT_TYPE),
        ("predicateType", &statement.predicate_type, PREDICATE_TYPE),
        ("schema", &statement.predicate.schema, SCHEMA),
    ];
    for (field, found, expected) in fields {
        if found != expected {
            problems.push(format!("its {field} is `{found}`, and only `{expected}` is understood"));
        }
    }
    if !matches!(statement.subject.as_slice(), [subject] if subject.name == INVENTORY) {
        problems.push(format!("its subject is not {INVENTORY} alone"));
    }
    let files = &statement.predicate.files;
    if !files.is_sorted_by(|one, next| one.name < next.name) {
        problems.push("its files are not sorted by name, each once".to_owned());
    }
    for file in files.iter().filter(|file| is_added_by_signing(&file.name)) {
        problems.push(format!("it lists {}, which comes after it", file.name));
    }
    let redacted_from = statement.predicate.redacted_from.as_ref();
    for (name, must, may) in [
        (VERIFY, true, true),
        (INVENTORY, redacted_from.is_none(), redacted_from.is_none()),
        (CUSTODY, statement.predicate.custody.is_some(), true),
    ] {
        match files.iter().any(|file| file.name == name) {
            true if !may => problems.push(format!("it lists {name}, and a redacted edition has none")),
            false if must => problems.push(format!("it does not list {name}")),
            _ => {}
        }
    }
    if redacted_from.is_some_and(|full| full.name != STATEMENT) {
        problems.push(format!("what it is redacted from is not a {STATEMENT}"));
    }
    let descriptors = statement.subject.iter().chain(files).chain(&statement.predicate.rulesets).chain(redacted_from);
    for thing in descriptors.filter(|thing| thing.sha256().is_none() || thing.digest.len() != 1) {
        problems.push(format!("it does not give {} exactly one digest, by SHA-256", thing.name));
    }
    // Fields that we do not know, escapes, upper-case digits: two readers might read them differently.
    if problems.is_empty() && canonical(statement) != bytes {
        problems.push("its bytes are not those that Banbury writes for what it says".to_owned());
    }
    problems
}

fn canonical(statement: &Statement) -> Vec<u8> {
    // All keys are strings, so that encoding cannot fail; no bytes at all match nothing.
    json::to_bytes(statement).unwrap_or_default()
}
