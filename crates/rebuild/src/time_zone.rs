//! The time zone that two sets of times tell of, where one was written in local time.

use std::collections::BTreeSet;

/// A quarter of an hour, in seconds: no zone is off by less.
const QUARTER: i64 = 900;

/// Zones with summer time, by their hours before or behind UTC in winter, one for each.
const WITH_SUMMER_TIME: [(i64, &str); 12] = [
    (-9, "America/Anchorage"),
    (-8, "America/Los_Angeles"),
    (-7, "America/Denver"),
    (-6, "America/Chicago"),
    (-5, "America/New_York"),
    (-4, "America/Halifax"),
    (0, "Europe/London"),
    (1, "Europe/Berlin"),
    (2, "Europe/Helsinki"),
    (10, "Australia/Sydney"),
    (12, "Pacific/Auckland"),
    (9, "Australia/Adelaide"),
];

/// Zones without it.
const WITHOUT: [(i64, &str); 10] = [
    (-10, "Pacific/Honolulu"),
    (-7, "America/Phoenix"),
    (-3, "America/Sao_Paulo"),
    (1, "Africa/Lagos"),
    (3, "Europe/Moscow"),
    (4, "Asia/Dubai"),
    (7, "Asia/Bangkok"),
    (8, "Asia/Shanghai"),
    (9, "Asia/Tokyo"),
    (10, "Australia/Brisbane"),
];

/// The zone by which the shipped times run before or behind the rebuilt ones. None if that is no zone's habit.
pub(crate) fn of(times: impl Iterator<Item = (i64, i64)>) -> Option<&'static str> {
    let offsets: BTreeSet<i64> = times.map(|(shipped, rebuilt)| shipped - rebuilt).collect();
    // Archives hold even seconds, or whole ones.
    let quarters: BTreeSet<i64> = offsets.iter().map(|offset| (offset + QUARTER / 2).div_euclid(QUARTER)).collect();
    if offsets.iter().any(|offset| (offset + QUARTER / 2).rem_euclid(QUARTER).abs_diff(QUARTER / 2) > 2) {
        return None;
    }
    let zone = |zones: &[(i64, &'static str)], hours: i64| zones.iter().find(|zone| zone.0 == hours).map(|zone| zone.1);
    match quarters.into_iter().collect::<Vec<_>>().as_slice() {
        [only] if only % 4 == 0 && *only != 0 => zone(&WITHOUT, only / 4).or_else(|| zone(&WITH_SUMMER_TIME, only / 4)),
        [winter, summer] if summer - winter == 4 && winter % 4 == 0 => zone(&WITH_SUMMER_TIME, winter / 4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_told_by_their_offsets() {
        let hours = |hours: &[i64]| of(hours.iter().map(|hour| (1_700_000_000 + hour * 3600, 1_700_000_000)));
        assert_eq!(hours(&[-7, -8, -8]), Some("America/Los_Angeles"));
        assert_eq!(hours(&[8]), Some("Asia/Shanghai"));
        assert_eq!(hours(&[0]), None);
        assert_eq!(hours(&[1, 5]), None);
        assert_eq!(of([(1_700_000_100, 1_700_000_000)].into_iter()), None);
        assert_eq!(
            of([(1_700_007_199, 1_700_000_000), (1_700_003_600, 1_700_000_000)].into_iter()),
            Some("Europe/Berlin")
        );
        assert_eq!(of(std::iter::empty()), None);
    }
}
