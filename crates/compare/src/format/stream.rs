//! One content, compressed: gzip, xz, bzip2, zstd, LZ4 and LZMA.

use std::io::{self, BufReader, Read, Seek};

use banbury_evidence::DropPath;
use bzip2::bufread::BzDecoder;
use flate2::bufread::GzDecoder;
use liblzma::bufread::XzDecoder;
use liblzma::stream::Stream;

use super::blockwise::Blockwise;
use super::{Format, Look};
use crate::budget::Budget;
use crate::container::{Container, Fact, Member};
use crate::content::{Content, Reader};
use crate::fault::Fault;
use crate::hex;

/// Streams that follow each other in one file.
const STREAMS: usize = 1 << 16;

/// The memory that an xz or LZMA stream may ask for, in bytes: `xz -9` asks for 65 MiB.
const DICTIONARY: u64 = 512 << 20;

const fn format(
    name: &'static str,
    recognises: fn(&Content) -> bool,
    open: fn(&Content, &mut Budget) -> Result<Container, Fault>,
) -> Format {
    Format { name, part: "stream", rest: "bytes behind the compressed data", recognises, look: Look::Members(open) }
}

/// RFC 1952.
pub(super) const GZIP: Format = format("gzip file", |content| content.has_at(0, &GZIP_MAGIC), gzip);
pub(super) const XZ: Format = format("xz file", |content| content.has_at(0, XZ_MAGIC), xz);
pub(super) const BZIP2: Format = format("bzip2 file", is_bzip2, bzip2);
/// RFC 8878.
pub(super) const ZSTD: Format = format("zstd file", |content| content.has_at(0, &ZSTD_MAGIC), zstd);
pub(super) const LZ4: Format = format("LZ4 file", |content| content.has_at(0, &LZ4_MAGIC), lz4);
/// As Linux packs its images.
pub(super) const LZ4_LEGACY: Format =
    format("LZ4 file of the old format", |content| content.has_at(0, &LZ4_LEGACY_MAGIC), lz4_legacy);
/// The older format of LZMA, which has no magic number.
pub(super) const LZMA: Format = format("LZMA file", is_lzma, lzma);

const GZIP_MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
const XZ_MAGIC: &[u8] = b"\xfd7zXZ\0";
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
const LZ4_MAGIC: [u8; 4] = [0x04, 0x22, 0x4d, 0x18];
const LZ4_LEGACY_MAGIC: [u8; 4] = [0x02, 0x21, 0x4c, 0x18];

