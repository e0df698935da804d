//! As much of DER (X.690) as signatures and keys take.

use crate::content::Content;

/// The identifier of PKCS #7 signed data (RFC 2315), as it stands behind the header of the outer sequence.
const SIGNED_DATA: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];

/// Something longer is more than a signature, in bytes.
const LONGEST: u64 = 256 << 10;

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const IDENTIFIER: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// The tag of what is numbered by its context and holds other elements.
pub(crate) const fn numbered(number: u8) -> u8 {
    0xa0 | number
}

/// The length in bytes of the PKCS #7 signed data at the beginning of a content; none if there is no such thing.
pub(crate) fn signed_data(content: &Content) -> Option<u64> {
    let [tag, first] = content.array_at(0).ok()?;
    let count = u64::from(first & 0x7f);
    let (header, length) = match first {
        0..=0x7f => (2, u64::from(first)),
        0x81..=0x84 => {
            let bytes = content.bytes_at(2, usize::from(first & 0x7f)).ok()?;
            (2 + count, bytes.iter().fold(0, |length, byte| length << 8 | u64::from(*byte)))
        }
        _ => return None,
    };
    let whole = header + length;
    (tag == SEQUENCE && whole <= LONGEST.min(content.length()) && content.has_at(header, SIGNED_DATA)).then_some(whole)
}

/// One element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'a> {
    pub(crate) tag: u8,
    /// With its header.
    pub(crate) whole: &'a [u8],
    pub(crate) value: &'a [u8],
}

impl<'a> Element<'a> {
    /// What is in it, if it holds other elements.
    pub(crate) fn inside(self) -> Elements<'a> {
        Elements(self.value)
    }
}

/// Elements that stand one after the other. Lengths must be written as short as can be, and tags are single bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Elements<'a>(&'a [u8]);

impl<'a> Elements<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The only element, of that tag; none if something follows it.
    pub(crate) fn only(mut self, tag: u8) -> Option<Element<'a>> {
        self.take(tag).filter(|_| self.is_empty())
    }

    /// The next element, if it has that tag.
    pub(crate) fn take(&mut self, tag: u8) -> Option<Element<'a>> {
        let (element, rest) = first(self.0).filter(|(element, _)| element.tag == tag)?;
        self.0 = rest;
        Some(element)
    }

    /// The next element, whatever it is.
    pub(crate) fn next(&mut self) -> Option<Element<'a>> {
        let (element, rest) = first(self.0)?;
        self.0 = rest;
        Some(element)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn first(bytes: &[u8]) -> Option<(Element<'_>, &[u8])> {
    let [tag, short, ..] = *bytes else { return None };
    let (header, length) = match short {
        0..=0x7f => (2, usize::from(short)),
        0x81..=0x84 => {
            let long = bytes.get(2..2 + usize::from(short & 0x7f))?;
            let length = long.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
            let is_shortest = length > 0x7f && long.first() != Some(&0);
            (2 + long.len(), is_shortest.then_some(length)?)
        }
        _ => return None,
    };
    let (whole, rest) = bytes.split_at_checked(header.checked_add(length)?)?;
    Some((Element { tag, whole, value: whole.get(header..)? }, rest)).filter(|_| tag & 0x1f != 0x1f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_way_to_write_a_length_is_read() {
        let long = [&[0x30, 0x81, 0x80][..], &[0; 0x80]].concat();
        assert_eq!(Elements::of(&long).only(SEQUENCE).unwrap().value.len(), 0x80);
        assert_eq!(Elements::of(&[4, 1, 7]).only(OCTET_STRING).unwrap().value, [7]);
        for refused in [&[4, 0x81, 1, 7][..], &[4, 2, 7], &[4, 0x80, 0, 0], &[0x1f, 1, 7], &[4], &[4, 1, 7, 0], &[]] {
            assert!(Elements::of(refused).only(refused.first().copied().unwrap_or(4)).is_none(), "{refused:?}");
        }
    }
}
