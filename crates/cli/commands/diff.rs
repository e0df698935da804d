use anyhow::Result;

use crate::arguments::Diff;
use crate::exit::Exit;
use crate::terminal::say;
use crate::{bundle, previous};

pub fn diff(arguments: &Diff) -> Result<Exit> {
    let old = previous::read(&arguments.old)?;
    let mut new = bundle::read(&arguments.new)?;
    previous::compare(&mut new, &old);
    if let Some(trend) = &new.trend {
        say(&banbury_report::trend_text(trend, &new.findings));
    }
    Ok(Exit::Done)
}
