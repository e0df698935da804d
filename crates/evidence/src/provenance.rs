use crate::DropPath;

/// How a drop came about, as a git repository tells it. These are facts and no findings: each may have an honest reason, and
/// whoever made the repository could write into it what he liked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The commit.
    pub commit: CommitFacts,
    /// Where the drop differs from that commit, sorted by path; none if the drop is that commit itself.
    pub differences: Option<Vec<CommitDifference>>,
    /// What led to the commit.
    pub history: History,
}

/// What git says about a commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommitFacts {
    /// Its full id.
    pub id: String,
    /// Its tree.
    pub tree: String,
    /// Tags that point to it, sorted; annotated ones that carry a signature end in ` (signed)`.
    pub tags: Vec<String>,
    /// The signature format of the commit (`openpgp`, `ssh`, `x509`), none if it is unsigned. It is not verified.
    pub signature: Option<String>,
}

/// One difference between a drop and the commit that it is said to come from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CommitDifference {
    /// The file or link.
    pub path: DropPath,
    /// What differs.
    pub kind: CommitDifferenceKind,
}

/// How a file or link of the drop is not the commit's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum CommitDifferenceKind {
    OnlyInDrop,
    OnlyInCommit,
    Content,
    Mode,
    Type,
    Unreadable,
}

impl CommitDifferenceKind {
    /// Every kind, in order.
    pub const ALL: [Self; 6] =
        [Self::OnlyInDrop, Self::OnlyInCommit, Self::Content, Self::Mode, Self::Type, Self::Unreadable];

    /// The name used in provenance.json.
    pub fn name(self) -> &'static str {
        match self {
            Self::OnlyInDrop => "only-in-drop",
            Self::OnlyInCommit => "only-in-commit",
            Self::Content => "content",
            Self::Mode => "mode",
            Self::Type => "type",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What a commit and those before it tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Commits that were read, the commit itself and merges included.
    pub commits: u64,
    /// Those with more than one parent.
    pub merges: u64,
    /// Why not all of it was read, in words; empty if all was.
    pub unread: Vec<String>,
    /// How many of the commits that are no merges have what. In order.
    pub habits: Vec<(Habit, u64)>,
    /// Who wrote in time zones that are more than an hour apart, sorted by name.
    pub zones: Vec<PersonZones>,
    /// Sorted by kind, then the newest commit first, then by path.
    pub remarks: Vec<HistoryRemark>,
}

/// What most commits of a repository may have in common, so that the others stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Habit {
    /// A trailer such as `Reviewed-by:` (git-interpret-trailers(1)) names somebody else than the author, or a review.
    ReviewTrailer,
    /// Committed by another person than who wrote it.
    SecondPerson,
    /// Came in by a merge: not on the line of first parents.
    ThroughMerge,
    /// The subject ends in the number of a request, `(#17)`, as forges write it on squashing.
    RequestNumber,
    /// It carries a signature, which is not verified.
    Signed,
    /// Committed more than a day after it was written: kept in a branch, rebased, or amended.
    CommittedLater,
}

impl Habit {
    /// Every habit, in order.
    pub const ALL: [Self; 6] = [
        Self::ReviewTrailer,
        Self::SecondPerson,
        Self::ThroughMerge,
        Self::RequestNumber,
        Self::Signed,
        Self::CommittedLater,
    ];

    /// The name used in provenance.json.
    pub fn name(self) -> &'static str {
        match self {
            Self::ReviewTrailer => "review-trailer",
            Self::SecondPerson => "second-person",
            Self::ThroughMerge => "through-merge",
            Self::RequestNumber => "request-number",
            Self::Signed => "signed",
            Self::CommittedLater => "committed-later",
        }
    }
}

/// The time zones in which one person wrote.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonZones {
    /// Name and address of the first commit read, as git has them.
    pub who: String,
    /// Zones, such as `+0800`, with the number of commits written in each; from west to east.
    pub zones: Vec<(String, u64)>,
}

/// Something about one commit that is worth a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryRemark {
    /// What it is.
    pub kind: RemarkKind,
    /// Full id of the commit.
    pub commit: String,
    /// Its author.
    pub who: String,
    /// When it was committed, in seconds since 1970 (UTC), as the commit says.
    pub committed: i64,
    /// The file, where it is about one.
    pub path: Option<DropPath>,
    /// The particulars, in words.
    pub detail: String,
}

/// The kinds of remark on a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemarkKind {
    /// A merge holds what neither side has and merging them does not give.
    MergeAdds,
    /// A merge leaves out what one side changed, where merging them keeps it.
    MergeDrops,
    /// A merge decides where both sides changed the same lines.
    MergeResolves,
    /// A commit without what nearly all others have: a review, a second person, a merge, a signature.
    OutsideHabit,
    /// Data of tests that are no text come with changes of how the product is built.
    TestDataWithBuild,
    /// Written after it was committed, or committed before its parent.
    DatesImpossible,
    /// Written and committed far apart, where nearly all others are not.
    DatesApart,
    /// Written and committed by one person in two time zones.
    ZonesApart,
}

impl RemarkKind {
    /// Every kind, in order.
    pub const ALL: [Self; 8] = [
        Self::MergeAdds,
        Self::MergeDrops,
        Self::MergeResolves,
        Self::OutsideHabit,
        Self::TestDataWithBuild,
        Self::DatesImpossible,
        Self::DatesApart,
        Self::ZonesApart,
    ];

    /// The name used in provenance.json.
    pub fn name(self) -> &'static str {
        match self {
            Self::MergeAdds => "merge-adds",
            Self::MergeDrops => "merge-drops",
            Self::MergeResolves => "merge-resolves",
            Self::OutsideHabit => "outside-habit",
            Self::TestDataWithBuild => "test-data-with-build",
            Self::DatesImpossible => "dates-impossible",
            Self::DatesApart => "dates-apart",
            Self::ZonesApart => "zones-apart",
        }
    }
}
