//! What the views say, and that they say it the same way each time.

use banbury_evidence::{BaselineState, Severity, Span};
use banbury_report::document::{Block, Chapter, Edition, Form};
use banbury_report::{document, findings_csv, report_page, summary, text_findings, trend_text};
use serde_json::Value;

use crate::demo;
use crate::render;

fn sarif(inspection: &banbury_evidence::Inspection) -> Value {
    serde_json::from_slice(&render(inspection).unwrap()["findings.sarif"]).unwrap()
}

fn page(inspection: &banbury_evidence::Inspection) -> String {
    let edition = Edition::of(inspection, Form::Page);
    String::from_utf8(report_page(&document(inspection, edition))).unwrap()
}

#[test]
fn the_bundle_has_the_agreed_files() {
    let mut inspection = demo::honest();
    let views = render(&inspection).unwrap();
    let names: Vec<&str> = views.keys().copied().collect();
    assert_eq!(
        names,
        [
            "bom.cdx.json",
            "build.log",
            "census.json",
            "coverage.json",
            "findings.sarif",
            "functions.csv",
            "inspection.json",
            "inventory.sha256",
            "manifest.json",
            "metrics.json",
            "provenance.json",
            "rebuild.json",
            "report.html",
            "requirements.json",
            "triage.jsonl"
        ]
    );
    assert_eq!(views, render(&inspection.clone()).unwrap());
    assert_eq!(views["build.log"], "cc -o ⟨U+001B⟩[31mframed\n".as_bytes());
    inspection.comparison = None;
    assert!(!render(&inspection).unwrap().contains_key("rebuild.json"));
}

#[test]
fn the_table_has_a_line_for_each_finding_now_and_before() {
    let inspection = demo::honest();
    let table = findings_csv(&inspection).unwrap();
    let mut rows = csv::Reader::from_reader(table.as_slice());
    let header = "status,severity,tier,confidence,rule,class,cwe,file,line,column,message,suppressed,fingerprint,standing,verdict";
    assert_eq!(rows.headers().unwrap().iter().collect::<Vec<_>>().join(","), header);
    let rows: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>().unwrap();
    let states = |state: &str| rows.iter().filter(|row| &row[0] == state).count();
    let trend = inspection.trend.as_ref().unwrap();
    assert_eq!(states("not comparable"), trend.not_comparable.len());
    assert_eq!(rows.len(), inspection.findings.len() + states("absent") + states("not comparable"));
    for (row, finding) in rows.iter().zip(&inspection.findings) {
        assert_eq!((&row[4], &row[7]), (finding.rule.0.as_str(), finding.location.path.as_str()));
        assert_eq!((&row[1], row[8].parse()), (finding.severity.name(), Ok(finding.location.start.line)));
        assert_eq!(row[12], finding.fingerprints.in_place);
    }
}

