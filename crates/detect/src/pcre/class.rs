use super::charset;
use super::parse::Parser;

enum Member {
    Character(char),
    Set(String),
    Nothing,
}

impl Parser<'_> {
    /// `\p{Lu}`, `\P{^Lu}`, `\pL`.
    pub(super) fn property(&mut self, letter: char) -> Result<String, String> {
        let name = match self.next() {
            Some('{') => self.until('}')?,
            Some(name) => name.to_string(),
            None => return Err("`\\p` without a name".to_owned()),
        };
        let (negated, name) = name.strip_prefix('^').map_or((false, name.as_str()), |name| (true, name));
        let class = match name {
            "L&" => r"\p{Lu}\p{Ll}\p{Lt}".to_owned(),
            "Any" => r"\x{0}-\x{10ffff}".to_owned(),
            _ if name.chars().all(|character| character.is_ascii_alphanumeric() || character == '_') => {
                format!(r"\p{{{name}}}")
            }
            _ => return Err(format!("`\\p{{{name}}}` is not known")),
        };
        Ok(if negated == (letter == 'P') { format!("[{class}]") } else { format!("[^{class}]") })
    }

    /// Whether `[:` opens a POSIX name.
    pub(super) fn posix_ahead(&self) -> bool {
        let rest = self.characters.get(self.at + 1..).unwrap_or(&[]);
        let length = rest.iter().take_while(|character| character.is_ascii_alphabetic() || **character == '^').count();
        length > 0 && matches!(rest.get(length..), Some([':', ']', ..]))
    }

    /// A class behind its `[`.
    pub(super) fn bracketed(&mut self) -> Result<String, String> {
        let mut class = String::from(if self.take("^") { "[^" } else { "[" });
        let mut first = true;
        loop {
            // A `]` in front is text.
            let low = match self.next() {
                None => return Err("a `[` without its `]`".to_owned()),
                Some(']') if !first => break,
                Some(character) => self.member(character)?,
            };
            first = false;
            let Member::Character(low) = low else {
                if let Member::Set(set) = low {
                    class.push_str(&set);
                }
                continue;
            };
            let ranges = self.peek() == Some('-') && !matches!(self.characters.get(self.at + 1), None | Some(']'));
            if !ranges {
                class.push_str(&charset::literal(low));
                continue;
            }
            let hyphen = self.at;
            self.at += 1;
            let high = self.next().unwrap_or_default();
            match self.member(high)? {
                Member::Character(high) if low <= high => {
                    class.push_str(&format!("{}-{}", charset::literal(low), charset::literal(high)));
                }
                Member::Character(_) => return Err("a range of characters out of order".to_owned()),
                _ => {
                    // A set is no end of a range: the hyphen is text.
                    self.at = hyphen + 1;
                    class.push_str(&format!(r"{}\x{{2d}}", charset::literal(low)));
                }
            }
        }
        class.push(']');
        // What can hold nothing: quotation marks of `\Q\E` alone.
        if class == "[]" || class == "[^]" { Err("an empty class".to_owned()) } else { Ok(class) }
    }

    fn member(&mut self, character: char) -> Result<Member, String> {
        if character == '[' && self.starts_with(":") && self.posix_ahead() {
            self.at += 1;
            let name = self.until(':')?;
            self.at += 1;
            return charset::posix(&name).map(Member::Set).ok_or_else(|| format!("`[:{name}:]` is not known"));
        }
        if character != '\\' {
            return Ok(Member::Character(character));
        }
        let Some(letter) = self.next() else { return Err("a `\\` at the end".to_owned()) };
        if let Some(class) = charset::escaped(letter).filter(|_| letter != 'N') {
            return Ok(Member::Set(class));
        }
        Ok(match letter {
            'b' => Member::Character('\x08'),
            'p' | 'P' => Member::Set(self.property(letter)?),
            'Q' => {
                let mut quoted = String::new();
                while self.at < self.characters.len() && !self.take("\\E") {
                    quoted.push_str(&charset::literal(self.next().unwrap_or_default()));
                }
                Member::Set(quoted)
            }
            'E' => Member::Nothing,
            '8' | '9' => Member::Character(letter),
            _ => Member::Character(self.character(letter)?),
        })
    }
}
