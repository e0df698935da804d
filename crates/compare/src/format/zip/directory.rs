//! Where the central directory of a zip archive stands.

use crate::container::Fact;
use crate::content::Content;
use crate::fault::Fault;
use crate::format::fields::Fields;

use super::header::CENTRAL;
use super::shown;

const END: &[u8; 4] = b"PK\x05\x06";
const END_LENGTH: u64 = 22;
const ZIP64_END: &[u8; 4] = b"PK\x06\x06";
const ZIP64_END_LENGTH: u64 = 56;
const ZIP64_LOCATOR: &[u8; 4] = b"PK\x06\x07";
const ZIP64_LOCATOR_LENGTH: u64 = 20;

/// Signing pads to a multiple of this, in bytes.
const PADDING: usize = 8;

/// The longest comment, in bytes.
const COMMENT: u64 = 0xffff;

/// The central directory.
pub(super) struct Directory {
    pub(super) start: u64,
    pub(super) end: u64,
    /// What must be added to each offset that the directory states: the length of what was put before the archive.
    pub(super) base: u64,
    /// How many members its end states.
    pub(super) stated: u64,
    pub(super) facts: Vec<Fact>,
    /// Members, size and offset as the end states them, where a record with wider numbers stands before it.
    small: Option<(u16, u32, u32)>,
    /// The records that stand behind it.
    pub(super) records: Vec<(u64, u64)>,
}

/// Where the record stands that ends the archive, and whether nothing stands behind it but a few zeros, as signing a
/// self-extracting archive leaves.
fn end_of(content: &Content) -> Option<(u64, bool)> {
    let from = content.length().saturating_sub(END_LENGTH + COMMENT);
    let tail = content.from(from).to_vec().ok()?;
    let ends = || {
        tail.windows(END_LENGTH as usize).enumerate().rev().filter_map(|(at, record)| {
            let comment = record.starts_with(END).then(|| record.last_chunk().copied().map(u16::from_le_bytes))??;
            let behind = tail.get(at + record.len() + usize::from(comment)..)?;
            Some((from + at as u64, behind.len() < PADDING && behind.iter().all(|byte| *byte == 0)))
        })
    };
    ends().find(|(_, last)| *last).or_else(|| ends().next())
}

/// Whether a content ends as an archive does, whatever stands before it.
pub(super) fn ends_as_archive(content: &Content) -> bool {
    end_of(content).is_some_and(|(_, last)| last) && find(content).is_ok_and(|it| it.stated > 0)
}

pub(super) fn find(content: &Content) -> Result<Directory, Fault> {
    let (at, _) = end_of(content).ok_or_else(|| Fault::damaged("its central directory has no end"))?;
    let record = content.array_at::<{ END_LENGTH as usize }>(at)?;
    let (mut directory, wide) = small(content, at, &record).ok_or_else(misplaced)?;
    if wide {
        widen(content, at, &mut directory)?;
    }
    if directory.stated > 0 && !content.has_at(directory.start, CENTRAL) {
        return Err(misplaced());
    }
    Ok(directory)
}

impl Directory {
    fn place(&mut self, end: u64, size: u64, offset: u64) -> Option<()> {
        self.end = end;
        self.start = end.checked_sub(size)?;
        self.base = self.start.checked_sub(offset)?;
        Some(())
    }
}

/// What the end record says, and whether a record with wider numbers stands before it.
fn small(content: &Content, at: u64, record: &[u8]) -> Option<(Directory, bool)> {
    let mut fields = Fields::of(record.get(4..)?);
    let (disk, first_disk, here, stated) = (fields.u16()?, fields.u16()?, fields.u16()?, fields.u16()?);
    let (size, offset, comment) = (fields.u32()?, fields.u32()?, fields.u16()?);
    let comment = content.part(at + END_LENGTH, comment.into())?;
    let mut facts = vec![Fact::new("comment", shown(&comment.to_vec().ok()?))];
    if (disk, first_disk) != (0, 0) || here != stated {
        facts.push(Fact::new("disks", format!("{disk}, {first_disk}, {here} of {stated} members")));
    }
    let records = vec![(at, at + END_LENGTH + comment.length())];
    let mut directory = Directory { start: 0, end: 0, base: 0, stated: stated.into(), facts, small: None, records };
    let wide = at.checked_sub(ZIP64_LOCATOR_LENGTH).is_some_and(|at| content.has_at(at, ZIP64_LOCATOR));
    match wide {
        true => directory.small = Some((stated, size, offset)),
        false => directory.place(at, size.into(), offset.into())?,
    }
    Some((directory, wide))
}

/// The same of a zip64 archive.
fn widen(content: &Content, end: u64, directory: &mut Directory) -> Result<(), Fault> {
    let locator_at = end - ZIP64_LOCATOR_LENGTH;
    let locator = content.array_at::<{ ZIP64_LOCATOR_LENGTH as usize }>(locator_at)?;
    let mut fields = Fields::of(locator.get(4..).unwrap_or_default());
    let (Some(disk), Some(offset), Some(disks)) = (fields.u32(), fields.u64(), fields.u32()) else {
        return Err(misplaced());
    };
    // Something put before the archive moves the record away from where the locator says it is.
    let behind = locator_at.checked_sub(ZIP64_END_LENGTH);
    let at = behind.into_iter().chain([offset]).find(|at| content.has_at(*at, ZIP64_END)).ok_or_else(misplaced)?;
    let record = content.array_at::<{ ZIP64_END_LENGTH as usize }>(at)?;
    wide(&record, at, directory).ok_or_else(misplaced)?;
    directory.facts.push(Fact::new("disks of zip64", format!("{disk} of {disks}")));
    directory.records.push((locator_at, end));
    directory.records.push((at, at + ZIP64_END_LENGTH));
    Ok(())
}

fn wide(record: &[u8], at: u64, directory: &mut Directory) -> Option<()> {
    let mut fields = Fields::of(record.get(4..)?);
    let (length, made, needed) = (fields.u64()?, fields.u16()?, fields.u16()?);
    let (disk, first_disk, here, stated) = (fields.u32()?, fields.u32()?, fields.u64()?, fields.u64()?);
    let (size, offset) = (fields.u64()?, fields.u64()?);
    if let Some((small_stated, small_size, small_offset)) = directory.small {
        let fits = |small: u64, most: u64, value: u64| small == most || small == value;
        if !fits(small_stated.into(), u16::MAX.into(), stated)
            || !fits(small_size.into(), u32::MAX.into(), size)
            || !fits(small_offset.into(), u32::MAX.into(), offset)
        {
            let stated = format!("{small_stated} members, {small_size} bytes at {small_offset}");
            directory.facts.push(Fact::new("the end contradicts the record of zip64", stated));
        }
    }
    directory.stated = stated;
    directory.facts.push(Fact::new(
        "record of zip64",
        format!("{length} bytes, made by {made:#06x}, needs {needed}, disks {disk}, {first_disk}, {here} members"),
    ));
    directory.place(at, size, offset)
}

fn misplaced() -> Fault {
    Fault::damaged("the central directory does not stand where its end says")
}
