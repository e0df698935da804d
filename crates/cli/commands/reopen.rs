use anyhow::Result;
use banbury_casework::Action;

use crate::arguments::Reopen;
use crate::bundle;
use crate::custody::{Custody, who};
use crate::exit::Exit;
use crate::terminal::say;

pub fn reopen(arguments: &Reopen) -> Result<Exit> {
    let Reopen { bundle: place, by } = arguments;
    // What cannot be read can be reopened all the same; it only does not tell who its evaluator is.
    let case = bundle::read(place).ok().and_then(|inspection| inspection.case);
    let evaluator = case.as_ref().map(|case| case.evaluator.as_str());
    let mut custody = Custody::beside(place, who(by.as_deref(), evaluator)?)?;
    let _lock = bundle::lock(place)?;
    let taken = banbury_attest::reopen(place)?;
    custody.note_file(Action::Reopened, place, "statement.json")?;
    custody.write()?;
    say(&format!("Reopened: {} without {}", place.display(), taken.join(", ")));
    Ok(Exit::Done)
}
