use banbury_evidence::Digest;
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use x509_cert::Certificate;
use x509_cert::attr::Attribute;
use x509_cert::der::asn1::{ObjectIdentifier, OctetStringRef};
use x509_cert::der::oid::db::rfc5911::{ID_CONTENT_TYPE, ID_MESSAGE_DIGEST, ID_SIGNED_DATA};
use x509_cert::der::{self, Decode, Encode, Reader, SliceReader};

use super::certificate::{Hash, is_issued_by, objection_to_stamping, verifies, was_valid};
use super::info::Info;

/// `id-ct-TSTInfo` (RFC 3161, 2.4.2).
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
/// `granted` and `grantedWithMods`.
const GRANTED: [u8; 2] = [0, 1];

/// The answer of a time stamping authority (`TimeStampResp`), read but not yet believed.
pub(crate) struct Stamp {
    info: Info,
    /// The bytes that the digest in the signed attributes is of.
    content: Vec<u8>,
    signer: SignerInfo,
    certificates: Vec<Certificate>,
}

/// Why a stamp is not believed under some authority.
pub(crate) enum Stranger {
    /// It is neither the authority's nor that of somebody whom the authority certifies.
    Unknown,
    /// It is, and yet does not hold.
    Bad(String),
}

impl Stamp {
    pub(crate) fn read(response: &[u8]) -> Result<Self, String> {
        let garbled = |error: der::Error| format!("is no answer of a time stamping authority: {error}");
        let mut reader = SliceReader::new(response).map_err(garbled)?;
        let (status, token) = reader
            .sequence(|reader| -> der::Result<_> {
                let status = reader.sequence(|status| -> der::Result<_> {
                    let number = u8::decode(status)?;
                    status.read_slice(status.remaining_len())?;
                    Ok(number)
                })?;
                let token = (!reader.is_finished()).then(|| ContentInfo::decode(reader)).transpose()?;
                Ok((status, token))
            })
            .map_err(garbled)?;
        reader.finish().map_err(garbled)?;
        let token = token
            .filter(|_| GRANTED.contains(&status))
            .ok_or_else(|| format!("is an authority's refusal, with status {status} (RFC 3161, 2.4.2)"))?;
        if token.content_type != ID_SIGNED_DATA {
            return Err("is not signed".to_owned());
        }
        let data: SignedData = token.content.decode_as().map_err(garbled)?;
        let content = match data.encap_content_info.econtent {
            Some(content) if data.encap_content_info.econtent_type == TST_INFO => {
                content.decode_as::<&OctetStringRef>().map_err(garbled)?.as_bytes().to_vec()
            }
            _ => return Err("does not hold what a time stamp holds".to_owned()),
        };
        let [signer] = data.signer_infos.0.as_slice() else {
            return Err("is not signed by exactly one authority".to_owned());
        };
        let certificates = data.certificates.iter().flat_map(|set| set.0.iter()).filter_map(|choice| match choice {
            CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
            CertificateChoices::Other(_) => None,
        });
        let info = Info::read(&content)?;
        Ok(Self { info, content, signer: signer.clone(), certificates: certificates.collect() })
    }

    /// SHA-256 of what was stamped.
    pub(crate) fn imprint(&self) -> Digest {
        self.info.imprint
    }

    /// The Unix time (seconds) before which that was there.
    pub(crate) fn latest(&self) -> i64 {
        self.info.latest
    }

    /// Whether the stamp is made with the certificate that it brings, whoever that may be.
    pub(crate) fn is_coherent(&self) -> Result<(), String> {
        let own = self.certificates.iter().find(|certificate| self.is_signer(certificate));
        self.check(own.ok_or("does not bring the certificate that it was made with: ask for it (`certReq`)")?)
    }

    /// Whether it is the stamp of `authority`, or of somebody whom that authority certifies directly. The certificate is
    /// found by issuer and serial number; since it is the authority's own or one that it issued, the further identifier
    /// of it in the signed attributes (RFC 5816) has nothing to add.
    pub(crate) fn check_authority(&self, authority: &Certificate) -> Result<(), Stranger> {
        if self.is_signer(authority) {
            return self.check(authority).map_err(Stranger::Bad);
        }
        let signer = self.certificates.iter().find(|certificate| self.is_signer(certificate));
        let signer = signer.filter(|certificate| is_issued_by(certificate, authority)).ok_or(Stranger::Unknown)?;
        if !was_valid(authority, self.info.latest) {
            return Err(Stranger::Bad("the authority's certificate was not valid at its time".to_owned()));
        }
        self.check(signer).map_err(Stranger::Bad)
    }

    fn is_signer(&self, certificate: &Certificate) -> bool {
        let tbs = certificate.tbs_certificate();
        match &self.signer.sid {
            SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber { issuer, serial_number }) => {
                issuer == tbs.issuer() && serial_number == tbs.serial_number()
            }
            SignerIdentifier::SubjectKeyIdentifier(_) => false,
        }
    }

    /// RFC 5652, 5.4 and 5.6, under one certificate.
    fn check(&self, certificate: &Certificate) -> Result<(), String> {
        let hash = Hash::of(self.signer.digest_alg.oid)?;
        let attributes = self.signer.signed_attrs.as_ref().ok_or("its signature covers no attributes")?;
        let kind =
            only_value(attributes.iter(), ID_CONTENT_TYPE).and_then(|it| it.decode_as::<ObjectIdentifier>().ok());
        let digest =
            only_value(attributes.iter(), ID_MESSAGE_DIGEST).and_then(|it| it.decode_as::<&OctetStringRef>().ok());
        if kind != Some(TST_INFO) || digest.map(OctetStringRef::as_bytes) != Some(&hash.digest(&self.content)) {
            return Err("what it says was changed since it was signed".to_owned());
        }
        let signed = attributes.to_der().map_err(|error| error.to_string())?;
        if !verifies(certificate, hash, &signed, self.signer.signature.as_bytes()) {
            return Err("its signature is not that of the certificate that it names".to_owned());
        }
        objection_to_stamping(certificate, self.info.latest).map_or(Ok(()), Err)
    }
}

/// The one value of the one attribute of a kind.
fn only_value<'a>(
    attributes: impl Iterator<Item = &'a Attribute>,
    kind: ObjectIdentifier,
) -> Option<&'a x509_cert::der::Any> {
    let mut found = attributes.filter(|attribute| attribute.oid == kind);
    match (found.next()?.values.as_slice(), found.next()) {
        ([value], None) => Some(value),
        _ => None,
    }
}
