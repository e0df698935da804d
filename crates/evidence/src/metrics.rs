use crate::{DropPath, FunctionRecord, Language};

/// Measures of the drop's code, in languages that have functions: of files that were parsed.
#[derive(Clone, Debug, Default)]
pub struct Metrics {
    /// Sorted by language.
    pub languages: Vec<LanguageMetrics>,
    /// How many groups of duplicated blocks there are.
    pub duplicate_groups: u64,
    /// The largest of them, the largest first.
    pub duplicates: Vec<DuplicateGroup>,
    /// Commented-out code, sorted by path and line.
    pub commented_out: Vec<CommentedOut>,
}

/// How many groups and places of the largest are named.
pub const LARGEST_NAMED: usize = 10;

impl Metrics {
    /// The largest places of commented-out code, the largest first.
    pub fn largest_commented_out(&self) -> Vec<&CommentedOut> {
        let mut largest: Vec<&CommentedOut> = self.commented_out.iter().collect();
        // The sort is stable: equals stay in order of path and line.
        largest.sort_by_key(|it| std::cmp::Reverse(it.lines()));
        largest.truncate(LARGEST_NAMED);
        largest
    }
}

/// Sums over the files of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageMetrics {
    /// The language.
    pub language: Language,
    /// Files that were parsed.
    pub files: u64,
    /// Lines in them, with empty ones and comments.
    pub lines: u64,
    /// Lines in blocks that stand elsewhere too, each line once; every place of a block counts.
    pub duplicated_lines: u64,
    /// Lines of comments that are code.
    pub commented_out_lines: u64,
}

/// Blocks of code that are equal but for layout, comments, literals, and names that were replaced throughout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateGroup {
    /// Where they stand: two places at least, sorted.
    pub places: Vec<CodePlace>,
}

impl DuplicateGroup {
    /// Tokens that could go if the longest place were left: what groups are ranked by.
    pub fn redundant(&self) -> u64 {
        let tokens = || self.places.iter().map(|place| u64::from(place.tokens));
        tokens().sum::<u64>() - tokens().max().unwrap_or(0)
    }
}

/// A block of code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodePlace {
    /// The file.
    pub path: DropPath,
    /// From 1.
    pub first_line: u32,
    /// From 1.
    pub last_line: u32,
    /// Tokens that are known to be shared with another place; the block may reach further at both ends.
    pub tokens: u32,
}

/// A comment that is code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CommentedOut {
    /// The file.
    pub path: DropPath,
    /// From 1.
    pub first_line: u32,
    /// From 1.
    pub last_line: u32,
}

impl CommentedOut {
    /// Lines that it spans.
    pub fn lines(&self) -> u64 {
        u64::from(self.last_line.saturating_sub(self.first_line)) + 1
    }
}

/// How a measure is distributed over all functions. Quantiles are by nearest rank: values that some function has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    /// Sum over all functions.
    pub sum: u64,
    /// Half of the functions have no more.
    pub median: u32,
    /// Nine in ten have no more.
    pub p90: u32,
    /// 99 in a hundred have no more.
    pub p99: u32,
    /// None has more.
    pub most: u32,
}

impl Distribution {
    /// Of `measure` over `functions`.
    pub fn of(functions: &[FunctionRecord], measure: impl Fn(&FunctionRecord) -> u32) -> Self {
        let mut values: Vec<u32> = functions.iter().map(measure).collect();
        values.sort_unstable();
        let at = |percent: usize| {
            let rank = (values.len() * percent).div_ceil(100);
            values.get(rank.saturating_sub(1)).copied().unwrap_or(0)
        };
        Self {
            sum: values.iter().map(|value| u64::from(*value)).sum(),
            median: at(50),
            p90: at(90),
            p99: at(99),
            most: at(100),
        }
    }
}

/// One number of a function.
pub type FunctionMeasure = fn(&FunctionRecord) -> u32;

/// The measures of functions, by the names that reports give them.
pub const FUNCTION_MEASURES: [(&str, FunctionMeasure); 4] = [
    ("lines", |function| function.lines),
    ("complexity", |function| function.complexity),
    ("nesting", |function| function.nesting),
    ("parameters", |function| function.parameters),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Parse;

    #[test]
    fn quantiles_are_values_that_some_function_has() {
        let function = |lines| FunctionRecord {
            file: DropPath::from_escaped("a.c".to_owned()),
            line: 1,
            name: "f".to_owned(),
            lines,
            complexity: 1,
            nesting: 0,
            parameters: 0,
            parse: Parse::Clean,
            means: Vec::new(),
        };
        let functions: Vec<FunctionRecord> = (1..=200).rev().map(function).collect();
        let expected = Distribution { sum: 20_100, median: 100, p90: 180, p99: 198, most: 200 };
        assert_eq!(Distribution::of(&functions, |it| it.lines), expected);
        assert_eq!(Distribution::of(&[], |it| it.lines), Distribution::default());
    }
}
