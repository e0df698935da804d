use std::borrow::Cow;
use std::ops::Range;

/// What `generic_comment_style` takes for a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CommentStyle {
    /// `/* ... */`
    C,
    /// `// ...` and `/* ... */`
    Cpp,
    /// `# ...`
    Shell,
}

impl CommentStyle {
    /// `text` with spaces in place of comments; offsets and lines stay. As in Semgrep, string literals are not known.
    pub fn blanked<'text>(self, text: &'text str) -> Cow<'text, str> {
        match self {
            Self::C => blanked(text, &block_comments(text)),
            Self::Shell => blanked(text, &line_comments(text, "#")),
            Self::Cpp => {
                let without_lines = blanked(text, &line_comments(text, "//"));
                let blocks = block_comments(&without_lines);
                if blocks.is_empty() {
                    without_lines
                } else {
                    Cow::Owned(blanked(&without_lines, &blocks).into_owned())
                }
            }
        }
    }
}

fn line_comments(text: &str, opening: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(at) = line.find(opening) {
            found.push(line_start + at..line_start + line.len());
        }
        line_start += line.len();
    }
    found
}

fn block_comments(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("/*").map(|offset| at + offset) {
        let Some(end) = text[start + 2..].find("*/").map(|offset| start + 2 + offset + 2) else { break };
        found.push(start..end);
        at = end;
    }
    found
}

fn blanked<'text>(text: &'text str, comments: &[Range<usize>]) -> Cow<'text, str> {
    if comments.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut blanked = String::with_capacity(text.len());
    let mut at = 0;
    for comment in comments {
        blanked.push_str(&text[at..comment.start]);
        for byte in text[comment.clone()].bytes() {
            blanked.push(if matches!(byte, b'\r' | b'\n') { char::from(byte) } else { ' ' });
        }
        at = comment.end;
    }
    blanked.push_str(&text[at..]);
    Cow::Owned(blanked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_become_spaces_of_the_same_length() {
        let text = "a /* é\n */ b // c\r\n# d /*";
        assert_eq!(CommentStyle::C.blanked(text), "a      \n    b // c\r\n# d /*");
        assert_eq!(CommentStyle::Cpp.blanked(text), "a      \n    b     \r\n# d /*");
        assert_eq!(CommentStyle::Shell.blanked(text), "a /* é\n */ b // c\r\n      ");
        assert_eq!(CommentStyle::C.blanked("/*/ */x"), "      x");
    }
}
