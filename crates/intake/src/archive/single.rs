use std::io::{self, Cursor, Read};

use banbury_evidence::DropPath;

use super::budget::{Budget, Metered};
use super::member::{Member, MemberKind, Receiver};
use super::source::Source;
use super::unpack::{Packing, Unpacked};
use crate::content::drain;

/// Gives the one content of a compressed file to `receiver`, under the name of the file without its suffix, and tells
/// how many bytes follow its end.
///
/// The format does not tell the content's length, which git's id needs first: what is larger than `inspect_bytes` is
/// unpacked twice, and never held in memory. `file_name` is escaped, as drop paths are.
pub(crate) fn read(
    packing: Packing,
    source: Source,
    file_name: &str,
    inspect_bytes: u64,
    budget: &Budget,
    receiver: &mut dyn Receiver,
) -> io::Result<u64> {
    let name = DropPath::from_escaped(content_name(file_name)).to_bytes();
    let again = source.again();
    let mut unpacked = Metered { reader: Unpacked::new(packing, source.reader())?, budget };
    let mut content = Vec::new();
    let read = (&mut unpacked).take(inspect_bytes.saturating_add(1)).read_to_end(&mut content);
    let mut size = content.len() as u64;
    let read = match read {
        Ok(_) if size <= inspect_bytes => {
            let member = Member { name, mode: None, kind: MemberKind::File { size } };
            receiver.member(member, &mut Cursor::new(content))?;
            return Ok(unpacked.reader.trailing());
        }
        Ok(_) => {
            drop(content);
            drain(&mut unpacked).map(|(rest, _)| size += rest)
        }
        Err(error) => Err(error),
    };
    // Why the content cannot be given: a member of that name is booked with the reason.
    let refused = match (read, again) {
        (Ok(()), Some(stored)) => {
            let member = Member { name, mode: None, kind: MemberKind::File { size } };
            receiver.member(member, &mut Unpacked::new(packing, Source::Stored(stored).reader())?)?;
            return Ok(unpacked.reader.trailing());
        }
        (Ok(()), None) => budget.refuse("it stands in another archive and is too large to be unpacked twice"),
        (Err(error), _) => error,
    };
    receiver.member(Member { name, mode: None, kind: MemberKind::File { size: 1 } }, &mut Failing(Some(refused)))?;
    Ok(0)
}

/// Gives an error that came up before the member's reader was made.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// `x.c.gz` holds `x.c`; what has no telling suffix holds `content`.
fn content_name(file_name: &str) -> &str {
    let stem = [".gz", ".bz2", ".xz", ".zst"].iter().find_map(|suffix| file_name.strip_suffix(suffix));
    stem.filter(|stem| !stem.is_empty()).unwrap_or("content")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_is_named_after_its_file() {
        assert_eq!(content_name("x.c.gz"), "x.c");
        assert_eq!(content_name(".gz"), "content");
        assert_eq!(content_name("blob"), "content");
    }
}
