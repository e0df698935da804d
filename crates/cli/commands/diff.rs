use anyhow::{Result, bail};

use crate::arguments::Diff;
use crate::exit::Exit;
use crate::terminal::{say, say_bytes};
use crate::{bundle, previous};

pub fn diff(arguments: &Diff) -> Result<Exit> {
    let Some((last, earlier)) = arguments.bundles.split_last() else {
        bail!("two bundles are needed");
    };
    let earlier = previous::read_all(earlier)?;
    let mut inspection = bundle::read(last)?;
    previous::compare(&mut inspection, &earlier);
    if arguments.json {
        say_bytes(&banbury_report::json_trend(&inspection)?);
    } else {
        say(&banbury_report::trend_text(&inspection));
    }
    Ok(Exit::Done)
}
