use std::sync::LazyLock;

use db::{At, Context, Db, ReadTx, Result, Unit, Value, WorkTx, WriteTx};
use jiff::Timestamp;
use tokio::sync::watch;
use uuid::Uuid;

db::statements! {
    work INSERT_JOB = "insert into job (id, unit, kind, once_key, payload, state, attempts, run_at,
            progress_done, progress_total, created_at)
        values ($1, $2, $3, $4, $5, 'queued', 0, $6, 0, 0, $7)
        on conflict (once_key) do nothing";
    /// What may be taken up now: its time has come, or the lease of whoever had it has run out.
    work LIST_DUE = "select id from job
        where (state = 'queued' and run_at <= $1) or (state = 'running' and locked_until <= $1)
        order by run_at, id limit 20";
    /// Takes one job up. Who was quicker changed the state or the lease, so of two claimers only one gets
    /// the row back, on either engine: PostgreSQL checks the condition again after waiting for the other.
    work CLAIM = "update job set state = 'running', attempts = attempts + 1, locked_until = $3
        where id = $1 and ((state = 'queued' and run_at <= $2) or (state = 'running' and locked_until <= $2))
        returning id, unit, kind, payload, attempts";
    /// Keeps the lease, and the figures. Touches nothing when another run holds the job by now.
    work RENEW = "update job set locked_until = $3, progress_done = $4, progress_total = $5
        where id = $1 and attempts = $2 and state = 'running'";
    work FINISH = "update job set state = $3, last_error = $4, run_at = $5, finished_at = $6,
            progress_done = $7, progress_total = $8, locked_until = null
        where id = $1 and attempts = $2 and state = 'running'";
    work GET_PROGRESS = "select unit, kind, state, last_error, progress_done, progress_total
        from job where id = $1";
    work LIST_FAILED = "select id, kind, attempts, last_error, created_at, finished_at
        from job where unit = $1 and state = 'failed' order by created_at desc limit 200";
    work RETRY = "update job set state = 'queued', attempts = 0, run_at = $3, finished_at = null
        where id = $1 and unit = $2 and state = 'failed'";
    work DELETE_STRETCHES = "delete from job
        where kind = $1 and once_key is not null and state = 'done' and finished_at < $2";
    work DELETE_OLD = "delete from job where state in ('done', 'failed') and finished_at < $1";
}

/// Wakes the runners of this process. Counting up never gets lost, however busy a runner is just now.
static WAKE: LazyLock<watch::Sender<u64>> = LazyLock::new(|| watch::channel(0).0);

pub(crate) fn wakes() -> watch::Receiver<u64> {
    WAKE.subscribe()
}

/// Enqueues a job for the act's unit, to be done as soon as the act is committed; gives its id.
///
/// The payload is stored as it is: ids, never a person's data.
pub async fn enqueue(tx: &mut WriteTx, kind: &'static str, payload: serde_json::Value) -> Result<Uuid> {
    let now = tx.ctx().now;
    enqueue_at(tx, kind, payload, now).await
}

/// As [`enqueue`], but not before `run_at`.
pub async fn enqueue_at(
    tx: &mut WriteTx,
    kind: &'static str,
    payload: serde_json::Value,
    run_at: Timestamp,
) -> Result<Uuid> {
    let ctx = *tx.ctx();
    let id = ctx.new_id();
    let values = insert_values(id, ctx.unit, kind, None, &payload, (run_at, ctx.now));
    tx.execute(INSERT_JOB, values).await?;
    // The act is not committed yet; a runner that wakes now looks again at short intervals.
    WAKE.send_modify(|count| *count = count.wrapping_add(1));
    Ok(id)
}

/// As [`enqueue_at`], beside work tables: for what comes without an act, such as a message from outside.
pub async fn enqueue_work(
    work: &mut WorkTx,
    ctx: &Context,
    kind: &'static str,
    payload: serde_json::Value,
    run_at: Timestamp,
) -> Result<Uuid> {
    let id = ctx.new_id();
    let values = insert_values(id, ctx.unit, kind, None, &payload, (run_at, ctx.now));
    work.execute(INSERT_JOB, values).await?;
    WAKE.send_modify(|count| *count = count.wrapping_add(1));
    Ok(id)
}

/// Enqueues a job that no act asked for. Of several with the same key only the first goes in.
pub(crate) async fn enqueue_once(
    db: &Db,
    (id, unit): (Uuid, Unit),
    kind: &'static str,
    once_key: &str,
    (run_at, now): (Timestamp, Timestamp),
) -> Result<()> {
    let mut work = db.work().await?;
    let payload = serde_json::Value::Null;
    work.execute(INSERT_JOB, insert_values(id, unit, kind, Some(once_key), &payload, (run_at, now))).await?;
    work.commit().await
}

