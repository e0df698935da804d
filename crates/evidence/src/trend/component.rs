use std::collections::BTreeMap;

use crate::{Coverage, DropPath};

/// The parts of a drop by which findings are counted: its top folders; in place of one that holds most of the files, the folders in
/// that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Components {
    split: Option<String>,
}

impl Components {
    /// Those of the drop of which `coverage` tells.
    pub fn of(coverage: &Coverage) -> Self {
        let mut files: BTreeMap<&str, usize> = BTreeMap::new();
        for top in coverage.files.iter().filter_map(|file| folders(&file.path).next()) {
            *files.entry(top).or_default() += 1;
        }
        let most = files.into_iter().find(|(_, count)| *count > coverage.files.len() / 2);
        Self { split: most.map(|(top, _)| top.to_owned()) }
    }

    /// The component of a file; of one that stands in no folder, `.`.
    pub fn name(&self, path: &DropPath) -> String {
        let mut folders = folders(path);
        let Some(top) = folders.next() else { return ".".to_owned() };
        match folders.next().filter(|_| self.split.as_deref() == Some(top)) {
            Some(second) => format!("{top}/{second}"),
            None => top.to_owned(),
        }
    }
}

/// The folders around a file of the drop; those inside an archive are not of the drop.
fn folders(path: &DropPath) -> impl Iterator<Item = &str> {
    let outer = path.as_str().split("!/").next().unwrap_or_default();
    outer.rsplit_once('/').into_iter().flat_map(|(folders, _)| folders.split('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FileCoverage, Status};

    fn coverage(paths: &[&str]) -> Coverage {
        let file = |path: &&str| FileCoverage {
            path: DropPath::from_escaped(*path),
            status: Status::Parsed,
            language: None,
            encoding: None,
            bytes: 0,
            unparsed: Vec::new(),
            reason: None,
        };
        Coverage { files: paths.iter().map(file).collect(), ..Coverage::default() }
    }

    #[test]
    fn a_component_is_a_top_folder_or_one_in_that_which_holds_most() {
        let names = |paths: &[&str]| {
            let components = Components::of(&coverage(paths));
            paths.iter().map(|path| components.name(&DropPath::from_escaped(*path))).collect::<Vec<_>>()
        };
        assert_eq!(names(&["README", "src/a/x.c", "web/i.js", "web/j/k.js"]), [".", "src", "web", "web"]);
        assert_eq!(names(&["fw/README", "fw/src/a/x.c", "fw/web.tar!/in/i.js"]), ["fw", "fw/src", "fw"]);
        assert_eq!(names(&["src/a/x.c", "src/b/y.c", "bin/c/z"]), ["src/a", "src/b", "bin"]);
        assert_eq!(names(&["x.tar!/a/b.c", "x.tar!/c/d.c"]), [".", "."]);
        assert!(names(&[]).is_empty());
    }
}
