use super::lines::Line;
use crate::fault::Fault;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Intel,
    Motorola,
}

/// A record whose checksum is right.
pub(super) enum Record {
    Data {
        offset: u64,
        width: u8,
        bytes: Vec<u8>,
    },
    /// What is added to the addresses of the records that follow.
    Base {
        base: u64,
        kind: u8,
    },
    Header(Vec<u8>),
    /// Where the program starts, as the record has it.
    Start(Vec<u8>),
    Count {
        count: u64,
        width: u8,
    },
    End {
        start: Option<Vec<u8>>,
        width: u8,
    },
}

impl Dialect {
    /// What a record begins with.
    pub(super) fn mark(self) -> &'static [u8] {
        match self {
            Self::Intel => b":",
            Self::Motorola => b"S",
        }
    }

    pub(super) fn record(self, line: &Line) -> Result<Record, Fault> {
        let digits = line.digits.strip_prefix(self.mark());
        let record = digits.and_then(|digits| match self {
            Self::Intel => intel(digits),
            Self::Motorola => motorola(digits),
        });
        record
            .ok_or_else(|| Fault::damaged(format!("the line at {:#x} is no record, or its checksum is wrong", line.at)))
    }

    /// The address of the data; it may not reach behind what a record can address.
    pub(super) fn address(self, base: u64, offset: u64, length: usize) -> Result<u64, Fault> {
        let end = match self {
            Self::Intel => 1 << 16,
            Self::Motorola => 1 << 32,
        };
        match offset + length as u64 <= end {
            true => Ok(base + offset),
            false => Err(Fault::damaged("a record reaches behind the end of its segment")),
        }
    }
}

fn bytes(digits: &[u8]) -> Option<Vec<u8>> {
    let digit = |digit: u8| char::from(digit).to_digit(16).map(|value| value as u8);
    let pairs = digits.chunks(2).map(|pair| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    });
    pairs.collect()
}

fn sum(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum.wrapping_add(*byte))
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Length, address, type, data and checksum.
fn intel(digits: &[u8]) -> Option<Record> {
    let record = bytes(digits)?;
    let ([length, high, low, kind], [data @ .., _checksum]) = record.split_first_chunk()? else { return None };
    if sum(&record) != 0 || data.len() != usize::from(*length) {
        return None;
    }
    let offset = number(&[*high, *low]);
    Some(match (kind, data.len(), offset) {
        (0, _, _) => Record::Data { offset, width: 2, bytes: data.to_owned() },
        (1, 0, 0) => Record::End { start: None, width: 0 },
        (2, 2, 0) => Record::Base { base: number(data) << 4, kind: *kind },
        (4, 2, 0) => Record::Base { base: number(data) << 16, kind: *kind },
        (3 | 5, 4, 0) => Record::Start([&[*kind], data].concat()),
        _ => return None,
    })
}

/// Type, length of what follows, address, data and checksum.
fn motorola(digits: &[u8]) -> Option<Record> {
    let (kind, digits) = digits.split_first()?;
    let record = bytes(digits)?;
    let (length, [rest @ .., _checksum]) = record.split_first()? else { return None };
    if sum(&record) != 0xff || rest.len() + 1 != usize::from(*length) {
        return None;
    }
    let width = match kind {
        b'0' | b'1' | b'5' | b'9' => 2,
        b'2' | b'6' | b'8' => 3,
        b'3' | b'7' => 4,
        _ => return None,
    };
    let (address, data) = rest.split_at_checked(width)?;
    let (offset, width) = (number(address), width as u8);
    Some(match (kind, data.len(), offset) {
        (b'0', _, 0) => Record::Header(data.to_owned()),
        (b'1'..=b'3', _, _) => Record::Data { offset, width, bytes: data.to_owned() },
        (b'5' | b'6', 0, count) => Record::Count { count, width },
        (b'7'..=b'9', 0, _) => Record::End { start: Some(address.to_owned()), width },
        _ => return None,
    })
}
