//! The child's side: limits first, then job after job until the pipe closes.

use std::io::{self, Read, Write};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::wire::{self, Frame, Hello, Ready};
use crate::{compile, os, world};

/// Deeply nested but honest content needs more than the usual 2 MB.
pub(crate) const STACK: usize = 16 << 20;
/// How long the worker lets the server act first on a job that is over time.
const GRACE: Duration = Duration::from_secs(5);

/// Serves jobs on stdin and stdout until stdin closes. The app's `main` calls this, and nothing else,
/// when it was started as a worker; it writes to stdout what only [`crate::Typesetter`] understands.
pub fn worker_main() -> ExitCode {
    let served = thread::Builder::new()
        .stack_size(STACK)
        .spawn(|| serve(&mut io::stdin().lock(), &mut io::stdout().lock()))
        .map(thread::JoinHandle::join);
    match served {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn serve(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    let Some(frame) = Frame::read(input)? else { return Ok(()) };
    let hello: Hello = frame.head()?;
    let limits = os::limit_self(hello.memory, hello.life_seconds);
    let watch = Watch::start(Duration::from_millis(hello.job_millis) + GRACE)?;
    world::warm_up();
    let unlimited = limits.err().map(|error| error.to_string());
    wire::ready(&Ready { unlimited }).write(output)?;
    answer_all(input, output, &watch)
}

fn answer_all(input: &mut impl Read, output: &mut impl Write, watch: &Watch) -> io::Result<()> {
    while let Some(frame) = Frame::read(input)? {
        let (order, job) = wire::read_request(&frame)?;
        drop(frame);
        watch.set(Some(Instant::now()));
        let result = compile::run(order, &job);
        watch.set(None);
        drop(job);
        wire::reply(result, os::resident()).write(output)?;
    }
    Ok(())
}

/// Ends this process when a job runs on after the server that should have stopped it is gone.
struct Watch {
    busy_since: Arc<Mutex<Option<Instant>>>,
}

impl Watch {
    fn start(limit: Duration) -> io::Result<Self> {
        let busy_since = Arc::new(Mutex::new(None::<Instant>));
        let seen = Arc::clone(&busy_since);
        thread::Builder::new().stack_size(64 << 10).spawn(move || {
            loop {
                thread::sleep(Duration::from_millis(500));
                let since = *seen.lock().unwrap_or_else(PoisonError::into_inner);
                if since.is_some_and(|since| since.elapsed() > limit) {
                    std::process::abort();
                }
            }
        })?;
        Ok(Self { busy_since })
    }

    fn set(&self, since: Option<Instant>) {
        *self.busy_since.lock().unwrap_or_else(PoisonError::into_inner) = since;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::Order;
    use crate::job::{Info, Job};

    #[test]
    fn one_worker_answers_job_after_job() {
        let now = "2026-11-22T09:30:00+07:00[Asia/Jakarta]".parse().unwrap();
        let mut input = Vec::new();
        for source in ["Satu", "#salah", "Tiga #pagebreak() halaman"] {
            let job = Job::new(source, Info::new("Uji", &now));
            wire::request(Order::Pdf, &job).unwrap().write(&mut input).unwrap();
        }
        let mut output = Vec::new();
        let watch = Watch::start(Duration::from_mins(1)).unwrap();
        answer_all(&mut input.as_slice(), &mut output, &watch).unwrap();

        let mut output = output.as_slice();
        let pages: Vec<Option<usize>> = std::iter::from_fn(|| Frame::read(&mut output).unwrap())
            .map(|frame| wire::read_reply(&frame).unwrap().0.ok().map(|done| done.pages))
            .collect();
        assert_eq!(pages, [Some(1), None, Some(2)]);
    }

    #[test]
    fn a_stranger_on_the_pipe_is_turned_away() {
        let mut output = Vec::new();
        assert!(serve(&mut b"GET / HTTP/1.1\r\n\r\n".as_slice(), &mut output).is_err());
        assert!(output.is_empty());
    }
}
