//! What a drop has beyond what its case file declares.

mod common;

use std::fs;
use std::path::Path;

use common::findings::places;
use common::{inspect, json, run, write};

const DAEMON: &str = "\
static const char *report_to = \"https://collect.vendor-cloud.com/v1\";
/* once https://old.vendor-cloud.com */
int serve(int fd, const char *help)
{
    struct sockaddr_in sa = { 0 };
    const int maintenance = 4444;
    sa.sin_family = AF_INET;
    sa.sin_port = htons(maintenance);
    help = \"see https://www.vendor-cloud.com/help\"[0] ? \"http://www.w3.org/2000/svg\" : \"http://example.com/\";
    return bind(fd, (struct sockaddr *)&sa, sizeof sa);
}
int reach(int fd)
{
    struct sockaddr_in sa = { 0 };
    sa.sin_port = htons(9999);
    return connect(fd, (struct sockaddr *)&sa, sizeof sa);
}
";
const SERVER: &str = "import socket\ns = socket.socket()\ns.bind(('', 7777))\ns.listen(50)\n";
const PASSWD: &str = "root:*:0:0:root:/root:/bin/sh\nsupport:x:0:0::/root:/bin/sh\nnobody:*:99:99::/:/bin/false\n";
const INIT: &str = "#!/bin/sh\n# gdbserver :5555 /bin/x\ngetty -L ttyS0 115200 &\nkillall telnetd\nuseradd -m field\n";
const SETTINGS: &str = "Port 2222\nremote_port = 3333\nntp.server = ntp.vendor-cloud.com\nlog.file = a.log\n";
const CONFIG: &str = "CONFIG_FLASH_DEBUG=y\n# CONFIG_RAM_DEBUG=y\nCONFIG_BOOT_DEBUG=n\n";

fn write_drop(folder: &Path) {
    write(folder, "drop/daemon.c", DAEMON);
    write(folder, "drop/server.py", SERVER);
    write(folder, "drop/etc/passwd", PASSWD);
    write(folder, "drop/etc/init.d/rcS", INIT);
    write(folder, "drop/etc/daemon.conf", SETTINGS);
    write(folder, "drop/.config", CONFIG);
}

/// Runs a case with this `[expect]`; the answer is what is said to be undeclared.
fn undeclared(folder: &Path, name: &str, expect: &str) -> Vec<(String, u64, String)> {
    let case = folder.join(format!("{name}.toml"));
    let identity = "[case]\nid = \"1\"\nproduct = \"p\"\nvendor = \"v\"\nrelease = \"1\"\n";
    fs::write(&case, format!("schema = \"banbury.case/v1\"\ndrop = \"drop\"\n{identity}[expect]\n{expect}")).unwrap();
    let bundle = folder.join(name);
    run([Path::new("run"), &case, Path::new("-o"), &bundle]).with(0);
    places(&bundle).into_iter().filter(|(.., rule)| rule.starts_with("undeclared-")).collect()
}

fn expected(places: &[(&str, u64, &str)]) -> Vec<(String, u64, String)> {
    let owned = |(path, line, what): &(&str, u64, &str)| ((*path).to_owned(), *line, format!("undeclared-{what}"));
    places.iter().map(owned).collect()
}

fn not_run(bundle: &Path) -> Vec<String> {
    let coverage = json(bundle, "coverage.json");
    let rules = coverage["rules_not_run"].as_array().unwrap().iter();
    rules.map(|rule| rule["id"].as_str().unwrap().to_owned()).filter(|id| id.starts_with("undeclared-")).collect()
}

#[test]
fn what_a_case_file_does_not_declare_is_found_in_code_scripts_and_settings() {
    let folder = tempfile::tempdir().unwrap();
    write_drop(folder.path());
    let nothing = "ports = []\naccounts = []\nhosts = []\ndebug_switches = []\n";
    let found = undeclared(folder.path(), "nothing", nothing);
    let everything = [
        (".config", 1, "debug-switch"),
        ("daemon.c", 1, "host"),
        ("daemon.c", 8, "port"),
        ("etc/daemon.conf", 1, "port"),
        ("etc/daemon.conf", 3, "host"),
        ("etc/init.d/rcS", 3, "debug-switch"),
        ("etc/init.d/rcS", 5, "account"),
        ("etc/passwd", 2, "account"),
        ("server.py", 3, "port"),
    ];
    assert_eq!(found, expected(&everything));
}

#[test]
fn commands_are_found_in_the_branch_for_all_else_and_in_long_lines() {
    let folder = tempfile::tempdir().unwrap();
    let long = format!("echo {}; telnetd -p 2324", "x".repeat(5_000));
    let script = format!("#!/bin/sh\ncase $1 in\n*) telnetd -p 2323 ;;\nesac\n{long}\n");
    write(folder.path(), "drop/etc/init.d/S99", &script);
    let found = undeclared(folder.path(), "commands", "ports = []\n");
    assert_eq!(found, expected(&[("etc/init.d/S99", 3, "port"), ("etc/init.d/S99", 5, "port")]));
}

#[test]
fn what_is_declared_is_left_alone_and_what_is_not_told_is_not_asked() {
    let folder = tempfile::tempdir().unwrap();
    write_drop(folder.path());
    let some = "ports = [2222, 4444]\nhosts = [\"*.vendor-cloud.com\"]\ndebug_switches = [\"config_flash_debug\", \"getty\"]\n";
    assert_eq!(undeclared(folder.path(), "some", some), expected(&[("server.py", 3, "port")]));
    assert_eq!(not_run(&folder.path().join("some")), ["undeclared-account"]);
}

#[test]
fn without_a_case_file_the_bundle_says_that_nothing_was_compared() {
    let folder = tempfile::tempdir().unwrap();
    write_drop(folder.path());
    let bundle = folder.path().join("bundle");
    inspect(&folder.path().join("drop"), &bundle, &[]).with(0);
    assert!(places(&bundle).iter().all(|(.., rule)| !rule.starts_with("undeclared-")));
    assert_eq!(not_run(&bundle).len(), 4);
}
