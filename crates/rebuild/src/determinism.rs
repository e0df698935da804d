//! Whether a build gives the same under other circumstances. Not the question whether it gives what was shipped.

use banbury_compare::{Looker, compare_files};
use banbury_evidence::{Determinism, DeterminismVerdict};

use crate::rebuild::{Build, shown};
use crate::sandbox::{self, Failure, Survey};
use crate::setting::{STRACE, Setting};
use crate::{Confinement, RebuildError, Recipe, files};

/// What came of the second build.
pub(crate) struct Second {
    pub(crate) artefacts: Vec<Determinism>,
    /// Files outside of the drop that it opened, if that was watched.
    pub(crate) outside: Option<Vec<String>>,
    pub(crate) account: String,
}

/// Builds once more with everything varied, and compares the artefacts with those of the first build.
pub(crate) fn judge(
    recipe: &Recipe,
    confinement: Confinement,
    survey: &Survey,
    first: &Build,
    looker: &dyn Looker,
) -> Result<Second, RebuildError> {
    let (mut setting, varied) = Setting::varied(recipe, confinement);
    setting.traced = std::path::Path::new(STRACE).exists();
    let mut finished = match sandbox::run(recipe, survey, &setting) {
        Ok(finished) => finished,
        Err(Failure::Unavailable(reason)) => return Ok(none(recipe, &format!("it could not be confined ({reason})"))),
        Err(Failure::Error(error)) => return Err(error),
    };
    let top = setting.split_folder().map(|(top, _)| format!("{top}/")).unwrap_or_default();
    let outside = finished.trace.take().and_then(|trace| files::outside(&trace, &top));
    let second = Build::of(recipe, finished);
    if let Err(cause) = &second.outcome {
        return Ok(none(recipe, &cause.detail));
    }
    let artefacts = recipe
        .artefacts
        .iter()
        .map(|pair| {
            let path = shown(&pair.shipped);
            let (Ok(one), Ok(other)) = (first.result(&pair.built), second.result(&pair.built)) else {
                return Determinism { path, verdict: DeterminismVerdict::NotJudged, differs: Vec::new() };
            };
            let (artefact, _) = compare_files(&path, &one, &other, None, looker);
            let verdict = match artefact.verdict == banbury_evidence::Verdict::Identical {
                true => DeterminismVerdict::Deterministic,
                false => DeterminismVerdict::Varies,
            };
            Determinism { path, verdict, differs: artefact.differs }
        })
        .collect();
    let watched = match setting.traced {
        true => "",
        false => " Files opened outside of the drop were not watched: strace is not installed.",
    };
    let account = format!("Built a second time with other circumstances: {}.{watched}", varied.join(", "));
    Ok(Second { artefacts, outside, account })
}

fn none(recipe: &Recipe, why: &str) -> Second {
    let not_judged =
        |path: &str| Determinism { path: shown(path), verdict: DeterminismVerdict::NotJudged, differs: Vec::new() };
    Second {
        artefacts: recipe.artefacts.iter().map(|pair| not_judged(&pair.shipped)).collect(),
        outside: None,
        account: format!("The second build, under other circumstances, failed: {why}."),
    }
}
