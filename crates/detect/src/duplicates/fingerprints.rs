use banbury_syntax::{CodeToken, Grammar, LineIndex};

use super::{LEAST_TOKENS, WINDOW, WINNOWED};

/// A window of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint {
    /// Equal for windows with the same kinds of tokens and the same names, if these were replaced throughout.
    pub hash: u64,
    /// Number of its first token in the file.
    pub token: u32,
    /// Line of its first token, from 1.
    pub first_line: u32,
    /// Line of its last token.
    pub last_line: u32,
    /// Whether an equal one stands nearer than the least length of a duplicate: it is of a list. Lists may be part of a
    /// duplicate, but none begins for their sake.
    pub is_list: bool,
}

/// The fingerprints of a file, packed; [`unpacked`] reads them.
pub(crate) fn fingerprints(grammar: Grammar, tokens: &[CodeToken], lines: &LineIndex) -> Vec<u8> {
    let mut line = Lines { index: lines, last: 1 };
    let mut chosen = Vec::new();
    for at in winnowed(tokens) {
        let Some((first, last)) = tokens.get(at).zip(tokens.get(at + WINDOW - 1)) else { continue };
        let first_line = line.of(first.start);
        chosen.push(Fingerprint {
            hash: with_names(seed(grammar), &tokens[at..at + WINDOW]),
            token: at as u32,
            first_line,
            last_line: lines.line(last.end.saturating_sub(1) as usize),
            is_list: false,
        });
    }
    mark_lists(&mut chosen);
    packed(&chosen)
}

/// Lines of ascending offsets.
struct Lines<'a> {
    index: &'a LineIndex,
    last: u32,
}

impl Lines<'_> {
    fn of(&mut self, at: u32) -> u32 {
        while self.last < self.index.count() && self.index.start(self.last + 1) <= at as usize {
            self.last += 1;
        }
        self.last
    }
}

/// The windows that leave a fingerprint, by their first token: of each [`WINNOWED`] in a row the one with the least hash of its
/// kinds, the last of equals.
fn winnowed(tokens: &[CodeToken]) -> Vec<usize> {
    let hashes = hashes_of_kinds(tokens);
    let mut chosen: Vec<usize> = Vec::with_capacity(2 * hashes.len() / WINNOWED + 1);
    let mut least = 0;
    for at in 0..hashes.len() {
        let begin = (at + 1).saturating_sub(WINNOWED);
        if least < begin {
            least = begin;
            for other in begin..=at {
                if hashes[other] <= hashes[least] {
                    least = other;
                }
            }
        } else if hashes[at] <= hashes[least] {
            least = at;
        }
        if at + 1 >= WINNOWED.min(hashes.len()) && chosen.last() != Some(&least) {
            chosen.push(least);
        }
    }
    chosen
}

const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash of the kinds in each window, rolled from token to token.
fn hashes_of_kinds(tokens: &[CodeToken]) -> Vec<u64> {
    let leaving = (0..WINDOW).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let mut hash = 0u64;
    let mut hashes = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        hash = hash.wrapping_mul(BASE).wrapping_add(mixed(u64::from(token.kind) + 1));
        if let Some(gone) = at.checked_sub(WINDOW).and_then(|gone| tokens.get(gone)) {
            hash = hash.wrapping_sub(mixed(u64::from(gone.kind) + 1).wrapping_mul(leaving));
        }
        if at + 1 >= WINDOW {
            hashes.push(mixed(hash));
        }
    }
    hashes
}

/// A hash of the kinds in a window, and of where each of its names stands first in it: the same for names that were replaced
/// throughout.
fn with_names(seed: u64, window: &[CodeToken]) -> u64 {
    let mut names = [0u32; WINDOW];
    let mut known = 0;
    let mut hash = seed;
    for token in window {
        let number = token.name.map_or(0, |name| {
            let number = names[..known].iter().position(|it| *it == name).unwrap_or_else(|| {
                names[known] = name;
                known += 1;
                known - 1
            });
            number as u64 + 1
        });
        hash = mixed(hash ^ (u64::from(token.kind) << 32 | number));
    }
    hash
}

/// Numbers of kinds mean something in one grammar only.
fn seed(grammar: Grammar) -> u64 {
    mixed(grammar.language().name().bytes().fold(0, |seed, byte| seed << 7 ^ u64::from(byte)))
}

