use banbury_evidence::{AnomalyKind, Confidence, RuleId, RuleInfo, Severity, Tier};

/// One detector: id, class, tier, severity, confidence, CWE, message.
struct Entry(&'static str, &'static [u8], Tier, Severity, Confidence, &'static [&'static str], &'static str);

const DETECTORS: [Entry; 24] = [
    Entry(
        "bidi-control-in-text",
        &[35],
        Tier::Suspicion,
        Severity::High,
        Confidence::High,
        &["CWE-1007"],
        "Bidirectional control characters make this line show in another order than a compiler reads it. Read the line by its code points; honest right-to-left text needs no overrides in source code.",
    ),
    Entry(
        "binary-holds-credential",
        &[1],
        Tier::Hygiene,
        Severity::High,
        Confidence::Medium,
        &["CWE-798"],
        "A password's hash, an account with its password, or an address with a password stands in a program or library; it is masked here, the offset tells where to look. Find out where it is used, and whether all units share it.",
    ),
    Entry(
        "binary-holds-private-key",
        &[2],
        Tier::Hygiene,
        Severity::High,
        Confidence::High,
        &["CWE-321"],
        "A private key stands in a program or library; it is masked here, the offset tells where to look. Find out what it opens, and whether all units share it.",
    ),
    Entry(
        "binary-imports-unsafe-functions",
        &[14],
        Tier::Hygiene,
        Severity::Low,
        Confidence::High,
        &["CWE-676"],
        "A program or library imports functions that do not know the size of their destination. Compare with the census of the source, and look where the two differ.",
    ),
    Entry(
        "binary-memory-writable-and-executable",
        &[30, 26],
        Tier::Hygiene,
        Severity::High,
        Confidence::High,
        &["CWE-693"],
        "A program or library asks for memory that is writable and executable: its stack, a segment, or code that is changed when it is loaded. What is written there can run. Look in the build for what brings it in.",
    ),
    Entry(
        "binary-mitigations-missing",
        &[30],
        Tier::Hygiene,
        Severity::Medium,
        Confidence::High,
        &["CWE-693"],
        "A program or library was built without what compilers and linkers offer against its abuse: PIE, RELRO, stack protector, FORTIFY. Look at the flags in the build, and ask why they are not what compilers give by default.",
    ),
    Entry(
        "binary-module-unsigned",
        &[30],
        Tier::Hygiene,
        Severity::Info,
        Confidence::High,
        &["CWE-347"],
        "A kernel module has no signature: nothing ties it to the vendor when it is loaded. Find out whether the kernel asks for one.",
    ),
    Entry(
        "binary-search-path-unsafe",
        &[27, 30],
        Tier::Hygiene,
        Severity::High,
        Confidence::High,
        &["CWE-426"],
        "A program or library looks for its libraries first in a folder that others can fill, or that depends on where it is started. Find out who can write there, and whether it runs with more rights.",
    ),
    Entry(
        "case-runs-into-next",
        &[22],
        Tier::Hygiene,
        Severity::Low,
        Confidence::Low,
        &["CWE-484"],
        "The statements of a case end without a break, return or jump, and no comment says that the fall into the next case is meant. Look whether the next case undoes or allows what this one refuses.",
    ),
    Entry(
        "encoding-damaged",
        &[36],
        Tier::Hygiene,
        Severity::Low,
        Confidence::High,
        &["CWE-176"],
        "Some bytes are not valid in the encoding of the rest of the file: tools differ in what they make of them, and of what follows.",
    ),
    Entry(
        "encoding-hides-code",
        &[36],
        Tier::Suspicion,
        Severity::High,
        Confidence::High,
        &["CWE-176"],
        "Read as bytes and read in its encoding, this file has different code: a multi-byte character ends in a byte that a compiler may take for a backslash or quote. Find out which reading the vendor's compiler has.",
    ),
    Entry(
        "encoding-not-utf8",
        &[36],
        Tier::Hygiene,
        Severity::Info,
        Confidence::High,
        &["CWE-176"],
        "This source file is not in UTF-8: tools that do not know its encoding misread or skip it.",
    ),
    Entry(
        "file-name-deceptive",
        &[35],
        Tier::Suspicion,
        Severity::High,
        Confidence::High,
        &["CWE-1007"],
        "A file name holds bidirectional or invisible characters: it shows as another name than it is.",
    ),
    Entry(
        "file-runs-as-owner",
        &[25],
        Tier::Hygiene,
        Severity::Medium,
        Confidence::High,
        &["CWE-250"],
        "A file has the mode bit with which it runs with the rights of its owner or group, whoever starts it. Look what it does with its arguments and its environment, and whether it must have them.",
    ),
    Entry(
        "identifier-look-alike",
        &[35],
        Tier::Suspicion,
        Severity::High,
        Confidence::High,
        &["CWE-1007"],
        "This identifier is written in, or mixed with, letters of another script that look like Latin ones: it can pass for another identifier. Compare its code points with those of the name it resembles.",
    ),
    Entry(
        "invisible-character-in-code",
        &[35],
        Tier::Suspicion,
        Severity::Medium,
        Confidence::High,
        &["CWE-1007"],
        "An invisible character stands in code: names and strings that look the same may differ. Look at the line by its code points.",
    ),
    Entry(
        "safe-macro-drops-bound",
        &[15, 14],
        Tier::Suspicion,
        Severity::High,
        Confidence::High,
        &["CWE-676"],
        "A macro with the name or the size parameter of a bounded function ends in an unbounded one, and the bound is dropped on the way: each use looks safe in review and is not. Count its uses, and ask why the name was kept.",
    ),
    Entry(
        "safe-name-aliased-to-unsafe",
        &[15, 14],
        Tier::Suspicion,
        Severity::High,
        Confidence::High,
        &["CWE-676"],
        "The name of a bounded function is defined to be an unbounded one: each use looks safe in review and is not.",
    ),
    Entry(
        "safe-wrapper-drops-bound",
        &[15, 14],
        Tier::Suspicion,
        Severity::High,
        Confidence::Medium,
        &["CWE-676"],
        "A function takes the size of its destination and never uses it, while it calls an unbounded function: each use looks safe in review and is not.",
    ),
    Entry(
        "statement-indented-as-if-guarded",
        &[22],
        Tier::Suspicion,
        Severity::High,
        Confidence::High,
        &["CWE-483"],
        "The second of two statements stands as far to the right as the first, as if the condition guarded both; without braces it guards the first only. A jump, a result or a grant in the second happens always. Look what it skips or allows, and at the history of the two lines.",
    ),
    Entry(
        "undeclared-account",
        &[40],
        Tier::Hygiene,
        Severity::High,
        Confidence::Medium,
        &["CWE-912"],
        "An account that can log in and that the vendor does not declare in the case file. Look for its password or key, its rights, and who is told of it.",
    ),
    Entry(
        "undeclared-debug-switch",
        &[23],
        Tier::Hygiene,
        Severity::Medium,
        Confidence::Medium,
        &["CWE-489"],
        "A debug option that is on, or a debug service that is started, and that the vendor does not declare in the case file. Find out what it opens in the product as it is delivered.",
    ),
    Entry(
        "undeclared-host",
        &[8, 40],
        Tier::Hygiene,
        Severity::Medium,
        Confidence::Medium,
        &["CWE-912"],
        "A host that the vendor does not declare in the case file stands in code or settings. Find out what is sent to it or fetched from it, and when.",
    ),
    Entry(
        "undeclared-port",
        &[40],
        Tier::Hygiene,
        Severity::High,
        Confidence::Medium,
        &["CWE-912"],
        "A port is opened that the vendor does not declare in the case file. Find out who listens there, from where it can be reached, and whom it lets in.",
    ),
];

