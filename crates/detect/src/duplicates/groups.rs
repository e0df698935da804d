use std::cmp::Reverse;
use std::collections::BTreeMap;

use banbury_evidence::{CodePlace, DropPath, DuplicateGroup};

use super::marks::marks;
use super::matches::{Stretch, matches};

/// The groups of equal stretches in files, whose fingerprints these are, the largest first: the one of which most could go
/// if one place were left. Whatever the order of the files.
pub(crate) fn duplicates(mut files: Vec<(DropPath, Vec<u8>)>) -> Vec<DuplicateGroup> {
    files.sort();
    let fingerprints: Vec<&[u8]> = files.iter().map(|(_, bytes)| bytes.as_slice()).collect();
    let pairs = matches(&marks(&fingerprints));
    let mut stretches: Vec<Stretch> = pairs.iter().flat_map(|(one, other)| [*one, *other]).collect();
    stretches.sort_unstable();
    stretches.dedup();
    let number = |stretch: &Stretch| stretches.binary_search(stretch).unwrap_or(0);
    let mut together = Together::new(stretches.len());
    for (one, other) in &pairs {
        together.join(number(one), number(other));
    }
    join_overlapping(&stretches, &mut together);
    let mut members: BTreeMap<usize, Vec<Stretch>> = BTreeMap::new();
    for (at, stretch) in stretches.iter().enumerate() {
        members.entry(together.root(at)).or_default().push(*stretch);
    }
    let place = |stretch: &Stretch| {
        Some(CodePlace {
            path: files.get(stretch.file as usize)?.0.clone(),
            first_line: stretch.first_line,
            last_line: stretch.last_line,
            tokens: stretch.tokens(),
        })
    };
    let group = |members: Vec<Stretch>| DuplicateGroup { places: united(members).iter().filter_map(place).collect() };
    let mut groups: Vec<DuplicateGroup> = members.into_values().map(group).filter(|it| it.places.len() > 1).collect();
    groups.sort_by(|a, b| (Reverse(a.redundant()), &a.places).cmp(&(Reverse(b.redundant()), &b.places)));
    groups
}

/// Following stretches of a file that one is compared with.
const MOST_COMPARED: usize = 32;

/// Joins stretches of a file that have at least half of the longer one in common: they are cut by what stands around the
/// other places, and are the same code to a reader.
fn join_overlapping(stretches: &[Stretch], together: &mut Together) {
    for (at, one) in stretches.iter().enumerate() {
        let following = stretches[at + 1..].iter().take(MOST_COMPARED);
        let overlapping = following.take_while(|other| other.file == one.file && other.start < one.end);
        for (behind, other) in overlapping.enumerate() {
            let common = one.end.min(other.end).saturating_sub(other.start);
            if common >= one.tokens().max(other.tokens()).div_ceil(2) {
                together.join(at, at + 1 + behind);
            }
        }
    }
}

/// Sorted stretches, those that overlap as one.
fn united(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut united: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        match united.last_mut() {
            Some(last) if last.file == stretch.file && stretch.start < last.end => {
                last.end = last.end.max(stretch.end);
                last.last_line = last.last_line.max(stretch.last_line);
            }
            _ => united.push(stretch),
        }
    }
    united
}

/// Which things belong together, by joining two at a time; a set is known by its first member.
struct Together {
    parents: Vec<usize>,
}

