//! The report on paper: a [`Document`] as one PDF file that conforms to PDF/A-3a (ISO 19005-3) and PDF/UA-1
//! (ISO 14289-1), typeset by Typst with fonts that come with it.
//!
//! What the document says reaches Typst as values and never as markup. This crate must not know the file system, the
//! network, the clock, the environment, or what an inspection is.

mod glyphs;
mod values;
mod world;

use banbury_report::document::Document;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use world::Press;

/// A file that the PDF carries.
#[derive(Clone, Copy, Debug)]
pub struct Attachment<'a> {
    /// Its name, ours.
    pub name: &'static str,
    /// Its media type (RFC 6838).
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// Typst could not set the document. That is our mistake, whatever the document says.
    #[error("the report could not be typeset: {0}; `--no-pdf` makes the bundle without report.pdf")]
    Typesetting(String),
}

/// Sets `document`, with `attachments` in it. The same document gives the same bytes, for one build of this program on
/// one architecture.
///
/// # Errors
/// If Typst refuses the document, or what it set does not conform to the standards.
pub fn render(document: &Document, attachments: &[Attachment<'_>]) -> Result<Vec<u8>, PdfError> {
    let press = Press::new(document, attachments);
    let paged = typst::compile(&press).output.map_err(|errors| refused(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|error| PdfError::Typesetting(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(document.drop.clone()),
        creator: Smart::Custom(Some("Banbury".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&paged, &options).map_err(|errors| refused(&errors));
    // What Typst remembers for a next time would stay for the life of the process.
    typst::comemo::evict(0);
    pdf
}

fn refused(errors: &[SourceDiagnostic]) -> PdfError {
    let messages: Vec<String> = errors.iter().map(|error| error.message.to_string()).collect();
    PdfError::Typesetting(messages.join("; "))
}
