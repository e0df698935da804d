//! The small part of Python that `metavariable-comparison` is written in: numbers, strings, arithmetic, comparisons and
//! logic over metavariables, with `int`, `str` and `len`.

use crate::pattern::is_metavariable_name;

/// A parsed comparison.
#[derive(Debug)]
pub(crate) struct Comparison(Expression);

#[derive(Debug)]
enum Expression {
    Metavariable(String),
    Number(i128),
    Text(String),
    Call(Function, Box<Expression>),
    Not(Box<Expression>),
    Minus(Box<Expression>),
    Binary(&'static str, Box<Expression>, Box<Expression>),
}

#[derive(Clone, Copy, Debug)]
enum Function {
    Int,
    Str,
    Len,
}

#[derive(Debug)]
enum Value {
    Number(i128),
    Text(String),
    Truth(bool),
}

/// Operators from the weakest to the strongest.
const LEVELS: [&[&str]; 5] =
    [&["or"], &["and"], &["==", "!=", "<=", ">=", "<", ">"], &["+", "-", "|", "^"], &["*", "//", "%", "&"]];

impl Comparison {
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut reader = Reader { rest: text.trim(), depth: 0 };
        let expression = reader.level(0)?;
        if reader.rest.is_empty() {
            Ok(Self(expression))
        } else {
            Err(format!("`metavariable-comparison` with `{}` is not supported", reader.rest))
        }
    }

    /// Whether it holds, given the text of each metavariable. One that cannot be evaluated does not hold.
    pub fn holds(&self, text_of: &dyn Fn(&str) -> Option<String>) -> bool {
        evaluate(&self.0, text_of).is_some_and(|value| truth(&value))
    }
}

struct Reader<'text> {
    rest: &'text str,
    depth: u32,
}

impl Reader<'_> {
    fn level(&mut self, level: usize) -> Result<Expression, String> {
        let Some(operators) = LEVELS.get(level) else { return self.operand() };
        if level == 1 && self.take_word("not") {
            return Ok(Expression::Not(Box::new(self.level(2)?)));
        }
        let mut left = self.level(level + 1)?;
        while let Some(operator) = operators.iter().find(|operator| self.take(operator)) {
            left = Expression::Binary(operator, Box::new(left), Box::new(self.level(level + 1)?));
        }
        Ok(left)
    }

    fn take(&mut self, token: &str) -> bool {
        if token.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return self.take_word(token);
        }
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn take_word(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) if !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_') => {
                self.rest = rest.trim_start();
                true
            }
            _ => false,
        }
    }

    fn operand(&mut self) -> Result<Expression, String> {
        self.depth += 1;
        if self.depth > 100 {
            return Err("`metavariable-comparison` is nested too deeply".to_owned());
        }
        for (name, function) in [("int", Function::Int), ("str", Function::Str), ("len", Function::Len)] {
            if self.rest.starts_with(name) && self.take_word(name) {
                return Ok(Expression::Call(function, Box::new(self.parenthesized()?)));
            }
        }
        if self.take("-") {
            return Ok(Expression::Minus(Box::new(self.operand()?)));
        }
        if self.rest.starts_with('(') {
            return self.parenthesized();
        }
        if let Some(after) = self.rest.strip_prefix('$') {
            let name = &after[..word_length(after)];
            if is_metavariable_name(name) || name.bytes().all(|byte| byte.is_ascii_digit()) {
                self.rest = after[name.len()..].trim_start();
                return Ok(Expression::Metavariable(name.to_owned()));
            }
        }
        for quote in ['"', '\''] {
            if let Some((text, rest)) = self.rest.strip_prefix(quote).and_then(|after| after.split_once(quote)) {
                self.rest = rest.trim_start();
                return Ok(Expression::Text(text.to_owned()));
            }
        }
        let length = word_length(self.rest);
        match integer(&self.rest[..length]) {
            Some(number) => {
                self.rest = self.rest[length..].trim_start();
                Ok(Expression::Number(number))
            }
            None => Err(format!("`metavariable-comparison` with `{}` is not supported", self.rest)),
        }
    }

    fn parenthesized(&mut self) -> Result<Expression, String> {
        if !self.take("(") {
            return Err("`metavariable-comparison`: `(` expected".to_owned());
        }
        let inside = self.level(0)?;
        if self.take(")") { Ok(inside) } else { Err("`metavariable-comparison`: `)` expected".to_owned()) }
    }
}

fn word_length(text: &str) -> usize {
    text.find(|character: char| !(character.is_ascii_alphanumeric() || character == '_')).unwrap_or(text.len())
}

