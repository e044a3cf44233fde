//! Patient handouts as web pages: one file that needs nothing else, read on a phone, printed on paper.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use handlebars::{Context, Handlebars, RenderErrorReason, TemplateError};
use regimen_figure::{Theme, style_sheet};
use regimen_schema::documents::Program;
use regimen_schema::documents::figure::Person;
use regimen_schema::documents::library::{Paper, PartTemplate};
use regimen_schema::library::Entry;
use regimen_schema::{Finding, Level, Location, Outcome, Pointer};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::layout::{self, Layout, Part};
use crate::schema_org::json_ld;
use crate::theme::{self, Colours};
use crate::view::Handout;
use crate::{Bundle, ExportCx, Exporter, ExporterInfo, RelPath, selected, tell_once};

/// The exporter.
#[derive(Debug, Clone, Copy)]
pub struct HandoutHtml;

impl Exporter for HandoutHtml {
    fn info(&self) -> &'static ExporterInfo {
        &ExporterInfo {
            name: "handout-html",
            summary: "patient handouts as web pages that print well, in every layout",
            for_patients: true,
            by_program: false,
        }
    }

    fn export(&self, cx: &ExportCx<'_>) -> Outcome<Bundle> {
        let mut bundle = Bundle::default();
        let (programs, mut findings) = selected(cx);
        let templates = match Templates::of(cx) {
            Ok(templates) => templates,
            Err(finding) => return Outcome { value: None, findings: vec![*finding] },
        };
        for program in programs {
            let (handout, found) = Handout::new(cx, program);
            tell_once(&mut findings, found);
            for layout in cx.layouts() {
                let path =
                    RelPath::new(format!("{}{}.html", cx.stem(&program.document), layout::ending(*layout)));
                // Other layouts are the same work again: machines read it once. A patient's own sheet is none of theirs.
                let is_public = *layout == Layout::Full && cx.tailoring.is_none();
                let json_ld = is_public.then(|| json_ld(cx, program, &handout));
                match (path, templates.page(cx, &handout, *layout, json_ld.as_deref())) {
                    (Some(path), Ok(page)) => {
                        bundle.files.insert(path, page.into_bytes());
                    }
                    (_, Err(Broken::Own(finding))) => {
                        if !findings.contains(&finding) {
                            findings.push(*finding);
                        }
                    }
                    (_, Err(Broken::BuiltIn(reason))) => findings.push(internal(program, &reason)),
                    (None, _) => findings.push(internal(program, "its id is no file name")),
                }
            }
        }
        Outcome { value: Some(bundle), findings }
    }
}

/// What the page's templates are given: the handout, and what only a page needs.
#[derive(Serialize)]
struct Page<'a> {
    #[serde(flatten)]
    handout: &'a Handout,
    layout: &'static str,
    classes: &'a str,
    css: &'a str,
    policy: &'a str,
    json_ld: Option<&'a str>,
    /// Where the link leads that skips what stands before the exercises.
    start_at: &'static str,
    /// The side of the QR code with the quiet zone around it.
    qr_size: usize,
    head: String,
    main: String,
    end: String,
}

/// The templates of parts, and those that parts are made with.
static PARTS: &[(&str, &str)] = &[
    ("head", include_str!("../templates/parts/head.hbs")),
    ("for-you", include_str!("../templates/parts/for-you.hbs")),
    ("glance", include_str!("../templates/parts/glance.hbs")),
    ("emergency", include_str!("../templates/parts/emergency.hbs")),
    ("changes", include_str!("../templates/parts/changes.hbs")),
    ("about", include_str!("../templates/parts/about.hbs")),
    ("safety", include_str!("../templates/parts/safety.hbs")),
    ("contents", include_str!("../templates/parts/contents.hbs")),
    ("exercises", include_str!("../templates/parts/exercises.hbs")),
    ("routine", include_str!("../templates/parts/routine.hbs")),
    ("cards", include_str!("../templates/parts/cards.hbs")),
    ("advice", include_str!("../templates/parts/advice.hbs")),
    ("goals", include_str!("../templates/parts/goals.hbs")),
    ("measures", include_str!("../templates/parts/measures.hbs")),
    ("diary", include_str!("../templates/parts/diary.hbs")),
    ("clinical", include_str!("../templates/parts/clinical.hbs")),
    ("warnings", include_str!("../templates/parts/warnings.hbs")),
    ("foot", include_str!("../templates/parts/foot.hbs")),
    ("item", include_str!("../templates/parts/item.hbs")),
    ("figure", include_str!("../templates/parts/figure.hbs")),
    ("variation", include_str!("../templates/parts/variation.hbs")),
];
const SHELL: &str = include_str!("../templates/handout.hbs");

