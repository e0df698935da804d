//! What vendors write to keep tools silent.

/// One way to ask a tool for silence.
pub(super) struct Form {
    /// The words. With `*` at the end they may be the beginning of a longer word.
    pub words: &'static str,
    /// Whether it is only one in a comment; otherwise it is code: a pragma, an attribute, an annotation.
    pub in_comment: bool,
    pub reach: Reach,
}

/// What a request speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Its own line; or the next one, if it stands alone.
    Here,
    /// The next line.
    Next,
    /// From here to the request that ends this kind, or the end of the file; its own line alone, if it stands behind code.
    From(Family),
    /// Ends what a request of this kind began. It is no request itself.
    To(Family),
    /// The whole file.
    File,
}

/// Requests that begin and end stretches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Axivion,
    Checkstyle,
    CodingStandards,
    Cppcheck,
    DiagnosticPragma,
    Eslint,
    Nolint,
    Parasoft,
    PcLint,
    PerlCritic,
    Phpcs,
    Polyspace,
    Rubocop,
    Splint,
    Tslint,
    WarningPragma,
}

const fn comment(words: &'static str, reach: Reach) -> Form {
    Form { words, in_comment: true, reach }
}

const fn code(words: &'static str, reach: Reach) -> Form {
    Form { words, in_comment: false, reach }
}

use Reach::{File, From, Here, Next, To};

/// Every form that is looked for. Where one begins like another, the longer one is read.
pub(super) const FORMS: [Form; 98] = [
    comment("nosemgrep", Here),
    comment("nosem", Here),
    comment("NOLINT", Here),
    comment("NOLINTNEXTLINE", Next),
    comment("NOLINTBEGIN", From(Family::Nolint)),
    comment("NOLINTEND", To(Family::Nolint)),
    comment("nolint", Here),
    comment("flawfinder: ignore", Here),
    comment("Flawfinder: ignore", Here),
    comment("FLAWFINDER: IGNORE", Here),
    comment("RATS: ignore", Here),
    comment("RATS: IGNORE", Here),
    comment("rats: ignore", Here),
    comment("ITS4: ignore", Here),
    comment("ITS4: IGNORE", Here),
    comment("coverity[*", Here),
    comment("cppcheck-suppress", Here),
    comment("cppcheck-suppress-macro", Next),
    comment("cppcheck-suppress-file", File),
    comment("cppcheck-suppress-begin", From(Family::Cppcheck)),
    comment("cppcheck-suppress-end", To(Family::Cppcheck)),
    comment("lint -e*", From(Family::PcLint)),
    comment("lint +e*", To(Family::PcLint)),
    comment("lint !e*", Here),
    comment("lint -restore", To(Family::PcLint)),
    comment("@i*", Here),
    comment("@ignore@*", From(Family::Splint)),
    comment("@end@*", To(Family::Splint)),
    comment("NOSONAR", Here),
    comment("NOPMD", Here),
    comment("CHECKSTYLE:OFF", From(Family::Checkstyle)),
    comment("CHECKSTYLE:ON", To(Family::Checkstyle)),
    comment("lgtm", Here),
    comment("lgtm[*", Here),
    comment("codeql[*", Next),
    comment("DevSkim: ignore", Here),
    comment("devskim: ignore", Here),
    comment("ast-grep-ignore", Next),
    comment("noinspection", Next),
    comment("parasoft-suppress", Here),
    comment("parasoft-begin-suppress", From(Family::Parasoft)),
    comment("parasoft-end-suppress", To(Family::Parasoft)),
    comment("polyspace<*", Here),
    comment("polyspace-begin", From(Family::Polyspace)),
    comment("polyspace-end", To(Family::Polyspace)),
    comment("PRQA S*", Here),
    comment("LDRA_INSPECTED", Here),
    comment("LDRA_EXCLUDE", Here),
    comment("AXIVION Next", Next),
    comment("AXIVION Disable", From(Family::Axivion)),
    comment("AXIVION Enable", To(Family::Axivion)),
    comment("pylint: disable", Here),
    comment("pylint: disable-next", Next),
    comment("pylint: skip-file", File),
    comment("pylint:disable", Here),
    comment("noqa", Here),
    comment("flake8: noqa", File),
    comment("ruff: noqa", File),
    comment("nosec", Here),
    comment("skipcq", Here),
    comment("eslint-disable", From(Family::Eslint)),
    comment("eslint-enable", To(Family::Eslint)),
    comment("eslint-disable-line", Here),
    comment("eslint-disable-next-line", Next),
    comment("tslint:disable", From(Family::Tslint)),
    comment("tslint:enable", To(Family::Tslint)),
    comment("tslint:disable-next-line", Next),
    comment("@ts-ignore", Next),
    comment("@ts-expect-error", Next),
    comment("@ts-nocheck", File),
    comment("phpcs:ignore", Here),
    comment("phpcs:ignoreFile", File),
    comment("phpcs:disable", From(Family::Phpcs)),
    comment("phpcs:enable", To(Family::Phpcs)),
    comment("@codingStandardsIgnoreLine", Next),
    comment("@codingStandardsIgnoreStart", From(Family::CodingStandards)),
    comment("@codingStandardsIgnoreEnd", To(Family::CodingStandards)),
    comment("@phpstan-ignore*", Here),
    comment("@psalm-suppress", Here),
    comment("shellcheck disable*", Here),
    comment("rubocop:disable", From(Family::Rubocop)),
    comment("rubocop:enable", To(Family::Rubocop)),
    comment("luacheck: ignore", Here),
    comment("no critic", From(Family::PerlCritic)),
    comment("use critic", To(Family::PerlCritic)),
    code("GCC diagnostic ignored", From(Family::DiagnosticPragma)),
    code("clang diagnostic ignored", From(Family::DiagnosticPragma)),
    code("diagnostic pop", To(Family::DiagnosticPragma)),
    code("pragma warning(disable*", From(Family::WarningPragma)),
    code("pragma warning( disable*", From(Family::WarningPragma)),
    code("pragma warning(pop*", To(Family::WarningPragma)),
    code("pragma warning(default*", To(Family::WarningPragma)),
    code("clang::suppress", Here),
    code("gsl::suppress", Here),
    code("__attribute__((no_sanitize*", Here),
    code("@SuppressWarnings", Here),
    code("@SuppressFBWarnings", Here),
    code("@SuppressLint", Here),
];

impl Form {
    /// The words as they are looked for.
    pub fn text(&self) -> &'static str {
        self.words.strip_suffix('*').unwrap_or(self.words)
    }

    /// Whether the words may go on.
    pub fn is_prefix(&self) -> bool {
        self.words.ends_with('*')
    }
}
