use std::collections::HashMap;

/// A text as generic patterns see it: atoms in the order in which they stand, in blocks that nest by indentation and, within
/// a line, by brackets.
///
/// The nesting is a flat array in pre-order, like a syntax tree's, so that nothing recurses on hostile depth.
pub(crate) struct GenericText<'text> {
    pub(super) text: &'text str,
    pub(super) nodes: Vec<Node>,
    pub(super) blocks: Vec<Block>,
    symbols: HashMap<&'text str, u32>,
    /// For each symbol the nodes that are it.
    places: Vec<Vec<u32>>,
}

/// An atom, or the opening of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub start: u32,
    pub end: u32,
    /// From 0, never less than that of the node before.
    pub line: u32,
    /// The block that it stands in; for the opening of a block, that block.
    pub block: u32,
    pub kind: NodeKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NodeKind {
    Word(u32),
    /// Any other character; white space aside.
    Sign(u32),
    Opening,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub parent: u32,
    /// The node behind its last one.
    pub end: u32,
}

/// A tab counts as this many columns of indentation.
const TAB: u32 = 8;

impl<'text> GenericText<'text> {
    /// Takes `text` apart, in linear time.
    pub fn new(text: &'text str) -> Self {
        let mut it = Self {
            text,
            nodes: Vec::with_capacity(text.len() / 4),
            blocks: vec![Block { parent: 0, end: 0 }],
            symbols: HashMap::new(),
            places: Vec::new(),
        };
        let mut open = vec![(0, 0)];
        let (mut tokens, mut start) = (Vec::new(), 0);
        for (number, line) in (0..).zip(text.split_inclusive('\n')) {
            let indentation = tokens_of(line, start, &mut tokens);
            start += line.len();
            if !tokens.is_empty() {
                let block = it.indent(indentation, number, &mut open);
                it.line(number, &tokens, block);
            }
        }
        while let Some((_, block)) = open.pop() {
            it.close(block);
        }
        it
    }

    /// The number of an atom's text, if the text has such an atom.
    pub(super) fn symbol(&self, atom: &str) -> Option<u32> {
        self.symbols.get(atom).copied()
    }

    /// The nodes that are this symbol, in order.
    pub(super) fn places(&self, symbol: u32) -> &[u32] {
        self.places.get(symbol as usize).map_or(&[], Vec::as_slice)
    }

    /// Closes and opens blocks up to a line's indentation; the block that the line stands in.
    fn indent(&mut self, indentation: u32, line: u32, open: &mut Vec<(u32, u32)>) -> u32 {
        while let Some((_, block)) = open.pop_if(|(column, _)| *column > indentation) {
            self.close(block);
        }
        // Nothing is less than the outermost block's column 0: it stays.
        let (column, block) = open.last().copied().unwrap_or((0, 0));
        if column == indentation {
            return block;
        }
        let inner = self.open(block, line);
        open.push((indentation, inner));
        inner
    }

    fn open(&mut self, parent: u32, line: u32) -> u32 {
        let block = self.blocks.len() as u32;
        self.blocks.push(Block { parent, end: 0 });
        self.nodes.push(Node { start: 0, end: 0, line, block, kind: NodeKind::Opening });
        block
    }

    fn close(&mut self, block: u32) {
        let end = self.nodes.len() as u32;
        if let Some(block) = self.blocks.get_mut(block as usize) {
            block.end = end;
        }
    }

    fn line(&mut self, line: u32, tokens: &[(usize, usize)], mut block: u32) {
        let partners = partners(self.text, tokens);
        for (index, ((start, end), partner)) in tokens.iter().zip(&partners).enumerate() {
            let closes = partner.is_some_and(|other| other < index);
            // Brackets with nothing between them make no block.
            let empty = partner.is_some_and(|other| other.abs_diff(index) == 1);
            if closes && !empty {
                self.close(block);
                block = self.blocks.get(block as usize).map_or(0, |closed| closed.parent);
            }
            self.atom(*start, *end, line, block);
            if partner.is_some() && !closes && !empty {
                block = self.open(block, line);
            }
        }
    }

