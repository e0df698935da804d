//! Unpacks the members of a zip archive.

use std::io::{self, BufRead, BufReader, Read};

use bzip2::bufread::BzDecoder;
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use liblzma::bufread::XzDecoder;
use liblzma::stream::Stream;

use crate::container::Packed;
use crate::content::{Content, Reader};

/// The memory that a stream may ask for, in bytes.
const DICTIONARY: u64 = 512 << 20;

pub(super) const STORED: u16 = 0;

pub(super) fn method_name(method: u16) -> String {
    let name = match method {
        STORED => "stored",
        8 => "deflate",
        9 => "deflate64",
        12 => "bzip2",
        14 => "lzma",
        93 => "zstd",
        95 => "xz",
        other => return format!("method {other}"),
    };
    name.to_owned()
}

/// The content of a member as it lies in the archive.
pub(super) struct Stored {
    pub(super) method: u16,
    pub(super) encrypted: bool,
    pub(super) content: Content,
    pub(super) size: u64,
    pub(super) checksum: u32,
}

impl Packed for Stored {
    fn stored(&self) -> Option<(String, Vec<Content>)> {
        let encrypted = if self.encrypted { "encrypted, " } else { "" };
        Some((format!("{encrypted}{}", method_name(self.method)), vec![self.content.clone()]))
    }

    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        if self.encrypted {
            return Err(io::Error::other("it is encrypted"));
        }
        let packed = BufReader::new(self.content.reader());
        let (size, checksum) = (self.size, self.checksum);
        Ok(match self.method {
            STORED => whole(packed, size, checksum, |it| it.fill_buf()),
            8 => whole(DeflateDecoder::new(packed), size, checksum, |it| it.get_mut().fill_buf()),
            12 => whole(BzDecoder::new(packed), size, checksum, |it| it.get_mut().fill_buf()),
            14 => whole(lzma(packed, size)?, size, checksum, |it| it.get_mut().fill_buf()),
            93 => {
                let decoder = zstd::stream::read::Decoder::with_buffer(packed)?.single_frame();
                whole(decoder, size, checksum, |it| it.get_mut().fill_buf())
            }
            95 => {
                let stream = Stream::new_stream_decoder(DICTIONARY, 0)?;
                whole(XzDecoder::new_stream(packed, stream), size, checksum, |it| it.get_mut().fill_buf())
            }
            other => return Err(io::Error::other(format!("{} is not opened", method_name(other)))),
        })
    }
}

type Headed = io::Chain<io::Cursor<Vec<u8>>, BufReader<Reader>>;

/// The header of this method, put as that of an LZMA file, which has the unpacked size in it.
fn lzma(mut packed: BufReader<Reader>, size: u64) -> io::Result<XzDecoder<Headed>> {
    let mut header = [0; 9];
    packed.read_exact(&mut header)?;
    let [_, _, 5, 0, properties @ ..] = header else {
        return Err(io::Error::other("its LZMA properties are of an unknown length"));
    };
    let header = [properties.as_slice(), &size.to_le_bytes()].concat();
    Ok(XzDecoder::new_stream(io::Cursor::new(header).chain(packed), Stream::new_lzma_decoder(DICTIONARY)?))
}

/// Looks at what an unpacker has left of its input.
type Left<D> = fn(&mut D) -> io::Result<&[u8]>;

fn whole<'a, D: Read + 'a>(decoder: D, size: u64, checksum: u32, left: Left<D>) -> Box<dyn Read + 'a> {
    Box::new(Whole { decoder, left, size, checksum, crc: Crc::new(), read: 0 })
}

/// A stream that must be as long as stated, fit its checksum, and leave nothing behind it.
struct Whole<D> {
    decoder: D,
    left: Left<D>,
    size: u64,
    checksum: u32,
    crc: Crc,
    read: u64,
}

impl<D: Read> Read for Whole<D> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.decoder.read(buffer)?;
        self.crc.update(buffer.get(..length).unwrap_or_default());
        self.read += length as u64;
        if length == 0 && !buffer.is_empty() {
            let fault = if self.read != self.size {
                "it unpacks to another size than stated"
            } else if self.crc.sum() != self.checksum {
                "its checksum does not fit"
            } else if !(self.left)(&mut self.decoder)?.is_empty() {
                "bytes stand behind the packed data"
            } else {
                return Ok(0);
            };
            return Err(io::Error::new(io::ErrorKind::InvalidData, fault));
        }
        Ok(length)
    }
}
