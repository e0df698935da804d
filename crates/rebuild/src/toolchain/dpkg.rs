//! The packages that are installed on this machine, by dpkg's own list (`/var/lib/dpkg/status`).

use std::collections::BTreeMap;
use std::fs;

const STATUS: &str = "/var/lib/dpkg/status";

/// Installed packages with their versions; none on a machine without dpkg.
pub(super) fn installed() -> BTreeMap<String, String> {
    packages(&fs::read_to_string(STATUS).unwrap_or_default())
}

fn packages(status: &str) -> BTreeMap<String, String> {
    let field = |paragraph: &str, name: &str| -> Option<String> {
        paragraph.lines().find_map(|line| line.strip_prefix(name).map(|value| value.trim().to_owned()))
    };
    status
        .split("\n\n")
        .filter(|paragraph| field(paragraph, "Status:").is_some_and(|status| status.ends_with(" installed")))
        .filter_map(|paragraph| Some((field(paragraph, "Package:")?, field(paragraph, "Version:")?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_installed_packages_count() {
        let status = "Package: a\nStatus: install ok installed\nVersion: 1-2\n\nPackage: b\nStatus: deinstall ok config-files\nVersion: 3\n";
        assert_eq!(packages(status), BTreeMap::from([("a".to_owned(), "1-2".to_owned())]));
    }
}
