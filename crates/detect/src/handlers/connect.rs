use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use banbury_evidence::{DropPath, RuleId, Snippet};

use super::HANDLER_RULE;
use super::deeds::Deeds;
use super::facts::{Asked, FileFunctions, GuardFact, HandlerFacts};
use crate::findings::Hit;
use crate::flow::{FactPlace, NameId};

/// Calls from a guarded call to the function that lets somebody in, that call counted.
const DEEPEST: u32 = 3;
/// Calls of a function up to which its callers are asked: what everybody calls is no hidden handler.
const MOST_CALLERS: usize = 24;

/// Finds comparisons that guard a way in, from the facts of each file, sorted by path: the findings by file, with their traces.
pub fn hidden_handlers(files: &[(DropPath, Vec<HandlerFacts>)]) -> Vec<(&DropPath, Hit)> {
    let mut found = Vec::new();
    let drop = Functions::of(files);
    let leads = drop.leading_in();
    let mut seen = BTreeSet::new();
    for guard in &drop.guards {
        let path = &files[guard.file].0;
        let Asked::Constant(constant) = &guard.fact.asked else {
            if let Some(predicate) = drop.predicate(guard)
                && seen.insert((guard.file, guard.fact.hit.span))
            {
                found.push((path, drop.hit_by_predicate(path, guard.fact, predicate)));
            }
            continue;
        };
        let reached = guard.calls.iter().flat_map(|name| drop.visible(guard.file, *name));
        let nearest = reached.filter_map(|id| leads.get(&id).map(|lead| (lead.distance, id))).min();
        if let Some((_, id)) = nearest
            && seen.insert((guard.file, guard.fact.hit.span))
        {
            found.push((path, drop.hit(path, (guard.fact, constant), id, &leads)));
        }
    }
    found
}

/// A comparison, with what is called behind it by its numbers in the drop.
struct Guard<'f> {
    file: usize,
    fact: &'f GuardFact,
    calls: Vec<NameId>,
    /// The functions that its condition asks.
    asked: Vec<NameId>,
}

struct Function {
    file: usize,
    name: NameId,
    is_local: bool,
    deeds: Deeds,
    at: FactPlace,
    calls: Vec<NameId>,
    asks_for: Option<String>,
}

/// The functions and comparisons of a drop.
struct Functions<'f> {
    files: &'f [(DropPath, Vec<HandlerFacts>)],
    names: Vec<String>,
    all: Vec<Function>,
    guards: Vec<Guard<'f>>,
    by_name: HashMap<NameId, Vec<usize>>,
    callers: HashMap<NameId, Vec<usize>>,
}

/// How a function leads in.
struct Lead {
    distance: u32,
    /// The function that it calls for that; none if it lets in by itself.
    next: Option<usize>,
}

