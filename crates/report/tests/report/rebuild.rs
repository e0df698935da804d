//! What the views say of shipped against rebuilt.

use banbury_evidence::{BuildFiles, Comparison, Difference, Inspection, Verdict};
use banbury_report::comparison_text;

use crate::demo;
use crate::render;

/// The chapter of report.html.
fn chapter(inspection: &Inspection) -> String {
    chapter_called("rebuild", inspection)
}

fn environment(inspection: &Inspection) -> String {
    chapter_called("environment", inspection)
}

fn chapter_called(anchor: &str, inspection: &Inspection) -> String {
    let page = String::from_utf8(render(inspection).unwrap().remove("report.html").unwrap()).unwrap();
    let (_, chapter) = page.split_once(&format!("aria-labelledby=\"{anchor}\"")).unwrap();
    chapter.split_once("</section>").unwrap().0.to_owned()
}

fn with(change: impl FnOnce(&mut Comparison)) -> Inspection {
    let mut inspection = demo::honest();
    change(inspection.comparison.as_mut().unwrap());
    inspection
}

fn all_in_order(text: &str, words: &[&str]) {
    let mut rest = text;
    for word in words {
        let (_, after) = rest.split_once(word).unwrap_or_else(|| panic!("{word} is not in order in:\n{text}"));
        rest = after;
    }
}

#[test]
fn one_sentence_tells_the_outcome_in_the_summary_and_above_the_scoreboard() {
    let sentence = "3 of 4 shipped artefacts are the same as what this source builds \
        (1 of them but for ranges set aside); 1 differs, and the cause is not confirmed.";
    let page = String::from_utf8(render(&demo::honest()).unwrap().remove("report.html").unwrap()).unwrap();
    assert_eq!(page.matches(sentence).count(), 2);
    all_in_order(&chapter(&demo::honest()), &[sentence, "Scoreboard", "identical", "2 of 4", "differs-unexplained"]);
}

#[test]
fn a_build_without_a_sandbox_is_told_in_red_before_all_verdicts() {
    let words = "The build ran without a sandbox.";
    let unconfined = with(|comparison| comparison.unconfined = true);
    let page = String::from_utf8(render(&unconfined).unwrap().remove("report.html").unwrap()).unwrap();
    assert_eq!(page.matches(words).count(), 3, "in the summary and in both chapters");
    assert_eq!(page.matches("class=\"alarm\"").count(), 3);
    all_in_order(&chapter(&unconfined), &[words, "Scoreboard"]);
    assert!(!chapter(&demo::honest()).contains(words));
    assert!(comparison_text(unconfined.comparison.as_ref().unwrap()).starts_with("THE BUILD RAN WITHOUT A SANDBOX"));
}

#[test]
fn a_signature_is_told_with_its_key() {
    let key = "0f".repeat(32);
    let words =
        ["declared signature, holds: ", "it holds over 8192 bytes", "RSA 2048, PKCS #1 v1.5, SHA-256", key.as_str()];
    all_in_order(&chapter(&demo::honest()), &words);
    let text = comparison_text(demo::honest().comparison.as_ref().unwrap());
    all_in_order(
        &text,
        &["declared signature (RSA 2048, PKCS #1 v1.5, SHA-256) holds under the key", &key, "8192 bytes"],
    );

    let refused = with(|comparison| {
        let mut check = comparison.artefacts.iter().find_map(|artefact| artefact.signature.clone()).unwrap();
        check.holds = false;
        let artefact = &mut comparison.artefacts[0];
        artefact.verdict = Verdict::DiffersUnexplained;
        artefact.differs = vec![Difference { place: "signature".to_owned(), ..Difference::default() }];
        artefact.signature = Some(check);
    });
    let sentence = "What this source builds, but the vendor&#39;s signature does not hold under the key of the case.";
    let page = chapter(&refused);
    assert!(page.contains(sentence) || page.contains(&sentence.replace("&#39;", "'")), "{page}");
    assert!(page.contains("declared signature, does not hold: "));
    assert!(comparison_text(refused.comparison.as_ref().unwrap()).contains(" DOES NOT HOLD under the key "));
}

#[test]
fn further_places_of_one_difference_are_named() {
    all_in_order(&chapter(&demo::honest()), &["1 further place where the very same differs", "member etc/also.conf"]);
    assert!(comparison_text(demo::honest().comparison.as_ref().unwrap()).contains("; in 1 further place too"));
}

#[test]
fn the_sentence_leaves_no_verdict_out() {
    let one_of_each = with(|comparison| {
        let artefact = comparison.artefacts[0].clone();
        comparison.artefacts =
            Verdict::ALL.map(|verdict| banbury_evidence::Artefact { verdict, ..artefact.clone() }).into();
    });
    assert!(chapter(&one_of_each).contains(
        "2 of 7 shipped artefacts are the same as what this source builds (1 of them but for ranges set aside); \
         1 differs, for a cause that a further rebuild confirmed; 1 differs, and the cause is not confirmed; \
         1 was not built; 1 could not be compared to the end; 1 has nothing rebuilt to stand beside it; \
         1 further artefact was built but not shipped."
    ));
}

#[test]
fn tools_are_told_before_the_artefacts_and_those_as_declared_are_folded() {
    all_in_order(
        &environment(&demo::honest()),
        &[
            "2 of 3 tools",
            "gcc-13",
            "13.2.0-23",
            "13.3.0-6",
            "its version string will differ",
            "lzma",
            "not installed",
            "<details><summary>The same version (1)",
            "binutils",
        ],
    );
}

