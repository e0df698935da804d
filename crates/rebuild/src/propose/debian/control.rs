//! Fields of Debian's control files (deb822(5)), signed or not.

/// The first field of that name, folded into one line.
pub(super) fn field(text: &str, name: &str) -> Option<String> {
    Some(lines(text, name)?.map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
}

/// The file names that a field of checksums lists.
pub(super) fn listed(text: &str, name: &str) -> Vec<String> {
    let names = lines(text, name).into_iter().flatten().skip(1).filter_map(|line| line.split_whitespace().nth(2));
    names.map(str::to_owned).collect()
}

fn lines<'a>(text: &'a str, name: &str) -> Option<impl Iterator<Item = &'a str>> {
    let begins = move |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(':'));
    let mut rest = text.lines().skip_while(move |line| !begins(line));
    let (_, first) = rest.next()?.split_once(':')?;
    Some(std::iter::once(first).chain(rest.take_while(|line| line.starts_with([' ', '\t']))))
}

/// The binary packages of a `.dsc` or `.buildinfo`.
pub(super) fn binaries(text: &str) -> Vec<String> {
    let names = field(text, "Binary").unwrap_or_default();
    names.split([',', ' ']).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The binary packages of a `debian/control`.
pub(super) fn packages(text: &str) -> Vec<String> {
    text.lines().filter_map(|line| Some(line.strip_prefix("Package:")?.trim().to_owned())).collect()
}

/// Source and version at the top of a changelog: `tree (2.1.0-1) unstable; urgency=medium`.
pub(super) fn newest_change(text: &str) -> Option<(String, String)> {
    let (name, rest) = text.lines().find(|line| !line.trim().is_empty())?.split_once(" (")?;
    Some((name.to_owned(), rest.split_once(')')?.0.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DSC: &str = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nSource: foo\nBinary: foo, libfoo1,\n libfoo-dev\nVersion: 1:2.0-1\nPackage-List:\n foo deb\nFiles:\n 0f 12 foo_2.0.orig.tar.gz\n 0e 3 foo_2.0-1.debian.tar.xz\n";

    #[test]
    fn fields_are_read_from_signed_files() {
        assert_eq!(field(DSC, "Source").unwrap(), "foo");
        assert_eq!(field(DSC, "Format"), None);
        assert_eq!(binaries(DSC), ["foo", "libfoo1", "libfoo-dev"]);
        assert_eq!(listed(DSC, "Files"), ["foo_2.0.orig.tar.gz", "foo_2.0-1.debian.tar.xz"]);
    }

    #[test]
    fn the_newest_change_is_at_the_top() {
        let log = "\ntree (2.1.0-1) unstable; urgency=medium\n\n  * New.\n\ntree (2.0-1) unstable; urgency=low\n";
        assert_eq!(newest_change(log).unwrap(), ("tree".to_owned(), "2.1.0-1".to_owned()));
        assert_eq!(packages("Source: a\n\nPackage: a\n\nPackage: a-dev\n"), ["a", "a-dev"]);
    }
}
