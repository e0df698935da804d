use aho_corasick::AhoCorasick;

use crate::{MacroTable, decode};

/// The names that two tables have different roles for.
pub struct TableChange {
    /// None if there are too many to be searched for.
    names: Option<AhoCorasick>,
    /// Whether one of them can come about by `##`, which joins names with `_`.
    can_be_pasted: bool,
}

impl TableChange {
    /// From one table to another; none if they are the same.
    pub fn between(old: &MacroTable, new: &MacroTable) -> Option<Self> {
        let names = old.changed_names(new);
        (!names.is_empty()).then(|| Self {
            can_be_pasted: names.iter().any(|name| name.contains("__")),
            names: AhoCorasick::new(&names).ok(),
        })
    }

    /// Whether a file may be read in another way for it: if not, no changed name stands in any of its readings.
    pub fn may_touch(&self, bytes: &[u8]) -> bool {
        let Some(names) = &self.names else { return true };
        let source = decode(bytes);
        names.is_match(source.text.as_bytes())
            || names.is_match(bytes)
            || (self.can_be_pasted && memchr::memmem::find(source.text.as_bytes(), b"##").is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MacroScan;

    #[test]
    fn only_files_with_a_changed_name_are_touched() {
        let table = |text: &str| MacroTable::from_scans([MacroScan::of(text)].into_iter());
        let old = table("#define __init\n#define API\n");
        assert!(TableChange::between(&old, &table("#define API\n#define __init\n#define N 1\n")).is_none());
        let change = TableChange::between(&old, &table("#define API\n#define HOT\n")).unwrap();
        assert!(change.may_touch(b"HOT int f(void);"));
        assert!(change.may_touch(b"static int __init f(void);"));
        assert!(!change.may_touch(b"API int f(void);"));
        assert!(change.may_touch(b"#define JOIN(a, b) a ## b"));
        let utf16: Vec<u8> = "int HOT f(void) { return 0; }".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(change.may_touch(&utf16));
    }
}
