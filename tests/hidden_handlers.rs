//! A comparison with a constant in one file lets somebody in by way of another.

mod common;

use std::fs;

use common::inspect;
use serde_json::Value;

/// Commands of a panel: most do what a panel does, three open it.
const COMMANDS: &str = r#"#include <string.h>
void keep_levels(const char *text);
void open_service(void);
int hand_over(const char *text);
void show(const char *text);

int of_word(const char *line) {
    if (strcmp(line, "levels") == 0)
        keep_levels(line);
    if (!strncmp(line, "tel+44:", 7))
        return hand_over(line + 7);
    return 0;
}

int of_bytes(const char *line, int at) {
    if (line[at] == 0x3b && line[at + 1] == 0x2d)
        open_service();
    if (line[at] == ';' && line[at + 1] == '-')
        show(line);
    return 0;
}

int of_number(unsigned magic) {
    if (magic != 0x53614d4d)
        return -1;
    open_service();
    return 0;
}

int of_switch(const char *word, int value) {
    if (!strcmp(word, "true"))
        open_service();
    if (value == 0x10000)
        open_service();
    if (strcmp(word, "levels") != 0)
        open_service();
    return 0;
}
"#;

/// What the commands lead to.
const SERVICE: &str = r#"#include <unistd.h>
static int start(char *const argv[]) {
    return execv(argv[0], argv);
}
int hand_over(const char *text) {
    char *argv[] = { "/bin/sh", "-c", (char *)text, 0 };
    return start(argv);
}
static void wait_for_them(int port) {
    int fd = socket(2, 1, 0);
    bind(fd, address_of(port), 16);
    listen(fd, 1);
    fd = accept(fd, 0, 0);
    dup2(fd, 0);
    execl("/usr/bin/login", "login", 0);
}
void open_service(void) {
    wait_for_them(6200);
}
void keep_levels(const char *text) {
    char *argv[] = { "/usr/bin/levels", (char *)text, 0 };
    start(argv);
}
void show(const char *text) {
    puts(text);
}
"#;

#[test]
fn what_is_behind_more_calls_than_are_looked_at_is_told() {
    let temporary = tempfile::tempdir().unwrap();
    let drop = temporary.path().join("drop");
    fs::create_dir(&drop).unwrap();
    let calls: String = (0..300).map(|at| format!("    step_{at}(line);\n")).collect();
    let text = format!(
        "int f(const char *line) {{\n    if (strcmp(line, \"levels\"))\n        return 0;\n{calls}    return 1;\n}}\n"
    );
    fs::write(drop.join("long.c"), text).unwrap();
    let out = temporary.path().join("out");
    inspect(&drop, &out, &[]).with(0);
    let coverage: Value = serde_json::from_slice(&fs::read(out.join("coverage.json")).unwrap()).unwrap();
    let rules = coverage["rules_not_run"].as_array().unwrap();
    let told = rules.iter().find(|rule| rule["id"] == "constant-comparison-opens-way-in").unwrap();
    assert!(told["reason"].as_str().unwrap().contains("long.c"), "{told}");
}

#[test]
fn what_is_compared_with_a_constant_and_lets_somebody_in_is_found_across_files() {
    let temporary = tempfile::tempdir().unwrap();
    let drop = temporary.path().join("drop");
    fs::create_dir(&drop).unwrap();
    fs::write(drop.join("commands.c"), COMMANDS).unwrap();
    fs::write(drop.join("service.c"), SERVICE).unwrap();
    let out = temporary.path().join("out");
    inspect(&drop, &out, &[]).with(0);
    let sarif: Value = serde_json::from_slice(&fs::read(out.join("findings.sarif")).unwrap()).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let found: Vec<&Value> =
        results.iter().filter(|result| result["ruleId"] == "constant-comparison-opens-way-in").collect();
    let lines: Vec<(&str, u64)> = found
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            (place["artifactLocation"]["uri"].as_str().unwrap(), place["region"]["startLine"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(lines, [("commands.c", 10), ("commands.c", 16), ("commands.c", 24)]);
    let trace = |result: &Value| -> Vec<String> {
        let steps = result["codeFlows"][0]["threadFlows"][0]["locations"].as_array().unwrap();
        steps.iter().map(|step| step["location"]["message"]["text"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(trace(found[1]), ["compared with 0x3b 0x2d", "leads to open_service", "leads to wait_for_them"]);
}

/// A service that opens for whoever knows two words, and one that opens for whom a file names.
const DATAGRAMS: &str = r#"#include <string.h>
#include <stdlib.h>
struct packet { char user[16]; char secret[32]; };
int is_of_support(const struct packet *packet);
int is_enabled(const struct packet *packet);
void on_packet(int fd, struct packet *packet) {
    recv(fd, packet, sizeof *packet, 0);
    if (is_of_support(packet))
        system("/usr/sbin/telnetd -l /bin/sh &");
    if (is_enabled(packet))
        system("/usr/sbin/telnetd -l /bin/login &");
    int differs = strcmp(packet->user, "nightwatch");
    if (!differs) {
        open_service();
    }
    if (differs)
        open_service();
    differs = tally(packet);
    if (!differs)
        open_service();
}
"#;

const PREDICATES: &str = r#"#include <string.h>
struct packet { char user[16]; char secret[32]; };
int is_of_support(const struct packet *packet) {
    if (strcmp(packet->user, "Hollyhock") != 0)
        return 0;
    return !strcmp(packet->secret, "Larkspur");
}
int is_enabled(const struct packet *packet) {
    return configured(packet->user) == 1;
}
"#;

#[test]
fn what_a_function_or_a_variable_tells_of_a_comparison_counts_as_the_comparison() {
    let temporary = tempfile::tempdir().unwrap();
    let drop = temporary.path().join("drop");
    common::write(&drop, "datagrams.c", DATAGRAMS);
    common::write(&drop, "predicates.c", PREDICATES);
    common::write(&drop, "service.c", SERVICE);
    let out = temporary.path().join("out");
    inspect(&drop, &out, &[]).with(0);
    let found: Vec<(String, u64)> = common::findings::places(&out)
        .into_iter()
        .filter(|(.., rule)| rule == "constant-comparison-opens-way-in")
        .map(|(path, line, _)| (path, line))
        .collect();
    assert_eq!(found, [("datagrams.c".to_owned(), 8), ("datagrams.c".to_owned(), 13)]);
}
