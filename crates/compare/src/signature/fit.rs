//! The signatures of FIT images, as U-Boot verifies them (`boot/image-fit-sig.c`): those of configurations are over the nodes of
//! the configuration and of its images with their hashes, those of images over the data of one image.

use std::collections::BTreeSet;

use banbury_evidence::DropPath;

use super::hash::Hash;
use super::key::{PublicKey, Scheme};
use super::outcome::{Refused, Verified};
use crate::budget::Budget;
use crate::content::Content;
use crate::fault::Fault;
use crate::format::fdt::{Fit, Node};

const IMAGES: &[u8] = b"/images";
const CONFIGURATIONS: &[u8] = b"/configurations";

/// Properties of a configuration that name no image.
const NO_IMAGES: [&[u8]; 3] = [b"description", b"compatible", b"default"];

/// Properties of signatures, hashes and configurations are no longer, in bytes.
const LONGEST: u64 = 64 << 10;

const NODES: usize = 4096;
const SIGNATURES: usize = 1024;

/// Nodes and properties looked at for all signatures together: 300 configurations of as many device trees take half of it.
const TOKENS: u64 = 4 << 20;

/// Every configuration and every image must be covered. Where no configuration is signed, each image must be.
pub(super) fn check(fit: &Fit, key: &PublicKey, budget: &mut Budget) -> Result<Verified, Refused> {
    is_clear(fit)?;
    let images: Vec<&Node> = fit.below(IMAGES, b"").collect();
    let configurations: Vec<&Node> = fit.below(CONFIGURATIONS, b"").collect();
    let is_signed = |node: &&Node| fit.below(&node.path, b"signature").next().is_some();
    let mut check = Check { fit, key, budget, held: None, remarks: Vec::new(), tokens: TOKENS };
    let mut in_configurations: BTreeSet<&[u8]> = BTreeSet::new();
    if configurations.iter().any(is_signed) {
        for configuration in configurations {
            let used = used_images(configuration, &images)?;
            check.configuration(configuration, &used)?;
            in_configurations.extend(used.iter().map(|image| image.path.as_slice()));
        }
        for image in images.iter().filter(|image| in_configurations.contains(image.path.as_slice())) {
            check.hashes(image)?;
        }
    } else if images.iter().any(is_signed) {
        let what = "which images go together, and where they are loaded to, no signature covers";
        check.remarks.push(format!("no configuration is signed: {what}"));
    } else {
        return Err(Refused::because("no configuration and no image of it is signed"));
    }
    for image in images.iter().filter(|image| !in_configurations.contains(image.path.as_slice())) {
        check.image(image)?;
    }
    let mut remarks = check.remarks;
    let rest = "which configuration is the default, reserved memory, padding, names that are not used, and what is \
                neither of the tree nor of an image";
    remarks.push(format!("no signature covers {rest}"));
    let held = check.held.ok_or_else(|| Refused::because("it has no image"))?;
    Ok(Verified { remarks, ..held })
}

/// U-Boot takes the first of several nodes or properties of one name, and a name for one with something behind an `@`.
fn is_clear(fit: &Fit) -> Result<(), Refused> {
    let signatures = fit.nodes.iter().filter(|node| name(node).starts_with(b"signature"));
    if fit.nodes.len() > NODES || signatures.count() > SIGNATURES {
        let why = format!("not verified: it has more than {NODES} nodes, or {SIGNATURES} signatures");
        return Err(Refused::because(why));
    }
    let mut paths = BTreeSet::new();
    for node in &fit.nodes {
        let mut names = BTreeSet::new();
        let twice = !paths.insert(&node.path) || !node.properties.iter().all(|property| names.insert(&property.name));
        if twice || node.path.contains(&b'@') {
            let what = if twice { "stands there twice, or a property of it" } else { "has a name with an `@`" };
            return Err(Refused::because(format!("not verified: the node {} {what}", shown(&node.path))));
        }
    }
    Ok(())
}

fn name(node: &Node) -> &[u8] {
    node.path.rsplit(|byte| *byte == b'/').next().unwrap_or_default()
}

