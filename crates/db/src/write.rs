use std::ops::{Deref, DerefMut};

use uuid::Uuid;

use crate::context::Context;
use crate::entity::{Entity, EntityDef};
use crate::error::{Error, Result};
use crate::ledger::{self, Line, Op};
use crate::query::{Query, run_generated, run_insert, tuples};
use crate::read::{Handle, ReadTx};
use crate::statement::{Reach, Statement};
use crate::value::Value;

crate::statements! {
    work GET_UNIT_KEY = "select wrapped from unit_key where unit = $1";
    work MOVE_HEAD = "update ledger_head set moved = moved + 1 where unit = $1 returning seq, hash";
    work SET_HEAD = "update ledger_head set seq = $2, hash = $3 where unit = $1";
    work FIND_REQUEST = "select target from request_key where unit = $1 and key = $2";
    work INSERT_REQUEST = "insert into request_key (unit, key, act_id, target, at) values ($1, $2, $3, $4, $5)";
    work FORGET_REQUESTS = "delete from request_key where at < $1";
    across "the directory finds the unit of a login or a code" FIND_IN_DIRECTORY =
        "select unit, id from directory where kind = $1 and hash = $2";
    work DELETE_FROM_DIRECTORY = "delete from directory where kind = $1 and unit = $2 and id = $3";
    work INSERT_INTO_DIRECTORY = "insert into directory (kind, hash, unit, id) values ($1, $2, $3, $4)";
}

/// How many bound values one generated statement carries at most. The engines take about 32,000 and
/// 65,000; beyond some thousands a longer text only costs memory.
pub(crate) const MAX_VALUES: usize = 9_000;

/// Whether a repeatable request came for the first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Once {
    First,
    /// It was carried out before and led here.
    Again(String),
}

/// One act: facts and their ledger lines in one transaction, dropped unless [`commit`](Self::commit)ted.
pub struct WriteTx {
    read: ReadTx,
    act: &'static str,
    act_id: Uuid,
    head: ledger::Head,
    lines: Vec<Line>,
    /// Rows whose earlier lines were erased, which this act must write anew or remove.
    erased: Vec<(&'static str, Uuid)>,
}

impl Deref for WriteTx {
    type Target = ReadTx;

    fn deref(&self) -> &ReadTx {
        &self.read
    }
}

impl DerefMut for WriteTx {
    fn deref_mut(&mut self) -> &mut ReadTx {
        &mut self.read
    }
}

impl WriteTx {
    pub(crate) async fn begin(mut read: ReadTx, act: &'static str) -> Result<Self> {
        let unit = read.ctx.unit;
        let head: Option<(i64, Vec<u8>)> = read.query(MOVE_HEAD).bind(unit.0).optional().await?;
        let (seq, hash) = head.ok_or(Error::UnknownUnit(unit))?;
        let act_id = read.ctx.new_id();
        Ok(Self {
            read,
            act,
            act_id,
            head: ledger::Head { seq, hash },
            lines: Vec::new(),
            erased: Vec::new(),
        })
    }

    /// The id that all ledger lines of this act share.
    pub fn act_id(&self) -> Uuid {
        self.act_id
    }

    /// Claims a form's or message's key. A key seen before tells where its first carrying-out led.
    pub async fn once(&mut self, key: &str, target: &str) -> Result<Once> {
        let unit = self.ctx.unit.0;
        let before: Option<(String,)> = self.query(FIND_REQUEST).bind(unit).bind(key).optional().await?;
        if let Some((target,)) = before {
            return Ok(Once::Again(target));
        }
        let (act_id, now) = (self.act_id, self.ctx.now);
        let insert = self.query(INSERT_REQUEST).bind(unit).bind(key).bind(act_id).bind(target).bind(now);
        insert.execute().await?;
        Ok(Once::First)
    }

    pub async fn insert<E: Entity>(&mut self, row: &E) -> Result<()> {
        self.insert_all(std::slice::from_ref(row)).await
    }

