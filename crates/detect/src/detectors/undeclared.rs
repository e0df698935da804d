use std::collections::BTreeSet;

use banbury_evidence::{DropPath, RuleId, RuleNotRun};

use crate::findings::Hit;
use crate::surface::{SurfaceFact, SurfaceKind};

/// What a vendor declares a drop to have. Of what is none nothing is declared, so that nothing can be beyond it.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// Ports that something may listen on.
    pub ports: Option<BTreeSet<u16>>,
    /// Accounts that may log in.
    pub accounts: Option<BTreeSet<String>>,
    /// Hosts that may be met: names, addresses, or `*.name` for all below a name.
    pub hosts: Option<BTreeSet<String>>,
    /// Debug options that may be on, and debug services that may be started.
    pub debug_switches: Option<BTreeSet<String>>,
}

/// The kinds of facts with their rules and what each is a list of.
const RULES: [(SurfaceKind, &str, &str); 4] = [
    (SurfaceKind::Account, "undeclared-account", "accounts"),
    (SurfaceKind::DebugSwitch, "undeclared-debug-switch", "debug switches"),
    (SurfaceKind::Host, "undeclared-host", "hosts"),
    (SurfaceKind::Port, "undeclared-port", "ports"),
];

impl Declared {
    /// The rules that have nothing to hold a drop against.
    pub fn rules_not_run(&self) -> Vec<RuleNotRun> {
        let missing = RULES.iter().filter(|(kind, ..)| !self.tells(*kind));
        let not_run = |(_, rule, what): &(SurfaceKind, &str, &str)| RuleNotRun {
            id: RuleId((*rule).to_owned()),
            reason: format!("no case file says which {what} the vendor declares"),
        };
        missing.map(not_run).collect()
    }

    fn tells(&self, kind: SurfaceKind) -> bool {
        match kind {
            SurfaceKind::Port => self.ports.is_some(),
            SurfaceKind::Account => self.accounts.is_some(),
            SurfaceKind::Host => self.hosts.is_some(),
            SurfaceKind::DebugSwitch => self.debug_switches.is_some(),
        }
    }

    fn has(&self, fact: &SurfaceFact) -> bool {
        let is_among =
            |names: &Option<BTreeSet<String>>| names.iter().flatten().any(|name| name.eq_ignore_ascii_case(&fact.name));
        match fact.kind {
            SurfaceKind::Port => {
                let is_same = |port: &u16| port.to_string() == fact.name;
                self.ports.iter().flatten().any(is_same)
            }
            SurfaceKind::Account => self.accounts.iter().flatten().any(|name| *name == fact.name),
            SurfaceKind::DebugSwitch => is_among(&self.debug_switches),
            SurfaceKind::Host => is_among(&self.hosts) || self.has_host_above(&fact.name),
        }
    }

    fn has_host_above(&self, host: &str) -> bool {
        let parents = self.hosts.iter().flatten().filter_map(|name| name.strip_prefix("*."));
        parents.into_iter().any(|parent| {
            let host = host.as_bytes();
            let at = host.len().saturating_sub(parent.len());
            host.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(parent.as_bytes()))
                && at.checked_sub(1).and_then(|before| host.get(before)) == Some(&b'.')
        })
    }
}

/// What a drop has beyond what its vendor declares (classes 8, 23, 40).
pub fn undeclared_hits<'a>(facts: &'a [(DropPath, Vec<SurfaceFact>)], declared: &Declared) -> Vec<(&'a DropPath, Hit)> {
    let all = facts.iter().flat_map(|(path, facts)| facts.iter().map(move |fact| (path, fact)));
    let beyond = all.filter(|(_, fact)| declared.tells(fact.kind) && !declared.has(fact));
    beyond.map(|(path, fact)| (path, finding(fact))).collect()
}

fn finding(fact: &SurfaceFact) -> Hit {
    let name = &fact.name;
    let (rule, message) = match fact.kind {
        SurfaceKind::Port => (
            "undeclared-port",
            format!(
                "Port {name} is opened here and the vendor does not declare it. Find out who listens there, from where it can be reached, and whom it lets in."
            ),
        ),
        SurfaceKind::Account => (
            "undeclared-account",
            format!(
                "The account `{name}` can log in and the vendor does not declare it. Look for its password or key, its rights, and who is told of it."
            ),
        ),
        SurfaceKind::Host => (
            "undeclared-host",
            format!(
                "The host `{name}` stands here and the vendor does not declare it. Find out what is sent to it or fetched from it, and when."
            ),
        ),
        SurfaceKind::DebugSwitch => (
            "undeclared-debug-switch",
            format!(
                "`{name}` is switched on or started here and the vendor does not declare it. Find out what it opens in the product as it is delivered."
            ),
        ),
    };
    Hit { rule: RuleId(rule.to_owned()), message, ..fact.place.clone() }
}
