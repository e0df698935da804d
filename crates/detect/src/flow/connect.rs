//! From the facts of all files to what flows from a source to a sink.

use std::collections::{BTreeSet, HashSet};

use banbury_evidence::{DropPath, Language, RuleId};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::dialect::family;
use super::graph::Graph;
use super::index::{FlowFile, Index};
use super::packed::FlowFacts;
use super::reach::Reach;
use super::search::Search;
use super::tell::{Found, Told, tell};
use crate::findings::Hit;
use crate::rule::{Rule, Ruleset};

/// What flows over all files.
pub struct ConnectedFlows {
    /// Findings by file, with their traces.
    pub hits: Vec<(DropPath, Hit)>,
    /// Rules that gave up somewhere, and in which file.
    pub gave_up: BTreeSet<(RuleId, DropPath)>,
}

/// Finds what flows from sources to sinks, from the facts of each file, sorted by path. Much memory becomes free on the way:
/// each time `freed` is called.
pub fn connect_flows(
    files: Vec<(DropPath, Vec<FlowFacts>)>,
    ruleset: &Ruleset,
    freed: &(dyn Fn() + Sync),
) -> ConnectedFlows {
    let mut connected = ConnectedFlows { hits: Vec::new(), gave_up: BTreeSet::new() };
    let searched = rules_with_source_and_sink(&files);
    if searched.is_empty() {
        return connected;
    }
    let index = Index::new(files);
    freed();
    let searched: Vec<(u32, &Rule)> =
        searched.into_iter().filter_map(|number| Some((number, ruleset.rules.get(number as usize)?))).collect();
    let each: Vec<ConnectedFlows> = searched
        .into_par_iter()
        .map(|(number, rule)| search(&index, number, rule, FORWARD))
        .inspect(|_| freed())
        .collect();
    for of_rule in each {
        connected.hits.extend(of_rule.hits);
        connected.gave_up.extend(of_rule.gave_up);
    }
    connected
}

/// Flows that are looked at forward from the sources of each rule; beyond that, values may come to everything.
const FORWARD: u64 = 4_000_000;

/// Finds what flows under one rule.
fn search(index: &Index, number: u32, rule: &Rule, forward: u64) -> ConnectedFlows {
    let spec = rule.taint.values().next();
    let graph = Graph::new(index, number, spec);
    let reach = Reach::new(&graph, index.with_sources(number), forward);
    let mut search = Search::new(&graph, spec, &reach);
    let (mut seen, mut found, mut gave_up) = (HashSet::new(), Vec::new(), BTreeSet::new());
    for (function, sink) in index.sinks.get(&number).into_iter().flatten().copied() {
        let number = index.file(function);
        let file = &index.files[number];
        let Some(fact) = file.sinks.get(sink as usize) else { continue };
        if seen.contains(&(&file.path, fact.span)) {
            continue;
        }
        if let Some(arrival) = search.at(function, sink, fact) {
            seen.insert((&file.path, fact.span));
            found.push(Found { file: number, sink, arrival });
        }
        if search.has_given_up() {
            gave_up.insert(&file.path);
        }
    }
    gave_up.extend(reach.lost_in().map(|function| index.path(function)));
    // What a function takes in that was not followed to its end is not known: any value may be lost in it.
    let families: BTreeSet<Language> = rule.taint.keys().map(|grammar| family(grammar.language())).collect();
    let of_rule = |file: &&FlowFile| file.family.is_some_and(|of_file| families.contains(&of_file));
    let incomplete = index.incomplete.iter().map(|function| &index.files[index.file(*function)]);
    gave_up.extend(incomplete.filter(of_rule).map(|file| &file.path));
    let Told { hits, unreadable } = tell(index, found);
    let gave_up = gave_up.into_iter().chain(graph.unreadable()).chain(unreadable);
    ConnectedFlows { hits, gave_up: gave_up.map(|path| (rule.info.id.clone(), path.clone())).collect() }
}

/// The rules that have both somewhere in the drop: nothing can be found under others.
fn rules_with_source_and_sink(files: &[(DropPath, Vec<FlowFacts>)]) -> BTreeSet<u32> {
    let all = || files.iter().flat_map(|(_, readings)| readings);
    let sinks: BTreeSet<u32> = all().flat_map(|facts| &facts.sinks).map(|sink| sink.rule).collect();
    all().flat_map(|facts| &facts.rules_with_sources).copied().filter(|rule| sinks.contains(rule)).collect()
}

#[cfg(test)]
mod tests {
    use banbury_syntax::MacroTable;
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::packed::Packed;
    use crate::{Analyser, ApiFamilies, FileRequest, RuleFile};

    const RULE: &str = "rules:
- id: r
  mode: taint
  message: m
  severity: LOW
  languages: [c, cpp, python]
  pattern-sources: [{pattern: source()}]
  pattern-sinks: [{pattern: sink(...)}]
";

    fn ruleset() -> Ruleset {
        Ruleset::load(&[RuleFile { name: "r.yaml".to_owned(), text: RULE.to_owned() }]).unwrap()
    }

    const CALLER: (Language, &str) = (Language::C, "void f(void) { g(source()); }");
    const CALLEE: (Language, &str) = (Language::C, "void g(char *a) { sink(a); }");

    /// The facts of a file, once they have been written and read.
    fn facts(ruleset: &Ruleset, (language, text): (Language, &str)) -> FlowFacts {
        let request = FileRequest { language: Some(language), lexical: false, left_out: &[], bytes: text.as_bytes() };
        let mut analyser = Analyser::new(ruleset, ApiFamilies::default(), MacroTable::empty());
        let flow = analyser.analyse(&request).flow.remove(0);
        postcard::from_bytes(&postcard::to_allocvec(&flow).unwrap()).unwrap()
    }

