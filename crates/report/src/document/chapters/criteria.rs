use banbury_evidence::Demand;

use crate::document::Editor;
use crate::document::block::{Block, Table, cell, word};
use crate::document::text::{Text, code, digest, say, strong};

/// What the case asks for before it passes, and whether it has it. Nothing where it asks for nothing.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let inspection = &e.shown.inspection;
    let Some(criteria) = inspection.case.as_ref().and_then(|case| case.pass.as_ref()) else {
        return Vec::new();
    };
    let met = |is_met: bool| {
        cell(if is_met { e.t("met", "erfüllt").into() } else { strong(e.t("NOT met", "NICHT erfüllt")) })
    };
    let complete = e.t("the evaluator’s words are complete", "die Worte des Prüfers sind vollständig");
    let mut rows = vec![vec![cell(complete), met(!inspection.is_draft())]];
    rows.extend(e.whole.demands.iter().map(|(demand, is_met)| vec![cell(words(e, *demand)), met(*is_met)]));
    vec![
        Block::section(e.t("Pass criteria of the case", "Kriterien des Falls")),
        Block::plain(outcome(e)),
        Table::of(vec![word(e.t("What is asked", "Was verlangt ist")), word(e.t("Here", "Hier"))]).rows(rows).into(),
        Block::Facts(vec![
            (e.t("Criteria", "Kriterien").into(), criteria.policy.clone().into()),
            (e.t("Case file", "Falldatei").into(), digest(criteria.case_file).into()),
            (e.t("Verifier", "Prüfstelle").into(), criteria.verifier.clone().into()),
            (e.t("Verified", "Geprüft").into(), criteria.resource.clone().into()),
            (e.t("Levels", "Stufen").into(), criteria.levels.join(", ").into()),
        ]),
    ]
}

fn outcome(e: &Editor) -> Text {
    let file = code("vsa.dsse.json");
    match (e.whole.passes, e.shown.inspection.marking.demonstration) {
        (false, _) => say!(e;
            ["They are not all met: there is no verification summary."],
            ["Sie sind nicht alle erfüllt: Es gibt keine Zusammenfassung der Prüfung (VSA)."],
        ),
        (true, true) => say!(e;
            ["They are met; since this is a demonstration, there is no verification summary."],
            ["Sie sind erfüllt; weil dies eine Vorführung ist, gibt es keine Zusammenfassung der Prüfung (VSA)."],
        ),
        (true, false) => say!(e;
            ["They are met. Whoever signs the bundle signs that too, unless with a FIDO device, as a SLSA verification summary: ", file.clone(), "."],
            ["Sie sind erfüllt. Wer das Bündel signiert, signiert auch das, außer mit einem FIDO-Gerät, als SLSA-Zusammenfassung der Prüfung (VSA): ", file.clone(), "."],
        ),
    }
}

fn words(e: &Editor, demand: Demand) -> Text {
    match demand {
        Demand::WorstOpen(tier, tolerated) => {
            let tier = e.called(tier.name());
            match tolerated {
                None => say!(e;
                    ["no finding of the tier ", tier.clone().into_owned(), " is open"],
                    ["kein Befund der Stufe ", tier.clone().into_owned(), " ist offen"],
                ),
                Some(worst) => {
                    let worst = e.called(worst.name()).into_owned();
                    say!(e;
                        ["no open finding of the tier ", tier.clone().into_owned(), " is worse than ", worst.clone()],
                        ["kein offener Befund der Stufe ", tier.clone().into_owned(), " ist schwerer als ", worst.clone()],
                    )
                }
            }
        }
        Demand::Equivalent => e
            .t(
                "there was a rebuild in a sandbox, and every artefact comes from the source",
                "es gab einen Nachbau in einer Sandbox, und jedes Artefakt stammt aus dem Quelltext",
            )
            .into(),
        Demand::AllInspected => e
            .t("every file that should be inspected was", "jede Datei, die geprüft werden sollte, wurde geprüft")
            .into(),
        Demand::AllRulesRan => e.t("every rule ran, and to its end", "jede Regel lief, und bis zum Ende").into(),
        Demand::NoOpenQuestion => {
            e.t("the vendor has answered every question", "der Hersteller hat jede Frage beantwortet").into()
        }
    }
}
