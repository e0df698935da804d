//! Archives: recognised by content, read member by member in memory, never written to disk.

mod ar;
mod booking;
mod budget;
mod cpio;
mod drop;
mod format;
mod links;
mod member;
mod name;
mod pax;
mod reader;
mod root;
mod sealer;
mod single;
mod source;
mod sparse;
mod tar;
mod unpack;
mod zip;
mod zip_directory;

pub(crate) use drop::{OpenDrop, seal_drop};
pub(crate) use format::{HEAD, recognise};
pub(crate) use member::{Member, MemberKind, Receiver, read_up_to};
pub(crate) use name::Name;
pub(crate) use sealer::{Outermost, seal_archive};
pub(crate) use source::Stored;
