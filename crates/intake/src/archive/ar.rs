//! The ar format with the long names of GNU (`/offset` into a table) and BSD (`#1/length` before the content).

use std::io::{self, Read};

use super::member::{Member, MemberKind, Receiver, Stretch, damage, read_record, read_up_to};
use super::pax::number;

const MAGIC: &[u8; 8] = b"!<arch>\n";
const HEADER: usize = 60;
/// Largest table of long names in bytes.
const MOST_NAMES: u64 = 16 << 20;

pub(crate) fn recognise(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

/// Gives every member to `receiver`; GNU's symbol index and table of names are not members.
pub(crate) fn read(reader: &mut dyn Read, receiver: &mut dyn Receiver) -> io::Result<()> {
    read_record(reader, MAGIC.len() as u64, MAGIC.len() as u64, "the magic of an ar archive")?;
    let mut long_names = Vec::new();
    loop {
        let mut header = [0; HEADER];
        match read_up_to(reader, &mut header)? {
            0 => return Ok(()),
            HEADER => {}
            // The padding behind the last member may be a newline of its own.
            1 if header[0] == b'\n' => return Ok(()),
            _ => return Err(damage("the archive ends in the middle of a header")),
        }
        let [name @ .., b'`', b'\n'] = &header[..] else { return Err(damage("what should be an ar header is none")) };
        let field = |from: usize, to: usize| name.get(from..to).unwrap_or_default().trim_ascii();
        let size = number(field(48, 58)).filter(|_| !field(48, 58).is_empty());
        let mut size = size.ok_or_else(|| damage("the size in an ar header is not a number"))?;
        let mode = str::from_utf8(field(40, 48)).ok().and_then(|digits| u32::from_str_radix(digits, 8).ok());
        let padding = size % 2;
        let name = match field(0, 16) {
            b"/" | b"/SYM64/" => {
                Stretch { reader, remaining: size }.skip(padding)?;
                continue;
            }
            b"//" => {
                long_names = read_record(reader, size, MOST_NAMES, "a table of names")?;
                Stretch { reader, remaining: 0 }.skip(padding)?;
                continue;
            }
            [b'#', b'1', b'/', length @ ..] => {
                let length = number(length).filter(|length| *length <= size);
                let length = length.ok_or_else(|| damage("the length of a name in an ar header is wrong"))?;
                size -= length;
                let mut name = read_record(reader, length, 1 << 16, "a long name")?;
                name.truncate(name.iter().position(|byte| *byte == 0).unwrap_or(name.len()));
                name
            }
            [b'/', offset @ ..] if !offset.is_empty() && number(offset).is_some() => {
                let offset = number(offset).and_then(|offset| usize::try_from(offset).ok()).unwrap_or(usize::MAX);
                let rest = long_names.get(offset..).filter(|rest| !rest.is_empty());
                let rest = rest.ok_or_else(|| damage("a long name of the ar archive is missing from its table"))?;
                let line = rest.split(|byte| *byte == b'\n' || *byte == 0).next().unwrap_or_default();
                line.strip_suffix(b"/").unwrap_or(line).to_vec()
            }
            short => short.strip_suffix(b"/").unwrap_or(short).to_vec(),
        };
        let mode = mode.map(|mode| mode & 0o7777);
        let mut content = Stretch { reader: &mut *reader, remaining: size };
        receiver.member(Member { name, mode, kind: MemberKind::File { size } }, &mut content)?;
        content.skip(padding)?;
    }
}
