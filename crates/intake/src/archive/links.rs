use std::collections::HashMap;
use std::io::{self, Read};

use banbury_evidence::DropPath;

use super::member::{Member, MemberKind, Receiver};

/// A hard link of an archive: one more name of another member.
pub(crate) struct Link {
    /// Place among the entries.
    pub(crate) order: u64,
    pub(crate) path: DropPath,
    pub(crate) mode: Option<u32>,
    /// The name that it links to, as written.
    pub(crate) target: DropPath,
    /// The same, normalised.
    pub(crate) target_name: Vec<u8>,
    /// Number of the member that had this name when the link came up.
    pub(crate) target_member: Option<usize>,
    /// Number of the link itself among the members.
    pub(crate) member: usize,
}

/// Links by the number of the member whose content they share, and those whose target the archive does not hold.
pub(crate) fn by_target(
    links: Vec<Link>,
    last_of_name: impl Fn(&[u8]) -> Option<usize>,
) -> (HashMap<usize, Vec<Link>>, Vec<Link>) {
    let targets: Vec<Option<usize>> =
        links.iter().map(|link| link.target_member.or_else(|| last_of_name(&link.target_name))).collect();
    let link_targets: HashMap<usize, Option<usize>> =
        links.iter().zip(&targets).map(|(link, target)| (link.member, *target)).collect();
    let mut found: HashMap<usize, Vec<Link>> = HashMap::new();
    let mut lost = Vec::new();
    for (link, target) in links.into_iter().zip(targets) {
        // A link may lead to a link. Each step is taken at most once, so a ring ends too.
        let mut target = target;
        let mut steps = 0;
        while let Some(next) = target.and_then(|member| link_targets.get(&member)) {
            target = *next;
            steps += 1;
            if steps > MOST_STEPS {
                target = None;
            }
        }
        match target {
            Some(member) => found.entry(member).or_default().push(link),
            None => lost.push(link),
        }
    }
    (found, lost)
}

/// Longest chain of links to links that is followed.
const MOST_STEPS: u32 = 40;

/// A member that hard links lead to.
pub(crate) struct Picked {
    /// Its number among the members.
    pub(crate) number: usize,
    /// As written.
    pub(crate) name: Vec<u8>,
    /// Size of its content in bytes.
    pub(crate) size: u64,
}

/// Takes the members that hard links lead to, by number, and passes over the others.
pub(crate) struct Picker<F> {
    /// The links to members that have not come up yet.
    pub(crate) wanted: HashMap<usize, Vec<Link>>,
    pub(crate) number: usize,
    pub(crate) take: F,
}

impl<F: FnMut(Picked, Vec<Link>, &mut dyn Read) -> io::Result<()>> Receiver for Picker<F> {
    fn member(&mut self, member: Member, content: &mut dyn Read) -> io::Result<()> {
        let number = self.number;
        self.number += 1;
        match member.kind {
            MemberKind::File { size } => match self.wanted.remove(&number) {
                Some(links) => (self.take)(Picked { number, name: member.name, size }, links, content),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }
}
