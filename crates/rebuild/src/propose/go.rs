use super::plan::{Plan, called};
use super::shipped::Shipped;
use super::source::{ProposalSource, base, join, parent};
use super::words::step_in;

/// All programs of a module. With an output folder, as several at a time are thrown away otherwise.
pub(super) fn plan(source: &ProposalSource<'_>, folder: &str, shipped: Shipped) -> Plan {
    let text = source.text(&join(folder, "go.mod")).unwrap_or_default();
    let module =
        text.lines().find_map(|line| line.strip_prefix("module ")).unwrap_or_default().trim().trim_matches('"');
    let mut plan = Plan { product: module.to_owned(), remarks: shipped.remarks, ..Plan::default() };
    if text.contains("require") && !source.has(&join(folder, "vendor/modules.txt")) {
        plan.remark("go.mod requires modules, and the drop has no vendor folder with them");
    }
    let out = source.free_folder(folder, "built");
    let made: Vec<String> = programs(source, folder, module).iter().map(|name| join(&out, name)).collect();
    plan.steps.push(step_in(
        folder,
        &match made.as_slice() {
            [] => "go build -trimpath ./...".to_owned(),
            _ => format!("go build -trimpath -o {out}/ ./..."),
        },
    ));
    plan.with(&shipped.paths, folder, |path| {
        Some((join(folder, called(path, &made)?), "Guess: the module has a program of this name.".to_owned()))
    })
}

/// Programs are called like the folder of their `main`, or like the module.
fn programs(source: &ProposalSource<'_>, folder: &str, module: &str) -> Vec<String> {
    let files = source.below(folder).filter(|path| path.ends_with(".go") && !path.ends_with("_test.go"));
    let mains = files.filter(|path| !path.split('/').any(|name| name == "vendor" || name == "testdata"));
    let mains = mains.filter(|path| {
        source.text(path).is_some_and(|text| text.lines().any(|line| line.trim_end() == "package main"))
    });
    let mut names: Vec<String> =
        mains.map(|path| if parent(path) == folder { name(module) } else { base(parent(path)) }.to_owned()).collect();
    names.dedup();
    names.retain(|name| !name.is_empty());
    names
}

/// The last component of a module's path that is no major version.
fn name(module: &str) -> &str {
    let is_version = |part: &str| part.strip_prefix('v').is_some_and(|rest| rest.parse::<u32>().is_ok());
    module.rsplit('/').find(|part| !is_version(part)).unwrap_or_default()
}
