use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use banbury_casework::Action;
use banbury_evidence::{Artefact, Comparison, DropPath, Verdict};
use banbury_intake::{Limits, Locator, lay_out};
use banbury_rebuild::{Confinement, Recipe};

use crate::arguments::Rebuild;
use crate::bundle::{Bundle, check_target, write_synced};
use crate::case;
use crate::commands::propose::propose;
use crate::custody::{Custody, who};
use crate::exit::Exit;
use crate::interrupt::scratch;
use crate::looker::Looking;
use crate::terminal::{complain, say};

pub fn rebuild(arguments: &Rebuild) -> Result<Exit> {
    match arguments {
        Rebuild { propose: Some(drop), .. } => propose(drop),
        Rebuild { case: Some(case), output: Some(output), unconfined, by, .. } => {
            rebuild_case(case, output, *unconfined, by.as_deref())
        }
        _ => bail!("a rebuild needs a case file and a folder to write"),
    }
}

fn rebuild_case(path: &Path, output: &Path, unconfined: bool, by: Option<&str>) -> Result<Exit> {
    check_target(output, false)?;
    let case = case::read(path)?;
    let mut custody = Custody::beside(output, who(by, Some(&case.facts.evaluator))?)?;
    let Some(recipe) = &case.recipe else {
        bail!("{} has no [rebuild] table", path.display());
    };
    let comparison = build_and_compare(&Locator::recognise(case.drop.as_os_str())?, recipe, unconfined)?;
    let folder = Bundle::begin(output)?;
    for (name, bytes) in banbury_report::comparison_files(&comparison)? {
        write_synced(&folder.path().join(name), &bytes)?;
    }
    custody.note_file(Action::Rebuilt, folder.path(), "rebuild.json")?;
    folder.finish()?;
    custody.write()?;
    say(&banbury_report::comparison_text(&comparison));
    Ok(if comparison.holds() { Exit::Done } else { Exit::AnswerIsNo })
}

/// Lays the drop out without the shipped artefacts, builds it, and compares. The build never sees what it is compared with.
pub fn build_and_compare(locator: &Locator, recipe: &Recipe, unconfined: bool) -> Result<Comparison> {
    let scratch = scratch()?;
    let (source, shipped) = (scratch.path().join("source"), scratch.path().join("shipped"));
    for folder in [&source, &shipped] {
        fs::create_dir(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    let shipped_names: Vec<&[u8]> =
        recipe.artefacts.iter().map(|artefact| artefact.shipped.trim_start_matches("./").as_bytes()).collect();
    let is_shipped = |path: &DropPath| shipped_names.contains(&path.to_bytes().as_slice());
    let leads_to_shipped = |path: &DropPath| {
        let folder = [&path.to_bytes(), &b"/"[..]].concat();
        shipped_names.iter().any(|name| name.starts_with(&folder))
    };
    let limits = Limits::default();
    lay_out(locator, &limits, &source, &is_shipped)?;
    lay_out(locator, &limits, &shipped, &|path| !is_shipped(path) && !leads_to_shipped(path))?;
    let confinement = unconfined.then_some(Confinement::Unconfined);
    let mut comparison = banbury_rebuild::rebuild(recipe, confinement, &source, &shipped, &Looking::new()?)?;
    let not_built = |artefact: &Artefact| artefact.verdict == Verdict::NotBuilt;
    if comparison.artefacts.iter().any(not_built) && !comparison.log.is_empty() {
        complain("The build printed at its end:");
        complain(&banbury_report::visible_text(&last_lines(&String::from_utf8_lossy(&comparison.log))));
    }
    if !recipe.log.0 {
        comparison.log = Arc::default();
    }
    Ok(comparison)
}

/// Lines of a build's output that are shown when it fails.
const LOG_LINES: usize = 20;

fn last_lines(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(LOG_LINES)..].join("\n")
}
