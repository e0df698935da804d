use std::collections::BTreeSet;
use std::fs::File;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path};

use banbury_compare::{Clue, Looker, PublicKey, artefact, compare_files};
use banbury_evidence::{Artefact, BuildFiles, Cause, Comparison, DropPath, Verdict};
use walkdir::WalkDir;

use crate::artefact::{NoFile, open_regular};
use crate::explain::{self, Open};
use crate::sandbox::{self, Failure, Finished, Survey};
use crate::setting::Setting;
use crate::{Confinement, RebuildError, Recipe, chance, determinism, files, inputs, signature, toolchain};

/// How many entries of the source that the build did not get are named one by one.
const NAMED_LEFT_OUT: usize = 64;

/// One artefact of the recipe, with the vendor's file.
pub(crate) struct Pair<'a> {
    pub(crate) built: &'a str,
    pub(crate) shipped: Result<File, NoFile>,
    pub(crate) signature_at: Option<u64>,
    pub(crate) looker: &'a dyn Looker,
    key: Option<PublicKey>,
}

impl Pair<'_> {
    /// Compares what was shipped, under the name `path`, with what was built.
    pub(crate) fn compare(&self, path: &str, shipped: &File, built: &File) -> (Artefact, Vec<Clue>) {
        compare_files(path, shipped, built, self.signature_at, self.looker)
    }
}

/// Runs the recipe on a copy of `source` in the sandbox, and compares what it makes with what was shipped; builds once
/// more under other circumstances, to see whether the build is deterministic; and, where something differs, further
/// times to confirm why.
///
/// The build is confined as `confinement` says, or by the first means that this machine has. Files that are not the
/// same are looked into by `looker`.
///
/// `source` is left as it is. `shipped` is the folder of shipped artefacts; the build does not see it. Every file in
/// it that the recipe names no artefact for is listed as only in shipped, so it should hold artefacts and nothing
/// else. Loose files are compared by content: the mode of an unpacked file says little about how it was shipped.
///
/// A build that fails, or cannot be confined on this machine, is no error: its artefacts are `not-built`, with the
/// reason.
///
/// # Errors
///
/// When a folder cannot be read, the recipe is senseless, or the sandbox broke down half-way.
pub fn rebuild(
    recipe: &Recipe,
    confinement: Option<Confinement>,
    source: &Path,
    shipped: &Path,
    looker: &dyn Looker,
) -> Result<Comparison, RebuildError> {
    check(recipe)?;
    let keys = signature::keys(recipe)?;
    let shipped_root = File::open(shipped).map_err(RebuildError::unreadable(shipped))?;
    let toolchain = toolchain::compare(recipe, source)?;
    let inputs = inputs::open(recipe)?;
    let stated = inputs::names(&inputs);
    let survey = Survey::of(source)?.with(inputs);
    let (mut build, log, resources) = match first_build(recipe, confinement, &survey)? {
        Ok(mut finished) => {
            let log = std::mem::take(&mut finished.log);
            let resources = recipe.resources.then_some(finished.resources);
            (Build::of(recipe, finished), log, resources)
        }
        Err(reason) => (Build::unavailable(&reason), Vec::new(), None),
    };
    if !stated.is_empty() {
        build.account.push(format!("Inputs beside the drop, each of the digest that the recipe states: {stated}."));
    }
    let mut files = BuildFiles::default();
    if let Ok(finished) = &build.outcome {
        files = files::of(finished, &survey, sandbox::modification_time(recipe));
    }
    let pairs: Vec<Pair<'_>> = recipe
        .artefacts
        .iter()
        .zip(keys)
        .map(|(it, key)| Pair {
            built: &it.built,
            shipped: open_regular(&shipped_root, Path::new(&it.shipped)),
            signature_at: it.signature_at,
            looker,
            key,
        })
        .collect();
    let mut judged: Vec<(Artefact, Vec<Clue>)> = recipe
        .artefacts
        .iter()
        .zip(&pairs)
        .map(|(it, pair)| judge(&shown(&it.shipped), pair, build.result(&it.built)))
        .collect();
    let mut determinism = Vec::new();
    if let (Ok(finished), true) = (&build.outcome, recipe.determinism.0) {
        let second = determinism::judge(recipe, finished.confinement, &survey, &build, looker)?;
        build.account.push(second.account);
        (determinism, files.outside) = (second.artefacts, second.outside);
    }
    let mut open: Vec<Open<'_>> = judged
        .iter_mut()
        .zip(&pairs)
        .filter(|((artefact, _), _)| artefact.verdict == Verdict::DiffersUnexplained)
        .map(|((artefact, clues), pair)| Open { pair, left: artefact.clone(), artefact, clues: std::mem::take(clues) })
        .collect();
    if let (Ok(finished), false) = (&build.outcome, open.is_empty()) {
        let usual = Setting::usual(recipe, finished.confinement);
        build.account.extend(explain::explain(recipe, usual, &survey, &mut open)?);
    }
    for ((artefact, _), pair) in judged.iter_mut().zip(&pairs) {
        chance::note(artefact, &determinism);
        if let (Ok(shipped), Some(key)) = (&pair.shipped, &pair.key) {
            signature::judge(artefact, shipped, key, pair);
        }
    }
    let mut artefacts = only_in_shipped(recipe, shipped)?;
    artefacts.extend(judged.into_iter().map(|(artefact, _)| artefact));
    artefacts.sort_by(|a, b| a.path.cmp(&b.path));
    determinism.sort_by(|a, b| a.path.cmp(&b.path));
    let unconfined = build.outcome.as_ref().is_ok_and(|it| it.confinement == Confinement::Unconfined);
    let (build, log) = (build.account, log.into());
    Ok(Comparison { artefacts, unconfined, build, log, resources, toolchain, determinism, files })
}