fn mixed(value: u64) -> u64 {
    let value = (value ^ value >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    value ^ value >> 32
}

/// Marks windows that return at less than the least length of a duplicate.
fn mark_lists(chosen: &mut [Fingerprint]) {
    for at in 0..chosen.len() {
        let Fingerprint { hash, token, .. } = chosen[at];
        let mut returns = false;
        let near = chosen[at + 1..].iter_mut().take_while(|other| other.token - token < LEAST_TOKENS);
        for other in near.filter(|other| other.hash == hash) {
            other.is_list = true;
            returns = true;
        }
        chosen[at].is_list |= returns;
    }
}

fn packed(fingerprints: &[Fingerprint]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut token, mut line) = (0, 0);
    for it in fingerprints {
        bytes.extend(it.hash.to_le_bytes());
        // A text that is parsed has less than 2^31 bytes, and so fewer tokens.
        let step = (it.token - token) << 1 | u32::from(it.is_list);
        for number in [step, it.first_line - line, it.last_line - it.first_line] {
            put(&mut bytes, number);
        }
        (token, line) = (it.token, it.first_line);
    }
    bytes
}

/// What [`fingerprints`] packed; ends where bytes are not of that form.
pub(super) fn unpacked(bytes: &[u8]) -> impl Iterator<Item = Fingerprint> {
    let (mut rest, mut token, mut line) = (bytes, 0u32, 0u32);
    std::iter::from_fn(move || {
        let (hash, behind) = rest.split_first_chunk()?;
        rest = behind;
        let step = take(&mut rest)?;
        token = token.checked_add(step >> 1)?;
        line = line.checked_add(take(&mut rest)?)?;
        let last_line = line.checked_add(take(&mut rest)?)?;
        Some(Fingerprint {
            hash: u64::from_le_bytes(*hash),
            token,
            first_line: line,
            last_line,
            is_list: step & 1 == 1,
        })
    })
}

/// A number in seven bits a byte, the last one without the eighth (LEB128).
fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0u32;
    for shift in [0, 7, 14, 21, 28] {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let fingerprint = |hash, token| Fingerprint {
            hash,
            token,
            first_line: token / 5 + 1,
            last_line: token / 3 + 400,
            is_list: hash == 0,
        };
        let all = [fingerprint(7, 0), fingerprint(u64::MAX, 300), fingerprint(0, 70_000)];
        assert_eq!(unpacked(&packed(&all)).collect::<Vec<_>>(), all);
        let bytes = packed(&all);
        assert_eq!(unpacked(&bytes[..bytes.len() - 1]).count(), 2, "a torn one is no fingerprint");
    }

    /// Tokens of pseudo-random kinds, names among them.
    fn tokens(seed: u64, count: usize) -> Vec<CodeToken> {
        let kinds = (0..count as u64).map(|at| mixed(seed ^ mixed(at + 1)));
        let token = |(at, kind): (u32, u64)| CodeToken {
            kind: (kind % 40) as u16,
            name: (kind % 3 == 0).then_some((kind % 11) as u32),
            start: 10 * at,
            end: 10 * at + 4,
        };
        (0..).zip(kinds).map(token).collect()
    }

    fn hashes(tokens: &[CodeToken]) -> Vec<u64> {
        let chosen = winnowed(tokens);
        chosen.into_iter().map(|at| with_names(1, &tokens[at..at + WINDOW])).collect()
    }

    #[test]
    fn whatever_stands_around_it_shared_code_leaves_a_shared_fingerprint() {
        let shared = tokens(1, WINDOW + WINNOWED - 1);
        for around in 2..30 {
            let one = [tokens(around, 50), shared.clone(), tokens(around + 100, 70)].concat();
            let other = [tokens(around + 200, 90), shared.clone()].concat();
            assert!(hashes(&one).iter().any(|hash| hashes(&other).contains(hash)), "{around}");
        }
    }

    #[test]
    fn names_may_be_replaced_only_throughout() {
        let one = tokens(1, WINDOW);
        let renamed = |rename: &dyn Fn(usize, u32) -> u32| -> Vec<CodeToken> {
            let token = |(at, it): (usize, &CodeToken)| CodeToken { name: it.name.map(|name| rename(at, name)), ..*it };
            one.iter().enumerate().map(token).collect()
        };
        assert_eq!(with_names(1, &one), with_names(1, &renamed(&|_, name| name + 100)));
        assert_ne!(
            with_names(1, &one),
            with_names(1, &renamed(&|at, name| if at < WINDOW / 2 { name } else { name + 100 }))
        );
    }

    #[test]
    fn a_list_is_known_for_one() {
        let is_list = |tokens: &[CodeToken]| -> Vec<bool> {
            unpacked(&fingerprints(Grammar::C, tokens, &LineIndex::new(""))).map(|it| it.is_list).collect()
        };
        let item = tokens(1, 7);
        let list = is_list(&item.iter().copied().cycle().take(2000).collect::<Vec<_>>());
        assert!(list.len() > 10 && list.iter().all(|it| *it));
        let code = is_list(&tokens(1, 2000));
        assert!(code.len() > 10 && code.iter().all(|it| !it));
    }
}
