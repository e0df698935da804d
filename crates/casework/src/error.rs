/// Why a log was not read, or an entry not taken.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// A log is not as it was written: this is its first broken line.
    #[error("line {line} {why}")]
    Broken {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it, as the end of a sentence.
        why: String,
    },
    /// What was to be written down does not fit what stands there.
    #[error("{0}")]
    Refused(String),
}
