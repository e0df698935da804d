//! Two containers of one format: members by name, what is set aside, and the rest.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::slice;

use banbury_evidence::{Difference, DropPath};

use super::Comparer;
use crate::bytes;
use crate::causes::CauseKind;
use crate::container::{Aside, Body, Container, Key, Member, Packed};
use crate::content::{Content, Joined};
use crate::fault::Fault;
use crate::format::Format;

impl Comparer {
    /// Compares what two containers of one format hold and say.
    pub(crate) fn containers(&mut self, format: &Format, theirs: &Container, ours: &Container) -> Result<(), Fault> {
        self.facts(&theirs.facts, &ours.facts);
        let (their_members, our_members) = (theirs.by_name(), ours.by_name());
        for (key, their_member) in &their_members {
            let part = part_name(format.part, *key);
            match our_members.get(key) {
                Some(our_member) => self.within(part, |this| this.members(their_member, our_member))?,
                None => self.within(part, |this| this.lone(their_member, true))?,
            }
        }
        for (key, member) in our_members.iter().filter(|(key, _)| !their_members.contains_key(*key)) {
            self.within(part_name(format.part, *key), |this| this.lone(member, false))?;
        }
        if theirs.order_counts {
            let in_both = |container: &Container, other: &BTreeMap<Key<'_>, &Member>| -> Vec<Vec<u8>> {
                let names = container.members.iter().filter(|member| other.contains_key(&(member.name.as_slice(), 0)));
                names.map(|member| member.name.clone()).collect()
            };
            if in_both(theirs, &our_members) != in_both(ours, &their_members) {
                let detail = format!("the {}s that both have stand in another order", format.part);
                self.add(Difference { detail, ..self.here(Some(CauseKind::Order)) });
            }
        }
        self.set_aside(theirs, ours)?;
        let rest = bytes::compare(&mut Joined::new(&theirs.rest), &mut Joined::new(&ours.rest))?;
        if let Some(difference) = rest {
            let place = self.place_of(&format!("outside of {}s", format.part));
            let detail = format!("{}: {}", format.rest, difference.summary());
            self.found.add(Difference { place, detail, ..Difference::default() });
        }
        Ok(())
    }

    /// Ranges that the format's own rules set aside, where the two differ in them.
    fn set_aside(&mut self, theirs: &Container, ours: &Container) -> Result<(), Fault> {
        let (their_aside, our_aside) = (numbered(&theirs.aside), numbered(&ours.aside));
        let our_wrong = numbered(&ours.wrong);
        for aside in &theirs.aside {
            let key = (aside.rule, aside.number);
            let equal = match our_aside.get(&key).or(our_wrong.get(&key)) {
                Some(other) => self.equal(slice::from_ref(&aside.content), slice::from_ref(&other.content))?,
                None => false,
            };
            if !equal {
                self.mask(aside.rule, aside.offset, aside.content.length());
            }
        }
        for other in &ours.aside {
            if !their_aside.contains_key(&(other.rule, other.number)) {
                self.mask(other.rule, other.offset, 0);
            }
        }
        for wrong in &theirs.wrong {
            let equal = match our_wrong.get(&(wrong.rule, wrong.number)) {
                Some(other) => self.equal(slice::from_ref(&wrong.content), slice::from_ref(&other.content))?,
                None => false,
            };
            if !equal {
                let detail = format!("the checksum at offset {:#x} of the shipped one does not fit", wrong.offset);
                self.differs(detail);
            }
        }
        Ok(())
    }

    /// A member that only one side has. A signature is set aside, as far as it lies in the shipped one.
    fn lone(&mut self, member: &Member, shipped: bool) -> Result<(), Fault> {
        let Some(rule) = member.aside else {
            self.differs(if shipped { "only in the shipped one" } else { "only in the rebuilt one" });
            return Ok(());
        };
        match self.unpack(&member.body)? {
            Ok(content) => self.mask(rule, 0, if shipped { content.length() } else { 0 }),
            Err(damage) => self.differs(format!("it cannot be unpacked: {damage}")),
        }
        Ok(())
    }

    /// Sets two members aside that are signatures and differ, if they can be unpacked; whether it did.
    fn signatures(&mut self, rule: &str, theirs: &Member, ours: &Member) -> Result<bool, Fault> {
        let (Ok(theirs), Ok(ours)) = (self.unpack(&theirs.body)?, self.unpack(&ours.body)?) else { return Ok(false) };
        let differ = !theirs.equals(&ours)?;
        if differ {
            self.mask(rule, 0, theirs.length());
        }
        Ok(differ)
    }

    fn members(&mut self, theirs: &Member, ours: &Member) -> Result<(), Fault> {
        self.facts(&theirs.facts, &ours.facts);
        let before = self.amount();
        if let (Some(rule), Some(our_rule)) = (theirs.aside, ours.aside)
            && rule == our_rule
            && self.signatures(rule, theirs, ours)?
        {
            return Ok(());
        }
        match (&theirs.body, &ours.body) {
            (Body::None, Body::None) => {}
            (Body::None, _) => self.differs("it holds nothing in the shipped one"),
            (_, Body::None) => self.differs("it holds nothing in the rebuilt one"),
            (Body::Packed(their_packed), Body::Packed(our_packed)) => self.packed(their_packed, our_packed)?,
            (their_body, our_body) => {
                let (theirs, ours) = (self.unpack(their_body)?, self.unpack(our_body)?);
                match (theirs, ours) {
                    (Ok(theirs), Ok(ours)) => self.contents(&theirs, &ours)?,
                    (Err(damage), _) | (_, Err(damage)) => self.differs(format!("it cannot be unpacked: {damage}")),
                }
            }
        }
        // Sizes and checksums follow from a content that differs; where it does not, they are news.
        if self.amount() == before {
            self.facts(&theirs.sums, &ours.sums);
        }
        Ok(())
    }

    fn packed(&mut self, theirs: &Rc<dyn Packed>, ours: &Rc<dyn Packed>) -> Result<(), Fault> {
        let stored = match (theirs.stored(), ours.stored()) {
            (Some((their_method, their_bytes)), Some((our_method, our_bytes))) => {
                let same = their_method == our_method && self.equal(&their_bytes, &our_bytes)?;
                if same && self.equal(&theirs.shared()?, &ours.shared()?)? {
                    return Ok(());
                }
                (!same).then_some((their_method, our_method))
            }
            _ => None,
        };
        let (their_content, our_content) =
            match (self.unpack(&Body::Packed(theirs.clone()))?, self.unpack(&Body::Packed(ours.clone()))?) {
                (Ok(theirs), Ok(ours)) => (theirs, ours),
                (Err(damage), _) | (_, Err(damage)) => {
                    self.differs(format!("it is stored otherwise, and cannot be unpacked: {damage}"));
                    return Ok(());
                }
            };
        let before = self.amount();
        self.contents(&their_content, &our_content)?;
        let is_same = self.amount() == before;
        let Some((their_method, our_method)) = stored else { return Ok(()) };
        let methods = format!("packed by {their_method} shipped, {our_method} rebuilt");
        let detail = match (their_method == our_method, is_same) {
            (false, true) => format!("{methods}; unpacked, it is the same"),
            (false, false) => methods,
            (true, true) => format!("packed otherwise, by the same method ({their_method}); unpacked, it is the same"),
            // Other content is never packed to the same bytes.
            (true, false) => return Ok(()),
        };
        self.add(Difference { detail, ..self.here(Some(CauseKind::Compression)) });
        Ok(())
    }

    /// Whether two lists of contents are the same. The same bytes may be asked for again and again: by many names of one
    /// file, or by ranges that lie upon each other.
    fn equal(&mut self, theirs: &[Content], ours: &[Content]) -> Result<bool, Fault> {
        self.budget.compared(theirs.iter().chain(ours).map(Content::length).fold(0, u64::saturating_add))?;
        Ok(bytes::equal(&mut Joined::new(theirs), &mut Joined::new(ours))?)
    }

    /// A body's content, or how it is damaged.
    fn unpack(&mut self, body: &Body) -> Result<Result<Content, String>, Fault> {
        let unpacked = match body {
            Body::None => return Ok(Ok(Content::of_bytes(Vec::new()))),
            Body::Plain(content) => return Ok(Ok(content.clone())),
            Body::Packed(packed) => match packed.open() {
                Ok(stream) => self.budget.unpack(stream),
                Err(error) => return Ok(Err(error.to_string())),
            },
        };
        match unpacked {
            Ok(content) => Ok(Ok(content)),
            Err(Fault::Damaged(damage) | Fault::Unsupported(damage)) => Ok(Err(damage)),
            Err(fault) => Err(fault),
        }
    }
}

