use std::borrow::Cow;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::bytes::Bytes;

/// What packed bytes may unpack to; those of an honest worker are far shorter.
const LONGEST: u64 = 1 << 30;
/// Up to which length nothing is deflated: it would cost more time than it gives room.
const SHORT: usize = 128;

/// How bytes are packed, by the first of them.
const PLAIN: u8 = 0;
const DEFLATED: u8 = 1;

/// A value of which many are kept and few are asked for: once it has been written and read, it stays in bytes until it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed<T>(Form<T>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form<T> {
    Open(T),
    /// Bytes that have been read once, so that they can be; none if the value is the default.
    Closed(Bytes),
}

impl<T> Packed<T> {
    /// A value that is not packed yet.
    pub(crate) fn new(value: T) -> Self {
        Self(Form::Open(value))
    }

    /// The value, until it has been packed.
    pub(crate) fn open_mut(&mut self) -> Option<&mut T> {
        match &mut self.0 {
            Form::Open(value) => Some(value),
            Form::Closed(_) => None,
        }
    }
}

impl<T: Default> Default for Packed<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: Clone + Default + PartialEq + DeserializeOwned> Packed<T> {
    /// Whether it is nothing but the default.
    pub fn is_empty(&self) -> bool {
        match &self.0 {
            Form::Open(value) => *value == T::default(),
            Form::Closed(bytes) => bytes.0.is_empty(),
        }
    }

    /// The value itself.
    pub fn into_value(self) -> T {
        match self.0 {
            Form::Open(value) => value,
            Form::Closed(bytes) => unpacked(&bytes).unwrap_or_default(),
        }
    }

    /// The value.
    pub fn get(&self) -> Cow<'_, T> {
        match &self.0 {
            Form::Open(value) => Cow::Borrowed(value),
            Form::Closed(bytes) => Cow::Owned(unpacked(bytes).unwrap_or_default()),
        }
    }
}

/// None if the bytes are no such value.
fn unpacked<T: Default + DeserializeOwned>(bytes: &Bytes) -> Option<T> {
    match bytes.0.split_first() {
        None => Some(T::default()),
        Some((&PLAIN, plain)) => postcard::from_bytes(plain).ok(),
        Some((&DEFLATED, deflated)) => {
            let mut plain = Vec::new();
            DeflateDecoder::new(deflated).take(LONGEST).read_to_end(&mut plain).ok()?;
            postcard::from_bytes(&plain).ok()
        }
        Some(_) => None,
    }
}

fn packed<T: Serialize>(value: &T) -> Result<Bytes, String> {
    let plain = postcard::to_extend(value, vec![PLAIN]).map_err(|why| why.to_string())?;
    if plain.len() <= SHORT {
        return Ok(Bytes(plain.into()));
    }
    let mut encoder = DeflateEncoder::new(vec![DEFLATED], Compression::fast());
    let deflated = encoder.write_all(&plain[1..]).and_then(|()| encoder.finish()).map_err(|why| why.to_string())?;
    Ok(Bytes(deflated.into()))
}

impl<T: Serialize + Default + PartialEq> Serialize for Packed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Form::Closed(bytes) => bytes.serialize(serializer),
            Form::Open(value) if *value == T::default() => Bytes::default().serialize(serializer),
            Form::Open(value) => packed(value).map_err(serde::ser::Error::custom)?.serialize(serializer),
        }
    }
}

impl<'de, T: Default + DeserializeOwned> Deserialize<'de> for Packed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = Bytes::deserialize(deserializer)?;
        unpacked::<T>(&bytes).ok_or_else(|| D::Error::custom("packed bytes that are no such value"))?;
        Ok(Self(Form::Closed(bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_again(value: Vec<String>) -> Packed<Vec<String>> {
        postcard::from_bytes(&postcard::to_allocvec(&Packed::new(value)).unwrap()).unwrap()
    }

    #[test]
    fn what_is_packed_is_read_again() {
        let value = vec!["strcpy(to, from)".to_owned(); 100];
        let bytes = postcard::to_allocvec(&Packed::new(value.clone())).unwrap();
        assert!(bytes.len() < 100, "{} bytes", bytes.len());
        assert_eq!(*read_again(value.clone()).get(), value);
        assert_eq!(*read_again(vec!["short".to_owned()]).get(), ["short"]);
        assert!(read_again(Vec::new()).is_empty() && !read_again(value).is_empty());
    }

    #[test]
    fn bytes_that_are_no_value_are_refused() {
        for bytes in [&b"no packed bytes"[..], &[DEFLATED, 0xff, 0xff], &[PLAIN, 3, 1], &[PLAIN]] {
            let written = postcard::to_allocvec(&Bytes(bytes.into())).unwrap();
            assert!(postcard::from_bytes::<Packed<Vec<String>>>(&written).is_err(), "{bytes:?}");
        }
    }
}
