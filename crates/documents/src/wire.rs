//! What server and worker say to each other over a pipe.
//!
//! A frame is two lengths (u32, little endian), a JSON head, and a body of raw parts whose lengths the
//! head tells. Raw parts, as a PDF in JSON would be a third larger and much slower.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

use crate::compile::{Order, Output};
use crate::error::{Error, TemplateFault};
use crate::job::{Info, Job, Standard};

const HEAD_MAX: usize = 1 << 20;
/// Far above any letter with pictures, far below what hurts the server.
const BODY_MAX: usize = 64 << 20;

/// First frame to a new worker: the limits to put upon itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Hello {
    /// Bytes it may take beyond what it has at its start.
    pub(crate) memory: u64,
    /// Longest time for one job, in milliseconds.
    pub(crate) job_millis: u64,
    /// Processor time for its whole life, in seconds.
    pub(crate) life_seconds: u64,
}

/// Its answer, given when jobs may come. Strict, so that a program that merely echoes is found out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ready {
    /// Why the operating system refused the limits, where it did.
    pub(crate) unlimited: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Request {
    order: Order,
    info: Info,
    standard: Standard,
    files: Vec<(String, usize)>,
}

#[derive(Serialize, Deserialize)]
struct Reply {
    /// Memory of the worker after the job, in bytes, where it can be told.
    resident: Option<u64>,
    outcome: Outcome,
}

#[derive(Serialize, Deserialize)]
enum Outcome {
    Done { pages: usize, parts: Vec<usize> },
    Refused(TemplateFault),
    TooBig,
}

pub(crate) struct Frame {
    head: Vec<u8>,
    body: Vec<u8>,
}

pub(crate) fn hello(hello: &Hello) -> Frame {
    Frame { head: json(hello), body: Vec::new() }
}

pub(crate) fn ready(ready: &Ready) -> Frame {
    Frame { head: json(ready), body: Vec::new() }
}

/// Refuses what is larger than a frame may be.
pub(crate) fn request(order: Order, job: &Job) -> Result<Frame, Error> {
    let files: Vec<_> = job.files.iter().map(|(path, content)| (path.clone(), content.len())).collect();
    let head = json(&Request { order, info: job.info.clone(), standard: job.standard, files });
    let size: usize = job.files.values().map(Vec::len).sum();
    if head.len() > HEAD_MAX || size > BODY_MAX {
        return Err(Error::TooBig { what: "Templat beserta data dan gambarnya" });
    }
    let parts: Vec<&[u8]> = job.files.values().map(Vec::as_slice).collect();
    Ok(Frame { head, body: parts.concat() })
}

pub(crate) fn read_request(frame: &Frame) -> io::Result<(Order, Job)> {
    let Request { order, info, standard, files } = frame.head()?;
    let lengths: Vec<usize> = files.iter().map(|(_, length)| *length).collect();
    let contents = frame.split(&lengths)?;
    let files = files.into_iter().map(|(path, _)| path).zip(contents).collect();
    Ok((order, Job { info, standard, files }))
}

pub(crate) fn reply(result: Result<Output, TemplateFault>, resident: Option<u64>) -> Frame {
    let mut body = Vec::new();
    let outcome = match result {
        Err(fault) => Outcome::Refused(fault),
        Ok(output) if output.parts.iter().map(Vec::len).sum::<usize>() > BODY_MAX => Outcome::TooBig,
        Ok(Output { parts, pages }) => {
            body = parts.concat();
            Outcome::Done { pages, parts: parts.iter().map(Vec::len).collect() }
        }
    };
    let head = json(&Reply { resident, outcome });
    // A page list or a message can pass the head's limit only if the template wants it to.
    if head.len() > HEAD_MAX {
        let head = json(&Reply { resident, outcome: Outcome::TooBig });
        return Frame { head, body: Vec::new() };
    }
    Frame { head, body }
}

/// The job's result, and the worker's memory after it.
pub(crate) fn read_reply(frame: &Frame) -> io::Result<(Result<Output, Error>, Option<u64>)> {
    let Reply { resident, outcome } = frame.head()?;
    let result = match outcome {
        Outcome::Done { pages, parts } => Ok(Output { parts: frame.split(&parts)?, pages }),
        Outcome::Refused(fault) => Err(fault.into()),
        Outcome::TooBig => Err(Error::TooBig { what: "Dokumen yang dihasilkan" }),
    };
    Ok((result, resident))
}

fn json(head: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(head).expect("heads hold only text and numbers")
}

impl Frame {
    pub(crate) fn head<T: DeserializeOwned>(&self) -> io::Result<T> {
        Ok(serde_json::from_slice(&self.head)?)
    }

