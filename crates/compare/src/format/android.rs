//! Images that Android boots from (AOSP's `bootimg.h`): `boot.img` of header versions 0 to 4, and `vendor_boot.img`.

use sha1::Sha1;
use sha2::Sha256;

use super::checksum;
use super::endian::{Endian::Little, padded};
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;
use crate::hex;

const MAGIC: &[u8] = b"ANDROID!";
const VENDOR_MAGIC: &[u8] = b"VNDRBOOT";

/// Ramdisks in one image.
const RAMDISKS: u32 = 1024;

pub(super) const BOOT: Format = Format {
    name: "Android boot image",
    part: "part",
    rest: "padding, and what stands behind the last part",
    recognises: |content| content.has_at(0, MAGIC),
    look: Look::Members(boot),
};

pub(super) const VENDOR_BOOT: Format = Format {
    name: "Android vendor boot image",
    part: "part",
    rest: "padding, and what stands behind the last part",
    recognises: |content| content.has_at(0, VENDOR_MAGIC),
    look: Look::Members(vendor_boot),
};

/// An image that is being taken apart, page by page.
struct Image<'a> {
    content: &'a Content,
    page: u64,
    /// Where the next part begins.
    at: u64,
    covered: Vec<(u64, u64)>,
    container: Container,
}

impl<'a> Image<'a> {
    fn new(content: &'a Content, page: u32, header: u64) -> Result<Self, Fault> {
        if !page.is_power_of_two() || !(512..=1 << 20).contains(&page) {
            return Err(Fault::damaged("its pages have an impossible size"));
        }
        let page = u64::from(page);
        Ok(Self {
            content,
            page,
            at: header.next_multiple_of(page),
            covered: vec![(0, header)],
            container: Container { order_counts: true, ..Container::default() },
        })
    }

    fn fact(&mut self, what: &'static str, value: impl ToString) {
        self.container.facts.push(Fact::new(what, value));
    }

