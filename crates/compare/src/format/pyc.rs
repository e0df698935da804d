//! Compiled Python (PEP 552, and `importlib/_bootstrap_external.py` for the versions before it).

use super::fields::Fields;
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member};
use crate::content::Content;
use crate::fault::Fault;

pub(super) const FORMAT: Format = Format {
    name: "compiled Python file",
    part: "part",
    rest: "bytes outside of the code",
    recognises: |content| header_length(content).is_some(),
    look: Look::Members(open),
};

/// What the code begins with: the type of a code object, and perhaps the bit that says it is referred to.
const CODE: u8 = b'c';
const REFERRED: u8 = 0x80;

/// The last magic number of each version.
const VERSIONS: [(u16, &str); 14] = [
    (3160, "3.1 or before"),
    (3180, "3.2"),
    (3230, "3.3"),
    (3310, "3.4"),
    (3351, "3.5"),
    (3379, "3.6"),
    (3394, "3.7"),
    (3413, "3.8"),
    (3425, "3.9"),
    (3439, "3.10"),
    (3495, "3.11"),
    (3531, "3.12"),
    (3571, "3.13"),
    (3999, "3.14 or later"),
];

fn version(magic: u16) -> &'static str {
    match magic {
        20_000.. => "2",
        _ => VERSIONS.iter().find(|(last, _)| magic <= *last).map_or("unknown", |(_, version)| version),
    }
}

/// The magic number, and how long the header is, if a code object follows it.
fn header_length(content: &Content) -> Option<(u16, u64)> {
    let [a, b, c, d] = content.array_at(0).ok()?;
    let magic = u16::from_le_bytes([a, b]);
    let length = match magic {
        3000..3210 | 50_000..=63_000 => 8,
        3210..3392 => 12,
        3392..=3999 => 16,
        _ => return None,
    };
    let [first] = content.array_at(length).ok()?;
    ([c, d] == *b"\r\n" && first & !REFERRED == CODE).then_some((magic, length))
}

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let (magic, length) = header_length(content).ok_or_else(|| Fault::damaged("it has no header"))?;
    let header = content.bytes_at(0, usize::try_from(length).unwrap_or_default())?;
    let mut facts = vec![Fact::new("magic number", format!("{magic} (Python {})", version(magic)))];
    let mut fields = Fields::of(header.get(4..).unwrap_or_default());
    let flags = if length == 16 { fields.u32() } else { None };
    facts.extend(flags.map(|flags| Fact::new("flags", format!("{flags:#x}"))));
    if flags.is_some_and(|flags| flags & 1 == 1) {
        facts.extend(fields.u64().map(|hash| Fact::new("hash of the source", format!("{hash:016x}"))));
    } else {
        facts.extend(fields.u32().map(Fact::time));
        facts.extend(fields.u32().map(|size| Fact::new("size of the source", size)));
    }
    budget.member(b"code")?;
    Ok(Container { members: vec![Member::plain("code", content.from(length))], facts, ..Container::default() })
}
