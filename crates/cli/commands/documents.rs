use std::path::Path;

use anyhow::{Context, Result};
use clap::CommandFactory;

use crate::arguments::Arguments;
use crate::exit::Exit;
use crate::terminal::say_bytes;

pub fn completions(shell: clap_complete::Shell) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "banbury", &mut script);
    say_bytes(&script);
    Ok(Exit::Done)
}

pub fn man(folder: &Path) -> Result<Exit> {
    clap_mangen::generate_to(Arguments::command(), folder)
        .with_context(|| format!("the man pages cannot be written into {}", folder.display()))?;
    Ok(Exit::Done)
}
