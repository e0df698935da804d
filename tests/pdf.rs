//! report.pdf as a regulator has it, looked at with programs of others. They are a package's: `poppler-utils` and `qpdf`.
#![cfg(feature = "pdf")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{Ended, banbury, copy_tree, run, sample};

/// What a program of others prints of a file; none where the program is not installed.
fn printed(program: &str, arguments: &[&str], pdf: &Path) -> Option<String> {
    let output = Command::new(program).args(arguments).arg(pdf).output().ok()?;
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext").args(["-layout"]).arg(pdf).arg("-").output();
    String::from_utf8(output.expect("pdftotext is installed").stdout).unwrap()
}

/// Runs the sample's case, changed as it is wanted.
fn bundle(folder: &Path, change: impl FnOnce(String) -> String) -> std::path::PathBuf {
    copy_tree(&sample(), folder);
    let case = folder.join("case.toml");
    fs::write(&case, change(fs::read_to_string(&case).unwrap())).unwrap();
    let out = folder.join("out");
    Ended::of(banbury().arg("run").arg(&case).arg("-o").arg(&out)).with(1);
    out
}

#[test]
#[ignore = "needs poppler-utils and qpdf"]
fn the_pdf_has_every_chapter_and_what_it_carries_is_what_the_bundle_holds() {
    let temporary = tempfile::tempdir().unwrap();
    let out = bundle(&temporary.path().join("a"), |case| case);
    let pdf = out.join("report.pdf");
    let text = text_of(&pdf);
    for words in [
        "SAMPLE - NOT FOR ASSURANCE",
        "DRAFT",
        "1 Identification",
        "2 Executive summary",
        "What was not looked at",
        "Build environment",
        "Safe and unsafe functions",
        "Findings: suspicion",
        "Trend against the previous release",
        "Rebuild and equivalence",
        "Requirements",
        "Limitations",
        "Verdict and signatures",
        "Glossary",
        "Custody log",
    ] {
        assert!(text.contains(words), "{words}");
    }
    let pages = text.split('\u{c}').filter(|page| !page.trim().is_empty());
    assert!(pages.clone().count() > 10);
    for page in pages {
        assert!(page.contains("SAMPLE - NOT FOR ASSURANCE") && page.contains("DRAFT"), "marking on each page:\n{page}");
    }
    let info = printed("pdfinfo", &[], &pdf).unwrap();
    assert!(info.contains("Tagged:          yes") && info.contains("JavaScript:      no"), "{info}");
    assert!(info.contains("A4"), "{info}");
    printed("qpdf", &["--check"], &pdf).unwrap();
    let bytes = fs::read(&pdf).unwrap();
    for claim in ["pdfaid:part>3<", "pdfaid:conformance>A<", "pdfuaid:part>1<"] {
        assert!(bytes.windows(claim.len()).any(|at| at == claim.as_bytes()), "{claim}");
    }

    let carried = temporary.path().join("carried");
    fs::create_dir(&carried).unwrap();
    let detach = Command::new("pdfdetach").args(["-saveall", "-o"]).arg(&carried).arg(&pdf).output().unwrap();
    assert!(detach.status.success());
    for name in ["findings.sarif", "coverage.json", "rebuild.json"] {
        assert_eq!(fs::read(carried.join(name)).unwrap(), fs::read(out.join(name)).unwrap(), "{name}");
    }
}

#[test]
fn two_runs_give_the_same_pdf_and_rendering_again_changes_no_byte() {
    let temporary = tempfile::tempdir().unwrap();
    let [one, other] = ["a", "else where"].map(|name| bundle(&temporary.path().join(name), |case| case));
    let pdf = fs::read(one.join("report.pdf")).unwrap();
    assert_eq!(pdf, fs::read(other.join("report.pdf")).unwrap());
    run([Path::new("report"), &one]).with(0);
    assert_eq!(pdf, fs::read(one.join("report.pdf")).unwrap());
}

#[test]
#[ignore = "needs poppler-utils"]
fn a_final_report_in_german_is_no_draft() {
    let temporary = tempfile::tempdir().unwrap();
    let out = bundle(temporary.path(), |case| {
        case.replace("language = \"en\"", "language = \"de\"")
            .replace("[case]", "[case]\nfinal = true\ndate = \"2026-11-30\"")
            .replace("assurance = \"\"", "assurance = \"Nur begrenztes Vertrauen.\"")
            .replace("scope = \"\"", "scope = \"Der Verwaltungsdienst.\"")
            .replace("conclusions = \"\"", "conclusions = \"Zwei Fragen an den Hersteller.\"")
    });
    let text = text_of(&out.join("report.pdf"));
    for words in
        ["Zusammenfassung", "Nur begrenztes Vertrauen.", "Was nicht angesehen wurde", "Nachbau und Gleichwertigkeit"]
    {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(!text.contains("ENTWURF") && !text.contains("DRAFT"));
    let info = printed("pdfinfo", &[], &out.join("report.pdf")).unwrap();
    assert!(info.contains("2026"), "{info}");
}

#[test]
#[ignore = "needs poppler-utils"]
fn what_is_hostile_is_text_and_what_has_no_glyph_is_marked() {
    let temporary = tempfile::tempdir().unwrap();
    let drop = temporary.path().join("drop");
    fs::create_dir(&drop).unwrap();
    let names = ["#panic().c", "$x$ <label> @ref *b*.c", "= heading.c", "漢字.c", "\u{202e}c.evil.c"];
    for name in names {
        let source = "int f(char *s) { /* #read(\"/etc/passwd\") $ */ return system(s); }\n";
        fs::write(drop.join(name), source).unwrap();
    }
    let out = temporary.path().join("out");
    Ended::of(banbury().arg("inspect").arg(&drop).arg("-o").arg(&out)).with(0);
    let text = text_of(&out.join("report.pdf")).replace(['\n', ' '], "");
    for words in ["#panic().c", "$x$<label>@ref*b*.c", "=heading.c", "⟨U+6F22⟩⟨U+5B57⟩.c", "⟨U+202E⟩c.evil.c"]
    {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("root:"));
}