impl<'f> Functions<'f> {
    fn of(files: &'f [(DropPath, Vec<HandlerFacts>)]) -> Self {
        let (mut all, mut guards): (Vec<Function>, Vec<Guard<'_>>) = (Vec::new(), Vec::new());
        let mut numbers: HashMap<String, NameId> = HashMap::new();
        let mut names: Vec<String> = Vec::new();
        for (file, (_, readings)) in files.iter().enumerate() {
            for facts in readings {
                let FileFunctions { names: own, functions } = facts.functions();
                let own: Vec<NameId> = own.into_iter().map(|name| number(&mut numbers, &mut names, name)).collect();
                let in_drop = |id: NameId| own.get(id as usize).copied();
                all.extend(functions.into_iter().filter_map(|function| {
                    Some(Function {
                        file,
                        name: in_drop(function.name)?,
                        is_local: function.is_local,
                        deeds: function.deeds,
                        at: function.at,
                        calls: function.calls.into_iter().filter_map(in_drop).collect(),
                        asks_for: function.asks_for,
                    })
                }));
                let all_in_drop = |names: &[NameId]| names.iter().copied().filter_map(in_drop).collect();
                guards.extend(facts.guards.iter().map(|fact| Guard {
                    file,
                    fact,
                    calls: all_in_drop(&fact.calls),
                    asked: match &fact.asked {
                        Asked::Constant(_) => Vec::new(),
                        Asked::Functions(names) => all_in_drop(names),
                    },
                }));
            }
        }
        let mut by_name: HashMap<NameId, Vec<usize>> = HashMap::new();
        let mut callers: HashMap<NameId, Vec<usize>> = HashMap::new();
        for (id, function) in all.iter().enumerate() {
            by_name.entry(function.name).or_default().push(id);
            for name in &function.calls {
                callers.entry(*name).or_default().push(id);
            }
        }
        Self { files, names, all, guards, by_name, callers }
    }

    fn name(&self, id: usize) -> &str {
        self.names.get(self.all[id].name as usize).map_or("", String::as_str)
    }

    /// The functions of a name that code in a file may call: those of the same file first.
    fn visible(&self, file: usize, name: NameId) -> Vec<usize> {
        let named = self.by_name.get(&name).map_or(&[][..], Vec::as_slice);
        let near: Vec<usize> = named.iter().copied().filter(|id| self.all[*id].file == file).collect();
        if near.is_empty() { named.iter().copied().filter(|id| !self.all[*id].is_local).collect() } else { near }
    }

    /// The function that holds something against a constant for a condition, if only one of that name can be seen.
    fn predicate(&self, guard: &Guard<'_>) -> Option<usize> {
        guard.asked.iter().find_map(|name| match self.visible(guard.file, *name)[..] {
            [only] => self.all[only].asks_for.is_some().then_some(only),
            _ => None,
        })
    }

    /// The functions that lead in, by number.
    fn leading_in(&self) -> BTreeMap<usize, Lead> {
        let lets_in = |id: &usize| {
            let function = &self.all[*id];
            let starts = |name: &NameId| {
                self.visible(function.file, *name).iter().any(|callee| self.all[*callee].deeds.starts())
            };
            function.deeds.let_in() || (function.deeds.hands_shell_on() && function.calls.iter().any(starts))
        };
        let mut leads: BTreeMap<usize, Lead> = BTreeMap::new();
        let mut queue: VecDeque<usize> = (0..self.all.len()).filter(lets_in).collect();
        leads.extend(queue.iter().map(|id| (*id, Lead { distance: 1, next: None })));
        while let Some(id) = queue.pop_front() {
            let distance = leads.get(&id).map_or(DEEPEST, |lead| lead.distance);
            let callers = self.callers.get(&self.all[id].name).map_or(&[][..], Vec::as_slice);
            if distance >= DEEPEST || callers.len() > MOST_CALLERS {
                continue;
            }
            for caller in callers {
                if !leads.contains_key(caller) && self.visible(self.all[*caller].file, self.all[id].name).contains(&id)
                {
                    leads.insert(*caller, Lead { distance: distance + 1, next: Some(id) });
                    queue.push_back(*caller);
                }
            }
        }
        leads
    }

    /// The finding, with the way from the comparison to the function that lets somebody in.
    fn hit(
        &self,
        path: &DropPath,
        (guard, constant): (&GuardFact, &str),
        first: usize,
        leads: &BTreeMap<usize, Lead>,
    ) -> Hit {
        let mut hit = guard.hit.clone();
        let note = format!("compared with {constant}");
        let mut trace = vec![FactPlace::of_hit(&hit).step(path.clone(), note, hit.snippet.clone())];
        let mut at = Some(first);
        let mut last = first;
        while let Some(id) = at {
            let function = &self.all[id];
            let path = self.files[function.file].0.clone();
            trace.push(function.at.step(path, format!("leads to {}", self.name(id)), Snippet::default()));
            last = id;
            at = leads.get(&id).and_then(|lead| lead.next);
        }
        let end = &self.all[last];
        hit.rule = RuleId(HANDLER_RULE.to_owned());
        hit.message = format!(
            "What is compared with {constant} decides whether `{}` runs, which has {}: whoever knows the constant gets in. Look where the compared value comes from, whether the command is documented, and who may send it.",
            self.name(last),
            end.deeds.told(),
        );
        hit.trace = trace;
        hit
    }

    /// The finding of a condition that asks a function, with the comparison in that.
    fn hit_by_predicate(&self, path: &DropPath, guard: &GuardFact, predicate: usize) -> Hit {
        let mut hit = guard.hit.clone();
        let function = &self.all[predicate];
        let constant = function.asks_for.as_deref().unwrap_or("a constant");
        let name = self.name(predicate);
        let asked_in = self.files[function.file].0.clone();
        let compares = format!("{name} holds something against {constant}");
        hit.trace = vec![
            function.at.step(asked_in, compares, Snippet::default()),
            FactPlace::of_hit(&hit).step(path.clone(), format!("decided by {name}"), hit.snippet.clone()),
        ];
        hit.rule = RuleId(HANDLER_RULE.to_owned());
        hit.message = format!(
            "What `{name}` finds by holding something against {constant} decides whether code runs which has {}: whoever knows the constant gets in. Look where the compared value comes from, whether the command is documented, and who may send it.",
            guard.deeds.told(),
        );
        hit
    }
}

fn number(numbers: &mut HashMap<String, NameId>, names: &mut Vec<String>, name: String) -> NameId {
    *numbers.entry(name).or_insert_with_key(|name| {
        names.push(name.clone());
        (names.len() - 1) as NameId
    })
}
