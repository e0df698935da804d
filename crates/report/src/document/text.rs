use banbury_evidence::Severity;

/// Text in runs of one style each. What a drop or a vendor wrote has passed the choke point before it gets here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Inline>);

/// A run of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain text.
    Plain(String),
    /// A name, a path, a piece of source.
    Code(String),
    /// Hexadecimal digits, which may break anywhere.
    Digest(String),
    /// What must not be overlooked.
    Strong(String),
    /// A term.
    Emphasis(String),
    /// Says that something is not there.
    Absent(String),
    /// A word with a colour, which only repeats the word.
    Badge(Tone, String),
    /// Leads to the chapter or finding with this anchor; made by us.
    Link(String, String),
    /// A new line.
    Break,
}

/// What a colour stands for. A colour never says anything that a word beside it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// The severity.
    Of(Severity),
    /// What is as it should be.
    Pass,
    /// What is not.
    Fail,
    /// How things stand, neither good nor bad.
    Neutral,
}

impl Text {
    /// With more behind it.
    pub(crate) fn and(mut self, more: impl Into<Text>) -> Self {
        self.0.extend(more.into().0);
        self
    }

    /// The words alone.
    pub fn plain(&self) -> String {
        self.0.iter().map(Inline::words).collect()
    }
}

impl Inline {
    fn words(&self) -> &str {
        match self {
            Self::Plain(words)
            | Self::Code(words)
            | Self::Digest(words)
            | Self::Strong(words)
            | Self::Emphasis(words)
            | Self::Absent(words)
            | Self::Badge(_, words)
            | Self::Link(_, words) => words,
            Self::Break => " ",
        }
    }
}

impl From<&str> for Inline {
    fn from(words: &str) -> Self {
        Self::Plain(words.to_owned())
    }
}

impl From<Inline> for Text {
    fn from(inline: Inline) -> Self {
        Self(vec![inline])
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self(vec![words.into()])
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self(vec![Inline::Plain(words)])
    }
}

/// One sentence in the two languages of reports: `say!(editor; ["It has ", code(name), "."], ["Es hat ", code(name), "."])`.
macro_rules! say {
    ($editor:expr; [$($english:expr),* $(,)?], [$($german:expr),* $(,)?] $(,)?) => {
        match $editor.edition.language {
            banbury_evidence::ReportLanguage::English => $crate::document::Text::default()$(.and($english))*,
            banbury_evidence::ReportLanguage::German => $crate::document::Text::default()$(.and($german))*,
        }
    };
}
pub(crate) use say;

pub(crate) fn code(words: impl Into<String>) -> Inline {
    Inline::Code(words.into())
}

pub(crate) fn digest(digits: impl ToString) -> Inline {
    Inline::Digest(digits.to_string())
}

pub(crate) fn strong(words: impl Into<String>) -> Inline {
    Inline::Strong(words.into())
}

pub(crate) fn em(words: impl Into<String>) -> Inline {
    Inline::Emphasis(words.into())
}

pub(crate) fn link(anchor: impl Into<String>, words: impl Into<String>) -> Inline {
    Inline::Link(anchor.into(), words.into())
}

/// A sentence in which what stands between backticks is code.
pub(crate) fn prose(text: &str) -> Text {
    let pieces: Vec<&str> = text.split('`').collect();
    // An odd backtick out means nothing.
    if pieces.len().is_multiple_of(2) {
        return text.into();
    }
    let inline = |(index, piece): (usize, &&str)| if index % 2 == 1 { code(*piece) } else { Inline::from(*piece) };
    Text(pieces.iter().enumerate().filter(|(_, piece)| !piece.is_empty()).map(inline).collect())
}

/// Several lines, one below the other.
pub(crate) fn lines(text: &str) -> Text {
    let mut set = Text::default();
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            set.0.push(Inline::Break);
        }
        set = set.and(line);
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stands_between_backticks() {
        assert_eq!(prose("`a<b` calls `c`").0, [code("a<b"), " calls ".into(), code("c")]);
        assert_eq!(prose("an odd ` one"), "an odd ` one".into());
    }
}
