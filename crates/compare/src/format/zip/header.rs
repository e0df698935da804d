//! What the central directory and the local header say of one member.

use std::fmt::Write;

use crate::container::Fact;
use crate::content::Content;
use crate::fault::Fault;
use crate::format::fields::Fields;
use crate::hex;
use crate::moment;

use super::shown;

pub(super) const CENTRAL: &[u8; 4] = b"PK\x01\x02";
const CENTRAL_LENGTH: u64 = 46;
const LOCAL: &[u8; 4] = b"PK\x03\x04";
const LOCAL_LENGTH: u64 = 30;

const EXTENDED_TIME: u16 = 0x5455;
const UNIX_OWNER: u16 = 0x7875;
const ZIP64: u16 = 1;

/// What both headers of a member say.
#[derive(Default)]
pub(super) struct Said {
    pub(super) needs: u16,
    pub(super) flags: u16,
    pub(super) method: u16,
    time: u32,
    pub(super) checksum: u32,
    pub(super) packed: u64,
    pub(super) size: u64,
    pub(super) name: Vec<u8>,
    extra: Extra,
}

/// The record in the central directory.
pub(super) struct Central {
    pub(super) said: Said,
    made_by: u16,
    internal: u16,
    external: u32,
    disk: u16,
    comment: Vec<u8>,
    /// Where the local header stands, as the directory has it.
    pub(super) offset: u64,
    /// Of the whole record, in bytes.
    pub(super) length: u64,
}

/// The header before the content.
pub(super) struct Local {
    pub(super) said: Said,
    pub(super) length: u64,
}

impl Central {
    /// The record at an offset; none where there is none.
    pub(super) fn read(content: &Content, at: u64) -> Result<Option<Self>, Fault> {
        if !content.has_at(at, CENTRAL) {
            return Ok(None);
        }
        let record = content.array_at::<{ CENTRAL_LENGTH as usize }>(at)?;
        let mut fields = Fields::of(&record);
        let lengths = record.get(28..34).map(Fields::of).and_then(|mut it| Some((it.u16()?, it.u16()?, it.u16()?)));
        let (name, extra, comment) = lengths.unwrap_or_default();
        let text_at = at + CENTRAL_LENGTH;
        let name = content.bytes_at(text_at, name.into())?;
        let extra = content.bytes_at(text_at + name.len() as u64, extra.into())?;
        let comment = content.bytes_at(text_at + (name.len() + extra.len()) as u64, comment.into())?;
        let length = CENTRAL_LENGTH + (name.len() + extra.len() + comment.len()) as u64;
        let parsed = (|| {
            fields.bytes(4)?;
            let made_by = fields.u16()?;
            let mut said = Said::read(&mut fields, name)?;
            fields.bytes(6)?;
            let (disk, internal, external, offset) = (fields.u16()?, fields.u16()?, fields.u32()?, fields.u32()?);
            let mut offset = u64::from(offset);
            said.extra = Extra::of(&extra, &mut [&mut said.size, &mut said.packed, &mut offset], false);
            Some(Self { said, made_by, internal, external, disk, comment, offset, length })
        })();
        Ok(parsed)
    }

    /// What the directory says, and where the local header says something else.
    pub(super) fn facts(&self, local: &Local) -> Vec<Fact> {
        let (said, other) = (&self.said, &local.said);
        let mut facts = Vec::new();
        // 3 is Unix, 19 macOS; others have no modes.
        if matches!(self.made_by >> 8, 3 | 19) {
            let mode = self.external >> 16;
            facts.push(Fact::mode((mode & 0o7777).into()));
            facts.push(Fact::kind(mode.into()));
            facts.push(Fact::new("attributes", format!("{:#06x}", self.external & 0xffff)));
        } else {
            facts.push(Fact::new("attributes", format!("{:#010x}", self.external)));
        }
        facts.push(Fact::time(time(said.time)));
        facts.push(Fact::new("method", super::packed::method_name(said.method)));
        facts.push(Fact::new("flags", format!("{:#06x}", said.flags)));
        facts.push(Fact::new("made by", format!("{:#06x}", self.made_by)));
        facts.push(Fact::new("needs version", said.needs));
        let mut unusual = |what, value: String, usual: bool| {
            if !usual {
                facts.push(Fact::new(what, value));
            }
        };
        unusual("internal attributes", format!("{:#06x}", self.internal), self.internal == 0);
        unusual("disk", self.disk.to_string(), self.disk == 0);
        unusual("comment", shown(&self.comment), self.comment.is_empty());
        facts.extend(other.extra.facts(&said.extra));
        facts.extend(said.contradictions(other));
        facts
    }

