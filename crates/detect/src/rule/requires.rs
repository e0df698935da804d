use super::file::{Placed, Unsupported};
use super::taint::Label;

/// Which labels must be there: `A and not (B or C)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Requires {
    Label(Label),
    Not(Box<Requires>),
    All(Vec<Requires>),
    Any(Vec<Requires>),
}

/// Parentheses and `not` in one another; the text is the lab's own.
const DEEPEST: u32 = 64;

impl Requires {
    /// Reads an expression; `label` gives the number of a name.
    pub(super) fn parse(
        text: &Placed<String>,
        label: &mut dyn FnMut(&Placed<String>) -> Result<Label, Unsupported>,
    ) -> Result<Self, Unsupported> {
        let spaced = text.value.replace('(', " ( ").replace(')', " ) ");
        let mut parser = Parser { words: spaced.split_whitespace().collect(), at: 0, text, label };
        let found = parser.any(0)?;
        if parser.at < parser.words.len() { Err(parser.fault()) } else { Ok(found) }
    }

    /// Whether it holds for what is there.
    pub fn holds(&self, is_there: &dyn Fn(Label) -> bool) -> bool {
        match self {
            Self::Label(label) => is_there(*label),
            Self::Not(part) => !part.holds(is_there),
            Self::All(parts) => parts.iter().all(|part| part.holds(is_there)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(is_there)),
        }
    }
}

struct Parser<'a> {
    words: Vec<&'a str>,
    at: usize,
    text: &'a Placed<String>,
    label: &'a mut dyn FnMut(&Placed<String>) -> Result<Label, Unsupported>,
}

impl<'a> Parser<'a> {
    fn fault(&self) -> Unsupported {
        let reason = format!("`requires: {}` is no expression of labels with `and`, `or`, `not`", self.text.value);
        Unsupported::new(self.text.at, reason)
    }

    fn take(&mut self, word: &str) -> bool {
        let is_next = self.words.get(self.at) == Some(&word);
        self.at += usize::from(is_next);
        is_next
    }

    fn any(&mut self, depth: u32) -> Result<Requires, Unsupported> {
        let mut parts = vec![self.all(depth)?];
        while self.take("or") {
            parts.push(self.all(depth)?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Requires::Any(parts) })
    }

    fn all(&mut self, depth: u32) -> Result<Requires, Unsupported> {
        let mut parts = vec![self.one(depth)?];
        while self.take("and") {
            parts.push(self.one(depth)?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Requires::All(parts) })
    }

    fn one(&mut self, depth: u32) -> Result<Requires, Unsupported> {
        if depth > DEEPEST {
            return Err(self.fault());
        }
        if self.take("not") {
            return Ok(Requires::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.take("(") {
            let inside = self.any(depth + 1)?;
            return if self.take(")") { Ok(inside) } else { Err(self.fault()) };
        }
        let word = self.words.get(self.at).copied().unwrap_or("");
        if matches!(word, "" | ")" | "and" | "or") {
            return Err(self.fault());
        }
        self.at += 1;
        let name = Placed { value: word.to_owned(), at: self.text.at };
        Ok(Requires::Label((self.label)(&name)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Requires, Unsupported> {
        let text = Placed { value: text.to_owned(), at: Default::default() };
        Requires::parse(&text, &mut |name| Ok(name.value.as_bytes()[0]))
    }

    #[test]
    fn labels_are_joined_as_in_python() {
        let expression = parse("a and not (b or c) or d").unwrap();
        let holds = |labels: &str| expression.holds(&|label| labels.as_bytes().contains(&label));
        assert!(holds("a") && holds("d") && holds("bd"));
        assert!(!holds("ab") && !holds("c") && !holds(""));
        for bad in ["", "a b", "(a", "not", "a or"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
