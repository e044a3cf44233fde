//! Patient handouts as web pages: one file that needs nothing else, read on a phone, printed on paper.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use handlebars::Handlebars;
use regimen_figure::{Theme, style_sheet};
use regimen_schema::documents::Program;
use regimen_schema::documents::figure::Person;
use regimen_schema::documents::library::Paper;
use regimen_schema::library::Entry;
use regimen_schema::{Finding, Level, Location, Outcome};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::schema_org::json_ld;
use crate::view::Handout;
use crate::{Bundle, ExportCx, Exporter, ExporterInfo, RelPath, selected};

/// The exporter.
#[derive(Debug, Clone, Copy)]
pub struct HandoutHtml;

impl Exporter for HandoutHtml {
    fn info(&self) -> &'static ExporterInfo {
        &ExporterInfo {
            name: "handout-html",
            summary: "patient handouts as web pages that print well, in normal and large print",
            for_patients: true,
        }
    }

    fn export(&self, cx: &ExportCx<'_>) -> Outcome<Bundle> {
        let mut bundle = Bundle::default();
        let (programs, mut findings) = selected(cx);
        for program in programs {
            let (handout, found) = Handout::new(cx, program);
            for finding in found {
                if !findings.contains(&finding) {
                    findings.push(finding);
                }
            }
            for layout in [Layout::Normal, Layout::Large] {
                let path = RelPath::new(format!("{}{}", cx.stem(&program.document), layout.ending()));
                // Large print is the same work again: machines read it once. A patient's own sheet is none of theirs.
                let is_public = layout == Layout::Normal && cx.tailoring.is_none();
                let json_ld = is_public.then(|| json_ld(cx, program, &handout));
                match (path, page(&handout, layout, cx.paper, json_ld.as_deref())) {
                    (Some(path), Ok(page)) => {
                        bundle.files.insert(path, page.into_bytes());
                    }
                    (_, result) => findings.push(internal(program, result.err())),
                }
            }
        }
        Outcome { value: Some(bundle), findings }
    }
}

/// How large it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// 12 points.
    Normal,
    /// 18 points, in one column.
    Large,
}

impl Layout {
    fn ending(self) -> &'static str {
        match self {
            Self::Normal => ".html",
            Self::Large => ".large-print.html",
        }
    }
}

/// What the page's template is given: the handout, and what only a page needs.
#[derive(Serialize)]
struct Page<'a> {
    #[serde(flatten)]
    handout: &'a Handout,
    layout: &'static str,
    css: &'a str,
    policy: &'a str,
    json_ld: Option<&'a str>,
}

static TEMPLATES: LazyLock<Result<Handlebars<'static>, String>> = LazyLock::new(|| {
    let mut templates = Handlebars::new();
    templates.set_strict_mode(true);
    for (name, text) in [
        ("handout", include_str!("../templates/handout.hbs")),
        ("item", include_str!("../templates/item.hbs")),
        ("variation", include_str!("../templates/variation.hbs")),
    ] {
        templates.register_template_string(name, text).map_err(|e| e.to_string())?;
    }
    Ok(templates)
});

fn page(handout: &Handout, layout: Layout, paper: Paper, json_ld: Option<&str>) -> Result<String, String> {
    let css =
        format!("{}\n{}{}", at_page(layout, paper), include_str!("../templates/handout.css"), drawing_css());
    let policy = format!(
        "default-src 'none'; img-src data:; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        STANDARD.encode(Sha256::digest(&css))
    );
    let layout = match layout {
        Layout::Normal => "normal",
        Layout::Large => "large",
    };
    let page = Page { handout, layout, css: &css, policy: &policy, json_ld };
    TEMPLATES.as_ref().map_err(Clone::clone)?.render("handout", &page).map_err(|e| e.to_string())
}

/// The colours of the drawings: on a light screen, on a dark one, and in print, where a printer may have no colour.
fn drawing_css() -> String {
    let person = Person::default();
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
    let number = match layout {
        Layout::Normal => "12pt",
        Layout::Large => "18pt",
    };
    format!(
        "@page {{ size: {size}; margin: 14mm 17mm 16mm; @bottom-right {{ content: counter(page) \" / \" counter(pages); \
         font: {number} sans-serif; }} }}"
    )
}

/// Never seen in practice, since tests render every branch: but no reason to bring the program down.
fn internal(program: &Entry<Program>, reason: Option<String>) -> Finding {
    let reason = reason.unwrap_or_else(|| "its id is no file name".to_owned());
    let message = format!("the handout could not be written: {reason}");
    Finding::new("internal-template-error", Level::Error, Location::file(&program.file), message)
        .help("this is a fault in regimen: please report it")
}

#[cfg(test)]
mod tests {
    /// Everything is escaped but the style sheet and the drawings, which are our own text, and the JSON-LD, which is escaped already and
    /// must reach machines as it stands.
    #[test]
    fn only_the_style_sheet_and_the_json_ld_are_written_unescaped() {
        let templates = [
            include_str!("../templates/handout.hbs"),
            include_str!("../templates/item.hbs"),
            include_str!("../templates/variation.hbs"),
        ];
        for template in templates {
            let rest = template.replace("<style>{{{css}}}</style>", "");
            let rest = rest.replace(r#"<script type="application/ld+json">{{{json_ld}}}</script>"#, "");
            let rest = rest.replace("{{{svg}}}", "");
            assert!(!rest.contains("{{{") && !rest.contains("{{&") && !rest.contains("{{~&"));
        }
    }

    /// A style sheet that closed its element or loaded anything would break both promises of the page.
    #[test]
    fn the_style_sheet_loads_nothing_and_ends_nothing() {
        let css = include_str!("../templates/handout.css");
        assert!(!css.contains('<') && !css.contains("url(") && !css.contains("@import"));
    }
}
