use banbury_evidence::Limit;

/// What intake spends on hostile archives before it gives up on them, in the open.
///
/// Every limit on archives is counted for each archive on its own, together with the archives inside it, so that
/// whether it is reached depends on that archive alone and never on threads or on the rest of the drop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How deep archives are opened inside archives; an archive that stands in the drop itself is at depth 1.
    pub depth: u32,
    /// Members of one archive (or entries of one git tree), those of archives inside it included.
    pub members: u64,
    /// Unpacked bytes of the archive that is the drop.
    pub total_bytes: u64,
    /// Unpacked bytes for each packed byte of an archive, once more than 16 MiB are unpacked.
    pub ratio: u64,
    /// Largest file in bytes that is handed over for inspection; larger ones are hashed only.
    pub inspect_bytes: u64,
    /// Unpacked bytes of one archive inside the drop.
    pub expansion_bytes: u64,
    /// Commits that are read of a history, the newest first.
    pub commits: u64,
    /// What looking at the changes of one commit may cost, in entries of trees that are compared. The largest merge of a large
    /// project costs a tenth of it.
    pub commit_effort: u64,
    /// The same for all commits together. A commit of a large project costs some hundred entries.
    pub history_effort: u64,
}

/// Bytes of contents that cost as much as one entry of a tree.
pub(crate) const BYTES_PER_ENTRY: u64 = 64;

/// Bytes that any archive may unpack to, whatever the ratio.
pub(crate) const FREE_OF_RATIO: u64 = 16 << 20;

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 8,
            members: 1_000_000,
            total_bytes: 64 << 30,
            ratio: 1000,
            inspect_bytes: 64 << 20,
            expansion_bytes: 4 << 30,
            commits: 50_000,
            commit_effort: 2_000_000,
            history_effort: 100_000_000,
        }
    }
}

impl Limits {
    /// The limits in words, sorted by name, for the report.
    pub fn describe(&self) -> Vec<Limit> {
        let limit = |name: &str, value: String| Limit { name: name.to_owned(), value };
        vec![
            limit("archive depth", format!("{} archives inside one another", self.depth)),
            limit(
                "archive expansion",
                format!("{} bytes unpacked from one archive inside the drop", self.expansion_bytes),
            ),
            limit("archive members", format!("{} members of one archive", self.members)),
            limit("commits of a history", format!("the newest {}", self.commits)),
            limit(
                "effort for one commit",
                format!(
                    "{} entries of trees, or as many times {BYTES_PER_ENTRY} bytes of contents",
                    self.commit_effort
                ),
            ),
            limit("effort for a history", format!("as much as {} such entries", self.history_effort)),
            limit(
                "archive ratio",
                format!("{} bytes unpacked for each byte packed, beyond {FREE_OF_RATIO} bytes", self.ratio),
            ),
            limit("drop expansion", format!("{} bytes unpacked from the archive that is the drop", self.total_bytes)),
            limit(
                "inspected file size",
                format!("{} bytes; larger files are hashed but not inspected", self.inspect_bytes),
            ),
        ]
    }
}
