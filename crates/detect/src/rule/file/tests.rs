use super::*;

fn read(text: &str) -> Result<Vec<RuleYaml>, Vec<BadRule>> {
    parse(&RuleFile { name: "rules/a.yaml".to_owned(), text: text.to_owned() })
}

/// One rule that is complete but for `rest`.
fn rule(rest: &str) -> String {
    format!("rules:\n- id: x\n  message: m\n  severity: LOW\n  languages: [c]\n{rest}")
}

fn formula(rest: &str) -> FormulaYaml {
    match read(&rule(rest)).unwrap().remove(0).search {
        SearchYaml::Formula(formula) => formula,
        other => panic!("{other:?}"),
    }
}

fn taint(rest: &str) -> TaintYaml {
    match read(&rule(rest)).unwrap().remove(0).search {
        SearchYaml::Taint(taint) => taint,
        other => panic!("{other:?}"),
    }
}

fn mistake(text: &str) -> String {
    let mistakes = read(text).unwrap_err();
    assert_eq!(mistakes.len(), 1, "{mistakes:?}");
    mistakes[0].to_string()
}

/// The shape of a formula, without places.
fn shape(formula: &FormulaYaml) -> String {
    let list = |parts: &[FormulaYaml]| parts.iter().map(shape).collect::<Vec<_>>().join(" ");
    let own = match &formula.operator {
        OperatorYaml::Pattern(pattern) => pattern.value.clone(),
        OperatorYaml::Regex(regex) => format!("/{}/", regex.value),
        OperatorYaml::All(parts) => format!("all[{}]", list(parts)),
        OperatorYaml::Any(parts) => format!("any[{}]", list(parts)),
        OperatorYaml::Not(part) => format!("not {}", shape(part)),
        OperatorYaml::Inside(part) => format!("inside {}", shape(part)),
        OperatorYaml::Anywhere(part) => format!("anywhere {}", shape(part)),
    };
    let conditions: String = formula
        .conditions
        .iter()
        .map(|condition| match &condition.kind {
            ConditionKind::Regex { metavariable, regex, .. } => format!(" {}~{}", metavariable.value, regex.value),
            ConditionKind::Pattern { metavariable, language, formula } => {
                let language = language.as_ref().map(|it| format!("({})", it.value)).unwrap_or_default();
                format!(" {}:{language}{}", metavariable.value, shape(formula))
            }
            ConditionKind::Comparison { comparison, base, strip, .. } => {
                format!(" {}/{base:?}/{strip}", comparison.value)
            }
            ConditionKind::Analysis { metavariable, analyzer } => format!(" {}={analyzer:?}", metavariable.value),
            ConditionKind::Calls { metavariable, regex } => format!(" {}()~{}", metavariable.value, regex.value),
            ConditionKind::Type { metavariable, types, .. } => format!(" {}::{}", metavariable.value, types.len()),
        })
        .collect();
    let focus: String = formula.focus.iter().map(|names| format!(" focus{}", names.len())).collect();
    own + &conditions + &focus
}

#[test]
fn both_syntaxes_come_out_alike() {
    let old = "  patterns:
  - pattern: f($X)
  - pattern-inside: |-
      g() { ... }
  - pattern-not-inside:
      pattern-either: [{pattern: a}, {pattern-regex: b}]
  - pattern-not: f(1)
  - pattern-not-regex: c
  - metavariable-regex: {metavariable: $X, regex: d}
  - metavariable-pattern: {metavariable: $X, language: generic, patterns: [{pattern: e}, {focus-metavariable: $Y}]}
  - metavariable-comparison: {metavariable: $X, comparison: $X > 1, base: 16, strip: true}
  - metavariable-analysis: {metavariable: $X, analyzer: entropy}
  - metavariable-type: {metavariable: $X, types: [int, long]}
  - focus-metavariable: [$X, $Y]
";
    let new = "  match:
    all:
    - f($X)
    - inside: g() { ... }
    - not: {inside: {any: [a, {regex: b}]}}
    - not: f(1)
    - not: {regex: c}
    where:
    - {metavariable: $X, regex: d}
    - {metavariable: $X, language: generic, all: [e], where: [{focus: $Y}]}
    - {comparison: $X > 1, base: 16, strip: true}
    - {metavariable: $X, analyzer: entropy}
    - {metavariable: $X, types: [int, long]}
    - focus: [$X, $Y]
";
    assert_eq!(shape(&formula(old)), shape(&formula(new)));
    assert_eq!(
        shape(&formula(old)),
        "all[f($X) inside g() { ... } not inside any[a /b/] not f(1) not /c/] $X~d $X:(generic)all[e] focus1 \
         $X > 1/Some(16)/true $X=Entropy $X::2 focus2"
    );
}

