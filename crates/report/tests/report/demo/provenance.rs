use banbury_evidence::{
    CommitDifference, CommitDifferenceKind, CommitFacts, Habit, History, HistoryRemark, PersonZones, Provenance,
    RemarkKind,
};

use super::Demo;

impl Demo {
    pub(super) fn commit(&self) -> CommitFacts {
        CommitFacts {
            id: self.t("0f2c9d1e5b6a7788990011223344556677889900"),
            tree: self.t("aa2c9d1e5b6a7788990011223344556677889900"),
            tags: vec![self.t("v2.0 (signed)")],
            signature: Some(self.t("openpgp")),
        }
    }

    pub(super) fn provenance(&self) -> Provenance {
        let difference = |kind| CommitDifference { path: self.path("m4/local.m4"), kind };
        let remark = |kind| HistoryRemark {
            kind,
            commit: self.t("0f2c9d1e5b6a7788990011223344556677889900"),
            who: self.t("B. Ostrow <b@example.net>"),
            committed: 1_700_000_000,
            path: Some(self.path("src/mgmt/session.c")),
            detail: self.t("both sides changed the same lines"),
        };
        Provenance {
            commit: self.commit(),
            differences: Some(CommitDifferenceKind::ALL.map(difference).into()),
            history: History {
                commits: 1_204,
                merges: 88,
                unread: vec![self.t("only the newest 50000 commits were read")],
                habits: Habit::ALL.map(|habit| (habit, 1_000)).into(),
                zones: vec![PersonZones {
                    who: self.t("B. Ostrow <b@example.net>"),
                    zones: vec![(self.t("+0200"), 3), (self.t("+0800"), 700)],
                }],
                remarks: RemarkKind::ALL.map(remark).into(),
            },
        }
    }
}
