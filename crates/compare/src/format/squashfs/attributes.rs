//! Extended attributes of Squashfs.

use std::collections::BTreeMap;

use banbury_evidence::{Digest, DropPath};

use super::super::scan::Scan;
use super::superblock::Superblock;
use super::table::Table;
use crate::budget::Budget;
use crate::content::Content;
use crate::fault::Fault;

/// Set in an attribute's kind where its value stands elsewhere.
const ELSEWHERE: u16 = 0x100;

/// Attributes of one inode.
const COUNT: u32 = 1 << 12;

/// Values as Linux bounds them, and those that are shown as they are.
const VALUE: u32 = 64 << 10;
const SHOWN: usize = 256;

/// What it takes to remember where one stands, in bytes.
const KEPT: u64 = 32;

/// The two tables: what each set of attributes is, and where it stands.
pub(super) struct Attributes {
    values: Table,
    sets: Table,
    count: u32,
    /// The sets that have been read, as a fact has them.
    known: BTreeMap<u32, String>,
    /// Where the tables begin, and where the list of the second one ends.
    pub(super) start: u64,
    pub(super) end: u64,
}

impl Attributes {
    pub(super) fn read(
        image: &Content,
        superblock: &Superblock,
        at: u64,
        budget: &mut Budget,
    ) -> Result<(Self, Vec<Content>), Fault> {
        let mut fields = Scan::at(image, at);
        let (start, count, unused) = (fields.u64()?, fields.u32()?, fields.u32()?);
        let length = 16 * u64::from(count);
        let list = fields.position();
        let packing = superblock.packing;
        // The header stands between the blocks of the second table and their list.
        let first = if count == 0 { at } else { fields.u64()? };
        let sets = Table::read(image, packing, (first, at), budget)?;
        sets.check(image, (list, first), length)?;
        let values = Table::read(image, packing, (start, first), budget)?;
        let end = list + sets.list_length();
        let rest = (unused != 0).then(|| Content::of_bytes(unused.to_le_bytes().to_vec()));
        Ok((Self { values, sets, count, known: BTreeMap::new(), start, end }, rest.into_iter().collect()))
    }

    /// The attributes of one set, as a fact has them.
    pub(super) fn text(&mut self, number: u32, budget: &mut Budget) -> Result<String, Fault> {
        if let Some(text) = self.known.get(&number) {
            return Ok(text.clone());
        }
        let text = self.read_set(number, budget)?;
        self.known.insert(number, text.clone());
        Ok(text)
    }

    fn read_set(&mut self, number: u32, budget: &mut Budget) -> Result<String, Fault> {
        if number >= self.count {
            return Err(Fault::damaged("an inode has attributes that are not there"));
        }
        let place = 16 * u64::from(number);
        let mut set = Scan::at(&self.sets.content, place);
        let (reference, count, _length) = (set.u64()?, set.u32()?, set.u32()?);
        self.sets.told(place, place + 16);
        let start = self.place(reference)?;
        let mut fields = Scan::at(&self.values.content, start);
        if count > COUNT {
            return Err(Fault::Limit(format!("an inode has more than {COUNT} attributes")));
        }
        let mut attributes = Vec::new();
        for _ in 0..count {
            let (kind, length) = (fields.u16()?, fields.u16()?);
            let name = fields.bytes(length.into())?;
            let mut value = value(&mut fields)?;
            if kind & ELSEWHERE != 0 {
                let reference = <[u8; 8]>::try_from(value).map_err(|_| Fault::damaged("an attribute has no value"))?;
                let place = self.place(u64::from_le_bytes(reference))?;
                let mut elsewhere = Scan::at(&self.values.content, place);
                value = self::value(&mut elsewhere)?;
                let end = elsewhere.position();
                self.values.told(place, end);
            }
            // Many of them may name one value.
            budget.compared((name.len() + value.len()) as u64)?;
            let space = match kind & !ELSEWHERE {
                0 => "user.".to_owned(),
                1 => "trusted.".to_owned(),
                2 => "security.".to_owned(),
                other => format!("{other}."),
            };
            let value = match value.len() <= SHOWN {
                true => DropPath::from_bytes(&value).to_string(),
                false => Digest::of(&value).to_string(),
            };
            let attribute = format!("{space}{}={value}", DropPath::from_bytes(&name));
            budget.keep(KEPT + attribute.len() as u64)?;
            attributes.push(attribute);
        }
        let end = fields.position();
        self.values.told(start, end);
        Ok(attributes.join(" "))
    }

    fn place(&self, reference: u64) -> Result<u64, Fault> {
        self.values.place(reference >> 16, reference & 0xffff)
    }

    pub(super) fn rest(self) -> Vec<Content> {
        self.values.rest().into_iter().chain(self.sets.rest()).collect()
    }
}

fn value(fields: &mut Scan) -> Result<Vec<u8>, Fault> {
    let length = fields.u32()?;
    if length > VALUE {
        return Err(Fault::damaged("an attribute's value is too long"));
    }
    Ok(fields.bytes(length as usize)?)
}
