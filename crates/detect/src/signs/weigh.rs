use std::cmp::Reverse;
use std::collections::BTreeMap;

use banbury_evidence::{DropPath, RuleId};

use super::SIGNS_RULE;
use super::gather::SignGroup;
use crate::findings::Hit;
use crate::flow::FactPlace;

/// What signs have to come to together.
const ENOUGH: u32 = 7;
/// Kinds of them that code seldom needs.
const ODD: usize = 2;
/// What the suspicions of one rule in the same functions count for.
const SUSPICION: u32 = 3;

/// One finding for each group of signs in the file at `path` that is heavy enough together with the `hits` of tier suspicion in its
/// functions. It stands at the oddest of them, and lists all of them with what each counts for.
pub fn weigh(
    path: &DropPath,
    groups: Vec<SignGroup>,
    hits: &[Hit],
    is_suspicion: &dyn Fn(&RuleId) -> bool,
) -> Vec<Hit> {
    let suspected = by_function(hits, is_suspicion);
    groups.into_iter().filter_map(|group| of_group(path, group, &suspected)).collect()
}

/// The first suspicion of each rule in each function.
fn by_function<'a>(
    hits: &'a [Hit],
    is_suspicion: &dyn Fn(&RuleId) -> bool,
) -> BTreeMap<&'a str, BTreeMap<&'a RuleId, &'a Hit>> {
    let mut suspected: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
    for hit in hits.iter().filter(|hit| is_suspicion(&hit.rule)) {
        if let Some(function) = &hit.function {
            suspected.entry(function.as_str()).or_default().entry(&hit.rule).or_insert(hit);
        }
    }
    suspected
}

fn of_group(path: &DropPath, group: SignGroup, suspected: &BTreeMap<&str, BTreeMap<&RuleId, &Hit>>) -> Option<Hit> {
    let mut suspicions: BTreeMap<&RuleId, &Hit> = BTreeMap::new();
    for (rule, hit) in group.functions.iter().filter_map(|name| suspected.get(name.as_str())).flatten() {
        let first = suspicions.entry(rule).or_insert(hit);
        *first = std::cmp::min_by_key(*first, hit, |hit| hit.span);
    }
    let suspicions: Vec<&Hit> = suspicions.into_values().collect();
    let odd = group.signs.keys().filter(|kind| kind.is_odd()).count() + suspicions.len();
    let score = group.signs.keys().map(|kind| kind.weight()).sum::<u32>() + SUSPICION * suspicions.len() as u32;
    if odd < ODD || score < ENOUGH {
        return None;
    }
    let mut listed = Vec::new();
    let mut trace = Vec::new();
    for (kind, (at, snippet)) in &group.signs {
        listed.push(format!("{} ({})", kind.text(), kind.weight()));
        trace.push(at.step(path.clone(), format!("{}: {}", kind.text(), kind.weight()), snippet.clone()));
    }
    for hit in &suspicions {
        listed.push(format!("{} ({SUSPICION})", hit.rule));
        let note = format!("{}: {SUSPICION}", hit.rule);
        trace.push(FactPlace::of_hit(hit).step(path.clone(), note, hit.snippet.clone()));
    }
    trace.sort_by(|a, b| (a.location.span, &a.note).cmp(&(b.location.span, &b.note)));
    let mut hit = group.hit;
    // What is oddest is where to begin to read.
    let odd = group.signs.iter().filter(|(kind, _)| kind.is_odd());
    let odd = odd.map(|(kind, (at, snippet))| (kind.weight(), *at, snippet));
    let odd = odd.chain(suspicions.iter().map(|hit| (SUSPICION, FactPlace::of_hit(hit), &hit.snippet)));
    if let Some((_, at, snippet)) = odd.min_by_key(|(weight, at, _)| (Reverse(*weight), at.span)) {
        (hit.span, hit.start, hit.end, hit.snippet) = (at.span, at.start, at.end, snippet.clone());
    }
    hit.rule = RuleId(SIGNS_RULE.to_owned());
    hit.message = format!(
        "Each of these is common, and together they are not: {}. They come to {score}, and {ENOUGH} are told. Read from what comes in to what is done, and ask why one function needs all of it.",
        listed.join(", "),
    );
    hit.trace = trace;
    Some(hit)
}