#[test]
fn every_part_knows_its_place() {
    let formula = formula("  patterns:\n  - pattern: f($X)\n  - pattern-not-inside: |\n      g();\n");
    let OperatorYaml::All(parts) = &formula.operator else { panic!("{formula:?}") };
    let places: Vec<_> = parts.iter().map(|part| (part.key, part.at.to_string())).collect();
    assert_eq!(places, [("pattern", "7:5".to_owned()), ("pattern-not-inside", "8:5".to_owned())]);
    let OperatorYaml::Pattern(pattern) = &parts[0].operator else { panic!("{parts:?}") };
    assert_eq!(pattern.at.to_string(), "7:14");
}

#[test]
fn taint_is_read_with_all_that_modifies_it() {
    let old = taint(
        "  mode: taint
  pattern-sources:
  - {pattern: a(), label: A, requires: B, by-side-effect: only, exact: true, control: true}
  pattern-sinks:
  - {pattern: b($X), requires: A and not B, at-exit: true}
  - {pattern: 'c($X, $Y)', requires: [{$X: A}, {$Y: B}]}
  pattern-sanitizers:
  - {pattern: d(), not_conflicting: true, by-side-effect: true}
  pattern-propagators:
  - {pattern: 'e($T, $F)', from: $F, to: $T, by-side-effect: false, label: C, replace-labels: [A]}
",
    );
    let source = &old.sources[0];
    assert_eq!((source.side_effect, source.exact, source.control), (SideEffect::Only, Some(true), true));
    assert_eq!(source.label.as_ref().unwrap().value, "A");
    assert!(old.sinks[0].at_exit && old.sinks[0].exact.is_none());
    assert!(matches!(&old.sinks[1].requires, Some(RequiresYaml::OfMetavariables(all)) if all.len() == 2));
    assert!(old.sanitizers[0].not_conflicting && old.sanitizers[0].side_effect);
    assert_eq!(old.propagators[0].side_effect, Some(false));
    let new = taint("  taint:\n    sources: [a(), {any: [b(), c()], label: A}]\n    sinks: ['d(...)']\n");
    assert_eq!((new.sources.len(), new.sinks.len()), (2, 1));
    assert_eq!(shape(&new.sources[1].formula), "any[b() c()]");
}

#[test]
fn options_paths_and_mendings_are_read() {
    let rules = read(&rule(
        "  pattern: f()
  options: {symbolic_propagation: true, ac_matching: false, generic_ellipsis_max_span: 0, generic_engine: aliengrep, of_tomorrow: 1}
  paths: {include: ['*.c'], exclude: [/test]}
  fix-regex: {regex: a, replacement: b, count: 1}
  banbury: {}
  x-owner: me
",
    ));
    let rule = rules.unwrap().remove(0);
    assert!(rule.options.symbolic_propagation && !rule.options.ac_matching && rule.options.constant_propagation);
    assert_eq!(rule.options.generic_ellipsis_max_span, 0);
    assert_eq!(rule.options.unknown[0].value, "of_tomorrow");
    assert_eq!((rule.paths.include.len(), rule.paths.exclude.len()), (1, 1));
    assert!(matches!(rule.fix, Some(FixYaml::Regex { count: Some(1), .. })));
    assert_eq!(rule.ignored[0].value, "x-owner");
}

#[test]
fn what_is_not_supported_is_named_and_no_mistake() {
    for (text, place, named) in [
        ("  mode: join\n  join: {}\n", "6:9", "`mode: join`"),
        ("  mode: extract\n  extract: $X\n", "6:9", "`mode: extract`"),
        ("  pattern: f()\n  r2c-internal-project-depends-on: {}\n", "7:3", "`r2c-internal-project-depends-on`"),
        ("  pattern: f()\n  validators: []\n", "7:3", "`validators`"),
        ("  patterns:\n  - pattern: f()\n  - pattern-where-python: 'True'\n", "8:5", "`pattern-where-python`"),
        ("  match: {taint: {}}\n", "6:11", "`taint`"),
    ] {
        let search = read(&rule(text)).unwrap().remove(0).search;
        let SearchYaml::NotSupported(what) = search else { panic!("{text}") };
        assert_eq!((what.at.to_string().as_str(), what.reason), (place, format!("{named} is not supported")));
    }
    assert!(read("rules:\n- id: x\n  mode: join\n").is_ok());
}

