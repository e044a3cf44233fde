//! The small documents of a library, a page for each kind: conditions, advice, red flags, sources, reviews.

use std::collections::{BTreeMap, BTreeSet};

use regimen_exporter::wording::for_language;
use regimen_schema::documents::review::Review;
use regimen_schema::text::Date;
use regimen_schema::{Document, Kind};
use regimen_validator::links;

use crate::Book;
use crate::exercise::codes;
use crate::markdown::{Page, capitalised, named, text};
use crate::places::anchor;

impl Book<'_> {
    /// Every condition.
    pub(crate) fn conditions(&self, page: &mut Page, path: &str) {
        let library = self.cx.library;
        for (id, entry) in &library.conditions {
            let d = &entry.document;
            page.heading(2, text(&d.title), Some(&anchor(Kind::Condition, id)));
            page.labelled("In plain words", &d.plain_name);
            for sentence in &d.summary {
                page.line(sentence);
            }
            for (label, said) in [("What helps", &d.what_helps), ("What needs care", &d.what_needs_care)] {
                if let Some(said) = said {
                    page.labelled(label, said);
                }
            }
            for (label, movements) in [
                ("Movements that often help", &d.favoured_movements),
                ("Movements that need care", &d.cautioned_movements),
            ] {
                if !movements.is_empty() {
                    page.labelled(label, &movements.iter().map(named).collect::<Vec<_>>().join(", "));
                }
            }
            let flags: Vec<String> = d
                .red_flags
                .iter()
                .filter_map(|id| library.red_flags.get(id))
                .map(|e| self.places.link(path, Kind::RedFlag, &e.document.id, &e.document.title))
                .collect();
            if !flags.is_empty() {
                page.raw(format_args!("**To rule out:** {}", flags.join(", ")));
            }
            let programs: Vec<String> = library
                .programs
                .iter()
                .filter(|(_, e)| e.document.conditions.contains(id))
                .map(|(id, e)| self.places.link(path, Kind::Program, id, &e.document.title))
                .collect();
            if !programs.is_empty() {
                page.raw(format_args!("**Programs:** {}", programs.join(", ")));
            }
            if let Some(note) = &d.clinician_note {
                page.labelled("For clinicians", note);
            }
            codes(page, &d.codes);
            self.cited(page, path, &d.sources);
            self.review(page, d.review.as_ref());
        }
    }

    /// All advice for daily life, by group.
    pub(crate) fn advice(&self, page: &mut Page, path: &str) {
        let (w, _) = for_language(&self.cx.library.settings.language);
        let mut entries: Vec<_> = self.cx.library.advice.iter().collect();
        entries.sort_by_key(|(_, e)| e.document.group);
        let mut group = None;
        for (id, entry) in entries {
            let d = &entry.document;
            if group != Some(d.group) {
                page.heading(2, text(w.advice_group(d.group)), None);
                group = Some(d.group);
            }
            page.heading(3, text(&d.title), Some(&anchor(Kind::Advice, id)));
            page.line(&d.text);
            self.cited(page, path, &d.sources);
            self.review(page, d.review.as_ref());
        }
    }

    /// Every red flag, the most urgent first.
    pub(crate) fn red_flags(&self, page: &mut Page, path: &str) {
        let settings = &self.cx.library.settings;
        let (w, _) = for_language(&settings.language);
        let mut entries: Vec<_> = self.cx.library.red_flags.iter().collect();
        entries.sort_by_key(|(_, e)| e.document.urgency);
        for (id, entry) in entries {
            let d = &entry.document;
            page.heading(2, text(&d.title), Some(&anchor(Kind::RedFlag, id)));
            page.raw(format_args!("**{}**", text(&w.urgency(d.urgency, &settings.emergency_number))));
            page.list(d.signs.iter().map(|sign| text(&sign.text)));
            page.line(&d.what_to_do);
            self.cited(page, path, &d.sources);
            self.review(page, d.review.as_ref());
        }
    }

    /// Every source, with what rests on it.
    pub(crate) fn sources(&self, page: &mut Page, path: &str) {
        let mut resting = self.resting();
        for (id, entry) in &self.cx.library.sources {
            let d = &entry.document;
            page.heading(2, text(id), Some(&anchor(Kind::Source, id)));
            page.line(&d.citation);
            page.labelled("What it is", &capitalised(&named(&d.source_type)));
            if let Some(link) = &d.link {
                page.raw(format_args!("**Link:** <{}>", &**link));
            }
            if let Some(doi) = &d.doi {
                page.labelled("DOI", doi);
            }
            if let Some(day) = d.read_on {
                page.labelled("Read on", &day.to_string());
            }
            if !d.supports.is_empty() {
                page.raw("**What it says:**");
                page.list(d.supports.iter().map(|s| text(s)));
            }
            match resting.remove(&**id) {
                Some(documents) => {
                    page.raw("**What rests on it:**");
                    page.list(documents.iter().map(|(kind, id, title)| {
                        format!("{} {}", kind.noun(), self.places.link(path, *kind, id, title))
                    }));
                }
                None => page.raw("Nothing rests on it."),
            }
        }
    }

    /// How far each review has come, those due first at the top.
    pub(crate) fn reviews(&self, page: &mut Page, path: &str) {
        let (w, _) = for_language(&self.cx.library.settings.language);
        let date = |day: Option<Date>| day.map(|day| text(&w.date(day))).unwrap_or_default();
        let mut rows: Vec<(Option<Date>, Vec<String>)> = Vec::new();
        self.each_document(&mut |document, title| {
            let (Some(review), Some(id)) = (document.review(), document.id()) else { return };
            let Review { status, reviewed_on, due_on, .. } = review;
            rows.push((
                *due_on,
                vec![
                    date(*due_on),
                    document.kind().noun().to_owned(),
                    self.places.link(path, document.kind(), id, title),
                    text(w.status(*status)),
                    date(*reviewed_on),
                ],
            ));
        });
        rows.sort_by(|(a, x), (b, y)| (a.is_none(), a, &x[1], &x[2]).cmp(&(b.is_none(), b, &y[1], &y[2])));
        let rows: Vec<_> = rows.into_iter().map(|(_, row)| row).collect();
        page.table(&["Due on", "Kind", "Document", "Review", "Reviewed on"], &rows);
    }

    /// What rests on each source.
    fn resting(&self) -> BTreeMap<String, BTreeSet<(Kind, String, String)>> {
        let mut resting: BTreeMap<String, BTreeSet<_>> = BTreeMap::new();
        self.each_document(&mut |document, title| {
            links::visit(document, &mut |_, kind, source| {
                if kind == Kind::Source {
                    let id = document.id().unwrap_or_default().to_owned();
                    resting.entry(source.to_owned()).or_default().insert((
                        document.kind(),
                        id,
                        title.to_owned(),
                    ));
                }
            });
        });
        resting
    }

    /// Every document that patients or clinicians read, with its title.
    fn each_document(&self, visit: &mut dyn FnMut(&Document, &str)) {
        let library = self.cx.library;
        macro_rules! each {
            ($map:ident, $variant:ident) => {
                for entry in library.$map.values() {
                    let document = Document::$variant(Box::new(entry.document.clone()));
                    visit(&document, &entry.document.title);
                }
            };
        }
        each!(programs, Program);
        each!(exercises, Exercise);
        each!(conditions, Condition);
        each!(advice, Advice);
        each!(red_flags, RedFlag);
    }
}
