//! The formats that are taken apart, each in a file of its own.
//!
//! A format is recognised by what stands in it, never by its name. To add one: a file below, and a line in [`FORMATS`].

mod android;
mod ar;
mod avb;
mod blockwise;
pub(crate) mod checksum;
mod cpio;
mod cramfs;
mod endian;
mod ext;
pub(crate) mod fdt;
mod fields;
mod flash;
mod hex_records;
mod iso;
mod java;
mod jffs2;
mod lzo;
mod padding;
pub(crate) mod pe;
mod pyc;
mod romfs;
mod rpm;
mod scan;
mod sparse;
mod squashfs;
mod stream;
mod tar;
mod trx;
mod ubi;
mod ubifs;
mod uimage;
mod zip;

use crate::budget::Budget;
use crate::comparer::Comparer;
use crate::container::Container;
use crate::content::Content;
use crate::elf;
use crate::fault::Fault;

/// A format, and how two of it are compared.
pub(crate) struct Format {
    /// As a sentence has it, without article: `tar archive`.
    pub(crate) name: &'static str,
    /// What its parts are called: `member`.
    pub(crate) part: &'static str,
    /// What the bytes are that belong to no part.
    pub(crate) rest: &'static str,
    pub(crate) recognises: fn(&Content) -> bool,
    pub(crate) look: Look,
}

/// How a format is looked into.
pub(crate) enum Look {
    /// It has members, which are compared one by one.
    Members(fn(&Content, &mut Budget) -> Result<Container, Fault>),
    /// It knows best itself what to compare.
    Own(fn(&mut Comparer, &Content, &Content) -> Result<(), Fault>),
}

/// Those with a magic number at their beginning come first.
const FORMATS: &[&Format] = &[
    &elf::FORMAT,
    // It stands at the end of what may be of any other format.
    &avb::WITH_FOOTER,
    &stream::GZIP,
    &stream::XZ,
    &stream::BZIP2,
    &stream::ZSTD,
    &stream::LZ4,
    &stream::LZ4_LEGACY,
    &pe::FORMAT,
    &java::FORMAT,
    &pyc::FORMAT,
    &squashfs::FORMAT,
    &cpio::FORMAT,
    &rpm::FORMAT,
    &cramfs::FORMAT,
    &romfs::FORMAT,
    &fdt::FORMAT,
    &avb::VBMETA,
    &android::BOOT,
    &android::VENDOR_BOOT,
    &sparse::FORMAT,
    &ubi::FORMAT,
    &ubifs::FORMAT,
    &jffs2::FORMAT,
    &uimage::FORMAT,
    &hex_records::INTEL,
    &hex_records::MOTOROLA,
    &trx::FORMAT,
    &ar::FORMAT,
    &tar::FORMAT,
    &ext::FORMAT,
    &iso::FORMAT,
    &stream::LZMA,
    &zip::FORMAT,
];

/// The format of a content.
pub(crate) fn recognise(content: &Content) -> Option<&'static Format> {
    FORMATS.iter().find(|format| (format.recognises)(content)).copied()
}
