use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use banbury_evidence::json;

/// The media type of in-toto statements.
const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";

/// A DSSE envelope (secure-systems-lab/dsse, v1.0): a statement's bytes with signatures.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Envelope {
    /// The statement's exact bytes.
    pub(crate) payload: Vec<u8>,
    /// Written sorted, so that the order of signing leaves no trace.
    pub(crate) signatures: Vec<EnvelopeSignature>,
}

/// One signature of an envelope.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EnvelopeSignature {
    /// A hint that nothing authenticates.
    pub(crate) key_id: String,
    /// The raw signature over [`pae`].
    pub(crate) signature: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct EnvelopeV1 {
    payload: String,
    payload_type: String,
    signatures: Vec<SignatureV1>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SignatureV1 {
    keyid: String,
    sig: String,
}

impl Envelope {
    /// One that nobody has signed.
    pub(crate) fn over(payload: &[u8]) -> Self {
        Self { payload: payload.to_vec(), signatures: Vec::new() }
    }

    /// The bytes of `report.dsse.json`.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut signatures: Vec<_> = self.signatures.iter().collect();
        signatures.sort();
        let wire = EnvelopeV1 {
            payload: STANDARD.encode(&self.payload),
            payload_type: PAYLOAD_TYPE.to_owned(),
            signatures: signatures
                .into_iter()
                .map(|one| SignatureV1 { keyid: one.key_id.clone(), sig: STANDARD.encode(&one.signature) })
                .collect(),
        };
        // All keys are strings, so that encoding cannot fail; no bytes at all match nothing.
        json::to_bytes(&wire).unwrap_or_default()
    }

    /// Reads exactly what [`Self::to_bytes`] writes. DSSE leaves white space, order and unknown fields free; a bundle
    /// in which any byte may change without notice is worth less than that freedom.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let wire: EnvelopeV1 = json::from_bytes(bytes).map_err(|error| format!("is no DSSE envelope: {error}"))?;
        if wire.payload_type != PAYLOAD_TYPE {
            return Err(format!("has the payload type `{}` instead of `{PAYLOAD_TYPE}`", wire.payload_type));
        }
        let decode = |what, text: &str| STANDARD.decode(text).map_err(|error| format!("{what} is no base64: {error}"));
        let mut signatures = Vec::new();
        for one in wire.signatures {
            let signature = decode("a signature in it", &one.sig)?;
            signatures.push(EnvelopeSignature { key_id: one.keyid, signature });
        }
        let envelope = Self { payload: decode("its payload", &wire.payload)?, signatures };
        if envelope.to_bytes() != bytes {
            return Err("is not written as Banbury writes envelopes: white space, field order or signature order \
                        has been changed"
                .to_owned());
        }
        Ok(envelope)
    }
}

/// What an envelope's signatures are over: DSSE's pre-authentication encoding of the payload and its type.
pub(crate) fn pae(payload: &[u8]) -> Vec<u8> {
    let mut encoded = format!("DSSEv1 {} {PAYLOAD_TYPE} {} ", PAYLOAD_TYPE.len(), payload.len()).into_bytes();
    encoded.extend_from_slice(payload);
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn envelope() -> Envelope {
        let signature = |key_id: &str| EnvelopeSignature { key_id: key_id.to_owned(), signature: vec![7; 64] };
        Envelope { payload: b"{}\n".to_vec(), signatures: vec![signature("b"), signature("a")] }
    }

    #[test]
    fn the_order_of_signing_leaves_no_trace() {
        let mut reversed = envelope();
        reversed.signatures.reverse();
        assert_eq!(envelope().to_bytes(), reversed.to_bytes());
    }

    #[test]
    fn no_byte_of_an_envelope_is_free() {
        let bytes = envelope().to_bytes();
        let original = Envelope::parse(&bytes).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            // Whatever still reads says something else, for the signatures or the key ids to fail on.
            assert!(Envelope::parse(&changed).map_or(true, |read| read != original), "byte {at}");
        }
        for extra in [&b" "[..], b"\n"] {
            assert!(Envelope::parse(&[&bytes[..], extra].concat()).is_err());
        }
    }

    #[test]
    fn pae_is_as_the_dsse_protocol_has_it() {
        assert_eq!(pae(b"{}"), b"DSSEv1 28 application/vnd.in-toto+json 2 {}");
    }
}
