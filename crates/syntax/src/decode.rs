use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::{LineIndex, OffsetMap};

/// The text of one file, with the way back to its bytes.
pub struct SourceText<'bytes> {
    /// The file as supplied.
    pub bytes: &'bytes [u8],
    /// The decoded text.
    pub text: Cow<'bytes, str>,
    /// Its encoding, by WHATWG name.
    pub encoding: &'static str,
    /// From text offsets to byte offsets.
    pub offsets: OffsetMap,
    /// Byte offset of the first sequence that is not valid in the encoding; such sequences read as U+FFFD.
    pub first_invalid: Option<u64>,
    /// Lines of the text.
    pub lines: LineIndex,
}

/// How much of a file is looked at to tell text from binary and one encoding from another.
const SAMPLE: usize = 1 << 16;

/// Whether `bytes` look like text in some encoding: no NUL early on, unless they look like UTF-16, and few control characters.
pub fn is_text(bytes: &[u8]) -> bool {
    if utf16(bytes).is_some() {
        return true;
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if memchr::memchr(0, sample).is_some() {
        return false;
    }
    // Counted in bytes over short stretches: the processor does many at once.
    let is_control = |byte: &u8| u8::from(matches!(byte, 1..=6 | 14..=26 | 28..=31 | 127));
    let controls: usize =
        sample.chunks(128).map(|stretch| usize::from(stretch.iter().map(is_control).sum::<u8>())).sum();
    controls * 20 <= sample.len()
}

/// Decodes a file: by its byte order mark, as UTF-8 if it is valid UTF-8, as UTF-16 if it looks like it, and otherwise
/// by what chardetng makes of it. Nothing that cannot be decoded is dropped: it reads as U+FFFD, and is told.
pub fn decode(bytes: &[u8]) -> SourceText<'_> {
    if let Some(encoding) = utf16(bytes) {
        return transcode(bytes, encoding);
    }
    let (skipped, rest) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (3, rest),
        None => (0, bytes),
    };
    if let Ok(text) = str::from_utf8(rest) {
        return SourceText {
            bytes,
            text: Cow::Borrowed(text),
            encoding: "UTF-8",
            offsets: if skipped == 0 { OffsetMap::identity() } else { OffsetMap::shifted(skipped) },
            first_invalid: None,
            lines: LineIndex::new(text),
        };
    }
    if skipped > 0 || mostly_utf8(bytes) {
        return transcode(bytes, UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    transcode(bytes, if encoding == GBK { GB18030 } else { encoding })
}

/// UTF-16 by its byte order mark, or because every other byte of mostly ASCII text is NUL.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if sample.len() < 8 || sample.len() % 2 != 0 {
        return None;
    }
    // Plain text has none, so that it need not be counted.
    memchr::memchr(0, sample)?;
    let pairs = sample.len() / 2;
    let ascii = |high: usize, low: usize| {
        sample.chunks_exact(2).filter(|pair| pair[high] == 0 && matches!(pair[low], 9 | 10 | 13 | 32..=126)).count()
    };
    if ascii(1, 0) * 10 > pairs * 7 {
        Some(UTF_16LE)
    } else if ascii(0, 1) * 10 > pairs * 7 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether most of the bytes beyond ASCII form valid UTF-8, so that the rest are damage and not another encoding.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        invalid += chunk.invalid().len();
    }
    valid > 10 * invalid
}

fn transcode<'bytes>(bytes: &'bytes [u8], encoding: &'static Encoding) -> SourceText<'bytes> {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut offsets = OffsetMap::identity();
    let mut first_invalid = None;
    let ascii_compatible = encoding.is_ascii_compatible();
    // The start of the character whose bytes are being fed.
    let mut pending = 0;
    let mut at = 0;
    let mut buffer = [0; 16];
    while at < bytes.len() {
        let rest = &bytes[at..];
        if ascii_compatible && pending == at {
            let ascii = Encoding::ascii_valid_up_to(rest);
            if ascii > 0 {
                offsets.push(text.len(), at as u64, true);
                text.extend(rest[..ascii].iter().map(|byte| *byte as char));
                at += ascii;
                pending = at;
                continue;
            }
        }
        let last = rest.len() == 1;
        let mut fed = 0;
        loop {
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(&rest[fed..1], &mut buffer, last);
            fed += read;
            let decoded = str::from_utf8(&buffer[..written]).unwrap_or("\u{fffd}");
            if !decoded.is_empty() {
                offsets.push(text.len(), pending as u64, false);
                text.push_str(decoded);
                pending = at + 1;
            }
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(_, _) => {
                    first_invalid.get_or_insert(pending as u64);
                    offsets.push(text.len(), pending as u64, false);
                    text.push('\u{fffd}');
                    pending = at + fed;
                }
            }
            if fed >= 1 && !last {
                break;
            }
        }
        at += 1;
    }
    offsets.push(text.len(), bytes.len() as u64, true);
    let lines = LineIndex::new(&text);
    SourceText { bytes, text: Cow::Owned(text), encoding: encoding.name(), offsets, first_invalid, lines }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn byte_of(source: &SourceText<'_>, needle: &str) -> u64 {
        source.offsets.to_byte(source.text.find(needle).unwrap())
    }

    #[test]
    fn a_gbk_comment_keeps_its_newline_and_offsets() {
        let mut bytes = b"int a;\n// ".to_vec();
        // "the backslash hanzi" after enough Chinese to be recognised
        let (chinese, _, _) = encoding_rs::GBK.encode("这个函数处理远程命令并且返回结果乗");
        bytes.extend_from_slice(&chinese);
        bytes.extend_from_slice(b"\nsystem(cmd);\n");
        let source = decode(&bytes);
        assert_eq!(source.encoding, "gb18030");
        assert!(source.text.contains("乗\nsystem"));
        let at = byte_of(&source, "system") as usize;
        assert_eq!(&bytes[at..at + 6], b"system");
        assert_eq!(source.offsets.to_text(at as u64), source.text.find("system").unwrap());
    }

    #[test]
    fn utf16_maps_back_with_and_without_a_mark() {
        let plain: Vec<u8> = "int main(void) { return f(); }\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let source = decode(&plain);
        assert_eq!(source.encoding, "UTF-16LE");
        assert_eq!(byte_of(&source, "return"), 2 * source.text.find("return").unwrap() as u64);
        let marked = [b"\xff\xfe".to_vec(), plain].concat();
        let source = decode(&marked);
        assert_eq!(byte_of(&source, "return"), 2 + 2 * source.text.find("return").unwrap() as u64);
    }

    #[test]
    fn damage_in_utf8_is_told_and_nothing_is_dropped() {
        let mut bytes = "/* äöüäöüäöüäöü */ int a;".repeat(3).into_bytes();
        bytes.extend_from_slice(b"\xff int b;");
        let source = decode(&bytes);
        assert_eq!(source.encoding, "UTF-8");
        assert_eq!(source.first_invalid, Some(bytes.len() as u64 - 8));
        assert_eq!(byte_of(&source, "int b"), bytes.len() as u64 - 6);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_decode_with_offsets_in_range(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let source = decode(&bytes);
            let mut last = 0;
            for (at, _) in source.text.char_indices() {
                let byte = source.offsets.to_byte(at);
                proptest::prop_assert!(byte >= last && byte <= bytes.len() as u64);
                last = byte;
            }
            proptest::prop_assert_eq!(source.offsets.to_byte(source.text.len()), bytes.len() as u64);
        }
    }
}
