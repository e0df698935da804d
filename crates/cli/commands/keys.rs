use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use banbury_attest::{Signing, SigningKey, is_role, seal_policy};

use banbury_casework::Action;

use super::verify::{now, read_policy};
use crate::arguments::{Keygen, Policy, Sign};
use crate::bundle::{self, write_whole};
use crate::custody::{Custody, who};
use crate::exit::Exit;
use crate::passphrase::{load_key, new_passphrase};
use crate::terminal::say;
use crate::verification_summary;

pub fn keygen(arguments: &Keygen) -> Result<Exit> {
    let passphrase = match arguments.unencrypted {
        true => None,
        false => Some(new_passphrase(arguments.passphrase_file.as_deref())?),
    };
    let key = SigningKey::generate(&arguments.comment)?;
    key.save(&arguments.path, passphrase.as_ref().map(|passphrase| passphrase.as_str()))?;
    say(&key.public_line());
    Ok(Exit::Done)
}

pub fn sign(arguments: &Sign) -> Result<Exit> {
    let policy = arguments.policy.as_deref().map(read_policy).transpose()?;
    let key = match (&arguments.key, &arguments.agent) {
        (_, Some(public)) => key_in_agent(public)?,
        (Some(path), None) => load_key(path, arguments.passphrase_file.as_deref())?,
        (None, None) => bail!("name the key to sign with: --key KEY, or --agent PUBLIC_KEY.pub"),
    };
    let _lock = bundle::lock(&arguments.bundle)?;
    let summary = match bundle::file(&arguments.bundle, "inspection.json")? {
        Some(_) => verification_summary::of(&bundle::read(&arguments.bundle)?),
        // A redacted edition has none.
        None => None,
    };
    let is_first = bundle::signature(&arguments.bundle).is_none();
    // What is refused is so before the custody log is put into the bundle, which is to stay as it is.
    if !is_role(&arguments.role) {
        bail!("the role `{}` is not a word of lower-case letters, digits and hyphens", arguments.role);
    }
    if let Some(policy) = policy.as_ref().filter(|_| is_first)
        && let Some(objection) = policy.objection(&key, &arguments.role, false, now())
    {
        bail!("{objection}");
    }
    let how = Signing {
        role: &arguments.role,
        policy: policy.as_ref().map(|policy| (policy, now())),
        summary: summary.as_ref(),
    };
    // A reviewer is not the case's evaluator: without a name, the system tells who is at work.
    let mut custody = Custody::beside(&arguments.bundle, who(arguments.by.as_deref(), None)?)?;
    let log = custody.bytes()?;
    if is_first && !log.is_empty() {
        banbury_attest::pin_custody(&arguments.bundle, &log)?;
    }
    let signature = banbury_attest::sign(&arguments.bundle, &key, how)?;
    custody.note_file(Action::Signed, &arguments.bundle, "statement.json")?;
    custody.write()?;
    say(&format!("Signed: {}", arguments.bundle.join(signature).display()));
    if let Some(summary) = summary {
        say(&verification_summary::told(&summary, &key));
    }
    Ok(Exit::Done)
}

fn key_in_agent(public: &Path) -> Result<SigningKey> {
    let socket = std::env::var_os("SSH_AUTH_SOCK").filter(|socket| !socket.is_empty());
    let socket = socket.context("SSH_AUTH_SOCK names no agent: start one with `eval $(ssh-agent)`")?;
    Ok(SigningKey::in_agent(Path::new(&socket), public)?)
}

pub fn policy(policy: &Policy) -> Result<Exit> {
    let Policy::Seal { file } = policy;
    let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    write_whole(file, seal_policy(&text)?.as_bytes())?;
    say(&format!("Sealed: {}", file.display()));
    Ok(Exit::Done)
}
