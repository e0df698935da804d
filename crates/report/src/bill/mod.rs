//! bom.cdx.json: every entry of the manifest as a component of CycloneDX 1.6 (ECMA-424), members of an archive inside it.
//!
//! There is no moment in it, and the serial number follows from the drop, so that the same drop gives the same bytes.

mod component;
mod tree;

use banbury_evidence::{CaseFacts, Digest, DropSource, Inspection};
use serde::Serialize;

use component::{Hash, Property};
use tree::Components;

/// The whole of bom.cdx.json.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Bill<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    bom_format: &'static str,
    spec_version: &'static str,
    serial_number: String,
    version: u32,
    metadata: Metadata<'a>,
    components: Components<'a>,
}

#[derive(Serialize)]
struct Metadata<'a> {
    tools: Tools<'a>,
    component: Product<'a>,
}

#[derive(Serialize)]
struct Tools<'a> {
    components: [Tool<'a>; 1],
}

#[derive(Serialize)]
struct Tool<'a> {
    #[serde(rename = "type")]
    type_: &'static str,
    name: &'a str,
    version: &'a str,
}

/// What the bill is of.
#[derive(Serialize)]
struct Product<'a> {
    #[serde(rename = "type")]
    type_: &'static str,
    #[serde(rename = "bom-ref")]
    bom_ref: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    supplier: Option<Supplier<'a>>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hashes: Vec<Hash>,
    properties: [Property<'a>; 1],
}

#[derive(Serialize)]
struct Supplier<'a> {
    name: &'a str,
}

pub(crate) fn bill(inspection: &Inspection) -> Bill<'_> {
    let drop = inspection.manifest.digest();
    let tool = Tool { type_: "application", name: &inspection.tool.name, version: &inspection.tool.version };
    Bill {
        schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
        bom_format: "CycloneDX",
        spec_version: "1.6",
        serial_number: serial_number(drop),
        version: 1,
        metadata: Metadata { tools: Tools { components: [tool] }, component: product(inspection, drop) },
        components: Components::of(&inspection.manifest.entries),
    }
}

fn product(inspection: &Inspection, drop: Digest) -> Product<'_> {
    let case = inspection.case.as_ref();
    let hashes = match &inspection.manifest.source {
        DropSource::Archive(container) => vec![Hash::sha256(container.sha256)],
        DropSource::Folder | DropSource::Git(_) => Vec::new(),
    };
    Product {
        type_: "application",
        bom_ref: "drop",
        supplier: case.map(|case: &CaseFacts| Supplier { name: &case.vendor }),
        name: case.map_or("code drop", |case| &case.product),
        version: case.map(|case| case.release.as_str()),
        hashes,
        properties: [Property::new("banbury:drop-digest", drop.to_string())],
    }
}

/// A UUID of version 8 made from a digest (RFC 9562, appendix B.2).
fn serial_number(drop: Digest) -> String {
    let digest = Digest::of(format!("banbury bill of files of {drop}").as_bytes()).to_string();
    let part = |from: usize, to: usize| digest.get(from..to).unwrap_or_default();
    // The variant 10xx is one of the digits 8 to b.
    let variant = match digest.as_bytes().get(16).map(|digit| digit & 3) {
        Some(1) => '9',
        Some(2) => 'a',
        Some(3) => 'b',
        _ => '8',
    };
    format!("urn:uuid:{}-{}-8{}-{variant}{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}
