use std::borrow::Cow;

use banbury_evidence::wire::EntryV1;
use banbury_evidence::{Digest, Entry};
use serde::Serialize;

use super::tree::Components;

/// One entry of the manifest.
#[derive(Serialize)]
pub(super) struct Component<'a> {
    #[serde(rename = "type")]
    type_: &'static str,
    #[serde(rename = "bom-ref")]
    bom_ref: String,
    name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hashes: Vec<Hash>,
    #[serde(skip_serializing_if = "Components::is_empty")]
    components: Components<'a>,
    properties: Vec<Property<'static>>,
}

#[derive(Serialize)]
pub(super) struct Hash {
    alg: &'static str,
    content: String,
}

impl Hash {
    pub(super) fn sha256(digest: Digest) -> Self {
        Self { alg: "SHA-256", content: digest.to_string() }
    }
}

#[derive(Serialize)]
pub(super) struct Property<'a> {
    name: &'static str,
    value: Cow<'a, str>,
}

impl<'a> Property<'a> {
    pub(super) fn new(name: &'static str, value: impl Into<Cow<'a, str>>) -> Self {
        Self { name, value: value.into() }
    }
}

impl<'a> Component<'a> {
    /// The entry with this place in the manifest; names may come twice, places do not.
    pub(super) fn of(place: usize, entry: &Entry, components: Components<'a>) -> Self {
        let wire = EntryV1::from(entry);
        Self {
            type_: "file",
            bom_ref: format!("entry-{}", place + 1),
            hashes: wire.sha256.into_iter().map(Hash::sha256).collect(),
            components,
            properties: properties(&wire),
            name: wire.path,
        }
    }
}

/// What manifest.json tells of an entry and CycloneDX has no field for.
fn properties(entry: &EntryV1) -> Vec<Property<'static>> {
    let EntryV1 {
        path: _,
        kind,
        mode,
        size,
        sha256: _,
        git_blob,
        language,
        archive,
        hard_link_of,
        withheld,
        shadowed,
        target,
        device,
        commit,
        url,
        error,
    } = entry;
    let known = [
        ("banbury:kind", Some(kind.clone())),
        ("banbury:mode", mode.clone()),
        ("banbury:size", size.map(|size| size.to_string())),
        ("banbury:git-blob", git_blob.clone()),
        ("banbury:language", language.map(|language| language.name().to_owned())),
        ("banbury:archive", archive.clone()),
        ("banbury:hard-link-of", hard_link_of.as_ref().map(ToString::to_string)),
        ("banbury:withheld", withheld.clone()),
        ("banbury:shadowed", shadowed.then(|| "true".to_owned())),
        ("banbury:target", target.as_ref().map(ToString::to_string)),
        ("banbury:device", device.clone()),
        ("banbury:commit", commit.clone()),
        ("banbury:url", url.clone()),
        ("banbury:error", error.clone()),
    ];
    known.into_iter().filter_map(|(name, value)| Some(Property::new(name, value?))).collect()
}
