use banbury_evidence::Language;

use super::file::Placed;

/// The languages that a rule names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RuleLanguages {
    pub known: Vec<Language>,
    /// `regex` or `generic`: the rule is for any text.
    pub any_text: bool,
    /// Of these nothing but `regex`: patterns are regular expressions.
    pub only_regex: bool,
    /// Semgrep's languages that the bench does not know.
    pub foreign: Vec<String>,
    /// Names of no language.
    pub unknown: Vec<String>,
}

impl RuleLanguages {
    /// Reads Semgrep's names for languages, and the bench's own.
    pub fn of(names: &[Placed<String>]) -> Self {
        let mut languages = Self::default();
        for name in names {
            let name = &name.value;
            let lower = name.to_ascii_lowercase();
            if ANY_TEXT.contains(&lower.as_str()) {
                languages.only_regex = lower == "regex" && (languages.only_regex || !languages.any_text);
                languages.any_text = true;
            } else if let Some((_, language)) = NAMES.iter().find(|(known, _)| *known == lower) {
                if !languages.known.contains(language) {
                    languages.known.push(*language);
                }
            } else if FOREIGN.contains(&lower.as_str()) {
                languages.foreign.push(name.clone());
            } else {
                languages.unknown.push(name.clone());
            }
        }
        languages
    }

    /// Why a rule that names only these cannot run: there is nothing it could run on.
    pub fn refusal(&self) -> String {
        match (self.foreign.as_slice(), self.unknown.as_slice()) {
            ([], unknown) => format!("no language is called {}", listed(unknown)),
            (foreign, []) => format!("no parser for {}", listed(foreign)),
            (foreign, unknown) => {
                format!("no parser for {}, and no language is called {}", listed(foreign), listed(unknown))
            }
        }
    }
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

const ANY_TEXT: [&str; 3] = ["regex", "generic", "none"];

const NAMES: [(&str, Language); 40] = [
    ("asm", Language::Assembly),
    ("assembly", Language::Assembly),
    ("bash", Language::Shell),
    ("c", Language::C),
    ("c++", Language::Cpp),
    ("cmake", Language::Cmake),
    ("cpp", Language::Cpp),
    ("devicetree", Language::Devicetree),
    ("go", Language::Go),
    ("golang", Language::Go),
    ("html", Language::Html),
    ("java", Language::Java),
    ("javascript", Language::Javascript),
    ("js", Language::Javascript),
    ("json", Language::Json),
    ("jsx", Language::Javascript),
    ("kconfig", Language::Kconfig),
    ("ksh", Language::Shell),
    ("lua", Language::Lua),
    ("make", Language::Make),
    ("makefile", Language::Make),
    ("perl", Language::Perl),
    ("php", Language::Php),
    ("pl", Language::Perl),
    ("py", Language::Python),
    ("python", Language::Python),
    ("python2", Language::Python),
    ("python3", Language::Python),
    ("rb", Language::Ruby),
    ("rs", Language::Rust),
    ("ruby", Language::Ruby),
    ("rust", Language::Rust),
    ("sh", Language::Shell),
    ("shell", Language::Shell),
    ("ts", Language::Typescript),
    ("tsx", Language::Typescript),
    ("typescript", Language::Typescript),
    ("yaml", Language::Yaml),
    ("yml", Language::Yaml),
    ("zsh", Language::Shell),
];

const FOREIGN: [&str; 43] = [
    "aliengrep",
    "apex",
    "c#",
    "cairo",
    "circom",
    "clojure",
    "csharp",
    "dart",
    "docker",
    "dockerfile",
    "elixir",
    "ex",
    "hack",
    "hcl",
    "jsonnet",
    "julia",
    "kotlin",
    "kt",
    "lisp",
    "move_on_aptos",
    "move_on_sui",
    "ocaml",
    "powershell",
    "promql",
    "proto",
    "proto3",
    "protobuf",
    "ps1",
    "ql",
    "r",
    "scala",
    "scheme",
    "sol",
    "solidity",
    "spacegrep",
    "swift",
    "terraform",
    "tf",
    "vb",
    "visual basic",
    "visualbasic",
    "vue",
    "xml",
];

#[cfg(test)]
mod tests {
    use super::super::file::Place;
    use super::*;

    fn languages(names: &[&str]) -> RuleLanguages {
        let placed = |name: &&str| Placed { value: (*name).to_owned(), at: Place::default() };
        RuleLanguages::of(&names.iter().map(placed).collect::<Vec<_>>())
    }

    #[test]
    fn names_of_one_language_are_one_language() {
        assert_eq!(languages(&["js", "jsx", "javascript"]).known, [Language::Javascript]);
        assert!(languages(&["regex"]).any_text);
    }

    #[test]
    fn what_cannot_run_is_refused_by_name() {
        assert_eq!(languages(&["kt"]).refusal(), "no parser for `kt`");
        assert_eq!(languages(&["pyhton"]).refusal(), "no language is called `pyhton`");
    }
}
