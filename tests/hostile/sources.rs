//! Source files that break parsers.

/// The name of each file, its content, and the statuses of coverage.json that tell the truth about it.
pub struct Source {
    pub name: &'static str,
    pub bytes: Vec<u8>,
    pub statuses: &'static [&'static str],
}

/// Read to the end, maybe with stretches that no reading could place.
const READ: &[&str] = &["parsed", "partial"];
/// Either, as grammars and limits have it; what counts is that the run goes on.
const ANY: &[&str] = &["parsed", "partial", "crashed", "timed-out"];

/// Hostile text in a literal and in a name: terminal escapes, HTML, and an override.
const ACTING: &str = "int main(void) { gets(\"\x1b]0;owned\x07<script>alert(1)</script>\u{202e}\"); }\n";

pub fn sources() -> Vec<Source> {
    let source = |name, text: String, statuses| Source { name, bytes: text.into_bytes(), statuses };
    let chain: String = (0..20_000).map(|step| format!("#define f{step}_s(x, n) f{}_s(x, n)\n", step + 1)).collect();
    let doubling: String =
        (0..40).map(|step| format!("#define d{step}_s(x, n) d{0}_s(x, n) d{0}_s(x, n)\n", step + 1)).collect();
    let odd: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16("int main(void) { gets(x); }\n")).chain([b'x']).collect();
    let mut all = vec![
        // Crashes the grammar, unless the character is kept from it.
        source("five-bytes.sh", "{\u{f0000}".to_owned(), READ),
        source("acting.c", ACTING.to_owned(), READ),
        source("open.c", "(".repeat(300_000), ANY),
        source("open.py", "(".repeat(300_000), ANY),
        source("open.lua", "(".repeat(300_000), ANY),
        source("open.sh", "(".repeat(300_000), ANY),
        source("closed.c", format!("int x = {}1{};\n", "(".repeat(300_000), ")".repeat(300_000)), READ),
        source("blocks.c", format!("int f(void) {{{}{}}}\n", "{".repeat(100_000), "}".repeat(100_000)), READ),
        source("else-if.c", format!("int f(void) {{ {} c(); }}\n", "if (a == 1) { b(); } else ".repeat(20_000)), ANY),
        source("dots.c", format!("int f(void) {{ x = a{}; }}\n", ".b".repeat(200_000)), READ),
        source("dots.py", format!("x = a{}\n", ".b".repeat(200_000)), READ),
        source("list.c", format!("int x[] = {{{}}};\n", "{ 1, \"a\", f },\n".repeat(4_000)), READ),
        source("ifs.c", format!("}}\n{}", "#if A\n".repeat(100_000)), READ),
        source("ifs-with-else.c", format!("}}\n{}{}", "#if A\n".repeat(40_000), "#else\n#endif\n".repeat(40_000)), ANY),
        source("macro.c", format!("#define A(x) {}\n", "f(x);".repeat(200_000)), READ),
        source("continued.c", "#define A(x) f(x) \\\n".repeat(50_000), READ),
        source("commented.c", format!("#define A {}\n", "/*\n*/".repeat(150_000)), READ),
        source("chain.h", chain, READ),
        source("doubling.h", doubling, READ),
        source("define-without-end.c", "#define A(x, \\\n".to_owned(), READ),
        source("many-calls.c", format!("void f(char *x) {{ {} }}\n", "gets(x); ".repeat(5_000)), READ),
        Source { name: "odd-length.c", bytes: odd, statuses: READ },
        Source { name: "nuls.c", bytes: vec![0; 100_000], statuses: &["binary"] },
        source("empty.c", String::new(), READ),
    ];
    for name in ["long-line.c", "long-line.py"] {
        let bytes = b"system(x); ".repeat((50 << 20) / 11);
        all.push(Source { name, bytes, statuses: &["lexical"] });
    }
    all
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
