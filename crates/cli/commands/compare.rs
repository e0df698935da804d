use anyhow::Result;
use banbury_evidence::json;
use banbury_evidence::wire::RebuildV1;

use crate::arguments::Compare;
use crate::bundle::write_whole;
use crate::exit::Exit;
use crate::looker::Looking;
use crate::terminal::say;

pub fn compare(arguments: &Compare) -> Result<Exit> {
    let comparison = banbury_compare::compare(&arguments.shipped, &arguments.rebuilt, &Looking::new()?)?;
    if let Some(path) = &arguments.output {
        write_whole(path, &json::to_bytes(&RebuildV1::from(&comparison))?)?;
    }
    say(&banbury_report::comparison_text(&comparison));
    Ok(if comparison.holds() { Exit::Done } else { Exit::AnswerIsNo })
}
