//! What Rock Ridge says of an entry: fields of two letters, a length and a version, in the entry itself and in
//! stretches elsewhere that continue it.

use banbury_evidence::DropPath;

use super::SECTOR;
use super::record::{Record, big, little, time};
use crate::container::Fact;
use crate::content::Content;
use crate::fault::Fault;

/// Stretches that continue one entry.
const STRETCHES: usize = 32;

/// Names of the points in time, in their order.
const TIMES: [&str; 7] = ["created", "modified", "accessed", "changed", "backed up", "expires", "valid from"];

#[derive(Default)]
pub(super) struct Told {
    pub(super) name: Option<Vec<u8>>,
    pub(super) facts: Vec<Fact>,
    pub(super) covered: Vec<(u64, u64)>,
    /// Bytes read elsewhere.
    pub(super) length: u64,
    target: Target,
    /// Scan that no fact tells.
    others: Vec<String>,
}

#[derive(Default)]
struct Target {
    path: Vec<u8>,
    goes_on: bool,
}

/// Whether a tree has it: then the topmost folder says so in its own entry.
pub(super) fn is_there(content: &Content, root: &Record) -> Result<bool, Fault> {
    let own = Record::read(content, root.at)?;
    Ok(own.bytes.get(own.system_use()..).is_some_and(|fields| fields.starts_with(b"SP\x07\x01\xbe\xef\0")))
}

/// Blanks in `other` what it tells.
pub(super) fn read(content: &Content, entry: &Record, other: &mut [u8]) -> Result<Told, Fault> {
    let mut told = Told::default();
    let start = entry.system_use();
    let own = entry.bytes.get(start..).unwrap_or_default();
    let (length, mut next) = told.fields(own);
    other.iter_mut().skip(start).take(length).for_each(|byte| *byte = 0);
    for number in 0.. {
        let Some((at, length)) = next else { break };
        if number == STRETCHES {
            return Err(Fault::damaged("an entry goes on in too many places"));
        }
        let bytes = content.bytes_at(at, length)?;
        let used;
        (used, next) = told.fields(&bytes);
        told.covered.push((at, at + used as u64));
        told.length += length as u64;
        if used != length {
            told.others.push(format!("{length} bytes, of which {used} are fields"));
        }
    }
    if !told.target.path.is_empty() {
        told.facts.push(Fact::new("link target", DropPath::from_bytes(&told.target.path)));
    }
    if !told.others.is_empty() {
        told.facts.push(Fact::new("other fields", told.others.join(" ")));
    }
    Ok(told)
}

impl Told {
    /// How many bytes are fields, and where they go on.
    fn fields(&mut self, bytes: &[u8]) -> (usize, Option<(u64, usize)>) {
        let mut at = 0;
        let mut next = None;
        while let Some(field) = bytes.get(at..).filter(|field| field.len() >= 4) {
            let length = usize::from(field.get(2).copied().unwrap_or_default());
            let Some(field) = field.get(..length).filter(|field| field.len() >= 4) else { break };
            at += length;
            match field.get(..2) {
                Some(b"CE") if next.is_none() && is_continuation(field) => {
                    let start = u64::from(little(field, 4)) * SECTOR + u64::from(little(field, 12));
                    next = Some((start, little(field, 20) as usize));
                }
                Some(b"ST") if field == b"ST\x04\x01" => break,
                _ if !self.field(field) => {
                    self.others.push(field.iter().map(|byte| format!("{byte:02x}")).collect());
                }
                _ => {}
            }
        }
        (at, next)
    }

    /// Whether facts tell a field.
    fn field(&mut self, field: &[u8]) -> bool {
        match field.get(..4) {
            Some([b'N', b'M', _, 1]) => {
                let name = field.get(5..).unwrap_or_default();
                self.name.get_or_insert_default().extend(name);
                matches!(field.get(4), Some(0 | 1))
            }
            Some([b'P', b'X', 36 | 44, 1]) if same(field, &[4, 12, 20, 28]) => {
                let facts = vec![
                    Fact::mode(little(field, 4).into()),
                    Fact::new("links", little(field, 12)),
                    Fact::new("owner", little(field, 20)),
                    Fact::new("group", little(field, 28)),
                ];
                // The number of the inode may follow.
                self.tell(facts) && field.len() == 36
            }
            Some([b'P', b'N', 20, 1]) if same(field, &[4, 12]) => {
                self.tell(vec![Fact::new("device", format!("{}:{}", little(field, 4), little(field, 12)))])
            }
            Some([b'T', b'F', _, 1]) => self.times(field),
            Some([b'S', b'L', _, 1]) => self.target.extend(field.get(4..).unwrap_or_default()),
            _ => false,
        }
    }

    /// Whether nothing of that kind has been told before.
    fn tell(&mut self, facts: Vec<Fact>) -> bool {
        let is_new = !facts.iter().any(|fact| self.facts.iter().any(|other| other.what == fact.what));
        if is_new {
            self.facts.extend(facts);
        }
        is_new
    }

    fn times(&mut self, field: &[u8]) -> bool {
        let flags = field.get(4).copied().unwrap_or_default();
        let width = if flags & 0x80 == 0 { 7 } else { 17 };
        let mut times = field.get(5..).unwrap_or_default().chunks(width);
        let mut facts = Vec::new();
        for (number, what) in TIMES.into_iter().enumerate() {
            if flags >> number & 1 == 1 {
                let value = times.next().unwrap_or_default();
                facts.push(Fact::new(what, time(value)));
            }
        }
        self.tell(facts) && times.next().is_none() && flags & 0x80 == 0
    }
}

impl Target {
    /// Whether all of a field is a target's path.
    fn extend(&mut self, field: &[u8]) -> bool {
        let mut components = field.get(1..).unwrap_or_default();
        while let [flags, length, rest @ ..] = components {
            let Some((text, behind)) = rest.split_at_checked((*length).into()) else { return false };
            components = behind;
            if !self.path.is_empty() && !self.goes_on && self.path != b"/" {
                self.path.push(b'/');
            }
            self.goes_on = flags & 1 != 0;
            match flags & !1 {
                0 => self.path.extend(text),
                2 if text.is_empty() => self.path.push(b'.'),
                4 if text.is_empty() => self.path.extend(b".."),
                8 if text.is_empty() => self.path.push(b'/'),
                _ => return false,
            }
        }
        components.is_empty() && matches!(field.first(), Some(0 | 1))
    }
}

/// Whether a field says properly where the fields go on: in one sector.
fn is_continuation(field: &[u8]) -> bool {
    field.starts_with(b"CE\x1c\x01") && same(field, &[4, 12, 20]) && u64::from(little(field, 20)) <= SECTOR
}

/// Whether numbers are the same in both byte orders.
fn same(field: &[u8], places: &[usize]) -> bool {
    places.iter().all(|at| little(field, *at) == big(field, at + 4))
}
