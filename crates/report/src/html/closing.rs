use maud::{Markup, html};

use super::marking::is_draft;
use super::parts::not_given;
use crate::visible::Shown;

const LIMITATIONS: [&str; 6] = [
    "This report is valid for this version and configuration only: for the drop whose digest it names, inspected by the program, rules and limits that it names.",
    "It rests on what was handed in. Tool chains, hardware, third-party binaries and anything else that is not in the drop were not inspected.",
    "Source code was read, not run. What depends on values at run time is seen only as far as the source shows it.",
    "No finding of a class does not mean that there is none: it means that the rules that ran saw none, in what they could look at.",
    "A finding is a construct that calls for a look. Whether it is deliberate, harmful or harmless is for the evaluator to judge.",
    "Files that could not be inspected, stretches that could not be parsed and rules that did not run are named above; the findings say nothing about them.",
];

const GLOSSARY: [(&str, &str); 18] = [
    ("Artefact", "A file that was shipped or rebuilt and takes part in the comparison."),
    ("Baseline", "An earlier inspection against which the findings are compared."),
    ("Census", "The count of safe and unsafe functions of one purpose, and of calls to them."),
    ("Class", "The number of a kind of suspicious construct in Banbury’s catalogue, 1 to 40."),
    ("Confidence", "How sure a rule is that what it matches is what it looks for."),
    ("Coverage", "What was looked at, file by file, and what was not, with the reason."),
    ("CWE", "Common Weakness Enumeration: a public list of kinds of weakness."),
    ("Digest", "A number computed from content (SHA-256), so that any change of the content changes it."),
    ("Drop", "What the vendor handed over: source, build recipe, shipped firmware."),
    ("Drop digest", "The SHA-256 of inventory.sha256, which lists the digest of every file of the drop."),
    ("Finding", "One place where a rule matched."),
    ("Fingerprint", "A name of a finding that survives edits elsewhere in the file."),
    ("Hygiene", "The tier of findings that ordinary code has too: they are counted, tabled and trended."),
    ("Reading", "One way to read a file that has several: one branch of its conditionals, or the body of a macro."),
    ("Rule", "The description of a construct to look for."),
    ("Severity", "How bad it is if the finding is true: critical, high, medium, low or info."),
    ("Suspicion", "The tier of findings that are rare in honest code: each is worth a person’s look."),
    ("Verdict", "The judgement on one artefact: whether what was shipped comes from the source."),
];

pub(super) fn limitations() -> Markup {
    html! { ul { @for limitation in LIMITATIONS { li { (limitation) } } } }
}

pub(super) fn verdict(shown: &Shown) -> Markup {
    let evaluator = shown.inspection.case.as_ref().map_or("", |case| case.evaluator.as_str());
    html! {
        p {
            "The verdict is the evaluator’s: see the assurance statement and the conclusions in the "
            a href="#summary" { "executive summary" } "."
            @if is_draft(shown) { " They are not complete, so that this report is a draft and carries no verdict." }
        }
        p { "Evaluator: " (not_given(evaluator)) }
        p {
            "Signatures stand beside this page, not in it: they cover " code { "statement.json" } ", which names the digest of the drop and of every file of the bundle, "
            "this page included. " code { "VERIFY.md" } " in the bundle gives the commands to check them without Banbury."
        }
        @if shown.inspection.marking.demonstration {
            p .note { strong { "DEMONSTRATION." } " The key was made for the occasion: the signatures show how it works and vouch for nothing." }
        }
    }
}

pub(super) fn glossary() -> Markup {
    html! { dl .facts { @for (term, meaning) in GLOSSARY { dt { (term) } dd { (meaning) } } } }
}
