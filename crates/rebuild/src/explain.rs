//! Confirms causes by counterfactual: a build in which one factor is what the shipped artefact shows, and all else as
//! before. If the difference goes, the factor was its cause.

use std::collections::BTreeSet;
use std::path::Path;

use banbury_compare::{CauseKind, Clue, compare_files};
use banbury_evidence::{Artefact, Cause, Verdict};

use crate::artefact::open_regular;
use crate::rebuild::Pair;
use crate::sandbox::{self, Failure, Finished, Survey};
use crate::setting::{Setting, fake_clock};
use crate::{RebuildError, Recipe, time_zone};

/// Moments that are tried.
const MOMENTS: usize = 3;

/// An artefact that differs, with what its differences tell.
pub(crate) struct Open<'a> {
    pub(crate) pair: &'a Pair<'a>,
    pub(crate) artefact: &'a mut Artefact,
    /// What still differs under the factors that are kept so far, and what that tells.
    pub(crate) left: Artefact,
    pub(crate) clues: Vec<Clue>,
}

/// One thing to try.
struct Factor {
    kind: CauseKind,
    words: String,
    set: Box<dyn Fn(&mut Setting)>,
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
            let (now, clues) = compare_files(&it.artefact.path, theirs, &ours);
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
        of_kind.count()
    };
    now.verdict != Verdict::Inconclusive && count(now) < count(before)
}

fn confirm(artefact: &mut Artefact, kind: CauseKind, words: &str, now: &Artefact) {
    let left = now.differs.iter().filter(|difference| !difference.derived).count();
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

/// What the clues suggest to try, the likeliest first; and what cannot be tried here, in words.
fn factors(recipe: &Recipe, usual: &Setting, open: &[Open<'_>]) -> (Vec<Factor>, Vec<String>) {
    let open = || open.iter().filter(|it| it.artefact.verdict != Verdict::DiffersExplained);
    let clues = || open().flat_map(|it| &it.clues);
    let mut factors = Vec::new();
    let mut impossible = Vec::new();
    let times = || clues().filter(|clue| clue.kind == CauseKind::Timestamp);
    let mut moments: Vec<(usize, i64)> = Vec::new();
    for moment in times().filter_map(|clue| clue.shipped.parse().ok()) {
        match moments.iter_mut().find(|(_, known)| *known == moment) {
            Some((count, _)) => *count += 1,
            None => moments.push((1, moment)),
        }
    }
    let states_epoch = recipe.environment.contains_key("SOURCE_DATE_EPOCH");
    // Many moments are those of the source's own files.
    if moments.len() >= MOMENTS && !states_epoch {
        factors.push(environment(CauseKind::Timestamp, "SOURCE_DATE_EPOCH", ""));
    }
    if let Some(zone) =
        time_zone::of(times().filter_map(|clue| Some((clue.shipped.parse().ok()?, clue.rebuilt.parse().ok()?))))
    {
        factors.push(environment(CauseKind::Timestamp, "TZ", zone));
    }
    // The one that most differences show, then the latest.
    moments.sort_by(|a, b| b.cmp(a));
    for (_, moment) in moments.into_iter().filter(|(_, moment)| (0..1 << 33).contains(moment)).take(MOMENTS) {
        if !states_epoch {
            factors.push(environment(CauseKind::Timestamp, "SOURCE_DATE_EPOCH", &moment.to_string()));
        }
        match fake_clock() {
            Some(_) => factors.push(Factor {
                kind: CauseKind::Timestamp,
                words: format!("the wall clock at {moment} s since 1970 (libfaketime)"),
                set: Box::new(move |setting| setting.clock = Some(moment)),
            }),
            None => impossible.push("The wall clock could not be set: libfaketime is not installed.".to_owned()),
        }
    }
    impossible.dedup();
    let mut folders: Vec<&str> = Vec::new();
    for clue in clues().filter(|clue| clue.kind == CauseKind::BuildPath) {
        if let Some(folder) = shipped_folder(clue, &usual.folder)
            && !folders.contains(&folder)
        {
            folders.push(folder);
        }
    }
    for folder in folders {
        let tried = Setting { folder: folder.to_owned(), ..usual.clone() };
        match tried.split_folder() {
            Ok(_) => {
                let folder = folder.to_owned();
                factors.push(Factor {
                    kind: CauseKind::BuildPath,
                    words: format!("the source at {folder}"),
                    set: Box::new(move |setting| setting.folder.clone_from(&folder)),
                });
            }
            Err(why) => impossible.push(format!("Not tried: {why}.")),
        }
    }
    (factors, impossible)
}

/// An environment variable, unset where its value is empty.
fn environment(kind: CauseKind, name: &str, value: &str) -> Factor {
    let (name, value) = (name.to_owned(), value.to_owned());
    let words = if value.is_empty() { format!("{name} unset") } else { format!("{name}={value}") };
    Factor { kind, words, set: Box::new(move |setting| drop(setting.forced.insert(name.clone(), value.clone()))) }
}

/// The folder that stands in the shipped artefact where the rebuilt one has the folder of this build.
fn shipped_folder<'a>(clue: &'a Clue, ours: &str) -> Option<&'a str> {
    // The rebuilt path may go deeper than the source's folder: then the shipped one goes as much deeper.
    let below = clue.rebuilt.strip_prefix(ours)?;
    let folder = clue.shipped.strip_suffix(below)?.trim_end_matches('/');
    (!folder.is_empty()).then_some(folder)
}
