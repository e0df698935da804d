use crate::{Coverage, DropPath};

/// The parts of a drop by which findings are counted: its top folders, or those one further down where all stands in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Components {
    depth: usize,
}

impl Components {
    /// Those of the drop of which `coverage` tells.
    pub fn of(coverage: &Coverage) -> Self {
        let mut tops = coverage.files.iter().map(|file| folders(&file.path).next());
        let first = tops.next().flatten();
        let all_in_one = first.is_some() && tops.all(|top| top == first);
        Self { depth: if all_in_one { 2 } else { 1 } }
    }

    /// The component of a file; of one that stands above them all, `.`.
    pub fn name(self, path: &DropPath) -> String {
        let own: Vec<&str> = folders(path).take(self.depth).collect();
        if own.is_empty() { ".".to_owned() } else { own.join("/") }
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
    fn a_component_is_a_top_folder_or_one_in_the_only_one() {
        let names = |paths: &[&str]| {
            let components = Components::of(&coverage(paths));
            paths.iter().map(|path| components.name(&DropPath::from_escaped(*path))).collect::<Vec<_>>()
        };
        assert_eq!(names(&["README", "src/a/x.c", "web/i.js"]), [".", "src", "web"]);
        assert_eq!(names(&["fw/README", "fw/src/a/x.c", "fw/web.tar!/in/i.js"]), ["fw", "fw/src", "fw"]);
        assert_eq!(names(&["x.tar!/a/b.c", "x.tar!/c/d.c"]), [".", "."]);
        assert!(names(&[]).is_empty());
    }
}
