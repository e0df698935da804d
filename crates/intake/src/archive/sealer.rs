use std::collections::HashMap;
use std::io::{self, Read};

use banbury_evidence::{Anomaly, AnomalyKind, ArchiveFormat, DropPath, EntryKind};

use super::booking::{Booking, Shared};
use super::budget::{Budget, Reached};
use super::format::{HEAD, recognise};
use super::links::{Link, Picked, Picker, by_target};
use super::member::{Member, MemberKind, Receiver, read_up_to};
use super::name::Name;
use super::reader::{Reading, read_members};
use super::source::{Source, Stored};
use crate::content::HashingReader;
use crate::path::{note_link, note_special};
use crate::seal::{Book, Context};

/// An archive that stands in the drop itself, or is the drop.
pub(crate) struct Outermost<'a> {
    pub(crate) format: ArchiveFormat,
    pub(crate) path: &'a DropPath,
    /// The top folder to leave out, if this archive is the drop; then its members' paths have no archive in front.
    pub(crate) drop_root: Option<&'a [u8]>,
    /// Whether the members are to be hashed and shown on all threads: not from within a task, where waiting for them
    /// could pile task upon task on one stack.
    pub(crate) spread: bool,
}

/// Writes down all members of an archive, and those of the archives inside it.
pub(crate) fn seal_archive(context: &Context, archive: &Outermost, stored: Stored) -> Book {
    let shared = Shared::new(context);
    let anomalies = if archive.spread {
        rayon::scope(|scope| seal_with(Booking::spread(&shared, scope), archive, stored))
    } else {
        seal_with(Booking::in_place(&shared), archive, stored)
    };
    Book { entries: shared.into_entries(), anomalies }
}

fn seal_with(booking: Booking, archive: &Outermost, stored: Stored) -> Vec<Anomaly> {
    let limits = booking.context().limits;
    let budget = match archive.drop_root {
        Some(_) => Budget::for_drop(stored.size(), limits),
        None => Budget::for_member(None, stored.size(), limits),
    };
    let mut sealer = Sealer { booking, anomalies: Vec::new() };
    let at = Place { format: archive.format, path: archive.path, drop_root: archive.drop_root };
    // A limit of an archive around this one cannot be reached: there is none.
    let _ = sealer.open(&at, Source::Stored(stored), &budget);
    sealer.anomalies
}

/// An archive that is being read.
struct Place<'a> {
    format: ArchiveFormat,
    path: &'a DropPath,
    drop_root: Option<&'a [u8]>,
}

impl Place<'_> {
    fn path_of(&self, name: &Name) -> DropPath {
        let name = DropPath::from_bytes(&name.bytes);
        if self.drop_root.is_some() { name } else { self.path.member(&name) }
    }

    fn name_of(&self, written: &[u8]) -> Name {
        Name::new(written).below(self.drop_root.unwrap_or_default())
    }
}

struct Sealer<'scope, 'env> {
    booking: Booking<'scope, 'env>,
    anomalies: Vec<Anomaly>,
}

impl Sealer<'_, '_> {
    fn note(&mut self, path: &DropPath, kind: AnomalyKind, detail: impl Into<String>) {
        self.anomalies.push(Anomaly { path: path.clone(), kind, detail: detail.into() });
    }

    /// Reads one archive to its end, to its damage or to a limit.
    ///
    /// # Errors
    /// [`Reached`] for a limit of an archive around this one.
    fn open(&mut self, at: &Place, source: Source, budget: &Budget) -> io::Result<()> {
        let again = source.again();
        let inspect_bytes = self.booking.context().limits.inspect_bytes;
        let reading = Reading { format: at.format, path: at.path, inspect_bytes };
        let mut members = Members {
            sealer: self,
            at,
            budget,
            number: 0,
            names: HashMap::new(),
            orders: Vec::new(),
            links: Vec::new(),
        };
        let outcome = read_members(&reading, source, budget, &mut members);
        let outcome = members.resolve_links(&reading, again).and(outcome);
        match outcome {
            Ok(problems) => {
                for problem in problems {
                    self.note(at.path, AnomalyKind::DamagedArchive, problem);
                }
                Ok(())
            }
            Err(error) => match Reached::behind(&error) {
                Some(reached) if reached.depth == budget.depth => {
                    let detail = reached.what.clone();
                    self.note(at.path, AnomalyKind::ArchiveLimitReached, detail);
                    Ok(())
                }
                Some(reached) => {
                    let detail = format!("of an archive around it: {reached}");
                    self.note(at.path, AnomalyKind::ArchiveLimitReached, detail);
                    Err(error)
                }
                None => {
                    self.note(at.path, AnomalyKind::DamagedArchive, error.to_string());
                    Ok(())
                }
            },
        }
    }

