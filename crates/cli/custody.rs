use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use banbury_attest::open_regular;
use banbury_casework::{Action, CustodyEntry, CustodyLog, Moment, check_name};
use banbury_evidence::Digest;

use crate::commands::now;

/// The longest custody log that is read, in bytes: a case has some hundred entries.
const LONGEST: u64 = 64 << 20;

/// What is to be written into the custody log beside a bundle, once it is done.
pub struct Custody {
    path: PathBuf,
    who: String,
    pending: Vec<CustodyEntry>,
}

impl Custody {
    /// The log beside `bundle`, in which `who` is to stand. To be asked before any work is done: a log that is broken takes
    /// no more entries.
    pub fn beside(bundle: &Path, who: String) -> Result<Self> {
        let custody = Self { path: beside(bundle, ".custody.jsonl"), who, pending: Vec::new() };
        custody.log()?;
        Ok(custody)
    }

    /// Notes that something was done just now.
    pub fn note(&mut self, action: Action, of: &str, digest: Digest) {
        self.pending.push(CustodyEntry {
            action,
            who: self.who.clone(),
            when: Moment::of_unix(now()),
            of: of.to_owned(),
            digest,
            tool: format!("banbury {}", env!("CARGO_PKG_VERSION")),
        });
    }

    /// The same of a file of the bundle, which is read.
    pub fn note_file(&mut self, action: Action, bundle: &Path, name: &str) -> Result<()> {
        let path = bundle.join(name);
        let bytes = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        self.note(action, name, Digest::of(&bytes));
        Ok(())
    }

    /// The log as it will be.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        let mut log = self.log()?;
        for entry in &self.pending {
            log.append(entry.clone())?;
        }
        Ok(log.bytes().to_vec())
    }

    /// Writes what was noted behind the end of the log.
    pub fn write(self) -> Result<()> {
        let failed = || format!("the custody log {} cannot be written", self.path.display());
        // A log that cannot be read is told of before anything is written.
        self.log()?;
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(&self.path).with_context(failed)?;
        // Two programs that work on one case must not follow the same line.
        file.lock().with_context(failed)?;
        let mut log = read_log(&mut file, &self.path)?;
        let before = log.bytes().len();
        for entry in self.pending {
            log.append(entry)?;
        }
        let new = log.bytes().get(before..).unwrap_or_default();
        let written = file.write_all(new).and_then(|()| file.sync_all());
        if written.is_err() {
            // Half a line would break the chain.
            let _ = file.set_len(before as u64);
        }
        written.with_context(failed)
    }

    fn log(&self) -> Result<CustodyLog> {
        Ok(log_at(&self.path)?.unwrap_or_default())
    }
}

/// The custody log beside a bundle, if there is one.
pub fn log_beside(bundle: &Path) -> Result<Option<CustodyLog>> {
    log_at(&beside(bundle, ".custody.jsonl"))
}

fn log_at(path: &Path) -> Result<Option<CustodyLog>> {
    match open_regular(path) {
        Ok(mut file) => read_log(&mut file, path).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("the custody log {} cannot be read", path.display())),
    }
}

fn read_log(file: &mut File, path: &Path) -> Result<CustodyLog> {
    let mut bytes = Vec::new();
    let read = file.take(LONGEST).read_to_end(&mut bytes);
    read.with_context(|| format!("the custody log {} cannot be read", path.display()))?;
    CustodyLog::read(&bytes).with_context(|| {
        format!("the custody log {} is not as it was written: move it elsewhere and find out why", path.display())
    })
}

/// A path with something behind its name; `out/`, `.` from inside it and a link to it are one bundle.
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let whole = fs::canonicalize(path).unwrap_or_else(|_| match path.file_name() {
        // It does not stand there yet.
        Some(name) => path.with_file_name(name),
        None => path.to_owned(),
    });
    let mut name = whole.into_os_string();
    name.push(suffix);
    PathBuf::from(name)
}

/// Who is at work: the name given, or else the case's evaluator, or else the login name.
pub fn who(by: Option<&str>, evaluator: Option<&str>) -> Result<String> {
    if let Some(by) = by {
        check_name(by).map_err(anyhow::Error::msg).context("--by")?;
        return Ok(by.to_owned());
    }
    let evaluator = evaluator.unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(if check_name(&evaluator).is_ok() { evaluator } else { login_name() })
}

/// The user's name as the system's list of users has it, or else the number.
fn login_name() -> String {
    let id = rustix::process::geteuid().as_raw().to_string();
    let users = fs::read("/etc/passwd").unwrap_or_default();
    let users = String::from_utf8_lossy(&users);
    let name = users.lines().find_map(|line| {
        let fields: Vec<&str> = line.split(':').collect();
        (fields.get(2) == Some(&id.as_str())).then(|| fields[0].to_owned())
    });
    name.filter(|name| check_name(name).is_ok()).unwrap_or(format!("user {id}"))
}
