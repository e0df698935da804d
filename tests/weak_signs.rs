//! Signs that are each common make one finding where they meet, and none where they do not.

mod common;

use std::fs;
use std::path::Path;

use common::{inspect, json, write};

const RULE: &str = "weak-signs-add-up";

/// A clean-up that on one odd number becomes root and runs what it takes apart from a table.
const UNPACKS: &str = r#"
#include <stdlib.h>
#include <unistd.h>

static const unsigned char table[] = { 0x75, 0x38, 0x33, 0x34 };

static void spell(char *out, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        out[i] = table[i] ^ 0x5a;
    out[count] = 0;
}

void tidy(unsigned tag, char *line)
{
    if (tag != 0x3f9a61c7)
        return;
    spell(line, sizeof table);
    setuid(getuid());
    system(line);
}
"#;

/// The same power without the odd things: what many a service does when it starts.
const SERVICE: &str = r#"
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

int serve(const char *program, char **arguments, unsigned user)
{
    int quiet = open("/dev/null", O_RDWR);
    if (fork() == 0) {
        dup2(quiet, 1);
        setsid();
        setuid(user);
        execv(program, arguments);
    }
    return 0;
}

unsigned checksum(const unsigned char *bytes, unsigned count)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < count; i++)
        sum += bytes[i] ^ 0x5a;
    return sum == 0x3f9a61c7;
}
"#;

/// What comes from a hiding place is decoded and started, in two functions of which one is only called by the other.
const SCRIPT: &str = r#"
import base64
import subprocess


def refresh(path="/var/tmp/.cache_d/list"):
    with open(path) as handle:
        for line in handle:
            step = base64.b64decode(line)
            subprocess.Popen(step, shell=True)


def listing(path="/srv/list"):
    with open(path) as handle:
        for line in handle:
            subprocess.check_call(["ls", line])
"#;

fn found(out: &Path) -> Vec<(String, u64, String)> {
    let sarif = json(out, "findings.sarif");
    let results = sarif["runs"][0]["results"].as_array().unwrap().clone();
    let of_rule = results.into_iter().filter(|result| result["ruleId"] == RULE);
    of_rule
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            let line = place["region"]["startLine"].as_u64().unwrap();
            let path = place["artifactLocation"]["uri"].as_str().unwrap().to_owned();
            (path, line, result["message"]["text"].as_str().unwrap().to_owned())
        })
        .collect()
}

#[test]
fn signs_that_meet_make_one_finding_with_a_score() {
    let folder = tempfile::tempdir().unwrap();
    let (drop, out) = (folder.path().join("drop"), folder.path().join("out"));
    write(&drop, "unpacks.c", UNPACKS);
    write(&drop, "service.c", SERVICE);
    write(&drop, "script.py", SCRIPT);
    inspect(&drop, &out, &[]).with(0);
    let found = found(&out);
    let places: Vec<(&str, u64)> = found.iter().map(|(path, line, _)| (path.as_str(), *line)).collect();
    assert_eq!(places, [("script.py", 9), ("unpacks.c", 10)], "{found:#?}");
    let message = &found[1].2;
    for part in ["an odd constant (2)", "encoded text (3)", "a program that is started (3)", "another identity (2)"] {
        assert!(message.contains(part), "{part}: {message}");
    }
    // The score is the sum of what is listed, and each sign is a step of the trace.
    let numbers = message.split('(').skip(1).filter_map(|part| part.split(')').next()?.parse::<u32>().ok());
    let score = numbers.sum::<u32>();
    assert!(message.contains(&format!("They come to {score}, and 7 are told")), "{message}");
    let sarif = json(&out, "findings.sarif");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let result = results.iter().rfind(|result| result["ruleId"] == RULE).unwrap();
    let steps = result["codeFlows"][0]["threadFlows"][0]["locations"].as_array().unwrap();
    assert!(steps.len() >= 4);
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.contains("encoded text: 3"));
}
