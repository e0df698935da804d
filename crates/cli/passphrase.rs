use std::fs;
use std::io::IsTerminal;
use std::path::Path;

use anyhow::{Context, Result, bail};
use banbury_attest::{AttestError, SigningKey, Zeroizing};

/// Loads a key; a passphrase comes from the first line of a file, or from the terminal.
pub fn load_key(path: &Path, passphrase_file: Option<&Path>) -> Result<SigningKey> {
    let mut ask = || match passphrase_file {
        Some(file) => first_line(file).map_err(|error| AttestError::NoPassphrase(format!("{error:#}"))),
        None if std::io::stdin().is_terminal() => {
            rpassword::prompt_password(format!("Passphrase of {}: ", path.display()))
                .map(Zeroizing::new)
                .map_err(|error| AttestError::NoPassphrase(error.to_string()))
        }
        None => {
            Err(AttestError::NoPassphrase("there is no terminal to ask on: give --passphrase-file FILE".to_owned()))
        }
    };
    Ok(SigningKey::load(path, &mut ask)?)
}

/// A passphrase for a new key.
pub fn new_passphrase(passphrase_file: Option<&Path>) -> Result<Zeroizing<String>> {
    if let Some(file) = passphrase_file {
        return first_line(file);
    }
    if !std::io::stdin().is_terminal() {
        bail!(
            "there is no terminal to ask for a passphrase: give --passphrase-file FILE, or --unencrypted for a key without one"
        );
    }
    let first = Zeroizing::new(rpassword::prompt_password("Passphrase for the new key: ")?);
    let again = Zeroizing::new(rpassword::prompt_password("The same again: ")?);
    if *first != *again {
        bail!("the two passphrases differ: no key was made");
    }
    Ok(first)
}

fn first_line(file: &Path) -> Result<Zeroizing<String>> {
    let text = Zeroizing::new(fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?);
    Ok(Zeroizing::new(text.lines().next().unwrap_or("").to_owned()))
}
