//! LZO1X, as Linux unpacks it (Linux's `Documentation/staging/lzo.rst`).
//!
//! There is a crate that is safe, but its licence is not one of ours; the others panic on damaged data.

/// Unpacks all of `packed` to at most `size` bytes. None if it is damaged, or gives more.
pub(super) fn unpack(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut input = Input { rest: packed };
    let mut output = Output { bytes: Vec::with_capacity(size), size };
    // How many bytes the instruction before copied from the input: 4 stands for all longer runs.
    let mut literals = 0;
    if let Some(length) = packed.first().and_then(|first| first.checked_sub(17)).filter(|length| *length > 0) {
        input.byte()?;
        output.literals(&mut input, length.into())?;
        literals = length.min(4);
    }
    loop {
        let code = input.byte()?;
        let number = usize::from(code);
        let (distance, length, next) = match code {
            0..=15 if literals == 0 => {
                let length = input.long(number, 15)? + 3;
                output.literals(&mut input, length)?;
                literals = 4;
                continue;
            }
            0..=15 => {
                let (base, length) = if literals == 4 { (2049, 3) } else { (1, 2) };
                ((usize::from(input.byte()?) << 2) + (number >> 2) + base, length, code & 3)
            }
            16..=31 => {
                let length = input.long(number & 7, 7)? + 2;
                let low = input.pair()?;
                let distance = 16384 + ((number & 8) << 11) + (low >> 2);
                if distance == 16384 {
                    let whole = length == 3 && input.rest.is_empty();
                    return whole.then_some(output.bytes);
                }
                (distance, length, (low & 3) as u8)
            }
            32..=63 => {
                let length = input.long(number & 31, 31)? + 2;
                let low = input.pair()?;
                ((low >> 2) + 1, length, (low & 3) as u8)
            }
            64..=255 => {
                let distance = (usize::from(input.byte()?) << 3) + ((number >> 2) & 7) + 1;
                (distance, (number >> 5) + 1, code & 3)
            }
        };
        output.copy(distance, length)?;
        output.literals(&mut input, next.into())?;
        literals = next;
    }
}

struct Input<'a> {
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn pair(&mut self) -> Option<usize> {
        Some(usize::from(self.byte()?) | usize::from(self.byte()?) << 8)
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    /// A length that did not fit into its instruction follows it: 255 for each zero byte, and the first other byte.
    fn long(&mut self, short: usize, base: usize) -> Option<usize> {
        if short > 0 {
            return Some(short);
        }
        let mut length = base;
        loop {
            match self.byte()? {
                0 => length += 255,
                last => return Some(length + usize::from(last)),
            }
        }
    }
}

struct Output {
    bytes: Vec<u8>,
    size: usize,
}

impl Output {
    fn literals(&mut self, input: &mut Input, length: usize) -> Option<()> {
        self.bytes.extend_from_slice(input.take(length)?);
        (self.bytes.len() <= self.size).then_some(())
    }

    /// The source may reach into what is being written.
    fn copy(&mut self, distance: usize, length: usize) -> Option<()> {
        if length > self.size.saturating_sub(self.bytes.len()) {
            return None;
        }
        let from = self.bytes.len().checked_sub(distance)?;
        for at in from..from + length {
            let byte = *self.bytes.get(at)?;
            self.bytes.push(byte);
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_literals_are_unpacked() {
        // Four literals, a copy of five bytes from four before, and the end.
        let packed = [21, b'a', b'b', b'c', b'd', 0x80 | 3 << 2, 0, 17, 0, 0];
        assert_eq!(unpack(&packed, 9).unwrap(), b"abcdabcda");
        for length in 0..packed.len() {
            assert!(unpack(&packed[..length], 9).is_none());
        }
        assert!(unpack(&packed, 8).is_none());
        for at in 0..packed.len() {
            for value in 0..=255 {
                let mut changed = packed;
                changed[at] = value;
                unpack(&changed, 9);
            }
        }
    }
}
