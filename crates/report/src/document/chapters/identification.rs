use banbury_evidence::{CommitFacts, Container, DropSource, GitFacts};

use crate::document::Editor;
use crate::document::block::Block;
use crate::document::text::{Text, code, digest, say};

/// Product, release, and the digest that names the drop.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let case = e.shown.inspection.case.clone().unwrap_or_default();
    let drop = &e.shown.drop;
    let mut facts: Vec<(Text, Text)> = vec![
        (e.t("Case", "Fall").into(), e.or_not_given(&case.id).into()),
        (e.t("Product", "Produkt").into(), e.or_not_given(&case.product).into()),
        (e.t("Vendor", "Hersteller").into(), e.or_not_given(&case.vendor).into()),
        (e.t("Release", "Version").into(), e.or_not_given(&case.release).into()),
        (
            e.t("Previous release", "Vorige Version").into(),
            e.or_not_given(case.previous_release.as_deref().unwrap_or_default()).into(),
        ),
        (e.t("Evaluator", "Prüfer").into(), e.or_not_given(&case.evaluator).into()),
        (
            e.t("Date of the report", "Datum des Berichts").into(),
            e.or_not_given(&case.date.map(|date| date.to_string()).unwrap_or_default()).into(),
        ),
        (e.t("Drop digest (SHA-256)", "Prüfsumme der Lieferung (SHA-256)").into(), digest(drop.digest).into()),
        (e.t("Supplied as", "Geliefert als").into(), source(e)),
    ];
    let [entries, files, bytes, members] = [drop.entries, drop.files, drop.bytes, drop.members].map(|it| e.number(it));
    facts.push((
        e.t("Content", "Inhalt").into(),
        match e.edition.language {
            banbury_evidence::ReportLanguage::English => format!(
                "{entries} entries, {files} of them files with {bytes} bytes; {members} entries stand inside archives"
            ),
            banbury_evidence::ReportLanguage::German => format!(
                "{entries} Einträge, davon {files} Dateien mit {bytes} Bytes; {members} Einträge stehen in Archiven"
            ),
        }
        .into(),
    ));
    let mut blocks = vec![Block::Facts(facts)];
    blocks.extend(recomputing(e));
    blocks
}

fn recomputing(e: &Editor) -> Vec<Block> {
    let root: Text = match &e.shown.inspection.manifest.source {
        DropSource::Archive(container) if container.root.is_empty() || e.edition.redacted => {
            e.t("The root is the folder into which the archive is unpacked.", "Die Wurzel ist der Ordner, in den das Archiv entpackt wird.").into()
        }
        DropSource::Archive(container) => say!(e;
            ["The root is the folder into which the archive is unpacked, and in it ", code(&container.root), "."],
            ["Die Wurzel ist der Ordner, in den das Archiv entpackt wird, und darin ", code(&container.root), "."],
        ),
        DropSource::Git(_) => e
            .t(
                "The root is a checkout of the commit named above, with line-ending conversion and filters off.",
                "Die Wurzel ist ein Auszug des oben genannten Commits, ohne Umwandlung von Zeilenenden und ohne Filter.",
            )
            .into(),
        DropSource::Folder => {
            e.t("The root is the folder as it was handed in.", "Die Wurzel ist der Ordner, wie er übergeben wurde.").into()
        }
    };
    vec![
        Block::section(e.t("Recomputing the digest", "Die Prüfsumme nachrechnen")),
        Block::plain(say!(e;
            ["The drop digest is the SHA-256 of ", code("inventory.sha256"), ", which lists every file of the drop with its own digest. Neither step needs Banbury:"],
            ["Die Prüfsumme der Lieferung ist die SHA-256 von ", code("inventory.sha256"), "; dort steht jede Datei der Lieferung mit ihrer eigenen Prüfsumme. Kein Schritt braucht Banbury:"],
        )),
        Block::Commands(
            "sha256sum inventory.sha256\ncd DROP && sha256sum --check --quiet OUT/inventory.sha256".to_owned(),
        ),
        Block::plain(
            say!(e;
                ["The first prints the drop digest. DROP stands for the drop’s root folder, OUT for the absolute path of the bundle. "],
                ["Der erste Befehl gibt die Prüfsumme der Lieferung aus. DROP steht für den Wurzelordner der Lieferung, OUT für den absoluten Pfad des Bündels. "],
            )
            .and(root),
        ),
    ]
}

fn source(e: &Editor) -> Text {
    match &e.shown.inspection.manifest.source {
        DropSource::Folder => e.t("a folder", "ein Ordner").into(),
        DropSource::Archive(Container { sha256, size, format, root: _ }) => say!(e;
            [format!("an archive ({}, {} bytes), SHA-256 ", format.name(), e.number(*size)), digest(sha256)],
            [format!("ein Archiv ({}, {} Bytes), SHA-256 ", format.name(), e.number(*size)), digest(sha256)],
        ),
        DropSource::Git(GitFacts { commit: CommitFacts { id: commit, tree, tags, signature }, work_tree: _ }) => {
            let tags = match tags.as_slice() {
                [] => e.t(", without a tag", ", ohne Tag").to_owned(),
                tags => format!("{}{}", e.t(", tagged ", ", Tag "), tags.join(", ")),
            };
            let signature = match signature {
                Some(kind) => format!(
                    "{} ({kind}){}",
                    e.t("; the commit carries a signature", "; der Commit trägt eine Signatur"),
                    e.t(", which was not verified", ", die nicht geprüft wurde")
                ),
                None => e.t("; the commit is not signed", "; der Commit ist nicht signiert").to_owned(),
            };
            say!(e;
                ["a git repository at commit ", digest(commit), ", tree ", digest(tree), tags, signature],
                ["ein Git-Repository beim Commit ", digest(commit), ", Baum ", digest(tree), tags, signature],
            )
        }
    }
}
