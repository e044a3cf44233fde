use regimen_schema::documents::library::Theme;
use regimen_schema::text::{Colour, contrast};
use regimen_schema::{Document, Level, Location, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "low-contrast",
    group: Group::Access,
    level: Level::Error,
    page: include_str!("low_contrast.md"),
    check: Check::Document(check),
};

/// What WCAG asks of text below 18 points.
const LEAST: f64 = 4.5;

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let Document::Library(settings) = cx.document else { return };
    let Some(colours) = settings.theme.as_ref().and_then(|t| t.colours.as_ref()) else { return };
    let tint = colours.tint.as_ref().map_or(Theme::TINT, Colour::rgb);
    let mut judge = |key: &str, ratio: f64, on: &str, way: &str| {
        if ratio < LEAST {
            let place = Pointer::root() / "theme" / "colours" / key;
            let message = format!("it stands out {ratio:.1} to 1 {on}, {LEAST} to 1 is the least");
            sink.report(Location::value(cx.file, place), message, format!("choose a {way} colour"));
        }
    };
    for (key, colour) in [("accent", &colours.accent), ("danger", &colours.danger)] {
        let Some(colour) = colour else { continue };
        let paper = contrast(colour.rgb(), [255; 3]);
        judge(key, paper, "from white paper", "darker");
        if paper >= LEAST && key == "accent" {
            judge(key, contrast(colour.rgb(), tint), "from the tint", "darker");
        }
    }
    if colours.tint.is_some() {
        judge("tint", contrast(Theme::SOFT, tint), "from the text on it", "lighter");
    }
}
