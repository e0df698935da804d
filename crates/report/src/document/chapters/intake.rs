use banbury_evidence::{DropSource, GitFacts};

use super::provenance;
use crate::document::Editor;
use crate::document::block::{Block, Table, cell, text};
use crate::document::text::{Inline, Text, code};

/// What is odd about the entries of the drop.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let manifest = &e.shown.inspection.manifest;
    let mut blocks = Vec::new();
    if manifest.anomalies.is_empty() {
        blocks.push(Block::plain(e.t(
            "Nothing about the entries of the drop was out of the ordinary.",
            "An den Einträgen der Lieferung war nichts ungewöhnlich.",
        )));
    } else {
        let shown = manifest.anomalies.len().min(e.edition.most_rows());
        let intro = e.t(
            "Entries with something that an honest drop has no need of: ",
            "Einträge mit etwas, das eine ehrliche Lieferung nicht braucht: ",
        );
        blocks.push(Block::plain(format!("{intro}{}.", e.amount(manifest.anomalies.len()))));
        let columns = vec![
            text(e.t("Entry", "Eintrag")),
            text(e.t("What is odd", "Was auffällt")),
            text(e.t("Particulars", "Näheres")),
        ];
        let rows = manifest.anomalies.iter().take(shown).map(|anomaly| {
            let what = Text::from(code(anomaly.kind.name())).and(Inline::Break).and(anomaly.kind.text());
            vec![cell(e.path(anomaly.path.as_str())), cell(what), cell(e.remark(&anomaly.detail))]
        });
        blocks.push(Table::of(columns).rows(rows).into());
        blocks.extend(e.cut(shown, manifest.anomalies.len(), "manifest.json"));
    }
    if let DropSource::Git(facts) = &manifest.source {
        blocks.extend(work_tree(e, facts));
    }
    if let Some(told) = &e.shown.inspection.provenance {
        blocks.extend(provenance::blocks(e, told));
    }
    blocks
}

fn work_tree(e: &Editor, facts: &GitFacts) -> Vec<Block> {
    let mut blocks = vec![Block::section(e.t("Work tree against commit", "Arbeitsbaum gegen Commit"))];
    if facts.work_tree.is_empty() {
        blocks.push(Block::plain(e.t(
            "No difference was found, or there is no work tree.",
            "Kein Unterschied wurde gefunden, oder es gibt keinen Arbeitsbaum.",
        )));
        return blocks;
    }
    let shown = facts.work_tree.len().min(e.edition.most_rows());
    let intro = e.t(
        "The commit was inspected, not the work tree. Differences between them: ",
        "Geprüft wurde der Commit, nicht der Arbeitsbaum. Unterschiede zwischen beiden: ",
    );
    blocks.push(Block::plain(format!("{intro}{}.", e.amount(facts.work_tree.len()))));
    let rows = facts.work_tree.iter().take(shown);
    let rows = rows.map(|change| vec![cell(e.path(change.path.as_str())), cell(change.change.as_str())]);
    let columns = vec![text(e.t("File", "Datei")), text(e.t("Change", "Änderung"))];
    blocks.push(Table::of(columns).compact().rows(rows).into());
    blocks.extend(e.cut(shown, facts.work_tree.len(), "manifest.json"));
    blocks
}
