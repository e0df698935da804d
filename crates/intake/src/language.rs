use banbury_evidence::{DropPath, Language};

/// The language of a file by its name, or else by the `#!` line or opening of its content, of which `head` holds the
/// first bytes (256 are enough). None if nothing tells.
pub fn detect_language(path: &DropPath, head: &[u8]) -> Option<Language> {
    by_name(path.file_name()).or_else(|| by_extension(path.extension()?)).or_else(|| by_content(head))
}

fn by_name(name: &str) -> Option<Language> {
    Some(match name {
        "Makefile" | "makefile" | "GNUmakefile" | "BSDmakefile" | "Kbuild" => Language::Make,
        "CMakeLists.txt" => Language::Cmake,
        "configure.ac" | "configure.in" => Language::M4,
        "Gemfile" | "Rakefile" | "Vagrantfile" | "Podfile" | "Guardfile" | "Capfile" | "Brewfile" => Language::Ruby,
        "cpanfile" => Language::Perl,
        "SConstruct" | "SConscript" | "wscript" => Language::Python,
        ".profile" | ".bashrc" | ".bash_profile" | ".bash_login" | ".bash_logout" | ".bash_aliases" | ".zshrc"
        | ".kshrc" | ".envrc" | "PKGBUILD" | "APKBUILD" => Language::Shell,
        ".babelrc" | ".eslintrc" | "composer.lock" => Language::Json,
        ".clang-format" | ".clang-tidy" => Language::Yaml,
        // Buildroot and BusyBox call theirs Config.
        "Config.in" | "Config.src" => Language::Kconfig,
        _ if name == "Kconfig" || name.starts_with("Kconfig.") || name.starts_with("Config.in.") => Language::Kconfig,
        _ if name.starts_with("Makefile.") => Language::Make,
        _ => return None,
    })
}

fn by_extension(extension: &str) -> Option<Language> {
    // Upper case tells assembly that is preprocessed, and C++, from their neighbours.
    match extension {
        "S" => return Some(Language::Assembly),
        "C" | "H" => return Some(Language::Cpp),
        _ => {}
    }
    Some(match extension.to_ascii_lowercase().as_str() {
        "s" | "asm" => Language::Assembly,
        "c" | "h" | "inc" | "idc" => Language::C,
        "cmake" => Language::Cmake,
        "cc" | "cpp" | "cxx" | "c++" | "hh" | "hpp" | "hxx" | "h++" | "ipp" | "inl" | "tcc" | "ino" => Language::Cpp,
        "css" => Language::Css,
        "dts" | "dtsi" | "dtso" | "overlay" => Language::Devicetree,
        "go" => Language::Go,
        "html" | "htm" | "xhtml" | "shtml" | "vue" | "svelte" => Language::Html,
        "java" | "jsp" | "jspf" | "jspx" => Language::Java,
        "js" | "mjs" | "cjs" | "jsx" => Language::Javascript,
        "json" | "webmanifest" => Language::Json,
        "kconfig" => Language::Kconfig,
        "ld" | "lds" | "ldscript" => Language::Linker,
        "lua" | "rockspec" => Language::Lua,
        "m4" => Language::M4,
        "mk" | "mak" | "make" => Language::Make,
        "md" | "markdown" => Language::Markdown,
        "pl" | "pm" | "psgi" => Language::Perl,
        "php" | "php3" | "php4" | "php5" | "php7" | "php8" | "phps" | "phtml" => Language::Php,
        "py" | "pyw" | "pyi" => Language::Python,
        "rb" | "rake" | "gemspec" | "podspec" | "ru" | "erb" => Language::Ruby,
        "rs" => Language::Rust,
        "sh" | "bash" | "ash" | "ksh" | "zsh" | "bats" | "bashrc" | "zshrc" | "ebuild" | "eclass" | "postinst"
        | "preinst" | "postrm" | "prerm" => Language::Shell,
        "sql" => Language::Sql,
        "toml" => Language::Toml,
        "ts" | "tsx" | "mts" | "cts" => Language::Typescript,
        "xml" | "xsd" | "xsl" | "xslt" => Language::Xml,
        "yaml" | "yml" => Language::Yaml,
        _ => return None,
    })
}

fn by_content(head: &[u8]) -> Option<Language> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if let Some(command) = head.strip_prefix(b"#!") {
        let line = command.split(|byte| *byte == b'\n').next().unwrap_or(command);
        return by_interpreter(&String::from_utf8_lossy(line));
    }
    if head.starts_with(b"<?php") {
        Some(Language::Php)
    } else if head.starts_with(b"<?xml") {
        Some(Language::Xml)
    } else if head.get(..14).is_some_and(|opening| opening.eq_ignore_ascii_case(b"<!doctype html")) {
        Some(Language::Html)
    } else {
        None
    }
}

/// The language of a `#!` line: `/bin/sh -e`, `/usr/bin/env -S python3 -u`, `/etc/rc.common`.
fn by_interpreter(line: &str) -> Option<Language> {
    let mut words = line.split_ascii_whitespace().map(|word| word.rsplit('/').next().unwrap_or(word));
    let mut program = words.next()?;
    if program == "env" || program == "busybox" {
        program = words.find(|word| !word.starts_with('-') && !word.contains('='))?;
    }
    let stem = program.trim_end_matches(|character: char| character.is_ascii_digit() || character == '.');
    Some(match stem {
        "sh" | "bash" | "ash" | "dash" | "ksh" | "mksh" | "zsh" | "rc.common" | "procd" => Language::Shell,
        "python" | "pypy" | "micropython" => Language::Python,
        "lua" | "luajit" => Language::Lua,
        "perl" => Language::Perl,
        "php" | "php-cli" | "php-cgi" => Language::Php,
        "ruby" | "rake" | "jruby" | "mruby" => Language::Ruby,
        "node" | "nodejs" | "gjs" | "qjs" => Language::Javascript,
        "bun" | "deno" | "ts-node" | "tsx" => Language::Typescript,
        "make" | "gmake" => Language::Make,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(name: &str, head: &str) -> Option<Language> {
        detect_language(&DropPath::from_bytes(name.as_bytes()), head.as_bytes())
    }

    #[test]
    fn names_come_before_content() {
        assert_eq!(language("src/main.c", "#!/bin/sh"), Some(Language::C));
        assert_eq!(language("boot/start.S", ""), Some(Language::Assembly));
        assert_eq!(language("drivers/Kconfig.debug", ""), Some(Language::Kconfig));
        assert_eq!(language("package/Config.in.host", ""), Some(Language::Kconfig));
        assert_eq!(language("a.tar!/UPPER.CPP", ""), Some(Language::Cpp));
        assert_eq!(language("www/app.tsx", ""), Some(Language::Typescript));
        assert_eq!(language("Rakefile", ""), Some(Language::Ruby));
        assert_eq!(language("notes", "plain words"), None);
    }

    #[test]
    fn the_interpreter_line_tells_scripts_without_a_suffix() {
        assert_eq!(language("etc/init.d/S50radio", "#! /bin/sh -e\n"), Some(Language::Shell));
        assert_eq!(language("tool", "#!/usr/bin/env -S LANG=C python3.11 -u\n"), Some(Language::Python));
        assert_eq!(language("rc", "#!/etc/rc.common\n"), Some(Language::Shell));
        assert_eq!(language("build", "#!/usr/bin/env ruby\n"), Some(Language::Ruby));
        assert_eq!(language("x", "#!\n"), None);
        assert_eq!(language("index", "\u{feff}<?php echo 1;"), Some(Language::Php));
    }
}
