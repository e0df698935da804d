//! Builds in the sandbox, well-behaved and not. Where the machine forbids namespaces, each test checks that it says so.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use banbury_compare::InThisProcess;
use banbury_evidence::{Artefact, Comparison, DeterminismVerdict, Verdict};
use banbury_rebuild::{BuildLimits, Confinement, Recipe, RecipeArtefact, rebuild};

/// A source, a folder of shipped artefacts, and a recipe for one artefact `out`.
struct Case {
    _folder: tempfile::TempDir,
    source: PathBuf,
    shipped: PathBuf,
    recipe: Recipe,
    confinement: Option<Confinement>,
}

impl Case {
    fn new(steps: &[&str], shipped: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (source, shipped_folder) = (folder.path().join("source"), folder.path().join("shipped"));
        fs::create_dir_all(source.join("dir")).unwrap();
        fs::create_dir(&shipped_folder).unwrap();
        fs::write(source.join("dir/input.txt"), "input\n").unwrap();
        symlink("dir/input.txt", source.join("link")).unwrap();
        fs::write(shipped_folder.join("out"), shipped).unwrap();
        let recipe = Recipe {
            steps: steps.iter().map(|step| (*step).to_owned()).collect(),
            limits: BuildLimits { seconds: 20, output_mib: 16, ..BuildLimits::default() },
            artefacts: vec![RecipeArtefact {
                shipped: "out".to_owned(),
                built: "out".to_owned(),
                ..RecipeArtefact::default()
            }],
            ..Recipe::default()
        };
        Self { _folder: folder, source, shipped: shipped_folder, recipe, confinement: None }
    }

    fn by(self, confinement: Confinement) -> Self {
        Self { confinement: Some(confinement), ..self }
    }

    fn limits(mut self, change: impl FnOnce(&mut BuildLimits)) -> Self {
        change(&mut self.recipe.limits);
        self
    }

    fn run(&self) -> Comparison {
        rebuild(&self.recipe, self.confinement, &self.source, &self.shipped, &InThisProcess).unwrap()
    }

    /// The only artefact; none if this machine cannot confine a build and the artefact rightly says so.
    fn artefact(&self) -> Option<Artefact> {
        let rebuilt = self.run();
        let artefact = rebuilt.artefacts.first().unwrap().clone();
        if !self.confinement.map_or_else(|| sandboxes().iter().any(|it| is_here(*it)), is_here) {
            assert_eq!(artefact.verdict, Verdict::NotBuilt);
            assert_eq!(artefact.causes.first().unwrap().kind, "sandbox-unavailable");
            return None;
        }
        eprint_log(&rebuilt);
        Some(artefact)
    }

    fn assert_identical(&self) {
        if let Some(artefact) = self.artefact() {
            assert_eq!(artefact.verdict, Verdict::Identical, "{artefact:?}");
        }
    }

    fn assert_not_built(&self, kind: &str, detail: &str) {
        if let Some(artefact) = self.artefact() {
            assert_eq!(artefact.verdict, Verdict::NotBuilt, "{artefact:?}");
            let cause = artefact.causes.first().unwrap();
            assert_eq!(cause.kind, kind, "{artefact:?}");
            assert!(cause.confirmed && cause.detail.contains(detail), "{artefact:?}");
        }
    }
}

/// The sandboxes that this machine has; where it has none, one that must say so.
fn sandboxes() -> Vec<Confinement> {
    let mut here = Confinement::SANDBOXES.to_vec();
    here.retain(|confinement| is_here(*confinement));
    if here.is_empty() { vec![Confinement::Namespaces] } else { here }
}

/// Whether this machine lets a build be confined so.
fn is_here(sandbox: Confinement) -> bool {
    let nothing = Case::new(&["true"], "").by(sandbox).run();
    !nothing.build.first().unwrap().starts_with("Nothing was built")
}

#[allow(clippy::print_stderr, reason = "shown for failing tests only")]
fn eprint_log(rebuilt: &Comparison) {
    eprintln!("{:#?}\n{}", rebuilt.build, String::from_utf8_lossy(&rebuilt.log[..rebuilt.log.len().min(200)]));
}

