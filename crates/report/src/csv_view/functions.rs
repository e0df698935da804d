use banbury_evidence::FunctionRecord;

use super::{inert, table};
use crate::ReportError;

pub(super) const HEADER: [&str; 9] =
    ["file", "line", "name", "lines", "complexity", "parse", "means", "nesting", "parameters"];

/// functions.csv.
pub(crate) fn functions(functions: &[FunctionRecord]) -> Result<Vec<u8>, ReportError> {
    let row = |function: &FunctionRecord| {
        [
            inert(function.file.as_str()),
            function.line.to_string(),
            inert(&function.name),
            function.lines.to_string(),
            function.complexity.to_string(),
            function.parse.name().to_owned(),
            function.means.iter().map(|means| means.name()).collect::<Vec<_>>().join(" "),
            function.nesting.to_string(),
            function.parameters.to_string(),
        ]
    };
    table(HEADER, functions.iter().map(row))
}

#[cfg(test)]
mod tests {
    use banbury_evidence::{DropPath, Means, Parse};

    use super::*;

    fn row(file: &str, name: &str) -> String {
        let record = FunctionRecord {
            file: DropPath::from_escaped(file),
            line: 3,
            name: name.to_owned(),
            lines: 10,
            complexity: 4,
            nesting: 2,
            parameters: 5,
            parse: Parse::Recovered,
            means: vec![Means::Branch, Means::Attribute],
        };
        String::from_utf8(functions(&[record]).unwrap()).unwrap()
    }

    #[test]
    fn rows_are_quoted_where_they_must_be() {
        let header = "file,line,name,lines,complexity,parse,means,nesting,parameters\n";
        assert_eq!(
            row("a,b.c", "x\"y"),
            format!("{header}\"a,b.c\",3,\"x\"\"y\",10,4,recovered,branch attribute,2,5\n")
        );
        assert_eq!(
            row("a.c", "two\nlines"),
            format!("{header}a.c,3,two⟨U+000A⟩lines,10,4,recovered,branch attribute,2,5\n")
        );
    }

    #[test]
    fn no_field_is_a_formula() {
        for name in ["=1+1", "+1", "-1", "@SUM(A1)"] {
            assert!(row(name, name).contains(&format!("\n'{name},3,'{name},")), "{name}");
        }
        assert!(row("a.c", "\t=1").contains(",⟨U+0009⟩=1,"));
        assert!(row("a.c", "operator=").contains(",operator=,"));
    }
}
