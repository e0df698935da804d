use banbury_evidence::{Habit, HistoryRemark, RemarkKind};

use super::dates::days;
use super::graph::Graph;
use super::log::Logged;
use super::{is_same, remark};

/// Commits from which on it can be told what is usual.
const ENOUGH: usize = 20;
/// In hundredths: what so many of the commits have is usual.
const USUAL: usize = 80;
/// Seconds after which a commit counts as committed later.
const LATER: i64 = 24 * 60 * 60;

/// The ways in which changes are looked at by somebody else, with what a commit lacks that did not go that way.
const REVIEWS: [(Habit, &str); 4] = [
    (Habit::ReviewTrailer, "no review in the message"),
    (Habit::SecondPerson, "committed by its author"),
    (Habit::ThroughMerge, "not through a merge"),
    (Habit::RequestNumber, "no number of a request"),
];

/// What commits have in common, and those that lack what is usual. Merges and the first commits of a repository are not asked.
pub(super) fn habits(commits: &[Logged], graph: &Graph) -> (Vec<(Habit, u64)>, Vec<HistoryRemark>) {
    let single: Vec<&Logged> = commits.iter().filter(|commit| commit.parents.len() == 1).collect();
    let have = |habit: Habit| single.iter().filter(|commit| has(commit, habit, graph)).count();
    let counts = Habit::ALL.map(|habit| (habit, have(habit)));
    let share = |habit: Habit| counts.iter().find(|(other, _)| *other == habit).map_or(0, |(_, count)| count * 100);
    let is_usual = |habit: Habit| share(habit) >= single.len() * USUAL;
    let is_rare = |habit: Habit| share(habit) <= single.len() * (100 - USUAL);
    let mut remarks = Vec::new();
    if single.len() >= ENOUGH {
        let reviews: Vec<(Habit, &str)> = REVIEWS.into_iter().filter(|(habit, _)| is_usual(*habit)).collect();
        for commit in &single {
            // Any of the ways in which changes are usually looked at will do.
            if !reviews.is_empty() && !reviews.iter().any(|(habit, _)| has(commit, *habit, graph)) {
                let missing: Vec<&str> = reviews.iter().map(|(_, missing)| *missing).collect();
                remarks.push(remark(RemarkKind::OutsideHabit, commit, None, missing.join(", ")));
            }
            if is_usual(Habit::Signed) && !commit.is_signed {
                remarks.push(remark(RemarkKind::OutsideHabit, commit, None, "unsigned".to_owned()));
            }
            if is_rare(Habit::CommittedLater) && has(commit, Habit::CommittedLater, graph) {
                let later = days(commit.committer.seconds.saturating_sub(commit.author.seconds));
                let who = if is_same(&commit.author, &commit.committer) { "the same" } else { "another" };
                let detail = format!("committed {later} after it was written, by {who} person");
                remarks.push(remark(RemarkKind::DatesApart, commit, None, detail));
            }
        }
    }
    (counts.map(|(habit, count)| (habit, count as u64)).into(), remarks)
}

fn has(commit: &Logged, habit: Habit, graph: &Graph) -> bool {
    match habit {
        Habit::ReviewTrailer => commit.has_review_trailer,
        Habit::SecondPerson => !is_same(&commit.author, &commit.committer),
        Habit::ThroughMerge => !graph.is_on_first_line(commit.id),
        Habit::RequestNumber => commit.has_request_number,
        Habit::Signed => commit.is_signed,
        Habit::CommittedLater => commit.committer.seconds.saturating_sub(commit.author.seconds) > LATER,
    }
}