    /// Inserts many rows with few statements; the ledger gets one line for each.
    pub async fn insert_all<E: Entity>(&mut self, rows: &[E]) -> Result<()> {
        let (unit, width) = (self.ctx.unit.0, E::DEF.columns.len() + 1);
        let mut chunks = rows.chunks((MAX_VALUES / width).max(1));
        let ready = |chunk: &'_ [E]| {
            let values = flatten(unit, chunk.iter().map(Entity::values), chunk.len() * width);
            (insert_sql(&E::DEF, chunk.len()), values)
        };
        let mut next = chunks.next().map(|chunk| (chunk, ready(chunk)));
        while let Some((chunk, (sql, values))) = next {
            let Self { read, lines, .. } = self;
            // While the engine writes, the next rows get ready.
            let (written, ahead) =
                tokio::join!(run_insert(read.handle.conn(), E::DEF.table, sql, values), async {
                    for row in chunk {
                        lines.push(line(row)?);
                    }
                    Ok::<_, Error>(chunks.next().map(|chunk| (chunk, ready(chunk))))
                });
            written?;
            next = ahead?;
        }
        if !E::DEF.directory.is_empty() {
            for row in rows {
                self.list_in_directory(&E::DEF, row.id(), &row.values()).await?;
            }
        }
        Ok(())
    }

    /// Replaces the row with the same id by `row`.
    pub async fn update<E: Entity>(&mut self, row: &E) -> Result<()> {
        let mut values = vec![Value::from(self.ctx.unit.0)];
        values.extend(row.values());
        let touched = run_generated(self.handle.conn(), E::DEF.table, update_sql(&E::DEF), values).await?;
        if touched == 0 {
            return Err(Error::NotFound(E::DEF.table));
        }
        self.lines.push(line(row)?);
        self.unlist_from_directory(&E::DEF, row.id()).await?;
        self.list_in_directory(&E::DEF, row.id(), &row.values()).await
    }

    /// Removes a row. The ledger keeps that it was there and who removed it.
    pub async fn delete<E: Entity>(&mut self, id: Uuid) -> Result<()> {
        let sql = format!("delete from {} where unit = $1 and id = $2", E::DEF.table);
        let values = vec![Value::from(self.ctx.unit.0), Value::from(id)];
        if run_generated(self.handle.conn(), E::DEF.table, sql, values).await? == 0 {
            return Err(Error::NotFound(E::DEF.table));
        }
        self.unlist_from_directory(&E::DEF, id).await?;
        self.lines.push(Line::removal(&E::DEF, id));
        Ok(())
    }

    /// Runs a statement on work tables within this act (for example to enqueue a job).
    pub async fn execute(&mut self, statement: Statement, values: Vec<Value>) -> Result<u64> {
        assert!(statement.reach == Reach::Work, "facts are written by insert, update and delete");
        Query::new(self.handle.conn(), statement, values).execute().await
    }

    /// Makes the act last: writes its ledger lines and the new head, then commits.
    ///
    /// # Errors
    /// Where lines about somebody were erased, but a row that they told of was not written anew.
    pub async fn commit(mut self) -> Result<()> {
        let forgotten = |(table, id): &&(&str, Uuid)| {
            !self.lines.iter().any(|line| line.def.table == *table && line.id == *id)
        };
        if let Some((table, id)) = self.erased.iter().find(forgotten) {
            return Err(Error::Ledger(format!("row {id} of {table} was erased, but not written anew")));
        }
        if !self.lines.is_empty() {
            self.append_lines().await?;
        }
        let Self { read, .. } = self;
        read.handle.commit().await.map_err(|error| Error::from_sqlx("commit", error))
    }

    pub(crate) fn conn(&mut self) -> crate::query::Conn<'_> {
        self.read.handle.conn()
    }

    pub(crate) fn must_rewrite(&mut self, table: &'static str, id: Uuid) {
        self.erased.push((table, id));
    }

    async fn append_lines(&mut self) -> Result<()> {
        let ctx: Context = self.ctx;
        let stamp = ledger::Stamp {
            unit: ctx.unit,
            act_id: self.act_id,
            at: ctx.now.into(),
            actor: ctx.actor,
            act: self.act,
        };
        let mut lines = std::mem::take(&mut self.lines).into_iter();
        let Self { read, head, .. } = self;
        let ReadTx { handle, keys, .. } = read;
        let mut ready = || {
            let rows =
                ledger::chain(&stamp, head, lines.by_ref().take(MAX_VALUES / ledger::WIDTH), &keys.unit);
            let sql = ledger::insert_sql(rows.len());
            (sql, rows.into_iter().flat_map(ledger::Row::into_values).collect::<Vec<Value>>())
        };
        let (mut sql, mut values) = ready();
        while !values.is_empty() {
            // While the engine writes, the next lines are sealed and chained.
            let (written, ahead) =
                tokio::join!(run_insert(handle.conn(), "insert ledger", sql, values), async { ready() });
            written?;
            (sql, values) = ahead;
        }
        let (seq, hash) = (self.head.seq, crate::Bytes(self.head.hash.clone()));
        let moved = self.query(SET_HEAD).bind(ctx.unit.0).bind(seq).bind(hash).execute().await?;
        if moved == 0 { Err(Error::UnknownUnit(ctx.unit)) } else { Ok(()) }
    }

    async fn list_in_directory(&mut self, def: &EntityDef, id: Uuid, values: &[Value]) -> Result<()> {
        for (kind, plain) in directory_texts(def, values) {
            let hash = self.directory_hash(kind, &plain);
            let unit = self.ctx.unit.0;
            let insert = self.query(INSERT_INTO_DIRECTORY).bind(kind).bind(hash).bind(unit).bind(id);
            insert.execute().await?;
        }
        Ok(())
    }

    async fn unlist_from_directory(&mut self, def: &EntityDef, id: Uuid) -> Result<()> {
        for (kind, _) in def.directory {
            let unit = self.ctx.unit.0;
            self.query(DELETE_FROM_DIRECTORY).bind(*kind).bind(unit).bind(id).execute().await?;
        }
        Ok(())
    }
}

