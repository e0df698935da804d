//! Confirms causes by counterfactual: a build in which one factor is what the shipped artefact shows, and all else as
//! before. If the difference goes, the factor was its cause.

mod factors;
mod tools;

use std::collections::BTreeSet;
use std::path::Path;

use banbury_compare::{CauseKind, Clue};
use banbury_evidence::{Artefact, Cause, Difference, Verdict};

use crate::artefact::open_regular;
use crate::rebuild::Pair;
use crate::sandbox::{self, Failure, Finished, Survey};
use crate::setting::Setting;
use crate::{RebuildError, Recipe};
use factors::factors;

/// An artefact that differs, with what its differences tell.
pub(crate) struct Open<'a> {
    pub(crate) pair: &'a Pair<'a>,
    pub(crate) artefact: &'a mut Artefact,
    /// What still differs under the factors that are kept so far, and what that tells.
    pub(crate) left: Artefact,
    pub(crate) clues: Vec<Clue>,
}

/// Builds with one factor after the other, keeps those that help, and books what they explain. Returns an account of the
/// builds.
pub(crate) fn explain(
    recipe: &Recipe,
    usual: Setting,
    survey: &Survey,
    open: &mut [Open<'_>],
) -> Result<Vec<String>, RebuildError> {
    let mut account = Vec::new();
    let mut setting = usual.clone();
    let mut kept: Vec<(CauseKind, String)> = Vec::new();
    let mut tried: BTreeSet<String> = BTreeSet::new();
    for _ in 0..recipe.explain.0 {
        let (factors, impossible) = factors(recipe, &usual, open);
        account.extend(impossible.into_iter().filter(|words| tried.insert(words.clone())));
        let Some(factor) = factors.into_iter().find(|factor| !tried.contains(&factor.words)) else { break };
        tried.insert(factor.words.clone());
        let mut changed = setting.clone();
        (factor.set)(&mut changed);
        let finished = match sandbox::run(recipe, survey, &changed) {
            Ok(finished) if ended_well(recipe, &finished) => finished,
            Ok(_) | Err(Failure::Unavailable(_)) => {
                account.push(format!("Built once more with {}: it failed.", factor.words));
                continue;
            }
            Err(Failure::Error(error)) => return Err(error),
        };
        let mut helped = false;
        for it in open.iter_mut().filter(|it| it.artefact.verdict != Verdict::DiffersExplained) {
            let (Ok(theirs), Ok(ours)) = (&it.pair.shipped, open_regular(&finished.source, Path::new(it.pair.built)))
            else {
                continue;
            };
            let (now, clues) = it.pair.compare(&it.artefact.path, theirs, &ours);
            if !now.verdict.passes() && !fewer(&it.left, &now, factor.kind) {
                continue;
            }
            helped = true;
            for (kind, words) in kept.iter().chain([&(factor.kind, factor.words.clone())]) {
                confirm(it.artefact, *kind, words, &now);
            }
            if now.verdict.passes() {
                it.artefact.verdict = Verdict::DiffersExplained;
            }
            (it.left, it.clues) = (now, clues);
        }
        let outcome = if helped { "differences go" } else { "nothing changes" };
        account.push(format!("Built once more with {}: {outcome}.", factor.words));
        if helped {
            setting = changed;
            kept.push((factor.kind, factor.words));
        }
    }
    Ok(account)
}

fn ended_well(recipe: &Recipe, finished: &Finished) -> bool {
    finished.exit_codes.len() == recipe.steps.len() && finished.exit_codes.iter().all(|code| *code == 0)
}

/// Whether fewer differences are put down to a cause than before.
fn fewer(before: &Artefact, now: &Artefact, kind: CauseKind) -> bool {
    let count = |artefact: &Artefact| {
        let of_kind = artefact.differs.iter().filter(|it| !it.derived && it.cause.as_deref() == Some(kind.name()));
        of_kind.map(Difference::places).sum::<usize>()
    };
    now.verdict != Verdict::Inconclusive && count(now) < count(before)
}

fn confirm(artefact: &mut Artefact, kind: CauseKind, words: &str, now: &Artefact) {
    let left: usize = now.differs.iter().filter(|difference| !difference.derived).map(Difference::places).sum();
    let rest = match left {
        0 => "nothing differs any more".to_owned(),
        1 => "1 difference remains".to_owned(),
        _ => format!("{left} differences remain"),
    };
    let same = artefact.causes.iter_mut().find(|cause| cause.kind == kind.name());
    match same {
        Some(cause) if !cause.confirmed => {
            cause.confirmed = true;
            cause.detail = format!("built with {words}: {rest} ({})", cause.detail);
        }
        Some(cause) if cause.detail.contains(words) => {}
        Some(cause) => cause.detail = format!("built with {words}: {rest}; {}", cause.detail),
        None => {
            let detail = format!("built with {words}: {rest}");
            artefact.causes.push(Cause { kind: kind.name().to_owned(), confirmed: true, detail });
        }
    }
}
