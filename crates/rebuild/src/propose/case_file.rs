use super::Proposal;
use super::plan::{Counterpart, Plan};
use super::words::{comment, string};

/// The whole case file. Every text from the drop is a TOML string or a comment of one line.
pub(super) fn write(proposal: &Proposal, drop: &str) -> String {
    let Plan { product, release, .. } = &proposal.plan;
    let mut lines = vec![
        "# Proposed by `banbury rebuild --propose` from the names and build files of the drop. Nothing was run:"
            .to_owned(),
        "# everything here is a guess until you have read it.".to_owned(),
        "schema = \"banbury.case/v1\"".to_owned(),
        "# Relative to where this file stands.".to_owned(),
        format!("drop = {}", string(drop)),
        String::new(),
        "# Yours to fill in; product and release are the source's own words for itself, where it has any.".to_owned(),
        "[case]".to_owned(),
        "id = \"\"".to_owned(),
        format!("product = {}", string(product)),
        "vendor = \"\"".to_owned(),
        format!("release = {}", string(release)),
        String::new(),
    ];
    lines.extend(reasons(proposal).iter().map(|reason| format!("# {}", comment(reason))));
    lines.extend(recipe(&proposal.plan));
    for artefact in &proposal.plan.artefacts {
        lines.extend(counterpart(artefact));
    }
    lines.join("\n") + "\n"
}

fn reasons(proposal: &Proposal) -> Vec<String> {
    let mut reasons = vec![match &proposal.recognised {
        Some(what) => format!("Recognised: {what}."),
        None => "Nothing was recognised that says how this is built: write the steps.".to_owned(),
    }];
    reasons.extend(proposal.others.iter().map(|other| format!("Not taken: {other}.")));
    reasons.extend(proposal.plan.remarks.iter().map(|remark| format!("Note: {remark}.")));
    reasons.extend(proposal.unnameable.iter().map(|name| format!("Note: no case file can name {name}: not UTF-8.")));
    if proposal.plan.artefacts.is_empty() {
        reasons.push(
            "No shipped counterparts were found: without an artefact, the rebuild shows only that it builds."
                .to_owned(),
        );
    }
    reasons
}

fn recipe(plan: &Plan) -> Vec<String> {
    let mut lines = vec!["[rebuild]".to_owned()];
    match plan.steps.as_slice() {
        [] => lines.push("steps = []".to_owned()),
        steps => {
            lines.push("steps = [".to_owned());
            lines.extend(steps.iter().map(|step| format!("    {},", string(step))));
            lines.push("]".to_owned());
        }
    }
    for (key, value) in [("folder", &plan.folder), ("buildinfo", &plan.buildinfo)] {
        lines.extend(value.as_ref().map(|value| format!("{key} = {}", string(value))));
    }
    if !plan.environment.is_empty() {
        lines.extend([
            String::new(),
            "# A variable without a value is unset.".to_owned(),
            "[rebuild.environment]".to_owned(),
        ]);
        lines.extend(plan.environment.iter().map(|(name, value)| format!("{name} = {}", string(value))));
    }
    lines
}

fn counterpart(artefact: &Counterpart) -> [String; 5] {
    [
        String::new(),
        format!("# {}", comment(&artefact.remark)),
        "[[rebuild.artefact]]".to_owned(),
        format!("shipped = {}", string(&artefact.shipped)),
        format!("built = {}", string(&artefact.built)),
    ]
}
