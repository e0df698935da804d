use std::fmt;
use std::str::FromStr;

use banbury_evidence::Date;
use serde::{Deserialize, Serialize};

const SECONDS_PER_DAY: i64 = 86_400;

/// A second in UTC, written `2026-11-24T17:03:59Z` (RFC 3339).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Moment {
    date: Date,
    second: u32,
}

impl Moment {
    /// That of a Unix time.
    pub fn of_unix(seconds: i64) -> Self {
        Self { date: Date::of_unix(seconds), second: seconds.rem_euclid(SECONDS_PER_DAY) as u32 }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { date, second } = self;
        write!(f, "{date}T{:02}:{:02}:{:02}Z", second / 3_600, second / 60 % 60, second % 60)
    }
}

/// The text is no moment.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no moment in UTC: one such as 2026-11-24T17:03:59Z is expected")]
pub struct BadMoment(String);

impl FromStr for Moment {
    type Err = BadMoment;

    fn from_str(text: &str) -> Result<Self, BadMoment> {
        let read = || {
            let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
            let parts: Vec<&str> = time.split(':').collect();
            let [hour, minute, second] = parts[..] else { return None };
            let number = |digits: &str, below: u32| {
                let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
                digits.parse::<u32>().ok().filter(|number| plain && *number < below)
            };
            let second = number(hour, 24)? * 3_600 + number(minute, 60)? * 60 + number(second, 60)?;
            Some(Self { date: date.parse().ok()?, second })
        };
        read().ok_or_else(|| BadMoment(text.chars().take(40).collect()))
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

impl TryFrom<String> for Moment {
    type Error = BadMoment;

    fn try_from(text: String) -> Result<Self, BadMoment> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unix_time_is_written_as_rfc_3339_has_it_and_read_back() {
        // Reference values from `date -u -d @SECONDS +%FT%TZ`.
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (1_795_539_839, "2026-11-24T17:03:59Z"),
            (951_868_799, "2000-02-29T23:59:59Z"),
        ] {
            assert_eq!(Moment::of_unix(seconds).to_string(), text);
            assert_eq!(text.parse::<Moment>().unwrap(), Moment::of_unix(seconds));
        }
    }

    #[test]
    fn what_no_clock_shows_is_refused() {
        for text in ["2026-11-24", "2026-11-24T24:00:00Z", "2026-11-24T10:60:00Z", "2026-11-24T1:00:00Z"] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
        for text in ["2026-11-24T10:00:00+01:00", "2026-11-24T10:00:00", "2026-11-24 10:00:00Z", "T::Z"] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }
}
