//! Whatever the bytes, reading them ends, stays inside them, and gives the same again.

use banbury_syntax::{
    Grammar, MacroScan, MacroTable, Parser, ReadingKind, ReadingSet, conditions, decode, functions, read,
};
use proptest::collection::vec;
use proptest::prelude::*;

/// Pieces that steer the parsers, the preprocessor and the decoder into their corners.
const PIECES: &[&str] = &[
    "#define ",
    "#if ",
    "#if 0\n",
    "#ifdef A\n",
    "#elif B\n",
    "#else\n",
    "#endif\n",
    "#",
    "##",
    "\\\n",
    "\\\r\n",
    "\n",
    "\r\n",
    " ",
    "\t",
    "//",
    "/*",
    "*/",
    "\"",
    "'",
    "`",
    "R\"(",
    ")\"",
    "\"\"\"",
    "[[",
    "]]",
    "[==[",
    "--",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "<<",
    "<<EOF\n",
    "EOF\n",
    "$(",
    "${",
    "$((",
    "&&",
    "||",
    ";",
    ",",
    "=",
    "f(x)",
    "if ",
    "then ",
    "else ",
    "end ",
    "def f():\n    ",
    "#define EACH(x) for (;x;)\n",
    "#define NONE\n",
    "#ifdef __cplusplus\n",
    "EACH(a) ",
    "NONE ",
    "int ",
    "struct s ",
    "static ",
    "enum {",
    "*",
    ":",
    "?",
    "...",
    "__attribute__((x)) ",
    "asm(\"\" : ",
    "case ",
    "do {",
    "goto *",
    "extern \"C\" {",
    "offsetof(",
    "乗",
    "ä",
    "\u{202e}",
    "<?php ",
    "?>",
    "<script>",
    "</script>",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "- ",
    "? ",
    "|\n  ",
    "&a ",
    "*a",
    "%w(",
    "%q{",
    "<<~EOF\n",
    "do ",
    "#{",
    "=begin\n",
    "=end\n",
    "=pod\n",
    "=cut\n",
    "qw(",
    "s/",
    "y/",
    "/",
    "$",
    "@",
    "%",
    "<",
    ">",
    "define X\n",
    "endef\n",
    "config A\n",
    "\thelp\n\t ",
    "function(",
    "[=[",
    "r#\"",
    "\"#",
    "b'",
    "=>",
    "!",
    "\\",
    ".",
    "class A ",
    "func f() ",
    "fn f() ",
    "/dts-v1/;\n",
    "__END__\n",
    "0x1",
    "1.",
    "|",
];

fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        12 => proptest::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        4 => "[a-zA-Z_0-9]{1,6}".prop_map(String::into_bytes),
        1 => vec(any::<u8>(), 1..4),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn source() -> impl Strategy<Value = Vec<u8>> {
    let utf16 = soup().prop_map(|soup| {
        let units = String::from_utf8_lossy(&soup).encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        [b"\xff\xfe".to_vec(), units].concat()
    });
    prop_oneof![6 => soup(), 2 => vec(any::<u8>(), 0..200), 1 => utf16]
}

/// What can be compared of everything that reading gave.
fn shape(set: &ReadingSet) -> String {
    let readings: Vec<_> = set.readings.iter().map(|reading| (reading.kind, &reading.text, &reading.tree)).collect();
    format!("{readings:?} {:?} {:?}", set.macros, set.unparsed)
}

fn check(grammar: Grammar, bytes: &[u8]) -> Result<(), TestCaseError> {
    let source = decode(bytes);
    let text: &str = &source.text;
    let mut parser = Parser::default();
    let table = MacroTable::from_scans([MacroScan::of(text)].into_iter());
    for condition in conditions(grammar, &source) {
        let places = [condition.range.start, condition.range.end, text.len()];
        prop_assert!(places.is_sorted() && text.get(condition.range).is_some());
    }
    let Ok(set) = read(&mut parser, grammar, &source, &table) else { return Ok(()) };
    for reading in &set.readings {
        if reading.kind != ReadingKind::RawBytes {
            prop_assert_eq!(reading.text.len(), text.len());
        }
        for node in &reading.tree.nodes {
            prop_assert!(node.start <= node.end && node.end as usize <= reading.text.len());
            prop_assert!(node.next as usize <= reading.tree.nodes.len());
            prop_assert!(reading.to_byte(node.start) <= reading.to_byte(node.end));
            prop_assert!(reading.to_byte(node.end) <= bytes.len() as u64);
        }
    }
    for definition in &set.macros {
        let places = [definition.start, definition.body_start, definition.end, text.len()];
        prop_assert!(places.is_sorted() && places.iter().all(|at| text.is_char_boundary(*at)), "{definition:?}");
    }
    prop_assert!(set.macros.is_sorted_by_key(|definition| definition.start));
    prop_assert!(set.unparsed.iter().all(|(start, end)| start < end && *end as usize <= text.len()));
    prop_assert!(set.unparsed.windows(2).all(|pair| pair[0].1 <= pair[1].0));
    for function in functions(grammar, &set.readings) {
        prop_assert!(function.start <= function.end && function.end as usize <= text.len());
    }
    // A parser that has read other things before gives the same.
    let _ = parser.parse(grammar, "int a; (");
    let again = read(&mut parser, grammar, &source, &table);
    prop_assert_eq!(Some(shape(&set)), again.ok().as_ref().map(shape));
    Ok(())
}

#[test]
fn a_bracket_that_closes_nothing_is_borne() {
    for text in ["int x = (a)) { b };\n", "int f(a)) int a; {}\n", "int a = b) { c } d;\nx(y)) z;\n"] {
        let source = decode(text.as_bytes());
        let macros = MacroTable::empty();
        assert!(read(&mut Parser::default(), Grammar::C, &source, &macros).is_ok(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_can_be_read(bytes in source(), grammar in proptest::sample::select(Grammar::ALL)) {
        check(grammar, &bytes)?;
    }
}
