use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

const SECONDS_PER_DAY: i64 = 86_400;

/// A day of the Gregorian calendar, written `2026-11-24` (ISO 8601), in the years 0000 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day in UTC that holds the Unix time `seconds`; the nearest one that can be written if that is out of range.
    pub fn of_unix(seconds: i64) -> Self {
        // Civil calendar from days: years begin in March, so that the leap day is the last one.
        let days = seconds.div_euclid(SECONDS_PER_DAY).clamp(-719_528, 2_932_896) + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        // The clamp above keeps all three in range.
        Self { year: year as u16, month: month as u8, day: (day_of_year - (153 * from_march + 2) / 5 + 1) as u8 }
    }

    /// The Unix time (seconds) of its beginning in UTC.
    pub fn start(self) -> i64 {
        let (year, month, day) = (i64::from(self.year), i64::from(self.month), i64::from(self.day));
        let year = if month <= 2 { year - 1 } else { year };
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        (era * 146_097 + day_of_era - 719_468) * SECONDS_PER_DAY
    }

    fn days_in_month(self) -> u8 {
        let leap = self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The text is no day of the calendar.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no day of the calendar: one such as 2026-11-24 is expected")]
pub struct BadDate(String);

impl FromStr for Date {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        let bad = || BadDate(text.chars().take(20).collect());
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let number = |range| text.get(range).and_then(|digits: &str| digits.parse::<u16>().ok()).ok_or_else(bad);
        if !shape {
            return Err(bad());
        }
        let date = Self { year: number(0..4)?, month: number(5..7)? as u8, day: number(8..10)? as u8 };
        let exists = (1..=12).contains(&date.month) && (1..=date.days_in_month()).contains(&date.day);
        if exists { Ok(date) } else { Err(bad()) }
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for Date {
    type Error = BadDate;

    fn try_from(text: String) -> Result<Self, BadDate> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_falls_on_the_day_that_the_calendar_says() {
        // Reference values from `date -u -d DAY +%s`.
        for (text, seconds) in [
            ("0000-01-01", -62_167_219_200),
            ("1969-12-31", -86_400),
            ("1970-01-01", 0),
            ("2000-02-29", 951_782_400),
            ("2026-11-24", 1_795_478_400),
            ("2100-03-01", 4_107_542_400),
            ("9999-12-31", 253_402_214_400),
        ] {
            assert_eq!(Date::of_unix(seconds).to_string(), text);
            assert_eq!(Date::of_unix(seconds + SECONDS_PER_DAY - 1).to_string(), text);
            assert_eq!(text.parse::<Date>().unwrap(), Date::of_unix(seconds));
            assert_eq!(Date::of_unix(seconds).start(), seconds);
        }
        assert_eq!(Date::of_unix(i64::MAX).to_string(), "9999-12-31");
        assert_eq!(Date::of_unix(i64::MIN).to_string(), "0000-01-01");
    }

    #[test]
    fn what_no_calendar_has_is_refused() {
        let bad = ["2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-01", "+026-01-01", ""];
        for text in bad.into_iter().chain(["2026-01-01 ", "2026-01-00", "２026-01"]) {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_ordered_as_they_come() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert!(day("2026-11-30") < day("2026-12-01") && day("2026-12-31") < day("2027-01-01"));
    }
}
