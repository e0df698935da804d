use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use banbury_detect::{ApiFamilies, RuleFile, Ruleset};
use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

use crate::terminal::complain;

/// The rulesets as they were when the program was built.
static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rulesets");
/// The file of API families in a ruleset.
const FAMILIES: &str = "api-families.toml";

/// The rules of a run, with the texts that workers compile for themselves.
pub struct Rules {
    pub files: Vec<RuleFile>,
    pub ruleset: Ruleset,
    pub families: ApiFamilies,
}

/// Loads the rules at `paths`, or the shipped ones.
pub fn load(paths: &[PathBuf]) -> Result<Rules> {
    let mut files = Vec::new();
    let mut families = None;
    if paths.is_empty() {
        for file in shipped_files(&SHIPPED) {
            let name = file.path().to_string_lossy().replace('\\', "/");
            let text = file.contents_utf8().context("a shipped rule file is not UTF-8")?.to_owned();
            files.push(RuleFile { name, text });
        }
    } else {
        for path in paths {
            for found in rule_paths(path)? {
                files.push(read_rule(path, &found)?);
            }
            let own = path.join(FAMILIES);
            if own.is_file() {
                families = Some(fs::read_to_string(&own).with_context(|| format!("{}", own.display()))?);
            }
        }
        if files.is_empty() {
            bail!(
                "no rule files (*.yaml, *.yml) below {}",
                paths.iter().map(|it| it.display().to_string()).collect::<Vec<_>>().join(", ")
            );
        }
    }
    let families = match families {
        Some(text) => ApiFamilies::parse(&text)?,
        None => {
            let shipped = SHIPPED.get_file(FAMILIES).and_then(|file| file.contents_utf8());
            ApiFamilies::parse(shipped.context("the shipped API families are missing")?)?
        }
    };
    let ruleset = Ruleset::load(&files)?;
    for remark in &ruleset.remarks {
        complain(&format!("note: {remark}"));
    }
    Ok(Rules { files, ruleset, families })
}

fn shipped_files<'a>(folder: &'a Dir<'a>) -> Vec<&'a include_dir::File<'a>> {
    let own = folder.files().filter(|file| is_rule(file.path()));
    own.chain(folder.dirs().flat_map(shipped_files)).collect()
}

fn is_rule(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// The rule files at or below a path, sorted. Test fixtures in YAML (`x.test.yaml`) are not rules.
pub fn rule_paths(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.exists() {
        bail!("{}: there is no such rule file or folder", path.display());
    }
    let mut found = Vec::new();
    for entry in WalkDir::new(path).sort_by_file_name() {
        let entry = entry.with_context(|| format!("{} cannot be read", path.display()))?;
        let is_test = entry.file_name().to_string_lossy().contains(".test.");
        if entry.file_type().is_file() && is_rule(entry.path()) && !is_test {
            found.push(entry.into_path());
        }
    }
    Ok(found)
}

/// Reads one rule file; its name is relative to the ruleset at `base`.
pub fn read_rule(base: &Path, path: &Path) -> Result<RuleFile> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let relative = path.strip_prefix(base).ok().filter(|relative| !relative.as_os_str().is_empty());
    let name = relative.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
    Ok(RuleFile { name: name.to_string_lossy().into_owned(), text })
}
