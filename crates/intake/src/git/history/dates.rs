use std::collections::BTreeMap;

use banbury_evidence::{HistoryRemark, PersonZones, RemarkKind};

use super::graph::Graph;
use super::log::{Logged, zone};
use super::{is_same, remark};

/// Seconds by which clocks may be apart without a word.
const CLOCKS_APART: i64 = 24 * 60 * 60;
/// Minutes by which a person's time zone changes with the season.
const SEASON: i32 = 60;

/// What is odd about the dates and time zones of commits, one by one.
pub(super) fn remarks(commits: &[Logged], graph: &Graph) -> Vec<HistoryRemark> {
    let mut remarks = Vec::new();
    for commit in commits {
        let (author, committer) = (&commit.author, &commit.committer);
        let early = author.seconds.saturating_sub(committer.seconds);
        if early > CLOCKS_APART {
            let detail = format!("written {} after it was committed", days(early));
            remarks.push(remark(RemarkKind::DatesImpossible, commit, None, detail));
        }
        let parents = commit.parents.iter().filter_map(|id| commits.get(graph.place(*id)?));
        if let Some(late) = parents.map(|parent| parent.committer.seconds.saturating_sub(committer.seconds)).max()
            && late > CLOCKS_APART
        {
            let detail = format!("committed {} before its parent", days(late));
            remarks.push(remark(RemarkKind::DatesImpossible, commit, None, detail));
        }
        // Who puts a commit of his own into place elsewhere later has moved; the same moment in two places is none.
        if is_same(author, committer) && author.seconds == committer.seconds && author.minutes != committer.minutes {
            let detail = format!("written in {} and committed in {} at one moment", author.zone(), committer.zone());
            remarks.push(remark(RemarkKind::ZonesApart, commit, None, detail));
        }
    }
    remarks
}

/// The people who wrote in time zones that are further apart than summer and winter.
pub(super) fn zones(commits: &[Logged]) -> Vec<PersonZones> {
    let mut people: BTreeMap<Vec<u8>, (String, BTreeMap<i32, u64>)> = BTreeMap::new();
    for commit in commits {
        let (_, zones) = people.entry(commit.author.key()).or_insert_with(|| (commit.author.shown(), BTreeMap::new()));
        *zones.entry(commit.author.minutes).or_default() += 1;
    }
    let mut apart: Vec<PersonZones> = people
        .into_values()
        .filter(|(_, zones)| {
            let (west, east) = (zones.keys().next(), zones.keys().next_back());
            west.zip(east).is_some_and(|(west, east)| east.saturating_sub(*west) > SEASON)
        })
        .map(|(who, zones)| PersonZones {
            who,
            zones: zones.into_iter().map(|(minutes, count)| (zone(minutes), count)).collect(),
        })
        .collect();
    apart.sort();
    apart
}

/// Seconds in whole days.
pub(super) fn days(seconds: i64) -> String {
    match seconds / (24 * 60 * 60) {
        1 => "a day".to_owned(),
        days => format!("{days} days"),
    }
}