    /// Opens a member that is an archive itself.
    fn open_inner(&mut self, format: ArchiveFormat, path: &DropPath, source: Source, outer: &Budget) -> io::Result<()> {
        let budget = Budget::for_member(Some(outer), source.size(), self.booking.context().limits);
        self.open(&Place { format, path, drop_root: None }, source, &budget)
    }

    /// The format of a member, if it is to be opened.
    fn format_to_open(&mut self, path: &DropPath, head: &[u8], outer: &Budget) -> Option<ArchiveFormat> {
        let format = recognise(head)?;
        let deepest = self.booking.context().limits.depth;
        if outer.depth < deepest {
            return Some(format);
        }
        let detail = format!("it stands inside {deepest} archives: it was not opened");
        self.note(path, AnomalyKind::ArchiveLimitReached, detail);
        None
    }

    /// Takes a content of `size` bytes.
    fn content(&mut self, at: FileAt, size: u64, content: &mut dyn Read, budget: &Budget) -> io::Result<()> {
        let read = if size <= self.booking.context().limits.inspect_bytes {
            let mut bytes = Vec::new();
            content.read_to_end(&mut bytes).map(|_| bytes)
        } else {
            return self.large_content(at, size, content, budget);
        };
        match read {
            Ok(bytes) => match self.format_to_open(&at.path, &bytes, budget) {
                None => {
                    self.booking.file(at.order, at.path, at.mode, bytes);
                    Ok(())
                }
                Some(format) => {
                    let entry = self.booking.context().file(at.path.clone(), at.mode, &bytes, Some(format));
                    self.booking.book(at.order, entry);
                    self.open_inner(format, &at.path, Source::Stored(Stored::Memory(&bytes)), budget)
                }
            },
            Err(error) => {
                self.booking.failure(at.order, at.path, at.mode, &error);
                Err(error)
            }
        }
    }

    fn large_content(&mut self, at: FileAt, size: u64, content: &mut dyn Read, budget: &Budget) -> io::Result<()> {
        let mut head = vec![0; HEAD];
        let mut limit = Ok(());
        let digests = read_up_to(content, &mut head).and_then(|count| {
            head.truncate(count);
            let format = self.format_to_open(&at.path, &head, budget);
            let mut whole = head.chain(content);
            let mut hashing = HashingReader::new(&mut whole, size);
            if let Some(format) = format {
                limit = self.open_inner(format, &at.path, Source::Stream { reader: &mut hashing, size }, budget);
            }
            hashing.finish().map(|(digests, _)| (digests, format))
        });
        match digests {
            Ok((digests, format)) => {
                let entry = self.booking.context().large_file(at.path, at.mode, size, digests, format, &[]);
                self.booking.book(at.order, entry);
                limit
            }
            Err(error) => {
                self.booking.failure(at.order, at.path, at.mode, &error);
                Err(error)
            }
        }
    }
}

/// Where a content belongs.
struct FileAt {
    order: u64,
    path: DropPath,
    mode: Option<u32>,
}

/// The members of one archive.
struct Members<'a, 'scope, 'env> {
    sealer: &'a mut Sealer<'scope, 'env>,
    at: &'a Place<'a>,
    budget: &'a Budget<'a>,
    /// Number of the next member.
    number: usize,
    names: HashMap<Vec<u8>, Latest>,
    /// Place among the entries of each member, by number.
    orders: Vec<u64>,
    links: Vec<Link>,
}

/// The latest member of a name.
struct Latest {
    number: usize,
    /// The places that its entry and the entries inside it take.
    orders: std::ops::Range<u64>,
    is_directory: bool,
}

