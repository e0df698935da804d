//! What flows from file to file: input comes in at one end of a drop and runs as a command at the other.

mod common;

use std::fs;

use common::inspect;
use serde_json::Value;

const HEADER: &str = "struct job { char name[32]; char command[128]; };
struct verb { const char *name; int (*run)(struct job *job); };
";

/// Reads from the network into what its caller gives.
const INPUT: &str = "#include \"job.h\"
int take_line(int socket, char *into) {
    return recv(socket, into, 128, 0);
}
";

/// Hands a field of a structure to whatever the table holds.
const DISPATCH: &str = "#include \"job.h\"
int run_diagnosis(struct job *job);
int show_name(struct job *job);
static const struct verb verbs[] = { { \"diag\", run_diagnosis }, { \"name\", show_name } };
void serve(int socket, int which) {
    struct job job;
    char line[128];
    take_line(socket, line);
    strcpy(job.command, line);
    verbs[which].run(&job);
}
";

/// Runs what is in that field.
const OUTPUT: &str = "#include \"job.h\"
static int quietly(const char *command) {
    char line[200];
    snprintf(line, sizeof(line), \"%s >/dev/null\", command);
    return system(line);
}
int run_diagnosis(struct job *job) {
    return quietly(job->command);
}
int show_name(struct job *job) {
    return system(job->name);
}
";

#[test]
fn input_is_followed_through_wrapper_field_and_table_of_functions_over_three_files() {
    let temporary = tempfile::tempdir().unwrap();
    let drop = temporary.path().join("drop");
    fs::create_dir(&drop).unwrap();
    for (name, text) in [("job.h", HEADER), ("input.c", INPUT), ("dispatch.c", DISPATCH), ("output.c", OUTPUT)] {
        fs::write(drop.join(name), text).unwrap();
    }
    let out = temporary.path().join("out");
    inspect(&drop, &out, &[]).with(0);
    let sarif: Value = serde_json::from_slice(&fs::read(out.join("findings.sarif")).unwrap()).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let found: Vec<&Value> = results.iter().filter(|it| it["ruleId"] == "input-reaches-shell").collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    let steps = found[0]["codeFlows"][0]["threadFlows"][0]["locations"].as_array().unwrap();
    let told: Vec<String> = steps
        .iter()
        .map(|step| {
            let place = &step["location"]["physicalLocation"];
            let file = place["artifactLocation"]["uri"].as_str().unwrap();
            format!("{file}:{} {}", place["region"]["startLine"], step["location"]["message"]["text"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        told,
        [
            "input.c:3 comes from into",
            "dispatch.c:8 written by take_line",
            "dispatch.c:10 passed to run_diagnosis as argument 1",
            "output.c:8 passed to quietly as argument 1",
            "output.c:5 reaches system(line)",
        ]
    );
}
