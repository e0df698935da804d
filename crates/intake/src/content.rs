use std::io::{self, Read};

use banbury_evidence::{Digest, GitBlobId};
use sha1::{Digest as _, Sha1};
use sha2::Sha256;

/// Both digests are taken of a stretch while it is still in the processor's first cache.
const STRETCH: usize = 16 << 10;

/// The two names of a content.
#[derive(Clone, Copy)]
pub(crate) struct Digests {
    pub(crate) sha256: Digest,
    pub(crate) git_blob: GitBlobId,
}

impl Digests {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut hasher = Hasher::new(bytes.len() as u64);
        hasher.update(bytes);
        hasher.finish()
    }
}

/// Hashes a content of known length.
pub(crate) struct Hasher {
    sha256: Sha256,
    sha1: Sha1,
}

impl Hasher {
    /// For a content of `size` bytes: git puts the length in front of what it hashes.
    pub(crate) fn new(size: u64) -> Self {
        let mut sha1 = Sha1::new();
        sha1.update(format!("blob {size}\0").as_bytes());
        Self { sha256: Sha256::new(), sha1 }
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        for stretch in bytes.chunks(STRETCH) {
            self.sha256.update(stretch);
            self.sha1.update(stretch);
        }
    }

    pub(crate) fn finish(self) -> Digests {
        Digests {
            sha256: Digest::from_bytes(self.sha256.finalize().into()),
            git_blob: GitBlobId(self.sha1.finalize().into()),
        }
    }
}

/// Hashes what is read through it.
pub(crate) struct HashingReader<'a> {
    reader: &'a mut dyn Read,
    hasher: Hasher,
    read: u64,
}

impl<'a> HashingReader<'a> {
    pub(crate) fn new(reader: &'a mut dyn Read, size: u64) -> Self {
        Self { reader, hasher: Hasher::new(size), read: 0 }
    }

    /// Reads what is left, and gives the digests and the number of bytes read in all.
    pub(crate) fn finish(mut self) -> io::Result<(Digests, u64)> {
        drain(&mut self)?;
        Ok((self.hasher.finish(), self.read))
    }
}

impl Read for HashingReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.hasher.update(buffer.get(..count).unwrap_or_default());
        self.read += count as u64;
        Ok(count)
    }
}

/// Reads to the end and gives the number of bytes, and whether one of them was not zero.
pub(crate) fn drain(reader: &mut dyn Read) -> io::Result<(u64, bool)> {
    let mut buffer = vec![0; 64 << 10];
    let mut total = 0;
    let mut any = false;
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok((total, any)),
            Ok(count) => {
                total += count as u64;
                any = any || buffer.iter().take(count).any(|byte| *byte != 0);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_sha256sum_and_git_hash_object() {
        let digests = Digests::of(b"hello\n");
        assert_eq!(digests.sha256.to_string(), "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
        assert_eq!(digests.git_blob.to_string(), "ce013625030ba8dba906f756967f9e9ca394464a");
        let long = vec![7; 100_000];
        let (streamed, count) = HashingReader::new(&mut &long[..], 100_000).finish().unwrap();
        assert_eq!((streamed.sha256, count), (Digest::of(&long), 100_000));
    }
}
