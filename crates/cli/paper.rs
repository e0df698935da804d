//! report.pdf, made from the other files of a bundle; nothing where it was built without.

use std::path::Path;

use anyhow::Result;
use banbury_evidence::Inspection;

/// The file.
pub const NAME: &str = "report.pdf";

/// Files of the bundle that the PDF carries, with their media types.
#[cfg(feature = "pdf")]
const CARRIED: [(&str, &str); 3] = [
    ("findings.sarif", "application/sarif+json"),
    ("coverage.json", "application/json"),
    ("rebuild.json", "application/json"),
];

/// Sets report.pdf into `folder`, which holds the views of `inspection`.
#[cfg(feature = "pdf")]
pub fn write(folder: &Path, inspection: &Inspection) -> Result<()> {
    use banbury_pdf::Attachment;
    use banbury_report::document::{Edition, Form};

    use crate::bundle::write_synced;
    use crate::progress::Progress;

    let _progress = Progress::waiting("typesetting report.pdf");
    let mut carried = Vec::new();
    for (name, media_type) in CARRIED {
        match std::fs::read(folder.join(name)) {
            Ok(bytes) => carried.push((name, media_type, bytes)),
            // Nothing was rebuilt.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    let document = banbury_report::document(inspection, Edition::of(inspection, Form::Paper));
    let attachments: Vec<Attachment<'_>> = carried
        .iter()
        .map(|(name, media_type, bytes)| Attachment { name, media_type, bytes })
        .collect();
    write_synced(&folder.join(NAME), &banbury_pdf::render(&document, &attachments)?)
}

/// Sets nothing.
#[cfg(not(feature = "pdf"))]
pub fn write(_folder: &Path, _inspection: &Inspection) -> Result<()> {
    Ok(())
}
