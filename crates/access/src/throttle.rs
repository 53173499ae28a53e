use db::{Db, Result, Value};
use jiff::{SignedDuration, Timestamp};

db::statements! {
    work FIND_ATTEMPTS = "select gagal, sampai from percobaan_masuk where kunci = $1";
    work COUNT_FAILURE = "insert into percobaan_masuk (kunci, gagal, sampai, terakhir) values ($1, 1, 0, $2)
        on conflict (kunci) do update set gagal = percobaan_masuk.gagal + 1, terakhir = excluded.terakhir
        returning gagal";
    work SET_DELAY = "update percobaan_masuk set sampai = $2 where kunci = $1";
    work FORGET_ATTEMPTS = "delete from percobaan_masuk where kunci = $1";
    work FORGET_OLD_ATTEMPTS = "delete from percobaan_masuk where terakhir < $1";
}

const FREE_FAILURES: i64 = 5;
const LONGEST: SignedDuration = SignedDuration::from_mins(15);

/// How long to wait after so many failures in a row: nothing for five, then 5 s, 10 s, 20 s … 15 min.
/// It never becomes a lock: the right password works again when the time has passed.
pub fn delay_after(failures: i64) -> SignedDuration {
    let over = failures - FREE_FAILURES;
    if over < 0 {
        return SignedDuration::ZERO;
    }
    let seconds = 5_i64.saturating_mul(1 << over.min(10));
    SignedDuration::from_secs(seconds).min(LONGEST)
}

/// Counts failures of one account from one address.
pub struct Throttle<'d> {
    db: &'d Db,
    key: [u8; 32],
}

impl<'d> Throttle<'d> {
    /// `what` is what is guessed (a login, a code), `address` who guesses. Only their keyed hash is stored.
    pub fn new(db: &'d Db, what: &str, address: &str) -> Self {
        let key = db.master().directory_hash("percobaan", format!("{what}\0{address}").as_bytes());
        Self { db, key }
    }

    /// How long the caller must still wait, if at all.
    pub async fn wait(&self, now: Timestamp) -> Result<Option<SignedDuration>> {
        let mut peek = self.db.peek().await?;
        let found: Option<(i64, i64)> = peek.query(FIND_ATTEMPTS).bind(self.key).optional().await?;
        let left = found.map(|(_, until)| SignedDuration::from_micros(until - now.as_microsecond()));
        Ok(left.filter(SignedDuration::is_positive))
    }

    pub async fn fail(&self, now: Timestamp) -> Result<()> {
        let mut work = self.db.work().await?;
        let failures = work.query(COUNT_FAILURE).bind(self.key).bind(now).count().await?;
        let until = now
            .as_microsecond()
            .saturating_add(i64::try_from(delay_after(failures).as_micros()).unwrap_or(i64::MAX));
        work.execute(SET_DELAY, vec![Value::from(self.key), Value::from(until)]).await?;
        work.commit().await
    }

    pub async fn succeed(&self) -> Result<()> {
        let mut work = self.db.work().await?;
        work.execute(FORGET_ATTEMPTS, vec![Value::from(self.key)]).await?;
        work.commit().await
    }

    /// Drops counts that nobody added to for a day.
    pub async fn tidy(db: &Db, now: Timestamp) -> Result<()> {
        let mut work = db.work().await?;
        let day_ago = now.as_microsecond() - 86_400_000_000;
        work.execute(FORGET_OLD_ATTEMPTS, vec![Value::from(day_ago)]).await?;
        work.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_but_end() {
        let seconds: Vec<i64> = [1, 4, 5, 6, 7, 12, 13, 500].map(|n| delay_after(n).as_secs()).to_vec();
        assert_eq!(seconds, [0, 0, 5, 10, 20, 640, 900, 900]);
    }
}