    /// What flows in a file that calls another, once the facts of both have been written, changed, and read.
    fn connected(files: [(Language, &str); 2], change: impl Fn(&mut [FlowFacts; 2])) -> ConnectedFlows {
        let ruleset = ruleset();
        let mut facts = files.map(|file| facts(&ruleset, file));
        change(&mut facts);
        let [caller, callee] = facts;
        let path = |name: &str| DropPath::from_escaped(name);
        connect_flows(vec![(path("caller.c"), vec![caller]), (path("callee.c"), vec![callee])], &ruleset, &|| {})
    }

    fn gave_up(flows: &ConnectedFlows) -> Vec<&str> {
        flows.gave_up.iter().map(|(_, path)| path.as_str()).collect()
    }

    #[test]
    fn a_name_means_nothing_in_another_language() {
        let python = (Language::Python, "def g(a):\n    sink(a)\n");
        assert_eq!(connected([CALLER, CALLEE], |_| {}).hits.len(), 1);
        assert_eq!(connected([CALLER, python], |_| {}).hits.len(), 0);
        let cpp = (Language::Cpp, "void g(char *a) { sink(a); }");
        assert_eq!(connected([CALLER, cpp], |_| {}).hits.len(), 1);
    }

    #[test]
    fn a_call_that_may_reach_too_many_functions_of_its_name_is_told_where_it_is_not_followed() {
        let ruleset = ruleset();
        let callee = |number: u32| (DropPath::from_escaped(format!("{number:02}.c")), vec![facts(&ruleset, CALLEE)]);
        let mut files: Vec<_> = (0..66).map(callee).collect();
        files.push((DropPath::from_escaped("caller.c"), vec![facts(&ruleset, CALLER)]));
        let flows = connect_flows(files, &ruleset, &|| {});
        assert_eq!((flows.hits.len(), gave_up(&flows)), (64, vec!["caller.c"]));
    }

    proptest! {
        #[test]
        fn what_is_found_does_not_hang_on_how_far_sources_come(bodies in vec(vec((0..12_u8, 0..4_u8, 0..4_u8), 1..5), 4)) {
            let ruleset = ruleset();
            let text = program(&bodies);
            let file = || vec![(DropPath::from_escaped("a.c"), vec![facts(&ruleset, (Language::C, &text))])];
            let spans = |forward| -> Vec<_> {
                let found = search(&Index::new(file()), 0, &ruleset.rules[0], forward);
                found.hits.iter().map(|(_, hit)| hit.span).collect()
            };
            prop_assert_eq!(spans(FORWARD), spans(0), "{}", text);
        }
    }

    /// Functions that hand values to each other in every way.
    fn program(bodies: &[Vec<(u8, u8, u8)>]) -> String {
        let mut text = String::from("struct s { char *a; }; char *g0, *g1; struct s r;\n");
        for (number, body) in bodies.iter().enumerate() {
            text += &format!("char *f{number}(char *v0, char *v1, struct s *v2, char **v3) {{ char *v = 0;\n");
            for (what, one, other) in body {
                text += &match what {
                    0 => format!("v{one} = source();\n"),
                    1 => format!("sink(v{one});\n"),
                    2 => format!("v0 = f{one}(v{other}, v, v2, v3);\n"),
                    3 => format!("f{one}(v1, v{other}, v2, &v);\n"),
                    4 => format!("g{} = v{other};\n", one % 2),
                    5 => format!("v{other} = g{};\n", one % 2),
                    6 => format!("v2->a = v{one};\n"),
                    7 => format!("v{one} = v2->a;\n"),
                    8 => format!("*v3 = v{one};\n"),
                    9 => "v = *v3; sink(v);\n".to_owned(),
                    10 => format!("return v{one};\n"),
                    _ => format!("r.a = v{one}; v{other} = outside(r.a);\n"),
                };
            }
            text += "return v; }\n";
        }
        text
    }

    #[test]
    fn a_function_in_which_too_much_comes_together_is_told_whatever_it_lost() {
        let globals: Vec<String> = (0..200).map(|number| format!("g{number}")).collect();
        let declared: String = globals.iter().map(|name| format!("extern char *{name};\n")).collect();
        let reader = format!("{declared} void r(void) {{ sink({}); }}", globals.join(" + "));
        let writer = format!("{declared} void w(void) {{ g199 = source(); }}");
        let flows = connected([(Language::C, &writer), (Language::C, &reader)], |_| {});
        assert_eq!((flows.hits.len(), gave_up(&flows)), (0, vec!["callee.c"]));
        let python = (Language::Python, "def w(a):\n    sink(source())\n");
        let flows = connected([python, (Language::C, &reader)], |_| {});
        assert_eq!((flows.hits.len(), gave_up(&flows)), (1, vec!["callee.c"]));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let whole = connected([CALLER, CALLEE], |_| {});
        assert_eq!((whole.hits.len(), gave_up(&whole)), (1, Vec::new()));

        let functions = connected([CALLER, CALLEE], |[caller, _]| caller.functions.0.fill(0xff));
        assert_eq!((functions.hits.len(), gave_up(&functions)), (0, vec!["caller.c"]));

        let sinks = connected([CALLER, CALLEE], |[_, callee]| callee.sink_details = Packed::default());
        assert_eq!((sinks.hits.len(), gave_up(&sinks)), (0, vec!["callee.c"]));

        let sources = connected([CALLER, CALLEE], |[caller, _]| caller.source_details = Packed::default());
        assert_eq!((sources.hits.len(), gave_up(&sources)), (0, vec!["callee.c"]));
    }
}
