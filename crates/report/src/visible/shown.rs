use std::cmp::Reverse;
use std::collections::BTreeMap;

use banbury_evidence::{
    Anomaly, ApiFamily, ApiName, Artefact, Assessment, BuildFiles, CaseFacts, Cause, Census, Check, CodePlace,
    CommentedOut, Comparison, Coverage, Determinism, Difference, Digest, Distribution, DropPath, DropSource,
    DuplicateGroup, EarlierRelease, EntryKind, FUNCTION_MEASURES, FileCoverage, Finding, Fingerprints, FunctionRecord,
    GitFacts, Inspection, Limit, Location, Manifest, Marking, MaskedRange, Metrics, OldFinding, Parse, PassCriteria,
    Reason, Redefinition, Requirement, RequirementDocument, RuleId, RuleInfo, RuleNotRun, RulesetDigest,
    SignatureCheck, Snippet, Suppression, Tool, ToolIdentity, TraceStep, Trend, Words, WorkTreeChange,
};

use super::Visible;
use super::provenance::{of_commit, of_provenance};
use super::triage::of_triage;
use crate::requirements::CheckTallies;

/// An inspection in which every string has passed the choke point: the only one that pages and terminal texts are given.
///
/// Each function below takes its struct apart field by field, so that a field that is added there does not compile
/// here until somebody has decided about it.
pub(crate) struct Shown {
    /// The inspection; its manifest has no entries, since no page lists them, and its functions are the most complex ones.
    pub(crate) inspection: Inspection,
    /// What is said of all functions.
    pub(crate) functions: FunctionFacts,
    /// What is said of the drop as a whole.
    pub(crate) drop: DropFacts,
    /// What the checks found out that requirements name.
    pub(crate) checks: CheckTallies,
    /// Digests of the excerpts of findings by their fingerprint: of the lines as the vendor wrote them, each with a line end.
    pub(crate) excerpts: BTreeMap<String, Digest>,
}

/// The drop as a whole.
pub(crate) struct DropFacts {
    /// The drop's digest.
    pub(crate) digest: Digest,
    /// Entries of every kind, members of archives included.
    pub(crate) entries: u64,
    /// Regular files, members of archives included.
    pub(crate) files: u64,
    /// Entries that stand inside archives of the drop.
    pub(crate) members: u64,
    /// Bytes in regular files, members of archives included.
    pub(crate) bytes: u64,
}

