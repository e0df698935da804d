//! Broadcom's TRX firmware images (OpenWrt's `trx.c`).

use super::checksum;
use super::endian::Endian::Little;
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;

/// Where the part of the file begins that the checksum is of.
const CHECKED: u64 = 12;

/// Where the list of partitions stands.
const LIST: u64 = 16;

pub(super) const FORMAT: Format = Format {
    name: "TRX image",
    part: "partition",
    rest: "padding, and what stands behind the last partition",
    recognises: |content| {
        content.has_at(0, b"HDR0") && Little.u16_at(content, 14).is_ok_and(|version| matches!(version, 1 | 2))
    },
    look: Look::Members(open),
};

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let end = u64::from(Little.u32_at(content, 4)?);
    let checked = end.checked_sub(CHECKED).and_then(|length| content.part(CHECKED, length));
    let checked = checked.ok_or_else(|| Fault::damaged("it ends too early"))?;
    let (flags, version) = (Little.u16_at(content, 12)?, Little.u16_at(content, 14)?);
    let slots = if version == 1 { 3 } else { 4 };
    let header = LIST + 4 * slots;
    let mut starts = Vec::new();
    for slot in 0..slots {
        match u64::from(Little.u32_at(content, LIST + 4 * slot)?) {
            0 => {}
            start => starts.push((slot + 1, start)),
        }
    }
    let first = starts.first().map_or(end, |(_, start)| *start);
    let facts = vec![
        Fact::new("version", version),
        Fact::new("flags", format!("{flags:#06x}")),
        Fact::new("the first partition begins at", format!("{first:#x}")),
    ];
    let mut container = Container { facts, order_counts: true, ..Container::default() };
    // Unlike others, this checksum is not inverted at its end.
    let right = !checksum::crc32(&[checked], budget)?;
    checksum::judge(&mut container, content, ("trx-checksum", "checksum"), 8, &right.to_le_bytes())?;

    let mut covered = vec![(0, header)];
    let ends = starts.iter().skip(1).map(|(_, start)| *start).chain([end]);
    for ((slot, start), next) in starts.iter().zip(ends) {
        let length = next.checked_sub(*start).filter(|_| *start >= header);
        let partition = length.and_then(|length| content.part(*start, length));
        let partition = partition.ok_or_else(|| Fault::damaged("its partitions do not follow each other"))?;
        let name = slot.to_string();
        budget.member(name.as_bytes())?;
        covered.push((*start, next));
        container.members.push(Member::plain(name, partition));
    }
    container.rest = rest_of(content, covered);
    Ok(container)
}
