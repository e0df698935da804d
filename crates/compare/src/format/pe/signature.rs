//! What signing a PE file changes (Microsoft's "Windows Authenticode Portable Executable Signature Format"): the
//! checksum, the directory entry and the table of certificates at the end, and the padding before that.

use std::io::{self, Read};

use super::header::{CERTIFICATES, Header};
use crate::container::{Aside, Fact, Member, Packed};
use crate::content::{Content, Joined};
use crate::der;
use crate::fault::Fault;

const AUTHENTICODE: &str = "authenticode-signature";
const CHECKSUM: &str = "pe-checksum";

/// Length of a certificate's header: length, revision and type.
const CERTIFICATE: u64 = 8;
/// Revision 2.0, of the type PKCS #7 signed data.
const SIGNED_DATA: [u8; 4] = [0, 2, 2, 0];

const CERTIFICATES_MOST: usize = 64;
const ALIGNMENT: u64 = 8;

/// What stands behind the sections, and what of the file a signature may change.
pub(super) struct Signed {
    pub(super) facts: Vec<Fact>,
    pub(super) members: Vec<Member>,
    pub(super) aside: Vec<Aside>,
    pub(super) wrong: Vec<Aside>,
    pub(super) covered: Vec<(u64, u64)>,
    /// The zeros that signing would put at the end.
    pub(super) missing_padding: Content,
}

/// `end` is where the last section or table ends, and nothing behind `loaded` is loaded.
pub(super) fn look(content: &Content, header: &Header, end: u64, loaded: u64) -> Result<Signed, Fault> {
    let missing_padding = Content::of_bytes(Vec::new());
    let mut signed = Signed {
        facts: Vec::new(),
        members: Vec::new(),
        aside: Vec::new(),
        wrong: Vec::new(),
        covered: Vec::new(),
        missing_padding,
    };
    signed.checksum(content, header)?;
    let table = header.directory(CERTIFICATES).map(|(at, size)| (u64::from(at), u64::from(size)));
    let table = table.filter(|(at, size)| *size > 0 && *at >= end.max(loaded) && at + size <= content.length());
    match header.directory(CERTIFICATES) {
        Some((at, size)) if table.is_none() && (at, size) != (0, 0) => {
            let words = format!("{size} bytes at {at:#x}, which is no place for them");
            signed.facts.push(Fact::new("certificates", words));
        }
        _ => signed.entry(content, header),
    }
    let (before, behind) = match table {
        Some((at, size)) => (at, at + size),
        None => (content.length(), content.length()),
    };
    signed.tail(content, end, before)?;
    if let Some((at, size)) = table {
        signed.certificates(content, at, at + size);
    }
    if behind < content.length() {
        signed.covered.push((behind, content.length()));
        signed.members.push(Member::plain("data behind the certificates", content.from(behind)));
    }
    Ok(signed)
}

impl Signed {
    fn put_aside(&mut self, content: &Content, rule: &'static str, number: usize, offset: u64, length: u64) {
        self.aside.extend(aside(content, rule, number, offset, length));
    }

    /// A checksum that fits, or none at all, may differ. GNU objcopy writes some that do not fit.
    fn checksum(&mut self, content: &Content, header: &Header) -> Result<(), Fault> {
        let fits = header.checksum == 0 || header.checksum == checksum(content, header.checksum_at)?;
        match fits {
            true => self.put_aside(content, CHECKSUM, 0, header.checksum_at, 4),
            false => {
                let aside = aside(content, CHECKSUM, 0, header.checksum_at, 4);
                self.wrong.extend(aside);
            }
        }
        Ok(())
    }

    fn entry(&mut self, content: &Content, header: &Header) {
        if let Some((at, length)) = header.entry(CERTIFICATES) {
            self.put_aside(content, AUTHENTICODE, 0, at, length);
        }
    }