/// Builds, confined as asked, or else by the first means that this machine has. Without any, the reasons in words.
fn first_build(
    recipe: &Recipe,
    confinement: Option<Confinement>,
    survey: &Survey,
) -> Result<Result<Finished, String>, RebuildError> {
    let means = confinement.map_or(Confinement::SANDBOXES.to_vec(), |it| vec![it]);
    let mut reasons = Vec::new();
    for means in means {
        match sandbox::run(recipe, survey, &Setting::usual(recipe, means)) {
            Ok(finished) => return Ok(Ok(finished)),
            Err(Failure::Unavailable(reason)) => reasons.push(format!("{}: {reason}", means.name())),
            Err(Failure::Error(error)) => return Err(error),
        }
    }
    Ok(Err(reasons.join("; ")))
}

fn check(recipe: &Recipe) -> Result<(), RebuildError> {
    let senseless = |what: String| Err(RebuildError::Recipe(what));
    let mut names = BTreeSet::new();
    for pair in &recipe.artefacts {
        for path in [&pair.shipped, &pair.built] {
            let inside =
                Path::new(path).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
            if !inside || path.is_empty() || path.contains('\0') {
                return senseless(format!("the artefact path {path:?} must be relative and without `..`"));
            }
        }
        if !names.insert(normal(&pair.shipped)) {
            return senseless(format!("the shipped artefact {:?} is named twice", pair.shipped));
        }
    }
    for (name, value) in &recipe.environment {
        if name.is_empty() || name.contains(['=', '\0']) || value.contains('\0') {
            return senseless(format!("the environment variable {name:?} cannot be set"));
        }
    }
    if let Some(number) = recipe.steps.iter().position(|step| step.contains('\0')) {
        return senseless(format!("step {} holds a NUL character", number + 1));
    }
    let limits = &recipe.limits;
    if [limits.seconds, limits.memory_mib, limits.output_mib, limits.processes].contains(&0) {
        return senseless("a limit of 0 lets nothing be built".to_owned());
    }
    Ok(())
}

/// What became of the build as a whole.
pub(crate) struct Build {
    pub(crate) outcome: Result<Finished, Cause>,
    account: Vec<String>,
}

impl Build {
    pub(crate) fn of(recipe: &Recipe, finished: Finished) -> Self {
        let limits = &recipe.limits;
        let kept_from = match finished.confinement {
            Confinement::Unconfined => "it could read, change and send whatever its user can",
            _ => "no network, read-only view of the machine's programs",
        };
        let mut account = vec![format!(
            "{} of {} step(s): {kept_from}, limits {} s, {} MiB of memory, {} MiB written, {} processes.",
            finished.confinement.words(),
            recipe.steps.len(),
            limits.seconds,
            limits.memory_mib,
            limits.output_mib,
            limits.processes
        )];
        account.extend(
            finished
                .left_out
                .iter()
                .take(NAMED_LEFT_OUT)
                .map(|entry| format!("Not part of the build's source: {entry}.")),
        );
        if let Some(more @ 1..) = finished.left_out.len().checked_sub(NAMED_LEFT_OUT) {
            account.push(format!("Not part of the build's source: {more} further entries."));
        }
        for (number, step) in recipe.steps.iter().enumerate() {
            let end = match (finished.exit_codes.get(number), finished.stopped_by) {
                (Some(code), _) => format!("exit code {code}"),
                (None, Some(limit)) if number == finished.exit_codes.len() => format!("stopped: {}", limit.words()),
                (None, None) if number == finished.exit_codes.len() && !failed(&finished) => {
                    "no report of its end".to_owned()
                }
                (None, _) => "not run".to_owned(),
            };
            account.push(format!("Step {}: {end}: {}", number + 1, one_line(step)));
        }
        let outcome = match why_failed(recipe, &finished) {
            Some(cause) => Err(cause),
            None => Ok(finished),
        };
        Self { outcome, account }
    }