fn is_bzip2(content: &Content) -> bool {
    content.has_at(0, b"BZh")
        && content.array_at::<7>(3).is_ok_and(|[level, magic @ ..]| {
            level.is_ascii_digit()
                && (magic == [0x31, 0x41, 0x59, 0x26, 0x53, 0x59] || magic == [0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
        })
}

/// Usual properties, a dictionary of a power of two or one and a half of it, and a length that is unknown or below
/// 256 GiB.
fn is_lzma(content: &Content) -> bool {
    content.array_at::<13>(0).is_ok_and(|[properties, d0, d1, d2, d3, size @ ..]| {
        let dictionary = u32::from_le_bytes([d0, d1, d2, d3]);
        let size = u64::from_le_bytes(size);
        properties == 0x5d
            && dictionary >= 1 << 12
            && (dictionary.is_power_of_two() || (dictionary / 3 * 2).is_power_of_two())
            && (size == u64::MAX || size < 1 << 38)
    })
}

/// Unpacks stream after stream as long as one begins with `magic`, and leaves what follows. `header` tells what a stream
/// says of itself.
fn unpack<D: Read>(
    content: &Content,
    budget: &mut Budget,
    header: impl Fn(&Content) -> Result<Vec<Fact>, Fault>,
    decoder: impl Fn(BufReader<Reader>) -> io::Result<D>,
    into_inner: impl Fn(D) -> BufReader<Reader>,
    magic: Option<&[u8]>,
) -> Result<Container, Fault> {
    let mut facts = header(content)?;
    let first = decoder(BufReader::new(content.reader()))?;
    let mut streams =
        Streams { content, current: Some(first), decoder, into_inner, magic, further: Vec::new(), end: 0 };
    let unpacked = budget.unpack(&mut streams)?;
    if streams.further.len() >= STREAMS {
        return Err(Fault::Limit(format!("more than {STREAMS} compressed streams follow each other")));
    }
    let mut of_further = Vec::new();
    for (start, number) in streams.further.iter().zip(2..) {
        let news = header(&content.from(*start))?.into_iter().zip(&facts).filter(|(fact, of_first)| fact != *of_first);
        let news = news.map(|(fact, _)| Fact::new(fact.what, format!("{} in stream {number}", fact.value)));
        for fact in news {
            budget.keep(fact.value.len() as u64)?;
            of_further.push(fact);
        }
    }
    facts.push(Fact::new("streams", streams.further.len() + 1));
    facts.append(&mut of_further);
    let rest = vec![content.from(streams.end)];
    Ok(Container { members: vec![Member::plain("", unpacked)], facts, rest, ..Container::default() })
}

/// Streams that follow each other, read as one.
struct Streams<'a, D, Decoder, IntoInner> {
    content: &'a Content,
    current: Option<D>,
    decoder: Decoder,
    into_inner: IntoInner,
    magic: Option<&'a [u8]>,
    /// Where those behind the first begin.
    further: Vec<u64>,
    /// Where the last one ends.
    end: u64,
}

impl<D, Decoder, IntoInner> Read for Streams<'_, D, Decoder, IntoInner>
where
    D: Read,
    Decoder: Fn(BufReader<Reader>) -> io::Result<D>,
    IntoInner: Fn(D) -> BufReader<Reader>,
{
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(current) = &mut self.current {
            let length = current.read(buffer)?;
            if length > 0 || buffer.is_empty() {
                return Ok(length);
            }
            let Some(ended) = self.current.take() else { break };
            let mut behind = (self.into_inner)(ended);
            self.end = behind.stream_position()?;
            if !self.magic.is_some_and(|magic| self.content.has_at(self.end, magic)) {
                break;
            }
            self.further.push(self.end);
            if self.further.len() < STREAMS {
                self.current = Some((self.decoder)(behind)?);
            }
        }
        Ok(0)
    }
}

fn gzip(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let into_inner = GzDecoder::into_inner;
    unpack(content, budget, gzip_header, |reader| Ok(GzDecoder::new(reader)), into_inner, Some(&GZIP_MAGIC))
}

fn gzip_header(content: &Content) -> Result<Vec<Fact>, Fault> {
    let [_, _, _, flags, a, b, c, d, level, system] = content.array_at(0)?;
    let header = GzDecoder::new(BufReader::new(content.reader()));
    let text = |bytes: Option<&[u8]>| bytes.map_or("none".to_owned(), |bytes| DropPath::from_bytes(bytes).to_string());
    let field = |bytes: fn(&flate2::GzHeader) -> Option<&[u8]>| text(header.header().and_then(bytes));
    Ok(vec![
        Fact::time(u32::from_le_bytes([a, b, c, d])),
        Fact::new("flags", format!("{flags:#04x}")),
        Fact::new("level", level),
        Fact::new("system", system),
        Fact::new("name", field(flate2::GzHeader::filename)),
        Fact::new("comment", field(flate2::GzHeader::comment)),
        Fact::new("extra field", field(flate2::GzHeader::extra)),
    ])
}

fn xz(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let header = |content: &Content| {
        let [_, check] = content.array_at(6)?;
        let [size] = content.array_at(12)?;
        let block = content.bytes_at(12, 4 * (usize::from(size) + 1))?;
        let filters = hex::digits(filters(&block).unwrap_or_default());
        Ok(vec![Fact::new("check", check), Fact::new("level", filters)])
    };
    let decoder = |reader| {
        let stream = Stream::new_stream_decoder(DICTIONARY, 0)?;
        Ok(XzDecoder::new_stream(reader, stream))
    };
    unpack(content, budget, header, decoder, XzDecoder::into_inner, Some(XZ_MAGIC))
}

