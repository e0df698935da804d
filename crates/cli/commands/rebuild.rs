use std::fs;

use anyhow::{Context, Result, bail};
use banbury_evidence::wire::RebuildV1;
use banbury_evidence::{Comparison, DropPath, json};
use banbury_intake::{Limits, Locator, lay_out};
use banbury_rebuild::Recipe;

use crate::arguments::Rebuild;
use crate::bundle::write_whole;
use crate::case;
use crate::exit::Exit;
use crate::interrupt::scratch;
use crate::terminal::{complain, say};

pub fn rebuild(arguments: &Rebuild) -> Result<Exit> {
    let case = case::read(&arguments.case)?;
    let Some(recipe) = &case.recipe else {
        bail!("{} has no [rebuild] table", arguments.case.display());
    };
    let comparison = build_and_compare(&Locator::recognise(case.drop.as_os_str())?, recipe)?;
    write_whole(&arguments.output, &json::to_bytes(&RebuildV1::from(&comparison))?)?;
    say(&banbury_report::comparison_text(&comparison));
    Ok(if comparison.holds() { Exit::Done } else { Exit::AnswerIsNo })
}

/// Lays the drop out without the shipped artefacts, builds it, and compares. The build never sees what it is compared with.
pub fn build_and_compare(locator: &Locator, recipe: &Recipe) -> Result<Comparison> {
    let scratch = scratch()?;
    let (source, shipped) = (scratch.path().join("source"), scratch.path().join("shipped"));
    for folder in [&source, &shipped] {
        fs::create_dir(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    let is_shipped = |path: &DropPath| {
        recipe.artefacts.iter().any(|artefact| path.to_bytes() == artefact.shipped.trim_start_matches("./").as_bytes())
    };
    let limits = Limits::default();
    lay_out(locator, &limits, &source, &is_shipped)?;
    lay_out(locator, &limits, &shipped, &|path| !is_shipped(path))?;
    let rebuilt = banbury_rebuild::rebuild(recipe, &source, &shipped)?;
    if !rebuilt.comparison.holds() && !rebuilt.log.is_empty() {
        complain("The build printed at its end:");
        complain(&banbury_report::visible_text(&String::from_utf8_lossy(&rebuilt.log)));
    }
    Ok(rebuilt.comparison)
}
