//! Whatever a drop or a rule file holds, looking at it ends, stays inside the file, and gives the same again.

use std::fs;
use std::path::Path;

use banbury_detect::{
    Analyser, ApiFamilies, FileAnalysis, FileRequest, RuleFile, Ruleset, trace_hidden_calls, trace_macros,
};
use banbury_evidence::{DropPath, Language};
use banbury_syntax::MacroTable;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

const LANGUAGES: [Language; 5] = [Language::C, Language::Cpp, Language::Lua, Language::Python, Language::Shell];

/// Code that rules look at, and what tears it apart.
const PIECES: [&str; 60] = [
    "system(",
    "strcmp(p, \"root\")",
    "recv(s, b, n, 0);",
    "memcpy(d, s, n)",
    "char *x = ",
    "int f(char *d, size_t n) {\n",
    "if (",
    "os.system(",
    "eval(",
    "os.execute(",
    "io.popen(",
    "eval \"$x\"",
    "telnetd -l /bin/sh",
    "for ",
    "while ",
    "return ",
    "goto fail;",
    "password",
    " = ",
    " == ",
    "\"admin\"",
    "'x'",
    "0x1234",
    "1",
    "x",
    "$1",
    "$X",
    "...",
    "import os\n",
    "local ",
    "function f()\n",
    "def f():\n    ",
    "#define a_s(d, n, s) ",
    "strcpy(d, s)",
    "#if A\n",
    "#else\n",
    "#endif\n",
    "\\\n",
    "\n",
    ";\n",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ",",
    "/*",
    "*/",
    "//",
    "#",
    "\"",
    "'",
    "do ",
    "then ",
    "end\n",
    "fi\n",
    "// nosemgrep",
    "乗",
    "\u{202e}",
];

fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        16 => select(&PIECES[..]).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 1..4),
    ];
    vec(piece, 0..50).prop_map(|pieces| pieces.concat())
}

fn analyse(analyser: &mut Analyser<'_>, language: Language, bytes: &[u8]) -> FileAnalysis {
    analyser.analyse(&FileRequest { language: Some(language), lexical: false, left_out: &[], bytes })
}

fn check(analyser: &mut Analyser<'_>, language: Language, bytes: &[u8]) -> Result<(), TestCaseError> {
    let found = analyse(analyser, language, bytes);
    let length = bytes.len() as u64;
    for hit in found.hits.get().iter() {
        prop_assert!(hit.span.start <= hit.span.end && hit.span.end <= length, "{hit:?}");
        prop_assert!(hit.start.line >= 1 && hit.start.column >= 1 && hit.start <= hit.end, "{hit:?}");
    }
    for span in &found.unparsed {
        prop_assert!(span.start <= span.end && span.end <= length, "{span:?}");
    }
    let again = analyse(analyser, language, bytes);
    prop_assert_eq!(postcard::to_allocvec(&found).unwrap(), postcard::to_allocvec(&again).unwrap());
    let macros = [(DropPath::from_bytes(b"a.c"), found.macros.into_value())];
    trace_macros(&macros, &ApiFamilies::default());
    trace_hidden_calls(&macros, &[(&DropPath::from_bytes(b"a.c"), &found.pastings)]);
    Ok(())
}

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

#[test]
fn any_source_can_be_looked_at_with_the_shipped_rules() {
    let ruleset = Ruleset::load(&shipped()).unwrap();
    let mut analyser = Analyser::new(&ruleset, ApiFamilies::default(), MacroTable::empty());
    // Proves that the soup is not beside the point: the rules do match here.
    let hits = analyse(&mut analyser, Language::C, b"void f(char *x) { gets(x); }").hits.into_value();
    assert!(hits.iter().any(|hit| hit.rule.0 == "gets-call"));
    let analyser = std::cell::RefCell::new(analyser);
    let input = (select(&LANGUAGES[..]), prop_oneof![4 => soup(), 1 => vec(any::<u8>(), 0..300)]);
    TestRunner::new(config(400))
        .run(&input, |(language, bytes)| check(&mut analyser.borrow_mut(), language, &bytes))
        .unwrap();
}

fn shipped() -> Vec<RuleFile> {
    let rulesets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulesets");
    let mut files = Vec::new();
    for folder in ["c", "lua", "python", "regex", "shell"] {
        for entry in fs::read_dir(rulesets.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "yaml") {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                files.push(RuleFile { name, text: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    files
}

/// A rule file with these patterns under these keys.
fn rule(language: &str, parts: &[(&str, String)]) -> String {
    let mut text =
        format!("rules:\n- id: r\n  message: m $X\n  severity: ERROR\n  languages: [{language}]\n  patterns:\n");
    for (key, pattern) in parts {
        // A JSON string is a YAML string.
        text.push_str(&format!("  - {key}: {}\n", serde_json::to_string(pattern).unwrap()));
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_pattern_compiles_or_is_refused_and_can_be_searched(
        language in select(&["c", "cpp", "lua", "python", "bash", "regex"][..]),
        patterns in vec((select(&["pattern", "pattern-not", "pattern-inside", "pattern-not-inside", "pattern-regex"][..]), pattern()), 1..4),
        code in soup(),
    ) {
        let file = RuleFile { name: "r.yaml".to_owned(), text: rule(language, &patterns) };
        let Ok(ruleset) = Ruleset::load(std::slice::from_ref(&file)) else { return Ok(()) };
        let mut analyser = Analyser::new(&ruleset, ApiFamilies::default(), MacroTable::empty());
        for language in LANGUAGES {
            check(&mut analyser, language, &code)?;
        }
    }

    #[test]
    fn any_text_is_a_rule_file_or_is_refused(text in yaml()) {
        let file = RuleFile { name: "r.yaml".to_owned(), text };
        let first = Ruleset::load(std::slice::from_ref(&file)).map(|it| it.ids()).map_err(|error| error.to_string());
        let again = Ruleset::load(std::slice::from_ref(&file)).map(|it| it.ids()).map_err(|error| error.to_string());
        prop_assert_eq!(first, again);
    }
}

fn pattern() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => select(&PIECES[..]).prop_map(str::to_owned),
        4 => select(&["$X", "$...ARGS", "...", "<... ", " ...>", "$_", "(char *$X)", "\"...\"", "\"$X\"", "=~/a/", "f(...)"][..])
            .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn yaml() -> impl Strategy<Value = String> {
    let piece = select(
        &[
            "rules:",
            "\n",
            "  ",
            "- ",
            "id: ",
            "message: ",
            "severity: ERROR",
            "languages: ",
            "[c]",
            "pattern: ",
            "patterns:",
            "|\n",
            "&a ",
            "*a",
            "!!binary ",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            ": ",
            "f(x)",
            "metavariable-regex:",
            "metavariable: $X",
            "regex: (",
            "#",
            "---\n",
            "...\n",
            "\t",
            "ä",
            "? ",
            "<<: ",
            "~",
            "1e999",
            "\0",
        ][..],
    );
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}
