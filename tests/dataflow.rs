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

/// The findings of a rule in these files, and the files in which it gave up.
fn found(rule: &str, files: &[(&str, &str)]) -> (Vec<Value>, String) {
    let temporary = tempfile::tempdir().unwrap();
    let drop = temporary.path().join("drop");
    fs::create_dir(&drop).unwrap();
    for (name, text) in files {
        fs::write(drop.join(name), text).unwrap();
    }
    let out = temporary.path().join("out");
    inspect(&drop, &out, &[]).with(0);
    let read = |name: &str| serde_json::from_slice::<Value>(&fs::read(out.join(name)).unwrap()).unwrap();
    let results = read("findings.sarif")["runs"][0]["results"].as_array().unwrap().clone();
    let not_run = read("coverage.json")["rules_not_run"].as_array().unwrap().clone();
    let gave_up = not_run.iter().find(|it| it["id"] == rule).map_or("", |it| it["reason"].as_str().unwrap());
    (results.into_iter().filter(|it| it["ruleId"] == rule).collect(), gave_up.to_owned())
}

#[test]
fn input_is_followed_through_wrapper_field_and_table_of_functions_over_three_files() {
    let files = [("job.h", HEADER), ("input.c", INPUT), ("dispatch.c", DISPATCH), ("output.c", OUTPUT)];
    let (found, _) = found("input-reaches-shell", &files);
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

#[test]
fn a_call_through_a_table_of_another_file_reaches_functions_that_only_that_file_can_name() {
    let table = "#include \"job.h\"
static int diagnose(struct job *job) {
    return system(job->command);
}
const struct verb verbs[] = { { .name = \"diag\", .run = diagnose } };
";
    let dispatch = DISPATCH.replace(
        "static const struct verb verbs[] = { { \"diag\", run_diagnosis }, { \"name\", show_name } };",
        "extern const struct verb verbs[];",
    );
    let files = [("job.h", HEADER), ("input.c", INPUT), ("dispatch.c", &dispatch), ("table.c", table)];
    let (found, _) = found("input-reaches-shell", &files);
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn a_call_that_may_reach_too_many_functions_is_followed_in_its_own_file_and_told() {
    let driver = |number: u32| {
        format!(
            "#include \"job.h\"
static int run(struct job *job) {{ return job->name[{number}]; }}
const struct verb verb_{number} = {{ .run = run }};
"
        )
    };
    let drivers: Vec<(String, String)> = (0..70).map(|number| (format!("driver_{number}.c"), driver(number))).collect();
    let dispatch = DISPATCH.replace(
        "int run_diagnosis(struct job *job);",
        "int run_diagnosis(struct job *job) { return system(job->command); }",
    );
    let mut files: Vec<(&str, &str)> = vec![("job.h", HEADER), ("input.c", INPUT), ("dispatch.c", &dispatch)];
    files.extend(drivers.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let (found, gave_up) = found("input-reaches-shell", &files);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(gave_up.contains("dispatch.c"), "{gave_up}");
}
