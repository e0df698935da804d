//! `ar` archives: static libraries and Debian packages.

use std::cell::Cell;

use banbury_evidence::DropPath;
use object::ReadCache;
use object::read::archive::ArchiveFile;

use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;
use crate::hex;
use crate::metered::Metered;

/// Bytes of headers and names that are read of one archive.
const TABLES: u64 = 256 << 20;

/// Length of a member's header.
const HEADER: u64 = 60;

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
    let mut members = Vec::new();
    let mut covered = Vec::new();
    for member in archive.members() {
        let member = member.map_err(damaged)?;
        budget.member(member.name())?;
        let (offset, size) = member.file_range();
        let body = content.part(offset, size).ok_or_else(|| Fault::damaged("a member reaches behind the end"))?;
        let header = member.header().ok_or_else(|| Fault::Unsupported("an archive of AIX".to_owned()))?;
        // A long name of BSD's stands between header and content.
        let inner_name = header.name.strip_prefix(b"#1/").and_then(|length| str::from_utf8(length).ok());
        let inner_name = inner_name.and_then(|length| length.trim_ascii_end().parse().ok()).unwrap_or(0);
        covered.push((offset.saturating_sub(HEADER + inner_name), offset + size));
        // As they are spelled, whatever that means to whom.
        let text = |field: &[u8]| {
            let length = field.iter().rposition(|byte| *byte != b' ').map_or(0, |last| last + 1);
            DropPath::from_bytes(field.get(..length).unwrap_or_default()).to_string()
        };
        let mut facts = vec![
            Fact::new("mode", text(&header.mode)),
            Fact::new("owner", text(&header.uid)),
            Fact::new("group", text(&header.gid)),
            Fact::time(text(&header.date)),
            Fact::new("name in the header", text(&header.name)),
            Fact::new("end of the header", hex::digits(&header.terminator)),
        ];
        if header.size != *format!("{:<10}", size + inner_name).as_bytes() {
            facts.push(Fact::new("size as it is spelled", text(&header.size)));
        }
        members.push(Member::plain(member.name(), body).with(facts));
    }
    let rest = rest_of(content, covered);
    Ok(Container { members, rest, order_counts: true, ..Container::default() })
}
