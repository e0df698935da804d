use std::io::{self, Read};

/// How many ranges are kept.
const RANGES: usize = 16;

const BLOCK: usize = 64 << 10;

/// Runs with at most so many equal bytes between them are one stretch.
const CLOSE: u64 = 8;

/// Equal bytes are skipped in steps of this.
const STRIDE: usize = 64;

/// Runs of differing bytes with few equal ones between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) start: u64,
    /// Offset behind its last byte.
    pub(crate) end: u64,
    /// Bytes in it that differ.
    pub(crate) differing: u64,
}

/// How two streams differ. The figures are of their common length; what one has beyond it counts as its size.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ByteDifference {
    pub(crate) shipped_size: u64,
    pub(crate) rebuilt_size: u64,
    /// Bytes that differ.
    pub(crate) differing: u64,
    /// Stretches of differing bytes.
    pub(crate) stretches: u64,
    /// The first stretches of runs that stand close to each other.
    pub(crate) ranges: Vec<Stretch>,
    /// Offset behind the last byte that differs.
    end: u64,
}

impl ByteDifference {
    /// Offset of the first byte that differs, or that only one of the two has.
    pub(crate) fn first(&self) -> u64 {
        self.ranges.first().map_or(self.shipped_size.min(self.rebuilt_size), |range| range.start)
    }

    /// Says how much differs, and where it begins.
    pub(crate) fn summary(&self) -> String {
        let sizes = sizes(self.shipped_size, self.rebuilt_size);
        format!("{}, the first at offset {:#x}; {sizes}", differ(self.differing), self.first())
    }

    fn add(&mut self, offset: u64) {
        if self.stretches == 0 || offset > self.end.saturating_add(CLOSE) {
            self.stretches += 1;
            if self.ranges.len() < RANGES {
                self.ranges.push(Stretch { start: offset, end: offset, differing: 0 });
            }
        }
        self.differing += 1;
        self.end = offset + 1;
        if let Some(last) = self.ranges.last_mut().filter(|_| self.stretches <= RANGES as u64) {
            last.end = self.end;
            last.differing += 1;
        }
    }
}

/// `1 byte differs`, or how many do.
pub(crate) fn differ(bytes: u64) -> String {
    match bytes {
        1 => "1 byte differs".to_owned(),
        _ => format!("{bytes} bytes differ"),
    }
}

/// `both 5 bytes long`, or the two lengths.
pub(crate) fn sizes(shipped: u64, rebuilt: u64) -> String {
    if shipped == rebuilt {
        format!("both {shipped} bytes long")
    } else {
        format!("{shipped} bytes shipped, {rebuilt} rebuilt")
    }
}

/// Whether two streams are equal. Reads no further than to the first block that differs.
pub(crate) fn equal(shipped: &mut impl Read, rebuilt: &mut impl Read) -> io::Result<bool> {
    let (mut theirs, mut ours) = (vec![0; BLOCK], vec![0; BLOCK]);
    loop {
        let their_block = fill(shipped, &mut theirs)?;
        if their_block != fill(rebuilt, &mut ours)? {
            return Ok(false);
        }
        if their_block.is_empty() {
            return Ok(true);
        }
    }
}

/// Compares two streams to the end of the longer one; none if they are equal.
pub(crate) fn compare(shipped: &mut impl Read, rebuilt: &mut impl Read) -> io::Result<Option<ByteDifference>> {
    let (mut theirs, mut ours) = (vec![0; BLOCK], vec![0; BLOCK]);
    let mut difference = ByteDifference::default();
    loop {
        let their_block = fill(shipped, &mut theirs)?;
        let our_block = fill(rebuilt, &mut ours)?;
        if their_block.is_empty() && our_block.is_empty() {
            break;
        }
        if their_block != our_block {
            compare_blocks(
                their_block,
                our_block,
                difference.shipped_size.min(difference.rebuilt_size),
                &mut difference,
            );
        }
        difference.shipped_size += their_block.len() as u64;
        difference.rebuilt_size += our_block.len() as u64;
    }
    let equal = difference.differing == 0 && difference.shipped_size == difference.rebuilt_size;
    Ok((!equal).then_some(difference))
}

fn compare_blocks(theirs: &[u8], ours: &[u8], start: u64, difference: &mut ByteDifference) {
    for (number, (a, b)) in theirs.chunks(STRIDE).zip(ours.chunks(STRIDE)).enumerate() {
        if a != b {
            let start = start + (number * STRIDE) as u64;
            let unequal = a.iter().zip(b).enumerate().filter(|(_, (a, b))| a != b);
            unequal.for_each(|(index, _)| difference.add(start + index as u64));
        }
    }
}

/// As much as the stream has, so that blocks of the two stay in step.
fn fill<'a>(stream: &mut impl Read, buffer: &'a mut [u8]) -> io::Result<&'a [u8]> {
    let mut length = 0;
    while let Some(rest) = buffer.get_mut(length..).filter(|rest| !rest.is_empty()) {
        match stream.read(rest) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(buffer.get(..length).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(a: &[u8], b: &[u8]) -> Option<ByteDifference> {
        // A stream that gives little at a time must not matter.
        let (mut head, mut tail) = a.split_at(a.len() / 3);
        let mut chained = (&mut head).chain(&mut tail);
        compare(&mut chained, &mut &*b).unwrap()
    }

    #[test]
    fn equal_streams_have_no_difference() {
        assert_eq!(compared(b"", b""), None);
        assert_eq!(compared(&vec![7; 200_000], &vec![7; 200_000]), None);
        let is_equal = |a: &[u8], b: &[u8]| equal(&mut &*a, &mut &*b).unwrap();
        assert!(is_equal(b"", b"") && is_equal(&vec![7; 200_000], &vec![7; 200_000]));
        assert!(!is_equal(b"a", b"") && !is_equal(&vec![7; BLOCK + 1], &vec![7; BLOCK]) && !is_equal(b"ab", b"ac"));
    }

    #[test]
    fn runs_are_counted_across_blocks() {
        let a = vec![0; 3 * BLOCK];
        let mut b = a.clone();
        b[BLOCK - 2..BLOCK + 3].fill(1);
        b[5] = 1;
        b[9] = 1;
        let found = compared(&a, &b).unwrap();
        assert_eq!((found.differing, found.stretches), (7, 2));
        let block = BLOCK as u64;
        assert_eq!(found.ranges[0], Stretch { start: 5, end: 10, differing: 2 });
        assert_eq!(found.ranges[1], Stretch { start: block - 2, end: block + 3, differing: 5 });
    }

    #[test]
    fn further_stretches_are_counted_though_not_kept() {
        let a = vec![0; 1000];
        let b: Vec<u8> = (0..1000).map(|index| u8::from(index % 20 < 3)).collect();
        let found = compared(&a, &b).unwrap();
        assert_eq!((found.differing, found.stretches, found.ranges.len()), (150, 50, 16));
        assert_eq!(found.ranges[15], Stretch { start: 300, end: 303, differing: 3 });
    }

    #[test]
    fn a_longer_side_differs_from_its_end_on() {
        let found = compared(b"abc", b"abcd").unwrap();
        assert_eq!((found.differing, found.first(), found.shipped_size, found.rebuilt_size), (0, 3, 3, 4));
        let found = compared(&vec![0; BLOCK + 9], &vec![0; BLOCK]).unwrap();
        assert_eq!((found.differing, found.first()), (0, BLOCK as u64));
    }
}
