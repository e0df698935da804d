use banbury_evidence::Verdict;
use maud::{Markup, html};

use crate::html::parts::number;
use crate::tally::Tally;

/// The sentence, and the number of artefacts by verdict.
pub(super) fn board(tally: &Tally) -> Markup {
    let total: u64 = tally.by_verdict.values().sum();
    html! {
        p .lead { (sentence(tally)) }
        p {
            "Each shipped artefact is compared with what the recipe builds from the drop. Only " em { "identical" } " and " em { "equivalent" }
            " pass; a share of equal bytes is no measure, since one byte can matter."
        }
        table .compact {
            caption { "Scoreboard" }
            thead { tr { th scope="col" { "Verdict" } th scope="col" { "Meaning" } th scope="col" .number { "Artefacts" } } }
            tbody {
                @for verdict in Verdict::ALL {
                    tr {
                        th scope="row" { (badge(verdict)) }
                        td { (meaning(verdict)) }
                        td .number { (number(of(tally, verdict))) " of " (number(total)) }
                    }
                }
            }
        }
    }
}

pub(super) fn badge(verdict: Verdict) -> Markup {
    let class = if verdict.passes() { "badge pass" } else { "badge fail" };
    html! { span class=(class) { (verdict.name()) } }
}

/// The outcome in one sentence for a reader who knows none of the terms.
pub(in crate::html) fn sentence(tally: &Tally) -> String {
    let extra = of(tally, Verdict::OnlyInRebuilt);
    let shipped = tally.by_verdict.values().sum::<u64>() - extra;
    let equivalent = of(tally, Verdict::Equivalent);
    let same = of(tally, Verdict::Identical) + equivalent;
    let mut clauses = match shipped {
        0 => vec!["No shipped artefact was compared with what this source builds".to_owned()],
        _ => vec![format!(
            "{} of {} shipped {} {} the same as what this source builds{}",
            number(same),
            number(shipped),
            if shipped == 1 { "artefact" } else { "artefacts" },
            if same == 1 { "is" } else { "are" },
            match equivalent {
                0 => String::new(),
                _ => format!(" ({} of them but for ranges set aside)", number(equivalent)),
            }
        )],
    };
    let further = [
        (
            of(tally, Verdict::DiffersExplained),
            "differs, for a cause that a further rebuild confirmed",
            "differ, for causes that further rebuilds confirmed",
        ),
        (
            of(tally, Verdict::DiffersUnexplained),
            "differs, and the cause is not confirmed",
            "differ, and the causes are not confirmed",
        ),
        (of(tally, Verdict::NotBuilt), "was not built", "were not built"),
        (of(tally, Verdict::Inconclusive), "could not be compared to the end", "could not be compared to the end"),
        (
            of(tally, Verdict::OnlyInShipped),
            "has nothing rebuilt to stand beside it",
            "have nothing rebuilt to stand beside them",
        ),
        (extra, "further artefact was built but not shipped", "further artefacts were built but not shipped"),
    ];
    for (count, one, many) in further {
        match count {
            0 => {}
            1 => clauses.push(format!("1 {one}")),
            _ => clauses.push(format!("{} {many}", number(count))),
        }
    }
    clauses.join("; ") + "."
}

fn of(tally: &Tally, verdict: Verdict) -> u64 {
    tally.by_verdict.get(&verdict).copied().unwrap_or_default()
}

fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Identical => "the same bytes",
        Verdict::Equivalent => "the same but for ranges set aside under named rules",
        Verdict::DiffersExplained => "different, for a cause that a further rebuild confirmed",
        Verdict::DiffersUnexplained => "different, and the cause is not confirmed",
        Verdict::NotBuilt => "the build did not give it",
        Verdict::Inconclusive => "the comparison could not be carried out to its end",
        Verdict::OnlyInShipped => "shipped, but not among what was rebuilt",
        Verdict::OnlyInRebuilt => "rebuilt, but not among what was shipped",
    }
}
