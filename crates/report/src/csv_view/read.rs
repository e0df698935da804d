use banbury_evidence::wire::ExactFunctionV1;
use banbury_evidence::{DropPath, FunctionRecord, Means};
use csv::StringRecord;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

use super::functions::HEADER;
use super::inert;

/// The functions of which functions.csv does not show file and name as they are.
pub(crate) fn not_as_shown(functions: &[FunctionRecord]) -> Vec<ExactFunctionV1> {
    let is_shown = |text: &str| inert(text) == text;
    let other = functions.iter().enumerate().filter(|(_, it)| !is_shown(it.file.as_str()) || !is_shown(&it.name));
    other
        .map(|(index, it)| ExactFunctionV1 { index, file: it.file.as_str().to_owned(), name: it.name.clone() })
        .collect()
}

/// The functions of a functions.csv, with `exact` in place of what it does not show as it is.
///
/// # Errors
/// In words, with the line, if it is not a table as this crate writes it.
pub(crate) fn read_functions(table: &[u8], exact: Vec<ExactFunctionV1>) -> Result<Vec<FunctionRecord>, String> {
    let mut reader = csv::Reader::from_reader(table);
    if reader.headers().map_err(|error| error.to_string())? != HEADER.as_slice() {
        return Err(format!("its heading is not `{}`", HEADER.join(",")));
    }
    let mut functions = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        let line = row.position().map_or(0, csv::Position::line);
        functions.push(function(&row).ok_or_else(|| format!("line {line} is not that of a function"))?);
    }
    for ExactFunctionV1 { index, file, name } in exact {
        let Some(function) = functions.get_mut(index) else {
            return Err(format!("it has no function number {index}, of which inspection.json tells"));
        };
        function.file = DropPath::from_escaped(file);
        function.name = name;
    }
    Ok(functions)
}

fn function(row: &StringRecord) -> Option<FunctionRecord> {
    let number = |column| row.get(column)?.parse().ok();
    let means = row.get(6)?.split(' ').filter(|word| !word.is_empty()).map(word::<Means>);
    Some(FunctionRecord {
        file: DropPath::from_escaped(row.get(0)?),
        line: number(1)?,
        name: row.get(2)?.to_owned(),
        lines: number(3)?,
        complexity: number(4)?,
        nesting: number(7)?,
        parameters: number(8)?,
        parse: word(row.get(5)?)?,
        means: means.collect::<Option<_>>()?,
    })
}

/// One of the words that an enum has in all wire forms.
fn word<'a, T: Deserialize<'a>>(text: &'a str) -> Option<T> {
    T::deserialize(IntoDeserializer::<Error>::into_deserializer(text)).ok()
}
