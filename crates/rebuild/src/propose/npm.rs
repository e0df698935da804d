use super::plan::Plan;
use super::shipped::Shipped;
use super::source::{ProposalSource, base, join};
use super::words::step_in;

/// The build script of a package, and its archive if one was shipped.
pub(super) fn plan(source: &ProposalSource<'_>, folder: &str, shipped: Shipped) -> Plan {
    let text = source.text(&join(folder, "package.json")).unwrap_or_default();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let word = |key: &str| manifest.get(key).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let mut plan =
        Plan { product: word("name"), release: word("version"), remarks: shipped.remarks, ..Plan::default() };
    if manifest.is_null() {
        plan.remark("package.json is not valid JSON");
    }
    let needs = ["dependencies", "devDependencies"].iter().any(|key| manifest.get(key).is_some());
    if needs && !source.has_folder(&join(folder, "node_modules")) {
        plan.remark(
            "packages are needed that the drop does not hold: `npm ci --offline` finds them in a cache or fails",
        );
        plan.steps.push(step_in(folder, "npm ci --offline"));
    }
    if manifest.get("scripts").and_then(|scripts| scripts.get("build")).is_some() {
        plan.steps.push(step_in(folder, "npm run build"));
    }
    // `@scope/name` becomes `scope-name`.
    let archive = format!("{}-{}.tgz", plan.product.trim_start_matches('@').replace('/', "-"), plan.release);
    if shipped.paths.iter().any(|path| base(path) == archive) {
        plan.steps.push(step_in(folder, "npm pack --offline"));
    }
    if plan.steps.is_empty() {
        plan.remark("package.json has no build script and needs nothing: packing it is a guess");
        plan.steps.push(step_in(folder, "npm pack --offline"));
    }
    plan.with(&shipped.paths, folder, |path| {
        (base(path) == archive)
            .then(|| (join(folder, &archive), "Guess: `npm pack` makes a file of this name.".to_owned()))
    })
}
