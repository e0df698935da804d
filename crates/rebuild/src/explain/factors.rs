//! What is worth a further build: the factors that differences tell of, set to what the shipped artefact shows.

use banbury_compare::{CauseKind, Clue};
use banbury_evidence::Verdict;

use super::{Open, tools};
use crate::setting::{Setting, fake_clock};
use crate::{Confinement, Recipe, time_zone};

/// Moments that are tried.
const MOMENTS: usize = 3;

/// What umasks leave to group and others: everything to the group, nothing to others, nothing to either, everything.
const UMASKS: [u32; 4] = [0o002, 0o027, 0o077, 0o000];

/// A longer name is none of a user or a machine (HOST_NAME_MAX).
const NAME: usize = 64;

/// One thing to try.
pub(super) struct Factor {
    pub(super) kind: CauseKind,
    pub(super) words: String,
    pub(super) set: Box<dyn Fn(&mut Setting)>,
}

impl Factor {
    pub(super) fn new(kind: CauseKind, words: impl Into<String>, set: impl Fn(&mut Setting) + 'static) -> Self {
        Self { kind, words: words.into(), set: Box::new(set) }
    }

    /// An environment variable, unset where its value is empty.
    pub(super) fn environment(kind: CauseKind, name: &str, value: &str) -> Self {
        let words = if value.is_empty() { format!("{name} unset") } else { format!("{name}={value}") };
        let (name, value) = (name.to_owned(), value.to_owned());
        Self::new(kind, words, move |setting| drop(setting.forced.insert(name.clone(), value.clone())))
    }
}

/// What to try, the likeliest first; and what cannot be tried here, in words.
pub(super) fn factors(recipe: &Recipe, usual: &Setting, open: &[Open<'_>]) -> (Vec<Factor>, Vec<String>) {
    let open: Vec<&Open<'_>> = open.iter().filter(|it| it.artefact.verdict != Verdict::DiffersExplained).collect();
    let clues: Vec<&Clue> = open.iter().flat_map(|it| &it.clues).collect();
    let (mut factors, mut impossible) = moments(recipe, &clues);
    let (paths, impossible_paths) = build_paths(usual, &clues);
    factors.extend(paths);
    impossible.extend(impossible_paths);
    factors.extend(builders(usual, &clues));
    factors.extend(umask(&clues));
    let (compilers, missing_compilers) = tools::compilers(&clues);
    factors.extend(compilers);
    impossible.extend(missing_compilers);
    let tell_of = |kind: CauseKind| {
        let mut differences = open.iter().flat_map(|it| &it.left.differs);
        differences.any(|it| it.cause.as_deref() == Some(kind.name()))
    };
    if tell_of(CauseKind::Order) {
        let words = "the source's files made in the opposite order";
        factors.push(Factor::new(CauseKind::Order, words, |setting| setting.reversed = true));
        match tools::locale() {
            Ok(locale) => factors.push(locale),
            Err(why) => impossible.push(why),
        }
    }
    if tell_of(CauseKind::Compression) {
        factors.extend(compression(usual));
    }
    impossible.dedup();
    (factors, impossible)
}

fn moments(recipe: &Recipe, clues: &[&Clue]) -> (Vec<Factor>, Vec<String>) {
    let (mut factors, mut impossible) = (Vec::new(), Vec::new());
    let times = || clues.iter().filter(|clue| clue.kind == CauseKind::Timestamp);
    let mut moments: Vec<(usize, i64)> = Vec::new();
    for moment in times().filter_map(|clue| clue.shipped.parse().ok()) {
        match moments.iter_mut().find(|(_, known)| *known == moment) {
            Some((count, _)) => *count += 1,
            None => moments.push((1, moment)),
        }
    }
    let epoch = recipe.environment.get("SOURCE_DATE_EPOCH");
    let states_epoch = epoch.is_some_and(|value| !value.is_empty());
    // Many moments are those of the source's own files.
    if moments.len() >= MOMENTS && epoch.is_none() {
        factors.push(Factor::environment(CauseKind::Timestamp, "SOURCE_DATE_EPOCH", ""));
    }
    if let Some(zone) =
        time_zone::of(times().filter_map(|clue| Some((clue.shipped.parse().ok()?, clue.rebuilt.parse().ok()?))))
    {
        factors.push(Factor::environment(CauseKind::Timestamp, "TZ", zone));
    }
    // The one that most differences show, then the latest.
    moments.sort_by(|a, b| b.cmp(a));
    for (_, moment) in moments.into_iter().filter(|(_, moment)| (0..1 << 33).contains(moment)).take(MOMENTS) {
        if !states_epoch {
            factors.push(Factor::environment(CauseKind::Timestamp, "SOURCE_DATE_EPOCH", &moment.to_string()));
        }
        let words = format!("the wall clock at {moment} s since 1970 (libfaketime)");
        match fake_clock() {
            Some(_) => factors.push(Factor::new(CauseKind::Timestamp, words, move |it| it.clock = Some(moment))),
            None => impossible.push("The wall clock could not be set: libfaketime is not installed.".to_owned()),
        }
    }
    (factors, impossible)
}

fn build_paths(usual: &Setting, clues: &[&Clue]) -> (Vec<Factor>, Vec<String>) {
    let (mut factors, mut impossible) = (Vec::new(), Vec::new());
    let mut folders: Vec<&str> = Vec::new();
    for clue in clues.iter().filter(|clue| clue.kind == CauseKind::BuildPath) {
        if let Some(folder) = shipped_folder(clue, &usual.folder)
            && !folders.contains(&folder)
        {
            folders.push(folder);
        }
    }
    for folder in folders.into_iter().map(str::to_owned) {
        let tried = Setting { folder: folder.clone(), ..usual.clone() };
        match tried.split_folder() {
            Ok(_) => factors.push(Factor::new(CauseKind::BuildPath, format!("the source at {folder}"), move |it| {
                it.folder.clone_from(&folder);
            })),
            Err(why) => impossible.push(format!("Not tried: {why}.")),
        }
    }
    (factors, impossible)
}

/// The folder that stands in the shipped artefact where the rebuilt one has the folder of this build.
fn shipped_folder<'a>(clue: &'a Clue, ours: &str) -> Option<&'a str> {
    // The rebuilt path may go deeper than the source's folder: then the shipped one goes as much deeper.
    let below = clue.rebuilt.strip_prefix(ours)?;
    let folder = clue.shipped.strip_suffix(below)?.trim_end_matches('/');
    (!folder.is_empty()).then_some(folder)
}

