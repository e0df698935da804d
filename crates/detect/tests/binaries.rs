//! ELF files of a drop: what is told of them, and that no bytes make it fail.

use banbury_detect::{Analyser, ApiFamilies, FileAnalysis, FileRequest, Ruleset, SurfaceKind};
use banbury_evidence::Status;
use banbury_syntax::MacroTable;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// An ELF file made by hand: one segment with everything, and a dynamic section.
#[derive(Clone)]
struct Made {
    is_64: bool,
    is_big: bool,
    kind: u16,
    flags_of_code: u32,
    flags_of_stack: Option<u32>,
    has_relro: bool,
    flags: u64,
    search_path: &'static str,
    imports: Vec<&'static str>,
    data: Vec<u8>,
}

impl Made {
    /// A library with every mitigation.
    fn new() -> Self {
        Self {
            is_64: true,
            is_big: false,
            kind: 3,
            flags_of_code: 5,
            flags_of_stack: Some(6),
            has_relro: true,
            flags: 8,
            search_path: "/usr/lib/x",
            imports: vec!["__stack_chk_fail", "__strcpy_chk", "snprintf"],
            data: Vec::new(),
        }
    }

    fn number(&self, value: u64, bytes: usize) -> Vec<u8> {
        let little = &value.to_le_bytes()[..bytes];
        if self.is_big { little.iter().rev().copied().collect() } else { little.to_vec() }
    }

    fn word(&self, value: u64) -> Vec<u8> {
        self.number(value, if self.is_64 { 8 } else { 4 })
    }

    fn segment(&self, kind: u64, flags: u32, start: usize, length: usize) -> Vec<u8> {
        let (start, length) = (start as u64, length as u64);
        let mut bytes = self.number(kind, 4);
        if self.is_64 {
            bytes.extend(self.number(flags.into(), 4));
        }
        for value in [start, start, start, length, length] {
            bytes.extend(self.word(value));
        }
        if !self.is_64 {
            bytes.extend(self.number(flags.into(), 4));
        }
        bytes.extend(self.word(1));
        bytes
    }

    fn symbol(&self, name: u64) -> Vec<u8> {
        let rest = if self.is_64 { 20 } else { 12 };
        [self.number(name, 4), vec![0; rest]].concat()
    }

