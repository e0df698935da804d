use banbury_evidence::{Determinism, DeterminismVerdict};

use super::differences::differences;
use super::room::Room;
use crate::document::block::{Block, Table, cell, text, word};
use crate::document::text::{Inline, Text, code};
use crate::document::{Editor, Tone};

/// Whether two builds of the source agree with each other.
pub(super) fn section(e: &Editor, determinism: &[Determinism]) -> Vec<Block> {
    let shown = determinism.len().min(e.edition.most_rows());
    let listed = || determinism.iter().take(shown).enumerate();
    let name = |index: usize, it: &Determinism| match e.edition.redacted {
        true => code(format!("{} {}", e.t("artefact", "Artefakt"), index + 1)),
        false => code(&it.path),
    };
    let mut blocks = vec![
        Block::section(e.t(
            "Determinism: whether the build repeats itself",
            "Determinismus: ob sich der Bau wiederholt",
        )),
        Block::plain(e.t(
            "This is another question than equivalence. The source is built twice under other circumstances, and the two results are compared with \
             each other, not with what was shipped. A build that varies tells nothing against what was shipped, but makes it harder to compare; \
             where the build repeats itself, a difference from what was shipped comes from elsewhere.",
            "Das ist eine andere Frage als die Gleichwertigkeit. Der Quelltext wird zweimal unter anderen Umständen gebaut, und die beiden Ergebnisse werden \
             miteinander verglichen, nicht mit dem Gelieferten. Ein Bau, der schwankt, sagt nichts gegen das Gelieferte, macht aber den Vergleich schwerer; \
             wo sich der Bau wiederholt, kommt ein Unterschied zum Gelieferten anderswoher.",
        )),
    ];
    if determinism.is_empty() {
        blocks.push(Block::plain(e.t("It was not tested here.", "Er wurde hier nicht geprüft.")));
        return blocks;
    }
    let columns =
        vec![text(e.t("Artefact", "Artefakt")), word(e.t("Verdict", "Urteil")), text(e.t("Meaning", "Bedeutung"))];
    let rows =
        listed().map(|(index, it)| vec![cell(name(index, it)), cell(badge(it.verdict)), cell(meaning(e, it.verdict))]);
    blocks.push(Table::of(columns).headed().compact().rows(rows).into());
    blocks.extend(e.cut(shown, determinism.len(), "rebuild.json"));
    let varying = || listed().filter(|(_, it)| !it.differs.is_empty());
    let many = varying().count();
    for (index, it) in varying() {
        let count = e.several(it.differs.len(), ("difference", "differences"), ("Unterschied", "Unterschiede"));
        let between = e.t(" between the two builds", " zwischen den beiden Bauten");
        let names = [e.t("First build", "Erster Bau"), e.t("Second build", "Zweiter Bau")];
        let mut room = Room::shared_by(many, e.edition);
        blocks.push(Block::fold(
            Text::from(name(index, it)).and(format!(": {count}{between}")),
            differences(e, &it.differs, &[], names, &mut room),
        ));
    }
    blocks
}

fn badge(verdict: DeterminismVerdict) -> Inline {
    let tone = match verdict {
        DeterminismVerdict::Deterministic => Tone::Pass,
        DeterminismVerdict::Varies => Tone::Fail,
        DeterminismVerdict::NotJudged => Tone::Neutral,
    };
    Inline::Badge(tone, verdict.name().to_owned())
}

fn meaning(e: &Editor, verdict: DeterminismVerdict) -> &'static str {
    match verdict {
        DeterminismVerdict::Deterministic => {
            e.t("both builds gave the same bytes", "beide Bauten ergaben dieselben Bytes")
        }
        DeterminismVerdict::Varies => {
            e.t("the two builds gave different bytes", "die beiden Bauten ergaben verschiedene Bytes")
        }
        DeterminismVerdict::NotJudged => e.t("one of the builds did not give it", "einer der Bauten ergab es nicht"),
    }
}
