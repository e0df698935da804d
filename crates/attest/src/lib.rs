//! From the digests of a bundle to a signed statement, and back: an in-toto Statement v1 in a DSSE envelope, the same
//! statement under OpenSSH signatures, and the verification of both against a trust policy that came out of band.
//!
//! This crate alone holds cryptography beyond SHA-256 digests. It must not know analysis, rendering, the network, the
//! environment or the clock: the time is an argument. A bundle that it verifies is hostile, a policy is not.

mod acceptance;
mod agent;
mod authority;
mod contents;
mod custody;
mod dsse;
mod error;
mod fido;
mod key;
mod moment;
mod outcome;
mod policy;
mod policy_seal;
mod public_key;
mod reopen;
mod seal;
mod sign;
mod signatures;
mod signer;
mod sshsig;
mod stamp;
mod stamps;
mod statement;
mod summaries;
mod summary;
mod sums;
mod timestamp;
mod verify;

pub use contents::open_regular;
pub use custody::pin_custody;
pub use error::AttestError;
pub use key::SigningKey;
pub use outcome::{Check, Outcome};
pub use policy::Policy;
pub use policy_seal::seal_policy;
pub use reopen::reopen;
pub use seal::seal_bundle;
pub use sign::{Signing, sign};
pub use signer::is_role;
pub use statement::StatementInputs;
pub use summary::Summary;
pub use timestamp::{add_timestamp, timestamp_request};
pub use verify::verify;
pub use zeroize::Zeroizing;
