use serde::Serialize;

use crate::Resources;

/// resources.json.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "see `Resources`")]
pub struct ResourcesV1 {
    pub schema: &'static str,
    #[serde(flatten)]
    pub resources: Resources,
}

impl From<Resources> for ResourcesV1 {
    fn from(resources: Resources) -> Self {
        Self { schema: "banbury.resources/v1", resources }
    }
}
