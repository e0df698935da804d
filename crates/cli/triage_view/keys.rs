use banbury_evidence::Judgement;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::model::{Mode, Model};

/// What is to be done outside of the model.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    None,
    Write,
    WriteAndLeave,
    Leave,
}

/// Rows that a page has.
const PAGE: u16 = 5;

/// What a key does.
pub fn press(model: &mut Model<'_>, key: KeyEvent) -> Effect {
    model.say_nothing();
    // In raw mode Ctrl-C is a key: it never loses what was decided.
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return if key.code == KeyCode::Char('c') { leave(model) } else { Effect::None };
    }
    match model.mode {
        Mode::List => in_list(model, key.code),
        Mode::Search => in_search(model, key.code),
        Mode::Form(_) => in_form(model, key.code),
        Mode::Leave => at_the_end(model, key.code),
    }
}

fn in_list(model: &mut Model<'_>, key: KeyCode) -> Effect {
    match key {
        KeyCode::Down | KeyCode::Char('j') => model.step(1),
        KeyCode::Up | KeyCode::Char('k') => model.step(-1),
        KeyCode::Home | KeyCode::Char('g') => model.step(isize::MIN),
        KeyCode::End | KeyCode::Char('G') => model.step(isize::MAX),
        KeyCode::PageDown | KeyCode::Char(' ') => model.scrolled = model.scrolled.saturating_add(PAGE),
        KeyCode::PageUp | KeyCode::Char('b') => model.scrolled = model.scrolled.saturating_sub(PAGE),
        KeyCode::Char('c') => model.decide(Judgement::Confirmed),
        KeyCode::Char('f') => model.decide(Judgement::FalsePositive),
        KeyCode::Char('a') => model.decide(Judgement::Accepted),
        KeyCode::Char('x') => model.decide(Judgement::Fixed),
        KeyCode::Char('v') => model.decide(Judgement::NeedsVendor),
        KeyCode::Char('y') => model.review(true),
        KeyCode::Char('n') => model.review(false),
        KeyCode::Char('t') => model.next_tier(),
        KeyCode::Char('s') => model.next_severity(),
        KeyCode::Char('o') => model.next_standing(),
        KeyCode::Char('/') => model.mode = Mode::Search,
        KeyCode::Char('w') if model.unsaved() > 0 => return Effect::Write,
        KeyCode::Char('w') => model.say("nothing has been decided since the bundle was written".to_owned()),
        KeyCode::Char('q') => return leave(model),
        _ => {}
    }
    Effect::None
}

fn in_search(model: &mut Model<'_>, key: KeyCode) -> Effect {
    match key {
        KeyCode::Char(character) => model.search(|text| text.push(character)),
        KeyCode::Backspace => model.search(|text| {
            text.pop();
        }),
        KeyCode::Enter => model.mode = Mode::List,
        KeyCode::Esc => {
            model.search(String::clear);
            model.mode = Mode::List;
        }
        _ => {}
    }
    Effect::None
}

fn in_form(model: &mut Model<'_>, key: KeyCode) -> Effect {
    let Mode::Form(form) = &mut model.mode else { return Effect::None };
    match key {
        KeyCode::Char(character) => form.field().push(character),
        KeyCode::Backspace => {
            form.field().pop();
        }
        KeyCode::Enter | KeyCode::Tab => {
            let what = form.what;
            match form.enter() {
                Ok(Some(filled)) => model.enter(what, filled),
                Ok(None) => {}
                Err(why) => model.say(why),
            }
        }
        KeyCode::Esc => model.mode = Mode::List,
        _ => {}
    }
    Effect::None
}

/// Asks first, if something is not written.
fn leave(model: &mut Model<'_>) -> Effect {
    if model.unsaved() == 0 {
        return Effect::Leave;
    }
    model.mode = Mode::Leave;
    Effect::None
}

fn at_the_end(model: &mut Model<'_>, key: KeyCode) -> Effect {
    match key {
        KeyCode::Char('w') => Effect::WriteAndLeave,
        KeyCode::Char('d') => Effect::Leave,
        KeyCode::Esc => {
            model.mode = Mode::List;
            Effect::None
        }
        _ => Effect::None,
    }
}
