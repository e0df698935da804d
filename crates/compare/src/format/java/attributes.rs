//! Attributes of classes, fields, methods and code, written out line by line.

use super::constants::Constants;
use super::{annotations, code};
use crate::format::fields::Fields;
use crate::hex;

/// All lines of one class together, in bytes.
const TEXT: u64 = 32 << 20;

/// One attribute is written out up to this length in bytes, and a longer one as the bytes that it is.
const ATTRIBUTE: usize = 4 << 20;

/// Writes lines until they are too many.
pub(super) struct Writer<'a> {
    pub(super) constants: &'a Constants<'a>,
    text: Vec<u8>,
    written: u64,
}

/// What an attribute consists of: `c` is the number of a constant, `x` a number of 16 bits, and what follows a `*` is
/// there as often as the number before it says.
fn shape(name: &str) -> Option<&'static str> {
    Some(match name {
        "ConstantValue" | "Signature" | "SourceFile" | "NestHost" | "ModuleMainClass" => "c",
        "EnclosingMethod" => "cc",
        "Exceptions" | "NestMembers" | "PermittedSubclasses" | "ModulePackages" => "*c",
        "InnerClasses" => "*cccx",
        "LineNumberTable" => "*xx",
        "LocalVariableTable" | "LocalVariableTypeTable" => "*xxccx",
        "BootstrapMethods" => "*c*c",
        _ => return None,
    })
}

impl<'a> Writer<'a> {
    pub(super) fn new(constants: &'a Constants<'a>) -> Self {
        Self { constants, text: Vec::new(), written: 0 }
    }

    /// None when there are too many.
    pub(super) fn line(&mut self, line: &str) -> Option<()> {
        self.written += line.len() as u64 + 1;
        self.text.extend_from_slice(line.as_bytes());
        self.text.push(b'\n');
        (!self.is_full()).then_some(())
    }

    pub(super) fn is_full(&self) -> bool {
        self.written > TEXT
    }

    pub(super) fn written(&self) -> u64 {
        self.written
    }

    /// What has been written since the last time.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.text)
    }

    pub(super) fn attributes(&mut self, fields: &mut Fields<'_>) -> Option<()> {
        for _ in 0..fields.big16()? {
            let (name, data) = self.named(fields)?;
            match name.as_str() {
                "Code" => self.code(data)?,
                _ => self.content(&name, data)?,
            }
        }
        Some(())
    }

    /// One attribute; returns its name.
    pub(super) fn attribute(&mut self, fields: &mut Fields<'_>) -> Option<String> {
        let (name, data) = self.named(fields)?;
        self.content(&name, data)?;
        Some(name)
    }

    fn named<'b>(&self, fields: &mut Fields<'b>) -> Option<(String, &'b [u8])> {
        let name = self.constants.text(fields.big16()?);
        let length = fields.big32()?;
        Some((name, fields.bytes(usize::try_from(length).ok()?)?))
    }

    fn content(&mut self, name: &str, data: &[u8]) -> Option<()> {
        let lines = match name {
            "RuntimeVisibleAnnotations" | "RuntimeInvisibleAnnotations" => annotations::lines(self.constants, data),
            "StackMapTable" => frames(self.constants, &mut Fields::of(data)),
            _ => shape(name).and_then(|shape| shaped(self.constants, shape, data)),
        };
        match lines {
            Some(lines) => lines.iter().try_for_each(|line| self.line(&format!("{name} {line}"))),
            None => self.line(&format!("{name} {}", hex::digits(data))),
        }
    }

    fn code(&mut self, data: &[u8]) -> Option<()> {
        let mut fields = Fields::of(data);
        self.line(&format!("stack {}, locals {}", fields.big16()?, fields.big16()?))?;
        let length = usize::try_from(fields.big32()?).ok()?;
        code::write(self, fields.bytes(length)?)?;
        for _ in 0..fields.big16()? {
            let (start, end, handler, of) = (fields.big16()?, fields.big16()?, fields.big16()?, fields.big16()?);
            self.line(&format!("handler {start}..{end} {handler} {}", self.constants.text(of)))?;
        }
        for _ in 0..fields.big16()? {
            self.attribute(&mut fields)?;
        }
        match fields.rest() {
            [] => Some(()),
            behind => self.line(&format!("behind the code {}", hex::digits(behind))),
        }
    }
}

/// Lines of an attribute of that shape; none if it is of another, or if they would be very long.
fn shaped(constants: &Constants<'_>, shape: &str, data: &[u8]) -> Option<Vec<String>> {
    const ITEMS: u16 = 1 << 12;
    let mut fields = Fields::of(data);
    let (repeated, of_one) = shape.strip_prefix('*').map_or((false, shape), |of_one| (true, of_one));
    let (own, inner) = of_one.split_once('*').unwrap_or((of_one, ""));
    let mut lines = Vec::new();
    let mut written = 0;
    for _ in 0..if repeated { fields.big16()? } else { 1 } {
        let mut items = Vec::new();
        let inner_count = |fields: &mut Fields<'_>| if inner.is_empty() { Some(0) } else { fields.big16() };
        for kind in own.chars() {
            items.push(item(constants, kind, fields.big16()?));
        }
        for _ in 0..inner_count(&mut fields).filter(|count| *count <= ITEMS)? {
            for kind in inner.chars() {
                items.push(item(constants, kind, fields.big16()?));
            }
        }
        lines.push(items.join(" "));
        written += lines.last().map_or(0, String::len);
        if written > ATTRIBUTE {
            return None;
        }
    }
    fields.rest().is_empty().then_some(lines)
}

fn item(constants: &Constants<'_>, kind: char, number: u16) -> String {
    match kind {
        'c' => constants.text(number),
        _ => number.to_string(),
    }
}

/// The types on the stack and in the variables at the targets of jumps.
fn frames(constants: &Constants<'_>, fields: &mut Fields<'_>) -> Option<Vec<String>> {
    let mut written = 0;
    let mut types = |fields: &mut Fields<'_>, count: u16| -> Option<String> {
        let mut types = String::new();
        for _ in 0..count {
            types.push(' ');
            types += &match fields.u8()? {
                7 => constants.text(fields.big16()?),
                8 => format!("new at {}", fields.big16()?),
                other => other.to_string(),
            };
            if written + types.len() > ATTRIBUTE {
                return None;
            }
        }
        written += types.len();
        Some(types)
    };
    let mut lines = Vec::new();
    for _ in 0..fields.big16()? {
        let kind = fields.u8()?;
        let offset = if kind < 247 { 0 } else { fields.big16()? };
        let types = match kind {
            64..=127 | 247 => types(fields, 1)?,
            252..=254 => types(fields, u16::from(kind) - 251)?,
            255 => {
                let count = fields.big16()?;
                let variables = types(fields, count)?;
                let count = fields.big16()?;
                [&variables, ";", &types(fields, count)?].concat()
            }
            128..=246 => return None,
            _ => String::new(),
        };
        lines.push(format!("{kind} {offset}{types}"));
    }
    fields.rest().is_empty().then_some(lines)
}
