use std::collections::{BTreeMap, BTreeSet, HashMap};

use git2::Oid;

use super::effort::{Effort, Unread};
use super::log::Logged;

/// Before one commit, before the other, and before a commit that both have.
const ONE: u8 = 1;
const OTHER: u8 = 2;
const STALE: u8 = 4;

/// How the commits that were read hang together.
pub(super) struct Graph {
    places: HashMap<Oid, usize>,
    /// Places of the parents that were read.
    parents: Vec<Vec<usize>>,
    /// Whether parents are missing.
    is_cut: Vec<bool>,
    /// Longest way to a commit without parents: larger than that of every commit before.
    generations: Vec<u64>,
    /// Whether it stands on the line of first parents.
    on_first_line: Vec<bool>,
}

impl Graph {
    pub(super) fn of(commits: &[Logged]) -> Self {
        let places: HashMap<Oid, usize> =
            commits.iter().enumerate().map(|(place, commit)| (commit.id, place)).collect();
        let known = |commit: &Logged| -> Vec<usize> {
            commit.parents.iter().filter_map(|id| places.get(id).copied()).collect()
        };
        let parents: Vec<Vec<usize>> = commits.iter().map(known).collect();
        let is_cut = commits.iter().zip(&parents).map(|(commit, known)| known.len() < commit.parents.len()).collect();
        let generations = generations(&parents);
        let mut on_first_line = vec![false; commits.len()];
        // The commit itself was read first.
        let mut next = (!commits.is_empty()).then_some(0);
        while let Some(place) = next.filter(|place| on_first_line.get(*place) == Some(&false)) {
            if let Some(mark) = on_first_line.get_mut(place) {
                *mark = true;
            }
            let first = commits.get(place).and_then(|commit| commit.parents.first());
            next = first.and_then(|id| places.get(id).copied());
        }
        Self { places, parents, is_cut, generations, on_first_line }
    }

    pub(super) fn place(&self, id: Oid) -> Option<usize> {
        self.places.get(&id).copied()
    }

    pub(super) fn is_on_first_line(&self, id: Oid) -> bool {
        self.place(id).and_then(|place| self.on_first_line.get(place)).copied().unwrap_or(false)
    }

    /// Where the branches of two commits parted: the newest commits that both have before them (git-merge-base(1)); none if
    /// they have nothing in common.
    ///
    /// # Errors
    /// If that is not among what was read, or too much effort.
    pub(super) fn merge_bases(&self, one: Oid, other: Oid, effort: &mut Effort) -> Result<Vec<usize>, Unread> {
        let mut marks: BTreeMap<usize, u8> = BTreeMap::new();
        // By generation, so that no commit comes before one that has it as a parent.
        let mut waiting: BTreeSet<(u64, usize)> = BTreeSet::new();
        for (id, mark) in [(one, ONE), (other, OTHER)] {
            let place = self.place(id).ok_or(Unread::OutOfReach)?;
            *marks.entry(place).or_default() |= mark;
            waiting.insert((self.generation(place), place));
        }
        // Those that wait and do not stand before a base.
        let mut fresh: BTreeSet<usize> = marks.keys().copied().collect();
        let mut bases = Vec::new();
        while !fresh.is_empty()
            && let Some((_, place)) = waiting.pop_last()
        {
            effort.spend(1)?;
            fresh.remove(&place);
            let mut mark = marks.get(&place).copied().unwrap_or(0);
            if mark == ONE | OTHER {
                bases.push(place);
                mark |= STALE;
            } else if mark & STALE == 0 && self.is_cut.get(place).copied().unwrap_or(true) {
                return Err(Unread::OutOfReach);
            }
            for parent in self.parents.get(place).into_iter().flatten().copied() {
                let known = marks.entry(parent).or_default();
                *known |= mark;
                if waiting.insert((self.generation(parent), parent)) && *known & STALE == 0 {
                    fresh.insert(parent);
                }
                if *known & STALE != 0 {
                    fresh.remove(&parent);
                }
            }
        }
        bases.sort_unstable();
        Ok(bases)
    }

    fn generation(&self, place: usize) -> u64 {
        self.generations.get(place).copied().unwrap_or(0)
    }
}

/// Of each commit one more than the largest of its parents. There are no circles: a commit's id is a digest over those of the
/// parents that it names, which libgit2 verifies.
fn generations(parents: &[Vec<usize>]) -> Vec<u64> {
    let mut generations = vec![0_u64; parents.len()];
    for start in 0..parents.len() {
        // Its own stack: a history may be longer than a thread's is deep.
        let mut open = vec![start];
        while let Some(place) = open.last().copied() {
            let of = |place: &usize| generations.get(*place).copied().unwrap_or(1);
            let above = parents.get(place).map_or(&[][..], Vec::as_slice);
            if let Some(unknown) = above.iter().find(|parent| of(parent) == 0) {
                open.push(*unknown);
                continue;
            }
            let generation = above.iter().map(of).max().unwrap_or(0) + 1;
            if let Some(own) = generations.get_mut(place) {
                *own = generation;
            }
            open.pop();
        }
    }
    generations
}
