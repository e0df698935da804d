//! What the commits before one tell. The repository may be made to tell anything, and to cost any amount of work to read:
//! everything here is bounded by counts, so that the same repository gives the same facts everywhere.

mod dates;
mod effort;
mod graph;
mod habits;
mod log;
mod merges;
mod test_data;
mod trees;

use std::cmp::Reverse;

use banbury_evidence::{DropPath, History, HistoryRemark, RemarkKind};
use git2::{Oid, Repository};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::pool::Pool;
use crate::Limits;
use effort::Effort;
use graph::Graph;
use log::{Logged, Who};

/// Commits whose changes are looked at at one time; after each such part it is asked whether to go on.
const PART: usize = 2_000;

/// What led to the commit `head`.
pub(crate) fn history(repository: &Repository, pool: &Pool, head: Oid, limits: &Limits) -> History {
    let (commits, mut unread) = log::read(repository, head, limits.commits);
    let graph = Graph::of(&commits);
    let mut remarks = dates::remarks(&commits, &graph);
    let (habits, outside) = habits::habits(&commits, &graph);
    remarks.extend(outside);
    let look = |commit: &Logged| {
        let mut effort = Effort::of_at_most(limits.commit_effort);
        let found = pool.with_repository(|repository| match commit.parents.len() {
            0 | 1 => test_data::look(repository, &commits, &graph, commit, &mut effort),
            _ => merges::look(repository, &commits, &graph, commit, &mut effort),
        });
        let found = found.map_err(|error| error.to_string());
        let found = found.and_then(|found| found.map_err(|why| why.text().to_owned()));
        (found.map_err(|why| format!("the changes of {} were not looked at: {why}", commit.id)), effort.spent())
    };
    let mut spent = 0;
    for part in commits.chunks(PART) {
        if spent > limits.history_effort {
            unread.push("the changes of the older commits were not looked at: they take too much work".to_owned());
            break;
        }
        let found: Vec<(Result<Vec<HistoryRemark>, String>, u64)> = part.par_iter().map(look).collect();
        for (found, cost) in found {
            spent += cost;
            match found {
                Ok(found) => remarks.extend(found),
                Err(why) => unread.push(why),
            }
        }
    }
    unread.sort();
    unread.dedup();
    remarks.sort_by_cached_key(|it| {
        (it.kind, Reverse(it.committed), it.commit.clone(), it.path.clone(), it.detail.clone())
    });
    let merges = commits.iter().filter(|commit| commit.parents.len() > 1).count() as u64;
    History { commits: commits.len() as u64, merges, unread, habits, zones: dates::zones(&commits), remarks }
}

/// A remark on a commit.
fn remark(kind: RemarkKind, commit: &Logged, path: Option<&[u8]>, detail: String) -> HistoryRemark {
    HistoryRemark {
        kind,
        commit: commit.id.to_string(),
        who: commit.author.shown(),
        committed: commit.committer.seconds,
        path: path.map(DropPath::from_bytes),
        detail,
    }
}

/// Whether two signatures are one person's: the address, or the name where there is none.
fn is_same(one: &Who, other: &Who) -> bool {
    one.key() == other.key()
}
