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

/// What commits have in common, and those that lack what is usual. Merges and the first commits of a repository are not asked.
pub(super) fn habits(commits: &[Logged], graph: &Graph) -> (Vec<(Habit, u64)>, Vec<HistoryRemark>) {
    let single: Vec<&Logged> = commits.iter().filter(|commit| commit.parents.len() == 1).collect();
    let have = |habit: Habit| single.iter().filter(|commit| has(commit, habit, graph)).count();
    let counts: Vec<(Habit, usize)> = Habit::ALL.into_iter().map(|habit| (habit, have(habit))).collect();
    let is_usual = |count: usize| single.len() >= ENOUGH && count * 100 >= single.len() * USUAL;
    let usual: Vec<Habit> = counts.iter().filter(|(_, count)| is_usual(*count)).map(|(habit, _)| *habit).collect();
    let is_rare = |habit: Habit| {
        single.len() >= ENOUGH
            && counts.iter().any(|(other, count)| *other == habit && count * 100 <= single.len() * (100 - USUAL))
    };
    let mut remarks = Vec::new();
    for commit in &single {
        let lacks = |habit: &Habit| usual.contains(habit) && !has(commit, *habit, graph);
        let reviews = [Habit::ReviewTrailer, Habit::SecondPerson, Habit::ThroughMerge, Habit::RequestNumber];
        // Any of the ways in which changes are usually looked at will do.
        if reviews.iter().any(|habit| usual.contains(habit))
            && reviews.iter().all(|habit| lacks(habit) || !usual.contains(habit))
        {
            let missing: Vec<&str> =
                reviews.iter().filter(|habit| usual.contains(habit)).map(|habit| missing(*habit)).collect();
            remarks.push(remark(RemarkKind::OutsideHabit, commit, None, missing.join(", ")));
        }
        if lacks(&Habit::Signed) {
            remarks.push(remark(RemarkKind::OutsideHabit, commit, None, "unsigned".to_owned()));
        }
        if is_rare(Habit::CommittedLater) && has(commit, Habit::CommittedLater, graph) {
            let later = days(commit.committer.seconds.saturating_sub(commit.author.seconds));
            let who =
                if is_same(&commit.author, &commit.committer) { "by the same person" } else { "by another person" };
            let detail = format!("committed {later} after it was written, {who}");
            remarks.push(remark(RemarkKind::DatesApart, commit, None, detail));
        }
    }
    (counts.into_iter().map(|(habit, count)| (habit, count as u64)).collect(), remarks)
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

/// What a commit lacks that does not have it.
fn missing(habit: Habit) -> &'static str {
    match habit {
        Habit::ReviewTrailer => "no review in the message",
        Habit::SecondPerson => "committed by its author",
        Habit::ThroughMerge => "not through a merge",
        Habit::RequestNumber => "no number of a request",
        Habit::Signed => "unsigned",
        Habit::CommittedLater => "committed at once",
    }
}
