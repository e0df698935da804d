use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What is going on, on standard error; nothing where that is no terminal.
pub struct Progress(ProgressBar);

impl Progress {
    /// Begins a step.
    pub fn new(step: &'static str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        // The template is ours and is tried by every run on a terminal; without it the default one serves.
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}: {pos} files, {prefix} [{elapsed}]") {
            bar.set_style(style);
        }
        bar.set_message(step);
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// Begins a step that has no measure.
    #[cfg(feature = "pdf")]
    pub fn waiting(step: &'static str) -> Self {
        let progress = Self::new(step);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} [{elapsed}]") {
            progress.0.set_style(style);
        }
        progress
    }

    /// Tells how far it is.
    pub fn update(&self, files: u64, bytes: u64) {
        self.0.set_position(files);
        self.0.set_prefix(indicatif::HumanBytes(bytes).to_string());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
