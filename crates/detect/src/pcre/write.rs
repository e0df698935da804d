use super::charset;
use super::parse::{Expression, Greed, Kind};

/// The expression in the syntax of `fancy-regex`, with the groups that the pattern has.
pub(crate) fn exact(expression: &Expression) -> String {
    let mut writer = Writer::new(false);
    writer.write(&expression.kind);
    writer.text
}

/// An expression that matches wherever the exact one does, with the same start, in the syntax of `regex`; and whether it
/// is the same: what a backtracking engine alone can do is left out or widened.
pub(crate) fn relaxed(expression: &Expression) -> (String, bool) {
    relaxed_kind(&expression.kind)
}

/// The same of a part.
pub(super) fn relaxed_kind(kind: &Kind) -> (String, bool) {
    let mut writer = Writer::new(true);
    collect_groups(kind, &mut writer.groups);
    writer.write(kind);
    (writer.text, !writer.loses)
}

struct Writer<'expression> {
    text: String,
    relaxed: bool,
    /// The capturing groups, by number from 1.
    groups: Vec<&'expression Kind>,
    /// How many references around have been replaced by what their groups match.
    replaced: u32,
    /// Whether something was left out or widened.
    loses: bool,
}

/// A word boundary where the engine knows only Unicode's.
const BOUNDARY: &str = "(?:(?<=[0-9A-Z_a-z])(?![0-9A-Z_a-z])|(?<![0-9A-Z_a-z])(?=[0-9A-Z_a-z]))";
const NO_BOUNDARY: &str = "(?:(?<=[0-9A-Z_a-z])(?=[0-9A-Z_a-z])|(?<![0-9A-Z_a-z])(?![0-9A-Z_a-z]))";
/// Any text.
const ANYTHING: &str = r"(?s:.)*?";

/// References in references that are replaced, and bytes up to which they are: both multiply.
const MOST_REPLACED: u32 = 3;
const LONGEST_REPLACED: usize = 1 << 16;

/// Groups in the order of their opening brackets, which is that of their numbers.
fn collect_groups<'expression>(kind: &'expression Kind, groups: &mut Vec<&'expression Kind>) {
    if let Kind::Capture(inner) = kind {
        groups.push(inner);
    }
    kind.parts().for_each(|part| collect_groups(part, groups));
}

/// Each look-behind of an expression by itself, in the syntax of `fancy-regex`.
pub(crate) fn look_behinds(expression: &Expression) -> Vec<String> {
    fn collect(kind: &Kind, found: &mut Vec<String>) {
        if matches!(kind, Kind::Look { behind: true, .. }) {
            let mut writer = Writer::new(false);
            writer.write(kind);
            found.push(writer.text);
        }
        kind.parts().for_each(|part| collect(part, found));
    }
    let mut found = Vec::new();
    collect(&expression.kind, &mut found);
    found
}

impl<'expression> Writer<'expression> {
    fn new(relaxed: bool) -> Self {
        Self { text: String::new(), relaxed, groups: Vec::new(), replaced: 0, loses: false }
    }

