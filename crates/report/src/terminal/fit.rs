use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The end of a line that may be at most `columns` wide.
pub(super) fn cut_end(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut width = 1;
    let kept = text.chars().take_while(|character| {
        width += character.width().unwrap_or(0);
        width <= columns
    });
    kept.collect::<String>() + "…"
}

/// A path that may be at most `columns` wide: its end tells more than its beginning.
pub(super) fn cut_start(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let backwards: String = text.chars().rev().collect();
    cut_end(&backwards, columns).chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!(cut_end("abcdef", 6), "abcdef");
        assert_eq!(cut_end("abcdefg", 6), "abcde…");
        assert_eq!(cut_end("漢漢漢", 5), "漢漢…");
        assert_eq!(cut_start("src/mgmt/main.c:4", 10), "…/main.c:4");
    }
}
