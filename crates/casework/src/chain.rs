use banbury_evidence::{Digest, json};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::LogError;
use crate::ascii::to_ascii_json;

/// What the first line of a log names as the line before it.
const NOTHING_BEFORE: Digest = Digest::from_bytes([0; 32]);

/// A log of JSON lines, each of which names the SHA-256 of the line before it.
pub(crate) struct Chain<T> {
    schema: &'static str,
    bytes: Vec<u8>,
    heads: Vec<Digest>,
    entries: Vec<T>,
}

/// A line as it is written.
#[derive(Serialize)]
struct Line<'a, T> {
    schema: &'a str,
    number: u64,
    previous: Digest,
    #[serde(flatten)]
    entry: &'a T,
}

impl<T: Serialize + DeserializeOwned> Chain<T> {
    /// A log without a line.
    pub(crate) fn empty(schema: &'static str) -> Self {
        Self { schema, bytes: Vec::new(), heads: Vec::new(), entries: Vec::new() }
    }

    /// Reads a log to its end.
    ///
    /// # Errors
    /// Names the first line that is cut off, is no entry, has a field twice or one that is unknown, or does not follow the
    /// line before it.
    pub(crate) fn read(schema: &'static str, bytes: &[u8]) -> Result<Self, LogError> {
        let mut chain = Self::empty(schema);
        for (index, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let number = index as u64 + 1;
            let broken = |why| LogError::Broken { line: number, why };
            let entry = chain.entry(number, line).map_err(broken)?;
            // Whoever looks at a log or checks it with other programs sees what is read here, and nothing besides.
            if chain.line(&entry)? != line {
                return Err(broken(
                    "is not written as such logs are: in printable ASCII, fields in order, no spaces".to_owned(),
                ));
            }
            chain.add(line, entry);
        }
        Ok(chain)
    }

    /// The entry in a line that is to be the next one.
    fn entry(&self, number: u64, line: &[u8]) -> Result<T, String> {
        let Some(line) = line.strip_suffix(b"\n") else {
            return Err("is cut off: it does not end in a line feed".to_owned());
        };
        let no_entry = |reason: &dyn std::fmt::Display| format!("is no entry of {}: {reason}", self.schema);
        let mut fields: Map<String, Value> = json::from_bytes(line).map_err(|error| no_entry(&error))?;
        let mut take = |name| fields.remove(name).ok_or_else(|| no_entry(&format!("`{name}` is missing")));
        let (schema, found, previous) = (take("schema")?, take("number")?, take("previous")?);
        if schema != self.schema {
            return Err(no_entry(&format!("its schema is {schema}")));
        }
        let before = number - 1;
        if found != number {
            return Err(format!("does not follow line {before}: its number is {found}, and {number} is expected"));
        }
        let expected = self.head().unwrap_or(NOTHING_BEFORE);
        if previous != expected.to_string() {
            return Err(match before {
                0 => format!("is not the first of its log: it names {previous} as the line before it"),
                _ => {
                    format!(
                        "does not follow line {before}: it names {previous} as that line's digest, which is {expected}"
                    )
                }
            });
        }
        serde_json::from_value(Value::Object(fields)).map_err(|error| no_entry(&error))
    }

    fn add(&mut self, line: &[u8], entry: T) {
        self.heads.push(Digest::of(line.strip_suffix(b"\n").unwrap_or(line)));
        self.bytes.extend_from_slice(line);
        self.entries.push(entry);
    }

    /// Writes one more line, and gives it.
    pub(crate) fn append(&mut self, entry: T) -> Result<&[u8], LogError> {
        let before = self.bytes.len();
        let line = self.line(&entry)?;
        self.add(&line, entry);
        Ok(self.bytes.get(before..).unwrap_or_default())
    }

    /// The next line, with its line feed, if it is to hold this entry.
    fn line(&self, entry: &T) -> Result<Vec<u8>, LogError> {
        let line = Line {
            schema: self.schema,
            number: self.heads.len() as u64 + 1,
            previous: self.head().unwrap_or(NOTHING_BEFORE),
            entry,
        };
        let mut line = to_ascii_json(&line).map_err(|error| LogError::Refused(error.to_string()))?;
        line.push(b'\n');
        Ok(line)
    }

    /// All lines, each with its line feed.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The digest of the last line without its line feed; none if there is no line.
    pub(crate) fn head(&self) -> Option<Digest> {
        self.heads.last().copied()
    }

    /// The digests of all lines.
    pub(crate) fn heads(&self) -> &[Digest] {
        &self.heads
    }

