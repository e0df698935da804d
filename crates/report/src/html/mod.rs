//! report.html: one self-contained page without scripts and without requests.
//!
//! The sections see a [`Shown`] inspection only, whose strings have passed the choke point, and write them as text
//! alone: maud escapes markup there. Attributes hold nothing but what this module makes itself.

mod census;
mod closing;
mod coverage;
mod excerpt;
mod functions;
mod head;
mod hygiene;
mod identification;
mod intake;
mod marking;
mod method;
mod metrics;
mod parts;
mod rebuild;
mod scope;
mod summary;
mod suspicion;
mod trace;
mod trend;

use maud::{DOCTYPE, Markup, html};

use crate::tally::Tally;
use crate::visible::Shown;

/// More rows of a list are not shown: the page says so and refers to the file that holds them all.
const MOST_ROWS: usize = 2_000;

/// A chapter of the report.
struct Section {
    /// The target of links; made by us.
    id: &'static str,
    title: &'static str,
    body: Markup,
}

/// The whole page.
pub(crate) fn page(shown: &Shown) -> String {
    let tally = Tally::of(shown);
    let sections = sections(shown, &tally);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head::head(shown))
            body {
                a .skip href="#report" { "Skip to the report" }
                (marking::banner(shown))
                div .frame {
                    nav aria-label="Contents" {
                        h2 { "Contents" }
                        ol {
                            @for section in &sections {
                                li { a href={ "#" (section.id) } { (section.title) } }
                            }
                        }
                    }
                    main #report {
                        (head::title_block(shown))
                        @for (index, section) in sections.iter().enumerate() {
                            section aria-labelledby=(section.id) {
                                h2 id=(section.id) { span .number { (index + 1) } " " (section.title) }
                                (section.body)
                            }
                        }
                    }
                }
                (marking::footer(shown))
            }
        }
    };
    page.into_string() + "\n"
}

/// In the order that regulators expect of an evaluation technical report.
fn sections(shown: &Shown, tally: &Tally) -> Vec<Section> {
    let section = |id, title, body| Section { id, title, body };
    vec![
        section("identification", "Identification", identification::body(shown)),
        section("summary", "Executive summary", summary::body(shown, tally)),
        section("scope", "Scope, and what was not looked at", scope::body(shown, tally)),
        section("method", "Method", method::body(shown)),
        section("intake", "Intake of the drop", intake::body(shown)),
        section("coverage", "Coverage", coverage::body(shown, tally)),
        section("census", "Safe and unsafe functions", census::body(shown)),
        section("functions", "Most complex functions", functions::body(shown)),
        section("metrics", "Repeated and commented-out code", metrics::body(shown)),
        section("suspicion", "Findings: suspicion", suspicion::body(shown, tally)),
        section("hygiene", "Findings: hygiene", hygiene::body(tally)),
        section("trend", "Trend against the previous release", trend::body(shown)),
        section("rebuild", "Rebuild and equivalence", rebuild::body(shown, tally)),
        section("limitations", "Limitations", closing::limitations()),
        section("verdict", "Verdict and signatures", closing::verdict(shown)),
        section("glossary", "Glossary", closing::glossary()),
    ]
}
