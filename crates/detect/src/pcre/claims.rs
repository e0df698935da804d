use super::parse::{Expression, Greed, Kind};
use super::write::relaxed_kind;

/// Of an expression only whether it matches is asked, not where: it may be split into claims that a linear engine can check.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    /// In the syntax of `regex`.
    pub expression: String,
    /// Whether it must match, and not must not.
    pub expected: bool,
}

/// Claims that hold together where `expression` matches at the start of a text: what it looks ahead for there, and the rest. None if
/// only a backtracking engine can tell.
pub(crate) fn claims_at_start(expression: &Expression) -> Option<Vec<Claim>> {
    let mut claims = Vec::new();
    collect(&expression.kind, &mut claims)?;
    Some(claims)
}

/// The claim that `expression` matches somewhere.
pub(crate) fn claims_anywhere(expression: &Expression) -> Option<Vec<Claim>> {
    Some(vec![claim(expression.kind.clone(), true)?])
}

fn collect(kind: &Kind, claims: &mut Vec<Claim>) -> Option<()> {
    let mut parts = Vec::new();
    flatten(kind, &mut parts);
    // Nothing has been taken yet: what is looked for ahead begins where the text does.
    let is_leading = |part: &&Kind| matches!(part, Kind::Empty | Kind::TextStart | Kind::Look { behind: false, .. });
    let leading = parts.iter().take_while(|part| is_leading(part)).count();
    for part in &parts[..leading] {
        match part {
            Kind::Look { negated: true, inner, .. } => claims.push(claim((**inner).clone(), false)?),
            Kind::Look { inner, .. } => collect(inner, claims)?,
            _ => {}
        }
    }
    let rest = parts[leading..].iter().map(|part| (*part).clone()).collect();
    claims.push(claim(Kind::Concatenation(rest), true)?);
    Some(())
}

/// What follows one another, without the brackets that say nothing.
fn flatten<'kind>(kind: &'kind Kind, parts: &mut Vec<&'kind Kind>) {
    match kind {
        Kind::Concatenation(inner) => inner.iter().for_each(|part| flatten(part, parts)),
        _ => parts.push(kind),
    }
}

fn claim(kind: Kind, expected: bool) -> Option<Claim> {
    let (expression, same) = relaxed_kind(&with_plain_end(kind));
    same.then_some(Claim { expression, expected })
}

/// Behind the last thing nothing is asked, so that a line feed at the end may as well be taken as looked for.
fn with_plain_end(kind: Kind) -> Kind {
    let last_of = |mut parts: Vec<Kind>| {
        let last = parts.pop().map(with_plain_end);
        parts.extend(last);
        parts
    };
    match kind {
        Kind::LastLineEnd => {
            let line_feed = Box::new(Kind::Literal { character: '\n', ignore_case: false });
            let optional = Kind::Repeat { inner: line_feed, min: 0, max: Some(1), greed: Greed::Greedy };
            Kind::Concatenation(vec![optional, Kind::TextEnd])
        }
        Kind::Concatenation(parts) => Kind::Concatenation(last_of(parts)),
        Kind::Alternation(parts) => Kind::Alternation(parts.into_iter().map(with_plain_end).collect()),
        Kind::Capture(inner) => Kind::Capture(Box::new(with_plain_end(*inner))),
        other => other,
    }
}
