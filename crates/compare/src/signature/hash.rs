//! The hash functions that signatures are over.

use md5::Md5;
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use crate::budget::Budget;
use crate::content::Content;
use crate::fault::Fault;
use crate::format::checksum;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

/// Object identifiers (RFC 8017, RFC 5754) without tag and length.
const IDENTIFIERS: [(Hash, &[u8]); 5] = [
    (Hash::Md5, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05]),
    (Hash::Sha1, &[0x2b, 0x0e, 0x03, 0x02, 0x1a]),
    (Hash::Sha256, &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]),
    (Hash::Sha384, &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02]),
    (Hash::Sha512, &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03]),
];

impl Hash {
    pub(super) fn of_identifier(identifier: &[u8]) -> Option<Self> {
        IDENTIFIERS.iter().find(|(_, known)| *known == identifier).map(|(hash, _)| *hash)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// What to say of a signature by way of one with which two contents of one digest can be made.
    pub(super) fn warning(self) -> Option<String> {
        let words = "which is broken: whoever chose what was signed may have made two such contents";
        matches!(self, Self::Md5 | Self::Sha1).then(|| format!("it is over {}, {words}", self.name()))
    }

    /// Of all contents, one after the other.
    pub(super) fn of(self, message: &[Content], budget: &mut Budget) -> Result<Vec<u8>, Fault> {
        match self {
            Self::Md5 => checksum::digest::<Md5>(message, budget),
            Self::Sha1 => checksum::digest::<Sha1>(message, budget),
            Self::Sha256 => checksum::digest::<Sha256>(message, budget),
            Self::Sha384 => checksum::digest::<Sha384>(message, budget),
            Self::Sha512 => checksum::digest::<Sha512>(message, budget),
        }
    }
}
