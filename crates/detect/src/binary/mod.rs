//! Programs and libraries in the drop, as ELF files: what protects them, what they import, and what secrets stand in them.
//!
//! Headers, segments, the dynamic section and the names of symbols are read as a loader reads them, and printable stretches as
//! they stand; code is not looked at.

mod elf;
mod hardening;
mod headers;
mod imports;
mod secrets;
mod set_id;

use banbury_evidence::{Digest, Position, Reason, RuleId, Snippet, Span, Status};

use crate::ApiFamilies;
use crate::analysis::FileAnalysis;
use crate::findings::{Hit, anchor};
use crate::packed::Packed;
use crate::surface::binary_facts;

pub use set_id::set_id_findings;

/// Whether a file says of itself that it is an ELF file (System V ABI, chapter 4).
pub fn is_elf(bytes: &[u8]) -> bool {
    bytes.starts_with(&object::elf::ELFMAG)
}

/// Looks at an ELF file.
pub(crate) fn look_at_binary(bytes: &[u8], families: &ApiFamilies) -> FileAnalysis {
    let mut analysis = FileAnalysis::without_text(Status::Binary);
    let mut hits = Vec::new();
    let (mut text, uninspected) = match headers::read(bytes, &imports::wanted(families)) {
        Ok(elf) => {
            hits.extend(hardening::hits(&elf, bytes.len() as u64));
            hits.extend(imports::hit(&elf, families));
            let what = elf.describe();
            match elf.is_cut_off {
                true => {
                    (format!("{what}, cut off: what is left of its headers, imports and strings was looked at"), true)
                }
                false => (format!("{what}: its headers, imports and strings were looked at, its code was not"), false),
            }
        }
        Err(why) => (format!("an ELF file that cannot be read ({why}): only its strings were looked at"), true),
    };
    let (secrets, further) = secrets::hits(bytes);
    hits.extend(secrets);
    if further > 0 {
        text.push_str(&format!("; {further} more secrets stand in it than are told"));
    }
    hits.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
    let content = Digest::of(bytes);
    hits.iter_mut().for_each(|hit| hit.context = of_content(hit.context, &content));
    analysis.hits = Packed::new(hits);
    analysis.surface = binary_facts(bytes);
    analysis.reason = Some(Reason { text, uninspected });
    analysis
}

/// What a decision about a hit in a file without lines is about: what was shown of it, and all of the file.
pub(crate) fn of_content(shown: Digest, content: &Digest) -> Digest {
    Digest::of([*shown.as_bytes(), *content.as_bytes()].as_flattened())
}

/// A hit in a file that has no lines. `shown` stands in the place of its source.
pub(crate) fn binary_hit(rule: &str, span: Span, shown: String, message: String) -> Hit {
    let nowhere = Position { line: 0, column: 0 };
    Hit {
        rule: RuleId(rule.to_owned()),
        message,
        span,
        start: nowhere,
        end: nowhere,
        function: None,
        anchor: anchor(None, &shown),
        context: Digest::of(shown.as_bytes()),
        snippet: Snippet { first_line: 0, lines: vec![shown] },
        reading: None,
        suppressions: Vec::new(),
        trace: Vec::new(),
    }
}