    fn unavailable(reason: &str) -> Self {
        let detail = format!(
            "this machine does not let the build be confined ({reason}); allow namespaces, install bubblewrap, or, on a \
             machine that may be given up, build with --unconfined"
        );
        let account = vec![format!("Nothing was built: {detail}.")];
        Self { outcome: Err(confirmed("sandbox-unavailable", detail)), account }
    }

    /// The artefact that the build made, or why there is none.
    pub(crate) fn result(&self, built: &str) -> Result<File, Cause> {
        let finished = self.outcome.as_ref().map_err(Cause::clone)?;
        open_regular(&finished.source, Path::new(built)).map_err(|no_file| match no_file {
            NoFile::Missing => {
                confirmed("artefact-missing", format!("the build ended well but made no {}", shown(built)))
            }
            NoFile::Unusable(reason) => confirmed("artefact-unusable", format!("{}: {reason}", shown(built))),
        })
    }
}

fn failed(finished: &Finished) -> bool {
    finished.exit_codes.last().is_some_and(|code| *code != 0)
}

fn why_failed(recipe: &Recipe, finished: &Finished) -> Option<Cause> {
    let ended = finished.exit_codes.len();
    if let Some(limit) = finished.stopped_by {
        let step = (ended + 1).min(recipe.steps.len());
        return Some(confirmed("limit-reached", format!("step {step} was stopped: {}", limit.words())));
    }
    match finished.exit_codes.last() {
        Some(code) if *code != 0 => {
            Some(confirmed("build-step-failed", format!("step {ended} ended with exit code {code}")))
        }
        _ if ended < recipe.steps.len() => {
            Some(confirmed("build-step-failed", format!("step {} ended without a report", ended + 1)))
        }
        _ => None,
    }
}

fn judge(path: &str, pair: &Pair<'_>, built: Result<File, Cause>) -> (Artefact, Vec<Clue>) {
    let alone = |verdict, causes| (artefact(path, verdict, causes), Vec::new());
    match (&pair.shipped, built) {
        (_, Err(cause)) => alone(Verdict::NotBuilt, vec![cause]),
        (Err(NoFile::Missing), Ok(_)) => alone(Verdict::OnlyInRebuilt, Vec::new()),
        (Err(NoFile::Unusable(reason)), Ok(_)) => {
            alone(Verdict::Inconclusive, vec![confirmed("shipped-unusable", reason.clone())])
        }
        (Ok(theirs), Ok(ours)) => pair.compare(path, theirs, &ours),
    }
}

/// Shipped files that the recipe says nothing of.
fn only_in_shipped(recipe: &Recipe, shipped: &Path) -> Result<Vec<Artefact>, RebuildError> {
    let named: BTreeSet<String> = recipe.artefacts.iter().map(|pair| normal(&pair.shipped)).collect();
    let mut rest = Vec::new();
    for found in WalkDir::new(shipped).min_depth(1).sort_by_file_name() {
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                let path = error.path().unwrap_or(shipped);
                let relative = path.strip_prefix(shipped).unwrap_or(path).as_os_str().as_bytes();
                let reason = error.io_error().map_or("walk failed".to_owned(), ToString::to_string);
                let cause = confirmed("shipped-unusable", reason);
                rest.push(artefact(DropPath::from_bytes(relative).as_str(), Verdict::Inconclusive, vec![cause]));
                continue;
            }
        };
        let relative = found.path().strip_prefix(shipped).unwrap_or(found.path());
        if found.file_type().is_dir() || relative.to_str().is_some_and(|name| named.contains(name)) {
            continue;
        }
        let cause = confirmed("not-in-recipe", "the recipe names no artefact for it".to_owned());
        let path = DropPath::from_bytes(relative.as_os_str().as_bytes());
        rest.push(artefact(path.as_str(), Verdict::OnlyInShipped, vec![cause]));
    }
    Ok(rest)
}

/// Without `./` and doubled slashes.
fn normal(path: &str) -> String {
    let names: Vec<_> = Path::new(path)
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    names.join("/")
}

pub(crate) fn shown(path: &str) -> String {
    DropPath::from_bytes(normal(path).as_bytes()).to_string()
}

fn one_line(step: &str) -> String {
    let mut line = String::with_capacity(step.len());
    for character in step.chars() {
        match character.is_control() {
            true => line.extend(character.escape_debug()),
            false => line.push(character),
        }
    }
    line
}

fn confirmed(kind: &str, detail: String) -> Cause {
    Cause { kind: kind.to_owned(), confirmed: true, detail }
}
