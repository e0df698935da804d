use super::criteria;
use crate::document::Editor;
use crate::document::block::Block;
use crate::document::text::{Text, code, link, say, strong};

const LIMITATIONS: [(&str, &str); 6] = [
    (
        "This report is valid for this version and configuration only: for the drop whose digest it names, inspected by the program, rules and limits that it names.",
        "Dieser Bericht gilt nur für diese Version und Konfiguration: für die Lieferung, deren Prüfsumme er nennt, geprüft mit dem Programm, den Regeln und den Grenzen, die er nennt.",
    ),
    (
        "It rests on what was handed in. Tool chains, hardware, third-party binaries and anything else that is not in the drop were not inspected.",
        "Er beruht auf dem, was übergeben wurde. Werkzeugketten, Hardware, Binärdateien Dritter und alles andere, was nicht in der Lieferung ist, wurde nicht geprüft.",
    ),
    (
        "Source code was read, not run. What depends on values at run time is seen only as far as the source shows it.",
        "Quelltext wurde gelesen, nicht ausgeführt. Was von Werten zur Laufzeit abhängt, ist nur so weit zu sehen, wie der Quelltext es zeigt.",
    ),
    (
        "No finding of a class does not mean that there is none: it means that the rules that ran saw none, in what they could look at.",
        "Kein Befund einer Klasse heißt nicht, dass es keinen gibt: Es heißt, dass die Regeln, die liefen, in dem, was sie ansehen konnten, keinen sahen.",
    ),
    (
        "A finding is a construct that calls for a look. Whether it is deliberate, harmful or harmless is for the evaluator to judge.",
        "Ein Befund ist eine Stelle, die einen Blick verlangt. Ob sie gewollt, schädlich oder harmlos ist, urteilt der Prüfer.",
    ),
    (
        "Files that could not be inspected, stretches that could not be parsed and rules that did not run are named above; the findings say nothing about them.",
        "Dateien, die nicht geprüft werden konnten, Stellen, die nicht zu lesen waren, und Regeln, die nicht liefen, sind oben genannt; die Befunde sagen nichts über sie.",
    ),
];

/// Terms in English and German with what they mean.
const GLOSSARY: [[&str; 4]; 18] = [
    [
        "Artefact",
        "A file that was shipped or rebuilt and takes part in the comparison.",
        "Artefakt",
        "Eine Datei, die geliefert oder nachgebaut wurde und am Vergleich teilnimmt.",
    ],
    [
        "Baseline",
        "An earlier inspection against which the findings are compared.",
        "Vergleichsstand",
        "Eine frühere Prüfung, mit der die Befunde verglichen werden.",
    ],
    [
        "Census",
        "The count of safe and unsafe functions of one purpose, and of calls to them.",
        "Zählung",
        "Die Zahl sicherer und unsicherer Funktionen eines Zwecks und ihrer Aufrufe.",
    ],
    [
        "Class",
        "The number of a kind of suspicious construct in Banbury’s catalogue, 1 to 40.",
        "Klasse",
        "Die Nummer einer Art verdächtiger Stellen in Banburys Katalog, 1 bis 40.",
    ],
    [
        "Confidence",
        "How sure a rule is that what it matches is what it looks for.",
        "Sicherheit",
        "Wie sicher eine Regel ist, dass das, was sie trifft, das ist, was sie sucht.",
    ],
    [
        "Coverage",
        "What was looked at, file by file, and what was not, with the reason.",
        "Abdeckung",
        "Was angesehen wurde, Datei für Datei, und was nicht, mit dem Grund.",
    ],
    [
        "CWE",
        "Common Weakness Enumeration: a public list of kinds of weakness.",
        "CWE",
        "Common Weakness Enumeration: eine öffentliche Liste von Arten von Schwächen.",
    ],
    [
        "Digest",
        "A number computed from content (SHA-256), so that any change of the content changes it.",
        "Prüfsumme",
        "Eine aus dem Inhalt berechnete Zahl (SHA-256); jede Änderung des Inhalts ändert sie.",
    ],
    [
        "Drop",
        "What the vendor handed over: source, build recipe, shipped firmware.",
        "Lieferung",
        "Was der Hersteller übergab: Quelltext, Bauanleitung, gelieferte Firmware.",
    ],
    [
        "Drop digest",
        "The SHA-256 of inventory.sha256, which lists the digest of every file of the drop.",
        "Prüfsumme der Lieferung",
        "Die SHA-256 von inventory.sha256, wo die Prüfsumme jeder Datei der Lieferung steht.",
    ],
    ["Finding", "One place where a rule matched.", "Befund", "Eine Stelle, an der eine Regel traf."],
    [
        "Fingerprint",
        "A name of a finding that survives edits elsewhere in the file.",
        "Fingerabdruck",
        "Ein Name eines Befunds, der Änderungen anderswo in der Datei übersteht.",
    ],
    [
        "Hygiene",
        "The tier of findings that ordinary code has too: they are counted, tabled and trended.",
        "Hygiene",
        "Die Stufe der Befunde, die auch gewöhnlicher Code hat: Sie werden gezählt, aufgelistet und verfolgt.",
    ],
    [
        "Reading",
        "One way to read a file that has several: one branch of its conditionals, or the body of a macro.",
        "Lesart",
        "Eine Art, eine Datei zu lesen, die mehrere hat: ein Zweig ihrer Bedingungen oder der Rumpf eines Makros.",
    ],
    ["Rule", "The description of a construct to look for.", "Regel", "Die Beschreibung dessen, wonach gesucht wird."],
    [
        "Severity",
        "How bad it is if the finding is true: critical, high, medium, low or info.",
        "Schwere",
        "Wie schlimm es ist, wenn der Befund zutrifft: kritisch, hoch, mittel, niedrig oder Hinweis.",
    ],
    [
        "Suspicion",
        "The tier of findings that are rare in honest code: each is worth a person’s look.",
        "Verdacht",
        "Die Stufe der Befunde, die in ehrlichem Code selten sind: Jeder ist den Blick eines Menschen wert.",
    ],
    [
        "Verdict",
        "The judgement on one artefact: whether what was shipped comes from the source.",
        "Urteil",
        "Was über ein Artefakt gilt: ob das Gelieferte aus dem Quelltext stammt.",
    ],
];