    pub(super) fn sums(&self) -> Vec<Fact> {
        let Said { size, packed, checksum, .. } = self.said;
        vec![
            Fact::new("size", size),
            Fact::new("packed size", packed),
            Fact::new("checksum", super::checksum(checksum)),
        ]
    }
}

impl Local {
    pub(super) fn read(content: &Content, at: u64) -> Result<Self, Fault> {
        let damaged = || Fault::damaged("a member has no header where the central directory says");
        let header = content.array_at::<{ LOCAL_LENGTH as usize }>(at)?;
        if !header.starts_with(LOCAL) {
            return Err(damaged());
        }
        let lengths = header.get(26..).map(Fields::of).and_then(|mut it| Some((it.u16()?, it.u16()?)));
        let (name, extra) = lengths.unwrap_or_default();
        let name = content.bytes_at(at + LOCAL_LENGTH, name.into())?;
        let extra = content.bytes_at(at + LOCAL_LENGTH + name.len() as u64, extra.into())?;
        let length = LOCAL_LENGTH + (name.len() + extra.len()) as u64;
        let mut said = Said::read(&mut Fields::of(header.get(4..).unwrap_or_default()), name).ok_or_else(damaged)?;
        said.extra = Extra::of(&extra, &mut [&mut said.size, &mut said.packed], true);
        Ok(Self { said, length })
    }
}

impl Said {
    fn read(fields: &mut Fields<'_>, name: Vec<u8>) -> Option<Self> {
        let (needs, flags, method, time) = (fields.u16()?, fields.u16()?, fields.u16()?, fields.u32()?);
        let (checksum, packed, size) = (fields.u32()?, fields.u32()?, fields.u32()?);
        let (packed, size) = (packed.into(), size.into());
        Some(Self { needs, flags, method, time, checksum, packed, size, name, extra: Extra::default() })
    }

    /// Whether a record behind the content says its size and checksum.
    pub(super) fn has_descriptor(&self) -> bool {
        self.flags & 8 != 0
    }

    fn contradictions(&self, local: &Self) -> Option<Fact> {
        let mut said = String::new();
        let mut other = |what: &str, ours: String, theirs: String| {
            if ours != theirs {
                let separator = if said.is_empty() { "" } else { ", " };
                let _ = write!(said, "{separator}{what} {theirs}");
            }
        };
        other("name", shown(&self.name), shown(&local.name));
        other("version", self.needs.to_string(), local.needs.to_string());
        other("flags", format!("{:#06x}", self.flags), format!("{:#06x}", local.flags));
        other("method", self.method.to_string(), local.method.to_string());
        other("time", time(self.time), time(local.time));
        // A header written before the content was known has none of these.
        let unknown = local.has_descriptor() && (local.checksum, local.packed, local.size) == (0, 0, 0);
        if unknown {
            other("size and checksum", String::new(), "left to the record behind the content".to_owned());
        } else {
            other("checksum", format!("{:08x}", self.checksum), format!("{:08x}", local.checksum));
            other("packed size", self.packed.to_string(), local.packed.to_string());
            other("size", self.size.to_string(), local.size.to_string());
        }
        (!said.is_empty()).then(|| Fact::new("the local header contradicts", said))
    }
}

/// Extra fields.
#[derive(Default, PartialEq, Eq)]
struct Extra {
    /// Of the last change, the last access and the making.
    times: [Option<i32>; 3],
    owner: Option<(u32, u32)>,
    /// All others, and how those that are read are spelled.
    others: String,
}