/// All functions of the drop.
pub(crate) struct FunctionFacts {
    /// How many there are.
    pub(crate) total: usize,
    /// How many of them were read from the plain text.
    pub(crate) clean: usize,
    /// From another reading of it.
    pub(crate) recovered: usize,
    /// With a syntax error inside.
    pub(crate) damaged: usize,
    /// How their measures are distributed, by the measure's name.
    pub(crate) distributions: [(&'static str, Distribution); FUNCTION_MEASURES.len()],
}

impl FunctionFacts {
    fn of(functions: &[FunctionRecord]) -> Self {
        let of_parse = |parse| functions.iter().filter(|function| function.parse == parse).count();
        Self {
            total: functions.len(),
            clean: of_parse(Parse::Clean),
            recovered: of_parse(Parse::Recovered),
            damaged: of_parse(Parse::Damaged),
            distributions: FUNCTION_MEASURES.map(|(name, measure)| (name, Distribution::of(functions, measure))),
        }
    }
}

/// How many functions a page names.
const MOST_COMPLEX: usize = 20;

fn most_complex(functions: &[FunctionRecord]) -> Vec<&FunctionRecord> {
    let mut top: Vec<&FunctionRecord> = functions.iter().collect();
    // The sort is stable: equals stay in order of file and line.
    top.sort_by_key(|function| Reverse((function.complexity, function.lines)));
    top.truncate(MOST_COMPLEX);
    top
}

impl Shown {
    pub(crate) fn of(inspection: &Inspection) -> Self {
        let checks = CheckTallies::of(inspection);
        let Inspection {
            tool,
            manifest,
            provenance,
            case,
            marking,
            rulesets,
            requirements,
            rules,
            limits,
            findings,
            coverage,
            functions,
            census,
            metrics,
            comparison,
            trend,
            triage,
        } = inspection;
        let ToolIdentity { name, version } = tool;
        let Marking { text, demonstration } = marking;
        let inspection = Inspection {
            tool: ToolIdentity { name: line(name), version: line(version) },
            manifest: of_manifest(manifest),
            provenance: provenance.as_ref().map(of_provenance),
            case: case.as_ref().map(of_case),
            marking: Marking { text: text.as_deref().map(prose), demonstration: *demonstration },
            rulesets: rulesets.iter().map(of_ruleset).collect(),
            requirements: requirements.iter().map(of_requirements).collect(),
            rules: rules.iter().map(of_rule).collect(),
            limits: limits.iter().map(|Limit { name, value }| Limit { name: line(name), value: line(value) }).collect(),
            findings: findings.iter().map(of_finding).collect(),
            coverage: of_coverage(coverage),
            functions: most_complex(functions).into_iter().map(of_function).collect(),
            census: of_census(census),
            metrics: of_metrics(metrics),
            comparison: comparison.as_ref().map(of_comparison),
            trend: trend.as_ref().map(of_trend),
            triage: of_triage(triage),
        };
        Self {
            checks,
            inspection,
            functions: FunctionFacts::of(functions),
            drop: DropFacts::of(manifest),
            excerpts: findings.iter().filter_map(excerpt_digest).collect(),
        }
    }
}

fn excerpt_digest(finding: &Finding) -> Option<(String, Digest)> {
    let lines = &finding.snippet.lines;
    let text: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
    (!lines.is_empty()).then(|| (line(&finding.fingerprints.in_place), Digest::of(text.as_bytes())))
}

impl DropFacts {
    fn of(manifest: &Manifest) -> Self {
        let mut facts = Self { digest: manifest.digest(), entries: 0, files: 0, members: 0, bytes: 0 };
        for entry in &manifest.entries {
            facts.entries += 1;
            facts.members += u64::from(entry.path.is_member());
            if let EntryKind::File(file) = &entry.kind {
                facts.files += 1;
                facts.bytes = facts.bytes.saturating_add(file.size);
            }
        }
        facts
    }
}

pub(super) fn line(text: &str) -> String {
    Visible::line(text).into_string()
}

pub(super) fn prose(text: &str) -> String {
    Visible::prose(text).into_string()
}

fn block(text: &str) -> String {
    Visible::block(text.lines()).into_string()
}

pub(super) fn path(path: &DropPath) -> DropPath {
    DropPath::from_escaped(line(path.as_str()))
}

fn rule_id(id: &RuleId) -> RuleId {
    RuleId(line(&id.0))
}

fn paragraphs(text: &str) -> String {
    Visible::paragraphs(text).into_string()
}

fn of_case(case: &CaseFacts) -> CaseFacts {
    let CaseFacts {
        id,
        product,
        vendor,
        release,
        previous_release,
        evaluator,
        assurance_statement,
        scope,
        conclusions,
        date,
        language,
        protected,
        pass,
    } = case;
    CaseFacts {
        id: prose(id),
        product: prose(product),
        vendor: prose(vendor),
        release: prose(release),
        date: *date,
        previous_release: previous_release.as_deref().map(prose),
        evaluator: prose(evaluator),
        assurance_statement: paragraphs(assurance_statement),
        scope: paragraphs(scope),
        conclusions: paragraphs(conclusions),
        language: *language,
        protected: protected.iter().map(|name| line(name)).collect(),
        pass: pass.as_ref().map(of_criteria),
    }
}

fn of_criteria(criteria: &PassCriteria) -> PassCriteria {
    let PassCriteria { verifier, resource, policy, case_file, levels, demands } = criteria;
    PassCriteria {
        verifier: line(verifier),
        resource: line(resource),
        policy: line(policy),
        case_file: *case_file,
        levels: levels.iter().map(|level| line(level)).collect(),
        demands: demands.clone(),
    }
}

fn of_manifest(manifest: &Manifest) -> Manifest {
    let Manifest { source, entries: _, anomalies } = manifest;
    let source = match source {
        DropSource::Folder => DropSource::Folder,
        DropSource::Archive(container) => {
            let mut container = container.clone();
            container.root = line(&container.root);
            DropSource::Archive(container)
        }
        DropSource::Git(GitFacts { commit, work_tree }) => DropSource::Git(GitFacts {
            commit: of_commit(commit),
            work_tree: work_tree
                .iter()
                .map(|WorkTreeChange { path: changed, change }| WorkTreeChange {
                    path: path(changed),
                    change: line(change),
                })
                .collect(),
        }),
    };
    let anomalies = anomalies
        .iter()
        .map(|Anomaly { path: at, kind, detail }| Anomaly { path: path(at), kind: *kind, detail: prose(detail) })
        .collect();
    Manifest { source, entries: Vec::new(), anomalies }
}

fn of_ruleset(ruleset: &RulesetDigest) -> RulesetDigest {
    let RulesetDigest { name, sha256 } = ruleset;
    RulesetDigest { name: line(name), sha256: *sha256 }
}

fn of_requirements(document: &RequirementDocument) -> RequirementDocument {
    let RequirementDocument { id, title, edition, date, left_out, requirements, file } = document;
    RequirementDocument {
        id: line(id),
        title: prose(title),
        edition: line(edition),
        date: line(date),
        left_out: left_out.as_ref().map(of_words),
        requirements: requirements.iter().map(of_requirement).collect(),
        file: of_ruleset(file),
    }
}

fn of_requirement(requirement: &Requirement) -> Requirement {
    let Requirement { number, about, assessment } = requirement;
    let assessment = match assessment {
        Assessment::Evidence(checks) => Assessment::Evidence(checks.iter().map(of_check).collect()),
        Assessment::NotAssessable(reason) => Assessment::NotAssessable(of_words(reason)),
    };
    Requirement { number: line(number), about: of_words(about), assessment }
}

fn of_check(check: &Check) -> Check {
    match check {
        Check::Census(family) => Check::Census(line(family)),
        other => other.clone(),
    }
}

fn of_words(Words { en, de }: &Words) -> Words {
    Words { en: prose(en), de: prose(de) }
}

fn of_rule(rule: &RuleInfo) -> RuleInfo {
    let RuleInfo { id, message, severity, confidence, tier, class, cwe, references, fix, languages, origin, sha256 } =
        rule;
    RuleInfo {
        id: rule_id(id),
        message: prose(message),
        severity: *severity,
        confidence: *confidence,
        tier: *tier,
        class: class.clone(),
        cwe: cwe.iter().map(|cwe| line(cwe)).collect(),
        references: references.iter().map(|reference| line(reference)).collect(),
        fix: fix.as_deref().map(prose),
        languages: languages.clone(),
        origin: line(origin),
        sha256: *sha256,
    }
}

fn of_finding(finding: &Finding) -> Finding {
    let Finding {
        rule,
        severity,
        message,
        location,
        function,
        snippet,
        trace,
        reading,
        context,
        fingerprints,
        suppressions,
        state,
    } = finding;
    let Fingerprints { in_place, moved, similar } = fingerprints;
    Finding {
        rule: rule_id(rule),
        severity: *severity,
        message: prose(message),
        location: of_location(location),
        function: function.as_deref().map(line),
        snippet: of_snippet(snippet),
        trace: trace
            .iter()
            .map(|TraceStep { location, note, snippet }| TraceStep {
                location: of_location(location),
                note: prose(note),
                snippet: of_snippet(snippet),
            })
            .collect(),
        reading: reading.as_deref().map(line),
        context: *context,
        fingerprints: Fingerprints { in_place: line(in_place), moved: line(moved), similar: line(similar) },
        suppressions: suppressions
            .iter()
            .map(|Suppression { comment, line: at }| Suppression { comment: line(comment), line: *at })
            .collect(),
        state: *state,
    }
}

fn of_location(location: &Location) -> Location {
    let Location { path: at, span, start, end } = location;
    Location { path: path(at), span: *span, start: *start, end: *end }
}

fn of_snippet(snippet: &Snippet) -> Snippet {
    let Snippet { first_line, lines } = snippet;
    Snippet { first_line: *first_line, lines: lines.iter().map(|line| Visible::source(line).into_string()).collect() }
}

fn of_coverage(coverage: &Coverage) -> Coverage {
    let Coverage { files, rules_not_run, suppressions } = coverage;
    let of_file = |file: &FileCoverage| {
        let FileCoverage { path: at, status, language, encoding, bytes, unparsed, reason } = file;
        FileCoverage {
            path: path(at),
            status: *status,
            language: *language,
            encoding: encoding.as_deref().map(line),
            bytes: *bytes,
            unparsed: unparsed.clone(),
            reason: reason
                .as_ref()
                .map(|Reason { text, uninspected }| Reason { text: prose(text), uninspected: *uninspected }),
        }
    };
    Coverage {
        files: files.iter().map(of_file).collect(),
        rules_not_run: rules_not_run
            .iter()
            .map(|RuleNotRun { id, reason }| RuleNotRun { id: rule_id(id), reason: prose(reason) })
            .collect(),
        suppressions: suppressions.iter().map(|(form, count)| (line(form), *count)).collect(),
    }
}

fn of_function(function: &FunctionRecord) -> FunctionRecord {
    let FunctionRecord { file, line: at, name, lines, complexity, nesting, parameters, parse, means } = function;
    FunctionRecord {
        file: path(file),
        line: *at,
        name: line(name),
        lines: *lines,
        complexity: *complexity,
        nesting: *nesting,
        parameters: *parameters,
        parse: *parse,
        means: means.clone(),
    }
}

fn of_census(census: &Census) -> Census {
    let Census { families, redefinitions } = census;
    let of_name = |name: &ApiName| {
        let ApiName { name, safe, calls, in_macro_bodies } = name;
        ApiName { name: line(name), safe: *safe, calls: *calls, in_macro_bodies: *in_macro_bodies }
    };
    let of_family = |family: &ApiFamily| {
        let ApiFamily { family, safe, unsafe_, names } = family;
        ApiFamily { family: line(family), safe: *safe, unsafe_: *unsafe_, names: names.iter().map(of_name).collect() }
    };
    let of_redefinition = |redefinition: &Redefinition| {
        let Redefinition { path: at, line: number, name, ends_in, via, drops_bound } = redefinition;
        Redefinition {
            path: path(at),
            line: *number,
            name: line(name),
            ends_in: line(ends_in),
            via: via.iter().map(|name| line(name)).collect(),
            drops_bound: *drops_bound,
        }
    };
    Census {
        families: families.iter().map(of_family).collect(),
        redefinitions: redefinitions.iter().map(of_redefinition).collect(),
    }
}

fn of_metrics(metrics: &Metrics) -> Metrics {
    let Metrics { languages, duplicate_groups, duplicates, commented_out } = metrics;
    let of_place = |place: &CodePlace| {
        let CodePlace { path: at, first_line, last_line, tokens } = place;
        CodePlace { path: path(at), first_line: *first_line, last_line: *last_line, tokens: *tokens }
    };
    let of_group =
        |DuplicateGroup { places }: &DuplicateGroup| DuplicateGroup { places: places.iter().map(of_place).collect() };
    let of_comment = |comment: &CommentedOut| {
        let CommentedOut { path: at, first_line, last_line } = comment;
        CommentedOut { path: path(at), first_line: *first_line, last_line: *last_line }
    };
    Metrics {
        languages: languages.clone(),
        duplicate_groups: *duplicate_groups,
        duplicates: duplicates.iter().map(of_group).collect(),
        commented_out: commented_out.iter().map(of_comment).collect(),
    }
}

fn of_comparison(comparison: &Comparison) -> Comparison {
    let Comparison { artefacts, unconfined, build, log, resources, toolchain, determinism, files } = comparison;
    let lines = |paths: &[String]| paths.iter().map(|path| line(path)).collect();
    let of_artefact = |artefact: &Artefact| {
        let Artefact { path, verdict, causes, masked, differs, signature } = artefact;
        Artefact {
            path: line(path),
            verdict: *verdict,
            causes: causes
                .iter()
                .map(|Cause { kind, confirmed, detail }| Cause {
                    kind: line(kind),
                    confirmed: *confirmed,
                    detail: prose(detail),
                })
                .collect(),
            masked: masked
                .iter()
                .map(|MaskedRange { rule, within, offset, length }| MaskedRange {
                    rule: line(rule),
                    within: line(within),
                    offset: *offset,
                    length: *length,
                })
                .collect(),
            differs: differs.iter().map(of_difference).collect(),
            signature: signature.as_ref().map(|SignatureCheck { kind, key, algorithm, holds, detail }| {
                SignatureCheck {
                    kind: *kind,
                    key: line(key),
                    algorithm: line(algorithm),
                    holds: *holds,
                    detail: prose(detail),
                }
            }),
        }
    };
    Comparison {
        artefacts: artefacts.iter().map(of_artefact).collect(),
        unconfined: *unconfined,
        // A view of its own.
        log: log.clone(),
        resources: *resources,
        build: build.iter().map(|step| prose(step)).collect(),
        toolchain: toolchain
            .iter()
            .map(|Tool { name, declared, installed, prediction }| Tool {
                name: line(name),
                declared: line(declared),
                installed: installed.as_deref().map(line),
                prediction: prose(prediction),
            })
            .collect(),
        determinism: determinism
            .iter()
            .map(|Determinism { path, verdict, differs }| Determinism {
                path: line(path),
                verdict: *verdict,
                differs: differs.iter().map(of_difference).collect(),
            })
            .collect(),
        files: BuildFiles {
            unread: files.unread.as_deref().map(lines),
            outside: files.outside.as_deref().map(lines),
            written: lines(&files.written),
        },
    }
}

fn of_difference(difference: &Difference) -> Difference {
    let Difference { place, detail, also, cause, derived, shipped, rebuilt } = difference;
    Difference {
        place: line(place),
        detail: prose(detail),
        also: also.iter().map(|place| line(place)).collect(),
        cause: cause.as_deref().map(line),
        derived: *derived,
        shipped: block(shipped),
        rebuilt: block(rebuilt),
    }
}

fn of_trend(trend: &Trend) -> Trend {
    let Trend { earlier, new, of_new_rules, returned, persisting, fixed, not_comparable } = trend;
    Trend {
        earlier: earlier
            .iter()
            .map(|EarlierRelease { release, drop }| EarlierRelease {
                release: release.as_deref().map(prose),
                drop: *drop,
            })
            .collect(),
        returned: *returned,
        new: *new,
        of_new_rules: *of_new_rules,
        persisting: *persisting,
        fixed: fixed.iter().map(of_old_finding).collect(),
        not_comparable: not_comparable.iter().map(|(old, why)| (of_old_finding(old), prose(why))).collect(),
    }
}

fn of_old_finding(old: &OldFinding) -> OldFinding {
    let OldFinding { path: at, line: number, rule, class, rule_text, severity, message, in_place, moved, similar } =
        old;
    OldFinding {
        path: path(at),
        line: *number,
        rule: rule_id(rule),
        class: class.clone(),
        rule_text: *rule_text,
        severity: *severity,
        message: prose(message),
        in_place: line(in_place),
        moved: line(moved),
        similar: line(similar),
    }
}
