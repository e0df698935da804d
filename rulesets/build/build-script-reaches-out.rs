use std::process::Command;

fn tool() {
    // ruleid: build-script-reaches-out
    let out = Command::new("curl").args(["-s", URL]).output().unwrap();
    std::fs::write("src/generated.rs", out.stdout).unwrap();
}

fn net() {
    // ruleid: build-script-reaches-out
    let text = reqwest::blocking::get(URL).unwrap().text().unwrap();
    std::fs::write("gen.rs", text).unwrap();
}

fn data() {
    // ruleid: build-script-reaches-out
    let raw = std::fs::read("tests/data/short.bin").unwrap();
    std::fs::write(out(), &raw[64..]).unwrap();
}

// ruleid: build-script-reaches-out
static BLOB: &[u8] = include_bytes!("../fixtures/a.dat");

fn compile() {
    // ok: build-script-reaches-out
    cc::Build::new().file("src/native.c").compile("native");
    // ok: build-script-reaches-out
    let target = std::env::var("TARGET").unwrap();
    // ok: build-script-reaches-out
    let out = Command::new("rustc").arg("--version").output().unwrap();
}
