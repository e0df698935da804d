//! Entries of folders in ISO 9660.

use super::SECTOR;
use crate::container::Fact;
use crate::content::Content;
use crate::fault::Fault;

/// Length of what stands before the name.
pub(super) const HEADER: usize = 33;

const IS_FOLDER: u8 = 2;
const GOES_ON: u8 = 0x80;

pub(super) struct Record {
    pub(super) bytes: Vec<u8>,
    /// Where its content begins, in bytes.
    pub(super) at: u64,
    pub(super) size: u64,
}

impl Record {
    pub(super) fn read(content: &Content, at: u64) -> Result<Self, Fault> {
        let [length] = content.array_at(at)?;
        let bytes = content.bytes_at(at, length.into())?;
        let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
        if bytes.len() < HEADER + usize::from(byte(32)) || byte(32) == 0 {
            return Err(Fault::damaged("an entry of a folder is too short"));
        }
        if byte(25) & GOES_ON != 0 || byte(26) != 0 || byte(27) != 0 {
            return Err(Fault::Unsupported("ISO 9660 with files in several pieces".to_owned()));
        }
        // Attributes of the older kind stand before the content.
        if byte(1) != 0 {
            return Err(Fault::Unsupported("ISO 9660 with extended attribute records".to_owned()));
        }
        let (at, size) = (u64::from(little(&bytes, 2)) * SECTOR, u64::from(little(&bytes, 10)));
        Ok(Self { bytes, at, size })
    }

    pub(super) fn end(&self, content: &Content) -> Result<u64, Fault> {
        let end = self.at + self.size;
        match end <= content.length() {
            true => Ok(end),
            false => Err(Fault::damaged("a file or folder reaches behind the end")),
        }
    }

    pub(super) fn name(&self) -> &[u8] {
        let length = usize::from(self.bytes.get(32).copied().unwrap_or_default());
        self.bytes.get(HEADER..HEADER + length).unwrap_or_default()
    }

    /// Where Rock Ridge's fields begin.
    pub(super) fn system_use(&self) -> usize {
        (HEADER + self.name().len()).next_multiple_of(2)
    }

    pub(super) fn is_folder(&self) -> bool {
        self.bytes.get(25).is_some_and(|flags| flags & IS_FOLDER != 0)
    }

    /// The folder's entry of itself, and of the one in which it stands.
    pub(super) fn is_special(&self) -> bool {
        self.is_folder() && matches!(self.name(), [0 | 1])
    }

    pub(super) fn facts(&self) -> Vec<Fact> {
        let mut facts = vec![
            Fact::new("type", if self.is_folder() { "folder" } else { "file" }),
            Fact::time(time(self.bytes.get(18..25).unwrap_or_default())),
        ];
        if self.is_folder() {
            facts.push(Fact::new("size", self.size));
        }
        facts
    }

    /// The entry without what name, content and facts tell. Numbers stand in it twice, in both byte orders.
    pub(super) fn without_told(&self) -> Vec<u8> {
        let mut other = self.bytes.clone();
        let mut told = vec![(0, 1), (18, 7), (32, 1), (HEADER, self.name().len())];
        told.extend(
            [2, 10].into_iter().filter(|at| little(&self.bytes, *at) == big(&self.bytes, at + 4)).map(|at| (at, 8)),
        );
        for (at, length) in told {
            other.iter_mut().skip(at).take(length).for_each(|byte| *byte = 0);
        }
        if let Some(flags) = other.get_mut(25) {
            *flags &= !IS_FOLDER;
        }
        other
    }
}

pub(super) fn little(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|it| it.try_into().ok()).map_or(0, u32::from_le_bytes)
}

pub(super) fn big(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|it| it.try_into().ok()).map_or(0, u32::from_be_bytes)
}

/// A point in time in seven bytes, or as it is in seventeen digits; the last byte counts quarters of an hour.
pub(super) fn time(bytes: &[u8]) -> String {
    match bytes {
        [year, month, day, hour, minute, second, zone] => {
            let (year, zone) = (1900 + u32::from(*year), zone.cast_signed());
            format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}, zone {zone}")
        }
        _ => banbury_evidence::DropPath::from_bytes(bytes).to_string(),
    }
}

/// A name of Joliet. What is no character stays two bytes.
pub(super) fn from_ucs2(name: &[u8]) -> Vec<u8> {
    let units = name.chunks_exact(2).filter_map(|unit| unit.try_into().ok()).map(u16::from_be_bytes);
    match String::from_utf16(&units.collect::<Vec<_>>()) {
        Ok(text) if name.len().is_multiple_of(2) => text.into_bytes(),
        _ => name.to_owned(),
    }
}
