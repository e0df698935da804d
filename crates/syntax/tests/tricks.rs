//! One small file for each trick of the preprocessor. Its head says which functions it has, and by which means one of them is
//! read; all must be read without an error, and stand where they stand.

use std::fs;
use std::path::Path;

use banbury_evidence::Parse;
use banbury_syntax::{Grammar, MacroScan, MacroTable, Parser, decode, functions, read};

/// The text behind `// key:` in the head of a file.
fn told<'text>(text: &'text str, key: &str) -> Option<&'text str> {
    text.lines().take(2).find_map(|line| line.strip_prefix("// ")?.strip_prefix(key)?.strip_prefix(": "))
}

#[test]
fn every_trick_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tricks");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() > 25);
    let mut failures = String::new();
    for path in paths {
        let bytes = fs::read(&path).unwrap();
        let source = decode(&bytes);
        let table = MacroTable::from_scans([MacroScan::of(&source.text)].into_iter());
        let set = read(&mut Parser::default(), Grammar::C, &source, &table).unwrap();
        let mut problems = Vec::new();
        let found = functions(Grammar::C, &set.readings);
        // A function that is damaged on purpose has a file of its own, and a name that says so.
        let whole: Vec<_> = found.iter().filter(|it| it.name != "broken").collect();
        let names: Vec<&str> = whole.iter().map(|it| it.name.as_str()).collect();
        if names.join("; ") != told(&source.text, "functions").unwrap() {
            problems.push(format!("functions: {names:?}"));
        }
        for function in &whole {
            let text = &source.text[function.start as usize..function.end as usize];
            if function.parse == Parse::Damaged || !text.ends_with('}') || !text.contains(&function.name) {
                problems.push(format!("{function:?}"));
            }
        }
        if let Some(means) = told(&source.text, "means")
            && !found.iter().flat_map(|it| &it.means).any(|it| it.name() == means)
        {
            problems.push(format!("means: {:?}", found.iter().map(|it| &it.means).collect::<Vec<_>>()));
        }
        let prose = |(start, end): &(u32, u32)| source.text[*start as usize..*end as usize].to_owned();
        let unparsed: Vec<String> = set.unparsed.iter().map(prose).collect();
        let is_told = |text: &String| text.contains("prose") || text.contains("isn") || text.len() < 20;
        if !unparsed.iter().all(is_told) {
            problems.push(format!("unparsed: {unparsed:?}"));
        }
        for problem in problems {
            failures.push_str(&format!("{}: {problem}\n", path.file_stem().unwrap().display()));
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}
