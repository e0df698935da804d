//! Triage on a terminal: the findings with their standing, the source around the one that is chosen, and a form for whatever
//! is decided. What it shows, what keys do, and how it is drawn stand apart, so that the first two need no terminal.

mod detail;
mod draw;
mod filter;
mod form;
mod keys;
mod model;
#[cfg(test)]
mod tests;

use std::io;

use anyhow::{Context, Result};
use banbury_casework::TriageLog;
use ratatui::crossterm::event::{self, Event, KeyEventKind};

use crate::interrupt;
use keys::Effect;
use model::Mode;
pub use model::Model;

/// Lets a person go through the findings until they leave. `write` puts the log into the bundle.
pub fn show(mut model: Model<'_>, write: &mut dyn FnMut(&TriageLog) -> Result<()>) -> Result<()> {
    interrupt::drawing(true);
    let mut terminal = ratatui::try_init().context("this terminal cannot be drawn on")?;
    let outcome = go_through(&mut terminal, &mut model, write);
    ratatui::restore();
    interrupt::drawing(false);
    outcome
}

fn go_through(
    terminal: &mut ratatui::DefaultTerminal,
    model: &mut Model<'_>,
    write: &mut dyn FnMut(&TriageLog) -> Result<()>,
) -> Result<()> {
    loop {
        terminal.draw(|frame| draw::draw(frame, model)).context("the terminal cannot be drawn on")?;
        let Event::Key(key) = read()? else { continue };
        if key.kind == KeyEventKind::Release {
            continue;
        }
        let effect = keys::press(model, key);
        if matches!(effect, Effect::Write | Effect::WriteAndLeave) {
            match write(model.log()) {
                Ok(()) => model.written(),
                // What was decided stays on the screen until it can be written.
                Err(error) => {
                    model.mode = Mode::List;
                    model.say(format!("NOT written: {error:#}"));
                    continue;
                }
            }
        }
        if matches!(effect, Effect::Leave | Effect::WriteAndLeave) {
            return Ok(());
        }
    }
}

fn read() -> Result<Event> {
    loop {
        match event::read() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read.context("the keyboard cannot be read"),
        }
    }
}
