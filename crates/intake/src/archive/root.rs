use std::io::{self, Read};

use super::budget::Budget;
use super::member::{Member, MemberKind, Receiver};
use super::name::Name;
use super::reader::{Reading, read_members};
use super::source::Source;

/// The one top folder that all members of an archive lie under; empty if there is none.
///
/// It has to be known before the first member is handed over, so the archive is read once more for it. Damage and
/// limits show when it is read in earnest, at the same member.
pub(crate) fn find_root(reading: &Reading, source: Source, budget: &Budget) -> Vec<u8> {
    let mut finder = Finder { budget, root: None, below: false };
    // What fails here fails again, and is noted, when the members are read.
    let _ = read_members(reading, source, budget, &mut finder);
    finder.root.filter(|root| finder.below && !root.is_empty()).unwrap_or_default()
}

struct Finder<'a> {
    budget: &'a Budget<'a>,
    /// None before the first member, empty once there cannot be one.
    root: Option<Vec<u8>>,
    /// Whether something lies under it.
    below: bool,
}

impl Receiver for Finder<'_> {
    fn member(&mut self, member: Member, _: &mut dyn Read) -> io::Result<()> {
        self.budget.count_member()?;
        let name = Name::new(&member.name);
        if name.is_root() {
            return Ok(());
        }
        let (top, below) = match name.bytes.iter().position(|byte| *byte == b'/') {
            Some(slash) => (name.bytes.get(..slash).unwrap_or_default(), true),
            None => (&name.bytes[..], false),
        };
        let fits = (below || matches!(member.kind, MemberKind::Directory)) && !name.climbs() && !name.is_absolute();
        match &self.root {
            None if fits => self.root = Some(top.to_vec()),
            Some(root) if fits && root == top => {}
            _ => self.root = Some(Vec::new()),
        }
        self.below |= below;
        Ok(())
    }
}
