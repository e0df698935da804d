//! JSON as the bundle has it: two spaces of indentation, a newline at the end, and on the way in no duplicate keys.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeOwned, DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserializer, Serialize};

/// Why a JSON text was refused.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadJson(#[from] serde_json::Error);

/// The bytes of a wire form.
///
/// # Errors
/// Never for the wire forms of this crate, whose keys are all strings.
pub fn to_bytes(value: &impl Serialize) -> Result<Vec<u8>, BadJson> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Reads a wire form, refusing duplicate keys anywhere: two readers could each take another one.
///
/// # Errors
/// With line and column, if the text is not JSON, repeats a key, or lacks a field.
pub fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BadJson> {
    let mut keys = serde_json::Deserializer::from_slice(bytes);
    NoDuplicates.deserialize(&mut keys)?;
    keys.end()?;
    Ok(serde_json::from_slice(bytes)?)
}

/// Walks a JSON text for its keys alone. serde_json bounds the depth.
struct NoDuplicates;

impl<'de> DeserializeSeed<'de> for NoDuplicates {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NoDuplicates {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            if seen.contains(&key) {
                return Err(A::Error::custom(format!("the key `{key}` stands twice in one object")));
            }
            seen.insert(key);
            map.next_value_seed(NoDuplicates)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        while sequence.next_element_seed(NoDuplicates)?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_key_is_refused_at_any_depth() {
        assert!(from_bytes::<serde_json::Value>(br#"{"a": [{"b": 1, "c": 2}]}"#).is_ok());
        let error = from_bytes::<serde_json::Value>(br#"{"a": [{"b": 1, "b": 2}]}"#).unwrap_err();
        assert!(error.to_string().contains("`b` stands twice"), "{error}");
        assert!(from_bytes::<serde_json::Value>(b"{} {}").is_err());
    }
}
