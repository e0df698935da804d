//! A small inspection with something in every field, each string of which passes through `taint`.

mod comparison;
mod provenance;
mod triage;

use std::collections::BTreeMap;

use banbury_evidence::{
    Anomaly, AnomalyKind, ApiFamily, ApiName, Assessment, BaselineState, CallCount, CaseFacts, Census, Check,
    CodePlace, CommentedOut, Confidence, Coverage, Demand, Digest, DropPath, DropSource, DuplicateGroup,
    EarlierRelease, Entry, EntryKind, FileCoverage, FileFacts, Finding, Fingerprints, FunctionRecord, GitBlobId,
    GitFacts, Inspection, Language, LanguageMetrics, Limit, Location, Manifest, Marking, Means, Metrics, OldFinding,
    Parse, PassCriteria, Position, Reason, Redefinition, ReportLanguage, Requirement, RequirementDocument, RuleId,
    RuleInfo, RuleNotRun, RulesetDigest, Severity, Snippet, Span, Status, Suppression, Tier, ToolIdentity, TraceStep,
    Trend, Words, WorkTreeChange,
};

/// What is done to every string.
pub struct Demo {
    taint: fn(&str) -> String,
}

/// An inspection as the bench makes it.
pub fn honest() -> Inspection {
    Demo { taint: str::to_owned }.inspection()
}

/// The same with `taint` applied to every string.
pub fn tainted(taint: fn(&str) -> String) -> Inspection {
    Demo { taint }.inspection()
}

impl Demo {
    fn t(&self, text: &str) -> String {
        (self.taint)(text)
    }

    fn path(&self, name: &str) -> DropPath {
        DropPath::from_bytes(self.t(name).as_bytes())
    }

    fn inspection(&self) -> Inspection {
        Inspection {
            tool: ToolIdentity { name: self.t("banbury"), version: self.t("0.1.0") },
            manifest: self.manifest(),
            case: Some(self.case()),
            marking: Marking { text: Some(self.t("Commercial in confidence")), demonstration: true },
            rulesets: vec![
                RulesetDigest { name: self.t("c/hidden-command-handler.yaml"), sha256: Digest::of(b"1") },
                RulesetDigest { name: self.t("c/unsafe-string-copy.yaml"), sha256: Digest::of(b"2") },
            ],
            requirements: vec![self.requirements()],
            rules: self.rules(),
            limits: vec![Limit { name: self.t("archive depth"), value: self.t("8 levels") }],
            findings: self.findings(),
            coverage: self.coverage(),
            functions: self.functions(),
            census: self.census(),
            metrics: self.metrics(),
            provenance: Some(self.provenance()),
            comparison: Some(self.comparison()),
            trend: Some(self.trend()),
            triage: self.triage(),
        }
    }

    fn manifest(&self) -> Manifest {
        let file = |name: &str, size| Entry {
            path: self.path(name),
            mode: Some(0o644),
            kind: EntryKind::File(FileFacts {
                size,
                sha256: Digest::of(name.as_bytes()),
                git_blob: GitBlobId([7; 20]),
                language: Some(Language::C),
                archive: None,
                hard_link_of: Some(self.path("src/other.c")),
                withheld: Some(self.t("too large")),
                shadowed: false,
            }),
        };
        let other = |name: &str, kind| Entry { path: self.path(name), mode: None, kind };
        Manifest {
            source: DropSource::Git(GitFacts {
                commit: self.commit(),
                work_tree: vec![WorkTreeChange { path: self.path("src/local.c"), change: self.t("modified") }],
            }),
            entries: vec![
                file("src/mgmt/session.c", 48_211),
                file("src/net/frame.c", 9_120),
                other("run", EntryKind::Symlink { target: self.path("../../var/run") }),
                other(
                    "sub",
                    EntryKind::Submodule { commit: self.t("12ab"), url: Some(self.t("https://example.net/sub")) },
                ),
                other("denied", EntryKind::Unreadable { error: self.t("permission denied") }),
                other("bomb", EntryKind::OverLimit { limit: self.t("ratio over 1000") }),
            ],
            anomalies: vec![Anomaly {
                path: self.path("run"),
                kind: AnomalyKind::LinkPointsOut,
                detail: self.t("the target is ../../var/run"),
            }],
        }
    }