pub(super) fn limitations(e: &Editor) -> Vec<Block> {
    vec![Block::bullets(LIMITATIONS.iter().map(|(english, german)| e.t(english, german).into()))]
}

pub(super) fn verdict(e: &Editor) -> Vec<Block> {
    let evaluator = e.shown.inspection.case.as_ref().map_or("", |case| case.evaluator.as_str());
    let summary = link("summary", e.t("executive summary", "Zusammenfassung"));
    let mut first = say!(e;
        ["The verdict is the evaluator’s: see the assurance statement and the conclusions in the ", summary.clone(), "."],
        ["Das Urteil ist das des Prüfers: siehe die Aussage zum Vertrauen und die Schlussfolgerungen in der ", summary.clone(), "."],
    );
    if e.is_draft() {
        first = first.and(e.t(
            " They are not complete, so that this report is a draft and carries no verdict.",
            " Sie sind nicht vollständig; dieser Bericht ist deshalb ein Entwurf und trägt kein Urteil.",
        ));
    }
    let mut blocks = vec![
        Block::plain(first),
        Block::plain(Text::from(e.t("Evaluator: ", "Prüfer: ")).and(e.or_not_given(evaluator))),
        Block::plain(say!(e;
            [
                "Signatures stand beside this document, not in it: they cover ", code("statement.json"), ", which names the digest of the drop and of every file \
                 of the bundle, this one included. ", code("VERIFY.md"), " in the bundle gives the commands to check them without Banbury.",
            ],
            [
                "Die Signaturen stehen neben diesem Dokument, nicht darin: Sie gelten für ", code("statement.json"), ", wo die Prüfsummen der Lieferung und jeder Datei \
                 des Bündels stehen, auch dieser. ", code("VERIFY.md"), " im Bündel nennt die Befehle, um sie ohne Banbury zu prüfen.",
            ],
        )),
    ];
    blocks.extend(criteria::blocks(e));
    if e.shown.inspection.marking.demonstration {
        blocks.push(Block::note(say!(e;
            [strong("DEMONSTRATION."), " The key was made for the occasion: the signatures show how it works and vouch for nothing."],
            [strong("DEMONSTRATION."), " Der Schlüssel wurde eigens dafür erzeugt: Die Signaturen zeigen, wie es geht, und verbürgen nichts."],
        )));
    }
    blocks
}

pub(super) fn glossary(e: &Editor) -> Vec<Block> {
    let entry = |[term, meaning, begriff, bedeutung]: &[&'static str; 4]| {
        (e.t(term, begriff).into(), e.t(meaning, bedeutung).into())
    };
    vec![Block::Facts(GLOSSARY.iter().map(entry).collect())]
}

/// What was done with the case is on record elsewhere, since it alone carries times.
pub(super) fn custody(e: &Editor) -> Vec<Block> {
    vec![Block::plain(say!(e;
        [
            "What was done with this case, when and by whom stands in the custody log beside the bundle, entry chained to entry by digest. It is no part of this \
             document, which is the same from run to run; the statement names the log’s head at the first signature, and the bundle then holds the log up to there \
             as ", code("custody.jsonl"), ".",
        ],
        [
            "Was mit diesem Fall geschah, wann und durch wen, steht im Verwahrungsprotokoll neben dem Bündel, Eintrag für Eintrag durch Prüfsummen verkettet. Es ist kein Teil \
             dieses Dokuments, das von Lauf zu Lauf dasselbe ist; die Erklärung nennt den Kopf des Protokolls bei der ersten Signatur, und das Bündel enthält es dann bis dorthin \
             als ", code("custody.jsonl"), ".",
        ],
    ))]
}