    fn addresses(&mut self, fields: &[(&'static str, u64)]) -> Result<(), Fault> {
        for (what, at) in fields {
            self.fact(what, format!("{:#010x}", Little.u32_at(self.content, *at)?));
        }
        Ok(())
    }

    fn text(&mut self, what: &'static str, at: u64, length: usize) -> Result<(), Fault> {
        let text = padded(&self.content.bytes_at(at, length)?);
        self.fact(what, text);
        Ok(())
    }

    /// The next part, which begins with a page.
    fn take(&mut self, size: u32) -> Result<(u64, Content), Fault> {
        let at = self.at;
        let part = self.content.part(at, size.into()).ok_or_else(|| Fault::damaged("a part reaches behind the end"))?;
        self.at = (at + u64::from(size)).next_multiple_of(self.page);
        self.covered.push((at, at + u64::from(size)));
        Ok((at, part))
    }

    /// The next part, as a member if there is such a part.
    fn part(&mut self, name: &str, size: u32, budget: &mut Budget) -> Result<Content, Fault> {
        let (_, part) = self.take(size)?;
        if size > 0 {
            self.member(name.as_bytes(), part.clone(), Vec::new(), budget)?;
        }
        Ok(part)
    }

    fn member(&mut self, name: &[u8], part: Content, facts: Vec<Fact>, budget: &mut Budget) -> Result<(), Fault> {
        budget.member(name)?;
        self.container.members.push(Member::plain(name, part).with(facts));
        Ok(())
    }

    fn close(self) -> Container {
        Container { rest: rest_of(self.content, self.covered), ..self.container }
    }
}

fn boot(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    // Before there were versions, this was the size of a device tree, or nothing.
    match Little.u32_at(content, 40)? {
        version @ (3 | 4) => boot_without_addresses(content, version, budget),
        version => boot_with_addresses(content, version, budget),
    }
}

fn boot_with_addresses(content: &Content, version: u32, budget: &mut Budget) -> Result<Container, Fault> {
    let header = match version {
        1 => 1648,
        2 => 1660,
        _ => 1632,
    };
    let number = |at: u64| Little.u32_at(content, at);
    let mut image = Image::new(content, number(36)?, header)?;
    if version <= 2 {
        image.fact("version", version);
    }
    image.fact("page size", image.page);
    image.addresses(&[
        ("kernel address", 12),
        ("ramdisk address", 20),
        ("second stage address", 28),
        ("tags address", 32),
        ("system version", 44),
    ])?;
    image.text("name", 48, 16)?;
    image.text("command line", 64, 512)?;
    image.text("further command line", 608, 1024)?;

    let mut parts = vec![("kernel", number(8)?), ("ramdisk", number(16)?), ("second stage", number(24)?)];
    match version {
        0 => {}
        1 | 2 => {
            parts.push(("recovery device tree", number(1632)?));
            image.fact("recovery device tree stands at", format!("{:#x}", Little.u64_at(content, 1636)?));
            image.fact("header size", number(1644)?);
        }
        size => parts.push(("device tree", size)),
    }
    if version == 2 {
        parts.push(("device tree", number(1648)?));
        image.fact("device tree address", format!("{:#x}", Little.u64_at(content, 1652)?));
    }
    // The id is a digest of all parts, each with its length, whether they are there or not.
    let mut digested = Vec::new();
    for (name, size) in parts {
        digested.push(image.part(name, size, budget)?);
        digested.push(Content::of_bytes(size.to_le_bytes().to_vec()));
    }
    let mut right = checksum::digest::<Sha1>(&digested, budget)?;
    right.resize(32, 0);
    if !content.has_at(576, &right) {
        right = checksum::digest::<Sha256>(&digested, budget)?;
    }
    checksum::judge(&mut image.container, content, ("android-boot-id", "id"), 576, &right)?;
    Ok(image.close())
}

fn boot_without_addresses(content: &Content, version: u32, budget: &mut Budget) -> Result<Container, Fault> {
    let number = |at: u64| Little.u32_at(content, at);
    let header = if version == 3 { 1580 } else { 1584 };
    let mut image = Image::new(content, 4096, header)?;
    image.fact("version", version);
    image.addresses(&[("system version", 16), ("header size", 20)])?;
    image.fact("other fields of the header", hex::digits(&content.bytes_at(24, 16)?));
    image.text("command line", 44, 1536)?;
    image.part("kernel", number(8)?, budget)?;
    image.part("ramdisk", number(12)?, budget)?;
    if version == 4 {
        image.part("signature", number(1580)?, budget)?;
    }
    Ok(image.close())
}

fn vendor_boot(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let number = |at: u64| Little.u32_at(content, at);
    let version = number(8)?;
    let header = match version {
        3 => 2112,
        4 => 2128,
        _ => return Err(Fault::Unsupported(format!("a vendor boot image of version {version}"))),
    };
    let mut image = Image::new(content, number(12)?, header)?;
    image.fact("version", version);
    image.fact("page size", image.page);
    image.addresses(&[
        ("kernel address", 16),
        ("ramdisk address", 20),
        ("tags address", 2076),
        ("header size", 2096),
    ])?;
    image.fact("device tree address", format!("{:#x}", Little.u64_at(content, 2104)?));
    image.text("command line", 28, 2048)?;
    image.text("name", 2080, 16)?;
    let (size, device_tree) = (number(24)?, number(2100)?);
    if version == 3 {
        image.part("ramdisk", size, budget)?;
        image.part("device tree", device_tree, budget)?;
        return Ok(image.close());
    }
    let (ramdisks_at, ramdisks) = image.take(size)?;
    image.covered.pop();
    image.part("device tree", device_tree, budget)?;
    let (table_at, table) = image.take(number(2112)?)?;
    image.covered.pop();
    let (entries, entry_size) = (number(2116)?, number(2120)?);
    image.fact("size of an entry of the table of ramdisks", entry_size);
    let mut end = 0;
    if entries > RAMDISKS || entry_size < 108 {
        return Err(Fault::damaged("its table of ramdisks is impossible"));
    }
    for index in 0..entries {
        let at = u64::from(index) * u64::from(entry_size);
        let entry = table.part(at, 108).ok_or_else(|| Fault::damaged("its table of ramdisks ends too early"))?;
        let (length, offset) = (Little.u32_at(&entry, 0)?.into(), Little.u32_at(&entry, 4)?.into());
        let ramdisk = ramdisks.part(offset, length);
        let ramdisk = ramdisk.ok_or_else(|| Fault::damaged("a ramdisk reaches behind the end"))?;
        image.covered.push((ramdisks_at + offset, ramdisks_at + offset + length));
        image.covered.push((table_at + at, table_at + at + 108));
        end = end.max(offset + length);
        let name = format!("ramdisk {}", index + 1);
        let facts = vec![
            Fact::new("type", Little.u32_at(&entry, 8)?),
            Fact::new("name", padded(&entry.bytes_at(12, 32)?)),
            Fact::new("board", hex::digits(&entry.bytes_at(44, 64)?)),
            Fact::new("begins at", format!("{offset:#x}")),
        ];
        image.member(name.as_bytes(), ramdisk, facts, budget)?;
    }
    let entries = u64::from(entries) * u64::from(entry_size);
    image.fact("bytes behind the ramdisks", ramdisks.length().saturating_sub(end));
    image.fact("bytes behind the table of ramdisks", table.length().saturating_sub(entries));
    image.part("boot configuration", number(2124)?, budget)?;
    Ok(image.close())
}
