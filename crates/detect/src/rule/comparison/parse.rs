use crate::pattern::is_metavariable_name;
use crate::rule::regex::ConditionRegex;

use super::value::Value;

pub(super) enum Expression {
    Metavariable(String),
    Constant(Value),
    List(Vec<Expression>),
    Call(Function, Box<Expression>),
    Matches(ConditionRegex, Box<Expression>),
    Unary(&'static str, Box<Expression>),
    Binary(&'static str, Box<Expression>, Box<Expression>),
    /// `a < b <= c`: each neighbours' comparison holds.
    Chain(Box<Expression>, Vec<(&'static str, Expression)>),
}

impl std::fmt::Debug for Expression {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Expression")
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Function {
    Int,
    Float,
    Str,
    Len,
}

/// Two-sided operators below comparison, from the weakest to the strongest.
const ARITHMETIC: [&[&str]; 6] = [&["|"], &["^"], &["&"], &["<<", ">>"], &["+", "-"], &["*", "//", "/", "%"]];
const COMPARISONS: [&str; 8] = ["==", "!=", "<=", ">=", "<", ">", "not in", "in"];
/// Signs that only look like the operators that they begin with.
const OTHER_SIGNS: [&str; 3] = ["**", "<<", ">>"];

const DEEPEST: u32 = 64;
/// In bytes. Bounds how deep trees grow to the left.
const LONGEST: usize = 4096;

pub(super) fn parse(text: &str) -> Result<Expression, String> {
    if text.len() > LONGEST {
        return Err("too long".to_owned());
    }
    let mut reader = Reader { rest: text.trim(), depth: 0 };
    let expression = reader.either()?;
    if reader.rest.is_empty() { Ok(expression) } else { Err(format!("`{}` is not supported", reader.rest)) }
}

struct Reader<'text> {
    rest: &'text str,
    depth: u32,
}

impl Reader<'_> {
    fn either(&mut self) -> Result<Expression, String> {
        let mut left = self.both()?;
        while self.word("or") {
            left = Expression::Binary("or", Box::new(left), Box::new(self.both()?));
        }
        Ok(left)
    }

    fn both(&mut self) -> Result<Expression, String> {
        let mut left = self.negation()?;
        while self.word("and") {
            left = Expression::Binary("and", Box::new(left), Box::new(self.negation()?));
        }
        Ok(left)
    }

    fn negation(&mut self) -> Result<Expression, String> {
        let mut negations = 0;
        while self.word("not") {
            negations += 1;
        }
        let mut expression = self.comparison()?;
        // More than one takes nothing back but what is no truth.
        for _ in 0..negations.min(2 + negations % 2) {
            expression = Expression::Unary("not", Box::new(expression));
        }
        Ok(expression)
    }

    fn comparison(&mut self) -> Result<Expression, String> {
        let first = self.arithmetic(0)?;
        let mut others = Vec::new();
        while let Some(operator) = self.comparison_sign() {
            others.push((operator, self.arithmetic(0)?));
        }
        Ok(if others.is_empty() { first } else { Expression::Chain(Box::new(first), others) })
    }

    fn comparison_sign(&mut self) -> Option<&'static str> {
        let before = self.rest;
        if self.word("not") {
            if self.word("in") {
                return Some("not in");
            }
            self.rest = before;
            return None;
        }
        if self.word("in") {
            return Some("in");
        }
        COMPARISONS.into_iter().find(|sign| self.sign(sign))
    }

    fn arithmetic(&mut self, level: usize) -> Result<Expression, String> {
        let Some(operators) = ARITHMETIC.get(level) else { return self.signed() };
        let mut left = self.arithmetic(level + 1)?;
        while let Some(operator) = operators.iter().find(|operator| self.sign(operator)) {
            left = Expression::Binary(operator, Box::new(left), Box::new(self.arithmetic(level + 1)?));
        }
        Ok(left)
    }

    fn signed(&mut self) -> Result<Expression, String> {
        self.deeper()?;
        let sign = ["-", "+", "~"].into_iter().find(|sign| self.sign(sign));
        let expression = match sign {
            Some(sign) => Expression::Unary(sign, Box::new(self.signed()?)),
            None => {
                let base = self.operand()?;
                // Binds stronger than a sign before it, and weaker than one behind it.
                if self.sign("**") { Expression::Binary("**", Box::new(base), Box::new(self.signed()?)) } else { base }
            }
        };
        self.depth -= 1;
        Ok(expression)
    }

    fn deeper(&mut self) -> Result<(), String> {
        self.depth += 1;
        if self.depth > DEEPEST { Err("nested too deeply".to_owned()) } else { Ok(()) }
    }

    fn operand(&mut self) -> Result<Expression, String> {
        if self.sign("(") {
            let inside = self.either()?;
            return if self.sign(")") { Ok(inside) } else { Err("`)` expected".to_owned()) };
        }
        if self.sign("[") {
            return self.list();
        }
        if let Some(rest) = self.rest.strip_prefix('$') {
            let dots = if rest.starts_with("...") { 3 } else { 0 };
            let name = &rest[..dots + word_length(&rest[dots..])];
            let word = &name[dots..];
            if is_metavariable_name(word) || (!word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())) {
                self.rest = rest[name.len()..].trim_start();
                return Ok(Expression::Metavariable(name.to_owned()));
            }
        }
        if let Some(text) = self.string()? {
            return Ok(Expression::Constant(Value::Text(text)));
        }
        if self.rest.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
            return self.number();
        }
        self.name()
    }