    fn case(&self) -> CaseFacts {
        CaseFacts {
            id: self.t("BB-2026-014"),
            product: self.t("Radio unit RU-4410"),
            vendor: self.t("Northwind Radio Ltd"),
            release: self.t("2.0"),
            date: None,
            previous_release: Some(self.t("1.0")),
            evaluator: self.t("A. Mercer"),
            assurance_statement: self.t("Only limited assurance can be given that release 2.0 is free of hidden functions.\n\nThe management daemon accepts a command that its documentation does not mention."),
            scope: self.t("The management daemon, the kernel module and the update verifier."),
            conclusions: self.t("Two findings are put to the vendor before the release is accepted."),
            language: ReportLanguage::English,
            protected: vec![self.t("a-protected-rule")],
            pass: Some(self.criteria()),
        }
    }

    fn criteria(&self) -> PassCriteria {
        PassCriteria {
            verifier: self.t("https://lab.example/banbury"),
            resource: self.t("pkg:generic/ru-4410@2.0"),
            policy: self.t("https://lab.example/criteria/2026"),
            case_file: Digest::of(b"case file"),
            levels: vec![self.t("LAB_INSPECTED")],
            demands: vec![
                Demand::WorstOpen(Tier::Suspicion, None),
                Demand::WorstOpen(Tier::Hygiene, Some(Severity::Critical)),
                Demand::Equivalent,
                Demand::AllInspected,
                Demand::AllRulesRan,
                Demand::NoOpenQuestion,
            ],
        }
    }

    fn rules(&self) -> Vec<RuleInfo> {
        let rule = |id: &str, message: &str, severity, tier, class, cwe: &str| RuleInfo {
            id: RuleId(self.t(id)),
            message: self.t(message),
            severity,
            confidence: Confidence::High,
            tier,
            class: vec![class],
            cwe: vec![self.t(cwe)],
            references: vec![self.t("https://example.org/hidden-commands")],
            fix: Some(self.t("remove($X);")),
            languages: vec![Language::C, Language::Cpp],
            origin: self.t("c/rule.yaml"),
            sha256: Some(Digest::of(id.as_bytes())),
        };
        vec![
            rule(
                "hidden-command-handler",
                "Received text is compared with a literal, and the match leads to a shell: ask the vendor what this command is for.",
                Severity::Critical,
                Tier::Suspicion,
                4,
                "CWE-912",
            ),
            rule(
                "safe-macro-drops-bound",
                "A macro with a safe name calls a function without the bound. Callers believe that the bound is checked.",
                Severity::High,
                Tier::Suspicion,
                15,
                "CWE-676",
            ),
            rule(
                "unsafe-string-copy",
                "strcpy writes without a bound.",
                Severity::Medium,
                Tier::Hygiene,
                14,
                "CWE-120",
            ),
        ]
    }

    fn requirements(&self) -> RequirementDocument {
        let words = |en: &str, de: &str| Words { en: self.t(en), de: self.t(de) };
        let requirement = |number: &str, assessment| Requirement {
            number: self.t(number),
            about: words("No unsafe copies", "Keine unsicheren Kopien"),
            assessment,
        };
        let checks = vec![
            Check::Class(14),
            Check::Class(39),
            Check::Census(self.t("memcpy")),
            Check::Equivalence,
            Check::Signature,
            Check::Trend,
        ];
        RequirementDocument {
            id: self.t("made-up"),
            title: self.t("Made-up requirements"),
            edition: self.t("2"),
            date: self.t("2024-10"),
            left_out: Some(words("Chapter 9.", "Kapitel 9.")),
            requirements: vec![
                requirement("4.2", Assessment::Evidence(checks)),
                requirement("4.3", Assessment::NotAssessable(words("It takes a running device.", "Es läuft nicht."))),
            ],
            file: RulesetDigest { name: self.t("requirements/made-up.toml"), sha256: Digest::of(b"3") },
        }
    }

    fn location(&self, path: &str, line: u32, columns: (u32, u32)) -> Location {
        Location {
            path: self.path(path),
            span: Span { start: 1200, end: 1242 },
            start: Position { line, column: columns.0 },
            end: Position { line, column: columns.1 },
        }
    }

    fn snippet(&self, first_line: u32, lines: &[&str]) -> Snippet {
        Snippet { first_line, lines: lines.iter().map(|line| self.t(line)).collect() }
    }

