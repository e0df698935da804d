use std::collections::BTreeMap;
use std::path::Path;

use crate::AttestError;
use crate::contents::{Contents, SIGNATURE_SUFFIX, STAMP_SUFFIX};
use crate::sign::{add, check_whole};
use crate::stamp::{Stamp, request_bytes};

/// What a time stamping authority is asked to stamp: a `TimeStampReq` (RFC 3161) over the signature named, such as
/// `sig/evaluator.sshsig`, or the only one there is. Gives the request and the name.
///
/// # Errors
/// If the bundle has no such signature, or several and none is named.
pub fn timestamp_request(folder: &Path, signature: Option<&str>) -> Result<(Vec<u8>, String), AttestError> {
    let refused = |reason| AttestError::Refused { action: "stamped", folder: folder.to_owned(), reason };
    let contents = Contents::read(folder)?;
    let names: Vec<&str> = contents.signatures().map(|(name, _)| name).collect();
    let name = match (signature, names.as_slice()) {
        (Some(name), names) if names.contains(&name) => name,
        (Some(name), _) => return Err(refused(format!("it has no signature {name}"))),
        (None, [name]) => name,
        (None, []) => return Err(refused("it is not signed".to_owned())),
        (None, names) => return Err(refused(format!("name one of its signatures: {}", names.join(", ")))),
    };
    let digest = contents.files.get(name).map(|file| file.digest);
    let digest = digest.ok_or_else(|| refused(format!("it has no signature {name}")))?;
    Ok((request_bytes(digest), name.to_owned()))
}

/// Puts an authority's answer (`TimeStampResp`) into a bundle, beside the signature that it is over and under its name:
/// `sig/evaluator.tsr`. Whether anybody relies on that authority is for policies to say. Gives the name.
///
/// # Errors
/// If it is no stamp, does not hold under the certificate that it brings, or is over none of the bundle's signatures; if
/// there is a stamp already; if the bundle is not what its statement and sums say. The bundle is then as before.
pub fn add_timestamp(folder: &Path, response: &[u8]) -> Result<String, AttestError> {
    let refused = |reason| AttestError::Refused { action: "stamped", folder: folder.to_owned(), reason };
    let stamp = Stamp::read(response).and_then(|stamp| stamp.is_coherent().map(|()| stamp));
    let stamp = stamp.map_err(|reason| refused(format!("the answer {reason}")))?;
    let mut contents = Contents::read(folder)?;
    check_whole(&contents).map_err(refused)?;
    let is_stamped = |(name, _): &(&str, &[u8])| {
        contents.files.get(*name).is_some_and(|signature| signature.digest == stamp.imprint())
    };
    let Some((signature, _)) = contents.signatures().find(is_stamped) else {
        return Err(refused("the answer is the stamp of none of its signatures".to_owned()));
    };
    let name = format!("{}{STAMP_SUFFIX}", signature.trim_end_matches(SIGNATURE_SUFFIX));
    if contents.files.contains_key(&name) {
        return Err(refused(format!("{signature} has a stamp already ({name})")));
    }
    add(folder, &mut contents, BTreeMap::from([(name.clone(), response.to_vec())]))?;
    Ok(name)
}
