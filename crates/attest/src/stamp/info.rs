use banbury_evidence::Digest;
use x509_cert::der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use x509_cert::der::oid::db::rfc5912::ID_SHA_256;
use x509_cert::der::{self, DateTime, Decode, Reader, SliceReader, Tag, Tagged};
use x509_cert::spki::AlgorithmIdentifierRef;

/// What an authority says: the part of `TSTInfo` (RFC 3161, 2.4.2) that is asked about here.
pub(crate) struct Info {
    /// SHA-256 of what was stamped.
    pub(crate) imprint: Digest,
    /// The Unix time (seconds) before which it was there, the authority's own inaccuracy included.
    pub(crate) latest: i64,
}

impl Info {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, String> {
        let garbled = |error: der::Error| format!("what it says is garbled: {error}");
        let mut reader = SliceReader::new(bytes).map_err(garbled)?;
        let (imprint, (time, accuracy)) = reader.sequence(fields).map_err(garbled)?;
        reader.finish().map_err(garbled)?;
        let (second, is_whole) = seconds(time.value()).ok_or("its time is in a form that RFC 3161 does not have")?;
        let (inaccuracy, has_more) = accuracy.map_or(Ok((0, false)), inaccuracy).map_err(garbled)?;
        let latest = second + i64::from(inaccuracy) + i64::from(!is_whole) + i64::from(has_more);
        Ok(Self { imprint: imprint.ok_or("it is not over a SHA-256 digest")?, latest })
    }
}

type Fields<'a> = (Option<Digest>, (AnyRef<'a>, Option<AnyRef<'a>>));

fn fields<'a>(reader: &mut SliceReader<'a>) -> der::Result<Fields<'a>> {
    if u8::decode(reader)? != 1 {
        return Err(Tag::Integer.value_error().into());
    }
    let _policy: ObjectIdentifier = reader.decode()?;
    let imprint = reader.sequence(|reader| -> der::Result<_> {
        let algorithm = AlgorithmIdentifierRef::decode(reader)?;
        let digest = <&OctetStringRef>::decode(reader)?;
        Ok((algorithm.oid == ID_SHA_256).then(|| digest.as_bytes().try_into().ok().map(Digest::from_bytes)).flatten())
    })?;
    let _serial = AnyRef::decode(reader)?;
    let time = AnyRef::decode(reader)?;
    time.tag().assert_eq(Tag::GeneralizedTime)?;
    // Accuracy, ordering, nonce, name of the authority, extensions; all may be left out.
    let mut accuracy = None;
    while !reader.is_finished() {
        let field = AnyRef::decode(reader)?;
        if field.tag() == Tag::Sequence {
            accuracy = Some(field);
        }
    }
    Ok((imprint, (time, accuracy)))
}

/// `YYYYMMDDhhmmss`, perhaps with a fraction, and `Z`: the Unix time, and whether there is no fraction.
fn seconds(time: &[u8]) -> Option<(i64, bool)> {
    let text = str::from_utf8(time).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_at_checked(14)?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !(fraction.is_empty() || fraction.strip_prefix('.').is_some_and(is_number)) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| whole.get(range)?.parse::<u8>().ok();
    let year = whole.get(..4)?.parse().ok()?;
    let time = DateTime::new(year, number(4..6)?, number(6..8)?, number(8..10)?, number(10..12)?, number(12..14)?);
    Some((i64::try_from(time.ok()?.unix_duration().as_secs()).ok()?, fraction.is_empty()))
}

/// Whole seconds, and whether milliseconds or microseconds come on top.
fn inaccuracy(accuracy: AnyRef<'_>) -> der::Result<(u32, bool)> {
    let mut reader = SliceReader::new(accuracy.value())?;
    let mut seconds = 0;
    let mut has_more = false;
    while !reader.is_finished() {
        let part = AnyRef::decode(&mut reader)?;
        match part.tag() {
            Tag::Integer => seconds = part.decode_as()?,
            _ => has_more = true,
        }
    }
    Ok((seconds, has_more))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_rfc_3161_has_them() {
        assert_eq!(seconds(b"20261124000000Z"), Some((1_795_478_400, true)));
        assert_eq!(seconds(b"20261124000000.34352Z"), Some((1_795_478_400, false)));
        for wrong in
            ["20261124000000", "202611240000Z", "20261124000000.Z", "20261324000000Z", "2026112400000+Z", "Z", ""]
        {
            assert_eq!(seconds(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
