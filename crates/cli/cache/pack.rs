use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use banbury_evidence::Digest;

/// A pack opens with this and the identity of what may use it; its answers follow, and an index with the digest of each,
/// sorted by question; the place of the index and its digest close it. So no byte of it can change unnoticed.
const MAGIC: &[u8; 16] = b"banbury cache/v1";
const HEAD: u64 = 16 + DIGEST as u64;
const TAIL: u64 = 8 + DIGEST as u64;
const DIGEST: usize = 32;
/// Question, digest of the answer, place and length.
const RECORD: usize = 2 * DIGEST + 8 + 8;

/// An answer in a pack.
struct Record {
    question: Digest,
    answer: Digest,
    start: u64,
    length: u64,
}

impl Record {
    fn to_bytes(&self) -> [u8; RECORD] {
        let mut bytes = [0; RECORD];
        let parts = [
            &self.question.as_bytes()[..],
            &self.answer.as_bytes()[..],
            &self.start.to_le_bytes()[..],
            &self.length.to_le_bytes()[..],
        ];
        for (place, byte) in bytes.iter_mut().zip(parts.concat()) {
            *place = byte;
        }
        bytes
    }

    fn from_bytes(bytes: &[u8; RECORD]) -> Option<Self> {
        let (question, rest) = bytes.split_first_chunk()?;
        let (answer, rest) = rest.split_first_chunk()?;
        let (start, rest) = rest.split_first_chunk()?;
        let (length, _) = rest.split_first_chunk()?;
        Some(Self {
            question: Digest::from_bytes(*question),
            answer: Digest::from_bytes(*answer),
            start: u64::from_le_bytes(*start),
            length: u64::from_le_bytes(*length),
        })
    }
}

/// Many answers in one file.
pub struct Pack {
    path: PathBuf,
    file: File,
    records: Vec<Record>,
}

impl Pack {
    /// Opens a pack. None if it is not there any more.
    ///
    /// # Errors
    /// If it is not a whole pack of this identity.
    pub fn open(path: &Path, identity: &Digest) -> io::Result<Option<Self>> {
        match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_file() => {}
            Ok(_) => return Err(damage("no regular file")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        }
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        let mut head = [0; HEAD as usize];
        let mut tail = [0; TAIL as usize];
        file.read_exact_at(&mut head, 0)?;
        file.read_exact_at(&mut tail, length.saturating_sub(TAIL))?;
        if head != *self::head(identity) {
            return Err(damage("not a pack of this program and these rules"));
        }
        let (start, digest) = tail.split_first_chunk().ok_or_else(|| damage("cut off"))?;
        let start = u64::from_le_bytes(*start);
        let end = length.saturating_sub(TAIL);
        let size = end.checked_sub(start).filter(|size| start >= HEAD && size % RECORD as u64 == 0);
        let mut index = vec![0; size.ok_or_else(|| damage("cut off"))? as usize];
        file.read_exact_at(&mut index, start)?;
        if Digest::of(&index).as_bytes()[..] != *digest {
            return Err(damage("its index is not what was written"));
        }
        let (records, _) = index.as_chunks();
        let records = records.iter().filter_map(Record::from_bytes).collect();
        Ok(Some(Self { path: path.to_owned(), file, records }))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn questions(&self) -> impl Iterator<Item = &Digest> {
        self.records.iter().map(|record| &record.question)
    }

    /// The answer to a question.
    ///
    /// # Errors
    /// If it is not what was put there.
    pub fn get(&self, question: &Digest) -> io::Result<Option<Vec<u8>>> {
        let found = self.records.binary_search_by_key(question, |record| record.question).ok();
        let Some(record) = found.and_then(|at| self.records.get(at)) else { return Ok(None) };
        let mut answer = vec![0; record.length as usize];
        self.file.read_exact_at(&mut answer, record.start)?;
        match Digest::of(&answer) == record.answer {
            true => Ok(Some(answer)),
            false => Err(damage("an answer is not what was written")),
        }
    }
}

fn damage(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

fn head(identity: &Digest) -> Box<[u8; HEAD as usize]> {
    let mut head = Box::new([0; HEAD as usize]);
    for (place, byte) in head.iter_mut().zip(MAGIC.iter().chain(identity.as_bytes())) {
        *place = *byte;
    }
    head
}

/// A pack that is being written.
pub struct PackWriter {
    path: PathBuf,
    file: BufWriter<File>,
    records: Vec<Record>,
    length: u64,
}

/// A pack that is whole, and the digest of its index.
pub struct Finished {
    pub path: PathBuf,
    pub digest: Digest,
}

impl PackWriter {
    pub fn begin(path: &Path, identity: &Digest) -> io::Result<Self> {
        let mut file = BufWriter::new(File::create_new(path)?);
        file.write_all(&*head(identity))?;
        Ok(Self { path: path.to_owned(), file, records: Vec::new(), length: HEAD })
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    pub fn questions(&self) -> impl Iterator<Item = Digest> {
        self.records.iter().map(|record| record.question)
    }

    pub fn add(&mut self, question: &Digest, answer: &[u8]) -> io::Result<()> {
        self.file.write_all(answer)?;
        let length = answer.len() as u64;
        self.records.push(Record { question: *question, answer: Digest::of(answer), start: self.length, length });
        self.length += length;
        Ok(())
    }

    pub fn finish(mut self) -> io::Result<Finished> {
        // Files of one content are looked at once each, and answered alike.
        self.records.sort_by_key(|record| record.question);
        self.records.dedup_by_key(|record| record.question);
        let index: Vec<u8> = self.records.iter().flat_map(Record::to_bytes).collect();
        let digest = Digest::of(&index);
        self.file.write_all(&index)?;
        self.file.write_all(&self.length.to_le_bytes())?;
        self.file.write_all(digest.as_bytes())?;
        self.file.into_inner()?.sync_all()?;
        Ok(Finished { path: self.path, digest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_byte_of_a_pack_changes_unnoticed() {
        let folder = tempfile::tempdir().unwrap();
        let identity = Digest::of(b"identity");
        let questions = [b"one", b"two", b"six"].map(|name| Digest::of(name));
        let path = folder.path().join("new");
        let mut writer = PackWriter::begin(&path, &identity).unwrap();
        for question in &questions {
            writer.add(question, question.to_string().as_bytes()).unwrap();
        }
        writer.finish().unwrap();
        let sound = |path: &Path| {
            let pack = Pack::open(path, &identity).ok()??;
            let right = |question: &Digest| {
                pack.get(question).ok().flatten().is_some_and(|answer| answer == question.to_string().as_bytes())
            };
            questions.iter().all(right).then_some(())
        };
        assert!(sound(&path).is_some());
        assert!(Pack::open(&path, &Digest::of(b"another")).is_err());
        let whole = fs::read(&path).unwrap();
        let spoilt = folder.path().join("spoilt");
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            fs::write(&spoilt, &bytes).unwrap();
            assert!(sound(&spoilt).is_none(), "byte {at}");
            fs::write(&spoilt, &whole[..at]).unwrap();
            assert!(sound(&spoilt).is_none(), "cut at {at}");
        }
    }
}
