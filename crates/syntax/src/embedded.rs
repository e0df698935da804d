//! Code of another language inside a file: scripts in pages, and pages that are programs.

use std::borrow::Cow;
use std::ops::Range;

use banbury_evidence::Language;

use crate::{Grammar, MacroTable, ParseFailure, Parser, ReadingKind, ReadingSet, SourceText, read_language};

/// The languages of which a file of this one may hold code.
pub fn embedded_languages(language: Language) -> &'static [Language] {
    match language {
        Language::Html | Language::Php => &[Language::Javascript],
        _ => &[],
    }
}

/// Reads the scripts in a page, all as one program, with offsets into the page. None if there are none.
///
/// # Errors
/// If they cannot be parsed within the work limit.
pub fn read_embedded(
    parser: &mut Parser,
    language: Language,
    source: &SourceText<'_>,
) -> Option<Result<(Grammar, ReadingSet), ParseFailure>> {
    let inner = *embedded_languages(language).first()?;
    let scripts = scripts(&source.text);
    if scripts.is_empty() {
        return None;
    }
    let alone = SourceText {
        text: Cow::Owned(only(&source.text, &scripts)),
        offsets: source.offsets.clone(),
        lines: source.lines.clone(),
        ..*source
    };
    let read = read_language(parser, inner, &alone, &MacroTable::empty())?;
    Some(read.map(|(grammar, mut set)| {
        set.readings.iter_mut().for_each(|reading| reading.kind = ReadingKind::Embedded);
        (grammar, set)
    }))
}

/// The text of a page that is a program, `<% code %>` in a text that is sent, without what is sent, byte for byte as long. As it
/// is, if it is no such page.
pub(crate) fn program_of_page(grammar: Grammar, text: Cow<'_, str>) -> Cow<'_, str> {
    let is_page = matches!(grammar, Grammar::Java | Grammar::Ruby) && text.trim_start().starts_with('<');
    if !is_page || !text.contains("<%") {
        return text;
    }
    let mut program = only(&text, &[]).into_bytes();
    for part in between(&text, "<%", "%>") {
        let inside = &text[part.clone()];
        let is_value = inside.starts_with('=');
        // Directives, comments, and what only marks that members are declared.
        if inside.starts_with(['@', '#']) || inside.starts_with("--") {
            continue;
        }
        let start = part.start + usize::from(inside.starts_with(['=', '!']));
        program[start..part.end].copy_from_slice(&text.as_bytes()[start..part.end]);
        if is_value && let Some(end) = program.get_mut(part.end) {
            *end = b';';
        }
    }
    String::from_utf8(program).map_or(text, Cow::Owned)
}

/// The text with nothing but `parts` and the ends of lines, byte for byte as long.
fn only(text: &str, parts: &[Range<usize>]) -> String {
    let blank = |text: &str| text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect::<String>();
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for part in parts {
        out.push_str(&blank(&text[at..part.start]));
        out.push_str(&text[part.clone()]);
        at = part.end;
    }
    out + &blank(&text[at..])
}

/// What stands between each opening and the closing that follows it; behind the last opening, all to the end.
fn between(text: &str, opening: &str, closing: &str) -> Vec<Range<usize>> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = text[at..].find(opening).map(|start| at + start + opening.len()) {
        let end = text[start..].find(closing).map_or(text.len(), |end| start + end);
        found.push(start..end);
        at = end;
    }
    found
}

/// The contents of the script elements of a page that are programs, without what a server puts in.
fn scripts(text: &str) -> Vec<Range<usize>> {
    // Of the same length, since only ASCII letters change.
    let lower = text.to_ascii_lowercase();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = lower[at..].find("<script").map(|start| at + start) {
        let Some(open) = lower[start..].find('>').map(|end| start + end + 1) else { break };
        let end = lower[open..].find("</script").map_or(text.len(), |end| open + end);
        if is_program(&lower[start..open]) {
            found.extend(without_server_code(text, open..end));
        }
        at = end;
    }
    found
}

/// Whether the tag of a script says nothing of another type of content.
fn is_program(tag: &str) -> bool {
    let Some((_, kind)) = tag.split_once("type=") else { return true };
    let kind = kind.trim_start_matches(['"', '\'']);
    let of_programs = ["text/javascript", "application/javascript", "text/ecmascript", "module", "text/babel"];
    kind.starts_with(['>', ' ']) || of_programs.iter().any(|program| kind.starts_with(program))
}

/// The parts of a stretch that are not `<? … ?>` or `<% … %>`.
fn without_server_code(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let (mut parts, mut at) = (Vec::new(), within.start);
    while at < within.end {
        let rest = &text[at..within.end];
        let opening = rest.find("<?").into_iter().chain(rest.find("<%")).min();
        let Some(start) = opening.map(|start| at + start) else { break };
        parts.push(at..start);
        let closing = if text[start..].starts_with("<?") { "?>" } else { "%>" };
        at = text[start..within.end].find(closing).map_or(within.end, |end| start + end + closing.len());
    }
    parts.push(at..within.end);
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{decode, read};

    fn alone(text: &str) -> String {
        only(text, &scripts(text))
    }

    #[test]
    fn scripts_of_a_page_are_one_program_where_they_stand() {
        let page = "<p>é</p><SCRIPT type=\"module\">a(<?= 1 ?>);</script>\n<script type='application/json'>{}</script><script>b()";
        let program = alone(page);
        assert_eq!(program.len(), page.len());
        assert_eq!(program.split_whitespace().collect::<Vec<_>>(), ["a(", ");", "b()"]);
        assert_eq!(program.find("b()"), page.find("b()"));
        let (_, set) =
            read_embedded(&mut Parser::default(), Language::Html, &decode(page.as_bytes())).unwrap().unwrap();
        assert_eq!(set.readings.len(), 1);
        assert!(read_embedded(&mut Parser::default(), Language::Html, &decode(b"<p>")).is_none());
    }

    #[test]
    fn the_program_of_a_page_is_what_is_not_sent() {
        let page = "<%@ page import=\"a.*\" %>\n<%! int f() { return 1; } %><b><%= f() %></b><% if (x) { %>é<% } %><%-- no --%>";
        let program = program_of_page(Grammar::Java, Cow::Borrowed(page));
        assert_eq!(program.len(), page.len());
        assert_eq!(program.split_whitespace().collect::<Vec<_>>().join(" "), "int f() { return 1; } f() ; if (x) { }");
        let source = decode(page.as_bytes());
        let set = read(&mut Parser::default(), Grammar::Java, &source, &MacroTable::empty()).unwrap();
        assert_eq!((set.unparsed, set.readings[0].text.as_str()), (Vec::new(), &*program));
        let plain = "class A { String s = \"<%\"; }";
        assert_eq!(program_of_page(Grammar::Java, Cow::Borrowed(plain)), plain);
    }
}
