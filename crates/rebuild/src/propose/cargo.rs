use super::plan::{Plan, called};
use super::shipped::Shipped;
use super::source::{ProposalSource, base, join, parent, within};
use super::words::step_in;

/// Programs and libraries of a package or a workspace, with the versions of its lock file.
pub(super) fn plan(source: &ProposalSource<'_>, folder: &str, shipped: Shipped) -> Plan {
    let mut plan = Plan { remarks: shipped.remarks, ..Plan::default() };
    plan.steps.push(step_in(folder, "cargo build --release --locked --offline"));
    match source.text(&join(folder, "Cargo.lock")) {
        None => plan.remark("the drop has no Cargo.lock, so which versions the vendor built with is not known"),
        Some(lock) if lock.contains("source = ") && !vendors(source, folder) => {
            plan.remark("Cargo.lock names packages from outside, and no .cargo/config.toml says where they lie");
        }
        Some(_) => {}
    }
    let mut made = Vec::new();
    for (below, text) in source.texts(folder, "Cargo.toml") {
        let Ok(manifest) = toml::from_str::<toml::Table>(&text) else {
            plan.remark(format!("{} is not valid TOML", join(&join(folder, &below), "Cargo.toml")));
            continue;
        };
        if below.is_empty() {
            (plan.product, plan.release) = name_and_version(&manifest);
        }
        made.extend(products(source, &join(folder, &below), &manifest).iter().map(|name| join("target/release", name)));
    }
    plan.with(&shipped.paths, folder, |path| {
        Some((join(folder, called(path, &made)?), "Guess: Cargo makes a file of this name.".to_owned()))
    })
}

/// Whether something says where packages are to be taken from.
fn vendors(source: &ProposalSource<'_>, folder: &str) -> bool {
    ["config.toml", "config"].iter().any(|name| source.has(&join(folder, &format!(".cargo/{name}"))))
}

/// A package may have its version from the workspace that it is the root of.
fn name_and_version(manifest: &toml::Table) -> (String, String) {
    let text = |table: Option<&toml::Value>, key: &str| table?.get(key)?.as_str().map(str::to_owned);
    let (package, workspace) = (manifest.get("package"), manifest.get("workspace").and_then(|it| it.get("package")));
    let version = text(package, "version").or_else(|| text(workspace, "version"));
    (text(package, "name").unwrap_or_default(), version.unwrap_or_default())
}

/// What one package makes, by file name.
fn products(source: &ProposalSource<'_>, folder: &str, manifest: &toml::Table) -> Vec<String> {
    let (package, _) = name_and_version(manifest);
    let bins = manifest.get("bin").and_then(toml::Value::as_array).into_iter().flatten();
    let mut products: Vec<String> = bins.filter_map(|bin| bin.get("name")?.as_str()).map(str::to_owned).collect();
    if source.has(&join(folder, "src/main.rs")) {
        products.push(package.clone());
    }
    let bin = join(folder, "src/bin");
    for path in source.below(&bin) {
        let below = within(path, &bin);
        match below.rsplit_once('/') {
            None => products.extend(below.strip_suffix(".rs").map(str::to_owned)),
            Some((name, "main.rs")) => products.push(base(name).to_owned()),
            Some(_) => {}
        }
    }
    let library = manifest.get("lib");
    let name = library.and_then(|lib| lib.get("name")?.as_str()).unwrap_or(&package).replace('-', "_");
    let kinds = library.and_then(|lib| lib.get("crate-type")?.as_array()).into_iter().flatten();
    products.extend(kinds.filter_map(|kind| match kind.as_str() {
        Some("cdylib" | "dylib") => Some(format!("lib{name}.so")),
        Some("staticlib") => Some(format!("lib{name}.a")),
        _ => None,
    }));
    products.retain(|name| !name.is_empty() && parent(name).is_empty());
    products
}
