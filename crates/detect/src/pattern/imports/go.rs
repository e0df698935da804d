use super::super::literal::string_content;
use super::super::names::Names;
use crate::code::{Code, Kind, Role};

/// `import name "path/to/package"`: the name stands for the package.
pub(super) fn imports(code: &Code, text: &str, names: &mut Names) {
    for import in code.children(0).filter(|id| code.node(*id).kind == Kind::IMPORT) {
        if let (Some(name), Some(path)) = (code.child(import, Role::LEFT), code.child(import, Role::MODULE)) {
            let (name, path) = (code.text(name, text), string_content(code.text(path, text)));
            if !matches!(name, "_" | ".") {
                names.add(name, package(path));
            }
        }
    }
}

/// The name of a package: the last part of its path, a major version aside.
fn package(path: &str) -> &str {
    let is_version =
        |part: &str| part.strip_prefix('v').is_some_and(|digits| digits.bytes().all(|it| it.is_ascii_digit()));
    path.rsplit('/').find(|part| !is_version(part)).unwrap_or(path)
}
