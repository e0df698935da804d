use std::io::{self, Read};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use banbury_evidence::{DropPath, Entry, EntryKind};

use super::budget::{Budget, Reached};
use super::links::Link;
use crate::content::HashingReader;
use crate::seal::Context;

/// Contents that wait for a thread may take up so many bytes; past that, the reading thread takes them itself.
const WAITING_BYTES: usize = 128 << 20;

/// The entries of one outermost archive, as they come from all threads.
pub(crate) struct Shared<'a> {
    context: &'a Context<'a>,
    booked: Mutex<Vec<(u64, Entry)>>,
    /// Places of entries that later members of the same name hide.
    shadowed: Mutex<Vec<Range<u64>>>,
    /// The place of a member that has hard links, and the first of its names.
    first_names: Mutex<Vec<(u64, DropPath)>>,
    next_order: AtomicU64,
    waiting: AtomicUsize,
}

impl<'a> Shared<'a> {
    pub(crate) fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            booked: Mutex::default(),
            shadowed: Mutex::default(),
            first_names: Mutex::default(),
            next_order: AtomicU64::new(0),
            waiting: AtomicUsize::new(0),
        }
    }

    /// All entries in the order in which the archive has them.
    pub(crate) fn into_entries(self) -> Vec<Entry> {
        let mut booked = self.booked.into_inner().unwrap_or_else(PoisonError::into_inner);
        booked.sort_by_key(|(order, _)| *order);
        for (order, first) in self.first_names.into_inner().unwrap_or_else(PoisonError::into_inner) {
            let found = booked.binary_search_by_key(&order, |(order, _)| *order).ok();
            if let Some((_, entry)) = found.and_then(|at| booked.get_mut(at))
                && let EntryKind::File(facts) = &mut entry.kind
                && entry.path != first
            {
                facts.hard_link_of = Some(first);
            }
        }
        let mut shadowed = self.shadowed.into_inner().unwrap_or_else(PoisonError::into_inner);
        shadowed.sort_by_key(|range| range.start);
        let mut shadowed = shadowed.into_iter().peekable();
        let mut hidden_until = 0;
        for (order, entry) in &mut booked {
            while let Some(range) = shadowed.next_if(|range| range.start <= *order) {
                hidden_until = hidden_until.max(range.end);
            }
            if *order < hidden_until
                && let EntryKind::File(facts) = &mut entry.kind
            {
                facts.shadowed = true;
            }
        }
        booked.into_iter().map(|(_, entry)| entry).collect()
    }

    fn book(&self, order: u64, entry: Entry) {
        self.booked.lock().unwrap_or_else(PoisonError::into_inner).push((order, entry));
    }
}

/// Where the one thread that reads an archive hands its members to.
pub(crate) struct Booking<'scope, 'env> {
    shared: &'env Shared<'env>,
    /// The threads that hash and show contents; none if this thread does it itself.
    scope: Option<&'scope rayon::Scope<'env>>,
}

impl<'scope, 'env> Booking<'scope, 'env> {
    pub(crate) fn spread(shared: &'env Shared<'env>, scope: &'scope rayon::Scope<'env>) -> Self {
        Self { shared, scope: Some(scope) }
    }

    pub(crate) fn in_place(shared: &'env Shared<'env>) -> Self {
        Self { shared, scope: None }
    }

    pub(crate) fn context(&self) -> &'env Context<'env> {
        self.shared.context
    }

    /// Takes the next place among the entries.
    pub(crate) fn next_order(&self) -> u64 {
        self.shared.next_order.fetch_add(1, Ordering::Relaxed)
    }

    /// The place that comes next.
    pub(crate) fn orders(&self) -> u64 {
        self.shared.next_order.load(Ordering::Relaxed)
    }

    /// Later members hide the entries at these places.
    pub(crate) fn shadow(&self, orders: Range<u64>) {
        self.shared.shadowed.lock().unwrap_or_else(PoisonError::into_inner).push(orders);
    }

    pub(crate) fn book(&self, order: u64, entry: Entry) {
        self.shared.book(order, entry);
    }

    pub(crate) fn entry(&self, order: u64, path: DropPath, mode: Option<u32>, kind: EntryKind) {
        self.book(order, Entry { path, mode, kind });
    }

    /// A member whose content could not be read to its end.
    pub(crate) fn failure(&self, order: u64, path: DropPath, mode: Option<u32>, error: &io::Error) {
        let kind = match Reached::behind(error) {
            Some(reached) => EntryKind::OverLimit { limit: reached.to_string() },
            None => EntryKind::Unreadable { error: error.to_string() },
        };
        self.entry(order, path, mode, kind);
    }

    /// Hashes and shows a content that is not an archive.
    pub(crate) fn file(&self, order: u64, path: DropPath, mode: Option<u32>, bytes: Vec<u8>) {
        self.shared_content(order, path, mode, Arc::new(bytes), None);
    }

    fn shared_content(
        &self,
        order: u64,
        path: DropPath,
        mode: Option<u32>,
        bytes: Arc<Vec<u8>>,
        hard_link_of: Option<DropPath>,
    ) {
        let shared = self.shared;
        let take = move |bytes: &[u8]| {
            shared.book(order, shared.context.file_or_link(path, mode, bytes, None, hard_link_of));
        };
        let length = bytes.len();
        match self.scope.filter(|_| shared.waiting.load(Ordering::Relaxed) + length <= WAITING_BYTES) {
            None => take(&bytes),
            Some(scope) => {
                shared.waiting.fetch_add(length, Ordering::Relaxed);
                scope.spawn(move |_| {
                    take(&bytes);
                    drop(bytes);
                    shared.waiting.fetch_sub(length, Ordering::Relaxed);
                });
            }
        }
    }

    /// Hashes and shows the content of a member, of `size` bytes, once for each hard link to it.
    ///
    /// # Errors
    /// [`Reached`], if the links unpack to too much; the links are booked all the same.
    pub(crate) fn links(
        &self,
        target: (u64, DropPath),
        links: Vec<Link>,
        size: u64,
        content: &mut dyn Read,
        budget: &Budget,
    ) -> io::Result<()> {
        let (target_order, target) = target;
        let first = links.iter().map(|link| &link.path).chain([&target]).min().cloned().unwrap_or(target);
        let small = size <= self.context().limits.inspect_bytes;
        let mut bytes = Vec::new();
        let read = if small {
            content.read_to_end(&mut bytes).map(|_| None)
        } else {
            HashingReader::new(content, size).finish().map(|(digests, _)| Some(digests))
        };
        let bytes = Arc::new(bytes);
        let mut outcome = Ok(());
        for link in links {
            if outcome.is_ok() {
                outcome = budget.spend(size);
            }
            let hard_link_of = (link.path != first).then(|| first.clone());
            match (&read, &outcome) {
                (Err(error), _) | (_, Err(error)) => self.failure(link.order, link.path, link.mode, error),
                (Ok(None), _) => {
                    self.shared_content(link.order, link.path, link.mode, Arc::clone(&bytes), hard_link_of);
                }
                (Ok(Some(digests)), _) => {
                    let mut entry = self.context().large_file(link.path, link.mode, size, *digests, None, &[]);
                    if let EntryKind::File(facts) = &mut entry.kind {
                        facts.hard_link_of = hard_link_of;
                    }
                    self.book(link.order, entry);
                }
            }
        }
        self.shared.first_names.lock().unwrap_or_else(PoisonError::into_inner).push((target_order, first));
        outcome
    }
}