#[test]
fn a_build_gives_its_artefact_and_leaves_the_source_alone() {
    let case = Case::new(&["mkdir made", "cat link > made/a; rm dir/input.txt", "cp made/a out"], "input\n");
    case.assert_identical();
    assert_eq!(fs::read_dir(&case.source).unwrap().count(), 2);
    assert_eq!(fs::read_to_string(case.source.join("dir/input.txt")).unwrap(), "input\n");
}

#[test]
fn the_surroundings_are_fixed() {
    let steps = [
        "{ pwd; id -u; hostname; umask; env | grep -v ^PWD= | sort; stat -c %Y link; } > out",
        "test ! -e /home && test ! -e /root && test ! -e /sys && test ! -e /mnt && test ! -e /srv",
        "touch /tmp/x /dev/shm/x && echo > /dev/null && read -r none < /dev/stdin || test -z \"$none\"",
        "! tail -n +3 /proc/net/dev | grep -v lo:",
        "test \"$(cat /proc/1/comm)\" = sh",
    ];
    let shipped = "/build/source\n1000\nbanbury\n0022\nFAKEROOTDONTTRYCHOWN=1\nHOME=/build/home\nLC_ALL=C.UTF-8\nLOGNAME=build\nPATH=/usr/local/bin:/usr/bin:/bin\nSHELL=/bin/sh\nSOURCE_DATE_EPOCH=315619200\nTZ=UTC\nUSER=build\nX=y z\n315619200\n";
    for sandbox in sandboxes() {
        let mut case = Case::new(&steps, shipped).by(sandbox);
        case.recipe.environment.insert("X".to_owned(), "y z".to_owned());
        case.assert_identical();
    }
}

/// What Debian's package builder asks (docs/equivalence.md, "How a build is confined") and nothing beside it: a machine may
/// lack some of it.
#[test]
fn of_the_configuration_a_build_sees_what_is_documented_only() {
    let allowed = "/etc/alternatives /etc/debian_version /etc/dpkg /etc/group /etc/ld.so.cache /etc/ld.so.conf /etc/ld.so.conf.d \
                   /etc/os-release /etc/passwd /etc/perl /var/lib /var/lib/dpkg";
    let listing = "for seen in /etc/* /etc/.[!.]* /var/* /var/.[!.]* /var/lib/* /var/lib/.[!.]*; do \
                   test ! -e \"$seen\" || echo \"$seen\"; done";
    let step = format!(
        "{{ {listing}; }} | while read -r seen; do case \" {allowed} \" in *\" $seen \"*) ;; *) echo \"$seen\"; esac; done > out"
    );
    for sandbox in sandboxes() {
        Case::new(&[&step], "").by(sandbox).assert_identical();
    }
}

#[test]
fn a_failing_step_is_named_with_its_code_and_the_rest_not_run() {
    let case = Case::new(&["echo made > out", "echo before; exit 7", "true"], "made\n");
    case.assert_not_built("build-step-failed", "step 2 ended with exit code 7");
    let rebuilt = case.run();
    if !rebuilt.log.is_empty() {
        assert_eq!(
            rebuilt.build[1..],
            [
                "Step 1: exit code 0: echo made > out",
                "Step 2: exit code 7: echo before; exit 7",
                "Step 3: not run: true",
            ]
        );
        assert_eq!(*rebuilt.log, *b"before\n");
    }
}

#[test]
fn the_same_build_gives_the_same_account() {
    let case = Case::new(&["cat link > out", "date; echo $$", "echo more >> out"], "input\n");
    let account = |mut rebuilt: Comparison| {
        rebuilt.log = Arc::default();
        format!("{rebuilt:?}")
    };
    let again = Case::new(&["cat link > out", "date; echo $$", "echo more >> out"], "input\n");
    assert_eq!(account(case.run()), account(again.run()));
}

