use std::collections::BTreeMap;

use banbury_evidence::{CommitFacts, DropPath};
use git2::{Commit, Repository, Tree};

/// Largest `.gitmodules` in bytes that is read.
const MOST_GITMODULES: usize = 1 << 20;

/// What git says about a commit.
pub(crate) fn of_commit(repository: &Repository, commit: &Commit) -> CommitFacts {
    CommitFacts {
        id: commit.id().to_string(),
        tree: commit.tree_id().to_string(),
        tags: tags(repository, commit),
        signature: signature(repository, commit),
    }
}

/// Tags that lead to the commit, sorted.
fn tags(repository: &Repository, commit: &Commit) -> Vec<String> {
    let mut tags = Vec::new();
    let Ok(references) = repository.references_glob("refs/tags/*") else { return tags };
    for reference in references.flatten() {
        if reference.peel_to_commit().is_ok_and(|target| target.id() == commit.id()) {
            let name = reference.name_bytes();
            let name = DropPath::from_bytes(name.strip_prefix(b"refs/tags/").unwrap_or(name)).to_string();
            let tag = reference.target().and_then(|target| repository.find_tag(target).ok());
            let signed = tag.and_then(|tag| tag.message_bytes().map(|message| signature_kind(message).is_some()));
            tags.push(if signed == Some(true) { format!("{name} (signed)") } else { name });
        }
    }
    tags.sort();
    tags
}

fn signature(repository: &Repository, commit: &Commit) -> Option<String> {
    let (signature, _) = repository.extract_signature(&commit.id(), None).ok()?;
    Some(signature_kind(&signature).unwrap_or("unknown").to_owned())
}

/// The kind of the signature that a text holds, by its armour (gitformat-signature(5)).
fn signature_kind(text: &[u8]) -> Option<&'static str> {
    let kinds = [
        ("-----BEGIN PGP SIGNATURE-----", "openpgp"),
        ("-----BEGIN PGP MESSAGE-----", "openpgp"),
        ("-----BEGIN SSH SIGNATURE-----", "ssh"),
        ("-----BEGIN SIGNED MESSAGE-----", "x509"),
    ];
    let lines = || text.split(|byte| *byte == b'\n');
    kinds.iter().find(|(armour, _)| lines().any(|line| line.starts_with(armour.as_bytes()))).map(|(_, kind)| *kind)
}

/// The addresses of submodules by path, from the tree's `.gitmodules`.
pub(crate) fn submodule_urls(repository: &Repository, tree: &Tree) -> BTreeMap<Vec<u8>, String> {
    let blob = tree.get_name(".gitmodules").and_then(|entry| repository.find_blob(entry.id()).ok());
    let text = blob.filter(|blob| blob.size() <= MOST_GITMODULES).map(|blob| blob.content().to_vec());
    parse_gitmodules(&text.unwrap_or_default())
}

/// Reads as much of git's configuration syntax (git-config(1)) as `.gitmodules` uses. A later value wins.
fn parse_gitmodules(text: &[u8]) -> BTreeMap<Vec<u8>, String> {
    let mut urls = BTreeMap::new();
    let mut path: Option<Vec<u8>> = None;
    let mut url: Option<String> = None;
    for line in text.split(|byte| *byte == b'\n').chain([&b"["[..]]) {
        let line = line.trim_ascii();
        if line.starts_with(b"[") {
            if let (Some(path), Some(url)) = (path.take(), url.take()) {
                urls.insert(path, url);
            }
            continue;
        }
        let Some(equals) = line.iter().position(|byte| *byte == b'=') else { continue };
        let key = line.get(..equals).unwrap_or_default().trim_ascii();
        let value = line.get(equals + 1..).unwrap_or_default().trim_ascii();
        let value = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")).unwrap_or(value);
        if key.eq_ignore_ascii_case(b"path") {
            path = Some(value.to_vec());
        } else if key.eq_ignore_ascii_case(b"url") {
            url = Some(DropPath::from_bytes(value).to_string());
        }
    }
    urls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn submodule_addresses_are_read_by_path() {
        let text = b"[submodule \"a\"]\n\tpath = lib/a\n\turl = ../a.git\n[submodule \"b\"]\nurl=x\n[submodule \"c\"]\nURL = \"y\"\npath=c";
        let urls = parse_gitmodules(text);
        assert_eq!(urls.get(&b"lib/a"[..]).map(String::as_str), Some("../a.git"));
        assert_eq!(urls.get(&b"c"[..]).map(String::as_str), Some("y"));
        assert_eq!(urls.len(), 2);
    }

    #[test]
    fn signatures_are_told_by_their_armour() {
        assert_eq!(signature_kind(b"v1\n-----BEGIN SSH SIGNATURE-----\n"), Some("ssh"));
        assert_eq!(signature_kind(b"says -----BEGIN PGP SIGNATURE-----"), None);
    }
}
