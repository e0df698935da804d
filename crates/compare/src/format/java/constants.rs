//! The constants of a class, written out with all that they refer to.

use banbury_evidence::{Digest, DropPath};

use crate::format::fields::Fields;

/// Strings up to this length are written out, in bytes; of longer ones the beginning and a digest.
const SHOWN: usize = 200;

/// How far references lead: from a method's handle to a method, its class and the name of that.
const DEPTH: usize = 4;

#[derive(Clone, Copy)]
enum Constant<'a> {
    /// The number behind the one of a long or a double.
    None,
    Utf8(&'a [u8]),
    Number(&'static str, &'a [u8]),
    /// To another constant.
    One(&'static str, u16),
    /// To two others, and what stands between them.
    Two(&'static str, u16, &'static str, u16),
    /// To another constant, after a number of its own.
    Numbered(&'static str, u16, u16),
}

pub(super) struct Constants<'a>(Vec<Constant<'a>>);

impl<'a> Constants<'a> {
    pub(super) fn read(fields: &mut Fields<'a>) -> Option<Self> {
        let count = usize::from(fields.big16()?);
        let mut all = vec![Constant::None];
        while all.len() < count {
            let tag = fields.u8()?;
            all.push(match tag {
                1 => {
                    let length = fields.big16()?;
                    Constant::Utf8(fields.bytes(length.into())?)
                }
                3 => Constant::Number("Integer", fields.bytes(4)?),
                4 => Constant::Number("Float", fields.bytes(4)?),
                5 => Constant::Number("Long", fields.bytes(8)?),
                6 => Constant::Number("Double", fields.bytes(8)?),
                7 => Constant::One("Class", fields.big16()?),
                8 => Constant::One("String", fields.big16()?),
                9 => Constant::Two("Field", fields.big16()?, ".", fields.big16()?),
                10 => Constant::Two("Method", fields.big16()?, ".", fields.big16()?),
                11 => Constant::Two("InterfaceMethod", fields.big16()?, ".", fields.big16()?),
                12 => Constant::Two("NameAndType", fields.big16()?, ":", fields.big16()?),
                15 => Constant::Numbered("MethodHandle", fields.u8()?.into(), fields.big16()?),
                16 => Constant::One("MethodType", fields.big16()?),
                17 => Constant::Numbered("Dynamic", fields.big16()?, fields.big16()?),
                18 => Constant::Numbered("InvokeDynamic", fields.big16()?, fields.big16()?),
                19 => Constant::One("Module", fields.big16()?),
                20 => Constant::One("Package", fields.big16()?),
                _ => return None,
            });
            if matches!(tag, 5 | 6) {
                all.push(Constant::None);
            }
        }
        Some(Self(all))
    }

    /// What a number refers to.
    pub(super) fn text(&self, number: u16) -> String {
        self.resolve(number, DEPTH)
    }

    /// All of them, with their kinds.
    pub(super) fn all(&self) -> impl Iterator<Item = String> {
        (0..self.0.len()).filter_map(|number| {
            let kind = match self.0.get(number)? {
                Constant::None => return None,
                Constant::Utf8(_) => "Utf8",
                Constant::Number(kind, _)
                | Constant::One(kind, _)
                | Constant::Two(kind, ..)
                | Constant::Numbered(kind, ..) => kind,
            };
            Some(format!("{kind} {}", self.text(u16::try_from(number).ok()?)))
        })
    }

    fn resolve(&self, number: u16, depth: usize) -> String {
        let Some(depth) = depth.checked_sub(1) else { return "?".to_owned() };
        match self.0.get(usize::from(number)).copied() {
            None | Some(Constant::None) if number == 0 => "none".to_owned(),
            None | Some(Constant::None) => format!("?{number}"),
            Some(Constant::Utf8(text)) => shown(text),
            Some(Constant::Number(_, bytes)) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
            Some(Constant::One(_, of)) => self.resolve(of, depth),
            Some(Constant::Two(_, a, between, b)) => {
                [&self.resolve(a, depth), between, &self.resolve(b, depth)].concat()
            }
            Some(Constant::Numbered(_, own, of)) => format!("{own} {}", self.resolve(of, depth)),
        }
    }
}

fn shown(text: &[u8]) -> String {
    match text.get(..SHOWN).filter(|_| text.len() > SHOWN) {
        Some(start) => format!("{}... (SHA-256 {})", DropPath::from_bytes(start), Digest::of(text)),
        None => DropPath::from_bytes(text).to_string(),
    }
}
