use banbury_evidence::Verdict;

use crate::document::block::{Block, Chart, Fill, Manner, Table, cell, number, text, word};
use crate::document::text::{Inline, em, say};
use crate::document::{Editor, Tone};

/// The sentence, and the number of artefacts by verdict.
pub(super) fn board(e: &Editor) -> Vec<Block> {
    let total: u64 = e.tally.by_verdict.values().sum();
    let columns =
        vec![word(e.t("Verdict", "Urteil")), text(e.t("Meaning", "Bedeutung")), number(e.t("Artefacts", "Artefakte"))];
    let rows = Verdict::ALL.map(|verdict| {
        let count = format!("{} {} {}", e.number(of(e, verdict)), e.t("of", "von"), e.number(total));
        vec![cell(badge(verdict)), cell(meaning(e, verdict)), cell(count)]
    });
    let mut blocks = vec![
        Block::Paragraph(Manner::Lead, sentence(e).into()),
        Block::plain(say!(e;
            [
                "Each shipped artefact is compared with what the recipe builds from the drop. Only ", em("identical"), " and ", em("equivalent"),
                " pass; a share of equal bytes is no measure, since one byte can matter.",
            ],
            [
                "Jedes gelieferte Artefakt wird mit dem verglichen, was das Rezept aus der Lieferung baut. Nur ", em("identical"), " (gleich) und ",
                em("equivalent"), " (gleichwertig) bestehen; ein Anteil gleicher Bytes ist kein Maß, denn auf ein Byte kann es ankommen.",
            ],
        )),
    ];
    if total > 0 {
        blocks.push(chart(e));
    }
    let caption = e.t("Scoreboard", "Ergebnistafel");
    blocks.push(Table::of(columns).caption(caption).headed().compact().rows(rows).into());
    blocks
}

fn chart(e: &Editor) -> Block {
    let counts = Verdict::ALL.map(|verdict| of(e, verdict));
    let passes: u64 = Verdict::ALL.iter().filter(|verdict| verdict.passes()).map(|verdict| of(e, *verdict)).sum();
    let explained = of(e, Verdict::DiffersExplained);
    let rest = counts.iter().sum::<u64>() - passes - explained;
    Block::Chart(Chart {
        caption: e.t("Artefacts by verdict", "Artefakte nach Urteil").to_owned(),
        series: vec![
            (Fill::Tone(Tone::Pass), e.t("pass", "bestanden").to_owned()),
            (Fill::Number(2), e.t("differ, explained", "verschieden, erklärt").to_owned()),
            (Fill::Tone(Tone::Fail), e.t("not shown to be the same", "nicht als gleich erwiesen").to_owned()),
        ],
        bars: vec![(e.t("all artefacts", "alle Artefakte").to_owned(), vec![passes, explained, rest])],
        shares: true,
    })
}

pub(super) fn badge(verdict: Verdict) -> Inline {
    let tone = if verdict.passes() { Tone::Pass } else { Tone::Fail };
    Inline::Badge(tone, verdict.name().to_owned())
}

