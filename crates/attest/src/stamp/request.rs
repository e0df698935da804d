use banbury_evidence::Digest;

/// A `TimeStampReq` (RFC 3161, 2.4.1) in DER up to the digest: version 1, SHA-256 with the parameters NULL.
const BEFORE: [u8; 24] = [
    0x30, 0x39, 0x02, 0x01, 0x01, 0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
    0x01, 0x05, 0x00, 0x04, 0x20,
];
/// And what follows it: `certReq`, since the answer shall bring the authority's certificate.
const AFTER: [u8; 3] = [0x01, 0x01, 0xff];

/// The request to stamp what has the digest `digest`. It has no nonce: the same input gives the same bytes, and an
/// answer to an earlier request for the same signature is as good.
pub(crate) fn request_bytes(digest: Digest) -> Vec<u8> {
    [&BEFORE[..], digest.as_bytes(), &AFTER].concat()
}
