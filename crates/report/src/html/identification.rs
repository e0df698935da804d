use banbury_evidence::{Container, DropSource, GitFacts};
use maud::{Markup, html};

use super::parts::{not_given, number};
use crate::visible::Shown;

pub(super) fn body(shown: &Shown) -> Markup {
    let case = shown.inspection.case.clone().unwrap_or_default();
    html! {
        dl .facts {
            dt { "Case" } dd { (not_given(&case.id)) }
            dt { "Product" } dd { (not_given(&case.product)) }
            dt { "Vendor" } dd { (not_given(&case.vendor)) }
            dt { "Release" } dd { (not_given(&case.release)) }
            dt { "Previous release" } dd { (not_given(case.previous_release.as_deref().unwrap_or_default())) }
            dt { "Evaluator" } dd { (not_given(&case.evaluator)) }
            dt { "Drop digest (SHA-256)" } dd { code .digest { (shown.drop.digest) } }
            dt { "Supplied as" } dd { (source(&shown.inspection.manifest.source)) }
            dt { "Content" }
            dd {
                (number(shown.drop.entries)) " entries, " (number(shown.drop.files)) " of them files with "
                (number(shown.drop.bytes)) " bytes; " (number(shown.drop.members)) " entries stand inside archives"
            }
        }
        h3 { "Recomputing the digest" }
        p {
            "The drop digest is the SHA-256 of " code { "inventory.sha256" } ", which lists every file of the drop with its own "
            "digest. Neither step needs Banbury:"
        }
        pre .commands {
            "sha256sum inventory.sha256            # prints the drop digest\n"
            "cd DROP && sha256sum --check --quiet OUT/inventory.sha256"
        }
        p {
            "DROP stands for the drop’s root folder, OUT for the absolute path of this bundle. "
            @match &shown.inspection.manifest.source {
                DropSource::Archive(container) => {
                    "The root is the folder into which the archive is unpacked"
                    @if !container.root.is_empty() { ", and in it " code { (container.root) } }
                    "."
                }
                DropSource::Git(_) => { "The root is a checkout of the commit named above, with line-ending conversion and filters off." }
                DropSource::Folder => { "The root is the folder as it was handed in." }
            }
        }
    }
}

fn source(source: &DropSource) -> Markup {
    match source {
        DropSource::Folder => html! { "a folder" },
        DropSource::Archive(Container { sha256, size, format, root: _ }) => html! {
            "an archive (" (format.name()) ", " (number(*size)) " bytes), SHA-256 " code .digest { (sha256) }
        },
        DropSource::Git(GitFacts { commit, tree, tags, signature, work_tree: _ }) => html! {
            "a git repository at commit " code .digest { (commit) } ", tree " code .digest { (tree) }
            @if tags.is_empty() { ", without a tag" } @else { ", tagged " (tags.join(", ")) }
            @match signature {
                Some(kind) => { "; the commit carries a signature (" (kind) "), which was not verified" }
                None => { "; the commit is not signed" }
            }
        },
    }
}
