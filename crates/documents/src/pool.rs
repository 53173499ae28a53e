//! The server's side: a few workers, started when needed, replaced when they fail or grow.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::AsyncReadExt as _;
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tracing::{debug, warn};

use crate::compile::{self, Order, Output};
use crate::error::Error;
use crate::job::{Job, Pdf};
use crate::wire::{self, Frame, Hello, Ready};
use crate::{os, worker};

/// A worker on a busy old laptop may take a while to be loaded from disk.
const START_LIMIT: Duration = Duration::from_secs(30);

/// How workers are started and when they are stopped.
#[derive(Debug, Clone)]
pub struct WorkerConfig {
    /// A program that, with `args`, calls [`crate::worker_main`].
    pub program: PathBuf,
    pub args: Vec<OsString>,
    /// How many jobs run at the same time; further ones wait. At least one.
    pub workers: usize,
    /// Longest time for one job, waiting not counted.
    pub timeout: Duration,
    /// Longest wait for a free worker.
    pub patience: Duration,
    /// Bytes one job may take before its worker is stopped.
    pub memory_limit: u64,
    /// A worker that holds more bytes than this after a job is replaced.
    pub resting_memory: u64,
    /// A worker is replaced after so many jobs in any case.
    pub jobs_per_worker: u32,
}

impl WorkerConfig {
    /// One or two letters at a time, 10 seconds and 512 MiB for each, workers kept below 96 MiB.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            args: Vec::new(),
            workers: 2,
            timeout: Duration::from_secs(10),
            patience: Duration::from_secs(30),
            memory_limit: 512 << 20,
            resting_memory: 96 << 20,
            jobs_per_worker: 1000,
        }
    }

    #[must_use]
    pub fn arg(mut self, arg: impl Into<OsString>) -> Self {
        self.args.push(arg.into());
        self
    }
}

/// Makes documents. Cheap to clone; all clones share the workers, which end with the last clone.
/// To be used within one Tokio runtime.
#[derive(Clone)]
pub struct Typesetter(Arc<Mode>);

enum Mode {
    InProcess,
    Pool(Arc<Pool>),
}

impl Typesetter {
    /// Starts nothing yet: the first job starts the first worker.
    pub fn new(config: WorkerConfig) -> Self {
        let permits = Arc::new(Semaphore::new(config.workers.max(1)));
        let pool = Pool { config, permits, idle: Mutex::default() };
        Self(Arc::new(Mode::Pool(Arc::new(pool))))
    }

    /// Without child and without limits: for tests with trusted templates only.
    pub fn in_process() -> Self {
        Self(Arc::new(Mode::InProcess))
    }

    /// The document as PDF of the job's standard. The same job gives the same bytes.
    pub async fn typeset(&self, job: Job) -> Result<Pdf, Error> {
        let Output { parts, pages } = self.order(Order::Pdf, job).await?;
        let bytes = parts.into_iter().next().ok_or(Error::WorkerDied)?;
        Ok(Pdf { bytes, pages })
    }

    /// One SVG per page for a preview; quicker than a PDF, and not checked against the standard.
    /// Show it by `<img>`: a template may put pictures and links of its own into it.
    pub async fn preview_svg(&self, job: Job) -> Result<Vec<String>, Error> {
        let output = self.order(Order::Svg, job).await?;
        let text = |part| String::from_utf8(part).map_err(|_| Error::WorkerDied);
        output.parts.into_iter().map(text).collect()
    }

    /// Process ids of the workers that wait for a job, for the status page and for benches.
    pub fn idle_workers(&self) -> Vec<u32> {
        match &*self.0 {
            Mode::InProcess => Vec::new(),
            Mode::Pool(pool) => pool.idle().iter().filter_map(|worker| worker.child.id()).collect(),
        }
    }

    async fn order(&self, order: Order, job: Job) -> Result<Output, Error> {
        match &*self.0 {
            Mode::InProcess => tokio::task::spawn_blocking(move || compile::run(order, &job))
                .await
                .map_err(|_| Error::WorkerDied)?
                .map_err(Error::from),
            Mode::Pool(pool) => {
                let frame = wire::request(order, &job)?;
                drop(job);
                let permits = Arc::clone(&pool.permits);
                let permit = timeout(pool.config.patience, permits.acquire_owned())
                    .await
                    .map_err(|_| Error::Busy)?
                    .expect("the semaphore is never closed");
                let pool = Arc::clone(pool);
                // A task of its own, so that a visitor who goes away does not cost us the worker.
                let running = tokio::spawn(async move {
                    let _permit = permit;
                    pool.run(&frame).await
                });
                running.await.map_err(|_| Error::WorkerDied)?
            }
        }
    }
}

