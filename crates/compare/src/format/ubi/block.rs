use super::super::checksum;
use super::super::endian::Endian::Big;
use super::BLOCKS;
use crate::budget::Budget;
use crate::content::Content;
use crate::fault::Fault;

/// Length of either header, in bytes, and of what its checksum is of.
pub(super) const HEADER: u64 = 64;
const CHECKED: u64 = 60;

/// Of a volume whose data has a size and a checksum.
const STATIC: u8 = 2;

/// The largest erase block, in bytes.
const LARGEST: u64 = 16 << 20;

/// How the flash memory is divided.
pub(super) struct Geometry {
    /// Size of an erase block.
    pub(super) block: u64,
    pub(super) blocks: u64,
    volume_at: u64,
    data_at: u64,
}

impl Geometry {
    pub(super) fn of(content: &Content, budget: &mut Budget) -> Result<Self, Fault> {
        if counter_header(content, 0, budget)?.is_none() {
            return Err(Fault::damaged("it does not begin with an erase block"));
        }
        let (volume_at, data_at) = (u64::from(Big.u32_at(content, 16)?), u64::from(Big.u32_at(content, 20)?));
        if volume_at < HEADER || data_at < volume_at + HEADER || data_at >= LARGEST {
            return Err(Fault::damaged("its headers stand at impossible places"));
        }
        // No header says how large an erase block is: it ends where the next one begins.
        let mut block = content.length();
        let mut at = data_at.next_multiple_of(512);
        while at < content.length().min(LARGEST) {
            if content.has_at(at, b"UBI#") && counter_header(content, at, budget).is_ok() {
                block = at;
                break;
            }
            at += 512;
        }
        if block > LARGEST || content.length() / block > BLOCKS {
            return Err(Fault::Unsupported("erase blocks of an unusual size".to_owned()));
        }
        Ok(Self { block, blocks: content.length() / block, volume_at, data_at })
    }

    /// Size of the data of a block.
    pub(super) fn data(&self) -> u64 {
        self.block.saturating_sub(self.data_at)
    }
}

/// What the first header of a block says.
pub(super) struct Counter {
    pub(super) counter: [u8; 8],
    pub(super) image: [u8; 4],
    pub(super) other: Vec<u8>,
}

/// None where there is no such header.
pub(super) fn counter_header(content: &Content, at: u64, budget: &mut Budget) -> Result<Option<Counter>, Fault> {
    let Some(header) = checked(content, at, b"UBI#", budget)? else { return Ok(None) };
    let other = [header.bytes_at(4, 4)?, header.bytes_at(16, 8)?, header.bytes_at(28, 32)?].concat();
    Ok(Some(Counter { counter: header.array_at(8)?, image: header.array_at(24)?, other }))
}

fn checked(content: &Content, at: u64, magic: &[u8], budget: &mut Budget) -> Result<Option<Content>, Fault> {
    let Some(header) = content.part(at, HEADER).filter(|header| header.has_at(0, magic)) else { return Ok(None) };
    let fields = header.part(0, CHECKED).ok_or_else(|| Fault::damaged("a header ends too early"))?;
    match Big.u32_at(&header, CHECKED)? == !checksum::crc32(&[fields], budget)? {
        true => Ok(Some(header)),
        false => Err(Fault::damaged(format!("the checksum of the header at {at:#x} is wrong"))),
    }
}

/// A block of a volume.
pub(super) struct Volume {
    pub(super) id: u32,
    pub(super) block: Block,
}

pub(super) struct Block {
    pub(super) leb: u32,
    pub(super) sequence: u64,
    pub(super) header: [u8; HEADER as usize],
    pub(super) header_at: u64,
    pub(super) data_at: u64,
    pub(super) data: Content,
    start: u64,
    end: u64,
}

impl Volume {
    /// None for a block that belongs to no volume.
    pub(super) fn read(
        content: &Content,
        geometry: &Geometry,
        number: u64,
        budget: &mut Budget,
    ) -> Result<Option<Self>, Fault> {
        let start = number * geometry.block;
        let header_at = start + geometry.volume_at;
        let Some(header) = checked(content, header_at, b"UBI!", budget)? else { return Ok(None) };
        let [kind] = header.array_at(5)?;
        let data_pad = Big.u32_at(&header, 28)?;
        let size = match kind {
            STATIC => Some(u64::from(Big.u32_at(&header, 20)?)),
            _ => geometry.data().checked_sub(data_pad.into()),
        };
        let data_at = start + geometry.data_at;
        let data = size.filter(|size| *size <= geometry.data()).and_then(|size| content.part(data_at, size));
        let data = data.ok_or_else(|| Fault::damaged("the data of a block reaches behind its end"))?;
        Ok(Some(Self {
            id: Big.u32_at(&header, 8)?,
            block: Block {
                leb: Big.u32_at(&header, 12)?,
                sequence: Big.u64_at(&header, 40)?,
                header: header.array_at(0)?,
                header_at,
                data_at,
                data,
                start,
                end: start + geometry.block,
            },
        }))
    }
}

impl Block {
    fn number(&self, at: usize) -> u32 {
        let bytes = self.header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_be_bytes)
    }

    pub(super) fn is_static(&self) -> bool {
        self.header.get(5) == Some(&STATIC)
    }

    pub(super) fn used_blocks(&self) -> u32 {
        self.number(24)
    }

    pub(super) fn data_pad(&self) -> u32 {
        self.number(28)
    }

    pub(super) fn data_checksum(&self) -> u32 {
        self.number(32)
    }

    /// Whether it has the size and number of blocks that only a static volume has.
    pub(super) fn has_sizes(&self) -> bool {
        self.number(20) != 0 || self.number(24) != 0
    }

    /// What all headers of a volume have in common.
    pub(super) fn header_of_volume(&self) -> Vec<u8> {
        let ranges = [(4, 8), (16, 20), (28, 32), (36, 40), (48, 60)];
        ranges.into_iter().flat_map(|(start, end)| self.header.get(start..end).unwrap_or_default().to_vec()).collect()
    }

    /// What stands between the headers and around the data.
    pub(super) fn gaps(&self) -> [(u64, u64); 3] {
        [
            (self.start + HEADER, self.header_at),
            (self.header_at + HEADER, self.data_at),
            (self.data_at + self.data.length(), self.end),
        ]
    }
}