impl Extra {
    /// Reads the fields of one header. `wide` are the numbers that a zip64 field replaces where they are at their limit.
    fn of(bytes: &[u8], wide: &mut [&mut u64], local: bool) -> Self {
        let mut extra = Self::default();
        let mut fields = Fields::of(bytes);
        loop {
            let mut next = fields;
            let field = (|| {
                let (kind, length) = (next.u16()?, next.u16()?);
                Some((kind, next.bytes(length.into())?))
            })();
            let Some((kind, data)) = field else { break };
            fields = next;
            let read = match kind {
                ZIP64 => widen(data, wide),
                EXTENDED_TIME => extra.take_times(data, local),
                UNIX_OWNER => extra.take_owner(data),
                _ => None,
            };
            let _ = match read {
                Some(read) => write!(extra.others, "{kind:#06x} ({read}) "),
                None => write!(extra.others, "{kind:#06x} {} ", hex::digits(data)),
            };
        }
        if !fields.rest().is_empty() {
            let _ = write!(extra.others, "then {}", hex::digits(fields.rest()));
        }
        extra.others = shown(extra.others.trim_end().as_bytes());
        extra
    }

    fn take_times(&mut self, data: &[u8], local: bool) -> Option<String> {
        let mut fields = Fields::of(data);
        let [flags] = fields.array()?;
        // The central directory repeats the flags, and only the first of the times.
        let mut times = [None; 3];
        for (number, time) in times.iter_mut().enumerate().take(if local { 3 } else { 1 }) {
            if flags >> number & 1 == 1 {
                *time = Some(i32::from_le_bytes(fields.array()?));
            }
        }
        if !fields.rest().is_empty() || self.times != [None; 3] {
            return None;
        }
        self.times = times;
        Some(format!("times {flags:#x}"))
    }

    fn take_owner(&mut self, data: &[u8]) -> Option<String> {
        let mut fields = Fields::of(data);
        let [version, width] = fields.array()?;
        let owner = fields.u32()?;
        let [group_width] = fields.array()?;
        let group = fields.u32()?;
        if (version, width, group_width) != (1, 4, 4) || !fields.rest().is_empty() || self.owner.is_some() {
            return None;
        }
        self.owner = Some((owner, group));
        Some("owner".to_owned())
    }

    /// What these of the local header say, and those of the directory, where it is something else.
    fn facts(&self, central: &Self) -> Vec<Fact> {
        let mut facts = Vec::new();
        let [changed, accessed, made] = self.times;
        let time = |what, time: Option<i32>| time.map(|seconds| Fact::new(what, seconds));
        facts.extend(time("extended time", changed));
        facts.extend(time("accessed", accessed));
        facts.extend(time("made", made));
        if central.times[0] != changed {
            facts.extend(time("extended time in the directory", central.times[0]));
        }
        let owner = self.owner.or(central.owner);
        facts.extend(owner.map(|(owner, _)| Fact::new("owner", owner)));
        facts.extend(owner.map(|(_, group)| Fact::new("group", group)));
        if let (Some(_), Some((owner, group))) = (self.owner, central.owner.filter(|_| self.owner != central.owner)) {
            facts.push(Fact::new("owner and group in the directory", format!("{owner}, {group}")));
        }
        let mut others = |what, others: &str| {
            if !others.is_empty() {
                facts.push(Fact::new(what, others));
            }
        };
        others("extra field", &self.others);
        others("extra field of the directory", &central.others);
        facts
    }
}

/// Puts the numbers of a zip64 field where they belong; none if it holds others.
fn widen(data: &[u8], wide: &mut [&mut u64]) -> Option<String> {
    let mut fields = Fields::of(data);
    let count = wide.iter().filter(|number| ***number == u64::from(u32::MAX)).count();
    if count == 0 || data.len() != count * 8 {
        return None;
    }
    for number in wide.iter_mut().filter(|number| ***number == u64::from(u32::MAX)) {
        **number = fields.u64()?;
    }
    Some(format!("{count} numbers"))
}

/// Seconds since 1970 of a time of MS-DOS, read as UTC; as it stands there, if it is none.
fn time(dos: u32) -> String {
    let part = |from: u32, bits: u32| i64::from(dos >> from & ((1 << bits) - 1));
    let (hour, minute, second) = (part(11, 5), part(5, 6), part(0, 5) * 2);
    let (year, month, day) = (1980 + part(25, 7), part(21, 4), part(16, 5));
    let days = moment::days(year, month, day);
    let is_day = moment::last_day(year, month).is_some_and(|last| day <= last);
    match days.filter(|_| hour < 24 && minute < 60 && second < 60) {
        Some(days) if is_day => (days * 86_400 + hour * 3600 + minute * 60 + second).to_string(),
        _ => format!("none ({dos:#010x})"),
    }
}
