//! Android's sparse images (AOSP's `sparse_format.h`): a file system image without its empty blocks.

use std::io::{self, Read, Write};

use banbury_evidence::DigestWriter;

use super::endian::Endian::Little;
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, Packed};
use crate::content::{Content, Reader};
use crate::fault::Fault;
use crate::hex;

const MAGIC: [u8; 4] = [0x3a, 0xff, 0x26, 0xed];

const RAW: u16 = 0xcac1;
const FILL: u16 = 0xcac2;
const EMPTY: u16 = 0xcac3;
const CRC: u16 = 0xcac4;

pub(super) const FORMAT: Format = Format {
    name: "Android sparse image",
    part: "image",
    rest: "bytes behind the last chunk",
    recognises: |content| content.has_at(0, &MAGIC) && Little.u16_at(content, 4).is_ok_and(|major| major == 1),
    look: Look::Members(open),
};

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let number = |at: u64| Little.u32_at(content, at);
    let mut chunks = Chunks {
        content: content.clone(),
        at: Little.u16_at(content, 8)?.into(),
        header: Little.u16_at(content, 10)?.into(),
        block: number(12)?.into(),
        left: number(20)?,
    };
    if chunks.at < 28 || chunks.header < 12 || chunks.block == 0 || !chunks.block.is_multiple_of(4) {
        return Err(Fault::damaged("its header has impossible sizes"));
    }
    let image = Image { chunks: chunks.clone() };
    let mut facts = vec![
        Fact::new("version", format!("{}.{}", Little.u16_at(content, 4)?, Little.u16_at(content, 6)?)),
        Fact::new("block size", chunks.block),
        Fact::new("checksum", format!("{:#010x}", number(24)?)),
        Fact::new("header size", chunks.at),
        Fact::new("header size of a chunk", chunks.header),
    ];
    if chunks.at > 28 {
        facts.push(Fact::new(
            "other fields of the header",
            hex::digits(&content.bytes_at(28, (chunks.at - 28) as usize)?),
        ));
    }
    // How the image is divided into chunks is told apart from what they hold.
    let mut division = DigestWriter::default();
    let mut blocks = 0_u64;
    while let Some(chunk) = chunks.next()? {
        blocks += u64::from(chunk.blocks);
        let header = content.bytes_at(chunk.header, (chunk.body - chunk.header) as usize)?;
        division.write_all(&header)?;
        if matches!(chunk.kind, EMPTY | CRC) {
            division.write_all(&content.bytes_at(chunk.body, chunk.length as usize)?)?;
        }
    }
    if blocks != u64::from(number(16)?) {
        return Err(Fault::damaged("its chunks have more or fewer blocks than it claims"));
    }
    facts.push(Fact::new("division into chunks", format!("{} chunks, {}", number(20)?, division.finish())));
    budget.member(b"")?;
    let members = vec![Member::packed("", image)];
    Ok(Container { members, facts, rest: vec![content.from(chunks.at)], ..Container::default() })
}

#[derive(Clone)]
struct Chunks {
    content: Content,
    at: u64,
    header: u64,
    block: u64,
    left: u32,
}

struct Chunk {
    kind: u16,
    blocks: u32,
    header: u64,
    body: u64,
    length: u64,
}

impl Chunks {
    fn next(&mut self) -> Result<Option<Chunk>, Fault> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        let number = |at: u64| Little.u32_at(&self.content, self.at + at);
        let (kind, blocks, total) = (Little.u16_at(&self.content, self.at)?, number(4)?, u64::from(number(8)?));
        let expected = match kind {
            RAW => u64::from(blocks).checked_mul(self.block),
            FILL => Some(4),
            EMPTY => Some(0),
            CRC if blocks == 0 => Some(4),
            _ => None,
        };
        let length = total.checked_sub(self.header).filter(|length| Some(*length) == expected);
        let length = length.ok_or_else(|| Fault::damaged("a chunk has an impossible kind or size"))?;
        let header = self.at;
        if self.content.part(header, total).is_none() {
            return Err(Fault::damaged("a chunk reaches behind the end"));
        }
        (self.at, self.left) = (header + total, left);
        Ok(Some(Chunk { kind, blocks, header, body: header + self.header, length }))
    }
}

struct Image {
    chunks: Chunks,
}

impl Packed for Image {
    fn stored(&self) -> Option<(String, Vec<Content>)> {
        Some(("sparse chunks".to_owned(), vec![self.chunks.content.clone()]))
    }

    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(Unpacked { chunks: self.chunks.clone(), current: Current::Repeated([0; 4], 0, 0) }))
    }
}

struct Unpacked {
    chunks: Chunks,
    current: Current,
}

enum Current {
    Stored(io::Take<Reader>),
    /// Four bytes, how many bytes of their repetition are left, and at which of the four it goes on.
    Repeated([u8; 4], u64, usize),
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let length = match &mut self.current {
                Current::Stored(reader) => reader.read(buffer)?,
                Current::Repeated(bytes, left, at) => {
                    let length = buffer.len().min(usize::try_from(*left).unwrap_or(usize::MAX));
                    for (into, from) in buffer.iter_mut().zip(bytes.iter().cycle().skip(*at)).take(length) {
                        *into = *from;
                    }
                    *left -= length as u64;
                    *at = (*at + length) % 4;
                    length
                }
            };
            if length > 0 || buffer.is_empty() {
                return Ok(length);
            }
            let chunk = self.chunks.next().map_err(|fault| io::Error::other(fault.to_string()))?;
            let Some(chunk) = chunk else { return Ok(0) };
            let size = u64::from(chunk.blocks) * self.chunks.block;
            self.current = match chunk.kind {
                RAW => Current::Stored(self.chunks.content.from(chunk.body).reader().take(chunk.length)),
                FILL => Current::Repeated(self.chunks.content.array_at(chunk.body)?, size, 0),
                _ => Current::Repeated([0; 4], size, 0),
            };
        }
    }
}
