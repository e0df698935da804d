use serde::{Deserialize, Serialize};

use super::{BadForm, check_schema};
use crate::{
    CommitDifference, CommitDifferenceKind, CommitFacts, DropPath, Habit, History, HistoryRemark, PersonZones,
    Provenance, RemarkKind,
};

const SCHEMA: &str = "banbury.provenance/v1";

/// provenance.json.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Provenance`")]
pub struct ProvenanceV1 {
    pub schema: String,
    pub commit: CommitV1,
    /// Null if the drop is the commit itself.
    pub differences: Option<Vec<DifferenceV1>>,
    pub history: HistoryV1,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `CommitFacts`")]
pub struct CommitV1 {
    pub id: String,
    pub tree: String,
    pub tags: Vec<String>,
    pub signature: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `CommitDifference`")]
pub struct DifferenceV1 {
    pub path: DropPath,
    pub kind: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `History`")]
pub struct HistoryV1 {
    pub commits: u64,
    pub merges: u64,
    pub unread: Vec<String>,
    pub habits: Vec<HabitV1>,
    pub zones: Vec<PersonZonesV1>,
    pub remarks: Vec<RemarkV1>,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Habit`")]
pub struct HabitV1 {
    pub habit: String,
    pub commits: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `PersonZones`")]
pub struct PersonZonesV1 {
    pub who: String,
    pub zones: Vec<ZoneV1>,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `PersonZones`")]
pub struct ZoneV1 {
    pub zone: String,
    pub commits: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `HistoryRemark`")]
pub struct RemarkV1 {
    pub kind: String,
    pub commit: String,
    pub who: String,
    pub committed: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<DropPath>,
    pub detail: String,
}

impl From<&Provenance> for ProvenanceV1 {
    fn from(provenance: &Provenance) -> Self {
        let CommitFacts { id, tree, tags, signature } = provenance.commit.clone();
        let difference =
            |it: &CommitDifference| DifferenceV1 { path: it.path.clone(), kind: it.kind.name().to_owned() };
        let differences = provenance.differences.as_ref();
        Self {
            schema: SCHEMA.to_owned(),
            commit: CommitV1 { id, tree, tags, signature },
            differences: differences.map(|differences| differences.iter().map(difference).collect()),
            history: HistoryV1::from(&provenance.history),
        }
    }
}

impl From<&History> for HistoryV1 {
    fn from(history: &History) -> Self {
        let zone = |(zone, commits): &(String, u64)| ZoneV1 { zone: zone.clone(), commits: *commits };
        let person =
            |it: &PersonZones| PersonZonesV1 { who: it.who.clone(), zones: it.zones.iter().map(zone).collect() };
        let remark = |it: &HistoryRemark| RemarkV1 {
            kind: it.kind.name().to_owned(),
            commit: it.commit.clone(),
            who: it.who.clone(),
            committed: it.committed,
            path: it.path.clone(),
            detail: it.detail.clone(),
        };
        let habit = |(habit, commits): &(Habit, u64)| HabitV1 { habit: habit.name().to_owned(), commits: *commits };
        Self {
            commits: history.commits,
            merges: history.merges,
            unread: history.unread.clone(),
            habits: history.habits.iter().map(habit).collect(),
            zones: history.zones.iter().map(person).collect(),
            remarks: history.remarks.iter().map(remark).collect(),
        }
    }
}

impl TryFrom<ProvenanceV1> for Provenance {
    type Error = BadForm;

    fn try_from(wire: ProvenanceV1) -> Result<Self, BadForm> {
        check_schema(&wire.schema, SCHEMA)?;
        let CommitV1 { id, tree, tags, signature } = wire.commit;
        let difference = |it: DifferenceV1| {
            let kind = known("difference", &it.kind, CommitDifferenceKind::ALL, CommitDifferenceKind::name)?;
            Ok(CommitDifference { path: it.path, kind })
        };
        let differences = wire.differences.map(|all| all.into_iter().map(difference).collect::<Result<_, _>>());
        Ok(Self {
            commit: CommitFacts { id, tree, tags, signature },
            differences: differences.transpose()?,
            history: wire.history.try_into()?,
        })
    }
}

impl TryFrom<HistoryV1> for History {
    type Error = BadForm;

    fn try_from(wire: HistoryV1) -> Result<Self, BadForm> {
        let habit = |it: HabitV1| Ok((known("habit", &it.habit, Habit::ALL, Habit::name)?, it.commits));
        let person = |it: PersonZonesV1| PersonZones {
            who: it.who,
            zones: it.zones.into_iter().map(|it| (it.zone, it.commits)).collect(),
        };
        let remark = |RemarkV1 { kind, commit, who, committed, path, detail }| {
            let kind = known("remark", &kind, RemarkKind::ALL, RemarkKind::name)?;
            Ok(HistoryRemark { kind, commit, who, committed, path, detail })
        };
        Ok(Self {
            commits: wire.commits,
            merges: wire.merges,
            unread: wire.unread,
            habits: wire.habits.into_iter().map(habit).collect::<Result<_, _>>()?,
            zones: wire.zones.into_iter().map(person).collect(),
            remarks: wire.remarks.into_iter().map(remark).collect::<Result<_, _>>()?,
        })
    }
}

/// The one of `all` with that name.
fn known<T: Copy, const N: usize>(
    what: &str,
    text: &str,
    all: [T; N],
    name: impl Fn(T) -> &'static str,
) -> Result<T, BadForm> {
    let found = all.into_iter().find(|it| name(*it) == text);
    found.ok_or_else(|| BadForm(format!("`{text}` is no {what} that this version knows")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provenance_comes_back_as_it_was() {
        let remark = |kind| HistoryRemark {
            kind,
            commit: "12ab".to_owned(),
            who: "A <a@example.org>".to_owned(),
            committed: -3,
            path: Some(DropPath::from_bytes(b"m4/\xff.m4")),
            detail: "why".to_owned(),
        };
        let difference = |kind| CommitDifference { path: DropPath::from_bytes(b"configure"), kind };
        let provenance = Provenance {
            commit: CommitFacts { id: "12ab".to_owned(), tags: vec!["v1".to_owned()], ..CommitFacts::default() },
            differences: Some(CommitDifferenceKind::ALL.map(difference).into()),
            history: History {
                commits: 3,
                merges: 1,
                unread: vec!["the repository is shallow".to_owned()],
                habits: Habit::ALL.map(|habit| (habit, 2)).into(),
                zones: vec![PersonZones { who: "A".to_owned(), zones: vec![("+0800".to_owned(), 2)] }],
                remarks: RemarkKind::ALL.map(remark).into(),
            },
        };
        assert_eq!(Provenance::try_from(ProvenanceV1::from(&provenance)).unwrap(), provenance);
        let mut wire = ProvenanceV1::from(&provenance);
        wire.history.remarks[0].kind = "rumour".to_owned();
        assert_eq!(
            Provenance::try_from(wire).unwrap_err().to_string(),
            "`rumour` is no remark that this version knows"
        );
    }
}