struct Pool {
    config: WorkerConfig,
    permits: Arc<Semaphore>,
    idle: Mutex<Vec<Worker>>,
}

impl Pool {
    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn run(&self, frame: &Frame) -> Result<Output, Error> {
        let waiting = self.idle().pop();
        if let Some(worker) = waiting {
            match self.run_on(worker, frame).await {
                // It may have died while it waited, of something that is not this job's fault.
                Err(Error::WorkerDied) => debug!("trying once more with a new worker"),
                other => return other,
            }
        }
        self.run_on(Worker::start(&self.config).await?, frame).await
    }

    async fn run_on(&self, mut worker: Worker, frame: &Frame) -> Result<Output, Error> {
        let limit = self.config.timeout;
        let Ok(answer) = timeout(limit, worker.exchange(frame)).await else {
            warn!(?limit, "document stopped: over its time");
            worker.kill().await;
            return Err(Error::TooSlow { limit });
        };
        let Ok((result, resident)) = answer.and_then(|frame| wire::read_reply(&frame)) else {
            return Err(worker.autopsy().await);
        };
        worker.jobs += 1;
        if worker.jobs >= self.config.jobs_per_worker
            || resident.is_some_and(|bytes| bytes > self.config.resting_memory)
        {
            debug!(jobs = worker.jobs, resident, "replacing a document worker");
            worker.kill().await;
        } else {
            self.idle().push(worker);
        }
        result
    }
}

/// One child. Dropping it kills it.
struct Worker {
    child: Child,
    stdin: ChildStdin,
    stdout: ChildStdout,
    jobs: u32,
}

impl Worker {
    async fn start(config: &WorkerConfig) -> Result<Self, Error> {
        let mut command = Command::new(&config.program);
        os::prepare(&mut command);
        command
            .args(&config.args)
            // One heap and one helper thread: a letter is small, and the limit counts each heap.
            .env("MALLOC_ARENA_MAX", "1")
            .env("RAYON_NUM_THREADS", "1")
            .env("RUST_MIN_STACK", worker::STACK.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        let mut child = command.spawn().map_err(Error::NotStarted)?;
        let stdin = child.stdin.take().expect("stdin is piped");
        let stdout = child.stdout.take().expect("stdout is piped");
        let mut worker = Self { child, stdin, stdout, jobs: 0 };
        let hello = wire::hello(&Hello {
            memory: config.memory_limit,
            job_millis: u64::try_from(config.timeout.as_millis()).unwrap_or(u64::MAX),
            life_seconds: config.timeout.as_secs().saturating_mul(config.jobs_per_worker.into()) + 60,
        });
        let ready = match timeout(START_LIMIT, worker.exchange(&hello)).await {
            Ok(Ok(frame)) => frame.head::<Ready>().map_err(Error::NotStarted)?,
            Ok(Err(error)) => {
                worker.autopsy().await;
                return Err(Error::NotStarted(error));
            }
            Err(_) => return Err(Error::NotStarted(std::io::ErrorKind::TimedOut.into())),
        };
        if let Some(reason) = ready.unlimited {
            warn!(reason, "the document worker runs without all of its limits");
        }
        Ok(worker)
    }

    async fn exchange(&mut self, frame: &Frame) -> std::io::Result<Frame> {
        frame.send(&mut self.stdin).await?;
        Frame::receive(&mut self.stdout).await
    }

    async fn kill(mut self) {
        if let Err(error) = self.child.kill().await {
            warn!(%error, "could not stop a document worker");
        }
    }

    /// Why it went. Only places in our code are logged: a panic's words may quote a letter.
    async fn autopsy(mut self) -> Error {
        let mut words = Vec::new();
        if let Some(stderr) = self.child.stderr.take() {
            let mut stderr = stderr.take(16 << 10);
            let reading = stderr.read_to_end(&mut words);
            // Whoever still holds the pipe, a second is enough for a dead process's last words.
            let _ = timeout(Duration::from_secs(1), reading).await;
        }
        let words = String::from_utf8_lossy(&words);
        let out_of_memory = words.contains("memory allocation of");
        let place = words.lines().find(|line| line.contains("panicked at")).unwrap_or_default();
        let _ = self.child.start_kill();
        let status = self.child.wait().await.ok();
        warn!(?status, out_of_memory, place, "a document worker ended in the middle of a job");
        if out_of_memory { Error::TooBig { what: "Kebutuhan memori dokumen ini" } } else { Error::WorkerDied }
    }
}
