use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use banbury_evidence::{Assessment, Check, Digest, Requirement, RequirementDocument, RulesetDigest, Words};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use walkdir::WalkDir;

use crate::case::explain;

/// The documents as they were when the program was built.
static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/requirements");
/// The schema that a file of requirements names.
const SCHEMA: &str = "banbury.requirements/v1";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileToml {
    schema: String,
    document: DocumentToml,
    #[serde(default)]
    reasons: BTreeMap<String, WordsToml>,
    #[serde(default)]
    requirement: Vec<RequirementToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentToml {
    id: String,
    title: String,
    edition: String,
    date: String,
    left_out: Option<WordsToml>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsToml {
    en: String,
    de: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequirementToml {
    number: String,
    about: WordsToml,
    evidence: Option<Vec<CheckToml>>,
    not_assessable: Option<ReasonToml>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum CheckToml {
    Class(u8),
    Named(String),
}

/// A reason, or the name of one that the file gives once for many requirements.
#[derive(Deserialize)]
#[serde(untagged)]
enum ReasonToml {
    Named(String),
    Own(WordsToml),
}

/// Loads the documents at `paths`, or the shipped ones, sorted by file.
///
/// # Errors
/// With the file and the requirement, if a file is not of the schema, names a check or a reason that does not exist, or lists
/// a requirement twice.
pub fn load(paths: &[PathBuf]) -> Result<Vec<RequirementDocument>> {
    let files = if paths.is_empty() { shipped()? } else { given(paths)? };
    let mut documents = Vec::new();
    for (name, text) in files {
        documents.push(parse(&name, &text)?);
    }
    documents.sort_by(|a, b| a.file.name.cmp(&b.file.name));
    let mut ids = BTreeSet::new();
    for document in &documents {
        if !ids.insert(&document.id) {
            bail!("{}: another file has the id `{}` already", document.file.name, document.id);
        }
    }
    Ok(documents)
}

fn shipped() -> Result<Vec<(String, String)>> {
    let text = |file: &include_dir::File<'_>| {
        let text = file.contents_utf8().context("a shipped file of requirements is not UTF-8")?;
        Ok((file.path().to_string_lossy().into_owned(), text.to_owned()))
    };
    SHIPPED.files().map(text).collect()
}

fn given(paths: &[PathBuf]) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.exists() {
            bail!("{}: there is no such file or folder of requirements", path.display());
        }
        let before = files.len();
        for entry in WalkDir::new(path).sort_by_file_name() {
            let entry = entry.with_context(|| format!("{} cannot be read", path.display()))?;
            let is_toml = entry.path().extension().is_some_and(|extension| extension == "toml");
            if entry.file_type().is_file() && is_toml {
                files.push((name(path, entry.path()), read(entry.path())?));
            }
        }
        if files.len() == before {
            bail!("{}: there is no file of requirements (*.toml) there", path.display());
        }
    }
    Ok(files)
}

/// The name of a file, relative to the folder that was given.
fn name(base: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(base).ok().filter(|relative| !relative.as_os_str().is_empty());
    relative.or_else(|| path.file_name().map(Path::new)).unwrap_or(path).to_string_lossy().into_owned()
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn parse(name: &str, text: &str) -> Result<RequirementDocument> {
    let toml: FileToml = toml::from_str(text).map_err(|error| explain(Path::new(name), text, &error))?;
    if toml.schema != SCHEMA {
        bail!("{name}: `schema` is `{}`; this version reads `{SCHEMA}`", toml.schema);
    }
    let mut numbers = BTreeSet::new();
    let mut requirements = Vec::new();
    for listed in toml.requirement {
        let number = listed.number.clone();
        let requirement = requirement(listed, &toml.reasons).with_context(|| format!("{name}: {number}"))?;
        if !numbers.insert(number.clone()) {
            bail!("{name}: the requirement {number} is listed twice");
        }
        requirements.push(requirement);
    }
    if requirements.is_empty() && toml.document.left_out.is_none() {
        bail!("{name}: there is no requirement; say under `left_out` why");
    }
    Ok(RequirementDocument {
        id: toml.document.id,
        title: toml.document.title,
        edition: toml.document.edition,
        date: toml.document.date,
        left_out: toml
            .document
            .left_out
            .map(|words| own_words(words, "left_out"))
            .transpose()
            .context(name.to_owned())?,
        requirements,
        file: RulesetDigest { name: format!("requirements/{name}"), sha256: Digest::of(text.as_bytes()) },
    })
}

fn requirement(toml: RequirementToml, reasons: &BTreeMap<String, WordsToml>) -> Result<Requirement> {
    let assessment = match (toml.evidence, toml.not_assessable) {
        (Some(checks), None) if !checks.is_empty() => {
            Assessment::Evidence(checks.into_iter().map(check).collect::<Result<_>>()?)
        }
        (None, Some(ReasonToml::Own(words))) => Assessment::NotAssessable(own_words(words, "not_assessable")?),
        (None, Some(ReasonToml::Named(name))) => {
            let words = reasons.get(&name).ok_or_else(|| anyhow!("`[reasons]` does not give `{name}`"))?;
            Assessment::NotAssessable(own_words(words.clone(), &name)?)
        }
        _ => bail!("it needs either `evidence` with at least one check, or `not_assessable`"),
    };
    Ok(Requirement { number: toml.number, about: own_words(toml.about, "about")?, assessment })
}

fn check(toml: CheckToml) -> Result<Check> {
    match toml {
        CheckToml::Class(number) => Ok(format!("class:{number}").parse()?),
        CheckToml::Named(name) => Ok(name.parse()?),
    }
}

fn own_words(WordsToml { en, de }: WordsToml, key: &str) -> Result<Words> {
    if en.trim().is_empty() || de.trim().is_empty() {
        bail!("`{key}` needs words in English and in German");
    }
    Ok(Words { en, de })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "schema = 'banbury.requirements/v1'\n[document]\nid = 'x'\ntitle = 'X'\nedition = '1'\ndate = '2024'\n";

    fn error_of(body: &str) -> String {
        format!("{:#}", parse("x.toml", &format!("{HEAD}{body}")).unwrap_err())
    }

    #[test]
    fn the_shipped_documents_have_known_checks_unique_numbers_and_both_languages() {
        let documents = load(&[]).unwrap();
        let ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
        assert_eq!(ids, ["3gpp-ts-33.117", "bsi-tr-03183-1", "eu-cra-annex-i", "gsma-fs16", "ncsc-vsa", "uk-tscop"]);
        let families = include_str!("../../rulesets/api-families.toml");
        for document in &documents {
            for requirement in &document.requirements {
                assert_ne!(requirement.about.en, requirement.about.de, "{} {}", document.id, requirement.number);
                let Assessment::Evidence(checks) = &requirement.assessment else { continue };
                for check in checks {
                    let Check::Census(family) = check else { continue };
                    assert!(families.contains(&format!("name = \"{family}\"")), "{check}");
                }
            }
        }
    }

    #[test]
    fn the_documentation_counts_what_is_listed() {
        let table = include_str!("../../docs/requirements.md");
        for document in load(&[]).unwrap() {
            let is_evident = |it: &&Requirement| matches!(it.assessment, Assessment::Evidence(_));
            let (listed, evident) =
                (document.requirements.len(), document.requirements.iter().filter(is_evident).count());
            let row = format!("| {listed} | {evident} | {} |", listed - evident);
            let row = if listed == 0 { format!("| {} | none | | |", document.edition) } else { row };
            assert!(table.contains(&row), "{}: {row}", document.id);
        }
    }

    #[test]
    fn a_mistake_is_told_with_the_requirement_that_has_it() {
        let one = "[[requirement]]\nnumber = 'R1'\nabout = { en = 'a', de = 'b' }\n";
        for (body, expected) in [
            (format!("{one}evidence = [41]"), "x.toml: R1: there is no check `class:41`"),
            (format!("{one}evidence = ['covrage']"), "x.toml: R1: there is no check `covrage`"),
            (format!("{one}evidence = []"), "x.toml: R1: it needs either `evidence`"),
            (one.to_owned(), "x.toml: R1: it needs either `evidence`"),
            (format!("{one}not_assessable = 'x'"), "x.toml: R1: `[reasons]` does not give `x`"),
            (format!("{one}evidence = [1]\n{one}evidence = [1]"), "x.toml: the requirement R1 is listed twice"),
            (one.replace("'b'", "' '") + "evidence = [1]", "x.toml: R1: `about` needs words in English and in German"),
            (one.replace(", de = 'b'", "") + "evidence = [1]", "missing field `de`"),
            (String::new(), "x.toml: there is no requirement"),
        ] {
            assert!(error_of(&body).contains(expected), "{}", error_of(&body));
        }
    }

    #[test]
    fn a_reason_is_given_once_for_many() {
        let body = "[reasons.later]\nen = 'Later.'\nde = 'Später.'\n[[requirement]]\nnumber = 'R1'\nabout = { en = 'a', de = 'b' }\nnot_assessable = 'later'\n";
        let document = parse("x.toml", &format!("{HEAD}{body}")).unwrap();
        let later = Words { en: "Later.".to_owned(), de: "Später.".to_owned() };
        assert_eq!(document.requirements[0].assessment, Assessment::NotAssessable(later));
    }
}
