use banbury_evidence::Digest;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use maud::{Markup, PreEscaped, html};

use super::parts::not_given;
use crate::visible::Shown;

const STYLE: &str = include_str!("style.css");

/// The head, with a policy (Content Security Policy Level 3) that allows this style sheet and nothing else: no script,
/// no request, no form.
pub(super) fn head(shown: &Shown) -> Markup {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        BASE64_STANDARD.encode(Digest::of(STYLE.as_bytes()).as_bytes())
    );
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            title { "Inspection report" @if let Some(case) = &shown.inspection.case { " – " (case.product) " " (case.release) } }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// What the first page says.
pub(super) fn title_block(shown: &Shown) -> Markup {
    html! {
        header .title {
            p .kind { "Source code inspection report" }
            @match &shown.inspection.case {
                Some(case) => {
                    h1 { (not_given(&case.product)) " " span .release { (case.release) } }
                    p .vendor { "Supplied by " (not_given(&case.vendor)) }
                }
                None => {
                    h1 { "Inspection of a code drop" }
                    p .vendor { "No case file was given: product, vendor and release are not stated." }
                }
            }
        }
    }
}
