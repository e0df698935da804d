//! U-Boot's FIT images (U-Boot's `doc/usage/fit/source_file_format.rst`): device trees that hold images and their
//! checksums and signatures.

use std::collections::{BTreeSet, HashMap};

use md5::Md5;
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use super::super::checksum;
use super::super::endian::Endian::Big;
use super::Blocks;
use super::regions::Regions;
use super::tree::{Node, Property, Tree};
use crate::budget::Budget;
use crate::container::{Body, Container, Fact, Member};
use crate::content::Content;
use crate::fault::Fault;
use crate::hex;

/// Properties that are short and well known, and what they are told as.
const FACTS: [(&[u8], &str); 9] = [
    (b"description", "description"),
    (b"type", "type"),
    (b"arch", "architecture"),
    (b"os", "system"),
    (b"compression", "method"),
    (b"load", "load address"),
    (b"entry", "entry point"),
    (b"algo", "algorithm"),
    (b"timestamp", "time"),
];

/// The longest value that is told as a fact, in bytes.
const SHORT: u64 = 256;

/// The longest signature that is set aside, in bytes: RSA with a key of 8192 bits.
const SIGNATURE: u64 = 1024;

/// Ranges set aside; further ones are compared like any property.
const ASIDES: usize = 4096;

/// As U-Boot tells them from other device trees.
pub(super) fn is_fit(tree: &Tree) -> bool {
    tree.nodes.first().is_some_and(|root| root.property(b"description").is_some())
        && tree.nodes.iter().any(|node| node.path == b"/images")
}

/// A FIT image, for those who look at its signatures.
pub(crate) struct Fit {
    /// Each before those below it.
    pub(crate) nodes: Vec<Node>,
    /// The numbers of the nodes right below each.
    below: HashMap<Vec<u8>, Vec<usize>>,
    content: Content,
    blocks: Blocks,
}

impl Fit {
    /// None if it is no FIT image.
    pub(crate) fn read(content: &Content, budget: &mut Budget) -> Result<Option<Self>, Fault> {
        if !(super::FORMAT.recognises)(content) {
            return Ok(None);
        }
        let blocks = Blocks::read(content)?;
        let tree = Tree::read(content, &blocks, budget)?;
        if !is_fit(&tree) {
            return Ok(None);
        }
        let mut below: HashMap<Vec<u8>, Vec<usize>> = HashMap::new();
        for (number, node) in tree.nodes.iter().enumerate() {
            let parent = node.path.iter().rposition(|byte| *byte == b'/').and_then(|slash| node.path.get(..slash));
            budget.keep(node.path.len() as u64)?;
            below.entry(parent.unwrap_or_default().to_vec()).or_default().push(number);
        }
        Ok(Some(Self { nodes: tree.nodes, below, content: content.clone(), blocks }))
    }

    /// The nodes right below one whose names begin so.
    pub(crate) fn below<'a>(&'a self, path: &[u8], kind: &'a [u8]) -> impl Iterator<Item = &'a Node> {
        let numbers = self.below.get(path).into_iter().flatten();
        let begin = path.len() + 1;
        let nodes = numbers.filter_map(|number| self.nodes.get(*number));
        nodes.filter(move |node| node.path.get(begin..).is_some_and(|name| name.starts_with(kind)))
    }

    /// The data of an image.
    pub(crate) fn data(&self, image: &Node) -> Result<Option<Content>, Fault> {
        let outside = External::of(image, &self.content, self.blocks.total)?;
        match image.property(b"data") {
            Some(_) if outside.is_some() => {
                Err(Fault::Unsupported("data both in the tree and outside of it".to_owned()))
            }
            Some(property) => Ok(Some(property.value.clone())),
            None => Ok(outside.map(|external| external.data)),
        }
    }

    /// What a signature covers that is over these nodes, and how much of the names of properties that stand there.
    pub(crate) fn regions(
        &self,
        nodes: &BTreeSet<Vec<u8>>,
        tokens: &mut u64,
        budget: &mut Budget,
    ) -> Result<Regions, Fault> {
        Regions::of(&self.content, &self.blocks, nodes, tokens, budget)
    }

    /// The beginning of the names of properties; none where they are not that long.
    pub(crate) fn names(&self, length: u64) -> Option<Content> {
        let (start, whole) = self.blocks.names;
        self.content.part(start, length).filter(|_| length <= whole)
    }
}