/// All built-in detectors, those on directory entries included, sorted by id.
pub fn built_in_rules() -> Vec<RuleInfo> {
    let reference = |cwe: &&str| {
        let number = cwe.trim_start_matches("CWE-");
        format!("https://cwe.mitre.org/data/definitions/{number}.html")
    };
    let mut infos: Vec<RuleInfo> = DETECTORS
        .iter()
        .map(|Entry(id, class, tier, severity, confidence, cwe, message)| RuleInfo {
            id: RuleId((*id).to_owned()),
            message: (*message).to_owned(),
            severity: *severity,
            confidence: *confidence,
            tier: *tier,
            class: class.to_vec(),
            cwe: cwe.iter().map(|cwe| (*cwe).to_owned()).collect(),
            references: cwe.iter().map(reference).collect(),
            fix: None,
            languages: Vec::new(),
            origin: "built-in".to_owned(),
            sha256: None,
        })
        .chain(AnomalyKind::ALL.map(anomaly_rule))
        .collect();
    infos.sort_by(|a, b| a.id.cmp(&b.id));
    infos
}

fn anomaly_rule(kind: AnomalyKind) -> RuleInfo {
    use AnomalyKind as K;
    let (tier, severity, cwe): (Tier, Severity, &[&str]) = match kind {
        K::AbsoluteMemberName | K::TraversalMemberName => (Tier::Suspicion, Severity::High, &["CWE-22"]),
        K::ArchiveLimitReached => (Tier::Suspicion, Severity::Medium, &["CWE-409"]),
        K::DuplicateMember => (Tier::Suspicion, Severity::Medium, &[]),
        K::LinkPointsOut => (Tier::Suspicion, Severity::Medium, &["CWE-59"]),
        K::SpecialFile => (Tier::Suspicion, Severity::Medium, &[]),
        K::DamagedArchive => (Tier::Hygiene, Severity::Medium, &[]),
        K::NameNotUtf8 => (Tier::Hygiene, Severity::Low, &["CWE-176"]),
        K::WorkTreeDiffers => (Tier::Hygiene, Severity::Medium, &[]),
    };
    RuleInfo {
        id: RuleId(kind.name().to_owned()),
        message: kind.text().to_owned(),
        severity,
        confidence: Confidence::High,
        tier,
        class: Vec::new(),
        cwe: cwe.iter().map(|cwe| (*cwe).to_owned()).collect(),
        references: Vec::new(),
        fix: None,
        languages: Vec::new(),
        origin: "built-in".to_owned(),
        sha256: None,
    }
}
