use banbury_evidence::{Finding, Severity, Standing, Tier};

/// Which findings are on the list.
#[derive(Default)]
pub struct Filter {
    pub tier: Option<Tier>,
    /// This severity or worse.
    pub severity: Option<Severity>,
    pub standing: Option<Standing>,
    /// What rule, place, function or message must hold.
    pub text: String,
}

impl Filter {
    pub fn allows(&self, finding: &Finding, tier: Tier, standing: Standing) -> bool {
        self.tier.is_none_or(|wanted| tier == wanted)
            && self.severity.is_none_or(|least| finding.severity >= least)
            && self.standing.is_none_or(|wanted| standing == wanted)
            && self.allows_text(finding)
    }

    fn allows_text(&self, finding: &Finding) -> bool {
        let wanted = self.text.to_lowercase();
        let function = finding.function.as_deref().unwrap_or("");
        let fields = [&finding.rule.0, finding.location.path.as_str(), function, &finding.message];
        wanted.is_empty()
            || finding.fingerprints.in_place.starts_with(&wanted)
            || fields.iter().any(|field| field.to_lowercase().contains(&wanted))
    }

    /// All of it in words, for a line of the screen.
    pub fn told(&self) -> String {
        let mut told = Vec::new();
        told.extend(self.tier.map(|tier| tier.to_string()));
        told.extend(self.severity.map(|severity| format!("{severity} or worse")));
        told.extend(self.standing.map(|standing| standing.to_string()));
        if !self.text.is_empty() {
            told.push(format!("with \"{}\"", self.text));
        }
        if told.is_empty() { "all".to_owned() } else { told.join(", ") }
    }
}

/// What comes after `now` in a round of all and none.
pub fn next<T: Copy + PartialEq>(now: Option<T>, all: &[T]) -> Option<T> {
    match now {
        None => all.first().copied(),
        Some(now) => all.iter().skip_while(|one| **one != now).nth(1).copied(),
    }
}