pub(super) fn members(
    content: &Content,
    total: u64,
    tree: &Tree,
    budget: &mut Budget,
    container: &mut Container,
    covered: &mut Vec<(u64, u64)>,
) -> Result<(), Fault> {
    let mut image: Option<(&Node, Content)> = None;
    // Where data that stands behind the tree is expected next.
    let mut next = total.next_multiple_of(4);
    for node in &tree.nodes {
        budget.member(&node.path)?;
        let mut member = node.member();
        let mut told: Vec<&Property> = Vec::new();
        if is_image(&node.path) {
            if let Some(property) = node.property(b"data") {
                told.push(property);
                image = Some((node, property.value.clone()));
                member.body = Body::Plain(property.value.clone());
            } else if let Some(External { at, data, properties }) = External::of(node, content, total)? {
                covered.push((at, at + data.length()));
                let place = if at == next { "behind the data before it".to_owned() } else { format!("at {at:#x}") };
                next = (at + data.length()).next_multiple_of(4);
                member.facts.push(Fact::new("data stands", format!("outside of the tree, {place}")));
                told.extend(properties);
                image = Some((node, data.clone()));
                member.body = Body::Plain(data);
            }
        }
        let of_image = image.as_ref().filter(|(image, _)| node.path.starts_with(&image.path_of(b"")));
        for property in &node.properties {
            if told.iter().any(|other| std::ptr::eq(*other, property)) {
                continue;
            }
            let what = FACTS.iter().find(|(name, _)| **name == *property.name).map(|(_, what)| *what);
            let what = what
                .filter(|what| property.value.length() <= SHORT && member.facts.iter().all(|fact| fact.what != *what));
            if let Some(what) = what {
                member.facts.push(Fact::new(what, spelled(what, property)?));
                told.push(property);
            }
        }
        container.members.push(member);
        for property in
            node.properties.iter().filter(|property| !told.iter().any(|other| std::ptr::eq(*other, *property)))
        {
            let rule = match *property.name == *b"value" && container.aside.len() < ASIDES {
                true => value_rule(node, property, of_image.map(|(_, data)| data), budget)?,
                false => None,
            };
            match rule {
                Some(rule) => checksum::set_aside(container, rule, property.at, property.value.clone()),
                None => {
                    let name = node.path_of(&property.name);
                    budget.member(&name)?;
                    container.members.push(Member::plain(name, property.value.clone()));
                }
            }
        }
    }
    Ok(())
}

/// Whether it is a node right below `/images`.
pub(super) fn is_image(path: &[u8]) -> bool {
    path.strip_prefix(b"/images/").is_some_and(|name| !name.contains(&b'/'))
}

/// Data that stands behind the tree.
struct External<'a> {
    at: u64,
    data: Content,
    properties: [&'a Property; 2],
}

impl<'a> External<'a> {
    fn of(node: &'a Node, content: &Content, total: u64) -> Result<Option<Self>, Fault> {
        let (offset, position) = (node.property(b"data-offset"), node.property(b"data-position"));
        let (Some(size), Some(place)) = (node.property(b"data-size"), position.or(offset)) else { return Ok(None) };
        let base = if position.is_some() { 0 } else { total.next_multiple_of(4) };
        if size.value.length() != 4 || place.value.length() != 4 {
            return Err(Fault::damaged("the place of an image's data is no number"));
        }
        let at = base + u64::from(Big.u32_at(&place.value, 0)?);
        let data = content.part(at, Big.u32_at(&size.value, 0)?.into());
        let data = data.ok_or_else(|| Fault::damaged("an image's data reaches behind the end"))?;
        Ok(Some(Self { at, data, properties: [size, place] }))
    }
}

/// The rule that sets a `value` aside: that of signatures, or that of checksums if it is the right one.
fn value_rule(
    node: &Node,
    value: &Property,
    data: Option<&Content>,
    budget: &mut Budget,
) -> Result<Option<&'static str>, Fault> {
    let name = node.path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
    if node.property(b"value").is_none_or(|first| !std::ptr::eq(first, value)) {
        return Ok(None);
    }
    if name.starts_with(b"signature")
        && node.property(b"algo").is_some()
        && (data.is_some() || node.path.starts_with(b"/configurations/"))
    {
        return Ok((value.value.length() <= SIGNATURE).then_some("fit-signature"));
    }
    let (Some(data), Some(algorithm), true) = (data, node.property(b"algo"), name.starts_with(b"hash")) else {
        return Ok(None);
    };
    if algorithm.value.length() > SHORT {
        return Ok(None);
    }
    let data = std::slice::from_ref(data);
    let right = match algorithm.value.to_vec()?.as_slice() {
        b"crc32\0" => checksum::crc32(data, budget)?.to_be_bytes().to_vec(),
        b"md5\0" => checksum::digest::<Md5>(data, budget)?,
        b"sha1\0" => checksum::digest::<Sha1>(data, budget)?,
        b"sha256\0" => checksum::digest::<Sha256>(data, budget)?,
        b"sha384\0" => checksum::digest::<Sha384>(data, budget)?,
        b"sha512\0" => checksum::digest::<Sha512>(data, budget)?,
        _ => return Ok(None),
    };
    let right = value.value.length() == right.len() as u64 && value.value.to_vec()? == right;
    Ok(right.then_some("fit-hash"))
}

/// A short value: as text, as a number, or else as its bytes; no two values look the same.
fn spelled(what: &str, property: &Property) -> Result<String, Fault> {
    let bytes = property.value.to_vec()?;
    let text = bytes.strip_suffix(&[0]).filter(|text| text.iter().all(|byte| matches!(byte, b' '..=b'~')));
    if let Some(text) = text.filter(|text| text.first().is_some_and(u8::is_ascii_alphabetic)) {
        return Ok(format!("\"{}\"", String::from_utf8_lossy(text)));
    }
    Ok(match <[u8; 4]>::try_from(bytes.as_slice()) {
        Ok(number) if what == "time" => u32::from_be_bytes(number).to_string(),
        _ => format!("0x{}", hex::digits(&bytes)),
    })
}
