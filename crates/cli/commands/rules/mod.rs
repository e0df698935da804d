//! Rules, for those who write them.

mod classes;
mod fixtures;
mod list;
mod show;
mod test;

use anyhow::Result;
use banbury_evidence::RuleInfo;

use crate::arguments::Rules;
use crate::exit::Exit;

pub fn rules(rules: &Rules) -> Result<Exit> {
    match rules {
        Rules::List { rules, json } => list::list(rules, *json),
        Rules::Classes { rules } => classes::classes(rules),
        Rules::Show { id, rules } => show::show(id, rules),
        Rules::Test { paths, json } => test::test(paths, *json),
    }
}

fn languages(info: &RuleInfo) -> String {
    match info.languages.as_slice() {
        [] => "any".to_owned(),
        languages => languages.iter().map(|language| language.name()).collect::<Vec<_>>().join(", "),
    }
}
