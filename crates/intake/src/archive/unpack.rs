use std::io::{self, BufRead, Read};

use liblzma::stream::Stream;

use super::source::Lookahead;
use crate::content::drain;

/// Memory that an xz decoder may ask for: `xz -9` asks for 65 MiB.
const XZ_MEMORY: u64 = 256 << 20;
/// Binary logarithm of the largest window that a zstd decoder accepts: 128 MiB, the default of the `zstd` program.
const ZSTD_WINDOW_LOG: u32 = 27;

/// A stream compression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Packing {
    Gzip,
    Bzip2,
    Xz,
    Zstd,
}

impl Packing {
    /// The packing that a content opens with.
    pub(crate) fn recognise(head: &[u8]) -> Option<Self> {
        match head {
            // RFC 1952, 2.3.1: the method is deflate, the reserved flags are zero.
            [0x1f, 0x8b, 8, flags, ..] if flags & 0xe0 == 0 => Some(Self::Gzip),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..]
            | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, ..] => Some(Self::Bzip2),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    /// Whether another stream of this packing follows the one that has just ended.
    fn follows(self, next: &[u8]) -> bool {
        // RFC 8878, 3.1.2: skippable frames may stand between the others.
        let skippable = self == Self::Zstd && matches!(next, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..]);
        skippable || Self::recognise(next) == Some(self)
    }
}

/// The unpacked content of one or more compressed streams in a row, as the compressors' own programs give it.
pub(crate) struct Unpacked<R: Read> {
    packing: Packing,
    state: State<R>,
    trailing: u64,
}

enum State<R: Read> {
    Gzip(flate2::bufread::GzDecoder<Lookahead<R>>),
    Bzip2(bzip2::bufread::BzDecoder<Lookahead<R>>),
    Xz(liblzma::bufread::XzDecoder<Lookahead<R>>),
    Zstd(zstd::stream::read::Decoder<'static, Lookahead<R>>),
    Ended,
}

impl<R: Read> Unpacked<R> {
    pub(crate) fn new(packing: Packing, reader: Lookahead<R>) -> io::Result<Self> {
        Ok(Self { packing, state: State::open(packing, reader)?, trailing: 0 })
    }

    /// After the end: how many bytes follow the last stream, if one of them is not zero.
    pub(crate) fn trailing(&self) -> u64 {
        self.trailing
    }

    /// Goes on to the next stream behind the one that has ended, or ends.
    fn go_on(&mut self, mut reader: Lookahead<R>) -> io::Result<()> {
        let mut padding = 0;
        loop {
            let next = reader.fill_buf()?;
            let zeros = next.iter().take_while(|byte| **byte == 0).count();
            if zeros == 0 {
                break;
            }
            reader.consume(zeros);
            padding += zeros as u64;
        }
        // Of the four, only xz allows padding between streams.
        if (padding == 0 || self.packing == Packing::Xz) && self.packing.follows(reader.peek(10)?) {
            self.state = State::open(self.packing, reader)?;
            return Ok(());
        }
        let (rest, _) = drain(&mut reader)?;
        if rest > 0 {
            self.trailing = padding + rest;
        }
        Ok(())
    }
}

impl<R: Read> State<R> {
    fn open(packing: Packing, reader: Lookahead<R>) -> io::Result<Self> {
        Ok(match packing {
            Packing::Gzip => Self::Gzip(flate2::bufread::GzDecoder::new(reader)),
            Packing::Bzip2 => Self::Bzip2(bzip2::bufread::BzDecoder::new(reader)),
            Packing::Xz => {
                let stream = Stream::new_stream_decoder(XZ_MEMORY, 0)?;
                Self::Xz(liblzma::bufread::XzDecoder::new_stream(reader, stream))
            }
            Packing::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::with_buffer(reader)?.single_frame();
                decoder.window_log_max(ZSTD_WINDOW_LOG)?;
                Self::Zstd(decoder)
            }
        })
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let count = match &mut self.state {
                State::Gzip(decoder) => decoder.read(buffer)?,
                State::Bzip2(decoder) => decoder.read(buffer)?,
                State::Xz(decoder) => decoder.read(buffer)?,
                State::Zstd(decoder) => decoder.read(buffer)?,
                State::Ended => return Ok(0),
            };
            if count > 0 {
                return Ok(count);
            }
            let reader = match std::mem::replace(&mut self.state, State::Ended) {
                State::Gzip(decoder) => decoder.into_inner(),
                State::Bzip2(decoder) => decoder.into_inner(),
                State::Xz(decoder) => decoder.into_inner(),
                State::Zstd(decoder) => decoder.finish(),
                State::Ended => return Ok(0),
            };
            self.go_on(reader)?;
        }
    }
}
