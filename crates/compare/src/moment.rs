//! Points in time as text has them, in seconds since 1970, UTC where nothing else is said.

/// Months as English has them.
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A moment that a text names: of a day alone its noon, which is that day in most time zones; of a year or a month alone
/// the noon of its last day, since what is built is not built before its source was written. None for a time of day
/// without a date.
pub(crate) fn seconds(text: &str) -> Option<i64> {
    let words: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if let [word] = words.as_slice()
        && word.bytes().all(|byte| byte.is_ascii_digit())
    {
        return match word.len() {
            4 => days(word.parse().ok()?, 12, 31).map(|days| days * DAY + NOON),
            8 | 12 | 14 => {
                let part = |from: usize, to: usize| word.get(from..to).unwrap_or("0").parse::<i64>().ok();
                let day = days(part(0, 4)?, part(4, 6)?, part(6, 8)?)?;
                if word.len() == 8 {
                    return Some(day * DAY + NOON);
                }
                Some(day * DAY + part(8, 10)? * 3600 + part(10, 12)? * 60 + part(12, 14)?)
            }
            9 | 10 => word.parse().ok(),
            _ => None,
        };
    }
    let month = words.iter().find_map(|word| {
        let number = MONTHS.iter().position(|month| word.starts_with(month))?;
        i64::try_from(number + 1).ok()
    });
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let (year, month, day) = match month {
        Some(month) => {
            let year = numbers.iter().find(|number| number.len() == 4)?;
            let day = numbers.first().filter(|number| number.len() <= 2 && !clock(text, number)).copied();
            let year = year.parse().ok()?;
            let day = match day {
                Some(day) => day.parse().ok()?,
                None => last_day(year, month)?,
            };
            (year, month, day)
        }
        None => match numbers.as_slice() {
            [year, month, day, ..] if year.len() == 4 => (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?),
            _ => return None,
        },
    };
    Some(days(year, month, day)? * DAY + time_of_day(text).unwrap_or(NOON))
}

/// Seconds.
const DAY: i64 = 86_400;
const NOON: i64 = DAY / 2;

/// Days of a month.
pub(crate) fn last_day(year: i64, month: i64) -> Option<i64> {
    let next = if month == 12 { days(year + 1, 1, 1)? } else { days(year, month + 1, 1)? };
    Some(next - days(year, month, 1)?)
}

/// Whether a number is the hour of a time of day.
fn clock(text: &str, number: &str) -> bool {
    text.starts_with(&format!("{number}:"))
}

/// Seconds since midnight, of `12:34` or `12:34:56`.
fn time_of_day(text: &str) -> Option<i64> {
    let at = text.find(':')?;
    let hour: i64 = text.get(at.checked_sub(2)?..at)?.parse().ok()?;
    let minute: i64 = text.get(at + 1..at + 3)?.parse().ok()?;
    let second: i64 = match text.get(at + 3..at + 4) {
        Some(":") => text.get(at + 4..at + 6)?.parse().ok()?,
        _ => 0,
    };
    Some(hour * 3600 + minute * 60 + second)
}

/// Days from 1 January 1970 to a day of the Gregorian calendar.
pub(crate) fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years begin in March, so that the leap day is the last of its year.
    let year = if month > 2 { year } else { year - 1 };
    let month = (month + 9) % 12;
    let of_year = (153 * month + 2) / 5 + day - 1;
    Some(year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_their_usual_spellings() {
        for (text, expected) in [
            ("Jan  2 2023 03:04:05", Some(1_672_628_645)),
            ("Mon, 02 Jan 2023 03:04:05 +0000", Some(1_672_628_645)),
            ("Mon Jan  2 03:04:05 UTC 2023", Some(1_672_628_645)),
            ("2 January 2023", Some(1_672_660_800)),
            ("December 2022", Some(1_672_488_000)),
            ("2023-01-02T03:04:05Z", Some(1_672_628_645)),
            ("20230102", Some(1_672_660_800)),
            ("20230102030405", Some(1_672_628_645)),
            ("2022", Some(1_672_488_000)),
            ("1672628645", Some(1_672_628_645)),
            ("2000-02-29", Some(951_825_600)),
            ("03:04:05", None),
            ("Jan", None),
            ("2023-13-02", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
