//! An exercise as a page.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use regimen_exporter::view::{Description, Item, Link, Variation};
use regimen_exporter::wording::{Wording, for_language};
use regimen_exporter::{RelPath, tell_once};
use regimen_figure::{Colours, Theme, svg};
use regimen_schema::Kind;
use regimen_schema::documents::Exercise;
use regimen_schema::documents::review::{Code, Review};
use regimen_schema::dose::Basis;
use regimen_schema::id::{ExerciseId, SourceId};
use regimen_schema::library::Entry;

use crate::markdown::{Page, attribute, capitalised, named, text};
use crate::places::{anchor, beside, is_wanted, way};
use crate::{Book, Chapter, Pictures};

/// How wide a drawing is shown, in pixels for each centimetre of the body.
const SCALE: f64 = 1.6;

impl<'a> Book<'a> {
    /// All exercises, by category, with a page each.
    pub(crate) fn exercises(
        &mut self,
        page: &mut Page,
        path: &str,
        below: &mut Vec<Chapter>,
    ) -> Result<(), String> {
        let library = self.cx.library;
        let mut rows = Vec::new();
        for (id, entry) in &library.exercises {
            let d = &entry.document;
            rows.push(vec![
                self.places.link(path, Kind::Exercise, id, &d.title),
                named(&d.category),
                named(&d.start_position),
                text(&d.purpose),
            ]);
            let own = beside(path, &format!("exercise-{id}.md"));
            let mut of_its_own = Page::default();
            self.exercise(&mut of_its_own, &own, id, 1)?;
            below.push(Chapter { title: d.title.to_string(), path: own, text: of_its_own.into_text() });
        }
        page.table(&["Exercise", "Kind", "Starts", "What it is good for"], &rows);
        Ok(())
    }

    /// An exercise in full, under a heading of this level.
    pub(crate) fn exercise(
        &mut self,
        page: &mut Page,
        path: &str,
        id: &str,
        level: usize,
    ) -> Result<(), String> {
        let entry = self.find_exercise(id)?;
        let d = &entry.document;
        let (w, _) = for_language(&self.cx.library.settings.language);
        let words = w.labels();
        let item = self.item(entry);
        let place = (level > 1).then(|| anchor(Kind::Exercise, id));
        page.heading(level, text(&d.title), place.as_deref());
        page.line(&d.purpose);
        if !d.aliases.is_empty() {
            let aliases: Vec<&str> = d.aliases.iter().map(|a| &**a).collect();
            page.labelled("Also called", &aliases.join(", "));
        }
        if let Some(description) = &item.description {
            self.pictures(page, path, &item, description, true);
            page.labelled(words.start, description.start);
            if let Some(equipment) = &description.equipment {
                page.labelled(words.you_need, &capitalised(equipment));
            }
            page.heading(level + 1, "What to do", None);
            page.steps(&description.steps);
        }
        page.heading(level + 1, "How much", None);
        page.raw(dose(&item).unwrap_or_else(|| "No dose is given: each program says how much.".to_owned()));
        if let Some(often) = d.frequency.as_ref().and_then(|f| w.frequency(f)) {
            page.labelled(words.how_often, &often);
        }
        let bases = [
            d.dose.as_ref().and_then(|dose| dose.basis()),
            d.frequency.as_ref().and_then(|f| f.basis.as_ref()),
        ];
        for basis in bases.into_iter().flatten() {
            self.basis(page, path, basis);
        }
        if let Some(description) = &item.description {
            self.description_notes(page, path, description, w, level);
        }
        self.clinical_facts(page, path, d, level);
        Ok(())
    }

    /// The figures of an exercise, and nothing else.
    pub(crate) fn figure(&mut self, page: &mut Page, path: &str, id: &str) -> Result<(), String> {
        let entry = self.find_exercise(id)?;
        let item = self.item(entry);
        if let Some(description) = &item.description {
            self.pictures(page, path, &item, description, true);
        }
        if page.is_empty() {
            return Err(format!("the exercise `{id}` has no figure: give it one, or take the line out"));
        }
        Ok(())
    }

    /// An exercise as a patient reads it.
    fn item(&mut self, entry: &'a Entry<Exercise>) -> Item {
        let (item, findings) = Item::alone(&self.cx, entry);
        tell_once(&mut self.findings, findings);
        item
    }

