//! romfs (Documentation/filesystems/romfs.rst of Linux). All numbers are big endian.

use std::collections::BTreeMap;

use banbury_evidence::DropPath;

use super::{Format, Look, padding};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;

const MAGIC: &[u8] = b"-rom1fs-";

/// Everything starts at a multiple of this.
const UNIT: u64 = 16;

/// To what the tools pad an image.
const BLOCK: u64 = 1024;

/// Longest name and longest link target, in bytes.
const NAME: u64 = 4096;

/// Beside the offset of the next header and the type.
const EXECUTABLE: u32 = 8;

/// Bytes at the beginning of the image that its checksum is of.
const SUMMED: u64 = 512;

pub(super) const FORMAT: Format = Format {
    name: "romfs image",
    part: "member",
    rest: "padding, and what nothing points to",
    recognises: |content| content.has_at(0, MAGIC),
    look: Look::Members(open),
};

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let size = u64::from(word(content, 8)?);
    let image = content.part(0, size).ok_or_else(|| Fault::damaged("it ends too early"))?;
    let (label, root) = text(&image, UNIT)?;
    let mut facts = vec![Fact::new("label", DropPath::from_bytes(&label)), Fact::new("size", size)];
    facts.extend(wrong(&image, 0, SUMMED.min(size))?);
    let mut covered = vec![(0, UNIT + label.len() as u64)];
    covered.extend(padding::zeros(&image, UNIT + label.len() as u64, root)?);
    let mut walk = Walk { image, members: Vec::new(), covered, seen: BTreeMap::new() };
    walk.run(root, budget)?;
    if padding::fills_up(content, size, BLOCK)? {
        walk.covered.push((size, content.length()));
    }
    let rest = rest_of(content, walk.covered);
    Ok(Container { members: walk.members, facts, rest, order_counts: true, ..Container::default() })
}

fn word(content: &Content, at: u64) -> Result<u32, Fault> {
    Ok(u32::from_be_bytes(content.array_at(at)?))
}

/// A name, and where what follows it begins.
fn text(image: &Content, at: u64) -> Result<(Vec<u8>, u64), Fault> {
    let mut text = Vec::new();
    let mut end = at;
    loop {
        let unit: [u8; UNIT as usize] = image.array_at(end)?;
        end += UNIT;
        let length = unit.iter().position(|byte| *byte == 0);
        text.extend(unit.iter().take(length.unwrap_or(unit.len())));
        match length {
            Some(_) => return Ok((text, end)),
            None if end - at > NAME => return Err(Fault::damaged("a name is too long")),
            None => {}
        }
    }
}

/// The words of each header add up to nothing, that of the image with what follows it.
fn wrong(image: &Content, at: u64, length: u64) -> Result<Option<Fact>, Fault> {
    let bytes = image.part(at, length).ok_or_else(|| Fault::damaged("a header reaches behind the end"))?.to_vec()?;
    let words = bytes.chunks_exact(4).filter_map(|word| word.try_into().ok()).map(u32::from_be_bytes);
    let sum = words.fold(0, u32::wrapping_add);
    Ok((sum != 0).then(|| Fact::new("checksum", format!("wrong by {sum:#x}"))))
}

/// The way through all folders.
struct Walk {
    image: Content,
    members: Vec<Member>,
    covered: Vec<(u64, u64)>,
    /// Headers that have been read, and the names there.
    seen: BTreeMap<u64, Vec<u8>>,
}

impl Walk {
    fn run(&mut self, root: u64, budget: &mut Budget) -> Result<(), Fault> {
        // Folders, and where the header of the first entry is.
        let mut ahead = vec![(Vec::new(), root)];
        while let Some((folder, mut at)) = ahead.pop() {
            let mut below = Vec::new();
            while at != 0 {
                if self.seen.contains_key(&at) {
                    return Err(Fault::damaged("two places lead to one header"));
                }
                let next = word(&self.image, at)?;
                let (info, size) = (word(&self.image, at + 4)?, word(&self.image, at + 8)?);
                let (name, body_at) = text(&self.image, at + UNIT)?;
                let path = if folder.is_empty() { name.clone() } else { [&folder, &b"/"[..], &name].concat() };
                budget.member(&path)?;
                self.seen.insert(at, path.clone());
                let name_end = at + UNIT + name.len() as u64;
                let body = self.image.part(body_at, size.into());
                let body = body.ok_or_else(|| Fault::damaged("a file reaches behind the end"))?;
                let end = body_at + u64::from(size);
                self.covered.extend([(at, name_end), (body_at, end)]);
                self.covered.extend(padding::zeros(&self.image, name_end, body_at)?);
                self.covered.extend(padding::zeros(&self.image, end, end.next_multiple_of(UNIT))?);
                let kind = next & 7;
                let mut facts =
                    vec![Fact::new("type", kind_name(kind)), Fact::new("executable", next & EXECUTABLE != 0)];
                facts.extend(wrong(&self.image, at, body_at - at)?);
                let member = match kind {
                    3 if u64::from(size) <= NAME => {
                        let target = body.to_vec()?;
                        budget.member(&target)?;
                        facts.push(Fact::new("link target", DropPath::from_bytes(&target)));
                        Member::empty(path.clone())
                    }
                    _ if size > 0 || kind == 2 => Member::plain(path.clone(), body),
                    _ => Member::empty(path.clone()),
                };
                let first = u64::from(info);
                match kind {
                    4 | 5 => facts.push(Fact::new("device", format!("{}:{}", info >> 16, info & 0xffff))),
                    0 => {
                        let other = self.seen.get(&first).map(|path| DropPath::from_bytes(path));
                        let other = other.map_or_else(|| format!("what stands at {info:#x}"), |path| path.to_string());
                        facts.push(Fact::new("hard link to", other));
                    }
                    // The topmost folder's entry of itself leads to itself.
                    1 if first == at => {}
                    // Where its list begins says no more than what stands in it.
                    1 if info & 15 == 0 && first > at => below.push((path, first)),
                    _ if info != 0 => facts.push(Fact::new("leads to", format!("{info:#x}"))),
                    _ => {}
                }
                self.members.push(member.with(facts));
                at = u64::from(next & !15);
            }
            ahead.extend(below.into_iter().rev());
        }
        Ok(())
    }
}

fn kind_name(kind: u32) -> &'static str {
    match kind {
        0 => "hard link",
        1 => "folder",
        2 => "file",
        3 => "symbolic link",
        4 => "block device",
        5 => "character device",
        6 => "socket",
        _ => "FIFO",
    }
}
