use super::plan::{Plan, called};
use super::shipped::Shipped;
use super::source::{ProposalSource, join};
use super::words::{shell, step_in};

/// `./configure` and `make`, in the source itself.
pub(super) fn plan(source: &ProposalSource<'_>, folder: &str, shipped: Shipped) -> Plan {
    let mut plan = Plan { remarks: shipped.remarks, ..Plan::default() };
    if !source.has(&join(folder, "configure")) {
        plan.remark("there is no configure script, so autoreconf makes one first");
        plan.steps.push(step_in(folder, "autoreconf -fi"));
    }
    plan.steps.push(step_in(folder, "sh ./configure"));
    plan.steps.push(match folder {
        "" => "make".to_owned(),
        folder => format!("make -C {}", shell(folder)),
    });
    plan.remark("which options the vendor gave to configure is not known");
    let made: Vec<String> = ["Makefile.am", "Makefile.in"]
        .iter()
        .flat_map(|name| source.texts(folder, name))
        .flat_map(|(below, text)| programs(&text).into_iter().map(move |name| join(&below, &name)).collect::<Vec<_>>())
        .collect();
    plan.with(&shipped.paths, folder, |path| {
        let built = called(path, &made)?;
        Some((
            join(folder, built),
            "Guess: a Makefile of the source lists a program or library of this name.".to_owned(),
        ))
    })
}

/// Names in automake's lists, such as `bin_PROGRAMS = a b`.
fn programs(text: &str) -> Vec<String> {
    let lists = text.lines().filter_map(|line| line.split_once('='));
    let lists = lists.filter(|(name, _)| name.trim_end_matches([' ', '+']).ends_with("_PROGRAMS"));
    let names = lists.flat_map(|(_, names)| names.split_whitespace());
    names.filter(|name| !name.contains(['$', '@', '\\', '/'])).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_of_programs_are_read() {
        let text = "sbin_PROGRAMS = rrud ctl$(EXEEXT) \\\nbin_PROGRAMS += tool\nEXTRA = x\n";
        assert_eq!(super::programs(text), ["rrud", "tool"]);
    }
}
