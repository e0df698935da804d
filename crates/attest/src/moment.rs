use std::time::Duration;

use x509_cert::der::DateTime;

/// A Unix time (seconds) as `2026-11-24T00:00:00Z` (RFC 3339).
pub(crate) fn moment(seconds: i64) -> String {
    let time = u64::try_from(seconds).ok().map(Duration::from_secs).map(DateTime::from_unix_duration);
    match time {
        Some(Ok(time)) => time.to_string(),
        _ => format!("the Unix time {seconds}"),
    }
}
