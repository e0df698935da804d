//! Goes through two contents side by side: bytes first, then members, and so on inwards.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use banbury_evidence::{Difference, DropPath, MaskedRange};

use crate::appended::{self, Signed};
use crate::budget::Budget;
use crate::bytes::{self, ByteDifference};
use crate::causes::{CauseKind, Clue};
use crate::container::{Body, Container, Fact, Key, Member, Packed};
use crate::content::{Content, Joined};
use crate::derived::{Changed, Later};
use crate::fault::Fault;
use crate::format::{self, Format};
use crate::found::Found;
use crate::leaf;
use crate::text::Hunk;

/// What the parts of a place are joined with.
const INSIDE: &str = " > ";

/// One comparison under way.
pub(crate) struct Comparer {
    pub(crate) found: Found,
    pub(crate) budget: Budget,
    /// What can be judged only when all members are known.
    later: Later,
    place: Vec<String>,
}

impl Comparer {
    pub(crate) fn new(budget: Budget) -> Self {
        Self { found: Found::default(), budget, later: Later::default(), place: Vec::new() }
    }

    /// Compares two contents at the current place. An error means that it did not come to its end.
    pub(crate) fn contents(&mut self, theirs: &Content, ours: &Content) -> Result<(), Fault> {
        self.budget.compared(theirs.length().saturating_add(ours.length()))?;
        let Some(difference) = bytes::compare(&mut theirs.reader(), &mut ours.reader())? else { return Ok(()) };
        if !self.place.is_empty() {
            self.later.changed(Changed::new(theirs, ours))?;
        }
        let (their_signed, our_signed) = (appended::split(theirs), appended::split(ours));
        if their_signed.is_some() || our_signed.is_some() {
            return self.without_signatures((theirs, their_signed), (ours, our_signed));
        }
        self.unsigned(theirs, ours, &difference)
    }

    fn unsigned(&mut self, theirs: &Content, ours: &Content, difference: &ByteDifference) -> Result<(), Fault> {
        let note = match (format::recognise(theirs), format::recognise(ours)) {
            (Some(format), Some(our_format)) if format.name == our_format.name => {
                let before = self.amount();
                match self.formatted(format, theirs, ours) {
                    Ok(()) if self.amount() > before => return Ok(()),
                    Ok(()) => format!("{}: no part of it differs, and yet its bytes do; ", format.name),
                    Err(fault @ (Fault::Unreadable(_) | Fault::Limit(_))) => return Err(fault),
                    Err(fault) => format!("{}, compared by its bytes ({fault}); ", format.name),
                }
            }
            (Some(theirs), Some(ours)) => format!("{} shipped, {} rebuilt; ", theirs.name, ours.name),
            (Some(format), None) => format!("{} shipped, no such thing rebuilt; ", format.name),
            (None, Some(format)) => format!("no {} shipped, but rebuilt; ", format.name),
            (None, None) => String::new(),
        };
        leaf::describe(self, &note, difference, theirs, ours)
    }

    /// Sets aside the signature that stands behind each, and compares what stands before them.
    fn without_signatures(
        &mut self,
        (theirs, their_signed): (&Content, Option<Signed>),
        (ours, our_signed): (&Content, Option<Signed>),
    ) -> Result<(), Fault> {
        let same = match (&their_signed, &our_signed) {
            (Some(their), Some(our)) => {
                bytes::compare(&mut their.signature.reader(), &mut our.signature.reader())?.is_none()
            }
            _ => false,
        };
        match (&their_signed, &our_signed) {
            _ if same => {}
            (Some(their), _) => self.mask(their.rule, their.body.length(), their.signature.length()),
            (None, Some(our)) => self.mask(our.rule, our.body.length(), 0),
            (None, None) => {}
        }
        let their_body = their_signed.map_or_else(|| theirs.clone(), |signed| signed.body);
        let our_body = our_signed.map_or_else(|| ours.clone(), |signed| signed.body);
        match bytes::compare(&mut their_body.reader(), &mut our_body.reader())? {
            Some(difference) => self.unsigned(&their_body, &our_body, &difference),
            None => Ok(()),
        }
    }

