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
use effort::{Effort, Unread};
use graph::Graph;
use log::{Logged, Who};

/// Commits that are read, the newest first.
const MOST_COMMITS: usize = 50_000;
/// Commits whose changes are looked at at one time; after each such part it is asked whether to go on.
const PART: usize = 2_000;
/// What looking at all of them may cost. A commit of a large project costs some hundred entries of trees.
const MOST_EFFORT: u64 = 100_000_000;

/// What led to the commit `head`.
pub(crate) fn history(repository: &Repository, pool: &Pool, head: Oid) -> History {
    let (commits, mut unread) = log::read(repository, head, MOST_COMMITS);
    let graph = Graph::of(&commits);
    let mut remarks = dates::remarks(&commits, &graph);
    let (habits, outside) = habits::habits(&commits, &graph);
    remarks.extend(outside);
    let mut spent = 0;
    for part in commits.chunks(PART) {
        let looked_at: Vec<LookedAt> = part.par_iter().map(|commit| look_at(pool, &commits, &graph, commit)).collect();
        for one in looked_at {
            spent += one.effort.spent;
            remarks.extend(one.remarks);
            unread.extend(one.unread);
        }
        if spent > MOST_EFFORT {
            unread.push("the changes of the older commits were not looked at: they take too much work".to_owned());
            break;
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

/// What the changes of one commit tell.
#[derive(Default)]
struct LookedAt {
    remarks: Vec<HistoryRemark>,
    /// Why not all of them was looked at, if it was not.
    unread: Option<String>,
    effort: Effort,
}

fn look_at(pool: &Pool, commits: &[Logged], graph: &Graph, commit: &Logged) -> LookedAt {
    let look = |repository: &Repository| match commit.parents.len() {
        0 | 1 => test_data::look(repository, commits, graph, commit),
        _ => merges::look(repository, commits, graph, commit),
    };
    pool.with_repository(look).unwrap_or_else(|error| LookedAt {
        unread: Some(format!("the changes of {} were not looked at: {error}", commit.id)),
        ..LookedAt::default()
    })
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

/// That a commit's changes were not looked at.
fn unread(commit: &Logged, why: &Unread) -> String {
    format!("the changes of {} were not looked at: {}", commit.id, why.text())
}

/// Whether two signatures are one person's: the address, or the name where there is none.
fn is_same(one: &Who, other: &Who) -> bool {
    one.key() == other.key()
}
