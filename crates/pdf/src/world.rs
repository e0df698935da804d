use std::sync::LazyLock;

use banbury_report::document::Document;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Value};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::Attachment;
use crate::values::document_value;

const TEMPLATE: &str = include_str!("report.typ");

/// The fonts that come with Typst: what is set is the same whatever the machine has.
static FONTS: LazyLock<(LazyHash<FontBook>, Vec<Font>)> = LazyLock::new(|| {
    let files = typst_assets::fonts().map(Bytes::new);
    let fonts: Vec<Font> = files.flat_map(Font::iter).collect();
    (LazyHash::new(FontBook::from_fonts(&fonts)), fonts)
});

pub(crate) fn fonts() -> &'static [Font] {
    &FONTS.1
}

/// All that Typst can reach: the template, the values it is given, and the fonts. No file, no clock.
pub(crate) struct Press {
    library: LazyHash<Library>,
    main: Source,
}

impl Press {
    pub(crate) fn new(document: &Document, attachments: &[Attachment<'_>]) -> Self {
        let inputs = Dict::from_iter([("report".into(), Value::Dict(document_value(document, attachments)))]);
        Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            main: Source::detached(TEMPLATE),
        }
    }
}

impl World for Press {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.0
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _id: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
