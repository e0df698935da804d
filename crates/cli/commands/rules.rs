use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use banbury_detect::{FixtureOutcome, Ruleset, test_fixture};
use banbury_evidence::{DropPath, RuleInfo};
use banbury_intake::detect_language;

use crate::arguments::Rules;
use crate::exit::Exit;
use crate::inspection::rule_infos;
use crate::rulesets::{self, read_rule, rule_paths};
use crate::terminal::{complain, say};

pub fn rules(rules: &Rules) -> Result<Exit> {
    match rules {
        Rules::List { rules } => list(rules),
        Rules::Show { id, rules } => show(id, rules),
        Rules::Test { paths } => test(paths),
    }
}

fn list(paths: &[PathBuf]) -> Result<Exit> {
    let rules = rulesets::load(paths)?;
    let infos = rule_infos(&rules);
    let width = infos.iter().map(|info| info.id.0.len()).max().unwrap_or(0);
    let mut table =
        format!("{:width$}  {:10}  {:8}  {:9}  {:10}  languages\n", "id", "class", "severity", "tier", "confidence");
    for info in &infos {
        table.push_str(&format!(
            "{:width$}  {:10}  {:8}  {:9}  {:10}  {}\n",
            info.id.0,
            classes(info),
            info.severity,
            info.tier,
            info.confidence,
            languages(info)
        ));
    }
    say(&table);
    for rule in &rules.ruleset.not_run {
        complain(&format!("not run: {}: {}", rule.id, rule.reason));
    }
    Ok(Exit::Done)
}

fn classes(info: &RuleInfo) -> String {
    info.class.iter().map(u8::to_string).collect::<Vec<_>>().join(",")
}

fn languages(info: &RuleInfo) -> String {
    match info.languages.as_slice() {
        [] => "any".to_owned(),
        languages => languages.iter().map(|language| language.name()).collect::<Vec<_>>().join(", "),
    }
}

fn show(id: &str, paths: &[PathBuf]) -> Result<Exit> {
    let rules = rulesets::load(paths)?;
    if let Some(rule) = rules.ruleset.not_run.iter().find(|rule| rule.id.0 == id) {
        say(&format!("{}\n\nThis rule is not run: {}", rule.id, rule.reason));
        return Ok(Exit::Done);
    }
    let infos = rule_infos(&rules);
    let Some(info) = infos.iter().find(|info| info.id.0 == id) else {
        bail!("there is no rule `{id}`: `banbury rules list` names them all");
    };
    let mut page = format!(
        "{}\n\n{}\n\nSeverity    {}\nConfidence  {}\nTier        {}\nClass       {}\nCWE         {}\nLanguages   {}\nDefined in  {}\n",
        info.id,
        info.message,
        info.severity,
        info.confidence,
        info.tier,
        classes(info),
        info.cwe.join(", "),
        languages(info),
        info.origin
    );
    for reference in &info.references {
        page.push_str(&format!("See also    {reference}\n"));
    }
    if let Some(file) = rules.files.iter().find(|file| file.name == info.origin) {
        page.push_str(&format!("\n{}", file.text));
    }
    say(&page);
    Ok(Exit::Done)
}

fn test(paths: &[PathBuf]) -> Result<Exit> {
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for base in paths {
        for path in rule_paths(base)? {
            let ruleset = Ruleset::load(&[read_rule(base, &path)?])?;
            let Some(fixture) = fixture_of(&path)? else {
                for id in ruleset.ids() {
                    say(&format!("skipped  {id}: there is no fixture beside {}", path.display()));
                    skipped += 1;
                }
                continue;
            };
            let bytes = fs::read(&fixture).with_context(|| format!("{} cannot be read", fixture.display()))?;
            let language = detect_language(&DropPath::from_bytes(fixture.as_os_str().as_encoded_bytes()), &bytes);
            for (id, outcome) in test_fixture(&ruleset, language, &bytes) {
                match outcome {
                    FixtureOutcome::Passed => {
                        say(&format!("passed   {id}"));
                        passed += 1;
                    }
                    FixtureOutcome::Failed { missing, unexpected } => {
                        say(&format!("FAILED   {id}: {}", explain(&fixture, &missing, &unexpected)));
                        failed += 1;
                    }
                    FixtureOutcome::Skipped(reason) => {
                        say(&format!("skipped  {id}: {reason}"));
                        skipped += 1;
                    }
                }
            }
        }
    }
    say(&format!("{passed} passed, {failed} failed, {skipped} skipped"));
    Ok(if failed == 0 { Exit::Done } else { Exit::AnswerIsNo })
}

/// The file beside a rule with the same stem that is not a rule itself.
fn fixture_of(rule: &Path) -> Result<Option<PathBuf>> {
    let Some(stem) = rule.file_stem() else { return Ok(None) };
    let folder = rule.parent().unwrap_or(Path::new("."));
    let mut candidates = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        let is_rule = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        if path.file_stem() == Some(stem) && !is_rule && path.is_file() {
            candidates.push(path);
        }
    }
    candidates.sort();
    Ok(candidates.into_iter().next())
}

fn explain(fixture: &Path, missing: &[u32], unexpected: &[u32]) -> String {
    let lines = |lines: &[u32]| lines.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    let mut parts = Vec::new();
    if !missing.is_empty() {
        parts.push(format!("not found on line {}", lines(missing)));
    }
    if !unexpected.is_empty() {
        parts.push(format!("found without being announced on line {}", lines(unexpected)));
    }
    format!("{}: {}", fixture.display(), parts.join("; "))
}
