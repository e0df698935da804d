use std::borrow::Cow;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::bytes::Bytes;

/// What packed bytes may unpack to; those of an honest worker are far shorter.
const LONGEST: u64 = 1 << 30;

/// A value of which many are kept and few are asked for: once it has been written and read, it stays deflated until it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed<T>(Form<T>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form<T> {
    Open(T),
    /// Without bytes if it is the default.
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

    /// The value; none if the bytes are none of it.
    pub(crate) fn get(&self) -> Option<Cow<'_, T>> {
        match &self.0 {
            Form::Open(value) => Some(Cow::Borrowed(value)),
            Form::Closed(bytes) if bytes.0.is_empty() => Some(Cow::Owned(T::default())),
            Form::Closed(bytes) => {
                let mut plain = Vec::new();
                DeflateDecoder::new(&*bytes.0).take(LONGEST).read_to_end(&mut plain).ok()?;
                postcard::from_bytes(&plain).ok().map(Cow::Owned)
            }
        }
    }
}

impl<T: Serialize + Default + PartialEq> Serialize for Packed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = match &self.0 {
            Form::Closed(bytes) => return bytes.serialize(serializer),
            Form::Open(value) => value,
        };
        if *value == T::default() {
            return Bytes::default().serialize(serializer);
        }
        let plain = postcard::to_allocvec(value).map_err(serde::ser::Error::custom)?;
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        let deflated = encoder.write_all(&plain).and_then(|()| encoder.finish()).map_err(serde::ser::Error::custom)?;
        Bytes(deflated.into()).serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Packed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(Form::Closed(Bytes::deserialize(deserializer)?)))
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
        assert_eq!(*read_again(value.clone()).get().unwrap(), value);
        assert!(read_again(Vec::new()).is_empty() && !read_again(value).is_empty());
    }

    #[test]
    fn bytes_that_are_no_value_are_none() {
        let broken: Packed<Vec<String>> = Packed(Form::Closed(Bytes(Box::from(&b"no deflated bytes"[..]))));
        assert!(broken.get().is_none());
    }
}
