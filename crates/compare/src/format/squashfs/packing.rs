//! The compressors of Squashfs, and what one block of each holds.

use std::io::{self, Read};

use flate2::bufread::ZlibDecoder;
use liblzma::bufread::XzDecoder;
use liblzma::stream::Stream;

use crate::format::lzo;

/// The memory that an xz or LZMA block may ask for, in bytes: its dictionary is no longer than a block.
const DICTIONARY: u64 = 64 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Lzma,
    Lzo,
    Xz,
    Lz4,
    Zstd,
}

impl Packing {
    /// By the number in the superblock.
    pub(super) fn of(number: u16) -> Option<Self> {
        Some(match number {
            1 => Self::Gzip,
            2 => Self::Lzma,
            3 => Self::Lzo,
            4 => Self::Xz,
            5 => Self::Lz4,
            6 => Self::Zstd,
            _ => return None,
        })
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Lzma => "LZMA",
            Self::Lzo => "LZO",
            Self::Xz => "xz",
            Self::Lz4 => "LZ4",
            Self::Zstd => "zstd",
        }
    }

    /// A block of at most `most` bytes, and how many of the stored bytes stand behind its end.
    pub(super) fn unpack(self, stored: &[u8], most: usize) -> io::Result<(Vec<u8>, usize)> {
        let wrong = |error: &dyn std::fmt::Display| io::Error::other(error.to_string());
        let stream = |stream: Result<Stream, liblzma::stream::Error>| stream.map_err(|error| wrong(&error));
        match self {
            Self::Gzip => {
                let mut decoder = ZlibDecoder::new(stored);
                Ok((take(&mut decoder, most)?, decoder.into_inner().len()))
            }
            Self::Xz | Self::Lzma => {
                let stream = match self {
                    Self::Xz => stream(Stream::new_stream_decoder(DICTIONARY, 0))?,
                    _ => stream(Stream::new_lzma_decoder(DICTIONARY))?,
                };
                let mut decoder = XzDecoder::new_stream(stored, stream);
                Ok((take(&mut decoder, most)?, decoder.into_inner().len()))
            }
            Self::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::with_buffer(stored)?.single_frame();
                Ok((take(&mut decoder, most)?, decoder.finish().len()))
            }
            Self::Lz4 => {
                let mut block = vec![0; most];
                let length = lz4_flex::block::decompress_into(stored, &mut block).map_err(|error| wrong(&error))?;
                block.truncate(length);
                Ok((block, 0))
            }
            Self::Lzo => {
                let block = lzo::unpack(stored, most).ok_or_else(|| io::Error::other("LZO data is damaged"))?;
                Ok((block, 0))
            }
        }
    }
}

fn take(decoder: &mut impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut block = Vec::new();
    decoder.take(most as u64 + 1).read_to_end(&mut block)?;
    match block.len() <= most {
        true => Ok(block),
        false => Err(io::Error::other("a block is longer than blocks may be")),
    }
}
