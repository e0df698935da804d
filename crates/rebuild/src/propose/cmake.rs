use super::plan::{Plan, called};
use super::shipped::Shipped;
use super::source::{ProposalSource, join};
use super::words::{place, shell};

/// A build folder beside the source's own files.
pub(super) fn plan(source: &ProposalSource<'_>, folder: &str, shipped: Shipped) -> Plan {
    let build = join(folder, &source.free_folder(folder, "build"));
    let here = if folder.is_empty() { ".".to_owned() } else { shell(folder) };
    let mut plan = Plan { remarks: shipped.remarks, ..Plan::default() };
    plan.steps.push(format!("cmake -S {here} -B {} -DCMAKE_BUILD_TYPE=Release", shell(&build)));
    plan.steps.push(format!("cmake --build {}", shell(&build)));
    plan.remark("which options the vendor gave to cmake is not known, Release is a guess");
    let made: Vec<String> = source
        .texts(folder, "CMakeLists.txt")
        .iter()
        .flat_map(|(below, text)| targets(text).into_iter().map(move |name| join(below, &name)))
        .collect();
    plan.with(&shipped.paths, folder, |path| {
        let target = called(path, &made)?;
        let why = format!("Guess: CMake in {} has a target of this name.", place(folder));
        Some((join(&build, target), why))
    })
}

/// Files of `add_executable` and `add_library`, by their usual names.
fn targets(text: &str) -> Vec<String> {
    let calls = |call: &'static str| {
        text.split(call).skip(1).filter_map(|rest| {
            let arguments = rest.trim_start().strip_prefix('(')?.split(')').next()?;
            let mut words = arguments.split_whitespace();
            let name = words.next().filter(|name| !name.contains(['$', '/', '"', ':']))?;
            Some((name, words.next().unwrap_or_default()))
        })
    };
    let programs = calls("add_executable").map(|(name, _)| name.to_owned());
    let libraries = calls("add_library").filter_map(|(name, kind)| match kind {
        "SHARED" => Some(format!("lib{name}.so")),
        "MODULE" => Some(format!("{name}.so")),
        "INTERFACE" | "IMPORTED" | "OBJECT" | "ALIAS" => None,
        _ => Some(format!("lib{name}.a")),
    });
    programs.chain(libraries).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn targets_are_read() {
        let text = "add_executable(tool a.c)\nadd_executable( ${X} b.c)\nadd_library(core SHARED c.c)\nadd_library(i INTERFACE)\n";
        assert_eq!(super::targets(text), ["tool", "libcore.so"]);
    }
}