/// Each step must fail of itself, inside.
#[test]
fn what_is_out_of_bounds_cannot_be_reached() {
    let home = std::env::var("HOME").unwrap_or("/root".to_owned());
    for step in [
        "exec 3</dev/tty",
        "echo x > /usr/bin/x",
        "echo x > /x",
        "chmod 777 /dev/null",
        "echo x > /proc/sys/kernel/core_pattern",
        "echo 1 > /proc/self/oom_score_adj",
        "unshare -r true",
        "mount -t tmpfs none /mnt",
        "mount -o remount,rw,bind /usr",
        "cat /etc/shadow",
        "ls /var/log",
        "ls /var/tmp",
        "ls /etc/ssh",
        "grep -v -x -F -f /usr/share/base-passwd/passwd.master /etc/passwd | grep -v ^build:",
        "cat /var/lib/dpkg/status > /var/lib/dpkg/banbury-test",
        "echo x > /etc/dpkg/x",
        "echo x > /var/lib/x && test -e /var/lib/x",
        &format!("ls {home}"),
        "command -v python3 > /dev/null && python3 -c 'import socket; socket.create_connection((\"127.0.0.1\", 22))'",
        "command -v bash > /dev/null && bash -c 'exec 3<>/dev/tcp/1.1.1.1/53'",
    ] {
        for sandbox in sandboxes() {
            let case = Case::new(&["echo made > out", step], "made\n").by(sandbox);
            case.assert_not_built("build-step-failed", "step 2");
        }
    }
}

#[test]
fn limits_stop_a_build() {
    sandboxes().into_iter().for_each(limits_stop);
}

fn limits_stop(sandbox: Confinement) {
    let sleep = Case::new(&["echo made > out; setsid sleep 777 & sleep 777"], "")
        .by(sandbox)
        .limits(|limits| limits.seconds = 1);
    sleep.assert_not_built("limit-reached", "limits.seconds");
    let flood = Case::new(&["cat /dev/zero"], "").by(sandbox);
    flood.assert_not_built("limit-reached", "it printed more than 16 MiB");
    let fill = Case::new(&["i=0; while :; do i=$((i+1)); head -c 1000000 /dev/zero > big$i; done"], "").by(sandbox);
    fill.assert_not_built("limit-reached", "it wrote more than 16 MiB");
    let hidden = Case::new(&["exec 9> gone; rm gone; cat /dev/zero >&9 || sleep 777"], "").by(sandbox);
    hidden.assert_not_built("limit-reached", "it wrote more than 16 MiB");
    let files = Case::new(&["i=0; while :; do i=$((i+1)); : > f$i; done"], "").by(sandbox);
    files.assert_not_built("limit-reached", "it wrote more than 16 MiB");
    let many = Case::new(&["for i in $(seq 70); do sleep 777 & done; sleep 777"], "").by(sandbox);
    many.limits(|limits| limits.processes = 64).assert_not_built("limit-reached", "64 processes");
    // Its processes may all have failed to fork, and ended, before anybody looks: contained, but who knows by what.
    let bomb = Case::new(&["b() { b | b & }; b; sleep 777"], "").by(sandbox);
    let bomb = bomb.limits(|limits| (limits.processes, limits.seconds) = (64, 2)).artefact();
    assert!(bomb.is_none_or(|artefact| artefact.verdict == Verdict::NotBuilt));
    let eater = Case::new(&["for i in 1 2 3 4; do tail /dev/zero & done; sleep 777"], "").by(sandbox);
    eater.limits(|limits| limits.memory_mib = 64).assert_not_built("limit-reached", "limits.memory_mib");
}

/// How many processes have a word in their command lines.
fn running(mark: &str) -> usize {
    let processes = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let lines = processes.filter_map(|process| fs::read(process.path().join("cmdline")).ok());
    lines.filter(|line| line.windows(mark.len()).any(|part| part == mark.as_bytes())).count()
}

#[test]
fn nothing_is_left_behind() {
    sandboxes().into_iter().for_each(leaves_nothing);
}

