use std::io::{self, Read};

/// A member of an archive, as the archive describes it.
pub(crate) struct Member {
    /// As written.
    pub(crate) name: Vec<u8>,
    /// Permission bits with setuid, setgid and sticky.
    pub(crate) mode: Option<u32>,
    pub(crate) kind: MemberKind,
}

pub(crate) enum MemberKind {
    /// The content either has exactly `size` bytes or fails with an error.
    File {
        size: u64,
    },
    Directory,
    Symlink(Vec<u8>),
    /// Another name of the member of this name, which may stand before or behind it.
    HardLink(Vec<u8>),
    Fifo,
    Socket,
    CharDevice(u32, u32),
    BlockDevice(u32, u32),
    /// With the reason, for example that it is encrypted.
    Unreadable(String),
}

/// What is done with the members of an archive, one after the other.
pub(crate) trait Receiver {
    /// Takes one member. What it leaves of the content is skipped.
    ///
    /// # Errors
    /// Whatever reading the content gave: either [`super::budget::Reached`], or damage. The member itself has been
    /// booked by then.
    fn member(&mut self, member: Member, content: &mut dyn Read) -> io::Result<()>;
}

/// The archive is not as its format wants it.
pub(crate) fn damage(what: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.into())
}

/// The next `remaining` bytes of an archive, for one member.
pub(crate) struct Stretch<'a> {
    pub(crate) reader: &'a mut dyn Read,
    pub(crate) remaining: u64,
}

impl Stretch<'_> {
    /// Passes over what has not been read, and `padding` more bytes, which may be missing at the end of an archive.
    pub(crate) fn skip(self, padding: u64) -> io::Result<()> {
        let left = io::copy(&mut (&mut *self.reader).take(self.remaining), &mut io::sink())?;
        if left < self.remaining {
            return Err(cut_off());
        }
        io::copy(&mut self.reader.take(padding), &mut io::sink())?;
        Ok(())
    }
}

impl Read for Stretch<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wanted = buffer.len().min(usize::try_from(self.remaining).unwrap_or(usize::MAX));
        let count = self.reader.read(buffer.get_mut(..wanted).unwrap_or_default())?;
        if count == 0 && wanted > 0 {
            return Err(cut_off());
        }
        self.remaining -= count as u64;
        Ok(count)
    }
}

fn cut_off() -> io::Error {
    damage("the archive ends in the middle of a member")
}

/// Reads as much of `buffer` as there is, and tells how much.
pub(crate) fn read_up_to(reader: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match reader.read(rest) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Reads exactly `size` bytes of an archive's own bookkeeping, of which no honest archive has more than `most`.
pub(crate) fn read_record(reader: &mut dyn Read, size: u64, most: u64, what: &str) -> io::Result<Vec<u8>> {
    if size > most {
        return Err(damage(format!("{what} of {size} bytes: more than {most} are not believed")));
    }
    let mut bytes = Vec::new();
    reader.take(size).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < size {
        return Err(damage(format!("the archive ends in the middle of {what}")));
    }
    Ok(bytes)
}
