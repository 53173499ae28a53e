//! Law 2 on the screen: what a clerk of Sukamaju can reach shows nobody of the village beside.

use access::Role;
use db::Unit;
use testkit::{KEMBARAN, SUKAMAJU};

use crate::tidy::none;
use crate::world::{MARK, OWN, World, crawl};

/// Where a signed-in person's way begins.
fn home() -> String {
    format!("/{SUKAMAJU}/beranda")
}

#[tokio::test]
async fn nobody_sees_across_the_border() {
    let world = World::new().await;
    for roles in [&[Role::Operator][..], &Role::ALL] {
        let person = world.person(SUKAMAJU, roles).await;
        let pages = crawl(&world, Some(&person), &[&home()]).await;
        let seen: Vec<String> = pages
            .iter()
            .filter(|page| page.html.contains(MARK) || page.html.contains(&KEMBARAN.to_string()))
            .map(|page| page.path.clone())
            .collect();
        none(&seen, "These pages of Sukamaju show Kembaran:");
    }
}

/// Neither a neighbour nor the clerk of the unit above gets in, and nobody is sent in a circle.
#[tokio::test]
async fn who_is_at_home_elsewhere_finds_nothing_here() {
    let world = World::new().await;
    let above = Unit(3_402_130_000);
    world.app.db.register_unit(above, world.app.app.now()).await.unwrap();
    let path = format!("/{SUKAMAJU}/penduduk");
    for (unit, roles) in [(KEMBARAN, &Role::ALL[..]), (above, &[Role::Operator, Role::Penandatangan])] {
        let person = world.person(unit, roles).await;
        assert_eq!(world.get(&path, Some(&person)).await.status, 404, "{unit}");
        assert_eq!(world.get(&format!("/{SUKAMAJU}"), Some(&person)).await.status, 200, "{unit}");
    }
    assert_eq!(
        world.get(&path, None).await.header("location"),
        format!("/masuk?lanjut=%2F{SUKAMAJU}%2Fpenduduk")
    );
}

/// The marks are worth something only where pages show people at all.
#[tokio::test]
async fn the_crawl_does_reach_people() {
    if !balai::features().iter().any(|feature| feature.name == "kependudukan" && !feature.routes.is_empty()) {
        eprintln!("skipped: no room shows people yet");
        return;
    }
    let world = World::new().await;
    let person = world.person(SUKAMAJU, &[Role::Operator]).await;
    let pages = crawl(&world, Some(&person), &[&home()]).await;
    assert!(pages.iter().any(|page| page.html.contains(&format!("Siti {OWN}"))), "nobody is shown at all");
}

/// No number of a person in the open, on any page that is reached without asking for it.
#[tokio::test]
async fn no_page_shows_a_number_in_full() {
    let world = World::new().await;
    let everyone = world.everyone().await;
    let pages = crawl(&world, Some(&everyone), &[&home()]).await;
    let open: Vec<String> = pages
        .iter()
        .filter(|page| {
            ["3402134101859777", "3402132601209777"].iter().any(|number| page.html.contains(number))
        })
        .map(|page| page.path.clone())
        .collect();
    none(&open, "These pages show a NIK or KK number in full:");
}
