use banbury_attest::Summary;
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
