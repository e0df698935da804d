//! Memory contents as lines of hexadecimal digits: Intel HEX (Intel's specification of 1988) and Motorola S-records.
//!
//! Members are ranges of addresses that records fill without a gap. How the records are laid out is told by what is
//! usual in the file, and a digest of all that is not.

mod dialect;
mod lines;

use std::io::{self, Read, Write};
use std::iter;

use banbury_evidence::{Digest, DigestWriter, DropPath};

use super::blockwise::Blockwise;
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member, Packed};
use crate::content::Content;
use crate::fault::Fault;
use crate::hex;
use dialect::{Dialect, Record};
use lines::{Line, Lines};

pub(super) const INTEL: Format = Format {
    name: "Intel HEX file",
    part: "range",
    rest: "what stands behind the end record",
    recognises: |content| begins_with(content, Dialect::Intel),
    look: Look::Members(|content, budget| open(content, Dialect::Intel, budget)),
};

pub(super) const MOTOROLA: Format = Format {
    name: "Motorola S-record file",
    part: "range",
    rest: "what stands behind the end record",
    recognises: |content| begins_with(content, Dialect::Motorola),
    look: Look::Members(|content, budget| open(content, Dialect::Motorola, budget)),
};

fn begins_with(content: &Content, dialect: Dialect) -> bool {
    content.has_at(0, dialect.mark()) && {
        let line = Lines::new(content.clone()).next();
        line.is_ok_and(|line| line.is_some_and(|line| dialect.record(&line).is_ok()))
    }
}

fn open(content: &Content, dialect: Dialect, budget: &mut Budget) -> Result<Container, Fault> {
    let mut lines = Lines::new(content.clone());
    let mut layout = Layout::default();
    let mut members = Vec::new();
    let mut range: Option<Range> = None;
    let mut base = 0;
    while let Some(line) = lines.next()? {
        let record = dialect.record(&line)?;
        layout.line(&line, &record)?;
        match &record {
            Record::Data { offset, bytes, .. } if !bytes.is_empty() => {
                let address = dialect.address(base, *offset, bytes.len())?;
                let fits = range.as_ref().is_some_and(|range| range.next == address);
                if !fits {
                    members.extend(range.take().map(|range| range.member(content, dialect, budget)).transpose()?);
                }
                layout.data(bytes.len(), fits)?;
                let range = range.get_or_insert(Range { start: address, next: address, lines: (line.at, line.end) });
                range.next = address + bytes.len() as u64;
                range.lines.1 = line.end;
            }
            Record::Base { base: new, .. } => {
                layout.base(base == *new, &line)?;
                base = *new;
            }
            Record::End { .. } => break,
            _ => {}
        }
    }
    members.extend(range.map(|range| range.member(content, dialect, budget)).transpose()?);
    Ok(Container {
        members,
        facts: layout.facts()?,
        rest: vec![content.from(lines.at())],
        order_counts: true,
        ..Container::default()
    })
}

/// Addresses that records fill one after the other, and the lines on which they stand.
struct Range {
    start: u64,
    next: u64,
    lines: (u64, u64),
}

impl Range {
    fn member(self, content: &Content, dialect: Dialect, budget: &mut Budget) -> Result<Member, Fault> {
        let name = format!("{:#010x}", self.start);
        budget.member(name.as_bytes())?;
        let (start, end) = self.lines;
        let lines = content.part(start, end - start).ok_or_else(|| Fault::damaged("it ends too early"))?;
        Ok(Member::packed(name, Digits { lines, dialect }))
    }
}

/// The lines of one range, which other records may stand between.
struct Digits {
    lines: Content,
    dialect: Dialect,
}

impl Packed for Digits {
    fn stored(&self) -> Option<(String, Vec<Content>)> {
        Some(("hexadecimal digits".to_owned(), vec![self.lines.clone()]))
    }

    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        let mut lines = Lines::new(self.lines.clone());
        let mut data = move || -> Result<Option<Vec<u8>>, Fault> {
            while let Some(line) = lines.next()? {
                if let Record::Data { bytes, .. } = self.dialect.record(&line)? {
                    return Ok(Some(bytes));
                }
            }
            Ok(None)
        };
        let failed = |fault: Fault| io::Error::other(fault.to_string());
        Ok(Box::new(Blockwise::new(iter::from_fn(move || data().map_err(failed).transpose()))))
    }
}

/// How the records of a file are laid out. What is not as in the rest of the file goes into a digest.
#[derive(Default)]
struct Layout {
    line_end: Option<Vec<u8>>,
    letters: Option<bool>,
    /// Digits of an address.
    width: Option<u8>,
    length: Option<usize>,
    last_length: usize,
    records: u64,
    base_kind: Option<u8>,
    /// The record for the addresses of what follows, as long as nothing does.
    base: Option<Vec<u8>>,
    header: Option<Vec<u8>>,
    start: Option<Vec<u8>>,
    start_first: bool,
    count: bool,
    end: bool,
    unusual: DigestWriter,
    unusual_records: u64,
}

