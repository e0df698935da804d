use super::parse::Kind;

/// From here on group numbers stand for names, until all groups are known.
pub(super) const BY_NAME: usize = 1 << 32;

/// Puts numbers for names, and refuses references to groups that are not there.
pub(super) fn resolve(kind: Kind, named: &[String], names: &[Option<String>]) -> Result<Kind, String> {
    let number = |group: usize| {
        let number = match group.checked_sub(BY_NAME).and_then(|name| named.get(name)) {
            Some(name) => names.iter().position(|known| known.as_ref() == Some(name)).map(|at| at + 1),
            None => Some(group).filter(|group| *group <= names.len()),
        };
        number.ok_or_else(|| "a reference to a group that is not there".to_owned())
    };
    let inside = |inner: Box<Kind>| resolve(*inner, named, names).map(Box::new);
    let all = |parts: Vec<Kind>| parts.into_iter().map(|part| resolve(part, named, names)).collect::<Result<_, _>>();
    Ok(match kind {
        Kind::Reference { group, ignore_case } => Kind::Reference { group: number(group)?, ignore_case },
        Kind::Conditional { group, yes, no } => {
            Kind::Conditional { group: number(group)?, yes: inside(yes)?, no: inside(no)? }
        }
        Kind::Capture(inner) => Kind::Capture(inside(inner)?),
        Kind::Atomic(inner) => Kind::Atomic(inside(inner)?),
        Kind::Look { behind, negated, inner } => Kind::Look { behind, negated, inner: inside(inner)? },
        Kind::Repeat { inner, min, max, greed } => Kind::Repeat { inner: inside(inner)?, min, max, greed },
        Kind::Concatenation(parts) => Kind::Concatenation(all(parts)?),
        Kind::Alternation(parts) => Kind::Alternation(all(parts)?),
        other => other,
    })
}