/// User and machine, where `USER@HOST` stands.
fn builders(usual: &Setting, clues: &[&Clue]) -> Vec<Factor> {
    let names = clues.iter().filter(|clue| clue.kind == CauseKind::Builder && usual.has_own_names());
    let mut factors: Vec<Factor> = Vec::new();
    for (user, host) in names.filter_map(|clue| clue.shipped.split_once('@')) {
        let words = format!("the user {user} on the machine {host}");
        let is_new = !factors.iter().any(|factor| factor.words == words);
        if is_new && [user, host].iter().all(|name| (1..=NAME).contains(&name.len())) {
            let (user, host) = (user.to_owned(), host.to_owned());
            factors.push(Factor::new(CauseKind::Builder, words, move |setting| {
                (setting.user, setting.host) = (user.clone(), host.clone());
                for name in ["USER", "LOGNAME"] {
                    setting.environment.insert(name.to_owned(), user.clone());
                }
            }));
        }
    }
    factors
}

/// The umask under which all modes that differ would be as shipped.
fn umask(clues: &[&Clue]) -> Option<Factor> {
    let octal = |text: &str| u32::from_str_radix(text.strip_prefix('0').filter(|rest| rest.len() == 3)?, 8).ok();
    let metadata = clues.iter().filter(|clue| clue.kind == CauseKind::ArchiveMetadata);
    let modes: Vec<(u32, u32)> =
        metadata.filter_map(|clue| Some((octal(&clue.shipped)?, octal(&clue.rebuilt)?))).collect();
    // As programs ask for them: all may read and write, and execute what is a program or a folder.
    let asked_for = |mode: u32| if mode & 0o111 == 0 { 0o666 } else { 0o777 };
    let explains = |umask: &u32| modes.iter().all(|(shipped, rebuilt)| *shipped == asked_for(*rebuilt) & !umask);
    let umask = UMASKS.into_iter().find(explains).filter(|_| !modes.is_empty())?;
    Some(Factor::new(CauseKind::ArchiveMetadata, format!("the umask {umask:04o}"), move |it| it.umask = umask))
}

/// Levels by the variables that the usual programs read, and how many threads share the work.
fn compression(usual: &Setting) -> Vec<Factor> {
    let level = |words: &str, level: &'static str, zstd: &'static str| {
        Factor::new(CauseKind::Compression, words, move |setting: &mut Setting| {
            for name in ["GZIP", "XZ_OPT", "BZIP2"] {
                setting.forced.insert(name.to_owned(), level.to_owned());
            }
            setting.forced.insert("ZSTD_CLEVEL".to_owned(), zstd.to_owned());
        })
    };
    let mut factors = vec![
        level("the highest level of compression", "-9", "19"),
        level("the lowest level of compression", "-1", "1"),
    ];
    if usual.confinement == Confinement::Namespaces {
        factors.push(Factor::new(CauseKind::Compression, "one processor", |setting| setting.processors = Some(1)));
    }
    factors
}
