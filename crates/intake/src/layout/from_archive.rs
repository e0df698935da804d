use std::io::{self, Read};
use std::path::Path;

use super::target::Target;
use crate::archive::{Member, MemberKind, Name, OpenDrop, Receiver};
use crate::{IntakeError, Limits};

/// Damage and limits end the archive here as they do when it is sealed: the manifest names them.
pub(super) fn lay_out(path: &Path, limits: &Limits, target: &mut Target) -> Result<(), IntakeError> {
    let drop = OpenDrop::open(path, limits)?;
    let mut writer = Writer { target, root: &drop.root, failure: None };
    let _ = drop.members(limits, &mut writer);
    writer.failure.map_or(Ok(()), Err)
}

struct Writer<'a, 'b> {
    target: &'a mut Target<'b>,
    root: &'a [u8],
    failure: Option<IntakeError>,
}

impl Receiver for Writer<'_, '_> {
    fn member(&mut self, member: Member, content: &mut dyn Read) -> io::Result<()> {
        // The names are judged as written: `..` is not resolved, it is refused.
        let name = Name::new(&member.name).below(self.root).normal();
        if !self.target.wants(&name) {
            return Ok(());
        }
        let written = match member.kind {
            MemberKind::File { .. } => self.target.file(&name, member.mode, content),
            MemberKind::Directory => self.target.folder(&name, member.mode),
            MemberKind::Symlink(to) => {
                self.target.symlink(&name, &to);
                Ok(())
            }
            MemberKind::HardLink(to) => {
                let to = Name::new(&to).below(self.root).normal();
                if self.target.wants(&to) {
                    self.target.hard_link(&name, &to);
                }
                Ok(())
            }
            _ => Ok(()),
        };
        written.map_err(|failure| {
            self.failure = Some(failure);
            io::Error::other("the drop could not be laid out")
        })
    }
}
