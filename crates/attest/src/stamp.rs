//! Time stamps of signatures (RFC 3161): asked for from a lab's own authority, and verified without asking anybody.

mod certificate;
mod info;
mod request;
mod token;

pub(crate) use certificate::read_certificate;
pub(crate) use request::request_bytes;
pub(crate) use token::{Stamp, Stranger};