#[test]
fn sarif_results_say_what_viewers_need() {
    let log = sarif(&demo::honest());
    let run = &log["runs"][0];
    let handler = &run["results"][1];
    assert_eq!(handler["ruleId"], "hidden-command-handler");
    assert_eq!(handler["ruleIndex"], 0);
    assert_eq!(handler["level"], "error");
    assert_eq!(handler["baselineState"], "new");
    assert_eq!(handler["suppressions"][0]["kind"], "inSource");
    assert_eq!(handler["properties"]["reading"], "only if `CONFIG_SERVICE` is not defined, line 205");
    assert_eq!(handler["suppressions"][0]["justification"], "NOLINT(cert-env33-c)");
    assert_eq!(handler["suppressions"][0]["location"]["physicalLocation"]["region"]["startLine"], 213);
    let place = &handler["locations"][0];
    assert_eq!(place["physicalLocation"]["artifactLocation"]["uri"], "src/mgmt/session.c");
    assert_eq!(place["physicalLocation"]["region"]["byteLength"], 42);
    assert_eq!(place["physicalLocation"]["region"]["snippet"]["text"], "strcmp(req->verb, \"svc7\") == 0");
    assert_eq!(place["logicalLocations"][0]["name"], "session_dispatch");
    let flow = &handler["codeFlows"][0]["threadFlows"][0]["locations"];
    let steps: Vec<_> = flow
        .as_array()
        .unwrap()
        .iter()
        .map(|step| {
            let place = &step["location"]["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().unwrap();
            (step["executionOrder"].as_u64().unwrap(), uri, place["region"]["startLine"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(steps, [(1, "src/mgmt/session.c", 190), (2, "src/mgmt/request.c", 58), (3, "src/mgmt/session.c", 214)]);
    assert_eq!(flow[2]["location"]["message"]["text"], "and reaches a shell here");
    assert_eq!(
        (&flow[1]["importance"], &flow[2]["importance"]),
        (&Value::from("important"), &Value::from("essential"))
    );
    assert!(run["results"][0]["codeFlows"].is_null(), "no trace, no code flow");
    let absent = &run["results"][5];
    assert_eq!((absent["baselineState"].as_str(), absent["ruleIndex"].as_u64()), (Some("absent"), Some(2)));
    assert!(run["results"][6].is_null(), "a finding that cannot be compared is not called absent");
    assert_eq!(run["properties"]["notComparable"][0]["reason"], "the file could not be inspected this time");
    assert!(run["properties"]["notComparable"][0]["result"]["baselineState"].is_null());
    let levels: Vec<&str> = run["invocations"][0]["toolExecutionNotifications"]
        .as_array()
        .unwrap()
        .iter()
        .map(|notification| notification["level"].as_str().unwrap())
        .collect();
    assert_eq!(levels, ["error", "note", "note", "note", "error", "warning"]);
    let rule = &run["tool"]["driver"]["rules"][0]["properties"];
    assert_eq!((&rule["class"][0], &rule["tier"]), (&Value::from(4), &Value::from("suspicion")));
}

#[test]
fn one_finding_is_one_line_and_its_notes_follow() {
    let text = text_findings(&demo::honest());
    assert_eq!(text.lines().filter(|line| !line.contains(": note: ")).count(), 5);
    let lines: Vec<&str> = text.lines().skip_while(|line| !line.ends_with("[hidden-command-handler]")).collect();
    assert_eq!(
        lines[1..6],
        [
            "src/mgmt/session.c:190:2: note: text is received here",
            "src/mgmt/request.c:58:2: note: `parse` copies it into `req->arg`",
            "src/mgmt/session.c:214:12: note: and reaches a shell here",
            "src/mgmt/session.c:213:6: note: holds in the reading: only if `CONFIG_SERVICE` is not defined, line 205",
            "src/mgmt/session.c:213: note: asks tools to keep silent: NOLINT(cert-env33-c)",
        ]
    );
    assert!(
        text.contains("src/net/frame.c:44:2: medium: strcpy writes without a bound. [unsafe-string-copy]\n"),
        "{text}"
    );
}

#[test]
fn a_trend_names_every_finding_and_ends_in_counts() {
    let inspection = demo::honest();
    let text = trend_text(&inspection);
    let words: Vec<&str> = text.lines().filter_map(|line| line.split_once(": ")).map(|(word, _)| word).collect();
    let moved = "persisting (moved)";
    let classes =
        ["class 4 (hidden command handler)", "class 14 (unsafe string functions)", "class 15 (safe name made unsafe)"];
    let components = ["component include", "component src", "component web"];
    let expected = ["new", "fixed", "persisting", moved, moved, moved, "not comparable", "point fix"];
    assert_eq!(words, [&expected[..], &classes, &components].concat());
    let fix = "point fix: unsafe-string-copy: gone from src/net/old.c:77, and the same still at src/net/frame.c:44, src/net/frame.c:97, web/util.c:12\n";
    assert!(text.contains(fix), "{text}");
    assert!(text.contains("\ncomponent src: 1 new, 1 fixed, 2 persisting, 0 not comparable\n"), "{text}");
    assert!(text.contains("\n1 of the new findings is of rules that are new or have changed\n"), "{text}");
    assert!(text.contains("not comparable: web/deep.c:77: high: gets reads without a bound. [hard-coded-account] (the file could not be inspected this time)\n"), "{text}");
    assert!(text.ends_with("1 new, 1 fixed, 4 persisting (3 moved), 1 not comparable\n"), "{text}");
}

#[test]
fn the_summary_puts_the_worst_first() {
    let text = summary(&demo::honest());
    let handler = text.find("src/mgmt/session.c:213 hidden-command-handler").unwrap();
    assert!(handler < text.find("include/ru_safe.h:31 safe-macro-drops-bound").unwrap(), "{text}");
    assert!(
        text.contains("could NOT be inspected: 2,")
            && text.contains("2 identical, 1 equivalent, 1 differs-unexplained"),
        "{text}"
    );
}

#[test]
fn a_report_without_the_evaluators_words_is_a_draft() {
    let mut inspection = demo::honest();
    assert!(!page(&inspection).contains("DRAFT"));
    inspection.case.as_mut().unwrap().conclusions = " \n".to_owned();
    assert!(page(&inspection).contains("<strong>DRAFT</strong>"));
    inspection.case = None;
    assert!(page(&inspection).contains("<strong>DRAFT</strong>"));
    assert!(page(&inspection).contains("<strong>DEMONSTRATION</strong>"));
    inspection.marking.demonstration = false;
    assert!(!page(&inspection).contains("DEMONSTRATION"));
}

#[test]
fn the_page_shows_each_step_of_a_trace() {
    let page = page(&demo::honest());
    assert!(page.contains("How it comes about: 3 steps across 2 files"));
    let (_, trace) = page.split_once("3 steps across 2 files").unwrap();
    let (trace, _) = trace.split_once("</ol>").unwrap();
    assert_eq!(trace.matches("<li>").count(), 3);
    for words in ["src/mgmt/request.c:58", "<code>parse</code> copies it into", "req-&gt;arg = rest;", "▶ 58"] {
        assert!(trace.contains(words), "{words}\n{trace}");
    }
    assert!(
        page.contains(
            "Holds in one reading of the file: only if <code>CONFIG_SERVICE</code> is not defined, line 205."
        )
    );
    // Counted findings have theirs too, folded.
    assert!(page.contains("<summary>How it comes about: 1 step</summary>") && page.contains("comes off the wire here"));
}

#[test]
fn json_findings_carry_trace_and_requests_for_silence() {
    let log: Value = serde_json::from_slice(&banbury_report::json_findings(&demo::honest()).unwrap()).unwrap();
    let handler = &log["findings"][1];
    assert_eq!(handler["trace"][1]["path"], "src/mgmt/request.c");
    assert_eq!((&handler["trace"][1]["line"], &handler["trace"][1]["column"]), (&Value::from(58), &Value::from(2)));
    assert_eq!(handler["suppressions"][0]["comment"], "NOLINT(cert-env33-c)");
    assert_eq!(log["findings"][0]["trace"], serde_json::json!([]));
}

#[test]
fn the_page_says_what_was_not_looked_at() {
    let page = page(&demo::honest());
    for words in ["init/rcS", "the parser died", "web/deep.c", "work limit reached", "taint-through-nvram", "logo.png"]
    {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn a_flood_of_findings_is_cut_in_words() {
    let mut inspection = demo::honest();
    let hygiene = inspection.findings.remove(2);
    let suspicion = inspection.findings.remove(1);
    inspection.findings = (0..60_000_u32)
        .map(|index| {
            let mut finding = if index % 2 == 0 { hygiene.clone() } else { suspicion.clone() };
            finding.location.start.line = index + 1;
            finding.location.end.line = index + 1;
            finding.location.span = Span { start: index.into(), end: u64::from(index) + 1 };
            finding.snippet.first_line = index + 1;
            finding.state = Some(BaselineState::New);
            finding.severity = Severity::Critical;
            finding
        })
        .collect();
    let page = page(&inspection);
    assert_eq!(page.matches("<article ").count(), 1_000);
    assert!(page.contains("The next 24,000 in brief; ") && page.contains(">S-25000<"));
    assert_eq!(page.matches("<strong>Shown here: 25,000 of 30,000. </strong>").count(), 2);
    assert!(page.contains("… and 5,000 more in <code>findings.sarif</code>"));
    assert!(page.len() < 40_000_000, "{} bytes", page.len());
    assert_eq!(sarif(&inspection)["runs"][0]["results"].as_array().unwrap().len(), 60_001);
}

#[test]
fn what_a_redacted_edition_leaves_out_still_counts_against_the_criteria() {
    let mut inspection = demo::honest();
    let criteria = |inspection: &banbury_evidence::Inspection| {
        let redacted = Edition { redacted: true, ..Edition::of(inspection, Form::Page) };
        let page = String::from_utf8(report_page(&document(inspection, redacted))).unwrap();
        let row = page.split("no finding of the tier suspicion is open").nth(1).unwrap();
        (row.split("</tr>").next().unwrap().contains("NOT met"), page.contains("None was found by the rules"))
    };
    assert_eq!(criteria(&inspection), (true, false));
    let rules = inspection.rules.iter().map(|rule| rule.id.0.clone()).collect();
    inspection.case.as_mut().unwrap().protected = rules;
    assert_eq!(criteria(&inspection), (true, false), "all findings are protected, and open");
}

/// Rows of tables, entries of lists and findings.
fn rows(blocks: &[Block]) -> usize {
    let of = |block: &Block| match block {
        Block::Table(table) => {
            let below = table.rows.iter().flat_map(|row| &row.cells).map(|cell| rows(&cell.below));
            table.rows.len() + below.sum::<usize>()
        }
        Block::Facts(facts) => facts.len(),
        Block::List { items, .. } => items.iter().map(|(_, below)| 1 + rows(below)).sum(),
        Block::Fold { blocks, .. } => rows(blocks),
        // A finding is one row of its list, whatever it takes to tell it.
        Block::Finding(_) => 1,
        _ => 0,
    };
    blocks.iter().map(of).sum()
}

#[test]
fn a_flood_of_all_that_a_drop_can_have_makes_less_than_2000_rows_on_paper() {
    fn grow<T: Clone>(list: &mut Vec<T>, to: usize) {
        let once = list.clone();
        while !once.is_empty() && list.len() < to {
            list.extend_from_slice(&once);
        }
    }
    fn flood<T: Clone>(list: &mut Vec<T>) {
        grow(list, 3_000);
    }
    let mut inspection = demo::honest();
    flood(&mut inspection.rules);
    flood(&mut inspection.findings);
    flood(&mut inspection.manifest.anomalies);
    flood(&mut inspection.coverage.files);
    flood(&mut inspection.coverage.rules_not_run);
    flood(&mut inspection.functions);
    flood(&mut inspection.census.redefinitions);
    inspection.metrics.duplicates.iter_mut().for_each(|group| flood(&mut group.places));
    flood(&mut inspection.metrics.commented_out);
    flood(&mut inspection.triage.questions);
    let trend = inspection.trend.as_mut().unwrap();
    flood(&mut trend.fixed);
    flood(&mut trend.not_comparable);
    let comparison = inspection.comparison.as_mut().unwrap();
    for artefact in &mut comparison.artefacts {
        for difference in &mut artefact.differs {
            difference.also = vec!["there too".to_owned(); 20];
        }
        grow(&mut artefact.differs, 20);
        grow(&mut artefact.masked, 20);
        grow(&mut artefact.causes, 20);
    }
    grow(&mut comparison.artefacts, 100);
    flood(&mut comparison.determinism);
    flood(&mut comparison.toolchain);
    flood(&mut comparison.files.written);
    let paper = document(&inspection, Edition::of(&inspection, Form::Paper));
    let of = |chapter: &Chapter| (chapter.anchor, rows(&chapter.blocks));
    let all: Vec<_> = paper.chapters.iter().map(of).collect();
    assert!(all.iter().map(|(_, rows)| rows).sum::<usize>() <= 2_000, "{all:?}");
}

#[test]
fn a_requirement_has_numbers_or_a_reason_and_no_verdict() {
    let matrix: Value = serde_json::from_slice(&render(&demo::honest()).unwrap()["requirements.json"]).unwrap();
    assert_eq!(matrix["schema"], "banbury.requirement-matrix/v1");
    assert_eq!(matrix["documents"][0]["file"], "requirements/made-up.toml");
    let [evident, other] = &matrix["requirements"].as_array().unwrap()[..] else { panic!("{matrix}") };
    assert_eq!((&evident["document"], &evident["number"]), (&"made-up".into(), &"4.2".into()));
    let check = |name: &str| {
        let checks = evident["checks"].as_array().unwrap();
        checks.iter().find(|check| check["check"] == name).unwrap_or_else(|| panic!("{name} in {evident}"))
    };
    assert_eq!(check("class:14")["class_name"], "unsafe string functions");
    assert_eq!(check("class:14")["numbers"]["findings"], 3);
    assert_eq!(check("class:14")["numbers"]["medium"], 3);
    assert_eq!(check("class:39")["not_done"], "no rule of this class was in force");
    assert_eq!(check("census:memcpy")["numbers"]["unsafe_calls"], 14);
    assert_eq!(check("trend")["numbers"]["new"], 1);
    assert_eq!(other["not_assessable"]["en"], "It takes a running device.");
    assert!(other.get("checks").is_none() && evident.get("not_assessable").is_none());
    let text = matrix.to_string().to_lowercase();
    for verdict in ["fulfilled", "compliant", "passed", "satisfied"] {
        assert!(!text.contains(verdict), "{verdict}");
    }
}

#[test]
fn a_decision_shows_in_sarif_where_viewers_look_for_it() {
    let sarif: serde_json::Value = serde_json::from_slice(&render(&demo::honest()).unwrap()["findings.sarif"]).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let with =
        |standing: &str| results.iter().find(|result| result["properties"]["triage"]["standing"] == standing).unwrap();
    let accepted = with("decided");
    assert_eq!(accepted["properties"]["triage"]["reviewedBy"], "G. Hollis");
    assert_eq!(accepted["properties"]["triage"]["carriedFrom"], "1.0");
    let external = accepted["suppressions"].as_array().unwrap().iter().find(|it| it["kind"] == "external").unwrap();
    assert_eq!(
        (&external["status"], &external["justification"]),
        (&"accepted".into(), &"Looked at it in the laboratory.".into())
    );
    // What keeps a finding on the list suppresses nothing.
    let lapsed = with("lapsed: code changed");
    assert!(lapsed["suppressions"].as_array().is_none_or(|all| all.iter().all(|it| it["kind"] != "external")));
}
