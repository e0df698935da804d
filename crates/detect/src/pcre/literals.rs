use regex_syntax::hir::{Class, Hir, HirKind};

/// Literals of which every match holds at least one, in lower case: they are to be looked for without regard to the case
/// of ASCII letters. None if there are none worth looking for.
pub(crate) fn required_literals(expression: &Hir) -> Option<Vec<String>> {
    let known = Known::of(expression);
    let mut literals = known.best()?.0;
    literals.sort();
    literals.dedup();
    Some(literals)
}

/// Alternatives that are kept apart, and characters of a class.
const MOST_ALTERNATIVES: usize = 64;
const MOST_OF_CLASS: usize = 8;
/// Alternatives of a whole alternation.
const MOST_REQUIRED: usize = 512;
/// Shorter literals are everywhere.
const SHORTEST: usize = 2;

/// Alternatives, one of which stands in every match.
#[derive(Clone)]
struct Required(Vec<String>);

impl Required {
    fn shortest(&self) -> usize {
        self.0.iter().map(String::len).min().unwrap_or(0)
    }

    /// The one of two that says more.
    fn better(self, other: Self) -> Self {
        let worth = |it: &Self| (it.shortest(), std::cmp::Reverse(it.0.len()));
        if worth(&other) > worth(&self) { other } else { self }
    }
}

/// What is known of the texts that an expression matches.
struct Known {
    /// All of them, if they are few.
    exact: Option<Vec<String>>,
    required: Option<Required>,
}

impl Known {
    const NOTHING: Self = Self { exact: None, required: None };

    fn exactly(texts: Vec<String>) -> Self {
        Self { exact: Some(texts), required: None }
    }

    fn best(self) -> Option<Required> {
        let exact = self.exact.map(Required);
        let best = match (self.required, exact) {
            (Some(required), Some(exact)) => Some(required.better(exact)),
            (required, exact) => required.or(exact),
        };
        best.filter(|it| it.shortest() >= SHORTEST && it.0.len() <= MOST_REQUIRED)
    }

    /// Recursion is bounded by the nesting that `regex-syntax` allows.
    fn of(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Self::exactly(vec![String::new()]),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => Self::exactly(vec![text.to_ascii_lowercase()]),
                Err(_) => Self::NOTHING,
            },
            HirKind::Class(Class::Unicode(class)) => {
                let few = class.iter().map(|range| range.len()).sum::<usize>() <= MOST_OF_CLASS;
                let characters = || class.iter().flat_map(|range| range.start()..=range.end());
                if few { Self::exactly(lower(characters())) } else { Self::NOTHING }
            }
            HirKind::Class(Class::Bytes(_)) => Self::NOTHING,
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Repetition(repetition) => {
                let inner = Self::of(&repetition.sub);
                match (repetition.min, repetition.max) {
                    (0, Some(1)) => match inner.exact {
                        Some(mut exact) => {
                            exact.push(String::new());
                            Self::exactly(exact)
                        }
                        None => Self::NOTHING,
                    },
                    (0, _) => Self::NOTHING,
                    (1, Some(1)) => inner,
                    _ => Self { exact: None, required: inner.best() },
                }
            }
            HirKind::Concat(parts) => Self::concatenation(parts),
            HirKind::Alternation(alternatives) => Self::alternation(alternatives),
        }
    }

    fn concatenation(parts: &[Hir]) -> Self {
        let mut best: Option<Required> = None;
        let mut consider = |required: Required| {
            best = Some(match best.take() {
                Some(best) => best.better(required),
                None => required,
            });
        };
        let mut run = vec![String::new()];
        let mut whole = true;
        for part in parts {
            let known = Self::of(part);
            let joined = known.exact.as_ref().filter(|exact| exact.len() * run.len() <= MOST_ALTERNATIVES);
            match joined {
                Some(exact) => {
                    run = run.iter().flat_map(|head| exact.iter().map(move |tail| format!("{head}{tail}"))).collect()
                }
                None => {
                    whole = false;
                    consider(Required(std::mem::take(&mut run)));
                    // A part too varied to be joined begins a run of its own.
                    run = known.exact.unwrap_or_else(|| vec![String::new()]);
                    known.required.into_iter().for_each(&mut consider);
                }
            }
        }
        if whole {
            return Self::exactly(run);
        }
        consider(Required(run));
        Self { exact: None, required: best.filter(|it| it.shortest() >= SHORTEST) }
    }

    fn alternation(alternatives: &[Hir]) -> Self {
        let known: Vec<Self> = alternatives.iter().map(Self::of).collect();
        let exact: Option<Vec<&Vec<String>>> = known.iter().map(|it| it.exact.as_ref()).collect();
        if let Some(exact) = exact {
            let mut all: Vec<String> = exact.into_iter().flatten().cloned().collect();
            all.sort();
            all.dedup();
            if all.len() <= MOST_REQUIRED {
                return Self::exactly(all);
            }
        }
        let required: Option<Vec<Required>> = known.into_iter().map(Self::best).collect();
        let all = required.map(|all| Required(all.into_iter().flat_map(|it| it.0).collect()));
        Self { exact: None, required: all.filter(|it| it.0.len() <= MOST_REQUIRED) }
    }
}

fn lower(characters: impl Iterator<Item = char>) -> Vec<String> {
    let mut texts: Vec<String> = characters.map(|character| character.to_ascii_lowercase().to_string()).collect();
    texts.sort();
    texts.dedup();
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literals(expression: &str) -> Vec<String> {
        required_literals(&regex_syntax::parse(expression).unwrap()).unwrap_or_default()
    }

    #[test]
    fn what_every_match_holds_is_found() {
        // Unicode folds the long s too.
        assert_eq!(literals(r"\s*(?i:sa)(?i:b)?\s*=\s*[a-z]+"), ["sa", "sab", "\u{17f}a", "\u{17f}ab"]);
        assert_eq!(literals(r"(?:foo|bar\d+|ba[zx]!)e"), ["bar", "bax!", "baz!", "foo"]);
        assert_eq!(literals(r"[0-9a-f]{32}"), [""; 0]);
        assert_eq!(literals(r"a(?:bcd)+e?f"), ["bcd"]);
        assert_eq!(literals(r"x|yy"), [""; 0]);
    }
}