    fn findings(&self) -> Vec<Finding> {
        let fingerprints = |name: &str| Fingerprints {
            in_place: self.t(&Digest::of(name.as_bytes()).to_string()),
            moved: self.t("ab12"),
            similar: self.t("cd34"),
        };
        let handler = Finding {
            rule: RuleId(self.t("hidden-command-handler")),
            severity: Severity::Critical,
            message: self.t("The received text `req->verb` is compared with a literal, and the match leads to `execl`: ask the vendor what this command is for."),
            location: self.location("src/mgmt/session.c", 213, (6, 36)),
            function: Some(self.t("session_dispatch")),
            snippet: self.snippet(211, &["\tverb = req->verb;", "", "\tif (strcmp(req->verb, \"svc7\") == 0) {", "\t\t/* 维护 */ execl(\"/bin/sh\", \"sh\", \"-c\", req->arg, NULL);", "\t}"]),
            trace: vec![
                TraceStep {
                    location: self.location("src/mgmt/session.c", 190, (2, 30)),
                    note: self.t("text is received here"),
                    snippet: self.snippet(190, &["\tn = recv(fd, buf, sizeof buf, 0);"]),
                },
                TraceStep {
                    location: self.location("src/mgmt/request.c", 58, (2, 24)),
                    note: self.t("`parse` copies it into `req->arg`"),
                    snippet: self.snippet(57, &["\tif (verb)", "\t\treq->arg = rest;"]),
                },
                TraceStep {
                    location: self.location("src/mgmt/session.c", 214, (12, 60)),
                    note: self.t("and reaches a shell here"),
                    snippet: self.snippet(214, &["\t\t/* 维护 */ execl(\"/bin/sh\", \"sh\", \"-c\", req->arg, NULL);"]),
                },
            ],
            reading: Some(self.t("only if `CONFIG_SERVICE` is not defined, line 205")),
            context: Digest::of(b"context"),
            fingerprints: fingerprints("handler"),
            suppressions: vec![Suppression { comment: self.t("NOLINT(cert-env33-c)"), line: 213 }],
            state: Some(BaselineState::New),
        };
        let redefinition = Finding {
            rule: RuleId(self.t("safe-macro-drops-bound")),
            severity: Severity::High,
            message: self.t("`ru_memcpy_s` ends in `memcpy`: the size of the target is dropped."),
            location: self.location("include/ru_safe.h", 31, (1, 60)),
            function: None,
            snippet: self.snippet(30, &["", "#define ru_memcpy_s(d, dm, s, n) memcpy((d), (s), (n))", ""]),
            trace: Vec::new(),
            reading: None,
            context: Digest::of(b"context"),
            fingerprints: fingerprints("macro"),
            suppressions: Vec::new(),
            state: Some(BaselineState::Unchanged),
        };
        let copy = |path: &str, line| Finding {
            rule: RuleId(self.t("unsafe-string-copy")),
            severity: Severity::Medium,
            message: self.t("strcpy writes without a bound."),
            location: self.location(path, line, (2, 22)),
            function: Some(self.t("frame_name")),
            snippet: self.snippet(line, &["\tstrcpy(frame->name, name);"]),
            trace: vec![TraceStep {
                location: self.location("src/net/rx.c", 12, (2, 9)),
                note: self.t("`name` comes off the wire here"),
                snippet: self.snippet(12, &["\tread(fd, name, 64);"]),
            }],
            reading: Some(self.t("macro body")),
            context: Digest::of(b"context"),
            fingerprints: fingerprints(&format!("{path}{line}")),
            suppressions: Vec::new(),
            state: Some(BaselineState::Updated),
        };
        vec![redefinition, handler, copy("src/net/frame.c", 44), copy("src/net/frame.c", 97), copy("web/util.c", 12)]
    }

