//! Compilers and libraries that their makers no longer mend.

/// A package by the beginning of its name, the last version that is no longer mended, and since when. As of 2026; from the
/// projects' own release pages.
const ENDED: &[(&str, u32, &str)] = &[
    ("gcc-", 12, "GCC 12 and older branches are closed"),
    ("g++-", 12, "GCC 12 and older branches are closed"),
    ("clang-", 19, "LLVM mends its newest release only"),
    ("golang-1.", 23, "Go mends its two newest releases only"),
    ("python3.", 9, "Python 3.9 and older have ended"),
    ("python2", u32::MAX, "Python 2 ended in 2020"),
    ("openjdk-", 7, "this Java has ended"),
    ("libssl1", u32::MAX, "OpenSSL 1.1.1 and older have ended"),
];

/// Words for a package that has ended; none for one that has not, or is not known.
pub(super) fn words(name: &str) -> Option<String> {
    ENDED.iter().find_map(|(start, last, words)| {
        let rest = name.strip_prefix(start)?;
        let number: u32 = rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0);
        (number <= *last).then(|| format!("End of life: {words}."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ended_tools_are_named() {
        assert!(words("gcc-9").unwrap().contains("GCC 12"));
        assert_eq!(words("gcc-14"), None);
        assert!(words("python2.7").is_some());
        assert_eq!(words("make"), None);
    }
}
