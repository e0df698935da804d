//! `metavariable-comparison`: the part of Python in which Semgrep compares metavariables.

mod evaluate;
mod parse;
mod value;

use parse::Expression;
pub(crate) use value::Value;

/// A parsed comparison.
#[derive(Debug)]
pub(crate) struct Comparison {
    expression: Expression,
    /// `strip`: strings are taken for the numbers that they hold.
    strip: bool,
    /// `base`: the base of numbers in strings.
    base: Option<u32>,
}

impl Comparison {
    /// Parses a comparison with the `strip` and `base` beside it; what is not supported is named.
    pub fn parse(comparison: &str, strip: bool, base: Option<u32>) -> Result<Self, String> {
        if base.is_some_and(|base| !(2..=36).contains(&base)) {
            return Err("`base` in `metavariable-comparison` must be from 2 to 36".to_owned());
        }
        let expression = parse::parse(comparison).map_err(|why| format!("`metavariable-comparison`: {why}"))?;
        Ok(Self { expression, strip, base })
    }

    /// Whether it holds, given what each metavariable (without its `$`) is worth. One that cannot be evaluated does not hold.
    pub fn holds(&self, value_of: &dyn Fn(&str) -> Option<Value>) -> bool {
        let stripped = |name: &str| {
            let value = value_of(name)?;
            Some(match &value {
                Value::Text(text) if self.strip || self.base.is_some() => {
                    Value::number(text, self.base).unwrap_or(value)
                }
                _ => value,
            })
        };
        matches!(evaluate::evaluate(&self.expression, &stripped, self.base), Some(Value::Truth(true)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn holding(comparison: &str, strip: bool, base: Option<u32>) -> Vec<&'static str> {
        let sources =
            ["abc", "\"abc\"", "10", "0x1F", "010", "3.5", "10UL", "-5", "1+2", "\"10\"", "1.5f", "0b1_0", "true"];
        let comparison = Comparison::parse(comparison, strip, base).unwrap();
        let holds = |source: &&str| comparison.holds(&|name| (name == "X").then(|| Value::of_source(source)));
        sources.into_iter().filter(holds).collect()
    }

    fn held(comparison: &str) -> Vec<&'static str> {
        holding(comparison, false, None)
    }

    #[test]
    fn numbers_are_compared_however_they_are_written() {
        assert_eq!(held("$X > 5"), ["10", "0x1F", "010", "10UL"]);
        assert_eq!(held("$X == 8 or $X == 31"), ["0x1F", "010"]);
        assert_eq!(held("$X == 0o10 or $X == 0b10"), ["010", "0b1_0"]);
        assert_eq!(held("1 < $X <= 3.5"), ["3.5", "1+2", "1.5f", "0b1_0"]);
        assert_eq!(held("$X == -5 and -$X == 5"), ["-5"]);
        assert_eq!(held("$X / 3 == 3 and $X // 3 == 3 and $X ** 2 == 100 and 2 * $X == $X + 10"), ["10", "10UL"]);
        assert_eq!(held("$X % 3 == -2"), ["-5"]);
        assert_eq!(held("~$X == -11 and $X << 1 == 20 and ($X & 6 | 1 ^ 2) == 3"), ["10", "10UL"]);
        assert_eq!(held("-2 ** 2 == -4 and 2 ** 3 ** 2 == 512 and $X == 10"), ["10", "10UL"]);
        assert_eq!(held("$X / 2 == 1.75"), ["3.5"]);
    }

    #[test]
    fn strings_are_told_from_code() {
        assert_eq!(held("$X == \"abc\""), ["\"abc\""]);
        assert_eq!(held("str($X) == 'abc'"), ["abc", "\"abc\""]);
        assert_eq!(held("$X in ['abc', 10]"), ["\"abc\"", "10", "10UL"]);
        assert_eq!(held("not str($X) in ['abc'] and len(str($X)) == 3"), ["3.5", "1.5f"]);
        assert_eq!(held("'b' in $X"), ["\"abc\""]);
        assert_eq!(held("$X not in 'abcd'"), ["\"10\""]);
        assert_eq!(held("re.match('a.c', str($X)) or re.match('b', str($X))"), ["abc", "\"abc\""]);
        assert_eq!(held("re.match(\".*b\", $X)"), ["\"abc\""]);
        assert_eq!(held("re.search('b', $X)"), ["\"abc\""]);
        assert_eq!(held("$X == True"), ["true"]);
    }

    #[test]
    fn what_has_no_value_does_not_hold() {
        assert_eq!(held("$X"), ["true"]);
        assert_eq!(held("not $X == 10 and not $X > 20"), ["010", "3.5", "-5", "1+2", "1.5f", "0b1_0"]);
        assert_eq!(held("$X / 0 == 1 or $Y == 1"), [""; 0]);
    }

    #[test]
    fn strings_are_converted_where_asked_for() {
        assert_eq!(held("int($X) == 10"), ["10", "10UL", "\"10\""]);
        assert_eq!(held("float($X) == 1.5 or float($X) == 10"), ["10", "10UL", "\"10\"", "1.5f"]);
        assert_eq!(holding("$X == 10", true, None), ["10", "10UL", "\"10\""]);
        assert_eq!(holding("$X == 8", true, Some(8)), ["010", "\"10\""]);
    }

    #[test]
    fn what_is_not_supported_is_said() {
        let refusal = |text| Comparison::parse(text, false, None).unwrap_err();
        assert_eq!(
            refusal("strptime($X) < today()"),
            "`metavariable-comparison`: `strptime` is not supported: what depends on the clock gives no two equal reports"
        );
        assert_eq!(refusal("$X > foo($X)"), "`metavariable-comparison`: `foo` is not supported");
        for text in
            ["$X >", "", "$x == 1", "'a", "($X", "[1", "1 2", "re.match($X, $X)", "re.match('(', $X)", "$X if 1 else 2"]
        {
            assert!(Comparison::parse(text, false, None).is_err(), "{text}");
        }
        assert!(Comparison::parse(&"(".repeat(5000), false, None).is_err());
        assert!(Comparison::parse(&"-".repeat(1000), false, None).is_err());
    }

    proptest! {
        #[test]
        fn any_comparison_of_any_source_ends(comparison in r"(\$X|[0-9.]{1,3}|'a'|[-+*/%<>=!~&|^()\[\], ]|\*\*| and | or |not | in |int\(|len\(){1,12}", source in r#"[-+0-9a-fx_.*/()"']{0,12}"#) {
            if let Ok(comparison) = Comparison::parse(&comparison, false, None) {
                comparison.holds(&|_| Some(Value::of_source(&source)));
            }
        }
    }
}