/// What the header of a block says of how it is packed: its filters and how large a dictionary they take (xz file
/// format 1.2, section 3.1). The sizes before them follow from the content, zeros and a checksum behind them from the rest.
fn filters(block: &[u8]) -> Option<&[u8]> {
    let flags = *block.get(1)?;
    let mut at = 2;
    for _ in 0..(flags >> 6).count_ones() {
        at += 1 + block.get(at..)?.iter().position(|byte| byte & 0x80 == 0)?;
    }
    let filters = block.get(at..block.len().checked_sub(4)?)?;
    let length = filters.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    filters.get(..length)
}

fn lzma(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let header = |content: &Content| {
        let header = content.array_at::<13>(0)?;
        let is_sized = header.last_chunk() != Some(&[0xff; 8]);
        let properties = hex::digits(header.get(..5).unwrap_or_default());
        Ok(vec![Fact::new("level", properties), Fact::new("states its size", is_sized)])
    };
    let decoder = |reader| {
        let stream = Stream::new_lzma_decoder(DICTIONARY)?;
        Ok(XzDecoder::new_stream(reader, stream))
    };
    unpack(content, budget, header, decoder, XzDecoder::into_inner, None)
}

fn bzip2(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let header = |content: &Content| {
        let [level] = content.array_at(3)?;
        Ok(vec![Fact::new("level", char::from(level))])
    };
    unpack(content, budget, header, |reader| Ok(BzDecoder::new(reader)), BzDecoder::into_inner, Some(b"BZh"))
}

fn zstd(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let header = |content: &Content| {
        let [descriptor, window] = content.array_at(4)?;
        Ok(vec![Fact::new("flags", format!("{descriptor:#04x}")), Fact::new("level", window)])
    };
    let decoder =
        |reader| zstd::stream::read::Decoder::with_buffer(reader).map(zstd::stream::read::Decoder::single_frame);
    unpack(content, budget, header, decoder, |decoder| decoder.finish(), Some(&ZSTD_MAGIC))
}

fn lz4(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let header = |content: &Content| {
        let [flags, block] = content.array_at(4)?;
        Ok(vec![Fact::new("flags", format!("{flags:#04x}")), Fact::new("level", format!("{block:#04x}"))])
    };
    let into_inner = lz4_flex::frame::FrameDecoder::into_inner;
    unpack(
        content,
        budget,
        header,
        |reader| Ok(lz4_flex::frame::FrameDecoder::new(reader)),
        into_inner,
        Some(&LZ4_MAGIC),
    )
}

fn lz4_legacy(content: &Content, budget: &mut Budget) -> Result<Container, Fault> {
    let mut unpacking = Blockwise::new(Blocks { content, at: 0, magic_numbers: 0 });
    let unpacked = budget.unpack(&mut unpacking)?;
    let blocks = unpacking.blocks;
    let facts = vec![Fact::new("streams", blocks.magic_numbers)];
    let rest = vec![content.from(blocks.at)];
    Ok(Container { members: vec![Member::plain("", unpacked)], facts, rest, ..Container::default() })
}

/// Blocks of up to 8 MiB, each after its packed length.
struct Blocks<'a> {
    content: &'a Content,
    at: u64,
    magic_numbers: u64,
}

impl Iterator for Blocks<'_> {
    type Item = io::Result<Vec<u8>>;

    /// None where no block stands.
    fn next(&mut self) -> Option<Self::Item> {
        const BLOCK: usize = 8 << 20;
        while self.content.has_at(self.at, &LZ4_LEGACY_MAGIC) {
            self.magic_numbers += 1;
            self.at += LZ4_LEGACY_MAGIC.len() as u64;
        }
        let Ok(length) = self.content.array_at(self.at).map(u32::from_le_bytes) else { return None };
        let block = self.content.part(self.at + 4, length.into());
        let short = |block: &Content| block.length() <= lz4_flex::block::get_maximum_output_size(BLOCK) as u64;
        let block = block.filter(short)?;
        self.at += 4 + u64::from(length);
        let unpacked = |packed: Vec<u8>| lz4_flex::block::decompress(&packed, BLOCK).map_err(io::Error::other);
        Some(block.to_vec().and_then(unpacked))
    }
}