#[test]
fn a_mistake_has_place_key_and_what_was_expected() {
    let whole = rule("  pattern: f()\n");
    for (text, message) in [
        (
            whole.replace("LOW", "HIHG"),
            "rules/a.yaml:4:13: rule `x`: `severity` must be one of `CRITICAL`, `HIGH`, `MEDIUM`, `LOW`, `INFO`, `ERROR`, \
             `WARNING`, `INVENTORY`, `EXPERIMENT`, not `HIHG`: did you mean `HIGH`?",
        ),
        (
            whole.replace("  message: m\n", ""),
            "rules/a.yaml:2:3: rule `x`: the key `message` is missing: what a finding means",
        ),
        (
            whole.replace("message", "mesage"),
            "rules/a.yaml:3:3: rule `x`: there is no key `mesage` here: did you mean `message`?",
        ),
        (
            whole.replace("pattern:", "patern:"),
            "rules/a.yaml:6:3: rule `x`: there is no key `patern` here: did you mean `pattern`?",
        ),
        (whole.replace("[c]", "c"), "rules/a.yaml:5:14: rule `x`: `languages` must be a list, not `c`"),
        (
            whole.replace("id: x", "id: 'x y'"),
            "rules/a.yaml:2:7: `id` must be of letters, digits, `.`, `_` and `-`, not `x y`",
        ),
        (
            whole.replace("- id: x", "- ix: x"),
            "rules/a.yaml:2:3: the key `id` is missing: a name that no other rule has",
        ),
        (
            whole.clone() + "  patterns: []\n",
            "rules/a.yaml:7:3: rule `x`: `pattern` and `patterns` stand beside each other: put them into `patterns`",
        ),
        (
            whole.clone() + "  pattern-not: g()\n",
            "rules/a.yaml:7:3: rule `x`: `pattern-not` stands beside the rule’s pattern: put both into `patterns`",
        ),
        (
            whole.clone() + "  metadata: {class: [41]}\n",
            "rules/a.yaml:7:22: rule `x`: `class` must be a list of catalogue numbers from 1 to 40, not `41`",
        ),
        (
            whole.clone() + "  options: {symbolic_propogation: true}\n",
            "rules/a.yaml:7:13: rule `x`: there is no key `symbolic_propogation` here: did you mean `symbolic_propagation`?",
        ),
        (whole.clone() + "  banbury: {budget: 4}\n", "rules/a.yaml:7:13: rule `x`: there is no key `budget` here"),
        (
            rule("  patterns:\n  - pattern: f()\n    pattern-not: g()\n"),
            "rules/a.yaml:8:5: rule `x`: `pattern-not` stands in one item with `pattern`: write `- pattern-not:`, so that it has \
             an item of its own",
        ),
        (
            rule("  pattern-either:\n  - pattern: f()\n  - metavariable-regex: {}\n"),
            "rules/a.yaml:8:5: rule `x`: `metavariable-regex` is a condition: it must stand in `patterns`",
        ),
        (
            rule("  mode: taint\n  pattern-sources: []\n"),
            "rules/a.yaml:2:3: rule `x`: the key `pattern-sinks` is missing: where taint must not arrive",
        ),
        ("rule:\n- id: x\n".to_owned(), "rules/a.yaml:1:1: there is no key `rule` here: did you mean `rules`?"),
        (String::new(), "rules/a.yaml:1:1: the key `rules` is missing: a list of rules"),
    ] {
        assert_eq!(mistake(&text), message);
    }
}

#[test]
fn what_is_no_yaml_is_told_with_its_place_once() {
    for text in ["rules: [\n", "rules:\n- id: x\n  id: y\n", "a: *b\n", "\"\u{0}", "a: b: c\n"] {
        let message = mistake(text);
        assert!(message.starts_with("rules/a.yaml:"), "{message}");
        assert!(!message.contains("line "), "{message}");
    }
    let deep = "[".repeat(100_000);
    assert!(mistake(&deep).len() < 300);
}

#[test]
fn every_bad_rule_of_a_file_is_told_and_documents_add_up() {
    let one = rule("  pattern: f()\n");
    assert_eq!(read(&format!("{one}---\n{}", one.replace("id: x", "id: y"))).unwrap().len(), 2);
    let two = format!("{}{}", one.replace("LOW", "L"), one.replace("rules:\n", "").replace("id: x", "id: 'y z'"));
    assert_eq!(read(&two).unwrap_err().len(), 2);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "(rules:|- id: [a-z]|  [a-z-]{1,12}:|- pattern: |\\[|\\{|&a|\\*a|[ -~]|\n){0,60}") {
        let _ = read(&text);
    }
}
