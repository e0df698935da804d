use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

use ssh_key::Signature;
use ssh_key::encoding::{Decode, Encode};
use ssh_key::public::KeyData;

/// Longest message that OpenSSH's agent takes and gives, in bytes.
const LONGEST: usize = 256 * 1024;

const REQUEST_IDENTITIES: u8 = 11;
const IDENTITIES: u8 = 12;
const REQUEST_SIGNATURE: u8 = 13;
const SIGNATURE: u8 = 14;

/// An agent that holds private keys, for smart cards and FIDO devices too: a client of the protocol of OpenSSH's
/// `ssh-agent` (draft-miller-ssh-agent), of which it speaks two requests.
#[derive(Debug)]
pub(crate) struct Agent {
    socket: PathBuf,
}

impl Agent {
    pub(crate) fn at(socket: &Path) -> Self {
        Self { socket: socket.to_owned() }
    }

    /// Whether the agent has the private half of a key.
    pub(crate) fn holds(&self, key: &KeyData) -> Result<bool, String> {
        let wanted = encoded(key)?;
        let answer = self.ask(&[REQUEST_IDENTITIES], IDENTITIES)?;
        let rest = &mut answer.as_slice();
        let garbled = |_| "its list of keys is garbled".to_owned();
        let mut is_there = false;
        for _ in 0..u32::decode(rest).map_err(garbled)? {
            let blob = Vec::<u8>::decode(rest).map_err(garbled)?;
            let _comment = Vec::<u8>::decode(rest).map_err(garbled)?;
            is_there |= blob == wanted;
        }
        Ok(is_there)
    }

    /// A signature over `message`, for which the agent may ask somebody for a PIN or a touch.
    pub(crate) fn sign(&self, key: &KeyData, message: &[u8]) -> Result<Signature, String> {
        let mut request = vec![REQUEST_SIGNATURE];
        let encoding = |error: ssh_key::encoding::Error| error.to_string();
        encoded(key)?.encode(&mut request).map_err(encoding)?;
        message.encode(&mut request).map_err(encoding)?;
        0_u32.encode(&mut request).map_err(encoding)?;
        if request.len() > LONGEST {
            return Err(format!("it takes no more than {LONGEST} bytes, and what is to be signed is longer"));
        }
        let answer = self.ask(&request, SIGNATURE)?;
        let rest = &mut answer.as_slice();
        let blob = Vec::<u8>::decode(rest).map_err(|error| format!("its signature is garbled: {error}"))?;
        Signature::try_from(blob.as_slice()).map_err(|error| format!("its signature is garbled: {error}"))
    }

    /// Sends a request; what comes back, without its type, if it is of the type `expected`.
    fn ask(&self, request: &[u8], expected: u8) -> Result<Vec<u8>, String> {
        let asking = |error: std::io::Error| error.to_string();
        let mut stream = UnixStream::connect(&self.socket).map_err(asking)?;
        let length = u32::try_from(request.len()).map_err(|error| error.to_string())?;
        stream.write_all(&length.to_be_bytes()).and_then(|()| stream.write_all(request)).map_err(asking)?;
        let (mut length, mut kind) = ([0; 4], [0]);
        stream.read_exact(&mut length).and_then(|()| stream.read_exact(&mut kind)).map_err(asking)?;
        match usize::try_from(u32::from_be_bytes(length)) {
            Ok(length @ 1..=LONGEST) if kind == [expected] => {
                let mut answer = vec![0; length - 1];
                stream.read_exact(&mut answer).map_err(asking)?;
                Ok(answer)
            }
            Ok(1..=LONGEST) => Err("it refuses: the key is locked, or its owner did not confirm".to_owned()),
            _ => Err("its answer is empty or too long".to_owned()),
        }
    }
}

fn encoded(key: &KeyData) -> Result<Vec<u8>, String> {
    key.encode_vec().map_err(|error| error.to_string())
}
