//! The vendor's signatures, where the recipe gives the key that they must hold under.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use banbury_compare::{KeyError, PublicKey};
use banbury_evidence::{Artefact, Difference, SignatureCheck, SignatureKind, Verdict};

use crate::rebuild::Pair;
use crate::{RebuildError, Recipe};

/// A file that is longer holds no key, in bytes.
const LONGEST: u64 = 64 << 10;

/// The key of each artefact of the recipe, in its order.
///
/// # Errors
///
/// When one cannot be read, or is no public key that can be used.
pub(crate) fn keys(recipe: &Recipe) -> Result<Vec<Option<PublicKey>>, RebuildError> {
    recipe.artefacts.iter().map(|artefact| artefact.public_key.as_deref().map(key).transpose()).collect()
}

fn key(path: &Path) -> Result<PublicKey, RebuildError> {
    let mut pem = Vec::new();
    let file = File::open(path).map_err(RebuildError::unreadable(path))?;
    file.take(LONGEST + 1).read_to_end(&mut pem).map_err(RebuildError::unreadable(path))?;
    PublicKey::from_pem(&pem).map_err(|source: KeyError| RebuildError::Key { path: path.to_owned(), source })
}

/// Verifies the signature of what was shipped, whatever the comparison said of it. An artefact whose signature does not
/// hold does not pass.
pub(crate) fn judge(artefact: &mut Artefact, shipped: &File, key: &PublicKey, pair: &Pair<'_>) {
    let asked = shipped.try_clone().map_err(|error| error.to_string());
    let check = asked.and_then(|shipped| pair.looker.check_signature(shipped, key, pair.signature_at));
    let check = check.unwrap_or_else(|reason| SignatureCheck {
        kind: SignatureKind::Absent,
        key: key.digest(),
        algorithm: String::new(),
        holds: false,
        detail: format!("looking for one had no end: {reason}"),
    });
    if !check.holds && artefact.verdict.passes() {
        artefact.verdict = Verdict::DiffersUnexplained;
        artefact.differs.push(Difference {
            place: "signature".to_owned(),
            detail: words(&check),
            ..Difference::default()
        });
    }
    artefact.signature = Some(check);
}

fn words(check: &SignatureCheck) -> String {
    match check.kind {
        SignatureKind::Absent => format!("there is none to hold under the key that the recipe gives: {}", check.detail),
        kind => format!("the {} does not hold under the key that the recipe gives: {}", kind.words(), check.detail),
    }
}
