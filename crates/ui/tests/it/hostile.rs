//! Every macro and every frame, fed with text that wants to be HTML.

use askama::Template;
use ui::chart::Chart;
use ui::{Choice, ErrorItem, Field, Flash, MenuItem, Page, Paging, Task, Tone, UserBadge};

const EVIL: &str = "qq\"><script>alert('x')</script><b onclick=x>&zz";

#[derive(Template)]
#[template(path = "uji.html", config = "tests/askama.toml")]
struct Hostile {
    page: Page,
    evil: &'static str,
    f: Field,
    errors: Vec<ErrorItem>,
    choices: Vec<Choice>,
    paging: Paging,
    tabs: Vec<MenuItem>,
    tasks: Vec<Task>,
    chart: Chart,
}

fn hostile() -> String {
    let choices = vec![Choice::new(EVIL, EVIL).hint(EVIL)];
    let f = Field::new(EVIL, EVIL).hint(EVIL).value(EVIL).error(Some(EVIL.into())).attr("data-x", EVIL);
    let items = vec![MenuItem::new(EVIL, EVIL).icon("surat").count(1)];
    let page = Page::new(EVIL)
        .unit(EVIL, EVIL, EVIL)
        .parent(EVIL)
        .logo(Some(EVIL.into()))
        .menu(items.clone())
        .user(UserBadge::new(EVIL, EVIL))
        .csrf(EVIL)
        .flash(Some(Flash::new(Tone::Bad, EVIL)))
        .back(EVIL, EVIL)
        .crumb(EVIL, EVIL);
    let pair = (EVIL.to_owned(), Some(1));
    let template = Hostile {
        page,
        evil: EVIL,
        f: f.choices(choices.clone()),
        errors: vec![ErrorItem { field: EVIL.into(), text: EVIL.into() }],
        choices,
        paging: Paging::new(EVIL, 2, 60).query([(EVIL, EVIL)]).sorted(EVIL),
        tabs: items,
        tasks: vec![Task::new(EVIL, EVIL, Tone::Good).href(EVIL).hint(EVIL)],
        chart: ui::chart::bars(EVIL, EVIL, EVIL, &[pair]).note(EVIL),
    };
    template.render().expect("renders")
}

fn around(html: &str, at: usize) -> String {
    html.chars().skip(html[..at].chars().count().saturating_sub(100)).take(200).collect()
}

#[test]
fn nothing_typed_becomes_html() {
    let html = hostile();
    assert!(html.matches("alert(").count() > 60, "the text itself is shown everywhere");
    for broken in ["qq\"", "<script>", "</script><b", "<b ", "'x'", "&zz"] {
        let at = html.find(broken);
        assert!(at.is_none(), "{broken} came through: …{}", around(&html, at.unwrap_or(0)));
    }
}
