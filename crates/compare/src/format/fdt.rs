//! Flattened device trees (Devicetree Specification, chapter 5), and the FIT images that U-Boot makes of them.

mod fit;
mod names;
mod regions;
mod tree;

use banbury_evidence::Digest;

use super::endian::Endian::Big;
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, rest_of};
use crate::content::Content;
use crate::fault::Fault;
use tree::Tree;

pub(crate) use fit::Fit;
pub(crate) use tree::Node;

const MAGIC: [u8; 4] = [0xd0, 0x0d, 0xfe, 0xed];

/// Length of the header, in bytes.
const HEADER: u64 = 40;

pub(super) const FORMAT: Format = Format {
    name: "flattened device tree",
    part: "element",
    rest: "reserved memory, names of properties, padding, and what stands behind the end",
    recognises: |content| content.has_at(0, &MAGIC) && Big.u32_at(content, 20).is_ok_and(|version| version < 64),
    look: Look::Members(open),
};

fn open(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let blocks = Blocks::read(content)?;
    let tree = Tree::read(content, &blocks, budget)?;
    let mut container = Container { order_counts: true, ..Container::default() };
    container.facts = blocks.facts(&tree)?;
    let mut covered = tree.covered.clone();
    covered.push((0, HEADER));
    if fit::is_fit(&tree) {
        fit::members(content, blocks.total, &tree, budget, &mut container, &mut covered)?;
    } else {
        for node in &tree.nodes {
            budget.member(&node.path)?;
            container.members.push(node.member());
            for property in &node.properties {
                let name = node.path_of(&property.name);
                budget.member(&name)?;
                container.members.push(Member::plain(name, property.value.clone()));
            }
        }
    }
    container.rest = rest_of(content, covered);
    Ok(container)
}

/// Where the parts of the file stand, as its header has it.
struct Blocks {
    total: u64,
    structure: (u64, u64),
    names: (u64, u64),
    reserved: (u64, u64),
    version: u32,
    compatible: u32,
    boot_cpu: u32,
}

impl Blocks {
    fn read(content: &Content) -> Result<Self, Fault> {
        let number = |index: u64| Big.u32_at(content, 4 * index);
        let (version, compatible) = (number(5)?, number(6)?);
        if version < 16 || compatible > 17 {
            return Err(Fault::Unsupported(format!("a device tree of version {version}")));
        }
        let size = if version >= 17 { number(9)? } else { number(3)?.saturating_sub(number(2)?) };
        let this = Self {
            total: number(1)?.into(),
            structure: (number(2)?.into(), size.into()),
            names: (number(3)?.into(), number(8)?.into()),
            reserved: (number(4)?.into(), reserved(content, number(4)?.into())?),
            version,
            compatible,
            boot_cpu: number(7)?,
        };
        if this.total > content.length() {
            return Err(Fault::damaged("it ends too early"));
        }
        Ok(this)
    }

    /// Where the blocks stand is told so that it does not depend on how long they are.
    fn facts(&self, tree: &Tree) -> Result<Vec<Fact>, Fault> {
        let structure = (self.structure.0, tree.end - self.structure.0);
        let mut blocks = [("reserved memory", self.reserved), ("structure", structure), ("names", self.names)];
        blocks.sort_by_key(|(_, (start, _))| *start);
        let mut layout = String::new();
        let mut at = HEADER;
        for (name, (start, length)) in blocks.into_iter().chain([("end", (self.total, 0))]) {
            let gap = start.checked_sub(at).ok_or_else(|| Fault::damaged("its blocks overlap"))?;
            layout += &format!("{gap} bytes, {name}; ");
            at = start + length;
        }
        Ok(vec![
            Fact::new("version", format!("{}, compatible with {}", self.version, self.compatible)),
            Fact::new("boot CPU", self.boot_cpu),
            Fact::new("layout", layout.trim_end_matches("; ")),
            Fact::new("bytes behind the end of the structure", self.structure.1 - structure.1),
            Fact::new(
                "empty tokens",
                match tree.empty_tokens.as_slice() {
                    [] => "none".to_owned(),
                    tokens => Digest::of(tokens).to_string(),
                },
            ),
        ])
    }
}

/// Length of the list of reserved ranges, in bytes.
fn reserved(content: &Content, start: u64) -> Result<u64, Fault> {
    let mut at = start;
    loop {
        let range: [u8; 16] = content.array_at(at)?;
        at += 16;
        if range == [0; 16] {
            return Ok(at - start);
        }
    }
}
