use super::plan::Plan;
use super::shipped::Shipped;
use super::source::{ProposalSource, base, join};
use super::words::step_in;

/// A wheel, and a source archive if one was shipped.
pub(super) fn plan(source: &ProposalSource<'_>, folder: &str, shipped: Shipped) -> Plan {
    let mut plan = Plan { remarks: shipped.remarks, ..Plan::default() };
    let is_made = |path: &str| path.ends_with(".whl") || path.ends_with(".tar.gz");
    match source.text(&join(folder, "pyproject.toml")) {
        Some(text) => {
            let project = toml::from_str::<toml::Table>(&text).ok().and_then(|table| table.get("project").cloned());
            let word = |key: &str| Some(project.as_ref()?.get(key)?.as_str()?.to_owned());
            (plan.product, plan.release) = (word("name").unwrap_or_default(), word("version").unwrap_or_default());
            let archive = shipped.paths.iter().any(|path| path.ends_with(".tar.gz"));
            let what = if archive { "--sdist --wheel" } else { "--wheel" };
            plan.steps.push(step_in(folder, &format!("python3 -m build {what} --no-isolation")));
            plan.remark("the build backend that pyproject.toml names must be installed here");
        }
        None => {
            plan.remark("setup.py was not run to find out what it makes");
            plan.steps
                .push(step_in(folder, "python3 -m pip wheel --no-build-isolation --no-deps --no-index -w dist ."));
        }
    }
    plan.with(&shipped.paths, folder, |path| {
        let built = join(folder, &join("dist", base(path)));
        is_made(path).then(|| (built, "Guess: the build puts files of this kind into dist/.".to_owned()))
    })
}
