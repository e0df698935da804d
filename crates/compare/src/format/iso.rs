//! ISO 9660 (ECMA-119) with Rock Ridge (IEEE P1282) and Joliet.
//!
//! Members are named as Rock Ridge has it, else as ISO 9660 has it. The entries of Joliet are members of their own,
//! which refer to the others' contents. Path tables, boot catalogues and descriptors other than the primary one are
//! part of the rest. Not told is where the contents stand.

mod record;
mod rock_ridge;

use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::{Digest, DropPath};

use self::record::Record;
use super::{Format, Look, padding};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;

const SECTOR: u64 = 2048;

/// Where the descriptors begin, and how many there may be.
const DESCRIPTORS: u64 = 16 * SECTOR;
const MOST: u64 = 64;

const MAGIC: &[u8] = b"CD001";

/// Where a descriptor has the record of its topmost folder.
const ROOT: u64 = 156;

/// Texts of the primary descriptor, and its points in time: place, length and name.
const TEXTS: &[(u64, usize, &str)] = &[
    (8, 32, "system"),
    (40, 32, "label"),
    (190, 128, "volume set"),
    (318, 128, "publisher"),
    (446, 128, "preparer"),
    (574, 128, "application"),
    (813, 17, "made"),
    (830, 17, "changed"),
    (847, 17, "expires"),
    (864, 17, "valid from"),
];

pub(super) const FORMAT: Format = Format {
    name: "ISO 9660 image",
    part: "member",
    rest: "descriptors, path tables, padding, and what nothing points to",
    recognises: |content| content.has_at(DESCRIPTORS, b"\x01CD001\x01"),
    look: Look::Members(open),
};

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let mut facts = Vec::new();
    let mut walk = Walk { content, members: Vec::new(), covered: Vec::new(), names: BTreeMap::new() };
    for &(at, length, what) in TEXTS {
        let text = content.bytes_at(DESCRIPTORS + at, length)?;
        let end = text.iter().rposition(|byte| *byte != b' ').map_or(0, |last| last + 1);
        facts.push(Fact::new(what, DropPath::from_bytes(text.get(..end).unwrap_or_default())));
        walk.covered.push((DESCRIPTORS + at, DESCRIPTORS + at + length as u64));
    }
    for number in 0..MOST {
        let at = DESCRIPTORS + number * SECTOR;
        let kind = content.array_at::<6>(at).ok().filter(|[_, magic @ ..]| magic == MAGIC).map(|[kind, ..]| kind);
        match kind {
            Some(1) if number == 0 => walk.run(at, false, budget)?,
            Some(2) if is_joliet(content, at)? => walk.run(at, true, budget)?,
            Some(255) | None => break,
            Some(_) => {}
        }
    }
    let rest = rest_of(content, walk.covered);
    Ok(Container { members: walk.members, facts, rest, order_counts: true, ..Container::default() })
}

fn is_joliet(content: &Content, at: u64) -> Result<bool, Fault> {
    let escapes = content.array_at::<3>(at + 88)?;
    Ok(matches!(&escapes, b"%/@" | b"%/C" | b"%/E"))
}

/// The way through all folders of one tree.
struct Walk<'a> {
    content: &'a Content,
    members: Vec<Member>,
    covered: Vec<(u64, u64)>,
    /// The first name of each content.
    names: BTreeMap<(u64, u64), Vec<u8>>,
}

impl Walk<'_> {
    fn run(&mut self, descriptor: u64, is_joliet: bool, budget: &mut Budget) -> Result<(), Fault> {
        let root = Record::read(self.content, descriptor + ROOT)?;
        let has_rock_ridge = !is_joliet && rock_ridge::is_there(self.content, &root)?;
        let mut seen = BTreeSet::new();
        let mut ahead = vec![(Vec::new(), root)];
        while let Some((folder, record)) = ahead.pop() {
            if !seen.insert(record.at) {
                return Err(Fault::damaged("a folder stands in two places"));
            }
            let end = record.end(self.content)?;
            budget.unpacked(record.size)?;
            let mut at = record.at;
            let mut below = Vec::new();
            while at < end {
                let sector_end = (at + 1).next_multiple_of(SECTOR).min(end);
                if self.content.array_at(at)? == [0] {
                    self.covered.extend(padding::zeros(self.content, at, sector_end)?);
                    at = sector_end;
                    continue;
                }
                let entry = Record::read(self.content, at)?;
                let next = at + entry.bytes.len() as u64;
                if next > sector_end {
                    return Err(Fault::damaged("an entry of a folder is too long"));
                }
                self.covered.push((at, next));
                self.entry(&folder, entry, (is_joliet, has_rock_ridge), &mut below, budget)?;
                at = next;
            }
            self.covered.extend(padding::zeros(self.content, end, end.next_multiple_of(SECTOR))?);
            ahead.extend(below.into_iter().rev());
        }
        Ok(())
    }

    fn entry(
        &mut self,
        folder: &[u8],
        entry: Record,
        (is_joliet, has_rock_ridge): (bool, bool),
        below: &mut Vec<(Vec<u8>, Record)>,
        budget: &mut Budget,
    ) -> Result<(), Fault> {
        let mut other = entry.without_told();
        let mut facts = entry.facts();
        let mut name = if is_joliet { record::from_ucs2(entry.name()) } else { entry.name().to_owned() };
        if has_rock_ridge {
            let told = rock_ridge::read(self.content, &entry, &mut other)?;
            budget.unpacked(told.length)?;
            self.covered.extend(told.covered);
            facts.extend(told.facts);
            if let Some(rock_ridge_name) = told.name.filter(|_| !entry.is_special()) {
                facts.push(Fact::new("name in ISO 9660", DropPath::from_bytes(&name)));
                name = rock_ridge_name;
            }
        }
        if other.iter().any(|byte| *byte != 0) {
            facts.push(Fact::new("other fields of the entry", Digest::of(&other)));
        }
        let name = match entry.bytes.get(33) {
            Some(0) if entry.is_special() => b".".to_vec(),
            Some(1) if entry.is_special() => b"..".to_vec(),
            _ => name,
        };
        let mut path = if folder.is_empty() { name } else { [folder, b"/", &name].concat() };
        if is_joliet {
            path = [b"(Joliet) ", path.as_slice()].concat();
        }
        budget.member(&path)?;
        if entry.is_folder() {
            self.members.push(Member::empty(path.clone()).with(facts));
            if !entry.is_special() {
                let plain = path.strip_prefix(b"(Joliet) ").unwrap_or(&path).to_vec();
                below.push((plain, entry));
            }
            return Ok(());
        }
        let end = entry.end(self.content)?;
        let body = self.content.part(entry.at, entry.size);
        let body = body.ok_or_else(|| Fault::damaged("a file reaches behind the end"))?;
        if entry.size > 0 {
            self.covered.push((entry.at, end));
            self.covered.extend(padding::zeros(self.content, end, end.next_multiple_of(SECTOR))?);
        }
        let first = self.names.entry((entry.at, entry.size)).or_insert_with(|| path.clone());
        let member = match *first == path || entry.size == 0 {
            true => Member::plain(path, body),
            false => {
                facts.push(Fact::new("content of", DropPath::from_bytes(first)));
                Member::empty(path)
            }
        };
        self.members.push(member.with(facts));
        Ok(())
    }
}