    /// Recursion is bounded by the parser's.
    fn write(&mut self, kind: &'expression Kind) {
        match kind {
            Kind::Empty => self.text.push_str("(?:)"),
            Kind::Literal { character, ignore_case } => self.cased(*ignore_case, &charset::literal(*character)),
            Kind::Class { class, ignore_case } => self.cased(*ignore_case, class),
            Kind::LineStart => self.text.push_str("(?m:^)"),
            Kind::LineEnd => self.text.push_str("(?m:$)"),
            Kind::TextStart => self.text.push_str(r"\A"),
            Kind::TextEnd => self.text.push_str(r"\z"),
            Kind::LastLineEnd => self.either("(?m:$)", r"(?=\x{a}?\z)"),
            Kind::WordBoundary { negated: false } if self.relaxed => self.text.push_str(r"(?-u:\b)"),
            Kind::WordBoundary { negated: false } => self.text.push_str(BOUNDARY),
            Kind::WordBoundary { negated: true } => self.either("(?:)", NO_BOUNDARY),
            // A group that stands for a reference to it is no group again.
            Kind::Capture(inner) => self.group(if self.replaced > 0 { "(?:" } else { "(" }, inner),
            Kind::Atomic(inner) => {
                self.loses = true;
                self.group(if self.relaxed { "(?:" } else { "(?>" }, inner);
            }
            Kind::Look { .. } if self.relaxed => self.either("(?:)", ""),
            Kind::Look { behind, negated, inner } => {
                let opening = match (behind, negated) {
                    (false, false) => "(?=",
                    (false, true) => "(?!",
                    (true, false) => "(?<=",
                    (true, true) => "(?<!",
                };
                self.group(opening, inner);
            }
            Kind::Repeat { inner, min, max, greed } => self.repeat(inner, *min, *max, *greed),
            Kind::Concatenation(parts) => {
                self.text.push_str("(?:");
                parts.iter().for_each(|part| self.write(part));
                self.text.push(')');
            }
            Kind::Alternation(alternatives) => {
                self.text.push_str("(?:");
                for (number, alternative) in alternatives.iter().enumerate() {
                    if number > 0 {
                        self.text.push('|');
                    }
                    self.write(alternative);
                }
                self.text.push(')');
            }
            Kind::Reference { group, ignore_case } if self.relaxed => self.referred(*group, *ignore_case),
            Kind::Reference { group, ignore_case } => self.cased(*ignore_case, &format!(r"(?:\{group})")),
            Kind::Conditional { yes, no, .. } if self.relaxed => {
                self.loses = true;
                self.group("(?:(?:", yes);
                self.group("|(?:", no);
                self.text.push(')');
            }
            Kind::Conditional { group, yes, no } => {
                self.text.push_str(&format!("(?({group})"));
                self.write(yes);
                self.text.push('|');
                self.write(no);
                self.text.push(')');
            }
            Kind::Reset => self.either("(?:)", r"\K"),
        }
    }

    /// Something that matches what a group matched before: whatever the group may match.
    fn referred(&mut self, group: usize, ignore_case: bool) {
        let meant = group.checked_sub(1).and_then(|index| self.groups.get(index)).copied();
        match meant.filter(|_| self.replaced < MOST_REPLACED && self.text.len() < LONGEST_REPLACED) {
            Some(inner) => {
                self.loses = true;
                self.replaced += 1;
                self.group(if ignore_case { "(?i:" } else { "(?:" }, inner);
                self.replaced -= 1;
            }
            None => self.either(ANYTHING, ""),
        }
    }

    fn cased(&mut self, ignore_case: bool, text: &str) {
        let opening = if ignore_case { "(?i:" } else { "(?:" };
        let plain = !ignore_case && !text.starts_with('(');
        let written = if plain { text.to_owned() } else { format!("{opening}{text})") };
        self.text.push_str(&written);
    }

    /// What differs between the two forms.
    fn either(&mut self, relaxed: &str, exact: &str) {
        self.loses = true;
        self.text.push_str(if self.relaxed { relaxed } else { exact });
    }

    fn group(&mut self, opening: &str, inner: &'expression Kind) {
        self.text.push_str(opening);
        self.write(inner);
        self.text.push(')');
    }

    fn repeat(&mut self, inner: &'expression Kind, min: u32, max: Option<u32>, greed: Greed) {
        // What takes no text holds as well once as often, or need not hold at all.
        if matches!(inner, Kind::Empty | Kind::Look { .. }) {
            return self.write(if min == 0 { const { &Kind::Empty } } else { inner });
        }
        let possessive = greed == Greed::Possessive;
        self.loses |= possessive;
        self.text.push_str(if possessive && !self.relaxed { "(?>" } else { "(?:" });
        self.group("(?:", inner);
        let quantifier = match (min, max) {
            (0, None) => "*".to_owned(),
            (1, None) => "+".to_owned(),
            (0, Some(1)) => "?".to_owned(),
            (min, None) => format!("{{{min},}}"),
            (min, Some(max)) if min == max => format!("{{{min}}}"),
            (min, Some(max)) => format!("{{{min},{max}}}"),
        };
        self.text.push_str(&quantifier);
        if greed == Greed::Lazy {
            self.text.push('?');
        }
        self.text.push(')');
    }
}