    /// The pictures of an exercise; only the first where space is short.
    pub(crate) fn pictures(
        &mut self,
        page: &mut Page,
        path: &str,
        item: &Item,
        description: &Description,
        all: bool,
    ) {
        let Some(figure) = &description.figure else { return };
        let mut shown = Vec::new();
        for (i, drawn) in figure.drawings.iter().enumerate() {
            let name = format!("{}-{}.svg", item.id, i + 1);
            let bytes = svg(
                &drawn.drawing,
                self.cx.library.settings.person(),
                Colours::Plain(Theme::Colour),
                &drawn.alt,
                "drawing",
            );
            let source = self.picture(path, &name, "image/svg+xml", bytes.into_bytes());
            let (width, height) = (drawn.drawing.width * SCALE, drawn.drawing.height * SCALE);
            let caption = drawn.title.as_ref().map(|t| format!("<figcaption>{}</figcaption>", attribute(t)));
            shown.push(format!(
                "<figure class=\"regimen-figure\"><img src=\"{source}\" alt=\"{}\" width=\"{width:.0}\" height=\"{height:.0}\">{}</figure>",
                attribute(&drawn.alt),
                caption.unwrap_or_default()
            ));
        }
        for (i, picture) in figure.pictures.iter().enumerate() {
            let ending = picture.media_type.rsplit('/').next().unwrap_or_default().trim_end_matches("+xml");
            let name = format!("{}-picture-{}.{ending}", item.id, i + 1);
            let source = self.picture(path, &name, picture.media_type, picture.bytes.clone());
            shown.push(format!(
                "<figure class=\"regimen-figure\"><img src=\"{source}\" alt=\"{}\"></figure>",
                attribute(&picture.alt)
            ));
        }
        if !all {
            shown.truncate(1);
        }
        if !shown.is_empty() {
            page.raw(shown.join("\n"));
        }
    }

    /// What a page writes to show a picture.
    pub(crate) fn picture(&mut self, from: &str, name: &str, media_type: &str, bytes: Vec<u8>) -> String {
        let path = RelPath::new(format!("pictures/{name}"));
        match (self.kept, path) {
            (Pictures::Beside, Some(path)) => {
                let source = way(from, &path);
                self.pictures.insert(path, bytes);
                source
            }
            _ => format!("data:{media_type};base64,{}", STANDARD.encode(bytes)),
        }
    }

    /// What to feel, how to breathe, what to mind, what else to do.
    pub(crate) fn description_notes(
        &mut self,
        page: &mut Page,
        path: &str,
        description: &Description,
        w: &dyn Wording,
        level: usize,
    ) {
        let words = w.labels();
        if !description.has_notes {
            return;
        }
        page.heading(level + 1, "What to mind", None);
        for (label, said) in [(words.feel, &description.feel), (words.breathing, &description.breathing)] {
            if let Some(said) = said {
                page.labelled(label, said);
            }
        }
        if !description.cautions.is_empty() {
            page.raw(format_args!("**{}:**", text(words.careful)));
            page.list(description.cautions.iter().map(|c| text(c)));
        }
        for (label, ways) in [(words.easier, &description.easier), (words.harder, &description.harder)] {
            if !ways.is_empty() {
                page.raw(format_args!("**{}:**", text(label)));
                page.list(ways.iter().map(|way| self.variation(path, way)));
            }
        }
    }

    fn variation(&self, path: &str, variation: &Variation) -> String {
        let words = variation.text.as_ref().map(|t| text(t));
        let link = variation.link.as_ref().map(|link| self.other_exercise(path, link));
        words.into_iter().chain(link).collect::<Vec<_>>().join(" ")
    }

    /// Another exercise by its title.
    pub(crate) fn other_exercise(&self, path: &str, link: &Link) -> String {
        let exercise = ExerciseId::new(&*link.id).and_then(|id| self.cx.library.exercises.get(&id));
        let title = exercise.map_or(&*link.text, |entry| &*entry.document.title);
        self.places.link(path, Kind::Exercise, &link.id, title)
    }