#[test]
fn an_artefact_is_one_line_and_its_details_are_folded() {
    let chapter = chapter(&demo::honest());
    all_in_order(
        &chapter,
        &[
            "rootfs/etc/banner</code> Byte for byte what this source builds.</p></li>",
            "rootfs/lib/libframe.so</code> What this source builds, but for 1 range that is set aside under a named rule.",
            "<details><summary>1 range set aside",
            "elf-build-id",
            "the artefact itself",
            "0x2c4",
            "20",
            "rootfs/usr/sbin/mgmtd",
            "the cause is confirmed for a part only: build-path. Suspected: timestamp.",
            "<details><summary>3 differences, 2 causes, 1 range set aside",
            "build-path</strong>, confirmed: built with the folder <code>/home/build</code>",
            "timestamp</strong>, not confirmed: ",
            "section .note.gnu.build-id",
            "function session_dispatch",
            "Put down to <strong>timestamp</strong>, not confirmed.",
            "What follows from other differences",
            "<details><summary>1 difference",
            "section .eh_frame",
            "u-boot.bin",
        ],
    );
}

#[test]
fn two_sides_stand_beside_each_other_with_the_lines_that_differ_marked() {
    all_in_order(
        &chapter(&demo::honest()),
        &[
            "<figcaption>Shipped</figcaption>",
            "<span>    push rbp</span>\n<mark>  * mov esi, 0x7e6</mark>\n<span>    ret</span>",
            "<figcaption>Rebuilt</figcaption>",
            "<mark>  * mov esi, 0x7ea</mark>\n<mark>  * call check</mark>",
        ],
    );
    let one_sided = with(|comparison| comparison.artefacts[2].differs[1].shipped.clear());
    all_in_order(
        &chapter(&one_sided),
        &["<figcaption>Shipped</figcaption><p class=\"absent\">nothing</p>", "call check"],
    );
}

#[test]
fn determinism_is_told_as_another_question() {
    let told = chapter(&demo::honest());
    all_in_order(
        &told,
        &[
            "another question than equivalence",
            "deterministic</span>",
            "not-judged</span>",
            "varies</span>",
            "<details><summary><code>rootfs/usr/sbin/mgmtd</code>: 1 difference between the two builds",
            "First build",
            "Second build",
        ],
    );
    let untested = with(|comparison| comparison.determinism.clear());
    assert!(chapter(&untested).contains("It was not tested here."));
}

#[test]
fn files_of_the_build_are_counted_and_listed() {
    let told = environment(&demo::honest());
    all_in_order(
        &told,
        &[
            "The build",
            "Step 1: exit code 0",
            "<summary>2 files of the drop were never read</summary>",
            "src/net/old.c",
            "<summary>1 file outside of the drop was opened</summary>",
            "/usr/include/stdio.h",
            "<summary>2 files below the source were made or changed</summary>",
            "session.o",
        ],
    );
    let many = with(|comparison| {
        comparison.files.unread = Some((0..1_234).map(|number| format!("file{number}.c")).collect());
        comparison.files.outside = None;
    });
    let told = environment(&many);
    all_in_order(&told, &["1,234 files of the drop", "file199.c", "Shown here: 200 of 1,234.", "It was not watched"]);
    assert!(!told.contains("file200.c"));
    // No build is no build that read everything.
    let none = with(|comparison| comparison.files = BuildFiles::default());
    assert!(environment(&none).contains("What a build read and wrote is not on record."));
}

#[test]
fn a_flood_of_differences_is_cut_in_words() {
    let flooded = with(|comparison| {
        let mut artefact = comparison.artefacts[2].clone();
        artefact.differs = vec![Difference { shipped: "x\n".repeat(300), ..artefact.differs[1].clone() }; 7];
        artefact.masked = vec![artefact.masked[0].clone(); 8];
        comparison.artefacts = vec![artefact; 2_100];
    });
    let chapter = chapter(&flooded);
    assert!(chapter.len() < 20_000_000, "{} bytes", chapter.len());
    all_in_order(
        &chapter,
        &[
            "Shown here: 2,000 of 2,100.",
            "Shown here: 5 of 8.",
            "What stands there is long: see <code>rebuild.json</code>",
            "Shown here: 5 of 7.",
        ],
    );
}

#[test]
fn the_terminal_tells_determinism_and_tools_after_the_score() {
    let score = "4 artefacts: 2 identical, 1 equivalent, 1 differs-unexplained\n";
    let text = comparison_text(&demo::honest().comparison.unwrap());
    assert!(
        text.ends_with(&format!(
            "{score}determinism: 1 deterministic, 1 vary, 1 not judged\n\
             toolchain: 2 of 3 tools differ from what was declared: gcc-13, lzma\n"
        )),
        "{text}"
    );
    let many = with(|comparison| {
        let tool = comparison.toolchain[1].clone();
        comparison.toolchain =
            (0..9).map(|number| banbury_evidence::Tool { name: format!("t{number}"), ..tool.clone() }).collect();
    });
    let text = comparison_text(&many.comparison.unwrap());
    assert!(text.ends_with("9 of 9 tools differ from what was declared: t0, t1, t2, t3, t4, and 4 more\n"), "{text}");
    let plain = with(|comparison| (comparison.toolchain, comparison.determinism) = Default::default());
    let text = comparison_text(&plain.comparison.unwrap());
    assert!(text.ends_with(score), "{text}");
}
