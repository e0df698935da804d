use serde::{Deserialize, Serialize};

use crate::{Confidence, Digest, Language, Limit, RuleId, RuleInfo, RulesetDigest, Severity, Tier};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RuleV1 {
    id: RuleId,
    message: String,
    severity: Severity,
    confidence: Confidence,
    tier: Tier,
    class: Vec<u8>,
    cwe: Vec<String>,
    references: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fix: Option<String>,
    languages: Vec<Language>,
    origin: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sha256: Option<Digest>,
}

impl From<&RuleInfo> for RuleV1 {
    fn from(rule: &RuleInfo) -> Self {
        let RuleInfo {
            id,
            message,
            severity,
            confidence,
            tier,
            class,
            cwe,
            references,
            fix,
            languages,
            origin,
            sha256,
        } = rule.clone();
        Self { id, message, severity, confidence, tier, class, cwe, references, fix, languages, origin, sha256 }
    }
}

impl From<RuleV1> for RuleInfo {
    fn from(wire: RuleV1) -> Self {
        let RuleV1 { id, message, severity, confidence, tier, class, cwe, references, fix, languages, origin, sha256 } =
            wire;
        Self { id, message, severity, confidence, tier, class, cwe, references, fix, languages, origin, sha256 }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RulesetV1 {
    name: String,
    sha256: Digest,
}

impl From<&RulesetDigest> for RulesetV1 {
    fn from(ruleset: &RulesetDigest) -> Self {
        let RulesetDigest { name, sha256 } = ruleset.clone();
        Self { name, sha256 }
    }
}

impl From<RulesetV1> for RulesetDigest {
    fn from(wire: RulesetV1) -> Self {
        let RulesetV1 { name, sha256 } = wire;
        Self { name, sha256 }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct LimitV1 {
    name: String,
    value: String,
}

impl From<&Limit> for LimitV1 {
    fn from(limit: &Limit) -> Self {
        let Limit { name, value } = limit.clone();
        Self { name, value }
    }
}

impl From<LimitV1> for Limit {
    fn from(wire: LimitV1) -> Self {
        let LimitV1 { name, value } = wire;
        Self { name, value }
    }
}
