use std::fmt;
use std::time::Duration;

use x509_cert::der::DateTime;

const SECONDS_PER_DAY: i64 = 86_400;

/// A day of the Gregorian calendar in UTC, written `2026-11-24` (ISO 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    year: i64,
    month: i64,
    day: i64,
}

impl Day {
    /// Reads exactly `YYYY-MM-DD`, if the calendar has that day.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shape {
            return None;
        }
        let number = |range| text.get(range).and_then(|digits: &str| digits.parse().ok());
        let day = Self { year: number(0..4)?, month: number(5..7)?, day: number(8..10)? };
        ((1..=12).contains(&day.month) && (1..=day.days_in_month()).contains(&day.day)).then_some(day)
    }

    /// The Unix time of its first second.
    pub(crate) fn start(self) -> i64 {
        // Days from the civil calendar: years begin in March, so that the leap day is the last one.
        let year = if self.month <= 2 { self.year - 1 } else { self.year };
        let month = (self.month + 9) % 12;
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * month + 2) / 5 + self.day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        (era * 146_097 + day_of_era - 719_468) * SECONDS_PER_DAY
    }

    fn days_in_month(self) -> i64 {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

/// A Unix time (seconds) as `2026-11-24T00:00:00Z` (RFC 3339).
pub(crate) fn moment(seconds: i64) -> String {
    let time = u64::try_from(seconds).ok().map(Duration::from_secs).map(DateTime::from_unix_duration);
    match time {
        Some(Ok(time)) => time.to_string(),
        _ => format!("the Unix time {seconds}"),
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_start_when_the_calendar_says() {
        // Reference values from `date -u -d DAY +%s`.
        for (text, seconds) in [
            ("1970-01-01", 0),
            ("1969-12-31", -86_400),
            ("2000-02-29", 951_782_400),
            ("2026-11-24", 1_795_478_400),
            ("2100-03-01", 4_107_542_400),
        ] {
            let day = Day::parse(text).unwrap();
            assert_eq!(day.start(), seconds, "{text}");
            assert_eq!(day.to_string(), text);
        }
    }

    #[test]
    fn what_no_calendar_has_is_refused() {
        for text in [
            "2026-02-29",
            "2100-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "2026-1-01",
            "+026-01-01",
            "2026-01-01 ",
            "",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
