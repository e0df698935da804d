use banbury_evidence::Finding;

/// Digits that a person has to give at least.
const SHORTEST: usize = 8;

/// The one finding whose in-place fingerprint is, or begins with, `prefix`.
///
/// # Errors
/// In words, if the prefix is too short, not hexadecimal, or not that of exactly one finding.
pub fn resolve<'a>(findings: &'a [Finding], prefix: &str) -> Result<&'a Finding, String> {
    let prefix = prefix.to_ascii_lowercase();
    if prefix.len() < SHORTEST || prefix.len() > 64 || !prefix.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(format!(
            "a fingerprint is expected, or {SHORTEST} or more hexadecimal digits with which it begins"
        ));
    }
    let mut matching = findings.iter().filter(|finding| finding.fingerprints.in_place.starts_with(&prefix));
    match (matching.next(), matching.next()) {
        (Some(finding), None) => Ok(finding),
        (None, _) => Err(format!("no finding of the bundle has a fingerprint that begins with {prefix}")),
        (Some(_), Some(_)) => {
            Err(format!("more than one finding has a fingerprint that begins with {prefix}: give more of it"))
        }
    }
}