fn line<E: Entity>(row: &E) -> Result<Line> {
    let payload =
        serde_json::to_vec(row).map_err(|source| Error::Payload { entity: E::DEF.table, source })?;
    Ok(Line { def: E::DEF, id: row.id(), op: Op::Put, payload, subjects: row.subjects() })
}

/// The texts of a row that the directory lists, with their kind.
pub(crate) fn directory_texts<'d>(def: &'d EntityDef, values: &[Value]) -> Vec<(&'d str, String)> {
    let text_of = |column: &str| {
        let position = def.columns.iter().position(|c| c.name == column)?;
        match values.get(position)? {
            Value::Text(text) => text.clone(),
            _ => None,
        }
    };
    def.directory.iter().filter_map(|(kind, column)| Some((*kind, text_of(column)?))).collect()
}

fn flatten(unit: i64, rows: impl Iterator<Item = Vec<Value>>, capacity: usize) -> Vec<Value> {
    let mut values = Vec::with_capacity(capacity);
    for row in rows {
        values.push(Value::from(unit));
        values.extend(row);
    }
    values
}

pub(crate) fn insert_sql(def: &EntityDef, rows: usize) -> String {
    let names: Vec<&str> = def.columns.iter().map(|column| column.name).collect();
    let tuples = tuples(rows, names.len() + 1);
    format!("insert into {} (unit, {}) values {tuples}", def.table, names.join(", "))
}

fn update_sql(def: &EntityDef) -> String {
    let sets: Vec<String> = def
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.name != "id")
        .map(|(position, column)| format!("{} = ${}", column.name, position + 2))
        .collect();
    format!("update {} set {} where unit = $1 and id = $2", def.table, sets.join(", "))
}

/// A transaction on work tables only.
pub struct WorkTx {
    handle: Handle,
}

impl WorkTx {
    pub(crate) fn new(handle: Handle) -> Self {
        Self { handle }
    }

    /// Prepares a registered statement on work tables or directories.
    ///
    /// # Panics
    /// When the statement reaches into a unit's facts: those need a [`Context`].
    pub fn query(&mut self, statement: Statement) -> Query<'_> {
        assert!(statement.reach != Reach::Unit, "facts need a context: {}", statement.name);
        Query::new(self.handle.conn(), statement, Vec::new())
    }

    /// Runs a statement without rows; tells how many were touched.
    pub async fn execute(&mut self, statement: Statement, values: Vec<Value>) -> Result<u64> {
        assert!(statement.reach == Reach::Work, "only work tables are written without a ledger");
        Query::new(self.handle.conn(), statement, values).execute().await
    }

    /// In which unit, and at which row, the directory lists this text.
    pub async fn find_in_directory(
        &mut self,
        db: &crate::Db,
        kind: &str,
        plain: &str,
    ) -> Result<Vec<(crate::Unit, Uuid)>> {
        let hash = db.master().directory_hash(kind, plain.as_bytes());
        let found: Vec<(i64, Uuid)> = self.query(FIND_IN_DIRECTORY).bind(kind).bind(hash).all().await?;
        Ok(found.into_iter().map(|(unit, id)| (crate::Unit(unit), id)).collect())
    }

    /// Forgets the keys of requests made before `before`: nobody sends such an old form again. Tells how
    /// many went. The ledger knows nothing of them, so no rebuild misses them.
    pub async fn forget_requests(&mut self, before: jiff::Timestamp) -> Result<u64> {
        self.execute(FORGET_REQUESTS, vec![Value::from(before)]).await
    }

    pub async fn commit(self) -> Result<()> {
        self.handle.commit().await.map_err(|error| Error::from_sqlx("commit", error))
    }
}
