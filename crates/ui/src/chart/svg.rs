//! The few shapes the charts need. Every text goes through `escape`; classes get their colours in `_chart.scss`.

use std::fmt::Write as _;

use crate::{Markup, escape};

/// Where a text sits on its point.
#[derive(Debug, Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A number with at most two decimals: enough for a screen, short in the page.
pub(super) fn short(n: f64) -> String {
    let text = format!("{n:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text.is_empty() || text == "-0" { "0".into() } else { text.into() }
}

pub(super) struct Svg {
    body: String,
}

impl Svg {
    pub(super) fn new() -> Self {
        Self { body: String::new() }
    }

    pub(super) fn raw(&mut self, part: std::fmt::Arguments<'_>) {
        self.body.write_fmt(part).expect("a String takes every write");
    }

    /// A bar: `x` and `w` in percent, `y` and `h` in pixels. `tip` shows when pointed at.
    pub(super) fn rect(&mut self, class: &str, (x, w): (f64, f64), (y, h): (u32, u32), tip: &str) {
        self.raw(format_args!(
            "<rect class=\"{class}\" x=\"{}%\" y=\"{y}\" width=\"{}%\" height=\"{h}\"><title>{}</title></rect>",
            short(x),
            short(w),
            escape(tip)
        ));
    }

    pub(super) fn line(&mut self, class: &str, (x1, x2): (f64, f64), (y1, y2): (u32, u32)) {
        self.raw(format_args!(
            "<line class=\"{class}\" x1=\"{}%\" x2=\"{}%\" y1=\"{y1}\" y2=\"{y2}\"/>",
            short(x1),
            short(x2)
        ));
    }

    pub(super) fn text(&mut self, class: &str, (x, y): (f64, u32), anchor: Anchor, text: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.raw(format_args!(
            "<text{class} x=\"{}%\" y=\"{y}\" text-anchor=\"{}\">{}</text>",
            short(x),
            anchor.word(),
            escape(text)
        ));
    }

    /// The finished drawing. `desc` says in a sentence what one would see.
    pub(super) fn finish(self, height: u32, title: &str, desc: &str) -> Markup {
        Markup(format!(
            "<svg class=\"b-svg\" role=\"img\" width=\"100%\" height=\"{height}\"><title>{}</title><desc>{}</desc>{}</svg>",
            escape(title),
            escape(desc),
            self.body
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (n, said) in [(0.0, "0"), (-0.001, "0"), (12.5, "12.5"), (33.333_33, "33.33"), (100.0, "100")] {
            assert_eq!(short(n), said);
        }
    }
}
