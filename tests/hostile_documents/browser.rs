//! A page as Chromium makes of it, with every request that it tries to send.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use super::common::Ended;

/// Debian's package and program.
pub const CHROMIUM: &str = "chromium";

/// A page after it was loaded and its scripts ran.
pub struct Opened {
    /// The document as it stands then.
    pub dom: String,
    /// The first lines of all requests to hosts.
    pub requests: Vec<String>,
}

impl Opened {
    /// Opens a file. Whatever it asks of any host goes to a proxy that refuses, and remembers.
    pub fn page(page: &Path) -> Self {
        let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = proxy.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&requests);
        std::thread::spawn(move || {
            for connection in proxy.incoming() {
                let Ok(mut connection) = connection else { return };
                let mut line = String::new();
                if BufReader::new(&connection).read_line(&mut line).is_ok() {
                    heard.lock().unwrap().push(line.trim().to_owned());
                }
                let _ =
                    connection.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            }
        });
        let profile = tempfile::tempdir().unwrap();
        let mut command = Command::new(CHROMIUM);
        command.args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--proxy-bypass-list=<-loopback>",
        ]);
        command.arg(format!("--user-data-dir={}", profile.path().display()));
        command.arg(format!("--proxy-server=http://{address}"));
        command.arg("--dump-dom").arg(format!("file://{}", fs::canonicalize(page).unwrap().display()));
        let dom = Ended::of(command.env("HOME", profile.path())).with(0).stdout;
        let requests = requests.lock().unwrap().clone();
        Self { dom, requests }
    }

    /// What of the plant has acted.
    pub fn acted(&self) -> Vec<String> {
        // The plant writes these attributes without double quotes; only a document that took them for its own has them so.
        let signs = ["<title>planted", "id=\"planted\"", "onmouseover=\"x", "src=\"http://planted"];
        let of_dom = signs.iter().filter(|sign| self.dom.contains(**sign)).map(|sign| (*sign).to_owned());
        of_dom.chain(self.requests.iter().filter(|request| request.contains("planted")).cloned()).collect()
    }
}
