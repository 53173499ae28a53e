//! Workers come, are shared, grow, die and are replaced; nobody waits for ever.

use crate::{config, job, letter, typesetter};
use documents::{Error, Typesetter, WorkerConfig};
use std::process::Command;
use std::time::{Duration, Instant};

#[tokio::test]
async fn no_worker_before_the_first_job_and_one_for_many() {
    let typesetter = typesetter();
    assert!(typesetter.idle_workers().is_empty());
    typesetter.typeset(job("Satu")).await.unwrap();
    let first = typesetter.idle_workers();
    assert_eq!(first.len(), 1);
    for _ in 0..5 {
        typesetter.typeset(letter("Budi")).await.unwrap();
    }
    assert_eq!(typesetter.idle_workers(), first);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_letters_at_once_each_get_their_own_answer() {
    let typesetter = typesetter();
    let jobs: Vec<_> = (1..=50)
        .map(|n| {
            let typesetter = typesetter.clone();
            let source = format!("{}Halo", "Halo #pagebreak() ".repeat(n % 7));
            tokio::spawn(async move { (n, typesetter.typeset(job(&source)).await) })
        })
        .collect();
    for job in jobs {
        let (n, pdf) = job.await.unwrap();
        assert_eq!(pdf.unwrap().pages, n % 7 + 1, "letter {n}");
    }
    assert!(typesetter.idle_workers().len() <= 2, "{:?}", typesetter.idle_workers());
}

#[tokio::test]
async fn who_waits_too_long_is_told_so() {
    let mut config = config();
    config.workers = 1;
    config.timeout = Duration::from_secs(3);
    config.patience = Duration::from_millis(200);
    let typesetter = Typesetter::new(config);
    let busy = tokio::spawn({
        let typesetter = typesetter.clone();
        async move { typesetter.typeset(job(crate::hostile::ENDLESS)).await }
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let refused = typesetter.typeset(job("Halo")).await.unwrap_err();
    assert!(matches!(refused, Error::Busy), "{refused:?}");
    assert!(matches!(busy.await.unwrap(), Err(Error::TooSlow { .. })));
    assert_eq!(typesetter.typeset(job("Halo")).await.unwrap().pages, 1);
}

#[tokio::test]
async fn a_worker_is_replaced_after_its_jobs() {
    let mut config = config();
    config.jobs_per_worker = 2;
    let typesetter = Typesetter::new(config);
    typesetter.typeset(job("Satu")).await.unwrap();
    let first = typesetter.idle_workers();
    typesetter.typeset(job("Dua")).await.unwrap();
    assert!(typesetter.idle_workers().is_empty());
    typesetter.typeset(job("Tiga")).await.unwrap();
    assert_ne!(typesetter.idle_workers(), first);
}

#[tokio::test]
async fn a_worker_that_died_while_it_waited_costs_nobody_a_letter() {
    let typesetter = typesetter();
    typesetter.typeset(job("Satu")).await.unwrap();
    let pid = typesetter.idle_workers()[0].to_string();
    if !Command::new("kill").args(["-9", &pid]).status().is_ok_and(|status| status.success()) {
        println!("SKIPPED: kill is not there");
        return;
    }
    assert_eq!(typesetter.typeset(job("Dua")).await.unwrap().pages, 1);
    assert_ne!(typesetter.idle_workers()[0].to_string(), pid);
}

#[tokio::test]
async fn a_visitor_who_leaves_does_not_cost_us_the_worker() {
    let typesetter = typesetter();
    typesetter.typeset(job("Satu")).await.unwrap();
    let before = typesetter.idle_workers();
    let left = tokio::time::timeout(Duration::from_millis(1), typesetter.typeset(letter("Budi")));
    assert!(left.await.is_err(), "one letter takes longer than a millisecond");
    let start = Instant::now();
    while typesetter.idle_workers().is_empty() && start.elapsed() < Duration::from_secs(30) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(typesetter.idle_workers(), before);
}

#[tokio::test]
async fn memory_does_not_grow_with_the_letters() {
    let typesetter = typesetter();
    let mut after_ten = 0;
    for n in 1..=60 {
        typesetter.typeset(letter(&format!("Warga Nomor {n}"))).await.unwrap();
        let Some(resident) = resident(typesetter.idle_workers()[0]) else {
            println!("SKIPPED: no /proc here");
            return;
        };
        if n == 10 {
            after_ten = resident;
        }
        assert!(resident < 200 << 20, "{resident} bytes after {n} letters");
        if n == 60 {
            println!("resident after 10: {after_ten}, after 60: {resident}");
            assert!(resident < after_ten + (16 << 20), "{after_ten} -> {resident}");
        }
    }
}

#[tokio::test]
async fn a_worker_that_grew_is_replaced() {
    let mut config = config();
    config.resting_memory = 1 << 20;
    let typesetter = Typesetter::new(config);
    typesetter.typeset(job("Satu")).await.unwrap();
    if resident(std::process::id()).is_none() {
        println!("SKIPPED: no /proc here");
        return;
    }
    assert!(typesetter.idle_workers().is_empty());
    typesetter.typeset(job("Dua")).await.unwrap();
}

#[tokio::test]
async fn the_last_clone_takes_the_workers_along() {
    let typesetter = typesetter();
    typesetter.typeset(job("Satu")).await.unwrap();
    let pid = typesetter.idle_workers()[0];
    drop(typesetter);
    let start = Instant::now();
    while resident(pid).is_some() && start.elapsed() < Duration::from_secs(10) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(resident(pid), None, "worker {pid} lives on");
}

#[tokio::test]
async fn a_program_that_is_no_worker_is_told_apart() {
    for program in ["/tidak/ada", "true", "cat"] {
        let refused = Typesetter::new(WorkerConfig::new(program)).typeset(job("Halo")).await;
        let refused = refused.unwrap_err();
        assert!(matches!(refused, Error::NotStarted(_)), "{program}: {refused:?}");
        assert!(refused.to_string().contains("tidak dapat dijalankan"), "{refused}");
    }
}

/// Bytes held by a live process; `None` for a dead one, a zombie, or where there is no /proc.
fn resident(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches("kB").trim().parse::<u64>().ok().map(|kib| kib * 1024)
}
