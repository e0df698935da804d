//! Debian source packages: packed (`.dsc`), unpacked, or only told of (`.buildinfo`).

mod control;
mod packages;

use std::collections::BTreeMap;

use super::plan::Plan;
use super::shipped::{self, named};
use super::source::{ProposalSource, base, join, parent};
use super::words::{shell, step_in};
use crate::setting::Setting;
use crate::toolchain::buildinfo;
use crate::{Confinement, Recipe};
use control::{field, listed};
use packages::Binaries;

/// Builds binary packages only, unsigned.
const BUILD: &str = "dpkg-buildpackage -b -us -uc";

/// A `.dsc` file with its tarballs.
pub(super) fn source_package(source: &ProposalSource<'_>, folder: &str, path: &str) -> Plan {
    let text = source.text(path).unwrap_or_default();
    let name = field(&text, "Source").unwrap_or_default();
    let version = field(&text, "Version").unwrap_or_default();
    let parts = [listed(&text, "Checksums-Sha256"), listed(&text, "Files")].concat();
    let mut plan = plan(source, &name, &version);
    let missing: Vec<&str> = parts.iter().filter(|part| !source.has(&join(folder, part))).map(String::as_str).collect();
    plan.remarks.extend(named("the drop lacks these files of the source package", &missing));
    plan.remarks.extend(field(&text, "Build-Depends").map(|packages| format!("to be installed here: {packages}")));
    unpack_and_build(source, &mut plan, folder, base(path));
    let binaries = Binaries { names: control::binaries(&text), version };
    counterparts(source, plan, folder, &binaries, &parts)
}

/// A folder with `debian/rules` in it. The packages come to lie beside it.
pub(super) fn tree(source: &ProposalSource<'_>, folder: &str) -> Plan {
    let changelog = source.text(&join(folder, "debian/changelog")).unwrap_or_default();
    let (name, version) = control::newest_change(&changelog).unwrap_or_default();
    let text = source.text(&join(folder, "debian/control")).unwrap_or_default();
    let mut plan = plan(source, &name, &version);
    plan.remarks.extend(field(&text, "Build-Depends").map(|packages| format!("to be installed here: {packages}")));
    plan.folder = recorded_folder(source, &plan).filter(|path| folder.is_empty() && is_possible(path));
    plan.steps.push(step_in(folder, BUILD));
    let binaries = Binaries { names: control::packages(&text), version };
    let mut plan = counterparts(source, plan, parent(folder), &binaries, &[]);
    if folder.is_empty() && !plan.artefacts.is_empty() {
        let built: Vec<String> = plan.artefacts.iter().map(|it| format!("../{}", shell(&it.built))).collect();
        plan.steps.push(format!("mv {} .", built.join(" ")));
    }
    plan
}

/// A `.buildinfo` without a source: what would be built, once the source is laid beside it.
pub(super) fn record(source: &ProposalSource<'_>, folder: &str, path: &str) -> Plan {
    let text = source.text(path).unwrap_or_default();
    let name = field(&text, "Source").unwrap_or_default();
    let version = field(&text, "Version").unwrap_or_default();
    let mut plan = plan(source, &name, &version);
    let dsc = format!("{name}_{}.dsc", packages::without_epoch(&version));
    plan.remark(format!("the drop has no source: lay {dsc} and the tarballs that it names beside {path}"));
    unpack_and_build(source, &mut plan, folder, &dsc);
    let binaries = Binaries { names: control::binaries(&text), version };
    counterparts(source, plan, folder, &binaries, &[])
}

/// What all three have in common. The date counts that the changelog has.
fn plan(source: &ProposalSource<'_>, name: &str, version: &str) -> Plan {
    let mut plan = Plan {
        product: name.to_owned(),
        release: version.to_owned(),
        environment: BTreeMap::from([
            ("DEB_BUILD_OPTIONS".to_owned(), "nocheck".to_owned()),
            ("SOURCE_DATE_EPOCH".to_owned(), String::new()),
        ]),
        ..Plan::default()
    };
    plan.remark("the package's own tests are not run (nocheck): some want a network, or more than the limits allow");
    take_buildinfo(source, &mut plan);
    plan
}

