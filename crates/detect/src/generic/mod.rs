//! Semgrep's generic mode: patterns over any text, which is taken as words, punctuation and nesting by indentation.

mod comments;
mod matching;
mod pattern;
mod text;

pub(crate) use comments::CommentStyle;
pub(crate) use pattern::{GenericOptions, GenericPattern};
pub(crate) use text::GenericText;

#[cfg(test)]
mod oracle_tmp {
    use super::*;
    #[test]
    fn oracle() {
        let Ok(j) = std::fs::read("/tmp/op/gen.json") else { return };
        let cases: Vec<(String, String, u32)> = serde_json::from_slice(&j).unwrap();
        let mut out = Vec::new();
        for (p, t, span) in cases {
            let o = GenericOptions { ellipsis_max_span: span, comment_style: None };
            let r = GenericPattern::compile(&p, &o).map(|p| p.find(&GenericText::new(&t), None, &std::cell::Cell::new(10_000_000)));
            out.push(r);
        }
        std::fs::write("/tmp/op/gen.out.json", serde_json::to_vec(&out).unwrap()).unwrap();
    }
}
