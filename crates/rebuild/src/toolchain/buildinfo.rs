//! Debian's `.buildinfo` files (deb-buildinfo(5)).

use std::collections::BTreeMap;

/// Packages of `Installed-Build-Depends` with their versions; none if the text has no such field.
pub(crate) fn packages(text: &str) -> Option<BTreeMap<String, String>> {
    let mut lines = text.lines().skip_while(|line| !line.starts_with("Installed-Build-Depends:"));
    let first = lines.next()?.split_once(':')?.1;
    let field = std::iter::once(first).chain(lines.take_while(|line| line.starts_with([' ', '\t'])));
    let packages = field.flat_map(|line| line.split(',')).filter_map(|item| {
        let (name, version) = item.trim().split_once(" (= ")?;
        // `libc6:i386` is the package of a foreign architecture.
        Some((name.trim().to_owned(), version.trim_end().strip_suffix(')')?.to_owned()))
    });
    Some(packages.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_and_versions_are_read() {
        let text = "Format: 1.0\nInstalled-Build-Depends:\n gcc-12 (= 12.2.0-14),\n make (= 4.3-4.1)\nEnvironment:\n A=\"b (= 1)\"\n";
        let found = packages(text).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found["gcc-12"], "12.2.0-14");
        assert_eq!(packages("Format: 1.0\n"), None);
    }
}
