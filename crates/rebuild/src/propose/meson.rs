use super::plan::{Plan, called};
use super::shipped::Shipped;
use super::source::{ProposalSource, join};
use super::words::shell;

/// A build folder beside the source's own files. Subprojects are taken from the drop or not at all.
pub(super) fn plan(source: &ProposalSource<'_>, folder: &str, shipped: Shipped) -> Plan {
    let build = join(folder, &source.free_folder(folder, "build"));
    let here = if folder.is_empty() { ".".to_owned() } else { shell(folder) };
    let mut plan = Plan { remarks: shipped.remarks, ..Plan::default() };
    plan.steps.push(format!("meson setup --buildtype=release --wrap-mode=nodownload {} {here}", shell(&build)));
    plan.steps.push(format!("ninja -C {}", shell(&build)));
    plan.remark("which options the vendor gave to meson is not known, release is a guess");
    let made: Vec<String> = source
        .texts(folder, "meson.build")
        .iter()
        .flat_map(|(below, text)| targets(text).into_iter().map(move |name| join(below, &name)))
        .collect();
    plan.with(&shipped.paths, folder, |path| {
        Some((join(&build, called(path, &made)?), "Guess: Meson has a target of this name.".to_owned()))
    })
}

/// Files of `executable('name'`, `shared_library('name'` and `static_library('name'`.
fn targets(text: &str) -> Vec<String> {
    let forms = [("executable", "", ""), ("shared_library", "lib", ".so"), ("static_library", "lib", ".a")];
    let names = |call: &'static str| {
        text.split(call).skip(1).filter_map(|rest| {
            let quoted = rest.trim_start().strip_prefix('(')?.trim_start().strip_prefix('\'')?;
            quoted.split('\'').next().filter(|name| !name.is_empty() && !name.contains(['/', '\n', '@']))
        })
    };
    forms.iter().flat_map(|(call, start, end)| names(call).map(move |name| format!("{start}{name}{end}"))).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn targets_are_read() {
        let text =
            "project('x', 'c')\nexecutable(\n  'tool', 'a.c')\nshared_library('core', 'b.c')\nexecutable(name)\n";
        assert_eq!(super::targets(text), ["tool", "libcore.so"]);
    }
}
