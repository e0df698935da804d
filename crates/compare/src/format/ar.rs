//! `ar` archives: static libraries and Debian packages.

use std::cell::Cell;

use object::ReadCache;
use object::read::archive::ArchiveFile;

use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;
use crate::metered::Metered;

/// Bytes of headers and names that are read of one archive.
const TABLES: u64 = 256 << 20;

/// Length of a member's header.
const HEADER: u64 = 60;

/// Where the numbers of a header begin; its name stands before them.
const NUMBERS: usize = 16;

pub(super) const FORMAT: Format = Format {
    name: "ar archive",
    part: "member",
    rest: "symbol and name tables, padding and data outside of all members",
    recognises: |content| content.has_at(0, b"!<arch>\n"),
    look: Look::Members(open),
};

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let cache = ReadCache::new(content.reader());
    let left = Cell::new(TABLES);
    let data = Metered::new(&cache, &left);
    let damaged = |error: object::Error| Fault::damaged(error.to_string());
    let archive = ArchiveFile::parse(data).map_err(damaged)?;
    let octal = |value: Option<u64>| value.map_or("none".to_owned(), |value| format!("{value:04o}"));
    let decimal = |value: Option<u64>| value.map_or("none".to_owned(), |value| value.to_string());
    let mut members = Vec::new();
    let mut covered = Vec::new();
    for member in archive.members() {
        let member = member.map_err(damaged)?;
        budget.member(member.name())?;
        let (offset, size) = member.file_range();
        let body = content.part(offset, size).ok_or_else(|| Fault::damaged("a member reaches behind the end"))?;
        let header_at = offset.saturating_sub(HEADER);
        covered.push((header_at, offset + size));
        members.push(Member::plain(member.name(), body).with(vec![
            Fact::new("mode", octal(member.mode())),
            Fact::new("owner", decimal(member.uid())),
            Fact::new("group", decimal(member.gid())),
            Fact::time(decimal(member.date())),
            Fact::new("other fields of the header", other_fields(content.array_at(header_at)?)),
        ]));
    }
    let rest = rest_of(content, covered);
    Ok(Container { members, rest, order_counts: true, ..Container::default() })
}

/// What the other facts do not say: the name as it is spelled, how numbers are spelled, and the end mark.
fn other_fields(mut header: [u8; HEADER as usize]) -> String {
    header.iter_mut().skip(NUMBERS).filter(|byte| byte.is_ascii_digit()).for_each(|byte| *byte = b'0');
    // Numbers of another length stand before more or fewer spaces.
    let text = String::from_utf8_lossy(&header).into_owned();
    text.split_whitespace().map(|word| word.trim_start_matches('0')).collect::<Vec<_>>().join(" ")
}
