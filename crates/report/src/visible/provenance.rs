use banbury_evidence::{CommitDifference, CommitFacts, History, HistoryRemark, PersonZones, Provenance};

use super::shown::{line, path, prose};

pub(super) fn of_commit(CommitFacts { id, tree, tags, signature }: &CommitFacts) -> CommitFacts {
    CommitFacts {
        id: line(id),
        tree: line(tree),
        tags: tags.iter().map(|tag| line(tag)).collect(),
        signature: signature.as_deref().map(line),
    }
}

pub(super) fn of_provenance(provenance: &Provenance) -> Provenance {
    let Provenance { commit, differences, history } = provenance;
    let difference =
        |CommitDifference { path: at, kind }: &CommitDifference| CommitDifference { path: path(at), kind: *kind };
    let differences = differences.as_ref();
    Provenance {
        commit: of_commit(commit),
        differences: differences.map(|differences| differences.iter().map(difference).collect()),
        history: of_history(history),
    }
}

fn of_history(history: &History) -> History {
    let History { commits, merges, unread, habits, zones, remarks } = history;
    let person = |PersonZones { who, zones }: &PersonZones| PersonZones {
        who: line(who),
        zones: zones.iter().map(|(zone, commits)| (line(zone), *commits)).collect(),
    };
    let remark = |HistoryRemark { kind, commit, who, committed, path: at, detail }: &HistoryRemark| HistoryRemark {
        kind: *kind,
        commit: line(commit),
        who: line(who),
        committed: *committed,
        path: at.as_ref().map(path),
        detail: prose(detail),
    };
    History {
        commits: *commits,
        merges: *merges,
        unread: unread.iter().map(|reason| prose(reason)).collect(),
        habits: habits.clone(),
        zones: zones.iter().map(person).collect(),
        remarks: remarks.iter().map(remark).collect(),
    }
}
