use std::io::{self, IoSlice, Read, Write};

/// What a message takes up on its way besides its own bytes.
pub(crate) const HEADER: usize = 8;

/// How much of the messages that wait is taken at once.
pub(crate) const BUFFER: usize = 256 << 10;

/// What is set aside for a message before any of it has come: its length is only said so far.
const TRUSTED_LENGTH: u64 = 1 << 20;

/// Writes one message: its length as eight bytes, little-endian, and then the bytes. Both at once, so that nobody wakes
/// up for the length alone.
pub(crate) fn write(to: &mut impl Write, message: &[u8]) -> io::Result<()> {
    let header = (message.len() as u64).to_le_bytes();
    let written = to.write_vectored(&[IoSlice::new(&header), IoSlice::new(message)])?;
    to.write_all(header.get(written..).unwrap_or_default())?;
    to.write_all(message.get(written.saturating_sub(HEADER)..).unwrap_or_default())
}

/// Reads one message of at most `most` bytes; none at the end of the stream.
pub(crate) fn read(from: &mut impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; HEADER];
    match from.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u64::from_le_bytes(length);
    if length > most {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("a message of {length} bytes is past the limit"),
        ));
    }
    let mut message = Vec::with_capacity(length.min(TRUSTED_LENGTH) as usize);
    from.take(length).read_to_end(&mut message)?;
    if message.len() as u64 != length {
        return Ok(None);
    }
    Ok(Some(message))
}
