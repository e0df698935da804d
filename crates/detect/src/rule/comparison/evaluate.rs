use super::parse::{Expression, Function};
use super::value::Value;

/// What an expression is worth; nothing if kinds do not fit, as in Semgrep: strings have no order, only truths are joined by
/// `and` and `or`, and division of integers gives an integer. Recursion is bounded by the parser's limits.
pub(super) fn evaluate(
    expression: &Expression,
    value_of: &dyn Fn(&str) -> Option<Value>,
    base: Option<u32>,
) -> Option<Value> {
    let inner = |expression: &Expression| evaluate(expression, value_of, base);
    match expression {
        Expression::Metavariable(name) => value_of(name),
        Expression::Constant(value) => Some(value.clone()),
        Expression::List(items) => items.iter().map(inner).collect::<Option<_>>().map(Value::List),
        Expression::Call(function, argument) => call(*function, inner(argument)?, base),
        Expression::Matches(regex, subject) => match inner(subject)? {
            Value::Text(text) => regex.is_match(&text).map(Value::Truth),
            _ => None,
        },
        Expression::Unary(operator, operand) => unary(operator, inner(operand)?),
        Expression::Binary(operator, left, right) => binary(operator, inner(left)?, inner(right)?),
        Expression::Chain(first, others) => {
            let mut left = inner(first)?;
            let mut holds = true;
            for (operator, other) in others {
                let right = inner(other)?;
                holds &= compare(operator, &left, &right)?;
                left = right;
            }
            Some(Value::Truth(holds))
        }
    }
}

fn call(function: Function, argument: Value, base: Option<u32>) -> Option<Value> {
    Some(match (function, argument) {
        (Function::Int, value @ Value::Integer(_)) | (Function::Float, value @ Value::Float(_)) => value,
        (Function::Int, Value::Float(number)) => Value::Integer(whole(number.trunc())?),
        (Function::Int, Value::Text(text)) => match Value::number(&text, base)? {
            value @ Value::Integer(_) => value,
            _ => return None,
        },
        (Function::Float, Value::Integer(number)) => Value::Float(number as f64),
        (Function::Float, Value::Text(text)) => match Value::number(&text, base)? {
            Value::Integer(number) => Value::Float(number as f64),
            value => value,
        },
        (Function::Str, Value::Text(text) | Value::Code(text)) => Value::Text(text),
        (Function::Str, Value::Integer(number)) => Value::Text(number.to_string()),
        (Function::Str, Value::Float(number)) => Value::Text(format!("{number:?}")),
        (Function::Str, Value::Truth(truth)) => Value::Text(truth.to_string()),
        (Function::Len, Value::Text(text)) => Value::Integer(text.chars().count() as i128),
        (Function::Len, Value::List(items)) => Value::Integer(items.len() as i128),
        _ => return None,
    })
}

/// A float without a fraction as an integer, if it is one that a float tells apart.
fn whole(number: f64) -> Option<i128> {
    (number.abs() < 2f64.powi(100)).then_some(number as i128)
}

fn unary(operator: &str, operand: Value) -> Option<Value> {
    Some(match (operator, operand) {
        ("not", Value::Truth(truth)) => Value::Truth(!truth),
        ("-", Value::Integer(number)) => Value::Integer(number.checked_neg()?),
        ("-", Value::Float(number)) => Value::Float(-number),
        ("+", value @ (Value::Integer(_) | Value::Float(_))) => value,
        ("~", Value::Integer(number)) => Value::Integer(!number),
        _ => return None,
    })
}

fn binary(operator: &str, left: Value, right: Value) -> Option<Value> {
    match (left, right) {
        (Value::Truth(left), Value::Truth(right)) => match operator {
            "and" => Some(Value::Truth(left && right)),
            "or" => Some(Value::Truth(left || right)),
            _ => None,
        },
        (Value::Integer(left), Value::Integer(right)) => integers(operator, left, right),
        (Value::Integer(left), Value::Float(right)) => floats(operator, left as f64, right),
        (Value::Float(left), Value::Integer(right)) => floats(operator, left, right as f64),
        (Value::Float(left), Value::Float(right)) => floats(operator, left, right),
        _ => None,
    }
}

fn integers(operator: &str, left: i128, right: i128) -> Option<Value> {
    let places = || u32::try_from(right).ok().filter(|places| *places < 127);
    let result = match operator {
        "+" => left.checked_add(right),
        "-" => left.checked_sub(right),
        "*" => left.checked_mul(right),
        "/" => left.checked_div(right),
        "//" => {
            let down = left.checked_rem(right)? != 0 && (left < 0) != (right < 0);
            left.checked_div(right)?.checked_sub(down.into())
        }
        "%" => left.checked_rem(right),
        "**" => left.checked_pow(u32::try_from(right).ok()?),
        "<<" => left.checked_mul(1i128.checked_shl(places()?)?),
        ">>" => left.checked_shr(places()?),
        "&" => Some(left & right),
        "|" => Some(left | right),
        "^" => Some(left ^ right),
        _ => None,
    };
    result.map(Value::Integer)
}

fn floats(operator: &str, left: f64, right: f64) -> Option<Value> {
    let result = match operator {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "//" => (left / right).floor(),
        "%" => left % right,
        "**" => left.powf(right),
        _ => return None,
    };
    Some(Value::Float(result))
}

fn compare(operator: &str, left: &Value, right: &Value) -> Option<bool> {
    // Code is compared by its text alone, and only if `str` says so.
    if matches!(left, Value::Code(_)) || matches!(right, Value::Code(_)) {
        return None;
    }
    let numbers = match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => Some(left.partial_cmp(right)),
        (Value::Integer(left), Value::Float(right)) => Some((*left as f64).partial_cmp(right)),
        (Value::Float(left), Value::Integer(right)) => Some(left.partial_cmp(&(*right as f64))),
        (Value::Float(left), Value::Float(right)) => Some(left.partial_cmp(right)),
        _ => None,
    };
    let equal = numbers.map_or_else(|| left == right, |order| order == Some(std::cmp::Ordering::Equal));
    match operator {
        "==" => Some(equal),
        "!=" => Some(!equal),
        "<" => Some(numbers?.is_some_and(|order| order.is_lt())),
        ">" => Some(numbers?.is_some_and(|order| order.is_gt())),
        "<=" => Some(numbers?.is_some_and(|order| order.is_le())),
        ">=" => Some(numbers?.is_some_and(|order| order.is_ge())),
        "in" | "not in" => match (left, right) {
            (left, Value::List(items)) => Some(items.contains(left) == (operator == "in")),
            (Value::Text(left), Value::Text(right)) => Some(right.contains(left.as_str()) == (operator == "in")),
            _ => Some(false),
        },
        _ => None,
    }
}
