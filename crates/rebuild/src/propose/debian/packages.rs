//! File names of binary packages: `NAME_VERSION_ARCHITECTURE.deb`.

use super::base;

/// What a source package makes.
pub(super) struct Binaries {
    pub(super) names: Vec<String>,
    pub(super) version: String,
}

impl Binaries {
    /// The file that the build makes in place of a shipped package, and what there is to say of it; none if the package
    /// is not of this source.
    pub(super) fn built_for(&self, shipped: &str) -> Option<(String, String)> {
        let name = base(shipped);
        let (package, rest) = name.split_once('_')?;
        let ours = package.strip_suffix("-dbgsym").unwrap_or(package);
        if !self.names.iter().any(|name| name == ours) {
            return None;
        }
        let (version, rest) = rest.split_once('_')?;
        // A mirror's files may have the epoch in their names: `1%3a2.0-1`.
        let version = version.replace("%3a", ":").replace("%3A", ":");
        let version = without_epoch(&version);
        let source_version = without_epoch(&self.version);
        let (built, remark) = match version {
            _ if self.version.is_empty() || version == source_version => {
                (version, "Of the same version as the source.".to_owned())
            }
            _ if is_rebuild_of(version, source_version) => (
                source_version,
                format!(
                    "Shipped as {version}: built once more from the same source. Its version and changelog will differ, unless \
                     a step puts the vendor's entry (binary-only=yes) on top of debian/changelog; then it is built as {version}."
                ),
            ),
            _ => (
                version,
                format!(
                    "Guess: shipped as {version}, and some packages have versions of their own; the source is {source_version}."
                ),
            ),
        };
        Some((format!("{package}_{built}_{rest}"), remark))
    }
}

/// Whether a version says that a package was built again without a change of its source (`2.0-1+b2`; Debian Policy,
/// section 5.6.12.1).
fn is_rebuild_of(version: &str, source_version: &str) -> bool {
    let number = version.strip_prefix(source_version).and_then(|rest| rest.strip_prefix("+b"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

pub(super) fn is_package(path: &str) -> bool {
    path.ends_with(".deb") || path.ends_with(".udeb")
}

pub(super) fn without_epoch(version: &str) -> &str {
    version.split_once(':').map_or(version, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_of_the_source_are_told_from_others() {
        let binaries = Binaries { names: vec!["foo".to_owned()], version: "1:2.0-1".to_owned() };
        let (built, remark) = binaries.built_for("shipped/foo_1%3a2.0-1_amd64.deb").unwrap();
        assert_eq!((built.as_str(), remark.as_str()), ("foo_2.0-1_amd64.deb", "Of the same version as the source."));
        assert_eq!(binaries.built_for("foo-dbgsym_2.0-1_amd64.deb").unwrap().0, "foo-dbgsym_2.0-1_amd64.deb");
        let (built, remark) = binaries.built_for("foo_2.0-1+b1_amd64.deb").unwrap();
        assert!(
            built == "foo_2.0-1_amd64.deb" && remark.starts_with("Shipped as 2.0-1+b1: built once more"),
            "{remark}"
        );
        assert!(binaries.built_for("foo_2.0-1+bpo1_amd64.deb").unwrap().1.starts_with("Guess"));
        assert_eq!(binaries.built_for("foobar_2.0-1_amd64.deb"), None);
        assert_eq!(binaries.built_for("foo.deb"), None);
    }
}
