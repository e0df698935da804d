//! The members of a signed jar that are signatures (Java's JAR File Specification, "Signed JAR File").

use std::collections::BTreeSet;
use std::io::Read;

use crate::budget::Budget;
use crate::container::{Body, Member};
use crate::content::Content;
use crate::der;
use crate::fault::Fault;
use crate::text;

const MANIFEST: &[u8] = b"META-INF/MANIFEST.MF";
const FOLDER: &[u8] = b"META-INF/";

/// No signature is longer, in bytes.
const LONGEST: u64 = 4 << 20;

/// Names the rule on those members that are a signature and nothing else: a signature file, and beside it a block of
/// the same name.
pub(super) fn mark_signatures(members: &mut [Member], budget: &mut Budget) -> Result<(), Fault> {
    if !members.iter().any(|member| member.name == MANIFEST) {
        return Ok(());
    }
    let (mut files, mut blocks) = (BTreeSet::new(), BTreeSet::new());
    for (number, member) in members.iter().enumerate() {
        let Some((stem, extension)) = parts(&member.name).filter(|_| says_little(member)) else { continue };
        let Some(content) = short(&member.body, budget)? else { continue };
        match extension.as_slice() {
            b"SF" if is_signature_file(&content) => files.insert((stem, number)),
            b"RSA" | b"DSA" | b"EC" if der::signed_data(&content) == Some(content.length()) => {
                blocks.insert((stem, number))
            }
            _ => false,
        };
    }
    let stems = |of: &BTreeSet<(Vec<u8>, usize)>| of.iter().map(|(stem, _)| stem.clone()).collect::<BTreeSet<_>>();
    let (with_file, with_block) = (stems(&files), stems(&blocks));
    for (stem, number) in files.iter().chain(&blocks) {
        if let Some(member) = members.get_mut(*number).filter(|_| with_file.contains(stem) && with_block.contains(stem))
        {
            member.aside = Some("jar-signature");
        }
    }
    Ok(())
}

/// A name below META-INF, in capitals, and what stands behind its dot.
fn parts(name: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let name = name.strip_prefix(FOLDER)?.to_ascii_uppercase();
    let dot = name.iter().rposition(|byte| *byte == b'.')?;
    let (stem, extension) = (name.get(..dot)?, name.get(dot + 1..)?);
    let signs = matches!(extension, b"SF" | b"RSA" | b"DSA" | b"EC");
    (signs && !stem.contains(&b'/')).then(|| (stem.to_owned(), extension.to_owned()))
}

/// Whether what the archive says of a member leaves no room for anything else.
fn says_little(member: &Member) -> bool {
    const SHORT: usize = 64;
    let odd = ["comment", "the local header contradicts", "checksum that does not fit"];
    member.facts.iter().all(|fact| fact.value.len() <= SHORT && !odd.contains(&fact.what))
}

/// Whether it holds nothing but digests and names.
fn is_signature_file(content: &Content) -> bool {
    let Ok(bytes) = content.to_vec() else { return false };
    let belongs = |line: &str| {
        let key = line.split_once(": ").map_or("", |(key, _)| key);
        let names = ["Signature-Version", "Created-By", "X-Android-APK-Signed", "Name"];
        // Long lines go on behind a space.
        line.is_empty() || line.starts_with(' ') || names.contains(&key) || key.contains("-Digest")
    };
    text::of(&bytes).is_some_and(|text| text.starts_with("Signature-Version:") && text.lines().all(belongs))
}

/// The content, if it is short and can be unpacked.
fn short(body: &Body, budget: &mut Budget) -> Result<Option<Content>, Fault> {
    let content = match body {
        Body::None => return Ok(None),
        Body::Plain(content) => content.clone(),
        Body::Packed(packed) => {
            let Ok(stream) = packed.open() else { return Ok(None) };
            match budget.unpack(stream.take(LONGEST + 1)) {
                Ok(content) => content,
                Err(Fault::Damaged(_)) => return Ok(None),
                Err(fault) => return Err(fault),
            }
        }
    };
    Ok((content.length() <= LONGEST).then_some(content))
}