    fn bytes(&self) -> Vec<u8> {
        let (header, entry) = if self.is_64 { (64, 56) } else { (52, 32) };
        let count = 2 + usize::from(self.flags_of_stack.is_some()) + usize::from(self.has_relro);
        let mut strings = vec![0];
        let mut symbols = self.symbol(0);
        for name in &self.imports {
            symbols.extend(self.symbol(strings.len() as u64));
            strings.extend([name.as_bytes(), b"\0"].concat());
        }
        let search_path = strings.len();
        strings.extend([self.search_path.as_bytes(), b"\0"].concat());
        let symbols_at = header + count * entry;
        let strings_at = symbols_at + symbols.len();
        let dynamic_at = strings_at + strings.len();
        let mut dynamic = Vec::new();
        // DT_STRTAB, DT_SYMTAB, DT_STRSZ, DT_JMPREL, DT_RUNPATH; behind them DT_FLAGS and the end.
        for (tag, value) in [(5, strings_at), (6, symbols_at), (10, strings.len()), (23, 1), (29, search_path)] {
            dynamic.extend([self.word(tag), self.word(value as u64)].concat());
        }
        dynamic.extend([self.word(30), self.word(self.flags), self.word(0), self.word(0)].concat());
        let end = dynamic_at + dynamic.len() + self.data.len();
        let class = if self.is_64 { 2 } else { 1 };
        let order = if self.is_big { 2 } else { 1 };
        let mut bytes = vec![0x7f, b'E', b'L', b'F', class, order, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        for (value, length) in [(u64::from(self.kind), 2), (8, 2), (1, 4)] {
            bytes.extend(self.number(value, length));
        }
        bytes.extend([self.word(0), self.word(header as u64), self.word(0)].concat());
        for (value, length) in
            [(0, 4), (header as u64, 2), (entry as u64, 2), (count as u64, 2), (0, 2), (0, 2), (0, 2)]
        {
            bytes.extend(self.number(value, length));
        }
        bytes.extend(self.segment(1, self.flags_of_code, 0, end));
        bytes.extend(self.segment(2, 6, dynamic_at, dynamic.len()));
        bytes.extend(self.flags_of_stack.map(|flags| self.segment(0x6474_e551, flags, 0, 0)).into_iter().flatten());
        bytes.extend(self.has_relro.then(|| self.segment(0x6474_e552, 4, 0, 0)).into_iter().flatten());
        [bytes, symbols, strings, dynamic, self.data.clone()].concat()
    }
}

fn analyse(bytes: &[u8]) -> FileAnalysis {
    let ruleset = Ruleset::load(&[]).unwrap();
    let families = "[[family]]\nname = \"strcpy\"\nsafe = [\"strlcpy\"]\nunsafe = [\"strcpy\"]\n";
    let families = ApiFamilies::parse(families).unwrap();
    let mut analyser = Analyser::new(&ruleset, families, MacroTable::empty());
    analyser.analyse(&FileRequest { language: None, lexical: false, left_out: &[], bytes })
}

/// Rules with what is shown in place of source.
fn shown(bytes: &[u8]) -> Vec<(String, String)> {
    let hits = analyse(bytes).hits.into_value().into_iter();
    hits.map(|hit| (hit.rule.0, hit.snippet.lines.concat())).collect()
}

#[test]
fn a_library_with_every_mitigation_is_left_alone_in_all_classes_and_byte_orders() {
    for (is_64, is_big) in [(true, false), (true, true), (false, false), (false, true)] {
        let bytes = Made { is_64, is_big, ..Made::new() }.bytes();
        assert_eq!(shown(&bytes), [], "64 {is_64}, big {is_big}");
        let analysis = analyse(&bytes);
        let text = analysis.reason.unwrap().text;
        assert_eq!(analysis.status, Status::Binary);
        let expected = format!("an ELF library, {}-bit", if is_64 { 64 } else { 32 });
        assert!(text.starts_with(&expected) && text.contains("MIPS"), "{text}");
    }
}

#[test]
fn what_is_missing_is_told_in_one_finding_in_all_classes_and_byte_orders() {
    for (is_64, is_big) in [(true, false), (true, true), (false, false), (false, true)] {
        let weak = Made {
            is_64,
            is_big,
            kind: 2,
            flags_of_code: 7,
            flags_of_stack: Some(7),
            has_relro: false,
            flags: 4,
            search_path: "/usr/lib:/tmp/lib:$ORIGIN/..:",
            imports: vec!["strcpy"],
            ..Made::new()
        };
        let found = shown(&weak.bytes());
        let rules: Vec<&str> = found.iter().map(|(rule, _)| rule.as_str()).collect();
        let expected = [
            "binary-memory-writable-and-executable",
            "binary-mitigations-missing",
            "binary-imports-unsafe-functions",
            "binary-search-path-unsafe",
        ];
        assert_eq!(rules, expected);
        assert!(found[0].1.contains("an executable stack"), "{}", found[0].1);
        assert!(found[0].1.contains("writable and executable") && found[0].1.contains("text relocations"));
        assert_eq!(
            found[1].1,
            "built without PIE, RELRO, stack protector, FORTIFY (1 functions that have a checked form)"
        );
        assert_eq!(found[2].1, "imports strcpy");
        for part in ["`/tmp/lib` (any", "`$ORIGIN/..` (above", "`` (empty"] {
            assert!(found[3].1.contains(part) && !found[3].1.contains("`/usr/lib`"), "{}", found[3].1);
        }
    }
}

#[test]
fn relro_without_binding_at_once_is_partial_and_a_stack_may_go_unsaid() {
    let late = Made { flags: 0, flags_of_stack: None, ..Made::new() };
    let expected = "built without full RELRO (it is partial), a word on its stack (PT_GNU_STACK)";
    assert_eq!(shown(&late.bytes()), [("binary-mitigations-missing".to_owned(), expected.to_owned())]);
}

#[test]
fn object_files_are_asked_for_no_mitigations() {
    let object = Made { kind: 1, has_relro: false, flags_of_stack: None, imports: Vec::new(), ..Made::new() };
    assert_eq!(shown(&object.bytes()), []);
    assert!(analyse(&object.bytes()).reason.unwrap().text.contains("not linked"));
}

#[test]
fn secrets_are_masked_and_hosts_and_accounts_are_facts() {
    let data = b"\0ftp://up:gr4nite@files.vendor.com/x\0https://collect.vendor.com/v1\0svc:x:0:0::/:/bin/sh\0".to_vec();
    let analysis = analyse(&Made { data, ..Made::new() }.bytes());
    let hits = analysis.hits.get();
    let [hit] = hits.as_slice() else { panic!("{hits:?}") };
    assert_eq!(hit.rule.0, "binary-holds-credential");
    assert!(!format!("{hit:?}").contains("gr4nite"), "{hit:?}");
    let facts: Vec<_> = analysis.surface.iter().map(|fact| (fact.kind, fact.name.as_str())).collect();
    let expected = [
        (SurfaceKind::Host, "files.vendor.com"),
        (SurfaceKind::Host, "collect.vendor.com"),
        (SurfaceKind::Account, "svc"),
    ];
    assert_eq!(facts, expected);
}

#[test]
fn a_file_that_is_cut_off_is_told() {
    let bytes = Made::new().bytes();
    for length in [5, 20, 63, 70, 200, bytes.len() - 1] {
        let reason = analyse(&bytes[..length]).reason.unwrap();
        assert!(reason.uninspected, "{length}: {}", reason.text);
    }
    assert!(!analyse(&bytes).reason.unwrap().uninspected);
}

proptest! {
    /// Headers with any numbers in them are read to an end, the same each time, and places stay in the file.
    #[test]
    fn no_bytes_make_it_fail(
        is_64: bool,
        is_big: bool,
        changes in vec((any::<Index>(), any::<u8>()), 0..24),
        length in any::<Index>(),
        is_cut: bool,
    ) {
        let mut bytes = Made { is_64, is_big, data: b"\0https://vendor.com\0".to_vec(), ..Made::new() }.bytes();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if is_cut {
            bytes.truncate(length.index(bytes.len()));
        }
        let analysis = analyse(&bytes);
        for hit in analysis.hits.get().iter() {
            prop_assert!(hit.span.start <= hit.span.end && hit.span.end <= bytes.len() as u64, "{hit:?}");
        }
        prop_assert_eq!(shown(&bytes), shown(&bytes));
    }
}
