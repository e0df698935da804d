//! Lines that differ only because they hold checksums and sizes of members that differ: `md5sums` of a Debian
//! package, `RECORD` of a wheel, `MANIFEST.MF` of a jar. Each figure is computed anew on both sides before a line is
//! set aside.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::sync::LazyLock;

use banbury_evidence::{Difference, MaskedRange};
use md5::Md5;
use regex::Regex;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::content::Content;
use crate::found::Found;
use crate::text::Hunk;

/// Members whose figures are computed only when they are asked for. Each may hold open files, so that those of further
/// ones are computed at once.
const HELD: usize = 64;

/// Members whose figures are remembered.
const KNOWN: usize = 1 << 14;

/// Stretches that wait for the end, and what it takes to remember them, in bytes. Further ones are listed at once.
const WAITING: usize = 10_000;
const ROOM: usize = 64 << 20;

/// What it takes to remember a figure, beside its characters, in bytes.
const FIGURE: usize = 128;

/// A longer line is no list of checksums, in bytes.
const LINE: usize = 64 << 10;

/// The rule under which such lines are set aside.
const RULE: &str = "checksum-of-changed-member";

/// A member that differs.
pub(crate) struct Changed {
    theirs: Content,
    ours: Content,
}

impl Changed {
    pub(crate) fn new(theirs: &Content, ours: &Content) -> Self {
        Self { theirs: theirs.clone(), ours: ours.clone() }
    }
}

/// A difference that waits until all members are known.
pub(crate) struct PutOff {
    difference: Difference,
    range: MaskedRange,
    lines: Vec<Figures>,
}

impl PutOff {
    fn room(&self) -> usize {
        let Difference { place, detail, shipped, rebuilt, .. } = &self.difference;
        let texts = [place, detail, shipped, rebuilt, &self.range.within].map(String::len);
        let figures = self.lines.iter().flatten().map(|(theirs, ours)| FIGURE + theirs.len() + ours.len());
        texts.into_iter().chain(figures).sum()
    }
}

/// Where two lines differ, or what two members come to: the figure shipped, and the one rebuilt.
type Figures = BTreeSet<(String, String)>;

/// What the comparison has put by until its end.
#[derive(Default)]
pub(crate) struct Later {
    changed: Vec<Changed>,
    known: Vec<Figures>,
    put_off: Vec<PutOff>,
    /// What it takes to remember these, in bytes.
    room: usize,
}

impl Later {
    /// Remembers a member.
    ///
    /// # Errors
    ///
    /// When one cannot be read again.
    pub(crate) fn changed(&mut self, changed: Changed) -> io::Result<()> {
        self.changed.push(changed);
        if self.changed.len() > HELD { self.compute() } else { Ok(()) }
    }

    fn compute(&mut self) -> io::Result<()> {
        for Changed { theirs, ours } in self.changed.drain(..).take(KNOWN - self.known.len()) {
            self.known.push(figures_of(&theirs)?.into_iter().zip(figures_of(&ours)?).collect());
        }
        Ok(())
    }

    /// How many stretches wait.
    pub(crate) fn waiting(&self) -> u64 {
        self.put_off.len() as u64
    }

    /// Puts a stretch of lines off, if it may hold nothing but figures of members. The difference comes back where it
    /// cannot, and where too many wait.
    pub(crate) fn put_off(&mut self, difference: Difference, within: String, hunk: &Hunk<'_>) -> Option<Difference> {
        let Some(lines) = lines(hunk.their_text, hunk.our_text) else { return Some(difference) };
        let range = MaskedRange {
            rule: RULE.to_owned(),
            within,
            offset: hunk.their_offset as u64,
            length: hunk.their_text.len() as u64,
        };
        let put_off = PutOff { difference, range, lines };
        let room = self.room + put_off.room();
        if self.put_off.len() >= WAITING || room > ROOM {
            return Some(put_off.difference);
        }
        self.room = room;
        self.put_off.push(put_off);
        None
    }

