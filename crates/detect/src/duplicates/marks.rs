use super::fingerprints::unpacked;

/// A window that stands in the drop more than once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Number of the file.
    pub file: u32,
    /// Equal for equal windows: the rank of the hash among those that stand more than once.
    pub symbol: u32,
    pub token: u32,
    pub first_line: u32,
    pub last_line: u32,
    pub is_list: bool,
}

/// The windows that stand more than once in these files, in order.
///
/// Windows that stand once only, which most do, cost eight bytes each while the hashes are counted.
pub(super) fn marks(fingerprints: &[&[u8]]) -> Vec<Mark> {
    let all = || fingerprints.iter().flat_map(|bytes| unpacked(bytes));
    let mut hashes: Vec<u64> = all().map(|it| it.hash).collect();
    hashes.sort_unstable();
    let mut repeated: Vec<u64> = hashes.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect();
    drop(hashes);
    repeated.dedup();
    let mark = |file: u32, bytes| {
        let repeated = &repeated;
        unpacked(bytes).filter_map(move |it| {
            let symbol = repeated.binary_search(&it.hash).ok()? as u32;
            let (first_line, last_line) = (it.first_line, it.last_line);
            Some(Mark { file, symbol, token: it.token, first_line, last_line, is_list: it.is_list })
        })
    };
    (0..).zip(fingerprints).flat_map(|(file, bytes)| mark(file, bytes)).collect()
}

/// For each symbol the marks that have it, in order.
pub(super) struct Places {
    starts: Vec<u32>,
    marks: Vec<u32>,
}

impl Places {
    pub fn of(marks: &[Mark]) -> Self {
        let symbols = marks.iter().map(|mark| mark.symbol as usize + 1).max().unwrap_or(0);
        let mut starts = vec![0u32; symbols + 1];
        for mark in marks {
            starts[mark.symbol as usize + 1] += 1;
        }
        for symbol in 0..symbols {
            starts[symbol + 1] += starts[symbol];
        }
        let mut next = starts.clone();
        let mut placed = vec![0; marks.len()];
        for (at, mark) in (0..).zip(marks) {
            let free = &mut next[mark.symbol as usize];
            placed[*free as usize] = at;
            *free += 1;
        }
        Self { starts, marks: placed }
    }

    /// The marks with this symbol, in order.
    pub fn with(&self, symbol: u32) -> &[u32] {
        let bound = |symbol: usize| self.starts.get(symbol).copied().unwrap_or(0) as usize;
        self.marks.get(bound(symbol as usize)..bound(symbol as usize + 1)).unwrap_or(&[])
    }
}