/// Ranges by rule and number; of several with both the same, the first.
fn numbered(ranges: &[Aside]) -> BTreeMap<(&'static str, usize), &Aside> {
    ranges.iter().rev().map(|range| ((range.rule, range.number), range)).collect()
}

fn part_name(word: &str, (name, number): Key<'_>) -> String {
    match (name.is_empty(), number) {
        (true, 0) => String::new(),
        (_, 0) => format!("{word} {}", DropPath::from_bytes(name)),
        _ => format!("{word} {} (number {} of that name)", DropPath::from_bytes(name), number + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::Budget;

    struct Long(Content);

    impl Packed for Long {
        fn stored(&self) -> Option<(String, Vec<Content>)> {
            Some((String::new(), vec![self.0.clone(); 4]))
        }

        fn open(&self) -> std::io::Result<Box<dyn std::io::Read + '_>> {
            Ok(Box::new(self.0.reader()))
        }
    }

    #[test]
    fn packed_bytes_that_lie_upon_each_other_are_not_read_for_ever() {
        let file = tempfile::tempfile().unwrap();
        file.set_len(1 << 30).unwrap();
        let long: Rc<dyn Packed> = Rc::new(Long(Content::of_file(file).unwrap()));
        let end = Comparer::new(Budget::of(0)).packed(&long, &long);
        assert!(matches!(end, Err(Fault::Limit(_))), "eight times 1 GiB");
    }
}
