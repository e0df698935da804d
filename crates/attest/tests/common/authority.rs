//! A lab's own time stamping authority, by OpenSSL.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::keys::succeed;

pub const RSA: &[&str] = &["-newkey", "rsa:2048"];
pub const P256: &[&str] = &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
pub const P384: &[&str] = &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"];

/// A certification authority of the lab, and the certificate for time stamps that it issued.
pub struct Authority {
    folder: TempDir,
    /// The day that its clock shows, if that is not today.
    day: Option<&'static str>,
}

impl Authority {
    pub fn new(key: &[&str]) -> Self {
        Self::at_time(key, None)
    }

    /// With a clock that shows a day, for which `faketime` has to be there.
    pub fn at_time(key: &[&str], day: Option<&'static str>) -> Self {
        let authority = Self { folder: tempfile::tempdir().unwrap(), day };
        let folder = authority.folder.path().to_str().unwrap();
        fs::write(authority.at("conf"), CONFIGURATION.replace("FOLDER", folder)).unwrap();
        fs::write(authority.at("serial"), "01\n").unwrap();
        let made = ["-nodes", "-sha256", "-config", "conf"];
        let ca = ["req", "-x509", "-days", "36500", "-subj", "/CN=Lab CA", "-keyout", "ca.key", "-out", "ca.pem"];
        let tsa = ["req", "-subj", "/CN=Lab TSA", "-keyout", "tsa.key", "-out", "tsa.csr"];
        let issue =
            ["x509", "-req", "-sha256", "-days", "36500", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key"];
        let stamping = ["-set_serial", "7", "-extfile", "conf", "-extensions", "stamping", "-out", "tsa.pem"];
        for arguments in
            [[&ca[..], key, &made].concat(), [&tsa[..], key, &made].concat(), [&issue[..], &stamping].concat()]
        {
            authority.openssl("00:00:00", &arguments);
        }
        authority
    }

    /// Runs OpenSSL in its folder, at an hour of its day.
    fn openssl(&self, hour: &str, arguments: &[&str]) {
        let mut command = match self.day {
            Some(day) => {
                let mut faketime = Command::new("faketime");
                faketime.arg(format!("{day} {hour}")).arg("openssl");
                faketime
            }
            None => Command::new("openssl"),
        };
        succeed(command.args(arguments).current_dir(self.folder.path()));
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap()
    }

    /// Its answer to a request.
    pub fn answer(&self, request: &[u8]) -> Vec<u8> {
        fs::write(self.at("request.tsq"), request).unwrap();
        let reply = ["ts", "-reply", "-config", "conf", "-queryfile", "request.tsq"];
        self.openssl(
            "12:00:00",
            &[&reply[..], &["-inkey", "tsa.key", "-signer", "tsa.pem", "-out", "answer.tsr"]].concat(),
        );
        fs::read(self.at("answer.tsr")).unwrap()
    }

    /// A stamp of a signature, put into the bundle.
    pub fn stamp(&self, bundle: &Path, signature: &str) -> String {
        let (request, _) = banbury_attest::timestamp_request(bundle, Some(signature)).unwrap();
        banbury_attest::add_timestamp(bundle, &self.answer(&request)).unwrap()
    }

    /// The part of a policy that names it, by its own certificate (`tsa.pem`) or that of the lab (`ca.pem`).
    pub fn policy(&self, certificate: &str) -> String {
        format!("[[authority]]\nname = \"The lab's clock\"\ncertificate = \"\"\"\n{}\"\"\"\n", self.read(certificate))
    }
}

const CONFIGURATION: &str = "\
[req]
distinguished_name = name
x509_extensions = authority
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[stamping]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = lab
[lab]
serial = FOLDER/serial
default_policy = 1.3.6.1.4.1.32473.1
digests = sha256
signer_digest = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
";