    /// What clinicians ask of an exercise.
    fn clinical_facts(&mut self, page: &mut Page, path: &str, d: &Exercise, level: usize) {
        page.heading(level + 1, "For clinicians", None);
        let list = |names: Vec<String>| names.join(", ");
        page.labelled("Kind", &format!("{}, {}", named(&d.category), named(&d.laterality)));
        page.labelled("Movements", &list(d.movements.iter().map(named).collect()));
        if !d.target_muscles.is_empty() {
            page.labelled("Muscles", &list(d.target_muscles.iter().map(named).collect()));
        }
        let library = self.cx.library;
        let conditions: Vec<String> = d
            .avoid_if
            .iter()
            .filter_map(|id| library.conditions.get(id))
            .map(|e| self.places.link(path, Kind::Condition, &e.document.id, &e.document.title))
            .collect();
        if !conditions.is_empty() {
            page.raw(format_args!("**Not with:** {}", conditions.join(", ")));
        }
        let programs: Vec<String> = library
            .programs
            .iter()
            .filter(|(id, e)| {
                let sessions = e.document.phases.iter().flat_map(|p| p.sessions.iter());
                is_wanted(&self.cx, id) && sessions.flat_map(|s| s.items.iter()).any(|i| i.exercise == d.id)
            })
            .map(|(id, e)| self.places.link(path, Kind::Program, id, &e.document.title))
            .collect();
        if !programs.is_empty() {
            page.raw(format_args!("**In the programs:** {}", programs.join(", ")));
        }
        if let Some(note) = &d.clinician_note {
            page.line(note);
        }
        codes(page, &d.codes);
        self.cited(page, path, &d.sources);
        self.review(page, d.review.as_ref());
    }

    /// What a figure rests on.
    pub(crate) fn basis(&self, page: &mut Page, path: &str, basis: &Basis) {
        let sources = self.source_links(path, &basis.sources);
        let mut said = Vec::new();
        if !sources.is_empty() {
            said.push(format!("{}.", sources.join(", ")));
        }
        said.extend(basis.editorial.as_ref().map(|t| text(t)));
        if !said.is_empty() {
            page.raw(format_args!("**Rests on:** {}", said.join(" ")));
        }
    }

    /// The sources of a document.
    pub(crate) fn cited(&self, page: &mut Page, path: &str, sources: &[SourceId]) {
        if !sources.is_empty() {
            page.raw("**Sources:**");
            page.list(self.source_links(path, sources));
        }
    }

    fn source_links(&self, path: &str, sources: &[SourceId]) -> Vec<String> {
        let library = self.cx.library;
        sources
            .iter()
            .filter_map(|id| library.sources.get(id))
            .map(|e| self.places.link(path, Kind::Source, &e.document.id, &e.document.citation))
            .collect()
    }

    /// How far a review has come.
    pub(crate) fn review(&self, page: &mut Page, review: Option<&Review>) {
        let Some(review) = review else { return };
        let (w, _) = for_language(&self.cx.library.settings.language);
        let mut said = vec![w.status(review.status).trim_end_matches('.').to_owned()];
        said.extend(review.reviewed_on.map(|day| format!("reviewed on {}", w.date(day))));
        said.extend(review.due_on.map(|day| format!("due on {}", w.date(day))));
        page.labelled("Review", &format!("{}.", said.join("; ")));
    }

    pub(crate) fn find_exercise(&self, id: &str) -> Result<&'a Entry<Exercise>, String> {
        let found = ExerciseId::new(id).and_then(|id| self.cx.library.exercises.get(&id));
        found.ok_or_else(|| {
            format!("there is no exercise `{id}` in the library: `regimen list exercises` names them")
        })
    }
}

/// How much of an exercise, in a patient's words.
pub(crate) fn dose(item: &Item) -> Option<String> {
    let dose = item.dose.as_ref()?;
    let sentences: Vec<String> = dose.sentences.iter().map(|s| format!("**{}**", text(s))).collect();
    let details: Vec<String> = dose.details.iter().map(|s| text(s)).collect();
    Some([sentences, details].concat().join(" "))
}

/// The codes of a document.
pub(crate) fn codes(page: &mut Page, codes: &[Code]) {
    if codes.is_empty() {
        return;
    }
    let said: Vec<String> = codes
        .iter()
        .map(|c| {
            let system = named(&c.system).to_uppercase();
            let display = c.display.as_ref().map(|d| format!(" {d}")).unwrap_or_default();
            format!("{system} {}{display}", &*c.code)
        })
        .collect();
    page.labelled("Codes", &said.join("; "));
}