static BUILT_IN: LazyLock<Result<Handlebars<'static>, String>> = LazyLock::new(|| {
    let mut templates = Handlebars::new();
    templates.set_strict_mode(true);
    for (name, text) in PARTS.iter().chain([&("handout", SHELL)]) {
        templates.register_template_string(name, text).map_err(|e| e.to_string())?;
    }
    Ok(templates)
});

/// Why a page could not be made.
enum Broken {
    /// A template of the library's own is at fault.
    Own(Box<Finding>),
    /// Ours is.
    BuiltIn(String),
}

/// The built-in templates, with the library's own in the places of some.
struct Templates<'a> {
    handlebars: Option<Handlebars<'static>>,
    own: &'a [PartTemplate],
}

impl<'a> Templates<'a> {
    fn of(cx: &ExportCx<'a>) -> Result<Self, Box<Finding>> {
        let own = cx.library.settings.theme.as_ref().map_or(&[][..], |t| &t.templates);
        let mut handlebars = (!own.is_empty()).then(|| BUILT_IN.clone().ok()).flatten();
        for (i, template) in own.iter().enumerate() {
            let text =
                cx.library.media.get(&*template.file).and_then(|bytes| std::str::from_utf8(bytes).ok());
            let Some(text) = text else {
                return Err(Box::new(own_fault(i, "it is not UTF-8 text".to_owned())));
            };
            let name = name_of(layout::part_of(template.section));
            if let Some(handlebars) = &mut handlebars {
                handlebars
                    .register_template_string(&name, text)
                    .map_err(|error| Box::new(own_fault(i, unreadable(template, &error))))?;
            }
        }
        Ok(Self { handlebars, own })
    }

    fn page(
        &self,
        cx: &ExportCx<'_>,
        handout: &Handout,
        layout: Layout,
        json_ld: Option<&str>,
    ) -> Result<String, Broken> {
        let built_in = BUILT_IN.as_ref().map_err(|e| Broken::BuiltIn(e.clone()))?;
        let templates = self.handlebars.as_ref().unwrap_or(built_in);
        let handout = &*handout.in_layout(layout);
        let colours = theme::colours(cx);
        let css = format!(
            "{}\n{}\n{}{}",
            at_page(layout, cx.paper),
            include_str!("../templates/handout.css"),
            own_colours(&colours),
            drawing_css(cx.library.settings.person(), cx.black_and_white)
        );
        let policy = format!(
            "default-src 'none'; img-src data:; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
            STANDARD.encode(Sha256::digest(&css))
        );
        let parts = layout::parts(layout, handout, theme::section_order(cx));
        let mut page = Page {
            handout,
            layout: layout.name(),
            classes: classes(layout),
            css: &css,
            policy: &policy,
            json_ld,
            start_at: if parts.contains(&Part::Exercises) { "exercises" } else { "main" },
            qr_size: handout.foot.web.as_ref().map_or(0, |web| web.size + 8),
            head: String::new(),
            main: String::new(),
            end: String::new(),
        };
        let context = Context::wraps(&page).map_err(|e| Broken::BuiltIn(e.to_string()))?;
        for part in parts {
            let text = templates
                .render_with_context(&name_of(part), &context)
                .map_err(|error| self.broken(part, &error))?;
            match part {
                Part::Head => page.head.push_str(&text),
                Part::Foot => page.end.push_str(&text),
                _ => page.main.push_str(&text),
            }
        }
        templates.render("handout", &page).map_err(|e| Broken::BuiltIn(e.to_string()))
    }

    /// Names file, line and field, where the fault is the library's own.
    fn broken(&self, part: Part, error: &handlebars::RenderError) -> Broken {
        let own = self.own.iter().enumerate().rev().find(|(_, t)| layout::part_of(t.section) == part);
        let Some((i, template)) = own else { return Broken::BuiltIn(error.to_string()) };
        let why = match error.reason() {
            RenderErrorReason::MissingVariable(Some(field)) => format!("there is no field `{field}`"),
            reason => one_line(&reason.to_string()),
        };
        let line = error.line_no.map(|n| format!(", line {n}")).unwrap_or_default();
        Broken::Own(Box::new(own_fault(i, format!("{}{line}: {why}", template.file))))
    }
}