fn shown(path: &[u8]) -> String {
    DropPath::from_bytes(path).to_string()
}

fn value(node: &Node, name: &[u8]) -> Result<Option<Vec<u8>>, Refused> {
    match node.property(name) {
        Some(property) if property.value.length() > LONGEST => {
            Err(Fault::damaged(format!("a property of {} is too long", shown(&node.path))).into())
        }
        Some(property) => Ok(Some(property.value.to_vec()?)),
        None => Ok(None),
    }
}

/// The images that a configuration names.
fn used_images<'a>(configuration: &Node, images: &[&'a Node]) -> Result<Vec<&'a Node>, Refused> {
    let mut named: BTreeSet<Vec<u8>> = BTreeSet::new();
    for property in configuration.properties.iter().filter(|property| !NO_IMAGES.contains(&&*property.name)) {
        let names = value(configuration, &property.name)?.unwrap_or_default();
        named.extend(names.split(|byte| *byte == 0).map(<[u8]>::to_vec));
    }
    Ok(images.iter().copied().filter(|image| named.contains(name(image))).collect())
}

/// One image under way.
struct Check<'a> {
    fit: &'a Fit,
    key: &'a PublicKey,
    budget: &'a mut Budget,
    /// The first signature that holds.
    held: Option<Verified>,
    remarks: Vec<String>,
    /// How many tokens of the tree may yet be looked at.
    tokens: u64,
}

impl Check<'_> {
    /// One signature of a node is enough.
    fn one_of(
        &mut self,
        node: &Node,
        mut message: impl FnMut(&Node, &mut Budget) -> Result<Vec<Content>, Refused>,
    ) -> Result<(), Refused> {
        let mut refused = Refused::because(format!("no signature covers {}", shown(&node.path)));
        for signature in self.fit.below(&node.path, b"signature") {
            let message = message(signature, self.budget);
            match message.and_then(|message| verify(signature, self.key, &message, self.budget)) {
                Ok(verified) => {
                    self.remark(verified.remarks.clone());
                    self.held.get_or_insert(verified);
                    return Ok(());
                }
                Err(error) => refused = Refused { why: format!("{}: {}", shown(&signature.path), error.why), ..error },
            }
        }
        Err(refused)
    }

    fn remark(&mut self, remarks: impl IntoIterator<Item = String>) {
        for remark in remarks {
            if !self.remarks.contains(&remark) {
                self.remarks.push(remark);
            }
        }
    }

    fn image(&mut self, image: &Node) -> Result<(), Refused> {
        let data = self.fit.data(image)?;
        let data = data.ok_or_else(|| Refused::because(format!("{} has no data", shown(&image.path))))?;
        self.one_of(image, |_, _| Ok(vec![data.clone()]))
    }

    fn configuration(&mut self, configuration: &Node, used: &[&Node]) -> Result<(), Refused> {
        let must = must_be_covered(self.fit, configuration, used);
        let (fit, mut tokens) = (self.fit, self.tokens);
        let outcome =
            self.one_of(configuration, |signature, budget| covered(fit, signature, &must, &mut tokens, budget));
        self.tokens = tokens;
        outcome
    }

    /// A signature covers the hashes of an image; that these are right is what covers its data.
    fn hashes(&mut self, image: &Node) -> Result<(), Refused> {
        let path = shown(&image.path);
        let data = self.fit.data(image)?.ok_or_else(|| Refused::because(format!("{path} has no data")))?;
        let mut best: Option<Hash> = None;
        for node in self.fit.below(&image.path, b"hash") {
            let hash = match value(node, b"algo")?.as_deref() {
                _ if node.property(b"uboot-ignore").is_some() => None,
                Some(b"md5\0") => Some(Hash::Md5),
                Some(b"sha1\0") => Some(Hash::Sha1),
                Some(b"sha256\0") => Some(Hash::Sha256),
                Some(b"sha384\0") => Some(Hash::Sha384),
                Some(b"sha512\0") => Some(Hash::Sha512),
                _ => None,
            };
            let Some(hash) = hash else { continue };
            if value(node, b"value")? != Some(hash.of(std::slice::from_ref(&data), self.budget)?) {
                return Err(Refused::because(format!("{} is not the hash of its image", shown(&node.path))));
            }
            best = best.filter(|best| best.warning().is_none()).or(Some(hash));
        }
        let best = best.ok_or_else(|| Refused::because(format!("no hash that counts covers the data of {path}")))?;
        self.remark(best.warning().map(|warning| format!("the hash of an image: {warning}")));
        Ok(())
    }
}