    /// Sets aside what follows from the members, and lists the rest.
    ///
    /// # Errors
    ///
    /// When a member cannot be read again; what waits is listed all the same.
    pub(crate) fn settle(mut self, found: &mut Found) -> io::Result<()> {
        if self.put_off.is_empty() {
            return Ok(());
        }
        let computed = self.compute();
        let members: BTreeMap<&(String, String), &Figures> =
            self.known.iter().flat_map(|member: &Figures| member.iter().map(move |pair| (pair, member))).collect();
        // A line is of one member.
        let is_known = |line: &Figures| {
            let checksum = line.iter().find(|pair| is_checksum(pair));
            checksum.and_then(|pair| members.get(pair)).is_some_and(|member| line.is_subset(member))
        };
        for put_off in self.put_off {
            match put_off.lines.iter().all(is_known) {
                true => found.mask(put_off.range),
                false => found.add(put_off.difference),
            }
        }
        computed
    }
}

/// The lines in which the two differ; none if one of them differs in something that is no checksum and no size beside
/// one.
fn lines(theirs: &str, ours: &str) -> Option<Vec<Figures>> {
    if theirs.split_inclusive('\n').count() != ours.split_inclusive('\n').count() {
        return None;
    }
    let pairs = theirs.split_inclusive('\n').zip(ours.split_inclusive('\n')).filter(|(a, b)| a != b);
    pairs.map(|(a, b)| figures(a, b).filter(|pairs| pairs.iter().any(is_checksum))).collect()
}

fn is_checksum((theirs, ours): &(String, String)) -> bool {
    theirs.len().min(ours.len()) >= 27
}

/// The pairs in which two lines differ; none if they differ in something else.
fn figures(theirs: &str, ours: &str) -> Option<Figures> {
    // Hexadecimal, or base64 as RFC 4648 has it, or a size.
    static FIGURE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\b[0-9a-fA-F]{32,128}\b|\b[A-Za-z0-9+/_-]{27,86}={0,2}|\b[0-9]+\b").ok());
    // Where a size may stand: behind the name and the checksum (`RECORD` of a wheel), or between checksum and name
    // (`Release` of a Debian repository, `.dsc`, `.changes`).
    static SIZED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?:[^,]*,[a-z0-9]+=[A-Za-z0-9_=-]+,[0-9]+|\s*[0-9a-fA-F]{32,128}\s+[0-9]+\s+\S.*)\s*$").ok()
    });
    let figure = FIGURE.as_ref().filter(|_| theirs.len().max(ours.len()) <= LINE)?;
    if figure.replace_all(theirs, "\0") != figure.replace_all(ours, "\0") {
        return None;
    }
    let pairs = figure.find_iter(theirs).zip(figure.find_iter(ours));
    let unequal = pairs.filter(|(a, b)| a.as_str() != b.as_str());
    let figures: Figures = unequal.map(|(a, b)| (plain(a.as_str()), plain(b.as_str()))).collect();
    let is_list = || SIZED.as_ref().is_some_and(|sized| sized.is_match(theirs) && sized.is_match(ours));
    (figures.iter().all(is_checksum) || is_list()).then_some(figures)
}

/// Without what differs between spellings of one checksum.
fn plain(figure: &str) -> String {
    let is_hex = figure.bytes().all(|byte| byte.is_ascii_hexdigit());
    match is_hex {
        true => figure.to_ascii_lowercase(),
        false => figure.trim_end_matches('=').replace('+', "-").replace('/', "_"),
    }
}