    fn coverage(&self) -> Coverage {
        let file = |name: &str, status, language, unparsed: &[(u64, u64)], reason: Option<(&str, bool)>| FileCoverage {
            path: self.path(name),
            status,
            language,
            encoding: Some(self.t("gb18030")),
            bytes: 48_211,
            unparsed: unparsed.iter().map(|&(start, end)| Span { start, end }).collect(),
            reason: reason.map(|(text, uninspected)| Reason { text: self.t(text), uninspected }),
        };
        let c = Some(Language::C);
        Coverage {
            files: vec![
                file("include/ru_safe.h", Status::Parsed, c, &[], None),
                file("init/rcS", Status::Crashed, Some(Language::Shell), &[], Some(("the parser died", true))),
                file("logo.png", Status::Binary, None, &[], Some(("not text", false))),
                file("README", Status::Lexical, None, &[], Some(("no grammar for this language", false))),
                file("run", Status::Skipped, None, &[], Some(("a symbolic link is not followed", false))),
                file("src/mgmt/session.c", Status::Parsed, c, &[], None),
                file("src/net/frame.c", Status::Partial, c, &[(12, 260), (900, 1033)], None),
                file("src/net/table.c", Status::Partial, c, &[(1, 40)], Some(("macros that define functions", false))),
                file("web/deep.c", Status::TimedOut, c, &[], Some(("work limit reached", true))),
            ],
            rules_not_run: vec![RuleNotRun {
                id: RuleId(self.t("taint-through-nvram")),
                reason: self.t("it uses `mode: taint`, which this version does not support"),
            }],
            suppressions: BTreeMap::from([(self.t("NOLINT"), 12), (self.t("nosemgrep"), 1)]),
        }
    }

    fn functions(&self) -> Vec<FunctionRecord> {
        let function = |name: &str, line, complexity, parse| FunctionRecord {
            file: self.path("src/mgmt/session.c"),
            line,
            name: self.t(name),
            lines: complexity * 4,
            complexity,
            nesting: complexity / 3,
            parameters: complexity % 5,
            parse,
            means: if parse == Parse::Recovered { vec![Means::LoopMacro] } else { Vec::new() },
        };
        vec![
            function("session_open", 41, 6, Parse::Clean),
            function("session_dispatch", 160, 38, Parse::Recovered),
            function("session_close", 402, 3, Parse::Damaged),
        ]
    }

    fn metrics(&self) -> Metrics {
        let place = |name: &str, first_line| CodePlace {
            path: self.path(name),
            first_line,
            last_line: first_line + 29,
            tokens: 240,
        };
        Metrics {
            languages: vec![LanguageMetrics {
                language: Language::C,
                files: 3,
                lines: 4_000,
                duplicated_lines: 60,
                commented_out_lines: 7,
            }],
            duplicate_groups: 1,
            duplicates: vec![DuplicateGroup {
                places: vec![place("src/net/frame.c", 40), place("src/net/table.c", 77)],
            }],
            commented_out: vec![CommentedOut {
                path: self.path("src/mgmt/session.c"),
                first_line: 300,
                last_line: 306,
            }],
        }
    }

    fn census(&self) -> Census {
        Census {
            families: vec![ApiFamily {
                family: self.t("memcpy"),
                safe: CallCount { functions: 3, calls: 118 },
                unsafe_: CallCount { functions: 2, calls: 14 },
                names: vec![
                    ApiName { name: self.t("memcpy"), safe: false, calls: 13, in_macro_bodies: 4 },
                    ApiName { name: self.t("ru_memcpy_s"), safe: true, calls: 118, in_macro_bodies: 0 },
                ],
            }],
            redefinitions: vec![Redefinition {
                path: self.path("include/ru_safe.h"),
                line: 31,
                name: self.t("ru_memcpy_s"),
                ends_in: self.t("memcpy"),
                via: vec![self.t("RU_COPY")],
                drops_bound: true,
            }],
        }
    }

    fn trend(&self) -> Trend {
        let old = |path: &str, rule: &str, severity| OldFinding {
            path: self.path(path),
            line: 77,
            rule: RuleId(self.t(rule)),
            class: vec![14],
            rule_text: Some(Digest::of(rule.as_bytes())),
            severity,
            message: self.t("gets reads without a bound."),
            in_place: self.t("aa11"),
            moved: self.t("bb22"),
            similar: self.t("cd34"),
        };
        Trend {
            earlier: vec![EarlierRelease { release: Some(self.t("1.0")), drop: Digest::of(b"1.0") }],
            returned: 0,
            new: 1,
            of_new_rules: 1,
            persisting: 4,
            fixed: vec![old("src/net/old.c", "unsafe-string-copy", Severity::Medium)],
            not_comparable: vec![(
                old("web/deep.c", "hard-coded-account", Severity::High),
                self.t("the file could not be inspected this time"),
            )],
        }
    }
}