    fn formatted(&mut self, format: &Format, theirs: &Content, ours: &Content) -> Result<(), Fault> {
        self.budget.enter()?;
        let result = match format.look {
            format::Look::Members(open) => match (open(theirs, &mut self.budget), open(ours, &mut self.budget)) {
                (Ok(their_container), Ok(our_container)) => self.containers(format, &their_container, &our_container),
                (Err(fault), _) => Err(side("the shipped one", fault)),
                (_, Err(fault)) => Err(side("the rebuilt one", fault)),
            },
            format::Look::Own(compare) => compare(self, theirs, ours),
        };
        self.budget.leave();
        result
    }

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
        for aside in &theirs.aside {
            let mut others = ours.aside.iter().chain(&ours.wrong);
            let other = others.find(|other| other.rule == aside.rule && other.number == aside.number);
            let equal = match other {
                Some(other) => bytes::compare(&mut aside.content.reader(), &mut other.content.reader())?.is_none(),
                None => false,
            };
            if !equal {
                self.mask(aside.rule, aside.offset, aside.content.length());
            }
        }
        for other in &ours.aside {
            if !theirs.aside.iter().any(|aside| other.rule == aside.rule && other.number == aside.number) {
                self.mask(other.rule, other.offset, 0);
            }
        }
        for wrong in &theirs.wrong {
            let other = ours.wrong.iter().find(|other| other.rule == wrong.rule && other.number == wrong.number);
            let equal = match other {
                Some(other) => bytes::compare(&mut wrong.content.reader(), &mut other.content.reader())?.is_none(),
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
        let differ = bytes::compare(&mut theirs.reader(), &mut ours.reader())?.is_some();
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
                let same = their_method == our_method && equal(&their_bytes, &our_bytes)?;
                if same && equal(&theirs.shared()?, &ours.shared()?)? {
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
        if let Some((their_method, our_method)) = stored.filter(|_| self.amount() == before) {
            let detail = match their_method == our_method {
                true => format!("packed otherwise, by the same method ({their_method}); unpacked, it is the same"),
                false => format!("packed by {their_method} shipped, {our_method} rebuilt; unpacked, it is the same"),
            };
            self.add(Difference { detail, ..self.here(Some(CauseKind::Compression)) });
        }
        Ok(())
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

    /// Compares what the two sides say, fact by fact: of several of one name, the first with the first, and so on.
    pub(crate) fn facts(&mut self, theirs: &[Fact], ours: &[Fact]) {
        let (their_facts, our_facts) = (numbered(theirs), numbered(ours));
        let names: BTreeSet<_> = their_facts.keys().chain(our_facts.keys()).copied().collect();
        // In the order of the shipped side, which is the format's own.
        let mut names: Vec<_> = names.into_iter().collect();
        let place = |facts: &[Fact], what| facts.iter().position(|fact| fact.what == what).unwrap_or(usize::MAX);
        names.sort_by_key(|(what, number)| (place(theirs, *what), place(ours, *what), *number));
        for name in names {
            let (their_value, our_value) = (their_facts.get(&name), our_facts.get(&name));
            if their_value != our_value {
                let shown = |value: Option<&&str>| value.map_or("not stated", |value| *value).to_owned();
                self.fact(name.0, &shown(their_value), &shown(our_value));
            }
        }
    }

    fn fact(&mut self, what: &str, theirs: &str, ours: &str) {
        let cause = match what {
            "time" | "extended time" | "changed" | "accessed" | "made" | "checked" => Some(CauseKind::Timestamp),
            "mode" | "owner" | "group" => Some(CauseKind::ArchiveMetadata),
            "build id" => Some(CauseKind::BuildId),
            "method" | "level" => Some(CauseKind::Compression),
            _ => None,
        };
        if let Some(kind) = cause {
            self.found.clue(Clue { kind, shipped: theirs.to_owned(), rebuilt: ours.to_owned() });
        }
        let detail = format!("{what}: {theirs} shipped, {ours} rebuilt");
        self.add(Difference { detail, ..self.here(cause) });
    }

    /// Does something one part further in. A name that is empty is no part.
    pub(crate) fn within<T>(&mut self, part: String, look: impl FnOnce(&mut Self) -> T) -> T {
        let depth = self.place.len();
        if !part.is_empty() {
            self.place.push(part);
        }
        let result = look(self);
        self.place.truncate(depth);
        result
    }

    /// Lists a difference at the current place.
    pub(crate) fn differs(&mut self, detail: impl Into<String>) {
        self.add(Difference { detail: detail.into(), ..self.here(None) });
    }

    /// A difference at the current place, to be filled in.
    pub(crate) fn here(&self, cause: Option<CauseKind>) -> Difference {
        let place = if self.place.is_empty() { "file".to_owned() } else { self.place() };
        Difference { place, cause: cause.map(|kind| kind.name().to_owned()), ..Difference::default() }
    }

    pub(crate) fn add(&mut self, difference: Difference) {
        self.found.add(difference);
    }

    /// Lists a stretch of lines, unless all of it may follow from members that differ: then that is judged at the end.
    pub(crate) fn add_lines(&mut self, difference: Difference, hunk: &Hunk<'_>) {
        let within = self.place();
        if let Some(difference) = self.later.put_off(difference, within, hunk) {
            self.add(difference);
        }
    }

    /// How much has been found so far, to see whether a look found anything.
    pub(crate) fn amount(&self) -> u64 {
        self.found.amount() + self.later.waiting()
    }

    /// What was found, and what waits for the end.
    pub(crate) fn into_found(self) -> (Found, Later) {
        (self.found, self.later)
    }

    /// Sets a range of the current content aside.
    pub(crate) fn mask(&mut self, rule: &str, offset: u64, length: u64) {
        self.found.mask(MaskedRange { rule: rule.to_owned(), within: self.place(), offset, length });
    }

    /// The current place; empty for the artefact itself.
    pub(crate) fn place(&self) -> String {
        self.place.join(INSIDE)
    }

    /// A part of the current place.
    pub(crate) fn place_of(&self, part: &str) -> String {
        match self.place.is_empty() {
            true => part.to_owned(),
            false => [&self.place(), INSIDE, part].concat(),
        }
    }
}

fn equal(theirs: &[Content], ours: &[Content]) -> Result<bool, Fault> {
    Ok(bytes::compare(&mut Joined::new(theirs), &mut Joined::new(ours))?.is_none())
}

/// Values by name, and which of that name it is.
fn numbered(facts: &[Fact]) -> BTreeMap<(&'static str, usize), &str> {
    let mut numbered = BTreeMap::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for fact in facts {
        let count = counts.entry(fact.what).or_default();
        numbered.insert((fact.what, *count), fact.value.as_str());
        *count += 1;
    }
    numbered
}

fn side(which: &str, fault: Fault) -> Fault {
    match fault {
        Fault::Damaged(what) => Fault::Damaged(format!("{which}: {what}")),
        Fault::Unsupported(what) => Fault::Unsupported(format!("{which}: {what}")),
        other => other,
    }
}

fn part_name(word: &str, (name, number): Key<'_>) -> String {
    match (name.is_empty(), number) {
        (true, 0) => String::new(),
        (_, 0) => format!("{word} {}", DropPath::from_bytes(name)),
        _ => format!("{word} {} (number {} of that name)", DropPath::from_bytes(name), number + 1),
    }
}
