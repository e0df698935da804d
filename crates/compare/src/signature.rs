//! The vendor's signature of a shipped artefact, held against the one public key that the evaluator trusts.
//!
//! What is verified here is what a comparison sets aside: both ask the same readers where a signature stands and what
//! stands before it.

mod authenticode;
mod cms;
mod fit;
mod hash;
mod key;
mod module;
mod outcome;
mod trailer;
mod verify;

use std::fs::File;

use banbury_evidence::{SignatureCheck, SignatureKind};

use crate::appended;
use crate::budget::Budget;
use crate::content::Content;
use crate::format::fdt::Fit;
use crate::format::pe;
use outcome::{Refused, Verified};

pub use key::{KeyError, PublicKey};

/// Looks for the signature of a shipped file and verifies it: the one that begins at `signature_at`, if that is declared,
/// or else that of a kernel module, that of a PE file or those of a FIT image. Contents are read in a stream.
pub fn check_signature(shipped: File, key: &PublicKey, signature_at: Option<u64>) -> SignatureCheck {
    let (kind, outcome) = match Content::of_file(shipped) {
        Ok(content) => check(&content, key, signature_at),
        Err(error) => (SignatureKind::Absent, Err(error.into())),
    };
    let key = key.digest();
    match outcome {
        Ok(Verified { algorithm, remarks }) => {
            let detail = if remarks.is_empty() { "nothing stands against it".to_owned() } else { remarks.join("; ") };
            SignatureCheck { kind, key, algorithm, holds: true, detail }
        }
        Err(Refused { algorithm, why }) => SignatureCheck { kind, key, algorithm, holds: false, detail: why },
    }
}

fn check(content: &Content, key: &PublicKey, signature_at: Option<u64>) -> (SignatureKind, Result<Verified, Refused>) {
    let mut budget = Budget::of(content.length());
    if let Some(at) = signature_at {
        return (SignatureKind::Declared, trailer::check(content, at, key, &mut budget));
    }
    if let Some(signed) = appended::split(content) {
        return (SignatureKind::Module, module::check(signed, key, &mut budget));
    }
    match pe::authenticode(content) {
        Ok(Some(file)) => return (SignatureKind::Authenticode, authenticode::check(&file, key, &mut budget)),
        Ok(None) => {}
        Err(fault) => return (SignatureKind::Authenticode, Err(fault.into())),
    }
    match Fit::read(content, &mut budget) {
        Ok(Some(image)) => return (SignatureKind::Fit, fit::check(&image, key, &mut budget)),
        Ok(None) => {}
        Err(fault) => return (SignatureKind::Absent, Err(fault.into())),
    }
    (SignatureKind::Absent, Err(Refused::because("it has none of a kind that is verified")))
}