    fn atom(&mut self, start: usize, end: usize, line: u32, block: u32) {
        let atom = &self.text[start..end];
        let next = self.symbols.len() as u32;
        let symbol = *self.symbols.entry(atom).or_insert(next);
        if symbol == next {
            self.places.push(Vec::new());
        }
        if let Some(places) = self.places.get_mut(symbol as usize) {
            places.push(self.nodes.len() as u32);
        }
        let kind = if atom.bytes().all(is_word_byte) { NodeKind::Word(symbol) } else { NodeKind::Sign(symbol) };
        self.nodes.push(Node { start: start as u32, end: end as u32, line, block, kind });
    }
}

pub(super) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The atoms of one line that begins at `base`, and the column of the first.
pub(super) fn tokens_of(line: &str, base: usize, tokens: &mut Vec<(usize, usize)>) -> u32 {
    tokens.clear();
    let line = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
    let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
    let indentation = line[..blank].bytes().map(|byte| if byte == b'\t' { TAB } else { 1 }).sum();
    let mut at = blank;
    while let Some(first) = line[at..].chars().next() {
        let length = match first {
            ' ' | '\t' => {
                at += 1;
                continue;
            }
            _ if first.is_ascii() && is_word_byte(first as u8) => {
                line.as_bytes()[at..].iter().take_while(|byte| is_word_byte(**byte)).count()
            }
            _ => first.len_utf8(),
        };
        tokens.push((base + at, base + at + length));
        at += length;
    }
    indentation
}

/// For each token of a line that is a bracket the one that it is matched with. A closing bracket that does not fit the
/// innermost open one is a sign like any other.
fn partners(text: &str, tokens: &[(usize, usize)]) -> Vec<Option<usize>> {
    let mut partners = vec![None; tokens.len()];
    let mut waiting: Vec<(usize, &str)> = Vec::new();
    for (index, (start, end)) in tokens.iter().enumerate() {
        match &text[*start..*end] {
            "(" => waiting.push((index, ")")),
            "[" => waiting.push((index, "]")),
            "{" => waiting.push((index, "}")),
            closing @ (")" | "]" | "}") => {
                if let Some((opening, _)) = waiting.pop_if(|(_, wanted)| *wanted == closing) {
                    partners[opening] = Some(index);
                    partners[index] = Some(opening);
                }
            }
            _ => {}
        }
    }
    partners
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Atoms with `<` and `>` where blocks open and close.
    fn shown(text: &str) -> String {
        let text = GenericText::new(text);
        let mut shown = String::new();
        for at in 0..=text.nodes.len() {
            let closing = text.blocks.iter().skip(1).filter(|block| block.end as usize == at);
            closing.for_each(|_| shown.push_str("> "));
            match text.nodes.get(at) {
                Some(Node { kind: NodeKind::Opening, .. }) => shown.push_str("< "),
                Some(node) => shown.push_str(&format!("{} ", &text.text[node.start as usize..node.end as usize])),
                None => {}
            }
        }
        shown.trim_end().to_owned()
    }

    #[test]
    fn words_signs_and_characters_are_atoms() {
        assert_eq!(shown("a_1+=$X...é\r\n\rb"), "a_1 + = $ X . . . é \r b");
    }

    #[test]
    fn indentation_nests() {
        assert_eq!(shown("a\n  b\n\n  c\n\td\n e\nf"), "a < b c < d > > < e > f");
        assert_eq!(shown("  a\nb"), "< a > b");
    }

    #[test]
    fn brackets_nest_within_a_line() {
        assert_eq!(shown("f(a[1], ()) {\n  x }\n"), "f ( < a [ < 1 > ] , ( ) > ) { < x } >");
        assert_eq!(shown("(a [b) c]"), "( a [ < b ) c > ]");
        assert_eq!(shown("{ ( ] a ) }"), "{ < ( < ] a > ) > }");
    }
}
