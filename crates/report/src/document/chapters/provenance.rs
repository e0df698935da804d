use banbury_evidence::{
    CommitDifference, CommitDifferenceKind, Date, Habit, History, HistoryRemark, PersonZones, Provenance, RemarkKind,
};

use crate::document::Editor;
use crate::document::block::{Block, Table, cell, number, text, word};
use crate::document::text::{Text, code, say, strong};

/// The file that has all of it.
const FILE: &str = "provenance.json";
/// Digits by which people name a commit.
const SHORT: usize = 12;

/// How the drop came about, as a repository tells it.
pub(super) fn blocks(e: &Editor, provenance: &Provenance) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(differences) = &provenance.differences {
        blocks.push(Block::section(e.t("Drop against its repository", "Lieferung gegen ihr Repository")));
        let commit = &provenance.commit;
        let tags = commit.tags.join(", ");
        let tags = if tags.is_empty() { e.t("no tag", "kein Tag").to_owned() } else { tags };
        blocks.push(Block::plain(say!(e;
            ["The drop is said to come from commit ", code(&commit.id), " (", tags.clone(), "). Nothing there was inspected; every file and link was held against it."],
            ["Die Lieferung soll aus dem Commit ", code(&commit.id), " (", tags, ") stammen. Dort wurde nichts geprüft; jede Datei und jeder Verweis wurde dagegengehalten."],
        )));
        blocks.extend(of_differences(e, differences));
    }
    blocks.push(Block::section(e.t("What the history tells", "Was die Geschichte erzählt")));
    blocks.extend(of_history(e, &provenance.history));
    blocks
}

fn of_differences(e: &Editor, differences: &[CommitDifference]) -> Vec<Block> {
    if differences.is_empty() {
        return vec![Block::plain(e.t("There is no difference.", "Es gibt keinen Unterschied."))];
    }
    let kinds = CommitDifferenceKind::ALL.map(|kind| (kind, differences.iter().filter(|it| it.kind == kind).count()));
    let counts = kinds.iter().filter(|(_, count)| *count > 0);
    let rows = counts.map(|(kind, count)| vec![cell(difference(e, *kind)), cell(e.amount(*count))]);
    let columns = vec![text(e.t("Difference", "Unterschied")), number(e.t("Files", "Dateien"))];
    let mut blocks: Vec<Block> = vec![Table::of(columns).compact().rows(rows).into()];
    let shown = differences.len().min(e.edition.most_rows());
    let rows = differences.iter().take(shown);
    let rows = rows.map(|it| vec![cell(e.path(it.path.as_str())), cell(difference(e, it.kind))]);
    let columns = vec![text(e.t("File", "Datei")), text(e.t("Difference", "Unterschied"))];
    blocks.push(Table::of(columns).compact().rows(rows).into());
    blocks.extend(e.cut(shown, differences.len(), FILE));
    blocks
}

fn difference(e: &Editor, kind: CommitDifferenceKind) -> &'static str {
    match kind {
        CommitDifferenceKind::OnlyInDrop => e.t("only in the drop", "nur in der Lieferung"),
        CommitDifferenceKind::OnlyInCommit => e.t("only in the commit", "nur im Commit"),
        CommitDifferenceKind::Content => e.t("other content", "anderer Inhalt"),
        CommitDifferenceKind::Mode => e.t("other mode", "andere Rechte"),
        CommitDifferenceKind::Type => e.t("of another type", "von anderer Art"),
        CommitDifferenceKind::Unreadable => e.t("could not be read", "nicht lesbar"),
    }
}

fn of_history(e: &Editor, history: &History) -> Vec<Block> {
    let (commits, merges) = (e.number(history.commits), e.number(history.merges));
    let mut blocks = vec![Block::plain(e.t(
        "These are facts and no findings: each may have an honest reason, and whoever made the repository could write into it what he liked.",
        "Das sind Tatsachen und keine Befunde: jede kann einen ehrlichen Grund haben, und wer das Repository machte, konnte hineinschreiben, was er wollte.",
    ))];
    blocks.push(Block::plain(say!(e;
        [format!("Commits read: {commits}, of which merges: {merges}.")],
        [format!("Gelesene Commits: {commits}, davon Zusammenführungen: {merges}.")],
    )));
    let shown = history.unread.len().min(e.edition.most_rows());
    for reason in history.unread.iter().take(shown) {
        blocks.push(Block::note(Text::from(strong(e.t("Not read: ", "Nicht gelesen: "))).and(e.remark(reason))));
    }
    blocks.extend(e.cut(shown, history.unread.len(), FILE));
    blocks.push(habits(e, history));
    blocks.extend(zones(e, &history.zones));
    for kind in RemarkKind::ALL {
        blocks.extend(remarks(e, kind, history.remarks.iter().filter(|remark| remark.kind == kind).collect()));
    }
    blocks
}

