/// Names of the catalogue's classes, from number 1.
const NAMES: [&str; 40] = [
    "hard-coded credential",
    "hard-coded or test key",
    "authentication bypass constant",
    "hidden command handler",
    "magic packet, port knock",
    "command injection",
    "reverse or bind shell",
    "covert exfiltration",
    "time, place or environment bomb",
    "encoded strings",
    "encoded code",
    "macro hiding a sink",
    "privileged assignment",
    "unsafe string functions",
    "safe name made unsafe",
    "size-argument tricks",
    "integer truncation or overflow before allocation",
    "format string",
    "weak or home-made cryptography",
    "fixed seed or IV, gutted randomness",
    "TLS verification off",
    "control-flow slip on a security path",
    "debug interface left on",
    "log suppression and hiding",
    "privilege change",
    "executable memory, self-modification",
    "loading from a writable path",
    "kernel hooks",
    "linker and loader tricks",
    "mitigations off",
    "feature-test sabotage",
    "build-time download",
    "test blob used by the build",
    "signature check bypassed",
    "bidi, invisible, look-alike characters",
    "mixed or legacy encoding",
    "telling comments",
    "implausible guards",
    "inline assembler",
    "undocumented port or account",
];

/// The name of a class of suspicious constructs in Banbury's catalogue, 1 to 40.
pub fn class_name(number: u8) -> Option<&'static str> {
    let index = usize::from(number).checked_sub(1)?;
    NAMES.get(index).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_count_from_one() {
        assert_eq!(class_name(0), None);
        assert_eq!(class_name(1), Some("hard-coded credential"));
        assert_eq!(class_name(40), Some("undocumented port or account"));
        assert_eq!(class_name(41), None);
    }
}
