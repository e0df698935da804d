use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::os::fd::AsFd;

use crate::slack::Slack;
use crate::{confine, frame};

/// The child's side: reads limits and setup from standard input, makes a handler of the setup, and answers one request
/// after the other until the input ends.
///
/// # Errors
/// If standard input or output breaks, which means that the parent is gone.
pub fn serve<Handler: FnMut(&[u8]) -> Vec<u8>>(make_handler: impl FnOnce(&[u8]) -> Handler) -> io::Result<()> {
    let mut requests = BufReader::with_capacity(frame::BUFFER, io::stdin().lock());
    let mut answers = BufWriter::with_capacity(frame::BUFFER, File::from(io::stdout().as_fd().try_clone_to_owned()?));
    let Some(limits) = frame::read(&mut requests, 16)? else { return Ok(()) };
    let word = |at: usize| limits.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes);
    let (memory, seconds) = (word(0), word(8));
    confine::confine(memory, confine::Files::Standard);
    let Some(setup) = frame::read(&mut requests, memory)? else { return Ok(()) };
    let mut handle = make_handler(&setup);
    // Ready: from here on a death is a request's fault.
    frame::write(&mut answers, b"")?;
    answers.flush()?;
    let mut slack = Slack::default();
    while let Some(request) = frame::read(&mut requests, memory)? {
        confine::grant_processor_time(seconds);
        frame::write(&mut answers, &handle(&request))?;
        // While requests wait, answers may: the parent then wakes up once for several. One that is lost by a crash is
        // asked for again.
        if requests.buffer().is_empty() {
            answers.flush()?;
        }
        slack.add(request.len());
    }
    Ok(())
}