/// How many of the commits that are no merges have what.
fn habits(e: &Editor, history: &History) -> Block {
    let single = history.commits.saturating_sub(history.merges);
    let rows = history.habits.iter();
    let rows = rows.map(|(habit, commits)| {
        vec![cell(in_words(e, *habit)), cell(e.number(*commits)), cell(e.percent(*commits, single))]
    });
    let columns = vec![
        text(e.t("Commits that are no merges", "Commits, die nichts zusammenführen")),
        number(e.t("Count", "Anzahl")),
        number(e.t("Share", "Anteil")),
    ];
    Table::of(columns).compact().rows(rows).into()
}

fn in_words(e: &Editor, habit: Habit) -> &'static str {
    match habit {
        Habit::ReviewTrailer => e.t("name a review in their message", "nennen eine Durchsicht in ihrer Nachricht"),
        Habit::SecondPerson => {
            e.t("were committed by another person than their author", "hat ein anderer eingebracht, als sie schrieb")
        }
        Habit::ThroughMerge => e.t("came in through a merge", "kamen durch eine Zusammenführung"),
        Habit::RequestNumber => e.t("end in the number of a request", "enden mit der Nummer einer Anfrage"),
        Habit::Signed => e.t("carry a signature (not verified)", "tragen eine Signatur (nicht geprüft)"),
        Habit::CommittedLater => e.t(
            "were committed more than a day after they were written",
            "wurden mehr als einen Tag nach ihrer Niederschrift eingebracht",
        ),
    }
}

fn zones(e: &Editor, people: &[PersonZones]) -> Vec<Block> {
    if people.is_empty() {
        return Vec::new();
    }
    let shown = people.len().min(e.edition.most_rows());
    let rows = people.iter().take(shown).map(|person| {
        let zones: Vec<String> =
            person.zones.iter().map(|(zone, commits)| format!("{zone}: {}", e.number(*commits))).collect();
        vec![cell(e.vendors_name(&person.who)), cell(zones.join(", "))]
    });
    let columns = vec![
        text(e.t(
            "Wrote in time zones more than an hour apart",
            "Schrieb in Zeitzonen, die mehr als eine Stunde auseinander liegen",
        )),
        text(e.t("Zones, with commits", "Zonen, mit Commits")),
    ];
    let table = Table::of(columns).compact().rows(rows).into();
    [Some(table), e.cut(shown, people.len(), FILE)].into_iter().flatten().collect()
}

fn remarks(e: &Editor, kind: RemarkKind, remarks: Vec<&HistoryRemark>) -> Vec<Block> {
    if remarks.is_empty() {
        return Vec::new();
    }
    let shown = remarks.len().min(e.edition.most_rows());
    let intro = Text::from(strong(title(e, kind))).and(format!(": {}.", e.amount(remarks.len())));
    let rows = remarks.iter().take(shown).map(|remark| {
        let commit = remark.commit.get(..SHORT).unwrap_or(&remark.commit);
        let about = match &remark.path {
            Some(path) => Text::from(e.path(path.as_str())).and(" ").and(e.remark(&remark.detail)),
            None => e.remark(&remark.detail),
        };
        let day = Date::of_unix(remark.committed).to_string();
        vec![cell(code(commit)), cell(day), cell(e.vendors_name(&remark.who)), cell(about)]
    });
    let columns = vec![
        word(e.t("Commit", "Commit")),
        word(e.t("Committed", "Eingebracht")),
        text(e.t("Author", "Verfasser")),
        text(e.t("Particulars", "Näheres")),
    ];
    let table = Table::of(columns).compact().rows(rows).into();
    [Some(Block::plain(intro)), Some(table), e.cut(shown, remarks.len(), FILE)].into_iter().flatten().collect()
}

fn title(e: &Editor, kind: RemarkKind) -> &'static str {
    match kind {
        RemarkKind::MergeAdds => e.t(
            "Merges that hold what neither side has and merging does not give",
            "Zusammenführungen mit etwas, das keine Seite hat und das Zusammenführen nicht ergibt",
        ),
        RemarkKind::MergeDrops => {
            e.t("Merges that leave out what a side changed", "Zusammenführungen, die auslassen, was eine Seite änderte")
        }
        RemarkKind::MergeResolves => {
            e.t("Conflicts decided in a merge", "Konflikte, in einer Zusammenführung entschieden")
        }
        RemarkKind::OutsideHabit => {
            e.t("Without what nearly all other commits have", "Ohne das, was fast alle anderen Commits haben")
        }
        RemarkKind::TestDataWithBuild => e.t(
            "Test data that is no text, together with changes of the build",
            "Testdaten, die kein Text sind, zusammen mit Änderungen am Bau",
        ),
        RemarkKind::DatesImpossible => e.t("Dates that cannot be", "Unmögliche Daten"),
        RemarkKind::DatesApart => e.t("Written and committed far apart", "Weit nach der Niederschrift eingebracht"),
        RemarkKind::ZonesApart => e.t("One moment in two time zones", "Ein Augenblick in zwei Zeitzonen"),
    }
}
