use banbury_evidence::Digest;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use maud::{Markup, PreEscaped, html};

use crate::document::Document;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("filter.js");

/// The head, with a policy (Content Security Policy Level 3) that allows this style sheet and this script and nothing
/// else: no other script, no request, no form.
pub(super) fn head(document: &Document) -> Markup {
    let hash = |text: &str| BASE64_STANDARD.encode(Digest::of(text.as_bytes()).as_bytes());
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    );
    let title = &document.title;
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            title { (document.kind) " – " (title.product) @if !title.release.is_empty() { " " (title.release) } }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// The script, ours and the same in every report.
pub(super) fn script() -> Markup {
    html! { script { (PreEscaped(SCRIPT)) } }
}