fn unreadable(template: &PartTemplate, error: &TemplateError) -> String {
    let line = error.pos().map(|(line, _)| format!(", line {line}")).unwrap_or_default();
    format!("{}{line}: {}", template.file, one_line(&error.reason().to_string()))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn own_fault(template: usize, message: String) -> Finding {
    let place = Pointer::root() / "theme" / "templates" / template / "file";
    Finding::new("template-error", Level::Error, Location::value(&"library.json".into(), place), message)
        .help("mend the template, or take it out of `theme.templates`: the built-in one then takes its place")
}

/// The name of a part's template.
fn name_of(part: Part) -> String {
    serde_json::to_value(part).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn classes(layout: Layout) -> &'static str {
    match layout {
        Layout::Full => "normal",
        Layout::LargePrint => "large",
        Layout::Compact => "normal compact",
        Layout::Cards => "normal of-cards",
        Layout::Diary => "normal of-diary",
        Layout::Clinician => "normal of-clinician",
    }
}

/// The colours of the drawings: on a light screen, on a dark one, and in print, where a printer may have no colour.
fn drawing_css(person: Person, black_and_white: bool) -> String {
    if black_and_white {
        return format!("\n{}\n", style_sheet(Theme::BlackAndWhite, person, ".drawing"));
    }
    format!(
        "\n{}\n@media screen and (prefers-color-scheme: dark) {{{}}}\n",
        style_sheet(Theme::Colour, person, ".drawing"),
        style_sheet(Theme::Dark, person, ".drawing"),
    )
}

fn at_page(layout: Layout, paper: Paper) -> String {
    let size = match paper {
        Paper::A4 => "A4",
        Paper::Letter => "letter",
    };
    let number = if layout == Layout::LargePrint { "18pt" } else { "12pt" };
    format!(
        "@page {{ size: {size}; margin: 14mm 17mm 16mm; @bottom-right {{ content: counter(page) \" / \" counter(pages); \
         font: {number} sans-serif; }} }}"
    )
}

/// The theme's colours, after the style sheet's own.
fn own_colours(colours: &Colours) -> String {
    let hex = |[r, g, b]: [u8; 3]| format!("#{r:02x}{g:02x}{b:02x}");
    if *colours == Colours::BUILT_IN {
        return String::new();
    }
    let light = format!(
        "--accent: {}; --tint: {}; --danger: {}; --danger-tint: {};",
        hex(colours.accent),
        hex(colours.tint),
        hex(colours.danger),
        hex(colours.danger_tint)
    );
    format!(
        "@media (prefers-color-scheme: light) {{ :root {{ {light} }} }}\n\
         @media (prefers-color-scheme: dark) {{ :root {{ --accent: {}; --danger: {}; }} }}\n\
         @media print {{ :root {{ {light} }} }}",
        hex(theme::on_dark(colours.accent)),
        hex(theme::on_dark(colours.danger))
    )
}

/// Never seen in practice, since tests render every branch: but no reason to bring the program down.
fn internal(program: &Entry<Program>, reason: &str) -> Finding {
    let message = format!("the handout could not be written: {reason}");
    Finding::new("internal-template-error", Level::Error, Location::file(&program.file), message)
        .help("this is a fault in regimen: please report it")
}

#[cfg(test)]
mod tests {
    use super::{PARTS, SHELL};

    /// Everything is escaped but the style sheet and the drawings, which are our own text, the parts, which are templates themselves, and
    /// the JSON-LD, which is escaped already and must reach machines as it stands.
    #[test]
    fn only_what_is_escaped_already_is_written_unescaped() {
        for (name, template) in PARTS.iter().chain([&("handout", SHELL)]) {
            let mut rest = (*template).to_owned();
            if *name == "figure" {
                rest = rest.replace("\n{{#each frames}}\n{{{this}}}\n", "");
            }
            if *name == "handout" {
                for own in [
                    "<style>{{{css}}}</style>",
                    r#"<script type="application/ld+json">{{{json_ld}}}</script>"#,
                    "\n{{{head}}}\n",
                    "\n{{{main}}}\n",
                    "\n{{{end}}}\n",
                ] {
                    rest = rest.replace(own, "");
                }
            }
            assert!(!rest.contains("{{{") && !rest.contains("{{&") && !rest.contains("{{~&"), "{name}");
        }
    }

    /// A style sheet that closed its element or loaded anything would break both promises of the page.
    #[test]
    fn the_style_sheet_loads_nothing_and_ends_nothing() {
        let css = include_str!("../templates/handout.css");
        assert!(!css.contains('<') && !css.contains("url(") && !css.contains("@import"));
    }
}