impl Layout {
    fn line(&mut self, line: &Line, record: &Record) -> Result<(), Fault> {
        let usual_end = self.line_end.get_or_insert_with(|| line.line_end.clone()) == &line.line_end;
        let lower = |byte: &u8| byte.is_ascii_lowercase();
        let letters: Vec<bool> =
            line.digits.iter().filter(|digit| matches!(digit, b'a'..=b'f' | b'A'..=b'F')).map(lower).collect();
        let usual_letters = match letters.first() {
            Some(first) => letters.iter().all(|letter| letter == self.letters.get_or_insert(*first)),
            None => true,
        };
        let before_the_end = (self.start.is_none() || self.start_first) && !self.count;
        let usual_record = match record {
            Record::Data { width, bytes, .. } => {
                self.records += 1;
                before_the_end && !bytes.is_empty() && self.width.get_or_insert(*width) == width
            }
            Record::Base { kind, .. } => before_the_end && self.base_kind.get_or_insert(*kind) == kind,
            Record::Header(header) => {
                let usual = self.records == 0 && self.header.is_none();
                self.header.get_or_insert_with(|| header.clone());
                usual
            }
            Record::Start(start) => {
                let usual = self.start.is_none();
                self.start_first |= usual && self.records == 0;
                self.start.get_or_insert_with(|| start.clone());
                usual
            }
            Record::Count { count, width } => {
                let usual = !self.count && *count == self.records && (*width > 2) == (*count > 0xffff);
                self.count = true;
                usual
            }
            Record::End { start, width } => {
                self.end = true;
                self.start = self.start.take().or_else(|| start.clone());
                *width == 0 || self.width.is_none_or(|other| other == *width)
            }
        };
        if usual_end && usual_letters && usual_record { Ok(()) } else { self.unusual(line) }
    }

    fn unusual(&mut self, line: &Line) -> Result<(), Fault> {
        self.unusual_records += 1;
        self.unusual.write_all(&self.records.to_be_bytes())?;
        self.unusual.write_all(&line.digits)?;
        self.unusual.write_all(&line.line_end)?;
        Ok(())
    }

    /// All records are as long as the first, but for the last of a range, which may be shorter.
    fn data(&mut self, length: usize, follows: bool) -> Result<(), Fault> {
        let usual = *self.length.get_or_insert(length);
        if length > usual || (follows && self.last_length < usual) {
            self.unusual_records += 1;
            self.unusual.write_all(&self.records.to_be_bytes())?;
            self.unusual.write_all(&[self.last_length as u8, length as u8])?;
        }
        (self.last_length, self.base) = (length, None);
        Ok(())
    }

    /// A record that says which part of memory follows stands only where that changes, and before data.
    fn base(&mut self, same: bool, line: &Line) -> Result<(), Fault> {
        if let Some(unused) = self.base.replace(line.digits.clone()) {
            self.unusual_records += 1;
            self.unusual.write_all(&unused)?;
        }
        if same { self.unusual(line) } else { Ok(()) }
    }

    fn facts(self) -> Result<Vec<Fact>, Fault> {
        let text =
            |value: Option<Vec<u8>>| value.map_or("none".to_owned(), |value| format!("0x{}", hex::digits(&value)));
        let unusual: Digest = self.unusual.finish();
        let header = self.header.map_or("none".to_owned(), |header| format!("\"{}\"", DropPath::from_bytes(&header)));
        Ok(vec![
            Fact::new("header", header),
            Fact::new("start", text(self.start)),
            Fact::new("start record", if self.start_first { "before the data" } else { "behind the data, or none" }),
            Fact::new("count of records", if self.count { "given" } else { "none" }),
            Fact::new("end record", if self.end { "given" } else { "none" }),
            Fact::new("line end", text(self.line_end)),
            Fact::new(
                "letters",
                match self.letters {
                    Some(true) => "small",
                    _ => "capital",
                },
            ),
            Fact::new("bytes of an address", self.width.unwrap_or_default()),
            Fact::new("record length", self.length.unwrap_or_default()),
            Fact::new(
                "address records",
                match self.base_kind {
                    Some(kind) => format!("of type {kind}"),
                    None => "none".to_owned(),
                },
            ),
            Fact::new("address without data at the end", text(self.base)),
            Fact::new(
                "records laid out otherwise",
                match self.unusual_records {
                    0 => "none".to_owned(),
                    records => format!("{records}, {unusual}"),
                },
            ),
        ])
    }
}
