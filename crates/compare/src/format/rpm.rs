//! RPM packages (docs/manual/format_v4.md of RPM): lead, signature header, header, payload.
//!
//! Each tag of the two headers is a member. Signatures are set aside, and so are the checksums beside them, if they
//! are right.

mod checksums;
mod header;
mod tags;

use self::checksums::Checksums;
use self::header::Header;
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Aside, Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;

/// Length of the lead, which says nothing any more that the headers do not say.
const LEAD: u64 = 96;

/// The signature header is filled up to a multiple of this.
const UNIT: u64 = 8;

const MAGIC: [u8; 4] = [0xed, 0xab, 0xee, 0xdb];

pub(super) const FORMAT: Format = Format {
    name: "RPM package",
    part: "member",
    rest: "lead, and what no tag points to",
    recognises: |content| content.has_at(0, &MAGIC) && content.has_at(LEAD, &header::MAGIC),
    look: Look::Members(open),
};

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let signatures = Header::read(content, LEAD, budget)?;
    let padding = signatures.end.next_multiple_of(UNIT) - signatures.end;
    let header = Header::read(content, signatures.end + padding, budget)?;
    let signed = content.from(header.start);
    let signed_header = content.part(header.start, header.end - header.start);
    let signed_header = signed_header.ok_or_else(|| Fault::damaged("its header reaches behind the end"))?;

    let mut checksums = Checksums::of(signed, signed_header);
    let mut members = Vec::new();
    let mut facts = vec![
        Fact::new("layout of the signature header", signatures.layout()),
        Fact::new("layout of the header", header.layout()),
    ];
    let mut aside = Vec::new();
    let mut covered = signatures.covered(content)?;
    covered.extend(header.covered(content)?);
    if content.bytes_at(signatures.end, padding as usize)?.iter().all(|byte| *byte == 0) {
        covered.push((signatures.end, signatures.end + padding));
    }
    for tag in &signatures.tags {
        let value = tag.content(content)?;
        let rule = match tag.number {
            tags::SIGNATURES_REGION if signatures.is_region(tag, &value)? => continue,
            tags::RESERVED_SPACE if tag.kind == 7 && is_zero(&value, budget)? => Some("rpm-signature"),
            number if tags::signature_type(number) == Some(tag.kind) => Some("rpm-signature"),
            _ if checksums.are_in(tag, &value, budget)? => Some("rpm-checksum"),
            _ => None,
        };
        match rule {
            Some(rule) => aside.push(Aside { rule, number: tag.number as usize, offset: tag.start, content: value }),
            None => members.push(tag.member("signature tag", content, budget)?),
        }
    }
    for tag in &header.tags {
        let value = tag.content(content)?;
        match tags::fact(tag.number)
            .filter(|(what, kind)| tag.is(*kind) && !facts.iter().any(|fact: &Fact| fact.what == *what))
        {
            Some((what, _)) => {
                budget.keep(value.length())?;
                facts.push(Fact::new(what, tag.text(&value)?));
            }
            None if tag.number == tags::HEADER_REGION && header.is_region(tag, &value)? => {}
            _ => members.push(tag.member("tag", content, budget)?),
        }
    }
    members.push(Member::plain("payload", content.from(header.end)));
    covered.push((header.end, content.length()));
    Ok(Container { members, facts, rest: rest_of(content, covered), aside, order_counts: true, ..Container::default() })
}

/// Many tags may point to the same value.
fn is_zero(value: &Content, budget: &mut Budget) -> Result<bool, Fault> {
    budget.compared(value.length())?;
    Ok(value.is_zero()?)
}
