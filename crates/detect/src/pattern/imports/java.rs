use super::super::names::Names;
use crate::code::{Code, Kind, Role};

/// `import a.b.C;` names `C`, `import a.b.*;` all of `a.b`. What is in `java.lang` needs no import.
pub(super) fn imports(code: &Code, text: &str, names: &mut Names) {
    names.add_all_of("java.lang");
    for import in code.children(0).filter(|id| code.node(*id).kind == Kind::IMPORT) {
        let Some(module) = code.child(import, Role::MODULE).map(|module| code.text(module, text)) else { continue };
        if code.children(import).any(|part| code.node(part).kind == Kind::TOKEN) {
            names.add_all_of(module);
        } else if let Some((_, name)) = module.rsplit_once('.') {
            names.add(name, module);
        }
    }
}
