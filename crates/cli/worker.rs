use std::collections::BTreeSet;

use anyhow::{Context, Result};
use banbury_detect::{Analyser, ApiFamilies, FileAnalysis, FileRequest, RuleFile, Ruleset};
use banbury_evidence::{Digest, DropPath, FileFacts, Language, RuleId};
use banbury_syntax::MacroTable;
use banbury_workers::{Pool, WorkerLimits, serve};
use serde::{Deserialize, Serialize};

use crate::exit::Exit;
use crate::rulesets::Rules;

/// What one worker may use: a tree takes some twenty times the memory of its text, and the rules as much time again as parsing.
pub const LIMITS: WorkerLimits = WorkerLimits { memory: 768 << 20, seconds: 20 };

/// What all workers of a pool are told first.
#[derive(Serialize, Deserialize)]
struct Setup {
    rules: Vec<RuleFile>,
    /// Those that cannot run.
    not_run: BTreeSet<RuleId>,
    /// The languages of the files that will be asked about.
    languages: BTreeSet<Language>,
    families: ApiFamilies,
    macros: MacroTable,
}

/// What a worker is asked of a file, besides its bytes, which stand behind this in a request.
#[derive(Clone, Serialize, Deserialize)]
pub struct Asked {
    language: Option<Language>,
    lexical: bool,
    left_out: Vec<u32>,
}

impl Asked {
    /// Everything there is to find by the rules that are for the path.
    pub fn of(path: &DropPath, facts: &FileFacts, rules: &Ruleset) -> Self {
        Self { language: facts.language, lexical: false, left_out: rules.not_for(path) }
    }

    /// What can be found without a parser.
    pub fn without_parsing(&self) -> Self {
        Self { lexical: true, ..self.clone() }
    }

    pub fn language(&self) -> Option<Language> {
        self.language
    }

    fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }
}

/// The request about one file.
pub fn request(asked: &Asked, bytes: &[u8]) -> Vec<u8> {
    [&asked.to_bytes(), bytes].concat()
}

/// The bytes of the file in a request.
pub fn bytes_of(request: &[u8]) -> &[u8] {
    postcard::take_from_bytes::<Asked>(request).map_or(&[], |(_, bytes)| bytes)
}

/// The name of a question about a content: the same for two files if the answer must be the same.
pub fn question(asked: &Asked, content: &Digest) -> Digest {
    Digest::of(&[&content.as_bytes()[..], &asked.to_bytes()].concat())
}

/// The worker's side: looks at files until its input ends.
pub fn work() -> Result<Exit> {
    serve(|setup| {
        let setup = postcard::from_bytes::<Setup>(setup).ok();
        let loaded = setup.and_then(|Setup { rules, not_run, languages, families, macros }| {
            Some((Ruleset::load_for(&rules, &languages, &not_run).ok()?, families, macros))
        });
        let Some((ruleset, families, macros)) = loaded else {
            // The parent has compiled the same files: without them nothing this process could answer is true.
            std::process::exit(i32::from(Exit::NotDone.code()));
        };
        // A worker lives until its parent ends: its rules need never be freed.
        let mut analyser = Analyser::new(Box::leak(Box::new(ruleset)), families, macros);
        move |request: &[u8]| {
            let Ok((Asked { language, lexical, left_out }, bytes)) = postcard::take_from_bytes(request) else {
                return Vec::new();
            };
            postcard::to_allocvec(&analyser.analyse(&FileRequest { language, lexical, left_out: &left_out, bytes }))
                .unwrap_or_default()
        }
    })?;
    Ok(Exit::Done)
}

/// What workers are told first about the rules, and about the languages and the macros of the drop.
pub fn setup(rules: &Rules, languages: BTreeSet<Language>, macros: MacroTable) -> Result<Vec<u8>> {
    let not_run = rules.ruleset.not_run.iter().map(|rule| rule.id.clone()).collect();
    let (rules, families) = (rules.files.clone(), rules.families.clone());
    Ok(postcard::to_allocvec(&Setup { rules, not_run, languages, families, macros })?)
}

/// A pool of workers.
pub fn pool(setup: Vec<u8>) -> Result<Pool> {
    let program =
        std::env::current_exe().context("the path of this program is unknown, so that no worker can be started")?;
    let command = move || {
        let mut command = std::process::Command::new(&program);
        command.arg("worker");
        command
    };
    Ok(Pool::new(command, setup, LIMITS))
}

/// An answer as bytes, read back. None means that the worker did not keep to the protocol.
pub fn read_answer(answer: &[u8]) -> Option<FileAnalysis> {
    postcard::from_bytes(answer).ok()
}
