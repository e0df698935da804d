//! report.pdf; nothing where the program was built without it.

use std::path::Path;

use anyhow::Result;
use banbury_report::document::Document;

/// The file.
pub const NAME: &str = "report.pdf";

/// Files of a bundle that the PDF carries, with their media types.
#[cfg(feature = "pdf")]
const CARRIED: [(&str, &str); 3] = [
    ("findings.sarif", "application/sarif+json"),
    ("coverage.json", "application/json"),
    ("rebuild.json", "application/json"),
];

/// Gives a file of the bundle by name, if the bundle has it.
pub type FileOf<'a> = &'a dyn Fn(&str) -> Result<Option<Vec<u8>>>;

/// Sets `document` as report.pdf into `folder`. It carries files of the bundle; a redacted one carries none.
#[cfg(feature = "pdf")]
pub fn write(folder: &Path, document: &Document, file: FileOf<'_>) -> Result<()> {
    use banbury_pdf::Attachment;

    use crate::bundle::write_synced;
    use crate::progress::Progress;

    let _progress = Progress::waiting("typesetting report.pdf");
    let mut carried = Vec::new();
    for (name, media_type) in CARRIED.into_iter().filter(|_| !document.edition.redacted) {
        carried.extend(file(name)?.map(|bytes| (name, media_type, bytes)));
    }
    let attachments: Vec<Attachment<'_>> =
        carried.iter().map(|(name, media_type, bytes)| Attachment { name, media_type, bytes }).collect();
    write_synced(&folder.join(NAME), &banbury_pdf::render(document, &attachments)?)
}

/// Sets nothing.
#[cfg(not(feature = "pdf"))]
pub fn write(_folder: &Path, _document: &Document, _file: FileOf<'_>) -> Result<()> {
    Ok(())
}
