/// What verification found, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether every check holds.
    pub holds: bool,
    /// What was checked, in the order of checking. A failure names the file or signer concerned.
    pub checks: Vec<Check>,
}

impl Outcome {
    /// An outcome holds if each of its checks does.
    pub(crate) fn of(checks: Vec<Check>) -> Self {
        Self { holds: checks.iter().all(|check| check.holds), checks }
    }

    /// Whether nothing stands in the way but that further people have to sign.
    pub fn is_pending(&self) -> bool {
        !self.holds && self.checks.iter().all(|check| check.holds || check.is_pending)
    }
}

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Whether it holds.
    pub holds: bool,
    /// Whether further signatures can make it hold.
    pub is_pending: bool,
    /// What was found. Free of control, bidirectional and invisible characters, whatever the bundle holds.
    pub text: String,
}

impl Check {
    /// Something that is as it should be.
    pub(crate) fn good(text: impl AsRef<str>) -> Self {
        Self { holds: true, is_pending: false, text: visible(text.as_ref()) }
    }

    /// Something that is not.
    pub(crate) fn bad(text: impl AsRef<str>) -> Self {
        Self { holds: false, is_pending: false, text: visible(text.as_ref()) }
    }

    /// Something that is not yet as it should be: people have to sign.
    pub(crate) fn pending(text: impl AsRef<str>) -> Self {
        Self { is_pending: true, ..Self::bad(text) }
    }
}

/// File names, key ids and keys of JSON come from the bundle and go to a terminal.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '\'' | '\\' => shown.push(character),
            other => shown.extend(other.escape_debug()),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_bundle_says_cannot_steer_a_terminal() {
        let check = Check::bad("sig/\u{1b}[2J\u{202e}gis.\u{200b}\n: `é` \"x\"");
        assert_eq!(check.text, "sig/\\u{1b}[2J\\u{202e}gis.\\u{200b}\\n: `é` \"x\"");
    }
}
