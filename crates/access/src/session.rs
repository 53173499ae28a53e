use db::{At, Db, Result, Unit, Value};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

db::statements! {
    work INSERT_SESSION = "insert into sesi
        (kunci, id, unit, pengguna_id, penugasan_id, dibuat_pada, terakhir_pada, kedaluwarsa_pada, perangkat, alamat)
        values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9)";
    work FIND_SESSION = "select id, unit, pengguna_id, penugasan_id, dibuat_pada, terakhir_pada, perangkat, alamat
        from sesi where kunci = $1 and kedaluwarsa_pada > $2";
    work TOUCH_SESSION = "update sesi set terakhir_pada = $2, kedaluwarsa_pada = $3 where id = $1";
    work SET_SESSION_ASSIGNMENT = "update sesi set penugasan_id = $2 where id = $1";
    work LIST_SESSIONS = "select id, unit, pengguna_id, penugasan_id, dibuat_pada, terakhir_pada, perangkat, alamat
        from sesi where unit = $1 and pengguna_id = $2 and kedaluwarsa_pada > $3 order by terakhir_pada desc";
    work DELETE_SESSION = "delete from sesi where id = $1 and pengguna_id = $2";
    work DELETE_SESSIONS_OF_USER = "delete from sesi where unit = $1 and pengguna_id = $2 and id <> $3";
    work DELETE_EXPIRED_SESSIONS = "delete from sesi where kedaluwarsa_pada <= $1";
}

/// A session ends after twelve hours without use: a working day with its evening.
const IDLE: SignedDuration = SignedDuration::from_hours(12);

/// The secret in the cookie. The database knows only its hash, so a stolen dump opens no session.
#[derive(Clone)]
pub struct SessionToken(String);

impl SessionToken {
    pub fn generate() -> Self {
        Self(vault::token::<20>())
    }

    /// Takes a cookie's text; anything that is not of our making is no token.
    pub fn from_cookie(text: &str) -> Option<Self> {
        (text.len() == 32 && text.bytes().all(|b| b.is_ascii_alphanumeric())).then(|| Self(text.to_owned()))
    }

    pub fn as_cookie(&self) -> &str {
        &self.0
    }

    fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }

    /// The form token bound to this session.
    pub fn csrf(&self, db: &Db) -> String {
        data_encoding::HEXLOWER.encode(&db.master().directory_hash("csrf", self.0.as_bytes())[..16])
    }
}

/// One signed-in browser.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Session {
    pub id: Uuid,
    pub unit: i64,
    pub pengguna_id: Uuid,
    /// The assignment chosen for this session, if any.
    pub penugasan_id: Option<Uuid>,
    pub dibuat_pada: At,
    pub terakhir_pada: At,
    /// Browser and system in words, such as "Firefox di Android".
    pub perangkat: String,
    pub alamat: String,
}

/// What is known when a person signs in.
#[derive(Debug, Clone)]
pub struct NewSession {
    pub id: Uuid,
    pub unit: Unit,
    pub pengguna_id: Uuid,
    pub penugasan_id: Option<Uuid>,
    pub perangkat: String,
    pub alamat: String,
}

impl Session {
    pub fn unit(&self) -> Unit {
        Unit(self.unit)
    }

    pub async fn start(db: &Db, new: NewSession, now: Timestamp) -> Result<SessionToken> {
        let token = SessionToken::generate();
        let mut work = db.work().await?;
        let expires = now + IDLE;
        let values = vec![
            Value::from(token.hash()),
            Value::from(new.id),
            Value::from(new.unit.0),
            Value::from(new.pengguna_id),
            Value::from(new.penugasan_id),
            Value::from(now),
            Value::from(expires),
            Value::from(new.perangkat),
            Value::from(new.alamat),
        ];
        work.execute(INSERT_SESSION, values).await?;
        work.commit().await?;
        Ok(token)
    }

    pub async fn find(db: &Db, token: &SessionToken, now: Timestamp) -> Result<Option<Self>> {
        let mut peek = db.peek().await?;
        peek.query(FIND_SESSION).bind(token.hash()).bind(now).optional().await
    }

    /// Prolongs a session in use, at most once in five minutes so that reading pages does not write.
    pub async fn touch(&self, db: &Db, now: Timestamp) -> Result<()> {
        if now.duration_since(self.terakhir_pada.timestamp()) < SignedDuration::from_mins(5) {
            return Ok(());
        }
        let mut work = db.work().await?;
        let values = vec![Value::from(self.id), Value::from(now), Value::from(now + IDLE)];
        work.execute(TOUCH_SESSION, values).await?;
        work.commit().await
    }

    pub async fn choose_assignment(&self, db: &Db, penugasan_id: Uuid) -> Result<()> {
        let mut work = db.work().await?;
        work.execute(SET_SESSION_ASSIGNMENT, vec![Value::from(self.id), Value::from(penugasan_id)]).await?;
        work.commit().await
    }

    pub async fn list(db: &Db, unit: Unit, pengguna_id: Uuid, now: Timestamp) -> Result<Vec<Self>> {
        let mut peek = db.peek().await?;
        peek.query(LIST_SESSIONS).bind(unit.0).bind(pengguna_id).bind(now).all().await
    }

    /// Ends one session of a person.
    pub async fn end(db: &Db, id: Uuid, pengguna_id: Uuid) -> Result<()> {
        let mut work = db.work().await?;
        work.execute(DELETE_SESSION, vec![Value::from(id), Value::from(pengguna_id)]).await?;
        work.commit().await
    }

    /// Ends all sessions of a person except `but` (nil to spare none).
    pub async fn end_others(db: &Db, unit: Unit, pengguna_id: Uuid, but: Uuid) -> Result<()> {
        let mut work = db.work().await?;
        let values = vec![Value::from(unit.0), Value::from(pengguna_id), Value::from(but)];
        work.execute(DELETE_SESSIONS_OF_USER, values).await?;
        work.commit().await
    }

    pub async fn tidy(db: &Db, now: Timestamp) -> Result<()> {
        let mut work = db.work().await?;
        work.execute(DELETE_EXPIRED_SESSIONS, vec![Value::from(now)]).await?;
        work.commit().await
    }
}
