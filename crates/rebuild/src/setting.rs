//! The circumstances of one build: all that may differ from machine to machine, and must not matter.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::{Confinement, Recipe, inputs};

/// 2 January 1980, 00:00 UTC: the first day that a zip archive can hold in every time zone.
pub(crate) const DEFAULT_EPOCH: i64 = 315_619_200;

/// Where the source lies unless something else is asked for.
pub(crate) const FOLDER: &str = "/build/source";

/// What holds everything writable where there is no sandbox.
pub(crate) const UNCONFINED: &str = "/tmp/banbury-unconfined";

/// Folders at the root that the sandbox needs for itself.
const TAKEN: [&str; 11] = ["bin", "dev", "etc", "lib", "lib32", "lib64", "libx32", "proc", "sbin", "tmp", "usr"];

/// Circumstances of a build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Setting {
    pub(crate) confinement: Confinement,
    /// Where the source lies, absolute.
    pub(crate) folder: String,
    /// The folder of the user, relative to the one that holds everything writable.
    pub(crate) home: &'static str,
    /// Environment variables before the recipe's.
    pub(crate) environment: BTreeMap<String, String>,
    /// Environment variables over the recipe's.
    pub(crate) forced: BTreeMap<String, String>,
    pub(crate) user: String,
    pub(crate) host: String,
    pub(crate) umask: u32,
    /// Processors that the build may use: all where none is said.
    pub(crate) processors: Option<usize>,
    /// Whether files are made in the opposite order, which changes the order in which a folder lists them.
    pub(crate) reversed: bool,
    /// Whether the kernel calls itself 2.6 (personality(2), UNAME26).
    pub(crate) old_kernel: bool,
    /// What the wall clock shows at the start, in seconds since 1970, through libfaketime.
    pub(crate) clock: Option<i64>,
    /// Whether opened files are written down, by strace.
    pub(crate) traced: bool,
}

impl Setting {
    /// What a build finds unless the recipe says otherwise.
    pub(crate) fn usual(recipe: &Recipe, confinement: Confinement) -> Self {
        let environment = [
            // A sandbox has one user, and refuses others with an error that fakeroot does not expect.
            ("FAKEROOTDONTTRYCHOWN", "1"),
            ("LC_ALL", "C.UTF-8"),
            ("LOGNAME", "build"),
            ("PATH", "/usr/local/bin:/usr/bin:/bin"),
            ("SHELL", "/bin/sh"),
            ("SOURCE_DATE_EPOCH", "315619200"),
            ("TZ", "UTC"),
            ("USER", "build"),
        ];
        let folder = recipe.folder.as_deref().unwrap_or(FOLDER);
        Self {
            confinement,
            folder: match confinement {
                Confinement::Unconfined => [UNCONFINED, folder].concat(),
                Confinement::Namespaces | Confinement::Bubblewrap => folder.to_owned(),
            },
            home: "home",
            environment: environment.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
            forced: BTreeMap::new(),
            user: "build".to_owned(),
            host: "banbury".to_owned(),
            umask: 0o022,
            processors: None,
            reversed: false,
            old_kernel: false,
            clock: None,
            traced: false,
        }
    }

    /// Everything otherwise that must not matter, with what it is in words. What this machine cannot change is said.
    pub(crate) fn varied(recipe: &Recipe, confinement: Confinement) -> (Self, Vec<String>) {
        let mut varied = Self::usual(recipe, confinement);
        let mut words = Vec::new();
        for (name, value, word) in [
            ("TZ", "Pacific/Kiritimati", "time zone"),
            ("LC_ALL", "POSIX", "locale"),
            ("LANG", "de_DE.UTF-8", "language"),
            ("USER", "other", "user name"),
            ("LOGNAME", "other", "login name"),
            ("BANBURY_VARIATION", "1", "a further environment variable"),
        ] {
            if !recipe.environment.contains_key(name) {
                varied.environment.insert(name.to_owned(), value.to_owned());
                words.push(word.to_owned());
            }
        }
        (varied.umask, varied.home, varied.reversed) = (0o002, "another-home", true);
        words.extend(["umask", "home folder", "order of files"].map(str::to_owned));
        match confinement {
            Confinement::Namespaces => {
                (varied.user, varied.host, varied.processors) = ("other".into(), "elsewhere".into(), Some(1));
                words.extend(["host name", "number of processors"].map(str::to_owned));
            }
            Confinement::Bubblewrap => {
                (varied.user, varied.host) = ("other".into(), "elsewhere".into());
                words.push("host name".to_owned());
            }
            Confinement::Unconfined => words.push("not the host name, for want of a sandbox".to_owned()),
        }
        match recipe.folder {
            None => {
                varied.folder = varied.folder.replace(FOLDER, "/build/elsewhere/with/a/longer/path");
                words.push("build path".to_owned());
            }
            Some(_) => words.push("not the build path, which the recipe states".to_owned()),
        }
        match Path::new(SETARCH).exists() {
            true => {
                varied.old_kernel = true;
                words.push("kernel version".to_owned());
            }
            false => words.push(format!("not the kernel version, for want of {SETARCH}")),
        }
        match fake_clock() {
            Some(_) => {
                varied.clock = Some(LATER);
                words.push("wall clock".to_owned());
            }
            None => words.push("not the wall clock, for want of libfaketime".to_owned()),
        }
        (varied, words)
    }

