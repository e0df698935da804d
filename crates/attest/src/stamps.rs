use std::collections::BTreeMap;

use crate::contents::{Contents, SIGNATURE_SUFFIX, STAMP_SUFFIX};
use crate::moment::moment;
use crate::signatures::MAX_SIGNATURES;
use crate::stamp::{Stamp, Stranger};
use crate::{Check, Policy};

/// Who says that a signature was there, and when at the latest.
pub(crate) struct Witness<'a> {
    pub(crate) authority: &'a str,
    /// Unix time (seconds).
    pub(crate) latest: i64,
}

/// By the name of the signature: `sig/evaluator.sshsig`.
pub(crate) type Witnesses<'a> = BTreeMap<String, Witness<'a>>;

/// Finds out which signatures have a time stamp of an authority that the policy names.
pub(crate) fn check_stamps<'a>(contents: &Contents, policy: &'a Policy) -> (Vec<Check>, Witnesses<'a>) {
    let mut checks = Vec::new();
    let mut witnesses = Witnesses::new();
    if contents.stamps().count() > MAX_SIGNATURES {
        checks.push(Check::bad(format!("sig: holds more than {MAX_SIGNATURES} stamps; the rest was not looked at")));
    }
    for (name, bytes) in contents.stamps().take(MAX_SIGNATURES) {
        match check_stamp(contents, name, bytes, policy) {
            Ok((signature, Some(witness))) => {
                let Witness { authority, latest } = &witness;
                let time = moment(*latest);
                checks.push(Check::good(format!("{name}: {authority} shows that {signature} was there by {time}")));
                witnesses.insert(signature, witness);
            }
            Ok((_, None)) => checks.push(Check::good(format!(
                "{name}: is the stamp of an authority that the policy does not name; it does not count"
            ))),
            Err(reason) => checks.push(Check::bad(format!("{name}: {reason}"))),
        }
    }
    (checks, witnesses)
}

/// The signature that is stamped, and by whom, if the policy names the authority; or in words why it is no stamp of it.
fn check_stamp<'a>(
    contents: &Contents,
    name: &str,
    bytes: &[u8],
    policy: &'a Policy,
) -> Result<(String, Option<Witness<'a>>), String> {
    let signature = format!("{}{SIGNATURE_SUFFIX}", name.strip_suffix(STAMP_SUFFIX).unwrap_or(name));
    let stamped = contents.files.get(&signature).ok_or_else(|| format!("{signature}, which it is for, is missing"))?;
    let stamp = Stamp::read(bytes)?;
    if stamp.imprint() != stamped.digest {
        return Err(format!("is the stamp of something else than {signature}"));
    }
    for authority in &policy.authorities {
        match stamp.check_authority(&authority.certificate) {
            Ok(()) => return Ok((signature, Some(Witness { authority: &authority.name, latest: stamp.latest() }))),
            Err(Stranger::Bad(reason)) => return Err(format!("goes under {}, but {reason}", authority.name)),
            Err(Stranger::Unknown) => {}
        }
    }
    Ok((signature, None))
}
