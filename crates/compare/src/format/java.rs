//! Java class files (The Java Virtual Machine Specification, chapter 4).
//!
//! Fields and methods are written out with the constants that they refer to, so that one more constant does not make
//! every method differ, only because all numbers behind it have moved.

mod annotations;
mod attributes;
mod code;
mod constants;

use super::fields::Fields;
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member};
use crate::content::Content;
use crate::fault::Fault;
use attributes::Writer;
use constants::Constants;

pub(super) const FORMAT: Format = Format {
    name: "Java class file",
    part: "part",
    rest: "bytes behind the end of the class",
    recognises: |content| {
        content.array_at(0).is_ok_and(|[a, b, c, d, _, _, e, f]| {
            // The number that stands here in Mach-O files for several machines is smaller.
            [a, b, c, d] == MAGIC && (45..200).contains(&u16::from_be_bytes([e, f]))
        })
    },
    look: Look::Members(open),
};

const MAGIC: [u8; 4] = [0xca, 0xfe, 0xba, 0xbe];

/// A longer class is not written out, in bytes.
const LONGEST: u64 = 4 << 20;

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    if content.length() > LONGEST {
        return Err(Fault::Unsupported(format!("a class of more than {} MiB", LONGEST >> 20)));
    }
    let bytes = content.to_vec()?;
    let (container, texts) = class(&bytes, content)?;
    budget.unpacked(texts)?;
    container.members.iter().try_for_each(|member| budget.member(&member.name))?;
    Ok(container)
}

/// The class, and the length of all that was written out.
fn class(bytes: &[u8], content: &Content) -> Result<(Container, u64), Fault> {
    let damaged = || Fault::damaged("it ends too early, or a number in it is wrong");
    let mut fields = Fields::of(bytes);
    let head = (|| {
        fields.bytes(4)?;
        let (minor, major) = (fields.big16()?, fields.big16()?);
        Some((format!("{major}.{minor}"), Constants::read(&mut fields)?))
    })();
    let (version, constants) = head.ok_or_else(damaged)?;
    let mut writer = Writer::new(&constants);
    let parts = (|| {
        let (flags, this, above) = (fields.big16()?, fields.big16()?, fields.big16()?);
        let mut interfaces = Vec::new();
        for _ in 0..fields.big16()? {
            interfaces.push(constants.text(fields.big16()?));
        }
        let facts = vec![
            Fact::new("version", version),
            Fact::new("flags", format!("{flags:#06x}")),
            Fact::new("class", constants.text(this)),
            Fact::new("superclass", constants.text(above)),
            Fact::new("interfaces", interfaces.join(" ")),
        ];
        let mut members = Vec::new();
        for kind in ["field", "method"] {
            for _ in 0..fields.big16()? {
                let flags = fields.big16()?;
                let name = format!("{kind} {}:{}", constants.text(fields.big16()?), constants.text(fields.big16()?));
                writer.line(&format!("flags {flags:#06x}"))?;
                writer.attributes(&mut fields)?;
                members.push(Member::plain(name, Content::of_bytes(writer.take())));
            }
        }
        for _ in 0..fields.big16()? {
            let name = writer.attribute(&mut fields)?;
            members.push(Member::plain(format!("attribute {name}"), Content::of_bytes(writer.take())));
        }
        Some((facts, members))
    })();
    let (facts, mut members) = match parts {
        Some(parts) => parts,
        None if writer.is_full() => {
            return Err(Fault::Unsupported("a class that is very long when written out".to_owned()));
        }
        None => return Err(damaged()),
    };
    for text in constants.all() {
        writer.line(&text).ok_or_else(damaged)?;
    }
    members.push(Member::plain("constants", Content::of_bytes(writer.take())));
    let rest = vec![content.from((bytes.len() - fields.rest().len()) as u64)];
    Ok((Container { members, facts, rest, order_counts: true, ..Container::default() }, writer.written()))
}