/// Length and checksums of a content, in hex and base64url, always in the same order.
fn figures_of(content: &Content) -> io::Result<Vec<String>> {
    let (mut md5, mut sha1, mut sha256) = (Md5::new(), Sha1::new(), Sha256::new());
    let (mut sha384, mut sha512) = (Sha384::new(), Sha512::new());
    let mut reader = content.reader();
    let mut block = vec![0; 64 << 10];
    loop {
        let length = reader.read(&mut block)?;
        let Some(block) = block.get(..length).filter(|block| !block.is_empty()) else { break };
        md5.update(block);
        sha1.update(block);
        sha256.update(block);
        sha384.update(block);
        sha512.update(block);
    }
    let digests: [Vec<u8>; 5] = [
        md5.finalize().to_vec(),
        sha1.finalize().to_vec(),
        sha256.finalize().to_vec(),
        sha384.finalize().to_vec(),
        sha512.finalize().to_vec(),
    ];
    let mut figures = vec![content.length().to_string()];
    for digest in digests {
        figures.push(digest.iter().map(|byte| format!("{byte:02x}")).collect());
        figures.push(base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, digest));
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_figures_that_hold_on_both_sides_are_set_aside() {
        let (old, new) = (Content::of_bytes(b"old".to_vec()), Content::of_bytes(b"newer".to_vec()));
        let sum = |content: &Content, which: usize| figures_of(content).unwrap()[which].clone();
        let settle = |theirs: &str, ours: &str| {
            let mut later = Later::default();
            // Among so many others that not all of them are held.
            for number in 0..2 * HELD {
                let other = Content::of_bytes(number.to_string().into_bytes());
                later.changed(if number == 3 { Changed::new(&old, &new) } else { Changed::new(&other, &new) }).unwrap();
            }
            let hunk = Hunk { theirs: 0..1, their_text: theirs, their_offset: 7, our_text: ours };
            let mut found = Found::default();
            match later.put_off(Difference::default(), "member sums".to_owned(), &hunk) {
                None => later.settle(&mut found).unwrap(),
                Some(difference) => found.add(difference),
            }
            let (artefact, _) = found.judge("x");
            (artefact.masked.len(), artefact.differs.len())
        };
        let line = |content: &Content, name: &str| format!("{}  {name}\n", sum(content, 1));
        assert_eq!(settle(&line(&old, "a"), &line(&new, "a")), (1, 0));
        assert_eq!(settle(&line(&old, "a"), &line(&new, "b")), (0, 1), "another name");
        assert_eq!(settle(&line(&old, "a"), &line(&old, "a").replace(['a', 'b'], "c")), (0, 1), "a sum of nothing");
        assert_eq!(settle(&line(&new, "a"), &line(&old, "a")), (0, 1), "the wrong way round");
        let record = |content: &Content| format!("a.py,sha256={},{}\n", sum(content, 6), content.length());
        assert_eq!(settle(&record(&old), &record(&new)), (1, 0));
        assert_eq!(settle(&record(&old), &record(&new).replace(",5\n", ",6\n")), (0, 1), "a size that is none");
        let both = |number: u64, content: &Content| format!("sleep {number}\n{}", line(content, "a"));
        assert_eq!(settle(&both(3, &old), &both(5, &new)), (0, 1), "a size that stands beside no checksum");
        assert_eq!(settle("port 80\n", "port 81\n"), (0, 1), "numbers alone");
        let listed = |content: &Content| format!(" {} {} main/a.deb\n", sum(content, 5), content.length());
        assert_eq!(settle(&listed(&old), &listed(&new)), (1, 0));
        let limit = |content: &Content| format!("limit={} # {}\n", content.length(), sum(content, 5));
        assert_eq!(settle(&limit(&old), &limit(&new)), (0, 1), "a number that is no size in a list");
    }

    #[test]
    fn only_so_many_stretches_wait_for_the_end() {
        let listed = |text: usize, stretches: usize| {
            let (theirs, ours) = (format!("{} x\n", "a".repeat(32)), format!("{} x\n", "b".repeat(32)));
            let hunk = Hunk { theirs: 0..1, their_text: &theirs, their_offset: 0, our_text: &ours };
            let mut later = Later::default();
            let put_off = |_: &usize| {
                let difference = Difference { shipped: "a".repeat(text), ..Difference::default() };
                later.put_off(difference, String::new(), &hunk).is_some()
            };
            (0..stretches).filter(put_off).count()
        };
        assert_eq!(listed(1, WAITING + 5), 5);
        assert_eq!(listed(1 << 20, 70), 7, "63 take up the room");
    }
}