/// An integer as C, Python or Lua writes it.
fn integer(text: &str) -> Option<i128> {
    let text = text.trim().replace('_', "");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.as_str()),
    };
    let digits = digits.to_ascii_lowercase();
    let value = if let Some(hexadecimal) = digits.strip_prefix("0x") {
        i128::from_str_radix(hexadecimal.trim_end_matches(['u', 'l']), 16).ok()?
    } else if let Some(octal) = digits.strip_prefix("0o") {
        i128::from_str_radix(octal, 8).ok()?
    } else {
        let digits = digits.trim_end_matches(['u', 'l']);
        let radix = if digits.len() > 1 && digits.starts_with('0') { 8 } else { 10 };
        i128::from_str_radix(digits, radix).ok()?
    };
    Some(sign * value)
}

fn truth(value: &Value) -> bool {
    match value {
        Value::Number(number) => *number != 0,
        Value::Text(text) => !text.is_empty(),
        Value::Truth(truth) => *truth,
    }
}

fn evaluate(expression: &Expression, text_of: &dyn Fn(&str) -> Option<String>) -> Option<Value> {
    let number = |expression| match evaluate(expression, text_of)? {
        Value::Number(number) => Some(number),
        Value::Text(text) => integer(&text),
        Value::Truth(truth) => Some(truth.into()),
    };
    Some(match expression {
        Expression::Metavariable(name) => {
            let text = text_of(name)?;
            match integer(&text) {
                Some(number) => Value::Number(number),
                None => Value::Text(text.trim_matches(['"', '\'']).to_owned()),
            }
        }
        Expression::Number(number) => Value::Number(*number),
        Expression::Text(text) => Value::Text(text.clone()),
        Expression::Call(Function::Int, inside) => Value::Number(number(inside)?),
        Expression::Call(Function::Str, inside) => match evaluate(inside, text_of)? {
            Value::Number(number) => Value::Text(number.to_string()),
            other => other,
        },
        Expression::Call(Function::Len, inside) => match evaluate(inside, text_of)? {
            Value::Text(text) => Value::Number(text.chars().count() as i128),
            _ => return None,
        },
        Expression::Not(inside) => Value::Truth(!truth(&evaluate(inside, text_of)?)),
        Expression::Minus(inside) => Value::Number(number(inside)?.checked_neg()?),
        Expression::Binary("and", left, right) => {
            Value::Truth(truth(&evaluate(left, text_of)?) && truth(&evaluate(right, text_of)?))
        }
        Expression::Binary("or", left, right) => {
            Value::Truth(truth(&evaluate(left, text_of)?) || truth(&evaluate(right, text_of)?))
        }
        Expression::Binary(operator @ ("==" | "!=" | "<" | ">" | "<=" | ">="), left, right) => {
            let order = match (evaluate(left, text_of)?, evaluate(right, text_of)?) {
                (Value::Number(left), Value::Number(right)) => left.cmp(&right),
                (Value::Text(left), Value::Text(right)) => left.cmp(&right),
                (Value::Truth(left), Value::Truth(right)) => left.cmp(&right),
                // Python has no order between kinds.
                _ => return None,
            };
            Value::Truth(match *operator {
                "==" => order.is_eq(),
                "!=" => order.is_ne(),
                "<" => order.is_lt(),
                ">" => order.is_gt(),
                "<=" => order.is_le(),
                _ => order.is_ge(),
            })
        }
        Expression::Binary(operator, left, right) => {
            let (left, right) = (number(left)?, number(right)?);
            Value::Number(match *operator {
                "+" => left.checked_add(right)?,
                "-" => left.checked_sub(right)?,
                "*" => left.checked_mul(right)?,
                "//" => left.checked_div_euclid(right)?,
                "%" => left.checked_rem_euclid(right)?,
                "&" => left & right,
                "|" => left | right,
                _ => left ^ right,
            })
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(comparison: &str, x: &str) -> bool {
        Comparison::parse(comparison).unwrap().holds(&|name| (name == "X").then(|| x.to_owned()))
    }

    #[test]
    fn numbers_are_compared_however_they_are_written() {
        assert!(holds("$X >= 0x10 and $X < 32", "20UL"));
        assert!(holds("int($X) % 2 == 0", "0777777776"));
        assert!(!holds("$X > 5", "n"));
        assert!(holds("not $X == 4 or ($X & 4) != 0", "5"));
        assert!(holds("len($X) == 3", "\"abc\""));
        assert!(holds("str($X) == 'abc'", "\"abc\""));
    }

    #[test]
    fn what_is_not_supported_is_said() {
        assert!(Comparison::parse("re.match('a', $X)").is_err());
        assert!(Comparison::parse("$X >").is_err());
    }
}
