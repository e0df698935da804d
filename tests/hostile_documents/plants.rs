//! What a hostile vendor writes wherever he can, and the drop and the case file that have it everywhere.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// Markup, script and remote loads; Typst; what acts on a terminal, a line or the eye; the end of an attribute, a string, a
/// script.
pub const PLANT: &str = "<b id=planted></b><script>document.title='planted'</script><img src=http://planted.example/x onerror=\"document.title='planted'\">\" onmouseover='x' style=background:url(http://planted.example/y) </script><!-- ]]> #panic() #read(\"/etc/passwd\") $x$ *b* _i_ @ref <label> `raw` \\ // [a](http://planted.example) {0} \u{1b}[31m\u{1b}]0;planted\u{7}\u{9b}2J\u{202e}gpj\u{2066}\u{200b}\u{feff}\u{e0041}\tx\r";

/// Characters of it that stand raw in no document.
pub const NEVER_RAW: [char; 10] =
    ['\0', '\u{1b}', '\u{7}', '\u{9b}', '\r', '\u{202e}', '\u{2066}', '\u{200b}', '\u{e0041}', '\u{feff}'];

/// What a spreadsheet takes for the beginning of a formula.
pub const FORMULAS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Names of files, each a C file with a finding.
const NAMES: [&[u8]; 14] = [
    b"<b id=planted>x<script>document.title='planted'<img src=x onerror=document.title='planted'>.c",
    b"\" onmouseover='x' id=planted x=\".c",
    b"#panic() #read(\"x\") $x$ *b* @ref <label> `raw`.c",
    b"[a](http:planted.example) {0}.c",
    b"=HYPERLINK(\"http:planted\").c",
    b"+1+1.c",
    b"-2+3.c",
    b"@SUM(1).c",
    b"\ttab.c",
    b"\rreturn.c",
    b"two\nlines.c",
    b"\x1b[31mred\x1b]0;planted\x07.c",
    b"gr\xfc\xdfe \xff\xfe.c",
    "gpj.\u{202e}\u{2066}\u{200b}\u{feff}\u{e0041}\u{9b}.c".as_bytes(),
];

/// Bytes of a line that no document may show in full.
const LONG: usize = 10_000_000;

/// Fills an empty folder.
pub fn make_drop(drop: &Path) {
    for (at, name) in NAMES.iter().enumerate() {
        let source = format!("void f{at}(char *x) {{ gets(x); /* {PLANT} */ }} // NOLINT({PLANT})\n");
        fs::write(drop.join(OsStr::from_bytes(name)), source).unwrap();
    }
    let undecodable = [b"void g(char *x) { gets(x); /* \0 \xff\xfe ", PLANT.as_bytes(), b" */ }\n"].concat();
    fs::write(drop.join("bytes.c"), undecodable).unwrap();
    let long = format!("void h(char *x) {{ /* {} {PLANT} */ gets(x); }}\n", "A".repeat(LONG));
    fs::write(drop.join("long.c"), long).unwrap();
    fs::write(drop.join("start.sh"), format!("#!/bin/sh\ntelnetd -l /bin/sh -p 2323 & # {PLANT}\n")).unwrap();
    fs::write(drop.join("printed"), format!("{PLANT}\n\0{}\n{PLANT}\n", "B".repeat(LONG))).unwrap();
    fs::write(drop.join("shipped.txt"), format!("shipped {PLANT}\n")).unwrap();
    fs::write(drop.join("built.txt"), format!("built {PLANT}\n")).unwrap();
}

/// A case whose words are all planted, and whose build prints the plant and builds what differs.
pub fn case() -> String {
    let words = |text: &str| serde_json::to_string(&format!("{text} {PLANT}")).unwrap();
    // The words of one field open as a formula does.
    let formula = serde_json::to_string(&format!("={PLANT}")).unwrap();
    format!(
        "schema = \"banbury.case/v1\"\ndrop = \"drop\"\n\n[case]\nid = {formula}\nproduct = {product}\nvendor = {vendor}\nrelease = {release}\nevaluator = {evaluator}\nmarking = {marking}\n\n[words]\nassurance = {assurance}\nscope = {scope}\nconclusions = {conclusions}\n\n[rebuild]\nsteps = [\"cat printed; cat printed >&2; cp built.txt out.txt\"]\n\n[[rebuild.artefact]]\nshipped = \"shipped.txt\"\nbuilt = \"out.txt\"\n",
        product = words("Product"),
        vendor = words("Vendor"),
        release = words("1.0"),
        evaluator = words("Evaluator"),
        marking = words("MARKING"),
        assurance = words("Assurance"),
        scope = words("Scope"),
        conclusions = words("Conclusions"),
    )
}
