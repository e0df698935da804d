use banbury_casework::TriageLog;
use banbury_evidence::{
    CaseFacts, Census, Confidence, Coverage, Decision, Digest, DropPath, DropSource, Finding, Fingerprints, Inspection,
    Judgement, Location, Manifest, Marking, Metrics, Position, RuleId, RuleInfo, Severity, Snippet, Span, Standing,
    Tier, ToolIdentity, TraceStep, Triage,
};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::draw::draw;
use super::keys::{Effect, press};
use super::model::Model;

const HOSTILE: &str = "\u{1b}]0;x\u{7}\u{202e}if\t(x)\r";

fn rule(id: &str, severity: Severity, tier: Tier) -> RuleInfo {
    RuleInfo {
        id: RuleId(id.to_owned()),
        message: String::new(),
        severity,
        confidence: Confidence::High,
        tier,
        class: Vec::new(),
        cwe: Vec::new(),
        references: Vec::new(),
        fix: None,
        languages: Vec::new(),
        origin: String::new(),
        sha256: None,
    }
}

fn finding(name: &str, rule: &str, severity: Severity, path: &str) -> Finding {
    let at = Position { line: 12, column: 1 };
    let location = Location { path: DropPath::from_escaped(path), span: Span { start: 0, end: 1 }, start: at, end: at };
    let lines = ["before", HOSTILE, "behind"].map(str::to_owned);
    Finding {
        rule: RuleId(rule.to_owned()),
        severity,
        message: format!("Look at {name}."),
        location: location.clone(),
        function: Some("run".to_owned()),
        snippet: Snippet { first_line: 11, lines: lines.into() },
        trace: vec![TraceStep {
            location,
            note: "comes from recv".to_owned(),
            snippet: Snippet { first_line: 12, lines: vec!["recv(fd, d, n);".to_owned()] },
        }],
        reading: None,
        context: Digest::of(b"code"),
        fingerprints: Fingerprints {
            in_place: Digest::of(name.as_bytes()).to_string(),
            moved: name.to_owned(),
            similar: String::new(),
        },
        suppressions: Vec::new(),
        state: None,
    }
}

/// Three findings, in the order of their paths.
fn inspection() -> Inspection {
    Inspection {
        tool: ToolIdentity { name: String::new(), version: String::new() },
        manifest: Manifest { source: DropSource::Folder, entries: Vec::new(), anomalies: Vec::new() },
        case: Some(CaseFacts { date: "2026-11-30".parse().ok(), ..CaseFacts::default() }),
        marking: Marking::default(),
        rulesets: Vec::new(),
        requirements: Vec::new(),
        provenance: None,
        rules: vec![
            rule("counted", Severity::High, Tier::Hygiene),
            rule("shell", Severity::Critical, Tier::Suspicion),
            rule("string", Severity::Medium, Tier::Suspicion),
        ],
        limits: Vec::new(),
        findings: vec![
            finding("one", "counted", Severity::High, "src/a.c"),
            finding("two", "string", Severity::Medium, "src/b.c"),
            finding("three", "shell", Severity::Critical, "src/c.c"),
        ],
        coverage: Coverage::default(),
        functions: Vec::new(),
        census: Census::default(),
        metrics: Metrics::default(),
        comparison: None,
        trend: None,
        triage: Triage::default(),
    }
}

fn model<'a>(inspection: &'a Inspection, log: TriageLog) -> Model<'a> {
    Model::new(inspection, log, "Ada Example".to_owned(), "2026-11-30".parse().unwrap()).unwrap()
}

/// Presses keys: a letter each, `\n` for Enter and `\u{1b}` for Esc.
fn type_in(model: &mut Model<'_>, keys: &str) -> Effect {
    let code = |key| match key {
        '\n' => KeyCode::Enter,
        '\u{1b}' => KeyCode::Esc,
        key => KeyCode::Char(key),
    };
    let pressed = keys.chars().map(|key| press(model, KeyEvent::new(code(key), KeyModifiers::NONE)));
    pressed.last().unwrap()
}

fn rules<'a>(model: &Model<'a>) -> Vec<&'a str> {
    model.listed().map(|finding| finding.rule.0.as_str()).collect()
}

fn screen(model: &Model<'_>, columns: u16, rows: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| draw(frame, model)).unwrap();
    terminal.backend().to_string()
}

