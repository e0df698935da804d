//! The chapters, in the order that regulators expect of an evaluation technical report. Each gives its blocks from what
//! its [`Editor`](super::Editor) is given, in both languages side by side, so that none can be changed without the other.

mod census;
mod closing;
mod coverage;
mod criteria;
mod environment;
mod equivalence;
mod functions;
mod hygiene;
mod identification;
mod intake;
mod method;
mod metrics;
mod provenance;
mod questions;
mod requirements;
mod scope;
mod summary;
mod suspicion;
mod trend;

use super::block::Block;
use super::{Chapter, Editor};

type Blocks = fn(&Editor) -> Vec<Block>;

/// Anchor, title in English and in German, and content.
const CHAPTERS: [(&str, &str, &str, Blocks); 20] = [
    ("identification", "Identification", "Angaben zur Prüfung", identification::blocks),
    ("summary", "Executive summary", "Zusammenfassung", summary::blocks),
    ("scope", "Scope, and what was not looked at", "Umfang, und was nicht angesehen wurde", scope::blocks),
    ("method", "Method", "Vorgehen", method::blocks),
    ("environment", "Build environment", "Bauumgebung", environment::blocks),
    ("intake", "Intake of the drop", "Annahme der Lieferung", intake::blocks),
    ("coverage", "Coverage", "Abdeckung", coverage::blocks),
    ("census", "Safe and unsafe functions", "Sichere und unsichere Funktionen", census::blocks),
    ("functions", "Most complex functions", "Komplexeste Funktionen", functions::blocks),
    ("metrics", "Repeated and commented-out code", "Wiederholter und auskommentierter Code", metrics::blocks),
    ("suspicion", "Findings: suspicion", "Befunde: Verdacht", suspicion::blocks),
    ("hygiene", "Findings: hygiene", "Befunde: Hygiene", hygiene::blocks),
    ("trend", "Trend against the previous release", "Entwicklung seit der vorigen Version", trend::blocks),
    ("rebuild", "Rebuild and equivalence", "Nachbau und Gleichwertigkeit", equivalence::blocks),
    ("questions", "Questions to the vendor", "Fragen an den Hersteller", questions::blocks),
    ("requirements", "Requirements", "Anforderungen", requirements::blocks),
    ("limitations", "Limitations", "Grenzen der Aussage", closing::limitations),
    ("verdict", "Verdict and signatures", "Urteil und Signaturen", closing::verdict),
    ("glossary", "Glossary", "Begriffe", closing::glossary),
    ("custody", "Custody log", "Verwahrungsprotokoll", closing::custody),
];

pub(super) fn chapters(editor: &Editor) -> Vec<Chapter> {
    let chapter = |(anchor, english, german, blocks): (&'static str, &'static str, &'static str, Blocks)| Chapter {
        anchor,
        title: editor.t(english, german),
        blocks: blocks(editor),
    };
    CHAPTERS.into_iter().map(chapter).collect()
}
