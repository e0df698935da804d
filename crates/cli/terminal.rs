use std::io::{self, Write};

/// Prints a result to standard output. A reader that has gone away, `head` for example, is no error.
pub fn say(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    if !text.ends_with('\n') {
        let _ = out.write_all(b"\n");
    }
    let _ = out.flush();
}

/// Prints bytes to standard output as they are.
pub fn say_bytes(bytes: &[u8]) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(bytes);
    let _ = out.flush();
}

/// Prints a message to standard error. It may quote a drop or a bundle, so that nothing in it acts.
pub fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", banbury_report::visible_text(text));
}