impl Receiver for Members<'_, '_, '_> {
    fn member(&mut self, member: Member, content: &mut dyn Read) -> io::Result<()> {
        let name = self.at.name_of(&member.name);
        let is_directory = matches!(member.kind, MemberKind::Directory);
        let order = self.sealer.booking.next_order();
        let number = self.number;
        self.number += 1;
        self.orders.push(order);
        let counted = self.budget.count_member();
        if name.is_root() && is_directory {
            return counted;
        }
        let path = self.at.path_of(&name);
        if let Err(error) = counted {
            self.sealer.booking.failure(order, path, member.mode, &error);
            return Err(error);
        }
        name.note(&path, &mut self.sealer.anomalies);
        let at = FileAt { order, path: path.clone(), mode: member.mode };
        let outcome = self.take(at, &name, number, member.kind, content);
        let orders = order..self.sealer.booking.orders();
        let latest = Latest { number, orders, is_directory };
        // The name is as the file system takes it, so that `a//b` does not pass for another file than `a/b`.
        if let Some(earlier) = self.names.insert(name.normal(), latest)
            && !(earlier.is_directory && is_directory)
        {
            self.sealer.booking.shadow(earlier.orders);
            self.sealer.note(&path, AnomalyKind::DuplicateMember, "more than one member has this name");
        }
        outcome
    }
}

impl Members<'_, '_, '_> {
    fn take(
        &mut self,
        at: FileAt,
        name: &Name,
        number: usize,
        kind: MemberKind,
        content: &mut dyn Read,
    ) -> io::Result<()> {
        let anomalies = &mut self.sealer.anomalies;
        let kind = match kind {
            MemberKind::File { size } => return self.sealer.content(at, size, content, self.budget),
            MemberKind::HardLink(target) => {
                let target = self.at.name_of(&target);
                // Unlike a symlink's, this target counts from the archive's top.
                note_link(&at.path, b"", &target.bytes, anomalies);
                let target_name = target.normal();
                self.links.push(Link {
                    order: at.order,
                    path: at.path,
                    mode: at.mode,
                    target: self.at.path_of(&target),
                    target_member: self.names.get(&target_name).map(|latest| latest.number),
                    target_name,
                    member: number,
                });
                return Ok(());
            }
            MemberKind::Directory => EntryKind::Directory,
            MemberKind::Symlink(target) => {
                note_link(&at.path, &name.bytes, &target, anomalies);
                EntryKind::Symlink { target: DropPath::from_bytes(&target) }
            }
            MemberKind::Fifo => {
                note_special(&at.path, "a FIFO", anomalies);
                EntryKind::Fifo
            }
            MemberKind::Socket => {
                note_special(&at.path, "a socket", anomalies);
                EntryKind::Socket
            }
            MemberKind::CharDevice(major, minor) => {
                note_special(&at.path, "a character device", anomalies);
                EntryKind::CharDevice { major, minor }
            }
            MemberKind::BlockDevice(major, minor) => {
                note_special(&at.path, "a block device", anomalies);
                EntryKind::BlockDevice { major, minor }
            }
            MemberKind::Unreadable(error) => EntryKind::Unreadable { error },
        };
        self.sealer.booking.entry(at.order, at.path, at.mode, kind);
        Ok(())
    }

    /// Reads the archive once more for the contents that hard links share, so that each of their names is hashed and
    /// shown like a file of its own, as it is in an unpacked drop.
    fn resolve_links(self, reading: &Reading, again: Option<Stored>) -> io::Result<()> {
        let Self { sealer, at, budget, names, orders, links, .. } = self;
        if links.is_empty() {
            return Ok(());
        }
        let booking = &sealer.booking;
        let (mut found, mut lost) = by_target(links, |name| names.get(name).map(|latest| latest.number));
        let mut limit = None;
        if let Some(stored) = again {
            let limits = booking.context().limits;
            let take = |target: Picked, links, content: &mut dyn Read| {
                let order = orders.get(target.number).copied().unwrap_or(u64::MAX);
                let path = at.path_of(&at.name_of(&target.name));
                booking.links((order, path), links, target.size, content, budget)
            };
            let mut picker = Picker { wanted: std::mem::take(&mut found), number: 0, take };
            // Its members have been counted and its bytes spent when it was read the first time.
            let free = Budget::for_drop(u64::MAX, limits);
            let outcome = read_members(reading, Source::Stored(stored), &free, &mut picker);
            limit = outcome.err().filter(|error| Reached::behind(error).is_some());
            found = picker.wanted;
        }
        lost.extend(found.into_values().flatten());
        for link in lost {
            match &limit {
                Some(error) => booking.failure(link.order, link.path, link.mode, error),
                None => {
                    let error = format!("another name of {}, which has no content to be read", link.target);
                    booking.entry(link.order, link.path, link.mode, EntryKind::Unreadable { error });
                }
            }
        }
        limit.map_or(Ok(()), Err)
    }
}
