//! Cpio in its portable forms: `newc` and `crc` (hexadecimal), and `odc` (octal, POSIX 1003.1-1997).

use std::collections::BTreeMap;
use std::io::{self, Read};

use super::member::{Member, MemberKind, Receiver, Stretch, damage, read_record, read_up_to};

/// Longest name or link target in bytes.
const MOST_NAME: u64 = 64 << 10;

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Hexadecimal,
    Octal,
}

impl Form {
    fn of(magic: &[u8]) -> Option<Self> {
        match magic.get(..6)? {
            b"070701" | b"070702" => Some(Self::Hexadecimal),
            b"070707" => Some(Self::Octal),
            _ => None,
        }
    }

    /// Length of the header behind the magic.
    fn rest(self) -> usize {
        match self {
            Self::Hexadecimal => 104,
            Self::Octal => 70,
        }
    }

    /// Names and contents are padded to this.
    fn alignment(self) -> u64 {
        match self {
            Self::Hexadecimal => 4,
            Self::Octal => 1,
        }
    }
}

pub(crate) fn recognise(head: &[u8]) -> bool {
    Form::of(head).is_some_and(|form| {
        let fields = head.get(6..6 + form.rest()).unwrap_or_default();
        fields.len() == form.rest() && fields.iter().all(u8::is_ascii_hexdigit)
    })
}

struct Fields {
    inode: (u64, u64, u64),
    mode: u32,
    links: u64,
    size: u64,
    device: (u32, u32),
    name_size: u64,
}

fn fields(form: Form, header: &[u8]) -> Option<Fields> {
    let number = |from: usize, length: usize, radix| {
        let digits = str::from_utf8(header.get(from..from + length)?).ok()?;
        u64::from_str_radix(digits, radix).ok()
    };
    Some(match form {
        Form::Hexadecimal => {
            let field = |index: usize| number(index * 8, 8, 16);
            Fields {
                inode: (field(7)?, field(8)?, field(0)?),
                mode: field(1)? as u32,
                links: field(4)?,
                size: field(6)?,
                device: (field(9)? as u32, field(10)? as u32),
                name_size: field(11)?,
            }
        }
        Form::Octal => {
            let device = number(36, 6, 8)? as u32;
            Fields {
                inode: (number(0, 6, 8)?, 0, number(6, 6, 8)?),
                mode: number(12, 6, 8)? as u32,
                links: number(30, 6, 8)?,
                size: number(59, 11, 8)?,
                device: (device >> 8, device & 0xff),
                name_size: number(53, 6, 8)?,
            }
        }
    })
}

/// Gives every member to `receiver`. What stands behind the trailer is left in `reader`.
pub(crate) fn read(reader: &mut dyn Read, receiver: &mut dyn Receiver) -> io::Result<()> {
    let mut links = Links::default();
    loop {
        let mut magic = [0; 6];
        if read_up_to(reader, &mut magic)? < magic.len() {
            return Err(damage("the archive has no trailer: it may have been cut off"));
        }
        let form = Form::of(&magic).ok_or_else(|| damage("what should be a cpio header is none"))?;
        let header = read_record(reader, form.rest() as u64, 104, "a cpio header")?;
        let fields = fields(form, &header).ok_or_else(|| damage("a number in a cpio header is malformed"))?;
        let padding = |length: u64| length.next_multiple_of(form.alignment()) - length;
        let mut name = read_record(reader, fields.name_size, MOST_NAME, "a name")?;
        Stretch { reader, remaining: 0 }.skip(padding(6 + form.rest() as u64 + fields.name_size))?;
        name.truncate(name.iter().position(|byte| *byte == 0).unwrap_or(name.len()));
        if name == b"TRAILER!!!" {
            return links.give(receiver);
        }
        let mode = Some(fields.mode & 0o7777);
        let mut content = Stretch { reader: &mut *reader, remaining: fields.size };
        let kind = match fields.mode & 0o170000 {
            0o040000 => MemberKind::Directory,
            0o120000 => {
                let target = read_record(&mut content, fields.size, MOST_NAME, "a link target")?;
                MemberKind::Symlink(target)
            }
            0o010000 => MemberKind::Fifo,
            0o140000 => MemberKind::Socket,
            0o020000 => MemberKind::CharDevice(fields.device.0, fields.device.1),
            0o060000 => MemberKind::BlockDevice(fields.device.0, fields.device.1),
            _ => MemberKind::File { size: fields.size },
        };
        let is_file = matches!(kind, MemberKind::File { .. });
        if form == Form::Hexadecimal && is_file && fields.links > 1 && links.hold_back(&fields, &name, mode) {
            content.skip(padding(fields.size))?;
            continue;
        }
        receiver.member(Member { name, mode, kind }, &mut content)?;
        content.skip(padding(fields.size))?;
    }
}

/// Names of one inode: in these forms the last one alone carries the content.
#[derive(Default)]
struct Links(BTreeMap<(u64, u64, u64), Inode>);

#[derive(Default)]
struct Inode {
    without_content: Vec<(Vec<u8>, Option<u32>)>,
    with_content: Option<Vec<u8>>,
}

impl Links {
    /// Whether this name is to wait for the one that carries the content.
    fn hold_back(&mut self, fields: &Fields, name: &[u8], mode: Option<u32>) -> bool {
        let inode = self.0.entry(fields.inode).or_default();
        if fields.size > 0 {
            inode.with_content = Some(name.to_vec());
            return false;
        }
        inode.without_content.push((name.to_vec(), mode));
        true
    }

    fn give(self, receiver: &mut dyn Receiver) -> io::Result<()> {
        for inode in self.0.into_values() {
            for (name, mode) in inode.without_content {
                let kind = match &inode.with_content {
                    Some(target) => MemberKind::HardLink(target.clone()),
                    None => MemberKind::File { size: 0 },
                };
                receiver.member(Member { name, mode, kind }, &mut io::empty())?;
            }
        }
        Ok(())
    }
}
