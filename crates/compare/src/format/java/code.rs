//! Instructions of the Java virtual machine, one a line. Jumps stay relative, so that what is inserted before a loop does
//! not change it.

use super::attributes::Writer;
use crate::format::fields::Fields;
use crate::hex;

/// Their names, by number.
#[rustfmt::skip]
const NAMES: [&str; 202] = [
    "nop", "aconst_null", "iconst_m1", "iconst_0", "iconst_1", "iconst_2", "iconst_3", "iconst_4", "iconst_5",
    "lconst_0", "lconst_1", "fconst_0", "fconst_1", "fconst_2", "dconst_0", "dconst_1", "bipush", "sipush", "ldc",
    "ldc_w", "ldc2_w", "iload", "lload", "fload", "dload", "aload", "iload_0", "iload_1", "iload_2", "iload_3",
    "lload_0", "lload_1", "lload_2", "lload_3", "fload_0", "fload_1", "fload_2", "fload_3", "dload_0", "dload_1",
    "dload_2", "dload_3", "aload_0", "aload_1", "aload_2", "aload_3", "iaload", "laload", "faload", "daload",
    "aaload", "baload", "caload", "saload", "istore", "lstore", "fstore", "dstore", "astore", "istore_0", "istore_1",
    "istore_2", "istore_3", "lstore_0", "lstore_1", "lstore_2", "lstore_3", "fstore_0", "fstore_1", "fstore_2",
    "fstore_3", "dstore_0", "dstore_1", "dstore_2", "dstore_3", "astore_0", "astore_1", "astore_2", "astore_3",
    "iastore", "lastore", "fastore", "dastore", "aastore", "bastore", "castore", "sastore", "pop", "pop2", "dup",
    "dup_x1", "dup_x2", "dup2", "dup2_x1", "dup2_x2", "swap", "iadd", "ladd", "fadd", "dadd", "isub", "lsub", "fsub",
    "dsub", "imul", "lmul", "fmul", "dmul", "idiv", "ldiv", "fdiv", "ddiv", "irem", "lrem", "frem", "drem", "ineg",
    "lneg", "fneg", "dneg", "ishl", "lshl", "ishr", "lshr", "iushr", "lushr", "iand", "land", "ior", "lor", "ixor",
    "lxor", "iinc", "i2l", "i2f", "i2d", "l2i", "l2f", "l2d", "f2i", "f2l", "f2d", "d2i", "d2l", "d2f", "i2b", "i2c",
    "i2s", "lcmp", "fcmpl", "fcmpg", "dcmpl", "dcmpg", "ifeq", "ifne", "iflt", "ifge", "ifgt", "ifle", "if_icmpeq",
    "if_icmpne", "if_icmplt", "if_icmpge", "if_icmpgt", "if_icmple", "if_acmpeq", "if_acmpne", "goto", "jsr", "ret",
    "tableswitch", "lookupswitch", "ireturn", "lreturn", "freturn", "dreturn", "areturn", "return", "getstatic",
    "putstatic", "getfield", "putfield", "invokevirtual", "invokespecial", "invokestatic", "invokeinterface",
    "invokedynamic", "new", "newarray", "anewarray", "arraylength", "athrow", "checkcast", "instanceof",
    "monitorenter", "monitorexit", "wide", "multianewarray", "ifnull", "ifnonnull", "goto_w", "jsr_w",
];

const TABLE_SWITCH: u8 = 0xaa;
const LOOKUP_SWITCH: u8 = 0xab;
const WIDE: u8 = 0xc4;
const INCREMENT: u8 = 0x84;

/// What follows an instruction's number.
enum Operand {
    /// So many bytes.
    Bytes(usize),
    /// The number of a constant in so many bytes, and so many bytes more.
    Constant(usize, usize),
}

fn operand(instruction: u8) -> Operand {
    match instruction {
        0x12 => Operand::Constant(1, 0),
        0x13 | 0x14 | 0xb2..=0xb8 | 0xbb | 0xbd | 0xc0 | 0xc1 => Operand::Constant(2, 0),
        0xc5 => Operand::Constant(2, 1),
        0xb9 | 0xba => Operand::Constant(2, 2),
        0x10 | 0x15..=0x19 | 0x36..=0x3a | 0xa9 | 0xbc => Operand::Bytes(1),
        0x11 | INCREMENT | 0x99..=0xa8 | 0xc6 | 0xc7 => Operand::Bytes(2),
        0xc8 | 0xc9 => Operand::Bytes(4),
        _ => Operand::Bytes(0),
    }
}

/// Writes code out. What is no instruction, and what follows it, is written as bytes.
pub(super) fn write(writer: &mut Writer<'_>, code: &[u8]) -> Option<()> {
    let mut fields = Fields::of(code);
    while !fields.rest().is_empty() {
        let mut next = fields;
        match instruction(writer, code.len(), &mut next) {
            Some(line) => writer.line(&line)?,
            None => return writer.line(&format!("no instruction {}", hex::digits(fields.rest()))),
        }
        fields = next;
    }
    Some(())
}

fn instruction(writer: &Writer<'_>, length: usize, fields: &mut Fields<'_>) -> Option<String> {
    let at = length - fields.rest().len();
    let number = fields.u8()?;
    let name = NAMES.get(usize::from(number))?;
    let bytes = match (number, operand(number)) {
        (TABLE_SWITCH | LOOKUP_SWITCH, _) => {
            let padding = fields.bytes(3 - at % 4)?;
            let fixed = *fields;
            let length = switch_length(number, fields)?;
            [padding, Fields::of(fixed.rest()).bytes(length)?].concat()
        }
        (WIDE, _) => {
            let wide = *fields.rest().first()?;
            fields.bytes(if wide == INCREMENT { 5 } else { 3 })?.to_vec()
        }
        (_, Operand::Bytes(count)) => fields.bytes(count)?.to_vec(),
        (_, Operand::Constant(width, more)) => {
            let constant = fields.bytes(width)?.iter().fold(0, |number, byte| number << 8 | u16::from(*byte));
            let line = format!("{name} {} {}", writer.constants.text(constant), hex::digits(fields.bytes(more)?));
            return Some(line.trim_end().to_owned());
        }
    };
    Some(format!("{name} {}", hex::digits(&bytes)).trim_end().to_owned())
}

/// Goes behind a switch, and says how long it was.
fn switch_length(number: u8, fields: &mut Fields<'_>) -> Option<usize> {
    let before = fields.rest().len();
    fields.bytes(4)?;
    let entries = match number {
        TABLE_SWITCH => {
            let (low, high) = (fields.big32()?.cast_signed(), fields.big32()?.cast_signed());
            usize::try_from(i64::from(high) - i64::from(low) + 1).ok()?.checked_mul(4)?
        }
        _ => usize::try_from(fields.big32()?).ok()?.checked_mul(8)?,
    };
    fields.bytes(entries)?;
    Some(before - fields.rest().len())
}
