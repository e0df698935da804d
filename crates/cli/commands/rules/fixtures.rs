use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The fixtures of a rule file, sorted: the files beside it that bear its name, as `x.c`, `x.a.py`, `x.b.py` and
/// `x.test.yaml` do for `x.yaml`.
///
/// What a mending is compared with (`x.fixed.py`) is no fixture, and what bears the longer name of another rule file is that
/// one's.
pub fn fixtures_of(rule: &Path) -> Result<Vec<PathBuf>> {
    let folder = match rule.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        if entry.path().is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    let stem = rule.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let stems: Vec<&str> = names.iter().filter_map(|name| rule_stem(name)).collect();
    Ok(fixtures(&names, &stem, &stems).into_iter().map(|name| folder.join(name)).collect())
}

/// The name of a rule file without its extension.
fn rule_stem(name: &str) -> Option<&str> {
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"))?;
    (!stem.ends_with(".test")).then_some(stem)
}

/// Those of `names` that are fixtures of the rule file `stem`, given those of all rule files.
fn fixtures<'n>(names: &'n [String], stem: &str, stems: &[&str]) -> Vec<&'n str> {
    let belongs = |name: &str, stem: &str| name.strip_prefix(stem).is_some_and(|rest| rest.starts_with('.'));
    names
        .iter()
        .map(String::as_str)
        .filter(|name| belongs(name, stem) && rule_stem(name).is_none() && !name.contains(".fixed."))
        .filter(|name| !stems.iter().any(|other| other.len() > stem.len() && belongs(name, other)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixture_bears_the_name_of_its_rule() {
        let names =
            ["x.a.py", "x.b.jsx", "x.c", "x.fixed.py", "x.long.py", "x.long.yaml", "x.test.yaml", "x.yaml", "xy.c"]
                .map(str::to_owned);
        let stems = ["x", "x.long"];
        assert_eq!(fixtures(&names, "x", &stems), ["x.a.py", "x.b.jsx", "x.c", "x.test.yaml"]);
        assert_eq!(fixtures(&names, "x.long", &stems), ["x.long.py"]);
    }
}