    /// What stands in the lines.
    pub(crate) fn entries(&self) -> &[T] {
        &self.entries
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Note {
        text: String,
    }

    const SCHEMA: &str = "banbury.test/v1";

    fn chain(texts: &[String]) -> Chain<Note> {
        let mut chain = Chain::empty(SCHEMA);
        for text in texts {
            chain.append(Note { text: text.clone() }).unwrap();
        }
        chain
    }

    fn read(bytes: &[u8]) -> Result<Chain<Note>, String> {
        Chain::read(SCHEMA, bytes).map_err(|error| error.to_string())
    }

    fn three() -> Vec<u8> {
        chain(&["a", "b", "c"].map(str::to_owned)).bytes().to_vec()
    }

    #[track_caller]
    fn assert_refused(bytes: &[u8], why: &str) {
        let error = read(bytes).err().unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(bytes)));
        assert!(error.contains(why), "{error}");
    }

    #[test]
    fn the_form_is_what_the_documents_say() {
        let bytes = chain(&["ü".to_owned(), "b".to_owned()]).bytes().to_vec();
        let first = format!(r#"{{"schema":"{SCHEMA}","number":1,"previous":"{}","text":"\u00fc"}}"#, "0".repeat(64));
        let digest = Digest::of(first.as_bytes());
        let second = format!(r#"{{"schema":"{SCHEMA}","number":2,"previous":"{digest}","text":"b"}}"#);
        assert_eq!(String::from_utf8(bytes).unwrap(), format!("{first}\n{second}\n"));
    }

    #[test]
    fn the_first_broken_line_is_named() {
        let text = String::from_utf8(three()).unwrap();
        assert_refused(text.replace(r#""text":"b""#, r#""text":"B""#).as_bytes(), "line 3 does not follow line 2");
        assert_refused(text.replace(r#""number":2"#, r#""number":3"#).as_bytes(), "line 2 does not follow line 1");
        assert_refused(text.replacen('0', "1", 1).as_bytes(), "line 1 is not the first of its log");
        assert_refused(text.replace(r#""text":"c""#, r#""text":"c","text":"d""#).as_bytes(), "line 3 is no entry");
        assert_refused(text.replace(r#""text":"c""#, r#""text":"c","x":1"#).as_bytes(), "unknown field `x`");
        assert_refused(text.replace(SCHEMA, "banbury.test/v2").as_bytes(), "its schema is \"banbury.test/v2\"");
        assert_refused(text.trim_end().as_bytes(), "line 3 is cut off");
        assert_refused(text.replace(r#""text":"c""#, r#""text": "c""#).as_bytes(), "line 3 is not written as");
        assert_refused(text.replace(r#""text":"c""#, "\"text\":\"\u{9b}\"").as_bytes(), "line 3 is not written as");
        assert_refused(b"\n", "line 1 is no entry");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_and_goes_on(texts in proptest::collection::vec(".{0,20}", 0..6)) {
            let mut written = chain(&texts);
            let mut back = read(written.bytes()).unwrap();
            prop_assert_eq!(back.head(), written.head());
            let note = Note { text: "more".to_owned() };
            prop_assert_eq!(back.append(note.clone()).unwrap(), written.append(note).unwrap());
        }

        // Of a change that leaves a log in order, the head tells.
        #[test]
        fn any_byte_changed_is_found(texts in proptest::collection::vec(".{0,9}", 1..6), at: prop::sample::Index, to: u8) {
            let whole = chain(&texts);
            let mut changed = whole.bytes().to_vec();
            let at = at.index(changed.len());
            prop_assume!(changed[at] != to);
            changed[at] = to;
            let last_line = whole.bytes()[at..whole.bytes().len() - 1].iter().all(|byte| *byte != b'\n');
            if let Ok(read) = read(&changed) {
                prop_assert!(last_line && read.head() != whole.head());
            }
        }

        #[test]
        fn lines_cut_out_swapped_or_put_in_are_found(
            texts in proptest::collection::vec(".{0,9}", 2..7), one: prop::sample::Index, other: prop::sample::Index,
        ) {
            let whole = chain(&texts);
            let lines: Vec<&[u8]> = whole.bytes().split_inclusive(|byte| *byte == b'\n').collect();
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            let mut without = lines.clone();
            without.remove(one);
            prop_assert!(one == lines.len() - 1 || read(&without.concat()).is_err());
            let mut twice = lines.clone();
            twice.insert(other, lines[one]);
            prop_assert!(read(&twice.concat()).is_err());
            let mut swapped = lines.clone();
            swapped.swap(one, other);
            prop_assert!(one == other || read(&swapped.concat()).is_err());
        }
    }
}
