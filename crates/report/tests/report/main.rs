//! The views as their readers get them.

mod bill;
mod demo;
mod hostile_text;
mod read_back;
mod rebuild;
mod views;

use std::collections::BTreeMap;

use banbury_evidence::Inspection;
use banbury_report::{ReportError, views};

/// Every view by the name of its file.
fn render(inspection: &Inspection) -> Result<BTreeMap<&'static str, Vec<u8>>, ReportError> {
    views(inspection).iter().map(|view| Ok((view.name, view.render(inspection)?))).collect()
}