    /// What stands between the last section and the certificates, or the end of the file. Signing adds zeros up to a
    /// multiple of eight bytes: a file that lacks them is read as if it had them.
    fn tail(&mut self, content: &Content, start: u64, end: u64) -> Result<(), Fault> {
        let padded = end.next_multiple_of(ALIGNMENT);
        let missing = Content::of_bytes(vec![0; usize::try_from(padded - end).unwrap_or_default()]);
        let last_from = start.max(padded.saturating_sub(ALIGNMENT - 1)).min(end);
        let last = content.part(last_from, end - last_from).map_or(Ok(Vec::new()), |part| part.to_vec())?;
        let zeros = last.iter().rev().take_while(|byte| **byte == 0).count() as u64;
        self.put_aside(content, AUTHENTICODE, 1, end - zeros, zeros);
        if padded.saturating_sub(start) < ALIGNMENT && zeros == last.len() as u64 {
            self.missing_padding = missing;
        } else if let Some(data) = content.part(start, end.saturating_sub(start)) {
            self.covered.push((start, end));
            self.members.push(Member::packed("data behind the sections", Padded([data, missing])));
        }
        Ok(())
    }

    /// Sets signatures aside, with the zeros up to a multiple of eight bytes. All else in the table is left over.
    fn certificates(&mut self, content: &Content, mut at: u64, end: u64) {
        for number in 0..CERTIFICATES_MOST {
            let Some(length) = content.array_at(at).ok().map(|length| u64::from(u32::from_le_bytes(length))) else {
                break;
            };
            let next = at.saturating_add(length).next_multiple_of(ALIGNMENT).min(end);
            if at >= end || length < CERTIFICATE || at + length > end {
                break;
            }
            let value = content.part(at + CERTIFICATE, next.saturating_sub(at + CERTIFICATE));
            let signature = value.filter(|_| content.has_at(at + 4, &SIGNED_DATA)).and_then(|value| {
                let length = der::signed_data(&value).filter(|length| *length <= value.length())?;
                Some((length, value.from(length)))
            });
            let Some((signature, behind)) = signature else {
                self.facts.push(Fact::new("certificate of an unknown type", format!("number {number}")));
                break;
            };
            let is_padding =
                behind.length() < ALIGNMENT && behind.to_vec().is_ok_and(|bytes| bytes.iter().all(|byte| *byte == 0));
            let aside = if is_padding { next - at } else { CERTIFICATE + signature };
            if !is_padding {
                self.facts.push(Fact::new("data behind a signature", format!("{} bytes", behind.length())));
            }
            self.put_aside(content, AUTHENTICODE, 2 + number, at, aside);
            self.covered.push((at, at + aside));
            at = next;
        }
    }
}

fn aside(content: &Content, rule: &'static str, number: usize, offset: u64, length: u64) -> Option<Aside> {
    Some(Aside { rule, number, offset, content: content.part(offset, length)? })
}

/// Data, and the zeros that signing would put behind it.
struct Padded([Content; 2]);

impl Packed for Padded {
    fn stored(&self) -> Option<(String, Vec<Content>)> {
        Some(("as it is".to_owned(), self.0.to_vec()))
    }

    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(Joined::new(&self.0)))
    }
}

/// The sum of all 16-bit words but those of the checksum, carries added, and the length of the file.
fn checksum(content: &Content, skipped: u64) -> Result<u32, Fault> {
    let mut sum: u64 = 0;
    let mut at = 0;
    let mut reader = content.reader();
    let mut block = vec![0; 64 << 10];
    loop {
        let length = reader.read(&mut block)?;
        let Some(bytes) = block.get(..length).filter(|bytes| !bytes.is_empty()) else { break };
        for byte in bytes {
            if !(skipped..skipped + 4).contains(&at) {
                sum += u64::from(*byte) << (8 * (at & 1));
            }
            at += 1;
        }
    }
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    Ok((sum as u32).wrapping_add(at as u32))
}
