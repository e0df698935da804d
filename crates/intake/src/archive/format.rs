use std::io::Read;

use banbury_evidence::ArchiveFormat;

use super::source::{Source, Stored};
use super::unpack::{Packing, Unpacked};
use super::{ar, cpio, tar, zip};

/// So much of a content always suffices to recognise it: a bzip2 block, which is unpacked whole, has 900 kB.
pub(crate) const HEAD: usize = 1 << 20;

/// The archive format of a content that begins with `head`, by its structure and never by its name.
pub(crate) fn recognise(head: &[u8]) -> Option<ArchiveFormat> {
    if let Some(packing) = Packing::recognise(head) {
        let head = head.get(..HEAD).unwrap_or(head);
        return Some(if holds_tar(packing, head) { tar_format(packing) } else { single_format(packing) });
    }
    if zip::recognise(head) {
        Some(ArchiveFormat::Zip)
    } else if ar::recognise(head) {
        Some(ArchiveFormat::Ar)
    } else if cpio::recognise(head) {
        Some(ArchiveFormat::Cpio)
    } else if tar::recognise(head) {
        Some(ArchiveFormat::Tar)
    } else {
        None
    }
}

/// The compression of a format, and whether a tar is inside.
pub(crate) fn packing(format: ArchiveFormat) -> Option<(Packing, bool)> {
    Some(match format {
        ArchiveFormat::Gzip => (Packing::Gzip, false),
        ArchiveFormat::Bzip2 => (Packing::Bzip2, false),
        ArchiveFormat::Xz => (Packing::Xz, false),
        ArchiveFormat::Zstd => (Packing::Zstd, false),
        ArchiveFormat::TarGzip => (Packing::Gzip, true),
        ArchiveFormat::TarBzip2 => (Packing::Bzip2, true),
        ArchiveFormat::TarXz => (Packing::Xz, true),
        ArchiveFormat::TarZstd => (Packing::Zstd, true),
        ArchiveFormat::Ar | ArchiveFormat::Cpio | ArchiveFormat::Tar | ArchiveFormat::Zip => return None,
    })
}

fn holds_tar(packing: Packing, head: &[u8]) -> bool {
    let Ok(mut unpacked) = Unpacked::new(packing, Source::Stored(Stored::Memory(head)).reader()) else { return false };
    let mut block = [0; 512];
    unpacked.read_exact(&mut block).is_ok() && tar::recognise(&block)
}

fn tar_format(packing: Packing) -> ArchiveFormat {
    match packing {
        Packing::Gzip => ArchiveFormat::TarGzip,
        Packing::Bzip2 => ArchiveFormat::TarBzip2,
        Packing::Xz => ArchiveFormat::TarXz,
        Packing::Zstd => ArchiveFormat::TarZstd,
    }
}

fn single_format(packing: Packing) -> ArchiveFormat {
    match packing {
        Packing::Gzip => ArchiveFormat::Gzip,
        Packing::Bzip2 => ArchiveFormat::Bzip2,
        Packing::Xz => ArchiveFormat::Xz,
        Packing::Zstd => ArchiveFormat::Zstd,
    }
}
