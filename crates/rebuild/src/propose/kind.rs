/// Ways in which sources are built, the one that drives the others first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    DebianSource,
    DebianTree,
    Configure,
    CMake,
    Meson,
    Cargo,
    Go,
    Make,
    Python,
    Npm,
    Buildinfo,
}

impl Kind {
    /// What a file of this name, at this place, says about how its folder is built; with that folder.
    pub(super) fn of(path: &str) -> Option<(Self, &str)> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let kind = match name {
            _ if name.ends_with(".dsc") => Self::DebianSource,
            _ if name.ends_with(".buildinfo") => Self::Buildinfo,
            "configure" | "configure.ac" | "configure.in" => Self::Configure,
            "CMakeLists.txt" => Self::CMake,
            "meson.build" => Self::Meson,
            "Cargo.toml" => Self::Cargo,
            "go.mod" => Self::Go,
            "GNUmakefile" | "Makefile" | "makefile" => Self::Make,
            "pyproject.toml" | "setup.py" => Self::Python,
            "package.json" => Self::Npm,
            "rules" if folder == "debian" => return Some((Self::DebianTree, "")),
            "rules" => return Some((Self::DebianTree, folder.strip_suffix("/debian")?)),
            _ => return None,
        };
        Some((kind, folder))
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::DebianSource => "Debian source package",
            Self::DebianTree => "unpacked Debian source package",
            Self::Configure => "configure script",
            Self::CMake => "CMake project",
            Self::Meson => "Meson project",
            Self::Cargo => "Cargo package or workspace",
            Self::Go => "Go module",
            Self::Make => "Makefile",
            Self::Python => "Python project",
            Self::Npm => "npm package",
            Self::Buildinfo => "record of a Debian build (.buildinfo)",
        }
    }

    /// Whether a file in a folder below belongs to the one above, as a workspace's members do.
    pub(super) fn has_parts(self) -> bool {
        !matches!(self, Self::DebianSource | Self::DebianTree | Self::Buildinfo)
    }
}