    fn list(&mut self) -> Result<Expression, String> {
        let mut items = Vec::new();
        while !self.sign("]") {
            items.push(self.either()?);
            if !self.sign(",") && !self.rest.starts_with(']') {
                return Err("`]` expected".to_owned());
            }
        }
        Ok(Expression::List(items))
    }

    fn number(&mut self) -> Result<Expression, String> {
        let exponent = |before: &str| before.ends_with(['e', 'E']) && !before.starts_with("0x");
        let length = self.rest.char_indices().find(|(at, character)| {
            let part = character.is_ascii_alphanumeric() || matches!(character, '_' | '.');
            !(part || matches!(character, '+' | '-') && exponent(&self.rest[..*at]))
        });
        let (number, rest) = self.rest.split_at(length.map_or(self.rest.len(), |(at, _)| at));
        let value = Value::number(number, None).ok_or_else(|| format!("`{number}` is no number"))?;
        self.rest = rest.trim_start();
        Ok(Expression::Constant(value))
    }

    fn name(&mut self) -> Result<Expression, String> {
        let name = self.rest[..word_length(self.rest)].to_owned();
        let function = match name.as_str() {
            "int" => Function::Int,
            "float" => Function::Float,
            "str" => Function::Str,
            "len" => Function::Len,
            "True" | "False" => {
                self.word(&name);
                return Ok(Expression::Constant(Value::Truth(name == "True")));
            }
            "re" => return self.regex(),
            "today" | "strptime" => {
                let why = "what depends on the clock gives no two equal reports";
                return Err(format!("`{name}` is not supported: {why}"));
            }
            "" if self.rest.is_empty() => return Err("something to compare is missing".to_owned()),
            "" => return Err(format!("`{}` is not supported", self.rest)),
            _ => return Err(format!("`{name}` is not supported")),
        };
        self.word(&name);
        if !self.rest.starts_with('(') {
            return Err(format!("`(` expected behind `{name}`"));
        }
        Ok(Expression::Call(function, Box::new(self.operand()?)))
    }

    /// `re.match("...", $X)`
    fn regex(&mut self) -> Result<Expression, String> {
        self.word("re");
        let compile = match (self.sign("."), self.word("match"), self.word("search")) {
            (true, true, _) => ConditionRegex::at_start,
            (true, _, true) => ConditionRegex::anywhere,
            _ => return Err("of `re` only `re.match` and `re.search` are supported".to_owned()),
        };
        if !self.sign("(") {
            return Err("`(` expected".to_owned());
        }
        let pattern = self.string()?.ok_or("the first argument of `re.match` must be a string")?;
        if !self.sign(",") {
            return Err("`,` expected".to_owned());
        }
        let subject = self.either()?;
        if !self.sign(")") {
            return Err("`)` expected".to_owned());
        }
        Ok(Expression::Matches(compile(&pattern)?, Box::new(subject)))
    }

    /// A string's content as it stands: Semgrep compares it so with the content of the code's strings.
    fn string(&mut self) -> Result<Option<String>, String> {
        let raw = self.rest.strip_prefix(['r', 'R']).filter(|rest| rest.starts_with(['"', '\'']));
        let literal = raw.unwrap_or(self.rest);
        let Some(quote) = literal.chars().next().filter(|first| matches!(first, '"' | '\'')) else { return Ok(None) };
        let mut escaped = false;
        let end = literal[1..].find(|character: char| {
            let closes = character == quote && !escaped;
            escaped = !escaped && character == '\\';
            closes
        });
        let end = end.ok_or_else(|| format!("a string without its closing `{quote}`"))?;
        self.rest = literal[end + 2..].trim_start();
        Ok(Some(literal[1..=end].to_owned()))
    }

    fn sign(&mut self, sign: &str) -> bool {
        let longer =
            |other: &&str| other.len() > sign.len() && other.starts_with(sign) && self.rest.starts_with(*other);
        match self.rest.strip_prefix(sign) {
            Some(rest) if !OTHER_SIGNS.iter().any(longer) => {
                self.rest = rest.trim_start();
                true
            }
            _ => false,
        }
    }

    fn word(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) if !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_') => {
                self.rest = rest.trim_start();
                true
            }
            _ => false,
        }
    }
}

fn word_length(text: &str) -> usize {
    text.find(|character: char| !(character.is_ascii_alphanumeric() || character == '_')).unwrap_or(text.len())
}
