mod casework;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use casework::{JudgementArgument, Questions, Reopen, ReviewArgument, Triage};

/// Source-code inspection bench: one code drop in, one signed inspection report out.
///
/// Exit codes: 0 done; 1 done, and the answer is no; 2 not done; 3 done, but part of the input could not be inspected.
#[derive(Debug, Parser)]
#[command(name = "banbury", version, arg_required_else_help = true, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Intake, inspection, rebuild, trend, report and signature of one case.
    #[command(after_help = "Example:\n  banbury run sample-firmware/case.toml -o inspection --throwaway-key")]
    Run(Run),
    /// Seal a drop: print or write its manifest.json.
    #[command(after_help = "Example:\n  banbury intake dropbear-2022.83.tar.bz2 -o manifest.json")]
    Intake(Intake),
    /// Inspect a drop and write a bundle.
    #[command(after_help = "Example:\n  banbury inspect vendor-drop/ -o inspection --fail-on high")]
    Inspect(Inspect),
    /// Compare two files or trees byte by byte.
    #[command(after_help = "Example:\n  banbury compare shipped/ rebuilt/ -o rebuild.json")]
    Compare(Compare),
    /// Run a case's build recipe in the sandbox and compare what it makes with what was shipped.
    #[command(
        after_help = "Example:\n  banbury rebuild sample-firmware/case.toml -o rebuilt\n  banbury rebuild --propose vendor-drop/ > case.toml"
    )]
    Rebuild(Rebuild),
    /// What became of the findings from one bundle to the next, or over several.
    #[command(after_help = "Example:\n  banbury diff release-1/ release-2/")]
    Diff(Diff),
    /// Render a bundle again from what it holds: all of it in place, unless it is signed, or with -o the documents elsewhere.
    #[command(
        after_help = "Example:\n  banbury report inspection -o documents\n  banbury report inspection --redacted -o for-publication\n  banbury report inspection --csv > findings.csv"
    )]
    Report(Report),
    /// Decide about a finding, review a decision, or go through all findings on the terminal.
    #[command(
        after_help = "Example:\n  banbury triage inspection 3fa9c2d1 --verdict confirmed --reason 'Seen in the laboratory.' --by 'Ada Example'\n  banbury triage inspection 3fa9c2d1 --review approve --reason 'Seen it too.' --by 'Grace Example'\n  banbury triage inspection --by 'Ada Example'"
    )]
    Triage(Triage),
    /// What the vendor is asked: list it, ask about several findings at once, take an answer down.
    #[command(
        after_help = "Example:\n  banbury questions inspection\n  banbury questions inspection --answer OR-3 --text-file answer.txt --on 2026-12-01 --by 'Ada Example'"
    )]
    Questions(Questions),
    /// Take the signatures of a bundle away, so that triage can go on.
    #[command(after_help = "Example:\n  banbury reopen inspection --by 'Ada Example'")]
    Reopen(Reopen),
    /// Make an Ed25519 signing key in OpenSSH's format.
    #[command(after_help = "Example:\n  banbury keygen ~/.keys/ada --comment 'Ada Example'")]
    Keygen(Keygen),
    /// Sign a bundle.
    #[command(
        after_help = "Example:\n  banbury sign inspection --key ~/.keys/ada --role evaluator --policy policy.toml"
    )]
    Sign(Sign),
    /// Ask a time stamping authority (RFC 3161) to stamp a signature, and put its answer into the bundle.
    #[command(
        after_help = "Example:\n  banbury timestamp inspection --request -o evaluator.tsq --signature sig/evaluator.sshsig\n  banbury timestamp inspection --response evaluator.tsr"
    )]
    Timestamp(Timestamp),
    /// Verify a bundle against a trust policy, and a drop against the bundle.
    #[command(after_help = "Example:\n  banbury verify inspection --policy policy.toml --drop vendor-drop/")]
    Verify(Verify),
    /// Trust policies.
    #[command(subcommand, after_help = "Example:\n  banbury policy seal policy.toml")]
    Policy(Policy),
    /// List, show and test rules.
    #[command(subcommand, after_help = "Example:\n  banbury rules list")]
    Rules(Rules),
    /// Print shell completions.
    #[command(after_help = "Example:\n  banbury completions bash > /etc/bash_completion.d/banbury")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Write man pages into a folder.
    #[command(after_help = "Example:\n  banbury man /usr/local/share/man/man1")]
    Man {
        /// The folder; it must exist.
        folder: PathBuf,
    },
    /// Looks at single files for a parent process, over standard input and output.
    #[command(hide = true)]
    Worker,
    /// Looks into two files, standard input and standard error, for a parent process.
    #[command(hide = true)]
    Look {
        /// Where a signature begins in the first.
        #[arg(long)]
        signature_at: Option<u64>,
        /// Verify the signature of the first under this key, in PEM, and do nothing else.
        #[arg(long)]
        public_key: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct Run {
    /// The case file.
    pub case: PathBuf,
    /// The bundle to write.
    #[arg(short, long = "output", value_name = "OUT")]
    pub output: PathBuf,
    /// Sign with this key, as evaluator.
    #[arg(long, value_name = "KEY", conflicts_with = "throwaway_key")]
    pub key: Option<PathBuf>,
    /// Sign with a key made for the occasion and thrown away: the report says DEMONSTRATION on every page.
    #[arg(long)]
    pub throwaway_key: bool,
    /// Read the key's passphrase from the first line of a file.
    #[arg(long, value_name = "FILE", requires = "key")]
    pub passphrase_file: Option<PathBuf>,
    /// Build without a sandbox, where this machine allows none. The build can then do whatever you can; the report says
    /// so in red.
    #[arg(long)]
    pub unconfined: bool,
    #[command(flatten)]
    pub how: How,
    /// Who you are, for the custody log; by default the case's evaluator, or else your login name.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

/// Options that all inspections share.
#[derive(Debug, Args)]
pub struct How {
    /// Rule files or folders of rules, in place of the shipped ones; may be repeated.
    #[arg(long = "rules", value_name = "PATH")]
    pub rules: Vec<PathBuf>,
    /// Files or folders of requirements that the product is held to, in place of the shipped ones; may be repeated.
    #[arg(long = "requirements", value_name = "PATH")]
    pub requirements: Vec<PathBuf>,
    /// Files looked at at one time; by default one for each processor.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Keep what is found out about each file in this folder, and do not look at the same file again.
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Exit with 1 if there is a finding of this severity or worse.
    #[arg(long, value_name = "SEVERITY")]
    pub fail_on: Option<SeverityArgument>,
    /// Replace an existing bundle.
    #[arg(long)]
    pub force: bool,
    /// Leave report.pdf out.
    #[arg(long)]
    pub no_pdf: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SeverityArgument {
    Info,
    Low,
    Medium,
    High,
    Critical,
}

#[derive(Debug, Args)]
pub struct Intake {
    /// Folder, archive, or git repository (`REPO` or `REPO@REVISION`).
    pub drop: OsString,
    /// Where to write manifest.json, in place of standard output.
    #[arg(short, long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Files read at one time; by default one for each processor.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

#[derive(Debug, Args)]
pub struct Inspect {
    /// Folder, archive, or git repository (`REPO` or `REPO@REVISION`).
    pub drop: OsString,
    /// The bundle to write.
    #[arg(short, long = "output", value_name = "OUT")]
    pub output: PathBuf,
    /// An earlier bundle, against which findings are new, unchanged, updated or absent; may be repeated, the oldest first, to tell too
    /// what has returned.
    #[arg(long, value_name = "BUNDLE")]
    pub baseline: Vec<PathBuf>,
    /// The git repository, as REPOSITORY@REVISION, that the drop is said to come from: every file that is not as there is named.
    #[arg(long, value_name = "REPOSITORY")]
    pub origin: Option<OsString>,
    /// What to print on standard output; by default a summary.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
    #[command(flatten)]
    pub how: How,
    /// Who you are, for the custody log; by default your login name.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One finding a line.
    Text,
    /// The findings as JSON.
    Json,
    /// SARIF 2.1.0.
    Sarif,
}

#[derive(Debug, Args)]
pub struct Compare {
    /// What the vendor shipped: a file or a folder.
    pub shipped: PathBuf,
    /// What was rebuilt: a file or a folder.
    pub rebuilt: PathBuf,
    /// Where to write rebuild.json.
    #[arg(short, long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Rebuild {
    /// The case file.
    #[arg(required_unless_present = "propose")]
    pub case: Option<PathBuf>,
    /// The folder to write, with rebuild.json in it.
    #[arg(short, long = "output", value_name = "OUT", required_unless_present = "propose")]
    pub output: Option<PathBuf>,
    /// Build without a sandbox, where this machine allows none. The build can then do whatever you can; the report says
    /// so in red.
    #[arg(long)]
    pub unconfined: bool,
    /// Build nothing: print a case file for a drop (folder, archive, `REPO` or `REPO@REVISION`), with a recipe guessed
    /// from its build files and shipped artefacts, and the reasons in comments.
    #[arg(long, value_name = "DROP", conflicts_with_all = ["case", "output", "unconfined"])]
    pub propose: Option<OsString>,
    /// Who you are, for the custody log; by default the case's evaluator, or else your login name.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

#[derive(Debug, Args)]
pub struct Diff {
    /// The bundles, the oldest first: what became of findings by the last.
    #[arg(required = true, num_args = 2.., value_name = "BUNDLE")]
    pub bundles: Vec<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Language {
    En,
    De,
}

#[derive(Debug, Args)]
pub struct Report {
    /// The bundle.
    pub bundle: PathBuf,
    /// A table for spreadsheets on standard output: a line for each finding, in which no field acts as a formula.
    #[arg(long, conflicts_with_all = ["redacted", "lang"])]
    pub csv: bool,
    /// The documents without source text, paths of the vendor's and protected findings, with a statement that names the full
    /// edition. They go into a folder of their own.
    #[arg(long, requires = "output")]
    pub redacted: bool,
    /// The language of the documents, in place of the case's.
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<Language>,
    /// A new folder for the documents, in place of the bundle; with --csv the file to write, in place of standard output.
    #[arg(short, long = "output", value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Who you are, for the custody log; by default the case's evaluator, or else your login name.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

#[derive(Debug, Args)]
pub struct Keygen {
    /// Where to write the private key; the public one gets `.pub` behind it.
    pub path: PathBuf,
    /// A comment for the key, such as the owner's name.
    #[arg(long, default_value = "")]
    pub comment: String,
    /// Do not encrypt the private key.
    #[arg(long, conflicts_with = "passphrase_file")]
    pub unencrypted: bool,
    /// Read the passphrase from the first line of a file, in place of the terminal.
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Sign {
    /// The bundle.
    pub bundle: PathBuf,
    /// The private key, in OpenSSH's format: Ed25519, or ECDSA on P-256 or P-384.
    #[arg(long, value_name = "KEY", required_unless_present = "agent")]
    pub key: Option<PathBuf>,
    /// Sign through the agent at SSH_AUTH_SOCK, with the key whose public half this file holds: so keys on smart cards
    /// and in HSMs (`ssh-add -s LIBRARY`) sign, and FIDO devices.
    #[arg(long, value_name = "PUBLIC_KEY.pub", conflicts_with_all = ["key", "passphrase_file"])]
    pub agent: Option<PathBuf>,
    /// The role in which the key's owner signs, as the policy has it: `evaluator`, `reviewer`.
    #[arg(long, value_name = "ROLE")]
    pub role: String,
    /// Sign only what this policy would accept today: a key that it knows, valid, in its role, each person once.
    #[arg(long, value_name = "POLICY.toml")]
    pub policy: Option<PathBuf>,
    /// Read the passphrase from the first line of a file, in place of the terminal.
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Who you are, for the custody log; by default your login name.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("step").required(true))]
pub struct Timestamp {
    /// The bundle.
    pub bundle: PathBuf,
    /// Write the request that the authority is to answer.
    #[arg(long, group = "step", requires = "output")]
    pub request: bool,
    /// Where to write the request.
    #[arg(short, long = "output", value_name = "FILE.tsq", requires = "request")]
    pub output: Option<PathBuf>,
    /// The signature to stamp, if there are several.
    #[arg(long, value_name = "sig/NAME.sshsig", requires = "request")]
    pub signature: Option<String>,
    /// The authority's answer: checked, and put beside the signature that it is over.
    #[arg(long, value_name = "FILE.tsr", group = "step")]
    pub response: Option<PathBuf>,
    /// Who you are, for the custody log; by default your login name.
    #[arg(long, value_name = "NAME", requires = "response")]
    pub by: Option<String>,
}

#[derive(Debug, Args)]
pub struct Verify {
    /// The bundle.
    pub bundle: PathBuf,
    /// The trust policy; it must not come from the bundle.
    #[arg(long, value_name = "POLICY.toml")]
    pub policy: PathBuf,
    /// The drop as it is now: every entry added, missing or changed since sealing is named.
    #[arg(long, value_name = "DROP")]
    pub drop: Option<OsString>,
}

#[derive(Debug, Subcommand)]
pub enum Policy {
    /// Put the seal into a policy file, after you have read it through: no byte of it can change unnoticed then.
    #[command(after_help = "Example:\n  banbury policy seal policy.toml")]
    Seal {
        /// The policy.
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum Rules {
    /// A table of all rules and detectors.
    #[command(after_help = "Example:\n  banbury rules list --rules my-rules/")]
    List {
        /// Rule files or folders of rules, in place of the shipped ones; may be repeated.
        #[arg(long = "rules", value_name = "PATH")]
        rules: Vec<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// How many rules there are for each class and language, as a Markdown table.
    #[command(after_help = "Example:\n  banbury rules classes")]
    Classes {
        /// Rule files or folders of rules, in place of the shipped ones; may be repeated.
        #[arg(long = "rules", value_name = "PATH")]
        rules: Vec<PathBuf>,
    },
    /// The page of one rule.
    #[command(after_help = "Example:\n  banbury rules show safe-macro-drops-bound")]
    Show {
        /// Its id.
        id: String,
        /// Rule files or folders of rules, in place of the shipped ones; may be repeated.
        #[arg(long = "rules", value_name = "PATH")]
        rules: Vec<PathBuf>,
    },
    /// Run rules over the annotated fixtures beside them.
    #[command(after_help = "Example:\n  banbury rules test rulesets")]
    Test {
        /// Rule files or folders of rules.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}
