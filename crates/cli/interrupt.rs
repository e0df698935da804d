use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};

use crate::exit::Exit;
use crate::terminal::complain;

/// What is removed when the run is interrupted.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Whether the terminal view is on the screen.
static IS_DRAWN_ON: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C and SIGTERM remove what is unfinished and end the program with "not done".
pub fn watch() -> Result<()> {
    ctrlc::set_handler(|| {
        for path in UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let _ = fs::remove_dir_all(path);
        }
        if IS_DRAWN_ON.load(Ordering::Relaxed) {
            ratatui::restore();
            complain("banbury: interrupted; what was not written is lost");
        } else {
            complain("banbury: interrupted; nothing was written");
        }
        std::process::exit(i32::from(Exit::NotDone.code()));
    })
    .context("the handler for Ctrl-C cannot be set")
}

/// Says that the terminal is drawn on, or not any more, so that whoever interrupts the program gets it back as it was.
pub fn drawing(is_drawn_on: bool) {
    IS_DRAWN_ON.store(is_drawn_on, Ordering::Relaxed);
}

/// A folder that goes with the program, however that ends.
pub struct Unfinished(PathBuf);

impl Unfinished {
    /// Takes charge of the folder at `path`.
    pub fn new(path: PathBuf) -> Self {
        UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After a rename there is nothing left to remove.
        let _ = fs::remove_dir_all(&self.0);
        UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).retain(|path| *path != self.0);
    }
}

/// A scratch folder in the system's temporary folder.
pub fn scratch() -> Result<Unfinished> {
    let folder = tempfile::Builder::new().prefix("banbury-").tempdir().context("no scratch folder can be made")?;
    Ok(Unfinished::new(folder.keep()))
}
