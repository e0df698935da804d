//! The signatures of PE files (Microsoft's "Windows Authenticode Portable Executable Signature Format"): signed data over the
//! digest of the file.
//!
//! The digest is taken of the file from its beginning to the table of certificates, in order, so that no byte between
//! sections is left out.

use super::cms::SignedData;
use super::hash::Hash;
use super::key::PublicKey;
use super::outcome::{Refused, Verified};
use crate::budget::Budget;
use crate::content::Content;
use crate::der::{self, Elements};
use crate::format::pe::Authenticode;

const INDIRECT_DATA: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x01, 0x04];
/// What is signed is a PE image. `sbsign` writes the second, and Linux takes it.
const PE_IMAGE: [&[u8]; 2] = [
    &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x01, 0x0f],
    &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x01, 0x15],
];
const NESTED: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x04, 0x01];

/// Attributes that are usual outside of what is signed.
const UNSIGNED: [(&[u8], &str); 3] = [
    (NESTED, "nested signatures"),
    (&[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x03, 0x03, 0x01], "a time stamp"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x06], "a countersignature"),
];

/// Length of a certificate's header: length, revision and type.
const HEADER: u64 = 8;
/// Revision 2.0, of the type PKCS #7 signed data.
const SIGNED_DATA: [u8; 4] = [0, 2, 2, 0];
const ALIGNMENT: u64 = 8;

/// Signatures in one file, nested ones included.
const MOST: usize = 16;

/// One signature must hold; of each it is told whether it does.
pub(super) fn check(file: &Authenticode, key: &PublicKey, budget: &mut Budget) -> Result<Verified, Refused> {
    if file.behind > 0 {
        let why =
            format!("{} bytes stand behind its table of certificates, where no signature covers them", file.behind);
        return Err(Refused::because(why));
    }
    let mut outcomes = Vec::new();
    for (number, signature) in signatures(&file.table)?.iter().enumerate() {
        let data = SignedData::read(signature)?;
        let (unsigned, nested) = unsigned(&data)?;
        outcomes.push((format!("signature {}", number + 1), one(&data, file, key, budget), unsigned));
        for (inner, signature) in nested.into_iter().enumerate() {
            let outcome = SignedData::read(signature).and_then(|data| {
                let (_, further) = self::unsigned(&data)?;
                if further.is_empty() { one(&data, file, key, budget) } else { Err(too_many()) }
            });
            outcomes.push((format!("nested signature {} in signature {}", inner + 1, number + 1), outcome, None));
        }
        if outcomes.len() > MOST {
            return Err(too_many());
        }
    }
    summary(outcomes)
}

fn too_many() -> Refused {
    Refused::because("not verified: it has too many signatures, or nested ones inside nested ones")
}

type Outcome = (String, Result<Verified, Refused>, Option<String>);

fn summary(outcomes: Vec<Outcome>) -> Result<Verified, Refused> {
    let alone = outcomes.len() == 1;
    let mut held: Option<Verified> = None;
    let mut refused: Option<Refused> = None;
    let mut remarks = Vec::new();
    for (name, outcome, unsigned) in outcomes {
        let named = |words: String| if alone { words } else { format!("{name}: {words}") };
        match outcome {
            Ok(verified) => {
                remarks.extend((!alone).then(|| named(format!("it holds, {}", verified.algorithm))));
                remarks.extend(verified.remarks.iter().cloned().map(named));
                held.get_or_insert(verified);
            }
            Err(error) => {
                remarks.push(named(error.why.clone()));
                refused.get_or_insert(error);
            }
        }
        remarks.extend(unsigned.map(named));
    }
    match (held, refused) {
        (Some(Verified { algorithm, .. }), _) => Ok(Verified { algorithm, remarks }),
        (None, Some(Refused { algorithm, .. })) => Err(Refused { algorithm, why: remarks.join("; ") }),
        (None, None) => Err(Refused::because("its table of certificates is empty")),
    }
}

