use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Once;

use banbury_evidence::DropPath;
use git2::{Commit, ConfigLevel, ErrorCode, ObjectType, Repository, RepositoryOpenFlags, opts};
use walkdir::WalkDir;

use crate::IntakeError;

/// A repository that is safe to read.
pub(crate) struct OpenRepository {
    pub(crate) repository: Repository,
    /// The folder that was named.
    pub(crate) folder: PathBuf,
}

impl OpenRepository {
    /// Opens the repository at `folder`, never one above it.
    ///
    /// # Errors
    /// If it is broken, or holds what could stop or mislead the reading.
    pub(crate) fn open(folder: &Path) -> Result<Self, IntakeError> {
        cut_off_from_the_machine();
        refuse_special_files(folder)?;
        let repository = open_handle(folder).map_err(|error| match error.message().to_ascii_lowercase() {
            message if message.contains("sha256") || message.contains("object format") => {
                IntakeError::Sha256Repository(folder.to_owned())
            }
            _ => broken(folder, &error),
        })?;
        Ok(Self { repository, folder: folder.to_owned() })
    }

    /// The commit that `revision` names.
    ///
    /// # Errors
    /// If there is no such commit, or none at all.
    pub(crate) fn commit(&self, revision: &str) -> Result<Commit<'_>, IntakeError> {
        let found = self.repository.revparse_single(revision).and_then(|object| object.peel(ObjectType::Commit));
        let commit = found
            .and_then(|object| object.into_commit().map_err(|_| git2::Error::from_str("it does not name a commit")));
        commit.map_err(|error| {
            if revision != "HEAD" {
                let revision = revision.to_owned();
                return IntakeError::NoSuchRevision { path: self.folder.clone(), revision, reason: reason(&error) };
            }
            match self.repository.head() {
                Err(error) if error.code() == ErrorCode::UnbornBranch => IntakeError::NoCommit(self.folder.clone()),
                _ => broken(&self.folder, &error),
            }
        })
    }

    /// The folder to compare with the commit; none for a bare repository. `core.worktree` is not asked: the drop
    /// could name any folder of this machine there.
    pub(crate) fn work_tree(&self) -> Option<&Path> {
        fs::symlink_metadata(self.folder.join(".git")).is_ok().then_some(&self.folder)
    }

    /// Folders outside the repository from which it borrows objects.
    pub(crate) fn borrowed_from(&self) -> Vec<String> {
        let list = self.repository.commondir().join("objects/info/alternates");
        let list = fs::read(list).unwrap_or_default();
        let lines = list.split(|byte| *byte == b'\n').filter(|line| !line.is_empty() && !line.starts_with(b"#"));
        lines.map(|line| DropPath::from_bytes(line).to_string()).collect()
    }
}

/// One more handle on a repository that has been opened before, for another thread.
pub(crate) fn open_handle(folder: &Path) -> Result<Repository, git2::Error> {
    let nowhere_above: [&Path; 0] = [];
    Repository::open_ext(folder, RepositoryOpenFlags::NO_SEARCH, nowhere_above)
}

/// Whether `revision` of the repository at `folder` can be read.
pub(crate) fn check(folder: &Path, revision: &str) -> Result<(), IntakeError> {
    OpenRepository::open(folder)?.commit(revision).map(|_| ())
}

/// What libgit2 says, for a person at a terminal. It quotes what it finds in the repository, which may hold escapes.
pub(crate) fn reason(error: &git2::Error) -> String {
    DropPath::from_bytes(error.message().trim_end_matches('.').as_bytes()).to_string()
}

/// What is wrong with an object, for the manifest. libgit2's own words hold paths of this machine.
pub(crate) fn fault(error: &git2::Error) -> &'static str {
    match error.code() {
        ErrorCode::NotFound => "its git object is missing",
        _ => "its git object is damaged",
    }
}

fn broken(folder: &Path, error: &git2::Error) -> IntakeError {
    IntakeError::BrokenRepository { path: folder.to_owned(), reason: reason(error) }
}

/// Makes libgit2 look at no configuration of the system or the user, and read repositories of other owners: a drop
/// was unpacked by whoever received it.
fn cut_off_from_the_machine() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        for level in [ConfigLevel::ProgramData, ConfigLevel::System, ConfigLevel::XDG, ConfigLevel::Global] {
            // SAFETY: these settings are global to libgit2 and not synchronised. They are made once, before this
            // crate, which alone uses libgit2, opens its first repository.
            let set = unsafe { opts::set_search_path(level, "") };
            debug_assert!(set.is_ok());
        }
        // SAFETY: as above.
        let set = unsafe { opts::set_verify_owner_validation(false) };
        debug_assert!(set.is_ok());
    });
}

/// libgit2 opens whatever stands where it expects a file of its own, and would wait on a FIFO for ever.
fn refuse_special_files(folder: &Path) -> Result<(), IntakeError> {
    let dot_git = folder.join(".git");
    let store = if fs::symlink_metadata(&dot_git).is_ok() { dot_git } else { folder.to_owned() };
    let refuse = |path: &Path, what: &str| IntakeError::BrokenRepository {
        path: folder.to_owned(),
        reason: format!("{} {what}", DropPath::from_bytes(path.as_os_str().as_bytes())),
    };
    for entry in WalkDir::new(store) {
        let entry = entry.map_err(|error| refuse(error.path().unwrap_or(folder), "cannot be read"))?;
        let mut kind = entry.file_type();
        if kind.is_symlink() {
            match fs::metadata(entry.path()) {
                Ok(target) => kind = target.file_type(),
                Err(_) => continue,
            }
        }
        if !kind.is_file() && !kind.is_dir() {
            return Err(refuse(entry.path(), "is neither a file nor a folder"));
        }
    }
    Ok(())
}