/// The outcome in one sentence for a reader who knows none of the terms.
pub(in crate::document::chapters) fn sentence(e: &Editor) -> String {
    let extra = of(e, Verdict::OnlyInRebuilt);
    let shipped = e.tally.by_verdict.values().sum::<u64>() - extra;
    let equivalent = of(e, Verdict::Equivalent);
    let same = of(e, Verdict::Identical) + equivalent;
    let aside = match equivalent {
        0 => String::new(),
        _ => format!(
            " ({}{})",
            e.number(equivalent),
            e.t(" of them but for ranges set aside", " davon bis auf ausgenommene Bereiche")
        ),
    };
    let mut clauses = vec![match (shipped, e.edition.language) {
        (0, _) => e
            .t(
                "No shipped artefact was compared with what this source builds",
                "Kein geliefertes Artefakt wurde mit dem verglichen, was dieser Quelltext baut",
            )
            .to_owned(),
        (_, banbury_evidence::ReportLanguage::English) => format!(
            "{} of {} shipped {} {} the same as what this source builds{aside}",
            e.number(same),
            e.number(shipped),
            if shipped == 1 { "artefact" } else { "artefacts" },
            if same == 1 { "is" } else { "are" },
        ),
        (_, banbury_evidence::ReportLanguage::German) => format!(
            "{} von {} gelieferten {} {} dem, was dieser Quelltext baut{aside}",
            e.number(same),
            e.number(shipped),
            if shipped == 1 { "Artefakt" } else { "Artefakten" },
            if same == 1 { "gleicht" } else { "gleichen" },
        ),
    }];
    let further: [(u64, [&'static str; 2], [&'static str; 2]); 6] = [
        (
            of(e, Verdict::DiffersExplained),
            [
                "differs, for a cause that a further rebuild confirmed",
                "differ, for causes that further rebuilds confirmed",
            ],
            [
                "unterscheidet sich, aus einer Ursache, die ein weiterer Nachbau bestätigte",
                "unterscheiden sich, aus Ursachen, die weitere Nachbauten bestätigten",
            ],
        ),
        (
            of(e, Verdict::DiffersUnexplained),
            ["differs, and the cause is not confirmed", "differ, and the causes are not confirmed"],
            [
                "unterscheidet sich, und die Ursache ist nicht bestätigt",
                "unterscheiden sich, und die Ursachen sind nicht bestätigt",
            ],
        ),
        (of(e, Verdict::NotBuilt), ["was not built", "were not built"], ["wurde nicht gebaut", "wurden nicht gebaut"]),
        (
            of(e, Verdict::Inconclusive),
            ["could not be compared to the end", "could not be compared to the end"],
            ["konnte nicht zu Ende verglichen werden", "konnten nicht zu Ende verglichen werden"],
        ),
        (
            of(e, Verdict::OnlyInShipped),
            ["has nothing rebuilt to stand beside it", "have nothing rebuilt to stand beside them"],
            ["hat kein nachgebautes Gegenstück", "haben kein nachgebautes Gegenstück"],
        ),
        (
            extra,
            ["further artefact was built but not shipped", "further artefacts were built but not shipped"],
            [
                "weiteres Artefakt wurde gebaut, aber nicht geliefert",
                "weitere Artefakte wurden gebaut, aber nicht geliefert",
            ],
        ),
    ];
    for (count, english, german) in further {
        let [one, many] = [e.t(english[0], german[0]), e.t(english[1], german[1])];
        match count {
            0 => {}
            1 => clauses.push(format!("1 {one}")),
            _ => clauses.push(format!("{} {many}", e.number(count))),
        }
    }
    clauses.join("; ") + "."
}

fn of(e: &Editor, verdict: Verdict) -> u64 {
    e.tally.by_verdict.get(&verdict).copied().unwrap_or_default()
}

fn meaning(e: &Editor, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Identical => e.t("the same bytes", "dieselben Bytes"),
        Verdict::Equivalent => e.t(
            "the same but for ranges set aside under named rules",
            "gleich bis auf Bereiche, die unter benannten Regeln ausgenommen sind",
        ),
        Verdict::DiffersExplained => e.t(
            "different, for a cause that a further rebuild confirmed",
            "verschieden, aus einer Ursache, die ein weiterer Nachbau bestätigte",
        ),
        Verdict::DiffersUnexplained => {
            e.t("different, and the cause is not confirmed", "verschieden, und die Ursache ist nicht bestätigt")
        }
        Verdict::NotBuilt => e.t("the build did not give it", "der Bau ergab es nicht"),
        Verdict::Inconclusive => e.t(
            "the comparison could not be carried out to its end",
            "der Vergleich konnte nicht zu Ende geführt werden",
        ),
        Verdict::OnlyInShipped => {
            e.t("shipped, but not among what was rebuilt", "geliefert, aber nicht unter dem Nachgebauten")
        }
        Verdict::OnlyInRebuilt => {
            e.t("rebuilt, but not among what was shipped", "nachgebaut, aber nicht unter dem Gelieferten")
        }
    }
}
