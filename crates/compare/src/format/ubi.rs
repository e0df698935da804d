//! UBI images (Linux's `drivers/mtd/ubi/ubi-media.h`): volumes in erase blocks of flash memory.

mod block;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Write};

use banbury_evidence::{Digest, DigestWriter};

use super::checksum;
use super::endian::Endian::Big;
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, Packed, rest_of};
use crate::content::{Content, Joined};
use crate::fault::Fault;
use crate::hex;
use block::{Block, Geometry, Volume};

/// The volume that holds the table of volumes.
const LAYOUT: u32 = 0x7fff_efff;

/// Length of an entry of that table, and how many there are.
const ENTRY: u64 = 172;
const ENTRIES: u32 = 128;

/// Erase blocks; and of those that the image does not have, as many again.
const BLOCKS: u64 = 1 << 20;

pub(super) const FORMAT: Format = Format {
    name: "UBI image",
    part: "volume",
    rest: "erase blocks without a volume, and what stands around the data",
    recognises: |content| content.has_at(0, b"UBI#\x01"),
    look: Look::Members(open),
};

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let geometry = Geometry::of(content, budget)?;
    let mut survey = Survey::default();
    let mut volumes: BTreeMap<u32, BTreeMap<u32, Block>> = BTreeMap::new();
    let mut order = Vec::new();
    let mut covered = Vec::new();
    for number in 0..geometry.blocks {
        let Some(volume) = survey.block(content, &geometry, number, budget, &mut covered)? else { continue };
        let Volume { id, block } = volume;
        let blocks = volumes.entry(id).or_default();
        if blocks.is_empty() {
            order.push(id);
        }
        // Of two copies of one block, the later counts; the other one goes to the rest.
        let older = blocks.get(&block.leb).is_some_and(|other| other.sequence >= block.sequence);
        if !older {
            blocks.insert(block.leb, block);
        }
    }
    let names = volumes.get(&LAYOUT).and_then(|blocks| blocks.get(&0)).map(|block| block.data.clone());
    let mut members = Vec::new();
    for id in order {
        let Some(blocks) = volumes.remove(&id) else { continue };
        let name = name(id, names.as_ref())?;
        budget.member(&name)?;
        for block in blocks.values() {
            survey.data(content, block, &mut covered, budget)?;
        }
        members.push(member(name, id, &blocks, &geometry, &mut survey)?);
    }
    let facts = survey.facts(&geometry);
    Ok(Container { members, facts, rest: rest_of(content, covered), order_counts: true, ..Container::default() })
}

/// The name of a volume, as the table has it.
fn name(id: u32, table: Option<&Content>) -> Result<Vec<u8>, Fault> {
    if id == LAYOUT {
        return Ok(b"(table of volumes)".to_vec());
    }
    let entry = table.filter(|_| id < ENTRIES).and_then(|table| table.part(u64::from(id) * ENTRY, ENTRY));
    let Some(entry) = entry else { return Ok(format!("{id}").into_bytes()) };
    let length = usize::from(Big.u16_at(&entry, 14)?);
    match length {
        1..=127 => Ok(entry.bytes_at(16, length)?),
        _ => Ok(format!("{id}").into_bytes()),
    }
}

fn member(
    name: Vec<u8>,
    id: u32,
    blocks: &BTreeMap<u32, Block>,
    geometry: &Geometry,
    survey: &mut Survey,
) -> Result<Member, Fault> {
    let first = blocks.values().next().ok_or_else(|| Fault::damaged("a volume has no blocks"))?;
    let mut pieces = Vec::new();
    for (leb, block) in blocks {
        while (pieces.len() as u64) < u64::from(*leb) {
            pieces.push(survey.missing(geometry)?);
        }
        pieces.push(block.data.clone());
        let last = blocks.len() as u64 == u64::from(*leb) + 1;
        let full = block.data.length() + u64::from(block.data_pad()) == geometry.data();
        if block.header_of_volume() != first.header_of_volume()
            || (block.is_static() && (u64::from(block.used_blocks()) != blocks.len() as u64 || !(full || last)))
        {
            survey.unusual(&block.header)?;
        }
    }
    let facts = vec![
        Fact::new("number", id),
        Fact::new("type", if first.is_static() { "static" } else { "dynamic" }),
        Fact::new("other fields of the header", hex::digits(&first.header_of_volume())),
    ];
    Ok(Member::packed(name, Blocks { pieces }).with(facts))
}

/// The data of a volume's blocks, one after the other.
struct Blocks {
    pieces: Vec<Content>,
}

impl Packed for Blocks {
    fn stored(&self) -> Option<(String, Vec<Content>)> {
        Some(("erase blocks".to_owned(), self.pieces.clone()))
    }

    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(Joined::new(&self.pieces)))
    }
}

/// What the headers of all blocks say, as far as it is the same for all; what is not goes into a digest.
#[derive(Default)]
struct Survey {
    counter: Option<[u8; 8]>,
    image: Option<[u8; 4]>,
    other: Option<Vec<u8>>,
    sequence: Option<u64>,
    counters: DigestWriter,
    images: DigestWriter,
    sequences: DigestWriter,
    /// Whether all are as the first.
    one_counter: bool,
    one_image: bool,
    one_sequence: bool,
    before: Option<(u32, u32)>,
    gap: bool,
    seen: BTreeSet<u32>,
    unusual: DigestWriter,
    unusual_blocks: u64,
    missing: u64,
    erased: Option<Content>,
}

