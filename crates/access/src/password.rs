use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

/// Two at a time: each hash takes 19 MiB, and a burst of sign-ins must not eat a small machine.
static SLOTS: Semaphore = Semaphore::const_new(2);

/// OWASP's floor for argon2id: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).expect("fixed parameters within argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Why a new password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    #[error("Kata sandi paling sedikit 10 huruf atau angka. Anda mengetik {0}.")]
    Short(usize),
    #[error("Kata sandi paling banyak 200 huruf.")]
    Long,
    #[error("Kata sandi itu terlalu mudah ditebak. Pakai beberapa kata yang hanya Anda tahu.")]
    Common,
}

/// Words that guessers try first here.
const COMMON: [&str; 8] =
    ["password", "katasandi", "rahasia", "indonesia", "1234567890", "qwertyuiop", "sayangku", "bismillah"];

/// Accepts a new password by length and by not being a well-known one; no rules about signs and digits.
pub fn check_password(password: &str) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if length < 10 {
        return Err(WeakPassword::Short(length));
    }
    if length > 200 {
        return Err(WeakPassword::Long);
    }
    let bare: String = password.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let core = bare.trim_matches(|c: char| c.is_ascii_digit());
    let one_letter = bare.chars().all(|c| bare.starts_with(c));
    if one_letter || COMMON.contains(&core) || COMMON.contains(&bare.as_str()) {
        return Err(WeakPassword::Common);
    }
    Ok(())
}

/// Hashes an acceptable password with argon2id, away from the request threads.
pub async fn hash_password(password: String) -> Result<String, WeakPassword> {
    check_password(&password)?;
    let work = move || argon2().hash_password(password.as_bytes()).map(|hash| hash.to_string());
    Ok(in_turn(work).await.expect("argon2 hashes any bytes within its bounds"))
}

/// Whether `password` is the one behind the stored hash.
pub async fn verify_password(password: String, stored: String) -> bool {
    in_turn(move || {
        let parsed = PasswordHash::new(&stored).ok();
        parsed.is_some_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
}

/// Takes as long as a verification, so that an unknown login answers no faster than a wrong password.
pub async fn spend_a_verification(password: String) {
    in_turn(move || argon2().hash_password(password.as_bytes()).is_ok()).await;
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let _slot = SLOTS.acquire().await.expect("the semaphore is never closed");
    tokio::task::spawn_blocking(work).await.expect("hashing does not panic")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_judged_by_length_and_by_being_well_known() {
        assert_eq!(check_password("padi"), Err(WeakPassword::Short(4)));
        assert_eq!(check_password("Rahasia123"), Err(WeakPassword::Common));
        assert_eq!(check_password("1234567890"), Err(WeakPassword::Common));
        assert_eq!(check_password("aaaaaaaaaaaa"), Err(WeakPassword::Common));
        assert_eq!(check_password(&"x y".repeat(100)), Err(WeakPassword::Long));
        assert_eq!(check_password("padi menguning di sawah"), Ok(()));
    }

    #[tokio::test]
    async fn a_hash_knows_its_own_password_only() {
        let hash = hash_password("padi menguning".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify_password("padi menguning".into(), hash.clone()).await);
        assert!(!verify_password("padi menghijau".into(), hash).await);
        assert!(!verify_password("padi".into(), "bukan hash".into()).await);
    }
}
