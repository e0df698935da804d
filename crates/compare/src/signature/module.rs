//! The signature behind a Linux kernel module (the kernel's `scripts/sign-file.c`): PKCS #7 signed data over all that
//! stands before it.

use super::cms::SignedData;
use super::key::PublicKey;
use super::outcome::{Refused, Verified};
use crate::appended::Signed;
use crate::budget::Budget;
use crate::content::Content;
use crate::der;

/// What stands behind the signed data: a record and a magic text.
const RECORD: u64 = 40;

pub(super) fn check(signed: Signed, key: &PublicKey, budget: &mut Budget) -> Result<Verified, Refused> {
    let whole = signed.signature.length();
    let length = der::signed_data(&signed.signature).filter(|length| length + RECORD == whole);
    let value = length.and_then(|length| signed.signature.part(0, length));
    let value = value.as_ref().map(Content::to_vec).transpose()?;
    let value = value.ok_or_else(|| Refused::because("not verified: it is of the form before Linux 4.3"))?;
    let data = SignedData::read(&value)?;
    let mut verified = data.verify_detached(key, &[signed.body], budget)?;
    if let (_, unsigned @ 1..) = data.unsigned_attributes()? {
        verified.remarks.push(format!("{unsigned} bytes of unsigned attributes were not looked at"));
    }
    Ok(verified)
}