impl Survey {
    /// Reads the headers of an erase block.
    fn block(
        &mut self,
        content: &Content,
        geometry: &Geometry,
        number: u64,
        budget: &mut Budget,
        covered: &mut Vec<(u64, u64)>,
    ) -> Result<Option<Volume>, Fault> {
        let at = number * geometry.block;
        let Some(header) = block::counter_header(content, at, budget)? else {
            self.gap = true;
            return Ok(None);
        };
        covered.push((at, at + block::HEADER));
        let counter = header.counter;
        self.one_counter = number == 0 || (self.one_counter && self.counter == Some(counter));
        self.one_image = number == 0 || (self.one_image && self.image == Some(header.image));
        self.counter.get_or_insert(counter);
        self.image.get_or_insert(header.image);
        self.counters.write_all(&counter)?;
        self.images.write_all(&header.image)?;
        if *self.other.get_or_insert_with(|| header.other.clone()) != header.other {
            self.unusual_at(number, &header.other)?;
        }
        let Some(volume) = Volume::read(content, geometry, number, budget)? else {
            self.gap = true;
            return Ok(None);
        };
        let sequence = volume.block.sequence;
        self.one_sequence = self.sequence.is_none() || (self.one_sequence && self.sequence == Some(sequence));
        self.sequence.get_or_insert(sequence);
        self.sequences.write_all(&sequence.to_be_bytes())?;
        // The usual order: volume after volume, each from its first block on, and no other blocks between.
        let place = (volume.id, volume.block.leb);
        let follows = match self.before {
            Some((id, leb)) if id == volume.id => leb.checked_add(1) == Some(volume.block.leb),
            _ => volume.block.leb == 0 && !self.seen.contains(&volume.id),
        };
        if !follows || self.gap {
            self.unusual_at(number, &[place.0.to_be_bytes(), place.1.to_be_bytes()].concat())?;
        }
        self.gap = false;
        self.before = Some(place);
        self.seen.insert(volume.id);
        Ok(Some(volume))
    }

    /// Says that the headers and data of a block are told, and looks at what stands around them.
    fn data(
        &mut self,
        content: &Content,
        block: &Block,
        covered: &mut Vec<(u64, u64)>,
        budget: &mut Budget,
    ) -> Result<(), Fault> {
        covered.push((block.header_at, block.header_at + block::HEADER));
        covered.push((block.data_at, block.data_at + block.data.length()));
        for (start, end) in block.gaps() {
            match is_empty(content, start, end)? {
                true => covered.push((start, end)),
                false => self.unusual_at(start, b"around")?,
            }
        }
        let right = match block.is_static() {
            true => !checksum::crc32(std::slice::from_ref(&block.data), budget)?,
            false => 0,
        };
        if block.data_checksum() != right || (!block.is_static() && block.has_sizes()) {
            self.unusual(&block.header)?;
        }
        Ok(())
    }

    /// What is read of a block that the image does not have.
    fn missing(&mut self, geometry: &Geometry) -> Result<Content, Fault> {
        self.missing += 1;
        if self.missing > BLOCKS {
            return Err(Fault::Limit("its volumes have too many blocks".to_owned()));
        }
        Ok(self.erased.get_or_insert_with(|| Content::of_bytes(vec![0xff; geometry.data() as usize])).clone())
    }

    fn unusual(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.unusual_blocks += 1;
        Ok(self.unusual.write_all(bytes)?)
    }

    fn unusual_at(&mut self, number: u64, bytes: &[u8]) -> Result<(), Fault> {
        self.unusual(&[&number.to_be_bytes(), bytes].concat())
    }

    fn facts(self, geometry: &Geometry) -> Vec<Fact> {
        let all = |one: bool, value: String, digest: Digest| match one {
            true => value,
            false => format!("various, {digest}"),
        };
        let counter = u64::from_be_bytes(self.counter.unwrap_or_default());
        let image = u32::from_be_bytes(self.image.unwrap_or_default());
        vec![
            Fact::new("size of an erase block", geometry.block),
            Fact::new("erase counters", all(self.one_counter, counter.to_string(), self.counters.finish())),
            Fact::new("image sequence number", all(self.one_image, image.to_string(), self.images.finish())),
            Fact::new(
                "sequence numbers",
                all(self.one_sequence, self.sequence.unwrap_or_default().to_string(), self.sequences.finish()),
            ),
            Fact::new("other fields of the headers", hex::digits(&self.other.unwrap_or_default())),
            Fact::new(
                "blocks that are not as usual",
                match self.unusual_blocks {
                    0 => "none".to_owned(),
                    blocks => format!("{blocks}, {}", self.unusual.finish()),
                },
            ),
        ]
    }
}

/// Whether flash memory is erased there.
fn is_empty(content: &Content, start: u64, end: u64) -> Result<bool, Fault> {
    let mut reader = content.from(start).reader().take(end.saturating_sub(start));
    let mut block = vec![0; 4096];
    loop {
        match reader.read(&mut block)? {
            0 => return Ok(true),
            length if block.iter().take(length).all(|byte| *byte == 0xff) => {}
            _ => return Ok(false),
        }
    }
}
