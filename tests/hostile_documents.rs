//! Hostile text in every document of a case: none of it acts, in a browser, a terminal, a spreadsheet or a reader of JSON.

mod common;

#[path = "hostile_documents/browser.rs"]
mod browser;
#[path = "hostile_documents/plants.rs"]
mod plants;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use browser::{CHROMIUM, Opened};
use common::{banbury, contents, has_program, json, skipped};
use plants::{FORMULAS, NEVER_RAW, PLANT};

/// More than this no document says of a few small files, whatever a line of them holds.
const LARGEST: usize = 4 << 20;

/// The documents of one case, made once for all tests.
struct Documents {
    folder: tempfile::TempDir,
    /// By name of the file or command.
    texts: BTreeMap<String, Vec<u8>>,
}

static DOCUMENTS: LazyLock<Documents> = LazyLock::new(Documents::make);

impl Documents {
    fn make() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("drop")).unwrap();
        plants::make_drop(&folder.path().join("drop"));
        fs::write(folder.path().join("case.toml"), plants::case()).unwrap();
        let mut documents = Self { folder, texts: BTreeMap::new() };
        documents.keep("run", &["run", "case.toml", "-o", "out", "--throwaway-key"], &[1]);
        documents.keep(
            "text",
            &["inspect", "drop", "--no-pdf", "-o", "two", "--baseline", "out", "--format", "text"],
            &[0, 3],
        );
        documents.keep("json", &["inspect", "drop", "--no-pdf", "-o", "three", "--format", "json"], &[0, 3]);
        documents.keep("diff", &["diff", "out", "two"], &[0]);
        documents.keep("findings.csv", &["report", "out", "--csv"], &[0]);
        documents.decide_and_ask("two");
        documents.texts.extend(contents(&documents.at("out")).into_iter().filter(|(name, _)| name != "report.pdf"));
        let triaged = contents(&documents.at("two")).into_iter();
        documents.texts.extend(triaged.map(|(name, bytes)| (format!("two/{name}"), bytes)));
        documents
    }

    /// A decision with a planted reason, and a planted answer of the vendor.
    fn decide_and_ask(&mut self, bundle: &str) {
        let sarif = json(&self.at(bundle), "findings.sarif");
        let fingerprint = sarif["runs"][0]["results"][0]["partialFingerprints"]["banbury/v1"].as_str().unwrap();
        fs::write(self.at("answer.txt"), format!("={PLANT}")).unwrap();
        let by = ["--by", "Ada Example", "--on", "2026-11-30"];
        let decide = ["triage", bundle, fingerprint, "--verdict", "confirmed", "--reason", PLANT];
        self.keep("triage", &[&decide[..], &by].concat(), &[0]);
        let answer = ["questions", bundle, "--answer", "OR-1", "--text-file", "answer.txt"];
        self.keep("answer", &[&answer[..], &by].concat(), &[0]);
        self.keep("list", &["triage", bundle], &[0]);
        self.keep("questions", &["questions", bundle], &[0]);
        self.keep("questions.csv", &["questions", bundle, "--csv"], &[0]);
        self.keep("questions.json", &["questions", bundle, "--json"], &[0]);
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What a command prints, on both ways.
    fn keep(&mut self, name: &str, arguments: &[&str], codes: &[i32]) {
        let output = banbury().args(arguments).current_dir(self.folder.path()).output().unwrap();
        let code = output.status.code().unwrap();
        assert!(codes.contains(&code), "{name}: {code}\n{}", String::from_utf8_lossy(&output.stderr));
        self.texts.insert(name.to_owned(), output.stdout);
        self.texts.insert(format!("{name} (standard error)"), output.stderr);
    }

    fn text(&self, name: &str) -> &str {
        str::from_utf8(&self.texts[name]).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

#[test]
fn nothing_that_acts_on_a_terminal_or_the_eye_stands_raw_in_any_document() {
    for (name, bytes) in &DOCUMENTS.texts {
        // It must hold the names as they are, or `sha256sum -c` could not find the files.
        if name.ends_with("inventory.sha256") {
            continue;
        }
        let text = str::from_utf8(bytes).unwrap_or_else(|error| panic!("{name} is not UTF-8: {error}"));
        for character in NEVER_RAW {
            assert!(!text.contains(character), "{name} holds {character:?}");
        }
        // It holds what a build printed exactly, up to 5 MiB, in Base64.
        let largest = if name.ends_with("inspection.json") { LARGEST + (7 << 20) } else { LARGEST };
        assert!(bytes.len() < largest, "{name} has {} bytes", bytes.len());
    }
}

#[test]
fn the_plant_is_in_the_documents_all_the_same() {
    let page = DOCUMENTS.text("report.html");
    for shown in ["&lt;b id=planted&gt;", "#panic()", "⟨U+202E⟩", "⟨U+001B⟩", "@SUM(1).c", "MARKING"] {
        assert!(page.contains(shown), "{shown}");
    }
    let coverage = json(&DOCUMENTS.at("out"), "coverage.json");
    let paths: Vec<&str> =
        coverage["files"].as_array().unwrap().iter().map(|it| it["path"].as_str().unwrap()).collect();
    for path in ["gr\\xfc\\xdfe \\xff\\xfe.c", "\\x09tab.c", "two\\x0alines.c", "=HYPERLINK(\"http:planted\").c"] {
        assert!(paths.contains(&path), "{path} in {paths:?}");
    }
    let bill = json(&DOCUMENTS.at("out"), "bom.cdx.json");
    let product = format!("Product {PLANT}");
    assert_eq!(bill["metadata"]["component"]["name"], product, "a reader of JSON gets the exact text");
}

#[test]
fn what_the_build_printed_is_kept_and_does_not_act() {
    let rebuild = json(&DOCUMENTS.at("out"), "rebuild.json");
    if rebuild["artefacts"][0]["causes"][0]["kind"] == "sandbox-unavailable" {
        skipped("this machine cannot confine builds");
        return;
    }
    assert!(DOCUMENTS.text("build.log").contains("⟨U+001B⟩[31m"));
    assert_eq!(rebuild["artefacts"][0]["verdict"], "differs-unexplained");
    assert!(DOCUMENTS.text("report.html").contains("shipped &lt;b id=planted&gt;"));
}

#[test]
fn every_json_document_can_be_read() {
    let all = DOCUMENTS.texts.keys().filter(|name| name.ends_with("json") || name.ends_with(".sarif"));
    let names: Vec<&String> = all.collect();
    assert!(names.len() >= 9, "{names:?}");
    for name in names {
        serde_json::from_str::<serde_json::Value>(DOCUMENTS.text(name))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn no_field_of_a_table_is_a_formula() {
    for name in ["findings.csv", "functions.csv"] {
        let fields = fields(DOCUMENTS.text(name));
        assert!(fields.iter().any(|field| field.contains("SUM(1).c")), "{name}: {fields:?}");
        for field in fields {
            assert!(!field.starts_with(FORMULAS), "{name}: {field}");
        }
    }
    let questions = fields(DOCUMENTS.text("questions.csv"));
    assert!(questions.iter().any(|field| field.contains("#panic()")), "{questions:?}");
    assert!(!questions.iter().any(|field| field.starts_with(FORMULAS)), "{questions:?}");
}

/// The fields of a table (RFC 4180).
fn fields(table: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut characters = table.chars().peekable();
    while let Some(character) = characters.next() {
        let field = fields.last_mut().unwrap();
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => field.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => fields.push(String::new()),
            other => field.push(other),
        }
    }
    fields
}

#[test]
fn the_fields_of_a_table_are_told_apart() {
    assert_eq!(fields("a,\"b\"\"c,\n\"\nd"), ["a", "b\"c,\n", "d"]);
}

#[test]
fn the_page_runs_nothing_and_asks_nobody_for_anything_in_a_browser() {
    if !has_program(CHROMIUM) {
        skipped("no Chromium on this machine (Debian package chromium): the page was not opened in a browser");
        return;
    }
    // A page that takes the plant as it is shows that this test would see it act.
    let naive = DOCUMENTS.at("naive.html");
    fs::write(&naive, format!("<!DOCTYPE html><meta charset=utf-8><title>x</title><body>{PLANT}")).unwrap();
    let acted = Opened::page(&naive).acted();
    for sign in ["<title>planted", "id=\"planted\""] {
        assert!(acted.iter().any(|it| it == sign), "{sign} in {acted:?}");
    }
    assert!(acted.iter().any(|it| it.starts_with("GET http://planted.example/x")), "{acted:?}");

    assert!(DOCUMENTS.text("two/report.html").contains("=&lt;b id=planted&gt;"), "the vendor's answer");
    for page in ["out/report.html", "two/report.html"] {
        let opened = Opened::page(&DOCUMENTS.at(page));
        assert!(opened.dom.contains("&lt;b id=planted&gt;"), "the page was opened");
        assert_eq!(opened.acted(), Vec::<String>::new(), "{page}");
    }
}