#[test]
fn suspicion_and_the_worst_come_first_and_filters_narrow_the_list() {
    let inspection = inspection();
    let mut model = model(&inspection, TriageLog::default());
    assert_eq!(rules(&model), ["shell", "string", "counted"]);
    type_in(&mut model, "tt");
    assert_eq!(rules(&model), ["counted"]);
    type_in(&mut model, "tss");
    assert_eq!(rules(&model), ["shell", "counted"], "high or worse");
    type_in(&mut model, "sss/B.C\n");
    assert_eq!(rules(&model), ["string"]);
    type_in(&mut model, "/\u{1b}oo");
    assert_eq!(rules(&model).len(), 0, "nothing is decided");
}

#[test]
fn a_decision_asks_for_a_reason_and_a_last_day_and_is_written_on_demand() {
    let inspection = inspection();
    let mut model = model(&inspection, TriageLog::default());
    type_in(&mut model, "f\n");
    assert_eq!(model.message(), Some("say why: a reason is needed"));
    type_in(&mut model, "Not reachable.\nsoon\n");
    assert!(model.message().unwrap().contains("`soon` is no day"), "{:?}", model.message());
    assert_eq!(model.unsaved(), 0);
    for _ in 0..4 {
        press(&mut model, KeyEvent::new(KeyCode::Backspace, KeyModifiers::NONE));
    }
    type_in(&mut model, "2027-11-30\n");
    assert_eq!(model.unsaved(), 1);
    let decided = &model.triage().findings[&model.finding().unwrap().fingerprints.in_place];
    assert_eq!(decided.standing, Standing::AwaitingReview);
    assert_eq!(decided.decision.reason, "Not reachable.");
    assert_eq!(decided.decision.expires.unwrap().to_string(), "2027-11-30");
    // Nobody reviews himself.
    type_in(&mut model, "yI agree.\n");
    assert!(model.message().unwrap().contains("another person has to review it"), "{:?}", model.message());
    assert_eq!(type_in(&mut model, "\u{1b}w"), Effect::Write);
    model.written();
    assert_eq!(type_in(&mut model, "q"), Effect::Leave);
}

#[test]
fn leaving_asks_when_something_is_not_written() {
    let inspection = inspection();
    let mut model = model(&inspection, TriageLog::default());
    assert_eq!(type_in(&mut model, "cSeen.\n\nq"), Effect::None);
    assert!(screen(&model, 80, 24).contains("1 decisions or reviews are not written"));
    assert_eq!(type_in(&mut model, "\u{1b}"), Effect::None);
    let interrupt = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
    assert_eq!(press(&mut model, interrupt), Effect::None);
    assert_eq!(type_in(&mut model, "w"), Effect::WriteAndLeave);
    assert_eq!(type_in(&mut model, "d"), Effect::Leave);
}

#[test]
fn another_persons_decision_can_be_reviewed() {
    let inspection = inspection();
    let mut log = TriageLog::default();
    let (reason, by, on) = ("Test code.".to_owned(), "Grace Example".to_owned(), "2026-11-29".parse().unwrap());
    let decision = Decision { judgement: Judgement::Accepted, reason, by, on, expires: None };
    log.decide(&inspection.findings[2], decision).unwrap();
    let mut model = model(&inspection, log);
    let seen = screen(&model, 80, 24);
    assert!(seen.contains("accepted by Grace Example on 2026-11-29: Test code."), "{seen}");
    assert!(seen.contains("y approves, n rejects"), "{seen}");
    type_in(&mut model, "yRight.\n");
    assert!(model.triage().is_off_the_list(&inspection.findings[2].fingerprints.in_place));
    type_in(&mut model, "jy");
    assert!(model.message().unwrap().contains("nothing to review"), "{:?}", model.message());
}

#[test]
fn the_screen_shows_source_trace_and_keys_at_80_by_24_and_nothing_acts() {
    let inspection = inspection();
    let model = model(&inspection, TriageLog::default());
    let seen = screen(&model, 80, 24);
    for part in [
        "3 of 3 findings: all  by Ada Example",
        "critical open                 shell                      src/c.c:12",
        "Look at three.",
        "critical, suspicion, shell at src/c.c:12, in run",
        ">   12 ⟨U+001B⟩]0;x⟨U+0007⟩⟨U+202E⟩if    (x)⟨U+000D⟩",
        "step 1 of 1, src/c.c:12: comes from recv",
        "recv(fd, d, n);",
        "c confirmed  f false positive  a accepted  x fixed  v needs vendor  y/n review",
        "w write  q leave",
    ] {
        assert!(seen.contains(part), "{part}:\n{seen}");
    }
    // Smaller ones are drawn too.
    for (columns, rows) in [(80, 5), (10, 10), (1, 1)] {
        screen(&model, columns, rows);
    }
}
