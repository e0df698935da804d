//! U-Boot's legacy images (U-Boot's `include/image.h`).

use super::checksum;
use super::endian::{Endian::Big, padded};
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;

const MAGIC: [u8; 4] = [0x27, 0x05, 0x19, 0x56];

/// Length of the header, in bytes.
const HEADER: u64 = 64;

/// Types whose data begins with a list of sizes: several files, and scripts.
const LISTS: [u8; 2] = [4, 6];

/// Images in one file.
const IMAGES: usize = 1024;

pub(super) const FORMAT: Format = Format {
    name: "uImage",
    part: "image",
    rest: "padding, and what stands behind the data",
    recognises: |content| content.length() >= HEADER && content.has_at(0, &MAGIC),
    look: Look::Members(open),
};

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let size = u64::from(Big.u32_at(content, 12)?);
    let data = content.part(HEADER, size).ok_or_else(|| Fault::damaged("its data reaches behind the end"))?;
    let [system, architecture, kind, method] = content.array_at(28)?;
    let facts = vec![
        Fact::new("name", padded(&content.bytes_at(32, 32)?)),
        Fact::time(Big.u32_at(content, 8)?),
        Fact::new("load address", format!("{:#010x}", Big.u32_at(content, 16)?)),
        Fact::new("entry point", format!("{:#010x}", Big.u32_at(content, 20)?)),
        Fact::new("system", system),
        Fact::new("architecture", architecture),
        Fact::new("type", kind),
        Fact::new("method", method),
    ];
    let mut container = Container { facts, order_counts: true, ..Container::default() };

    let mut header: [u8; HEADER as usize] = content.array_at(0)?;
    header.iter_mut().skip(4).take(4).for_each(|byte| *byte = 0);
    let header = checksum::crc32(&[Content::of_bytes(header.to_vec())], budget)?;
    checksum::judge(&mut container, content, ("uimage-header-checksum", "header checksum"), 4, &header.to_be_bytes())?;
    let of_data = checksum::crc32(std::slice::from_ref(&data), budget)?;
    checksum::judge(&mut container, content, ("uimage-data-checksum", "data checksum"), 24, &of_data.to_be_bytes())?;

    let mut covered = vec![(0, HEADER)];
    match LISTS.contains(&kind) {
        true => {
            let (images, list) = images(&data)?;
            let end = images.last().map_or(list, |(start, image)| start + image.length());
            let data_ends = match size.saturating_sub(end) {
                _ if end.next_multiple_of(4) == size => "at a multiple of 4 bytes".to_owned(),
                behind => format!("{behind} bytes behind the last image"),
            };
            container.facts.push(Fact::new("data ends", data_ends));
            covered.push((HEADER, HEADER + list));
            for (number, (start, image)) in images.into_iter().enumerate() {
                covered.push((HEADER + start, HEADER + start + image.length()));
                let name = (number + 1).to_string();
                budget.member(name.as_bytes())?;
                container.members.push(Member::plain(name, image));
            }
        }
        false => {
            budget.member(b"")?;
            covered.push((HEADER, HEADER + size));
            container.members.push(Member::plain("", data));
        }
    }
    container.rest = rest_of(content, covered);
    Ok(container)
}

/// The images and where each begins, and the length of the list of their sizes.
fn images(data: &Content) -> Result<(Vec<(u64, Content)>, u64), Fault> {
    let mut sizes = Vec::new();
    loop {
        match Big.u32_at(data, 4 * sizes.len() as u64)? {
            0 => break,
            _ if sizes.len() == IMAGES => return Err(Fault::Limit(format!("it has more than {IMAGES} images"))),
            size => sizes.push(u64::from(size)),
        }
    }
    let list = 4 * (sizes.len() as u64 + 1);
    let mut at = list;
    let mut images = Vec::new();
    for size in sizes {
        let image = data.part(at, size).ok_or_else(|| Fault::damaged("an image reaches behind the end of the data"))?;
        images.push((at, image));
        at = (at + size).next_multiple_of(4);
    }
    Ok((images, list))
}
