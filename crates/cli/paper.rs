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

/// Sets `document` as report.pdf into `folder`. It carries what the `bundle` holds; a redacted one carries nothing.
#[cfg(feature = "pdf")]
pub fn write(bundle: &Path, folder: &Path, document: &Document) -> Result<()> {
    use anyhow::Context;
    use banbury_pdf::Attachment;

    use crate::bundle::write_synced;
    use crate::progress::Progress;

    let _progress = Progress::waiting("typesetting report.pdf");
    let mut carried = Vec::new();
    for (name, media_type) in CARRIED {
        let path = bundle.join(name);
        // Where nothing was rebuilt there is no rebuild.json.
        if document.edition.redacted || !path.is_file() {
            continue;
        }
        let bytes = std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        carried.push((name, media_type, bytes));
    }
    let attachments: Vec<Attachment<'_>> =
        carried.iter().map(|(name, media_type, bytes)| Attachment { name, media_type, bytes }).collect();
    write_synced(&folder.join(NAME), &banbury_pdf::render(document, &attachments)?)
}

/// Sets nothing.
#[cfg(not(feature = "pdf"))]
pub fn write(_bundle: &Path, _folder: &Path, _document: &Document) -> Result<()> {
    Ok(())
}