/// Root, configuration, its images, and what hashes, encrypts or verifies these.
fn must_be_covered(fit: &Fit, configuration: &Node, used: &[&Node]) -> BTreeSet<Vec<u8>> {
    let mut nodes = BTreeSet::from([b"/".to_vec(), configuration.path.clone()]);
    for image in used {
        nodes.insert(image.path.clone());
        let counts = |node: &&Node| {
            let name = name(node);
            name.starts_with(b"hash") || name == b"cipher" || name == b"dm-verity"
        };
        nodes.extend(fit.below(&image.path, b"").filter(counts).map(|node| node.path.clone()));
    }
    nodes
}

/// What the signature of a configuration is over.
fn covered(
    fit: &Fit,
    signature: &Node,
    must: &BTreeSet<Vec<u8>>,
    tokens: &mut u64,
    budget: &mut Budget,
) -> Result<Vec<Content>, Refused> {
    // U-Boot found out what is covered from this list before it found it out from the configuration.
    let list = value(signature, b"hashed-nodes")?.unwrap_or_default();
    let stated: BTreeSet<Vec<u8>> = list.split(|byte| *byte == 0).map(<[u8]>::to_vec).collect();
    let mut regions = fit.regions(if stated.is_superset(must) { &stated } else { must }, tokens, budget)?;
    let length = match value(signature, b"hashed-strings")?.as_deref() {
        Some([_, _, _, _, a, b, c, d]) => u64::from(u32::from_be_bytes([*a, *b, *c, *d])),
        _ => 0,
    };
    if length < regions.names_end {
        return Err(Refused::because("it does not cover the names of the properties that it covers"));
    }
    regions.covered.push(fit.names(length).ok_or_else(|| Refused::because("it is over more names than there are"))?);
    Ok(regions.covered)
}

/// How a node says that it is made: `sha256,rsa2048`, and for RSA the padding.
fn scheme(node: &Node) -> Result<Scheme, Refused> {
    let unknown =
        |what: &[u8]| Refused::because(format!("not verified: it is by {:?}, which is not known", shown(what)));
    let algorithm = value(node, b"algo")?.unwrap_or_default();
    let padding = value(node, b"padding")?;
    let name = algorithm.strip_suffix(&[0]).unwrap_or_default();
    let (hash, kind) = name.split_at(name.iter().position(|byte| *byte == b',').unwrap_or(name.len()));
    let hash = match hash {
        b"sha1" => Hash::Sha1,
        b"sha256" => Hash::Sha256,
        b"sha384" => Hash::Sha384,
        b"sha512" => Hash::Sha512,
        _ => return Err(unknown(name)),
    };
    match (kind, padding.as_deref()) {
        (b",rsa2048" | b",rsa3072" | b",rsa4096", None | Some(b"pkcs-1.5\0")) => Ok(Scheme::Pkcs1(hash)),
        (b",rsa2048" | b",rsa3072" | b",rsa4096", Some(b"pss\0")) => Ok(Scheme::Pss(hash, None)),
        (b",ecdsa256" | b",ecdsa384" | b",secp521r1", _) => Ok(Scheme::EcdsaPlain(hash)),
        _ => Err(unknown(name)),
    }
}

fn verify(node: &Node, key: &PublicKey, message: &[Content], budget: &mut Budget) -> Result<Verified, Refused> {
    let signature = value(node, b"value")?.ok_or_else(|| Refused::because("it has no value"))?;
    key.verify(scheme(node)?, message, &signature, budget)
}
