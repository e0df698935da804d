//! Any file is looked through for signatures, and none of them holds under a key that signed none.
#![no_main]

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::sync::LazyLock;

use banbury_compare::{PublicKey, check_signature};
use libfuzzer_sys::fuzz_target;

/// One of each kind, made for this: nobody has the private halves.
const KEYS: [&str; 3] = [
    include_str!("../seeds/keys/rsa.pem"),
    include_str!("../seeds/keys/ecdsa.pem"),
    include_str!("../seeds/keys/ed25519.pem"),
];

static PUBLIC: LazyLock<Vec<PublicKey>> =
    LazyLock::new(|| KEYS.iter().filter_map(|pem| PublicKey::from_pem(pem.as_bytes()).ok()).collect());

/// A file without a name, written anew for each input.
static FILE: LazyLock<File> = LazyLock::new(|| {
    let path = std::env::temp_dir().join(format!("banbury-fuzz-{}", std::process::id()));
    let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path).expect("a folder for it");
    fs::remove_file(path).expect("it was just made");
    file
});

fuzz_target!(|input: &[u8]| {
    assert_eq!(PUBLIC.len(), KEYS.len());
    // The last bytes say where a signature is declared to begin, if anywhere.
    let Some((content, [low, high, is_declared])) = input.split_last_chunk::<3>() else { return };
    FILE.set_len(0).expect("it is open for writing");
    FILE.write_all_at(content, 0).expect("there is room");
    let at = u64::from(u16::from_le_bytes([*low, *high]));
    let at = (is_declared % 2 == 1 && at <= content.len() as u64).then_some(at);
    for key in PUBLIC.iter() {
        let check = check_signature(FILE.try_clone().expect("few files are open"), key, at);
        assert!(!check.holds, "{check:?}");
    }
});