    fn split(&self, lengths: &[usize]) -> io::Result<Vec<Vec<u8>>> {
        let mut rest = self.body.as_slice();
        let mut parts = Vec::with_capacity(lengths.len());
        for &length in lengths {
            let (part, after) = rest.split_at_checked(length).ok_or(io::ErrorKind::UnexpectedEof)?;
            parts.push(part.to_vec());
            rest = after;
        }
        if rest.is_empty() { Ok(parts) } else { Err(io::ErrorKind::InvalidData.into()) }
    }

    fn prefix(&self) -> [u8; 8] {
        let length = |part: &[u8]| u32::try_from(part.len()).expect("limits are below 4 GiB");
        let both = u64::from(length(&self.head)) | u64::from(length(&self.body)) << 32;
        both.to_le_bytes()
    }

    fn empty(prefix: [u8; 8]) -> io::Result<Self> {
        let both = u64::from_le_bytes(prefix);
        let length = |bits: u64| usize::try_from(bits & u64::from(u32::MAX)).unwrap_or(usize::MAX);
        let (head, body) = (length(both), length(both >> 32));
        if head > HEAD_MAX || body > BODY_MAX {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(Self { head: vec![0; head], body: vec![0; body] })
    }

    /// `None` when the other side has closed the pipe between two frames.
    pub(crate) fn read(from: &mut impl Read) -> io::Result<Option<Self>> {
        let mut prefix = [0; 8];
        match from.read_exact(&mut prefix) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            other => other?,
        }
        let mut frame = Self::empty(prefix)?;
        from.read_exact(&mut frame.head)?;
        from.read_exact(&mut frame.body)?;
        Ok(Some(frame))
    }

    pub(crate) fn write(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all(&self.prefix())?;
        to.write_all(&self.head)?;
        to.write_all(&self.body)?;
        to.flush()
    }

    pub(crate) async fn receive(from: &mut (impl AsyncRead + Unpin)) -> io::Result<Self> {
        let mut prefix = [0; 8];
        from.read_exact(&mut prefix).await?;
        let mut frame = Self::empty(prefix)?;
        from.read_exact(&mut frame.head).await?;
        from.read_exact(&mut frame.body).await?;
        Ok(frame)
    }

    pub(crate) async fn send(&self, to: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        to.write_all(&self.prefix()).await?;
        to.write_all(&self.head).await?;
        to.write_all(&self.body).await?;
        to.flush().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job() -> Job {
        let now = "2026-11-22T09:30:00+07:00[Asia/Jakarta]".parse().unwrap();
        Job::new("Halo", Info::new("Judul", &now)).file("/logo.svg", vec![0, 159, 146, 150])
    }

    #[test]
    fn a_request_survives_the_pipe() {
        let mut pipe = Vec::new();
        request(Order::Svg, &job()).unwrap().write(&mut pipe).unwrap();
        let frame = Frame::read(&mut pipe.as_slice()).unwrap().unwrap();
        let (order, back) = read_request(&frame).unwrap();
        assert_eq!(order, Order::Svg);
        assert_eq!(back.files, job().files);
        assert_eq!(back.info, job().info);
    }

    #[test]
    fn a_broken_frame_is_an_error_not_a_panic() {
        let mut pipe = Vec::new();
        request(Order::Pdf, &job()).unwrap().write(&mut pipe).unwrap();
        assert!(Frame::read(&mut [].as_slice()).unwrap().is_none(), "closed between frames");
        for cut in 8..pipe.len() {
            assert!(Frame::read(&mut &pipe[..cut]).is_err(), "cut at {cut}");
        }
        assert!(Frame::read(&mut [255_u8; 64].as_slice()).is_err(), "lengths beyond the limit");
        let frame = Frame {
            head: json(&Reply { resident: None, outcome: Outcome::Done { pages: 1, parts: vec![9] } }),
            body: vec![1],
        };
        assert!(read_reply(&frame).is_err(), "a part longer than the body");
    }

    #[test]
    fn too_much_is_refused_before_it_is_sent() {
        let refused = request(Order::Pdf, &job().file("/besar", vec![0; BODY_MAX])).err().unwrap();
        assert!(matches!(refused, Error::TooBig { .. }));
        assert!(refused.to_string().starts_with("Templat beserta data"));
        let output = Output { parts: vec![vec![0; BODY_MAX + 1]], pages: 1 };
        let (result, _) = read_reply(&reply(Ok(output), None)).unwrap();
        assert!(matches!(result, Err(Error::TooBig { .. })));
    }
}
