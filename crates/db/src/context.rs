use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use uuid::Uuid;

/// A unit of government: its 10-digit Kemendagri code at registration, which never changes.
/// A desa is `3402132002`, its kecamatan `3402130000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Unit(pub i64);

impl Unit {
    /// Whether `other` is this unit or lies below it: a kecamatan contains its villages.
    pub fn contains(self, other: Self) -> bool {
        // Two digits each for province, regency and kecamatan, four for the village.
        let below =
            [100_000_000, 1_000_000, 10_000, 1].into_iter().find(|step| self.0 % step == 0).unwrap_or(1);
        self.0 / below == other.0 / below
    }
}

impl std::fmt::Display for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:010}", self.0)
    }
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in user, by id.
    User(Uuid),
    /// A visitor of a public page.
    Public,
    /// The system itself, named by the job or command that runs.
    System(&'static str),
}

impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::User(id) => write!(f, "pengguna:{id}"),
            Self::Public => f.write_str("publik"),
            Self::System(name) => write!(f, "sistem:{name}"),
        }
    }
}

/// Who is calling, for which unit, when. No statement runs without one.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    pub actor: Actor,
    pub unit: Unit,
    /// The assignment (penugasan) under which a user works now.
    pub assignment: Option<Uuid>,
    pub now: Timestamp,
    pub request_id: Uuid,
}

impl Context {
    pub fn new(actor: Actor, unit: Unit, now: Timestamp) -> Self {
        Self { actor, unit, assignment: None, now, request_id: id_at(now) }
    }

    /// The system acting for itself, for example a command or a job.
    pub fn system(name: &'static str, unit: Unit, now: Timestamp) -> Self {
        Self::new(Actor::System(name), unit, now)
    }

    /// The same call, looking at another unit.
    #[must_use]
    pub fn for_unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// A new row id (UUIDv7), ordered by the time of the act; ids of one moment stand in the order in which this
    /// process made them.
    pub fn new_id(&self) -> Uuid {
        id_at(self.now)
    }

    /// The user who acts, when it is one.
    pub fn user(&self) -> Option<Uuid> {
        match self.actor {
            Actor::User(id) => Some(id),
            Actor::Public | Actor::System(_) => None,
        }
    }
}

/// Ids made so far, from a random number on: a dedicated counter of RFC 9562, so that what one act or one import
/// writes keeps its order.
static MADE: LazyLock<AtomicU64> =
    LazyLock::new(|| AtomicU64::new(u64::from_be_bytes(vault::random()) >> 24));

fn id_at(now: Timestamp) -> Uuid {
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    // 42 bits of the counter, then 32 random ones; six bits between them are the version's and the variant's.
    let made = MADE.fetch_add(1, Ordering::Relaxed) & ((1 << 42) - 1);
    let mut tail = [0; 10];
    let high = u16::try_from(made >> 30).unwrap_or(0);
    let low = u32::try_from(made & ((1 << 30) - 1)).unwrap_or(0);
    tail[..2].copy_from_slice(&high.to_be_bytes());
    tail[2..6].copy_from_slice(&low.to_be_bytes());
    tail[6..].copy_from_slice(&vault::random::<4>());
    uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_the_time_of_the_act() {
        let at = |second| Context::system("uji", Unit(1), Timestamp::from_second(second).unwrap()).new_id();
        assert!(at(1_000) < at(2_000));
        assert_ne!(at(1_000), at(1_000));
        assert_eq!(at(1_000).get_version_num(), 7);
    }

    #[test]
    fn ids_of_one_moment_keep_the_order_in_which_they_were_made() {
        let ctx = Context::system("uji", Unit(1), Timestamp::from_second(1_000).unwrap());
        let other = Context::system("uji", Unit(1), Timestamp::from_second(2_000).unwrap());
        let ids: Vec<Uuid> = (0..1_000)
            .map(|_| {
                other.new_id();
                ctx.new_id()
            })
            .collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
        assert_eq!(ids[0].get_version_num(), 7);
        assert_eq!(ids[0].get_variant(), uuid::Variant::RFC4122);
    }

    #[test]
    fn a_unit_contains_itself_and_what_lies_below() {
        let check =
            |one, other, expected| assert_eq!(Unit(one).contains(Unit(other)), expected, "{one} {other}");
        check(3_402_132_002, 3_402_132_002, true);
        check(3_402_132_002, 3_402_132_003, false);
        check(3_402_130_000, 3_402_132_002, true);
        check(3_402_140_000, 3_402_132_002, false);
        check(3_402_000_000, 3_402_132_002, true);
        check(3_400_000_000, 3_402_132_002, true);
        check(3_402_132_002, 3_402_130_000, false);
    }

    #[test]
    fn a_unit_prints_all_ten_digits() {
        assert_eq!(Unit(3_402_132_002).to_string(), "3402132002");
        assert_eq!(Unit(1).to_string(), "0000000001");
    }
}
