use banbury_evidence::Digest;

use crate::{AttestError, Policy};

/// How every policy opens.
pub(crate) const FIRST_LINE: &str = "schema = \"banbury.policy/v1\"\n";

const OPENING: &str = "seal = \"";
const CLOSING: &str = "\"\n";
const DIGITS: usize = 64;

/// The seal of a policy: SHA-256 of its bytes without the second line, which is the seal's own.
pub(crate) fn check_seal(text: &str) -> Result<Digest, String> {
    let rest =
        text.strip_prefix(FIRST_LINE).ok_or_else(|| format!("its first line is not `{}`", FIRST_LINE.trim_end()))?;
    let (sealed, content) = split_seal(rest)
        .ok_or_else(|| format!("its second line is not a seal (`seal = \"<64 digits>\"`): {ADVICE}"))?;
    let actual = seal_of(content);
    // As text: a seal in capitals would be another byte sequence for the same digest.
    if sealed != actual.to_string() {
        return Err(format!(
            "its content does not have the digest in its seal, so that it was changed since it was sealed: {ADVICE}"
        ));
    }
    Ok(actual)
}

const ADVICE: &str = "read it through, and if it is what you want run `banbury policy seal FILE`";

/// Puts the seal into a policy, or renews it, and gives the sealed text. The seal tells of any change since it was
/// made; it does not say who made it.
///
/// # Errors
/// If the text does not open with the schema, or the result is no policy.
pub fn seal_policy(text: &str) -> Result<String, AttestError> {
    let rest = text
        .strip_prefix(FIRST_LINE)
        .ok_or_else(|| AttestError::Unsealable(format!("its first line is not `{}`", FIRST_LINE.trim_end())))?;
    // A seal in a form that would not be recognised is still meant to be replaced.
    let content = match rest.split_once('\n') {
        Some((line, content))
            if line.trim_start().strip_prefix("seal").is_some_and(|rest| rest.trim_start().starts_with('=')) =>
        {
            content
        }
        _ => rest,
    };
    let sealed = format!("{FIRST_LINE}{OPENING}{}{CLOSING}{content}", seal_of(content));
    Policy::read(sealed.as_bytes(), "").map_err(AttestError::Unsealable)?;
    Ok(sealed)
}

fn seal_of(content: &str) -> Digest {
    Digest::of([FIRST_LINE, content].concat().as_bytes())
}

/// The digits of the seal, and what follows its line.
fn split_seal(rest: &str) -> Option<(&str, &str)> {
    let (digits, content) = rest.strip_prefix(OPENING)?.split_once(CLOSING)?;
    (digits.len() == DIGITS).then_some((digits, content))
}