impl Together {
    fn new(count: usize) -> Self {
        Self { parents: (0..count).collect() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while let Some(parent) = self.parents.get(at).copied().filter(|parent| *parent != at) {
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            self.parents[at] = above;
            at = above;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(parent) = self.parents.get_mut(one.max(other)) {
            *parent = one.min(other);
        }
    }
}

#[cfg(test)]
mod tests {
    use banbury_evidence::Language;
    use banbury_syntax::{Grammar, MacroTable, Parser, code_tokens, decode, read};

    use super::super::fingerprints;
    use super::*;

    fn file(path: &str, text: &str) -> (DropPath, Vec<u8>) {
        let grammar = Grammar::of(Language::C).unwrap();
        let source = decode(text.as_bytes());
        let set = read(&mut Parser::default(), grammar, &source, &MacroTable::empty()).unwrap();
        let reading = &set.readings[0];
        let tokens = code_tokens(grammar, &reading.tree, &reading.text);
        (DropPath::from_escaped(path.to_owned()), fingerprints(grammar, &tokens, &source.lines))
    }

    /// A function of about 20 tokens a line, unlike that of another seed.
    fn function(name: &str, local: &str, seed: usize, lines: usize) -> String {
        // As good as thrown: a sequence that nearly repeats itself would be a list.
        let thrown = |at: usize| {
            let mixed = ((seed * 1_000 + at) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            (mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93) >> 40 & 0xff
        };
        let statement = |at: usize| match thrown(at) {
            ..50 => format!("  if ({local} > {at}) {{ {local} = g{seed}({local}, \"x{at}\"); }}\n"),
            50..100 => format!("  for (int i{at} = 0; i{at} < {local}; i{at}++) h{seed}(i{at});\n"),
            100..150 => format!("  p->f{at} = {local} * {at} + k{seed}[{at}];\n"),
            150..200 => format!("  while (next{at}({local})) {{ {local} -= {at}; }}\n"),
            _ => format!("  switch ({local}) {{ case {at}: return m{seed}({at}); }}\n"),
        };
        let body: String = (0..lines).map(statement).collect();
        format!("int {name}(int {local})\n{{\n{body}  return {local};\n}}\n")
    }

    fn places(group: &DuplicateGroup) -> Vec<(&str, bool)> {
        group.places.iter().map(|place| (place.path.as_str(), place.last_line - place.first_line >= 25)).collect()
    }

    #[test]
    fn a_function_that_was_copied_and_renamed_is_one_group_with_all_its_places() {
        let mut files = vec![
            file("a.c", &[function("one", "x", 1, 30), function("f", "y", 7, 40)].concat()),
            file("b.c", &["/* a comment */\n", &function("f2", "other", 7, 40), &function("two", "x", 2, 30)].concat()),
            file("c.c", &function("f3", "z", 7, 40).replace("  ", "\t").replace(" * ", " *\n ")),
            file("d.c", &function("three", "x", 4, 40)),
        ];
        let groups = duplicates(files.clone());
        assert_eq!(groups.len(), 1, "{groups:#?}");
        assert_eq!(places(&groups[0]), [("a.c", true), ("b.c", true), ("c.c", true)]);
        files.rotate_left(1);
        files.swap(0, 2);
        assert_eq!(duplicates(files), groups, "whatever the order of the files");
    }

    #[test]
    fn a_list_is_no_duplicate_of_itself() {
        let entries: String = (0..400).map(|at| format!("  register_{at}(base, {at}, \"name{at}\");\n")).collect();
        let cases: String = (0..400).map(|at| format!("  case {at}: return \"name{at}\";\n")).collect();
        let table: String = (0..400).map(|at| format!("  {{ {at}, \"name{at}\", open_{at} }},\n")).collect();
        let text = format!(
            "void f(void)\n{{\n{entries}}}\nchar *g(int x)\n{{\n switch (x) {{\n{cases} }}\n}}\nstruct s t[] = {{\n{table}}};\n"
        );
        assert_eq!(duplicates(vec![file("a.c", &text)]), []);
    }

    #[test]
    fn two_copies_in_one_file_do_not_reach_into_each_other() {
        let text = [function("f", "x", 7, 40), function("g", "y", 7, 40)].concat();
        let groups = duplicates(vec![file("a.c", &text)]);
        let [group] = groups.as_slice() else { panic!("{groups:?}") };
        assert_eq!(places(group), [("a.c", true), ("a.c", true)]);
        assert!(group.places[0].last_line < group.places[1].first_line, "{group:?}");
    }
}
