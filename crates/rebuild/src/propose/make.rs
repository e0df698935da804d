use std::collections::BTreeMap;

use super::plan::Plan;
use super::shipped::Shipped;
use super::source::{ProposalSource, base, join};
use super::words::shell;

/// `make`, of what was shipped where the Makefile has rules for it.
pub(super) fn plan(source: &ProposalSource<'_>, folder: &str, path: &str, shipped: Shipped) -> Plan {
    let text = source.text(path).unwrap_or_default();
    let targets = targets(&text);
    let target = |shipped: &str| targets.iter().find(|target| base(target) == base(shipped));
    let mut asked: Vec<String> = shipped.paths.iter().filter_map(|path| target(path)).map(|it| shell(it)).collect();
    asked.sort();
    asked.dedup();
    let mut plan = Plan { remarks: shipped.remarks, ..Plan::default() };
    if asked.is_empty() {
        plan.remark("the Makefile names none of the shipped files in a rule: plain `make` is a guess");
    } else {
        plan.remark("only the shipped files that the Makefile has rules for are made");
    }
    let make = match folder {
        "" => "make".to_owned(),
        folder => format!("make -C {}", shell(folder)),
    };
    plan.steps.push([vec![make], asked].concat().join(" "));
    plan.with(&shipped.paths, folder, |path| {
        Some((join(folder, target(path)?), "Guess: the Makefile has a rule for a file of this name.".to_owned()))
    })
}

/// Files that rules make, with variables put in where they are simple. Recipes, patterns and special targets are none.
fn targets(text: &str) -> Vec<String> {
    let mut variables: BTreeMap<String, String> = BTreeMap::new();
    let mut targets = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with(['\t', '#', ' '])) {
        if let Some((name, value)) = assignment(line) {
            let value = expand(value, &variables).unwrap_or_else(|| value.to_owned());
            variables.insert(name.to_owned(), value);
        } else if let Some((left, _)) = line.split_once(':') {
            let names = left.split_whitespace().filter_map(|name| expand(name, &variables));
            targets.extend(names.filter(|name| is_inside(name)));
        }
    }
    targets
}

fn assignment(line: &str) -> Option<(&str, &str)> {
    let (left, value) = line.split_once('=')?;
    let name = left.trim_end_matches([':', '?', '+', '!']).trim();
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    is_name.then(|| (name, value.split('#').next().unwrap_or_default().trim()))
}

/// `$(NAME)` and `${NAME}` replaced; none if more would have to be known.
fn expand(text: &str, variables: &BTreeMap<String, String>) -> Option<String> {
    let mut expanded = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        let (name, tail) = match after.strip_prefix('(') {
            Some(after) => after.split_once(')')?,
            None => after.strip_prefix('{')?.split_once('}')?,
        };
        expanded.extend([before, variables.get(name)?]);
        // What a hostile Makefile doubles again and again is no file name.
        (expanded.len() < 4096).then_some(())?;
        rest = tail;
    }
    Some(expanded + rest)
}

/// Whether it is a plain path that stays in its folder.
fn is_inside(path: &str) -> bool {
    let special = path.starts_with(['/', '.']) || path.contains(['%', '$', '*', '=']) || path.is_empty();
    !special && !path.contains(char::is_whitespace) && !path.split('/').any(|name| name == "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read_with_their_variables() {
        let text = "B := build # here\nOUT=$(B)/img\n.PHONY: all\nall: $(OUT)/a.img\n$(OUT)/a.img $B/x: b\n\t$(B)/c: d\n${B}/%.o: %.c\n$(NONE)/e: f\n../g: h\n";
        assert_eq!(targets(text), ["all", "build/img/a.img"]);
    }

    #[test]
    fn variables_that_double_end() {
        let text: String = (0..64).map(|it| format!("A{}=$(A{it})$(A{it})\n", it + 1)).collect();
        assert_eq!(targets(&format!("A0=xx\n{text}$(A64): y\n")), Vec::<String>::new());
    }
}
