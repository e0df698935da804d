use std::io::{self, Read};

use banbury_evidence::{ArchiveFormat, DropPath};

use super::budget::{Budget, Metered};
use super::member::Receiver;
use super::source::Source;
use super::unpack::Unpacked;
use super::{ar, cpio, format, single, tar, zip};
use crate::content::drain;

/// What it takes to read an archive.
pub(crate) struct Reading<'a> {
    /// As [`format::recognise`] gave it.
    pub(crate) format: ArchiveFormat,
    /// Its path, of which the content of a compressed file takes its name.
    pub(crate) path: &'a DropPath,
    pub(crate) inspect_bytes: u64,
}

/// Gives every member of an archive to `receiver`, one after the other, and tells what is wrong with the archive, if
/// that did not keep it from being read.
///
/// # Errors
/// [`super::budget::Reached`], or damage behind which nothing could be read.
pub(crate) fn read_members(
    reading: &Reading,
    source: Source,
    budget: &Budget,
    receiver: &mut dyn Receiver,
) -> io::Result<Vec<String>> {
    let trailing = match (format::packing(reading.format), reading.format) {
        (Some((packing, true)), _) => {
            let mut unpacked = Metered { reader: Unpacked::new(packing, source.reader())?, budget };
            tar::read(&mut unpacked, budget, receiver)?;
            let inside = rest(&mut unpacked)?;
            if inside > 0 { inside } else { unpacked.reader.trailing() }
        }
        (Some((packing, false)), _) => {
            single::read(packing, source, reading.path.file_name(), reading.inspect_bytes, budget, receiver)?
        }
        (None, ArchiveFormat::Zip) => return zip::read(source, budget, receiver),
        (None, format) => {
            let mut reader = source.reader();
            match format {
                ArchiveFormat::Ar => ar::read(&mut reader, receiver)?,
                ArchiveFormat::Cpio => cpio::read(&mut reader, receiver)?,
                _ => tar::read(&mut reader, budget, receiver)?,
            }
            rest(&mut reader)?
        }
    };
    Ok(if trailing > 0 { vec![format!("{trailing} bytes follow the end of the archive")] } else { Vec::new() })
}

/// How many bytes follow, if they are more than padding.
fn rest(reader: &mut dyn Read) -> io::Result<u64> {
    let (count, any) = drain(reader)?;
    Ok(if any { count } else { 0 })
}