    /// The folder that holds everything writable, as the build sees it, and the source's folder below it.
    ///
    /// # Errors
    ///
    /// In words, when the sandbox cannot have the source there.
    pub(crate) fn split_folder(&self) -> Result<(String, PathBuf), String> {
        let refused = |why: &str| Err(format!("the source cannot lie at {}: {why}", self.folder));
        let plain = |name: &str| !name.is_empty() && name != "." && name != ".." && !name.contains(['\0', ':', '\\']);
        let (top, below) = match self.confinement {
            Confinement::Unconfined => match self.folder.strip_prefix(UNCONFINED).and_then(|it| it.strip_prefix('/')) {
                Some(below) => (UNCONFINED.to_owned(), below),
                None => return refused("without a sandbox, it lies below a folder for temporary files"),
            },
            Confinement::Namespaces | Confinement::Bubblewrap => {
                match self.folder.strip_prefix('/').and_then(|path| path.split_once('/')) {
                    Some((top, _)) if TAKEN.contains(&top) => return refused("the sandbox has something else there"),
                    Some((top, _)) if !plain(top) => return refused("its name is not plain"),
                    Some((top, below)) => (format!("/{top}"), below),
                    None => return refused("it must be a folder below a folder at the root"),
                }
            }
        };
        let first = below.split('/').next().unwrap_or_default();
        if !below.split('/').all(plain) || [self.home, inputs::FOLDER, "trace"].contains(&first) {
            return refused("its name is not plain");
        }
        Ok((top, PathBuf::from(below)))
    }

    /// Whether user and machine have names that can be chosen.
    pub(crate) fn has_own_names(&self) -> bool {
        self.confinement != Confinement::Unconfined
    }

    /// The whole environment of a step.
    pub(crate) fn whole_environment(&self, recipe: &Recipe) -> BTreeMap<String, String> {
        let mut environment = BTreeMap::new();
        if let Ok((top, _)) = self.split_folder() {
            environment.insert("HOME".to_owned(), format!("{top}/{}", self.home));
        }
        environment.extend(self.environment.clone());
        environment.extend(recipe.environment.clone());
        if let (Some(clock), Some(library)) = (self.clock, fake_clock()) {
            environment.insert("LD_PRELOAD".to_owned(), library.display().to_string());
            environment.insert("FAKETIME".to_owned(), fake_time(clock));
            environment.insert("FAKETIME_FMT".to_owned(), "%s".to_owned());
            // It would shift the times of all files by as much as the clock.
            environment.insert("NO_FAKE_STAT".to_owned(), "1".to_owned());
            // Without this, a file that is given the time of now gets one before 1970.
            environment.insert("FAKE_UTIME".to_owned(), "1".to_owned());
        }
        environment.extend(self.forced.clone());
        // A variable that is stated without a value is taken away.
        environment.retain(|_, value| !value.is_empty());
        environment
    }
}

/// Some day later than any build of today: 2 August 2038, behind the end of 32-bit time.
const LATER: i64 = 2_164_320_000;

/// The program of util-linux that changes what the kernel calls itself.
pub(crate) const SETARCH: &str = "/usr/bin/setarch";

/// The program that writes down which files are opened.
pub(crate) const STRACE: &str = "/usr/bin/strace";

/// libfaketime, as Debian installs it for each architecture.
pub(crate) fn fake_clock() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?;
    let mut found: Vec<PathBuf> = folders
        .filter_map(|folder| Some(folder.ok()?.path().join("faketime/libfaketime.so.1")))
        .filter(|library| library.exists())
        .collect();
    found.sort();
    found.into_iter().next()
}

/// A moment at which the clock starts and then goes on.
fn fake_time(clock: i64) -> String {
    format!("@{clock}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_lies_below_a_folder_of_its_own() {
        let at = |folder: &str| {
            let recipe = Recipe { folder: Some(folder.to_owned()), ..Recipe::default() };
            Setting::usual(&recipe, Confinement::Namespaces).split_folder()
        };
        assert_eq!(at("/build/hello-2.10").unwrap(), ("/build".to_owned(), PathBuf::from("hello-2.10")));
        assert_eq!(at("/home/jo/x").unwrap(), ("/home".to_owned(), PathBuf::from("jo/x")));
        for folder in
            ["/", "/build", "build/x", "/usr/src/x", "/tmp/x", "/build/../x", "/build//x", "/build/home/x", ""]
        {
            assert!(at(folder).is_err(), "{folder}");
        }
    }
}
