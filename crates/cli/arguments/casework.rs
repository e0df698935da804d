use std::path::PathBuf;

use banbury_evidence::Date;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub struct Triage {
    /// The bundle.
    pub bundle: PathBuf,
    /// The finding: its fingerprint, or eight or more of the digits with which that begins. Without it, the terminal view
    /// opens, or where there is no terminal all findings are listed.
    #[arg(requires = "what")]
    pub fingerprint: Option<String>,
    /// What you say of the finding.
    #[arg(long, value_name = "VERDICT", requires_all = ["fingerprint", "reason", "by"], group = "what")]
    pub verdict: Option<JudgementArgument>,
    /// What you say of another person's decision.
    #[arg(long, value_name = "ANSWER", requires_all = ["fingerprint", "reason", "by"], conflicts_with = "expires", group = "what")]
    pub review: Option<ReviewArgument>,
    /// Why.
    #[arg(long, value_name = "TEXT", requires = "fingerprint")]
    pub reason: Option<String>,
    /// Who you are.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// The last day on which the decision holds: 2027-11-30.
    #[arg(long, value_name = "DATE", requires = "fingerprint")]
    pub expires: Option<Date>,
    /// The day of the decision or review; by default today (UTC).
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum JudgementArgument {
    /// It is as the rule says.
    Confirmed,
    /// The rule is wrong here.
    FalsePositive,
    /// It is as the rule says, and the risk is borne.
    Accepted,
    /// It is as the rule says, and what was delivered since mends it.
    Fixed,
    /// Only the vendor can tell.
    NeedsVendor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReviewArgument {
    /// You agree.
    Approve,
    /// You do not: the finding is open again.
    Reject,
}

#[derive(Debug, Args)]
pub struct Questions {
    /// The bundle.
    pub bundle: PathBuf,
    /// One question about these findings, in place of those that each has: fingerprints, or their first eight or more digits.
    #[arg(long, value_name = "FINGERPRINT", num_args = 1.., requires_all = ["words", "by"], conflicts_with_all = ["answer", "csv", "json"])]
    pub ask: Vec<String>,
    /// The vendor's answer to this question: OR-3.
    #[arg(long, value_name = "OR-N", requires_all = ["words", "by", "on"], conflicts_with_all = ["csv", "json"])]
    pub answer: Option<String>,
    /// What is asked or answered.
    #[arg(long, value_name = "TEXT", group = "words")]
    pub text: Option<String>,
    /// A file with what is asked or answered, in UTF-8.
    #[arg(long, value_name = "FILE", group = "words")]
    pub text_file: Option<PathBuf>,
    /// Who asks, or takes the answer down.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// The day of the question, by default today (UTC), or of the vendor's answer.
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
    /// A table for spreadsheets, in which no field acts as a formula.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// JSON for other programs.
    #[arg(long)]
    pub json: bool,
    /// Where to write the table or JSON, in place of standard output.
    #[arg(short, long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Reopen {
    /// The bundle.
    pub bundle: PathBuf,
    /// Who you are, for the custody log; by default the case's evaluator.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}
