use std::io;

use super::member::damage;

/// What a pax extended header says of the member that follows.
#[derive(Default)]
pub(crate) struct Pax {
    pub(crate) path: Option<Vec<u8>>,
    pub(crate) link_path: Option<Vec<u8>>,
    pub(crate) size: Option<u64>,
    pub(crate) sparse: Option<PaxSparse>,
}

/// GNU's sparse files in pax archives, versions 0.0, 0.1 and 1.0.
#[derive(Default)]
pub(crate) struct PaxSparse {
    pub(crate) name: Option<Vec<u8>>,
    /// Size of the file with its holes.
    pub(crate) size: Option<u64>,
    /// Numbers of the map, offset and length in turn; none if the map stands before the content (version 1.0).
    pub(crate) map: Option<Vec<u64>>,
}

impl Pax {
    /// Reads records of the form `LENGTH KEY=VALUE\n`, where the length counts the whole record.
    pub(crate) fn parse(mut rest: &[u8]) -> io::Result<Self> {
        let mut pax = Self::default();
        while !rest.is_empty() && rest.first() != Some(&0) {
            let broken = || damage("an extended header of the tar is malformed");
            let blank = rest.iter().position(|byte| *byte == b' ').ok_or_else(broken)?;
            let length = rest.get(..blank).and_then(number).and_then(|length| usize::try_from(length).ok());
            let length = length.ok_or_else(broken)?;
            let record =
                rest.get(blank + 1..length).and_then(|record| record.strip_suffix(b"\n")).ok_or_else(broken)?;
            let equals = record.iter().position(|byte| *byte == b'=').ok_or_else(broken)?;
            let (key, value) = (record.get(..equals).unwrap_or_default(), record.get(equals + 1..).unwrap_or_default());
            pax.record(key, value).ok_or_else(broken)?;
            rest = rest.get(length..).ok_or_else(broken)?;
        }
        Ok(pax)
    }

    fn record(&mut self, key: &[u8], value: &[u8]) -> Option<()> {
        match key {
            b"path" => self.path = Some(value.to_vec()),
            b"linkpath" => self.link_path = Some(value.to_vec()),
            b"size" => self.size = Some(number(value)?),
            b"GNU.sparse.name" => self.sparse().name = Some(value.to_vec()),
            b"GNU.sparse.size" | b"GNU.sparse.realsize" => self.sparse().size = Some(number(value)?),
            b"GNU.sparse.map" => {
                let numbers = value.split(|byte| *byte == b',').map(number).collect::<Option<_>>()?;
                self.sparse().map = Some(numbers);
            }
            b"GNU.sparse.offset" | b"GNU.sparse.numbytes" => {
                let value = number(value)?;
                self.sparse().map.get_or_insert_default().push(value);
            }
            _ => {}
        }
        Some(())
    }

    fn sparse(&mut self) -> &mut PaxSparse {
        self.sparse.get_or_insert_default()
    }
}

/// A decimal number.
pub(crate) fn number(digits: &[u8]) -> Option<u64> {
    let text = str::from_utf8(digits).ok()?;
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}