fn insert_values(
    id: Uuid,
    unit: Unit,
    kind: &str,
    once_key: Option<&str>,
    payload: &serde_json::Value,
    (run_at, now): (Timestamp, Timestamp),
) -> Vec<Value> {
    vec![
        id.into(),
        unit.0.into(),
        kind.into(),
        once_key.into(),
        payload.to_string().into(),
        run_at.into(),
        now.into(),
    ]
}

/// A job taken up by this process.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Taken {
    pub(crate) id: Uuid,
    pub(crate) unit: i64,
    pub(crate) kind: String,
    pub(crate) payload: String,
    /// This run's number: it tells this run from a later one.
    pub(crate) attempts: i64,
}

/// Takes up the first due job that is not among `mine`, which this process still carries out.
pub(crate) async fn claim(db: &Db, now: Timestamp, until: Timestamp, mine: &[Uuid]) -> Result<Option<Taken>> {
    // Looking needs no writer, so an idle queue does not stand in anyone's way.
    let due: Vec<(Uuid,)> = db.peek().await?.query(LIST_DUE).bind(now).all().await?;
    for (id,) in due.into_iter().filter(|(id,)| !mine.contains(id)) {
        let mut work = db.work().await?;
        let taken = work.query(CLAIM).bind(id).bind(now).bind(until).optional().await?;
        work.commit().await?;
        if taken.is_some() {
            return Ok(taken);
        }
    }
    Ok(None)
}

/// Whether the run still holds its job.
pub(crate) async fn renew(db: &Db, taken: &Taken, until: Timestamp, figures: (i64, i64)) -> Result<bool> {
    let values =
        vec![taken.id.into(), taken.attempts.into(), until.into(), figures.0.into(), figures.1.into()];
    let mut work = db.work().await?;
    let touched = work.execute(RENEW, values).await?;
    work.commit().await?;
    Ok(touched > 0)
}

/// How a run ended.
#[derive(Debug)]
pub(crate) enum End {
    Done,
    /// To be tried again from this instant on, with what went wrong (nothing did when it was interrupted).
    Again(Timestamp, Option<String>),
    Failed(String),
}

/// Writes down how a run ended, unless another run holds the job by now.
pub(crate) async fn finish(
    db: &Db,
    taken: &Taken,
    end: &End,
    figures: (i64, i64),
    now: Timestamp,
) -> Result<()> {
    let (state, error, run_at, over) = match end {
        End::Done => ("done", None, now, Some(now)),
        End::Again(run_at, error) => ("queued", error.as_deref(), *run_at, None),
        End::Failed(error) => ("failed", Some(error.as_str()), now, Some(now)),
    };
    let values = vec![
        taken.id.into(),
        taken.attempts.into(),
        state.into(),
        error.into(),
        run_at.into(),
        over.map(At::from).into(),
        figures.0.into(),
        figures.1.into(),
    ];
    let mut work = db.work().await?;
    work.execute(FINISH, values).await?;
    work.commit().await
}

/// Forgets jobs that were over before `before`.
pub(crate) async fn delete_old(db: &Db, before: Timestamp) -> Result<u64> {
    let mut work = db.work().await?;
    let gone = work.execute(DELETE_OLD, vec![before.into()]).await?;
    work.commit().await?;
    Ok(gone)
}

/// Forgets what the schedule enqueued of one kind and what went well before `before`: the next stretch is long there.
pub(crate) async fn delete_stretches(db: &Db, kind: &str, before: Timestamp) -> Result<u64> {
    let mut work = db.work().await?;
    let gone = work.execute(DELETE_STRETCHES, vec![kind.into(), before.into()]).await?;
    work.commit().await?;
    Ok(gone)
}

#[derive(sqlx::FromRow)]
pub(crate) struct ProgressRow {
    pub(crate) unit: i64,
    pub(crate) kind: String,
    pub(crate) state: String,
    pub(crate) last_error: Option<String>,
    pub(crate) progress_done: i64,
    pub(crate) progress_total: i64,
}

/// A job that was put aside.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Failed {
    pub id: Uuid,
    pub kind: String,
    pub attempts: i64,
    pub last_error: Option<String>,
    pub created_at: At,
    pub finished_at: Option<At>,
}

/// The jobs of the caller's unit that were put aside, newest first.
pub async fn list_failed(tx: &mut ReadTx) -> Result<Vec<Failed>> {
    let unit = tx.ctx().unit;
    tx.query(LIST_FAILED).bind(unit.0).all().await
}

/// Has a job that was put aside tried again from the start. Tells whether there was one.
pub async fn retry(tx: &mut WriteTx, id: Uuid) -> Result<bool> {
    let ctx = *tx.ctx();
    let touched = tx.execute(RETRY, vec![id.into(), ctx.unit.0.into(), ctx.now.into()]).await?;
    WAKE.send_modify(|count| *count = count.wrapping_add(1));
    Ok(touched > 0)
}
