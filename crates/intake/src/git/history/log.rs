use std::collections::{BTreeMap, BTreeSet};

use banbury_evidence::DropPath;
use git2::{Commit, Oid, Repository, Signature};

use crate::git::repository::fault;

/// Longest name and address that are kept, in bytes.
const LONGEST_NAME: usize = 200;
/// What is kept of a commit.
pub(super) struct Logged {
    pub(super) id: Oid,
    pub(super) parents: Vec<Oid>,
    pub(super) tree: Oid,
    pub(super) author: Who,
    pub(super) committer: Who,
    /// Whether a trailer of the message names a review.
    pub(super) has_review_trailer: bool,
    /// Whether the subject ends in `(#17)`.
    pub(super) has_request_number: bool,
    pub(super) is_signed: bool,
}

/// Who wrote or committed something, and when.
pub(super) struct Who {
    name: Vec<u8>,
    address: Vec<u8>,
    /// Since 1970, UTC.
    pub(super) seconds: i64,
    /// East of UTC.
    pub(super) minutes: i32,
}

impl Who {
    fn of(signature: &Signature<'_>) -> Self {
        let cut = |bytes: &[u8]| bytes.get(..LONGEST_NAME).unwrap_or(bytes).to_vec();
        let when = signature.when();
        Self {
            name: cut(signature.name_bytes()),
            address: cut(signature.email_bytes()),
            seconds: when.seconds(),
            minutes: when.offset_minutes(),
        }
    }

    /// What tells people apart.
    pub(super) fn key(&self) -> Vec<u8> {
        let address = self.address.trim_ascii();
        if address.is_empty() { self.name.to_ascii_lowercase() } else { address.to_ascii_lowercase() }
    }

    /// Name and address as git has them.
    pub(super) fn shown(&self) -> String {
        let shown = |bytes: &[u8]| DropPath::from_bytes(bytes).to_string();
        format!("{} <{}>", shown(&self.name), shown(&self.address))
    }

    /// The time zone as git writes it.
    pub(super) fn zone(&self) -> String {
        zone(self.minutes)
    }
}

/// `+0530`.
pub(super) fn zone(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

/// The commit `head` and those before it, the newest first, and why not all of them were read, if they were not.
pub(super) fn read(repository: &Repository, head: Oid, most: u64) -> (Vec<Logged>, Vec<String>) {
    let mut unread = Vec::new();
    if repository.is_shallow() {
        unread.push("the repository is shallow: it does not hold all of its history".to_owned());
    }
    let mut waiting: BTreeMap<(i64, Oid), Logged> = BTreeMap::new();
    let mut known = BTreeSet::from([head]);
    let mut log: Vec<Logged> = Vec::new();
    let mut next = vec![head];
    loop {
        for id in next {
            match repository.find_commit(id) {
                Ok(commit) => _ = waiting.insert((commit.time().seconds(), id), logged(&commit)),
                Err(error) => unread.push(format!("the history is cut off at {id}: {}", fault(&error))),
            }
        }
        let Some((_, newest)) = waiting.pop_last() else { break };
        if log.len() as u64 == most {
            unread.push(format!("only the newest {most} commits were read"));
            break;
        }
        next = newest.parents.iter().copied().filter(|parent| known.insert(*parent)).collect();
        log.push(newest);
    }
    (log, unread)
}

fn logged(commit: &Commit<'_>) -> Logged {
    let message = commit.message_raw_bytes();
    let subject = message.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let author = Who::of(&commit.author());
    Logged {
        id: commit.id(),
        parents: parents(commit.raw_header_bytes()),
        tree: commit.tree_id(),
        committer: Who::of(&commit.committer()),
        has_review_trailer: has_review_trailer(message, &author),
        has_request_number: has_request_number(subject),
        is_signed: commit.raw_header_bytes().split(|byte| *byte == b'\n').any(|line| line.starts_with(b"gpgsig")),
        author,
    }
}

/// The parents as the commit itself names them. libgit2 would put others in their place that the repository lists in a file
/// (`info/grafts`, gitrepository-layout(5)), which may even make a circle.
fn parents(header: &[u8]) -> Vec<Oid> {
    let lines = header.split(|byte| *byte == b'\n');
    // Parents stand behind the tree and before the author.
    let lines = lines.take_while(|line| !line.starts_with(b"author "));
    let ids = lines.filter_map(|line| str::from_utf8(line.strip_prefix(b"parent ")?).ok());
    ids.filter_map(|id| Oid::from_str(id).ok()).collect()
}

/// Whether the message says that somebody else than the author has looked: kernel.org's and Gerrit's trailers.
fn has_review_trailer(message: &[u8], author: &Who) -> bool {
    const NAMING: [&[u8]; 4] = [b"reviewed-by:", b"acked-by:", b"approved-by:", b"tested-by:"];
    const LINKING: [&[u8]; 5] = [b"reviewed-on:", b"change-id:", b"pull-request:", b"merge-request:", b"closes-pr:"];
    message.split(|byte| *byte == b'\n').any(|line| {
        let line = line.trim_ascii().to_ascii_lowercase();
        let names_another = || !contains(&line, &author.address.to_ascii_lowercase());
        LINKING.iter().any(|trailer| line.starts_with(trailer))
            || (NAMING.iter().any(|trailer| line.starts_with(trailer)) && names_another())
    })
}

fn contains(line: &[u8], part: &[u8]) -> bool {
    !part.is_empty() && line.windows(part.len()).any(|window| window == part)
}

fn has_request_number(subject: &[u8]) -> bool {
    let inside = subject.trim_ascii_end().strip_suffix(b")");
    let open = inside.and_then(|inside| Some((inside, inside.iter().rposition(|byte| *byte == b'(')?)));
    let number = open
        .and_then(|(inside, at)| inside.get(at + 1..)?.strip_prefix(b"#").or(inside.get(at + 1..)?.strip_prefix(b"!")));
    number.is_some_and(|number| !number.is_empty() && number.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn author() -> Who {
        Who { name: b"Ada".to_vec(), address: b"ada@example.org".to_vec(), seconds: 0, minutes: 0 }
    }

    #[test]
    fn nobody_reviews_himself() {
        let says = |message: &str| has_review_trailer(message.as_bytes(), &author());
        assert!(says("Fix\n\nReviewed-by: Grace <grace@example.org>\n"));
        assert!(says("Fix\n\nChange-Id: I0123\n"));
        assert!(!says("Fix\n\nReviewed-by: Ada <ADA@example.org>\n"));
        assert!(!says("Fix what was reviewed-by: nobody\n"));
    }

    #[test]
    fn request_numbers_stand_at_the_end() {
        assert!(has_request_number(b"Fix it (#17)"));
        assert!(!has_request_number(b"Fix (#17) it"));
        assert!(!has_request_number(b"Fix it (#)"));
        assert!(!has_request_number(b"Fix it (17)"));
    }

    #[test]
    fn zones_are_as_git_writes_them() {
        assert_eq!([zone(330), zone(-210), zone(0)], ["+0530", "-0330", "+0000"]);
    }
}