/// The record of the vendor's build that tells the most.
fn take_buildinfo(source: &ProposalSource<'_>, plan: &mut Plan) {
    let all = source.paths.iter().filter(|path| path.ends_with(".buildinfo"));
    let texts: Vec<(&String, String)> = all.filter_map(|path| Some((path, source.text(path)?))).collect();
    let is_ours = |text: &str| {
        let name = field(text, "Source").unwrap_or_default();
        // `Source: glibc (2.36-9)` where the versions differ.
        let is_whole = !text.contains(char::REPLACEMENT_CHARACTER) && buildinfo::packages(text).is_some();
        name.split(' ').next() == Some(plan.product.as_str()) && is_whole
    };
    let ours = texts.iter().filter(|(_, text)| is_ours(text));
    // The record of a source-only upload was made elsewhere than the packages.
    let best = ours.min_by_key(|(path, text)| {
        let version = field(text, "Version").is_none_or(|version| version != plan.release);
        (version, path.ends_with("_source.buildinfo"), path.matches('/').count(), *path)
    });
    plan.buildinfo = best.map(|(path, _)| (*path).clone());
    let others: Vec<&str> =
        texts.iter().map(|(path, _)| path.as_str()).filter(|path| Some(*path) != plan.buildinfo.as_deref()).collect();
    plan.remarks.extend(named("other records of builds", &others));
}

/// Unpacks to where the vendor had it, as far as that is recorded and can be: paths get into what is built.
fn unpack_and_build(source: &ProposalSource<'_>, plan: &mut Plan, folder: &str, dsc: &str) {
    let recorded = recorded_folder(source, plan).filter(|_| folder.is_empty());
    let recorded = recorded.as_deref().and_then(|path| path.rsplit_once('/'));
    let unpacked = match recorded.filter(|(above, name)| is_possible(above) && source.free_folder("", name) == *name) {
        Some((above, name)) => {
            plan.folder = Some(above.to_owned());
            name.to_owned()
        }
        None => source.free_folder(folder, "source"),
    };
    plan.steps.push(step_in(folder, &format!("dpkg-source -x {} {}", shell(dsc), shell(&unpacked))));
    plan.steps.push(step_in(&join(folder, &unpacked), BUILD));
}

/// Where the vendor built it.
fn recorded_folder(source: &ProposalSource<'_>, plan: &Plan) -> Option<String> {
    field(&source.text(plan.buildinfo.as_deref()?)?, "Build-Path")
}

/// Whether the sandbox can have the source there.
fn is_possible(folder: &str) -> bool {
    let recipe = Recipe { folder: Some(folder.to_owned()), ..Recipe::default() };
    Setting::usual(&recipe, Confinement::Namespaces).split_folder().is_ok()
}

/// The shipped packages, and what comes to lie in `folder` in their place.
fn counterparts(
    source: &ProposalSource<'_>,
    mut plan: Plan,
    folder: &str,
    binaries: &Binaries,
    parts: &[String],
) -> Plan {
    let packages = source.paths.iter().filter(|path| packages::is_package(path));
    let (ours, foreign): (Vec<&String>, Vec<&String>) = packages.partition(|path| binaries.built_for(path).is_some());
    let foreign: Vec<&str> = foreign.into_iter().map(String::as_str).collect();
    plan.remarks.extend(named("not of this source", &foreign));
    let rest = shipped::beside(source, folder, parts).paths;
    let rest: Vec<&str> = rest.iter().map(String::as_str).filter(|path| !packages::is_package(path)).collect();
    plan.remarks.extend(named("not packages, so nothing is proposed for them", &rest));
    let ours: Vec<String> = ours.into_iter().cloned().collect();
    plan.with(&ours, folder, |path| binaries.built_for(path).map(|(built, why)| (join(folder, &built), why)))
}