fn leaves_nothing(sandbox: Confinement) {
    // Of this run only.
    let mark = format!("98765.{}", std::process::id());
    let step = format!("setsid sleep {mark} & setsid sh -c 'trap \"\" TERM HUP; sleep {mark}' & echo made > out");
    let case = Case::new(&[&step], "made\n").by(sandbox);
    case.assert_identical();
    assert_eq!(running(&mark), 0);
    let case = Case::new(&[&format!("{step}; sleep {mark}")], "").by(sandbox).limits(|limits| limits.seconds = 1);
    case.assert_not_built("limit-reached", "limits.seconds");
    // The kernel takes a moment to kill them all.
    let gone = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        running(&mark) == 0
    });
    assert!(gone);
}

#[test]
fn a_build_without_a_sandbox_says_so_and_leaves_as_little_behind_as_it_can() {
    let mark = format!("87654.{}", std::process::id());
    let steps = [&format!("pwd > where; sleep {mark} & cat link > out"), "echo more >> out"];
    let case = Case::new(&steps, "input\nmore\n").by(Confinement::Unconfined);
    let rebuilt = case.run();
    assert!(rebuilt.unconfined);
    assert!(rebuilt.build[0].starts_with("NOT CONFINED: build of 2 step(s): it could read"), "{rebuilt:?}");
    assert_eq!(rebuilt.artefacts[0].verdict, Verdict::Identical, "{rebuilt:?}");
    assert_eq!(rebuilt.determinism[0].verdict, DeterminismVerdict::Deterministic, "{rebuilt:?}");
    assert_eq!(rebuilt.files.written, ["out", "where"]);
    assert_eq!(running(&mark), 0);
    assert!(!Path::new("/tmp/banbury-unconfined").exists());

    let endless = Case::new(&["echo made > out; sleep 777"], "").by(Confinement::Unconfined);
    let endless = endless.limits(|limits| limits.seconds = 1).run();
    assert_eq!(endless.artefacts[0].causes[0].kind, "limit-reached");
    assert!(!Path::new("/tmp/banbury-unconfined").exists());
}

#[test]
fn hostile_artefacts_are_not_followed() {
    let passwd = fs::read_to_string("/etc/passwd").unwrap();
    for (step, reason) in [
        ("ln -s /etc/passwd out", "out: it is a symbolic link"),
        ("mkfifo out", "out: it is a FIFO"),
        ("mkdir out", "out: it is a folder"),
    ] {
        Case::new(&[step], &passwd).assert_not_built("artefact-unusable", reason);
    }
    Case::new(&["true"], "").assert_not_built("artefact-missing", "made no out");
    let mut case = Case::new(&["ln -s /etc dir/etc"], &passwd);
    case.recipe.artefacts[0].built = "dir/etc/passwd".to_owned();
    case.assert_not_built("artefact-unusable", "a folder on its path is a symbolic link");
}

#[test]
fn shipped_files_without_a_recipe_are_named() {
    let case = Case::new(&["cp link out"], "input\n");
    fs::create_dir(case.shipped.join("more")).unwrap();
    fs::write(case.shipped.join("more/other"), "").unwrap();
    let artefacts = case.run().artefacts;
    let other = artefacts.iter().find(|artefact| artefact.path == "more/other").unwrap();
    assert_eq!(other.verdict, Verdict::OnlyInShipped);
    assert_eq!(artefacts.len(), 2);
}

#[test]
fn senseless_recipes_are_refused() {
    for built in ["/etc/passwd", "../out", ""] {
        let mut case = Case::new(&[], "");
        case.recipe.artefacts[0].built = built.to_owned();
        assert!(rebuild(&case.recipe, None, &case.source, &case.shipped, &InThisProcess).is_err(), "{built}");
    }
    let recipe: Recipe =
        toml::from_str("steps = ['make']\n[limits]\nseconds = 5\n[[artefact]]\nshipped = 'a'\nbuilt = 'b'").unwrap();
    assert_eq!(recipe.limits, BuildLimits { seconds: 5, ..BuildLimits::default() });
    assert_eq!(recipe.artefacts.len(), 1);
    assert!(toml::from_str::<Recipe>("steps = []\nstep = 1").is_err());
}