/// The signed data in the table. Anything else in there could be anything.
fn signatures(table: &Content) -> Result<Vec<Vec<u8>>, Refused> {
    let not_covered =
        |what: &str| Refused::because(format!("its table of certificates holds {what}, which no signature covers"));
    let mut found = Vec::new();
    let mut at = 0;
    while at < table.length() {
        let header = table.array_at::<4>(at).map_err(|_| not_covered("a rest"))?;
        let length = u64::from(u32::from_le_bytes(header));
        let next = at.saturating_add(length).next_multiple_of(ALIGNMENT).min(table.length());
        let value = next.checked_sub(at + HEADER).and_then(|length| table.part(at + HEADER, length));
        let value = value.filter(|_| length >= HEADER && at + length <= table.length());
        let value =
            value.filter(|_| table.has_at(at + 4, &SIGNED_DATA)).ok_or_else(|| not_covered("something else"))?;
        let size = der::signed_data(&value).ok_or_else(|| not_covered("something else"))?;
        let behind = value.from(size);
        if behind.length() >= ALIGNMENT || !behind.is_zero()? {
            return Err(not_covered(&format!("{} bytes behind a signature", behind.length())));
        }
        found.push(value.part(0, size).map_or(Ok(Vec::new()), |signature| signature.to_vec())?);
        if found.len() > MOST {
            return Err(too_many());
        }
        at = next;
    }
    Ok(found)
}

/// What to say of the attributes that are not signed, and the signatures among them.
fn unsigned<'a>(data: &SignedData<'a>) -> Result<(Option<String>, Vec<&'a [u8]>), Refused> {
    let (attributes, length) = data.unsigned_attributes()?;
    let mut nested = Vec::new();
    let mut names = Vec::new();
    for (kind, values) in attributes {
        let name = UNSIGNED.iter().find(|(known, _)| *known == kind).map(|(_, name)| *name);
        names.push(name.ok_or_else(|| {
            Refused::because("it has an unsigned attribute of an unknown kind, which no signature covers")
        })?);
        let mut values = values;
        while let Some(value) = values.next().filter(|_| kind == NESTED && nested.len() <= MOST) {
            nested.push(value.whole);
        }
    }
    let words =
        format!("{} ({length} bytes) stand in unsigned attributes, which no signature covers", names.join(" and "));
    Ok(((!names.is_empty()).then_some(words), nested))
}

fn one(data: &SignedData<'_>, file: &Authenticode, key: &PublicKey, budget: &mut Budget) -> Result<Verified, Refused> {
    let indirect = data.content.filter(|content| data.content_type == INDIRECT_DATA && content.tag == der::SEQUENCE);
    let indirect = indirect.ok_or_else(|| Refused::because("it is not over the digest of a PE file"))?;
    if !data.has_attributes() {
        return Err(Refused::because("it has no signed attributes"));
    }
    let mut verified = data.verify(key, &[Content::of_bytes(indirect.value.to_vec())], budget)?;
    let stated =
        digest(indirect.inside()).ok_or_else(|| Refused::because("what it signs is no digest of a PE file"))?;
    let (hash, stated) = stated;
    let hash = hash.ok_or_else(|| {
        Refused::because("not verified: the digest of the file is by a hash function that is not known")
    })?;
    if stated != hash.of(&file.covered, budget)? {
        let why = format!("what is signed is the {} of another file", hash.name());
        return Err(Refused { algorithm: verified.algorithm, why });
    }
    verified.remark(hash.warning());
    Ok(verified)
}

/// The digest of the file that is signed.
fn digest(mut indirect: Elements<'_>) -> Option<(Option<Hash>, &[u8])> {
    let mut kind = indirect.take(der::SEQUENCE)?.inside();
    kind.take(der::IDENTIFIER).filter(|kind| PE_IMAGE.contains(&kind.value))?;
    let mut info = indirect.only(der::SEQUENCE)?.inside();
    let mut algorithm = info.take(der::SEQUENCE)?.inside();
    let hash = Hash::of_identifier(algorithm.take(der::IDENTIFIER)?.value);
    Some((hash, info.only(der::OCTET_STRING)?.value))
}
