use std::path::Path;

use super::target::Target;
use crate::git::{ItemKind, OpenRepository, list};
use crate::{IntakeError, Limits};

/// Objects that cannot be read are not written: the manifest names them.
pub(super) fn lay_out(folder: &Path, revision: &str, limits: &Limits, target: &mut Target) -> Result<(), IntakeError> {
    let open = OpenRepository::open(folder)?;
    let commit = open.commit(revision)?;
    let (mut items, _) = list(&open.repository, commit.tree_id(), limits);
    items.sort_by(|left, right| left.name.cmp(&right.name));
    for item in items {
        if !target.wants(&item.name) {
            continue;
        }
        match item.kind {
            ItemKind::Directory | ItemKind::Submodule { .. } => target.folder(&item.name, None)?,
            ItemKind::File { id, executable } => {
                if let Ok(blob) = open.repository.find_blob(id) {
                    let mode = if executable { 0o755 } else { 0o644 };
                    target.file(&item.name, Some(mode), &mut blob.content())?;
                }
            }
            ItemKind::Link { id } => {
                if let Ok(blob) = open.repository.find_blob(id) {
                    target.symlink(&item.name, blob.content());
                }
            }
            ItemKind::Unreadable { .. } | ItemKind::OverLimit { .. } => {}
        }
    }
    Ok(())
}
