use banbury_attest::{SigningKey, Summary};
use banbury_evidence::{Inspection, PassCriteria};

/// What a verification summary says of an inspection: nothing if the case has no criteria or does not meet them, or the key
/// is one for the occasion.
pub fn of(inspection: &Inspection) -> Option<Summary> {
    let criteria = inspection.case.as_ref()?.pass.as_ref()?;
    if inspection.marking.demonstration || !criteria.are_met(inspection) {
        return None;
    }
    let PassCriteria { verifier, resource, policy, case_file, levels, demands: _ } = criteria.clone();
    Some(Summary {
        verifier,
        resource_uri: resource,
        policy,
        policy_sha256: case_file,
        passed: true,
        verified_levels: levels,
    })
}

/// That such a summary was signed, for whoever signed it; or that it was not, since a FIDO device signs no envelope.
pub fn told(summary: &Summary, key: &SigningKey) -> String {
    let Summary { resource_uri, policy, verified_levels, .. } = summary;
    let levels = verified_levels.join(", ");
    let what = banbury_report::visible_text(&format!("{resource_uri} PASSED by {policy} ({levels})"));
    match key.signs_envelopes() {
        true => format!("Summary: {what}, in vsa.dsse.json"),
        false => format!("Summary: not signed, since a FIDO device signs none: {what}"),
    }
}
