//! What a pool makes of workers that answer, die, loop and eat memory.
//!
//! The test is its own worker program, so that it cannot use the test harness, which writes to standard output.

#![allow(clippy::print_stdout, reason = "stands in for the test harness")]

use std::process::Command;

use banbury_workers::{Outcome, Pool, WorkerLimits, serve};

type Test = fn(&Pool);

fn main() {
    if std::env::args().nth(1).as_deref() == Some("serve") {
        return serve(|setup| {
            let greeting = setup.to_vec();
            move |request: &[u8]| work(&greeting, request)
        })
        .expect("the parent reads to the end");
    }
    let tests: [(&str, Test); 8] = [
        ("answers_come_back_with_the_setup", answers_come_back_with_the_setup),
        ("a_crash_costs_one_request", a_crash_costs_one_request),
        ("a_loop_ends_at_the_limit_of_processor_time", a_loop_ends_at_the_limit_of_processor_time),
        ("memory_past_the_limit_is_not_had", memory_past_the_limit_is_not_had),
        ("a_worker_opens_no_file", a_worker_opens_no_file),
        ("a_long_request_arrives_whole", a_long_request_arrives_whole),
        ("each_of_many_requests_has_its_own_outcome", each_of_many_requests_has_its_own_outcome),
        ("long_answers_and_long_requests_do_not_wait_for_each_other", long_answers_do_not_block),
    ];
    for (name, test) in tests {
        let program = std::env::current_exe().expect("a running program has a path");
        let command = move || {
            let mut command = Command::new(&program);
            command.arg("serve");
            command
        };
        test(&Pool::new(command, b"hello ".to_vec(), WorkerLimits { memory: 256 << 20, seconds: 1 }));
        println!("test {name} ... ok");
    }
    println!("\ntest result: ok. {} passed; 0 failed", tests.len());
}

fn work(greeting: &[u8], request: &[u8]) -> Vec<u8> {
    match request {
        b"crash" => std::process::abort(),
        b"loop" => loop {
            std::hint::black_box(request);
        },
        b"eat" => vec![1; 1 << 30],
        b"open" => format!("{}", std::fs::File::open("/etc/passwd").is_ok()).into_bytes(),
        other => [greeting, other].concat(),
    }
}

fn done(answer: &[u8]) -> Outcome {
    Outcome::Done(answer.to_vec())
}

fn answers_come_back_with_the_setup(pool: &Pool) {
    assert_eq!(pool.run(b"you").unwrap(), done(b"hello you"));
    assert_eq!(pool.run(b"").unwrap(), done(b"hello "));
}

fn a_crash_costs_one_request(pool: &Pool) {
    assert_eq!(pool.run(b"a").unwrap(), done(b"hello a"));
    let Outcome::Crashed(why) = pool.run(b"crash").unwrap() else { panic!("a dead worker is a crash") };
    assert!(why.contains("SIGABRT"), "{why}");
    assert_eq!(pool.run(b"b").unwrap(), done(b"hello b"));
}

fn a_loop_ends_at_the_limit_of_processor_time(pool: &Pool) {
    assert_eq!(pool.run(b"loop").unwrap(), Outcome::TimedOut);
    assert_eq!(pool.run(b"c").unwrap(), done(b"hello c"));
}

fn memory_past_the_limit_is_not_had(pool: &Pool) {
    assert!(matches!(pool.run(b"eat").unwrap(), Outcome::Crashed(_)));
}

fn a_worker_opens_no_file(pool: &Pool) {
    assert_eq!(pool.run(b"open").unwrap(), done(b"false"));
}

fn a_long_request_arrives_whole(pool: &Pool) {
    let long = vec![b'x'; 20 << 20];
    let Outcome::Done(answer) = pool.run(&long).unwrap() else { panic!("20 MiB fit into the limits") };
    assert_eq!(answer.len(), long.len() + b"hello ".len());
}

fn all(pool: &Pool, requests: Vec<Vec<u8>>) -> Vec<(Vec<u8>, Outcome)> {
    let mut requests = requests.into_iter();
    let mut outcomes = Vec::new();
    pool.run_all(|| requests.next(), |request, outcome| outcomes.push((request, outcome))).unwrap();
    outcomes
}

fn each_of_many_requests_has_its_own_outcome(pool: &Pool) {
    let named = |number: usize| match number {
        7 | 8 | 40 => b"crash".to_vec(),
        20 => b"loop".to_vec(),
        _ => format!("{number}").into_bytes(),
    };
    let outcomes = all(pool, (0..50).map(named).collect());
    assert_eq!(outcomes.len(), 50);
    for (number, (request, outcome)) in outcomes.into_iter().enumerate() {
        assert_eq!(request, named(number));
        match number {
            7 | 8 | 40 => assert!(matches!(outcome, Outcome::Crashed(why) if why.contains("SIGABRT")), "{number}"),
            20 => assert_eq!(outcome, Outcome::TimedOut),
            _ => assert_eq!(outcome, done(format!("hello {number}").as_bytes())),
        }
    }
}

fn long_answers_do_not_block(pool: &Pool) {
    let requests: Vec<Vec<u8>> = (0..60).map(|number| vec![b'x'; (number % 7) * 300_000]).collect();
    for (request, outcome) in all(pool, requests) {
        assert_eq!(outcome, Outcome::Done([b"hello ", &request[..]].concat()));
    }
}
