use banbury_evidence::{Assessment, Check, ReportLanguage, Requirement, RequirementDocument, Words};

use crate::document::block::{Block, Cell, Table, cell, text, word};
use crate::document::text::{Inline, Text, code, say, strong};
use crate::document::{Editor, in_words};
use crate::requirements::{NotDone, Outcome};

/// How many requirements of a document are listed: more than any of those that are shipped has.
const MOST: usize = 200;

/// For each requirement what the checks found out, or why it cannot be assessed here.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let documents = &e.shown.inspection.requirements;
    if documents.is_empty() {
        return vec![Block::plain(e.t("No requirements were given.", "Keine Anforderungen wurden angegeben."))];
    }
    let mut blocks = vec![Block::plain(say!(e;
        [
            "Which requirement which check gives static evidence for, and what the check found out, in numbers. Whether a requirement is met is never said here: \
             that is the evaluator’s to judge. ", code("requirements.json"), " holds the same for programs.",
        ],
        [
            "Für welche Anforderung welche Prüfung einen statischen Beleg gibt, und was die Prüfung ergab, in Zahlen. Ob eine Anforderung erfüllt ist, wird hier nie gesagt: \
             Das urteilt der Prüfer. ", code("requirements.json"), " enthält dasselbe für Programme.",
        ],
    ))];
    for document in documents {
        blocks.extend(table(e, document));
    }
    blocks
}

fn table(e: &Editor, document: &RequirementDocument) -> Vec<Block> {
    let assessable = |requirement: &&Requirement| matches!(requirement.assessment, Assessment::Evidence(_));
    let with_evidence = e.amount(document.requirements.iter().filter(assessable).count());
    let all = e.amount(document.requirements.len());
    let mut blocks = vec![
        Block::section(document.title.as_str()),
        Block::quiet(say!(e;
            [format!("{}, {}. There is static evidence for {with_evidence} of {all} requirements.", document.edition, document.date)],
            [format!("{}, {}. Für {with_evidence} von {all} Anforderungen gibt es statische Belege.", document.edition, document.date)],
        )),
    ];
    if let Some(left_out) = &document.left_out {
        blocks.push(Block::note(in_language(e, left_out)));
    }
    if document.requirements.is_empty() {
        return blocks;
    }
    let shown = document.requirements.len().min(MOST);
    let columns =
        vec![word(e.t("Number", "Nummer")), text(e.t("About", "Worum es geht")), text(e.t("Evidence", "Beleg"))];
    let rows = document.requirements.iter().take(shown).map(|requirement| {
        let about = in_language(e, &requirement.about);
        vec![cell(requirement.number.as_str()), cell(about), evidence(e, &requirement.assessment)]
    });
    blocks.push(Table::of(columns).headed().rows(rows).into());
    blocks.extend(e.cut(shown, document.requirements.len(), "requirements.json"));
    blocks
}

fn in_language<'a>(e: &Editor, words: &'a Words) -> &'a str {
    match e.edition.language {
        ReportLanguage::English => &words.en,
        ReportLanguage::German => &words.de,
    }
}

fn evidence(e: &Editor, assessment: &Assessment) -> Cell {
    let mut text = Text::default();
    match assessment {
        Assessment::NotAssessable(reason) => {
            let title = e.t("not assessable here: ", "hier nicht zu beurteilen: ");
            text = text.and(Inline::Absent(title.to_owned())).and(in_language(e, reason));
        }
        Assessment::Evidence(checks) => {
            for (index, check) in checks.iter().enumerate() {
                if index > 0 {
                    text = text.and(Inline::Break);
                }
                text = text.and(strong(name(e, check))).and(": ").and(outcome(e, check));
            }
        }
    }
    cell(text)
}

fn name(e: &Editor, check: &Check) -> String {
    let named = match check {
        Check::Class(number) => {
            return format!("{} {number} ({})", e.t("class", "Klasse"), e.class(*number));
        }
        Check::Census(family) => return format!("{} {family}", e.t("calls of the family", "Aufrufe der Familie")),
        Check::Findings => e.t("findings", "Befunde"),
        Check::Metrics => e.t("measures of the code", "Maße des Codes"),
        Check::Coverage => e.t("coverage", "Abdeckung"),
        Check::Manifest => e.t("sealed list of files", "versiegelte Liste der Dateien"),
        Check::BillOfFiles => e.t("bill of files", "Stückliste der Dateien"),
        Check::Equivalence => e.t("equivalence", "Gleichwertigkeit"),
        Check::Determinism => e.t("determinism", "Determinismus"),
        Check::Toolchain => e.t("tools", "Werkzeuge"),
        Check::Signature => e.t("vendor’s signatures", "Signaturen des Herstellers"),
        Check::Trend => e.t("trend", "Entwicklung"),
    };
    named.to_owned()
}

/// The numbers, without those of nothing, which the whole table of a check would bury the others under.
fn outcome(e: &Editor, check: &Check) -> String {
    match e.shown.checks.get(check) {
        None => "–".to_owned(),
        Some(Outcome::NotDone(why)) => not_done(e, *why).to_owned(),
        Some(Outcome::Numbers(numbers)) => {
            let told: Vec<String> = numbers
                .iter()
                .enumerate()
                .filter(|(index, (_, count))| *index == 0 || *count > 0)
                .map(|(_, (what, count))| format!("{} {}", e.number(*count), in_words(e.edition.language, what)))
                .collect();
            told.join(", ")
        }
    }
}

fn not_done(e: &Editor, why: NotDone) -> &'static str {
    match why {
        NotDone::NoRule => e.t("no rule of this class was in force", "keine Regel dieser Klasse galt"),
        NotDone::NoFamily => e.t("no family of this name was in force", "keine Familie dieses Namens galt"),
        NotDone::NothingRebuilt => e.t("nothing was rebuilt", "nichts wurde nachgebaut"),
        NotDone::NoKey => {
            e.t("no public key of the vendor was given", "kein öffentlicher Schlüssel des Herstellers war angegeben")
        }
        NotDone::NoEarlierRelease => e.t("there was no earlier inspection", "es gab keine frühere Prüfung"),
    }
}
