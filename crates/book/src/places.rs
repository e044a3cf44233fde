//! Where everything stands in the book, so that pages can lead to each other.

use std::collections::BTreeMap;

use regimen_exporter::ExportCx;
use regimen_schema::Kind;
use regimen_validator::rules;

use crate::directive::{Directive, Listing, lines};
use crate::markdown::text;

/// Where each document and each rule stands: the chapter's path, and the place in it.
#[derive(Debug, Default)]
pub(crate) struct Places(BTreeMap<(&'static str, String), String>);

/// What rules are called among the kinds of things that have a place.
pub(crate) const RULE: &str = "rule";

impl Places {
    pub(crate) fn of<'c>(cx: &ExportCx<'_>, chapters: impl IntoIterator<Item = (&'c str, &'c str)>) -> Self {
        let mut places = Self::default();
        let mut mentioned = Self::default();
        for (path, text) in chapters {
            for (_, directive) in lines(text) {
                match directive {
                    Some(Ok(Directive::Program(id))) => {
                        mentioned.put(
                            Kind::Program.name(),
                            &id,
                            format!("{path}#{}", anchor(Kind::Program, &id)),
                        );
                    }
                    Some(Ok(Directive::Exercise(id))) => {
                        mentioned.put(
                            Kind::Exercise.name(),
                            &id,
                            format!("{path}#{}", anchor(Kind::Exercise, &id)),
                        );
                    }
                    Some(Ok(Directive::Listing(listing))) => places.list(cx, path, listing),
                    _ => {}
                }
            }
        }
        // A page of its own is the better place.
        for (what, place) in mentioned.0 {
            places.0.entry(what).or_insert(place);
        }
        places
    }

    /// A title that leads to its page, if it has one.
    pub(crate) fn link(&self, from: &str, kind: Kind, id: &str, title: &str) -> String {
        self.link_to(from, kind.name(), id, title)
    }

    pub(crate) fn link_to(&self, from: &str, what: &'static str, id: &str, title: &str) -> String {
        match self.0.get(&(what, id.to_owned())) {
            Some(to) => format!("[{}](<{}>)", text(title), way(from, to)),
            None => text(title),
        }
    }

    /// Whether something has a place in the book.
    pub(crate) fn has(&self, kind: Kind, id: &str) -> bool {
        self.0.contains_key(&(kind.name(), id.to_owned()))
    }

    fn list(&mut self, cx: &ExportCx<'_>, path: &str, listing: Listing) {
        let library = cx.library;
        macro_rules! anchors {
            ($map:ident, $kind:expr) => {
                for id in library.$map.keys() {
                    self.put($kind.name(), id, format!("{path}#{}", anchor($kind, id)));
                }
            };
        }
        match listing {
            Listing::Programs => {
                for id in library.programs.keys().filter(|id| is_wanted(cx, id)) {
                    self.put(Kind::Program.name(), id, beside(path, &format!("program-{id}.md")));
                }
            }
            Listing::Exercises => {
                for id in library.exercises.keys() {
                    self.put(Kind::Exercise.name(), id, beside(path, &format!("exercise-{id}.md")));
                }
            }
            Listing::Conditions => anchors!(conditions, Kind::Condition),
            Listing::Advice => anchors!(advice, Kind::Advice),
            Listing::RedFlags => anchors!(red_flags, Kind::RedFlag),
            Listing::Sources => anchors!(sources, Kind::Source),
            Listing::Rules => {
                for rule in rules::ALL {
                    let page = beside(path, &format!("rules-{}.md", rule.group.name()));
                    self.put(RULE, rule.id, format!("{page}#{}", rule.id));
                }
            }
            Listing::Reviews
            | Listing::Commands
            | Listing::Documents
            | Listing::Exporters
            | Listing::Fhir => {}
        }
    }

    fn put(&mut self, what: &'static str, id: &str, place: String) {
        self.0.entry((what, id.to_owned())).or_insert(place);
    }
}

/// Whether a program is among those that the book is for.
pub(crate) fn is_wanted(cx: &ExportCx<'_>, id: &regimen_schema::id::ProgramId) -> bool {
    cx.programs.is_none_or(|wanted| wanted.contains(id))
}

/// The place of a document in the chapter that holds it.
pub(crate) fn anchor(kind: Kind, id: &str) -> String {
    format!("{}-{id}", kind.noun().replace(' ', "-"))
}

/// A chapter in the folder of another one.
pub(crate) fn beside(path: &str, name: &str) -> String {
    path.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}

/// The way from one chapter to another, or to a file that lies beside the chapters.
pub(crate) fn way(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let mut to: Vec<&str> = to.split('/').collect();
    while from.first().is_some_and(|folder| to.len() > 1 && to.first() == Some(folder)) {
        from.remove(0);
        to.remove(0);
    }
    "../".repeat(from.len()) + &to.join("/")
}

#[cfg(test)]
mod tests {
    use super::way;

    #[test]
    fn a_way_leads_from_folder_to_folder() {
        assert_eq!(way("a.md", "b.md#c"), "b.md#c");
        assert_eq!(way("x/a.md", "x/b.md"), "b.md");
        assert_eq!(way("x/y/a.md", "x/z/b.md"), "../z/b.md");
        assert_eq!(way("x/a.md", "b.md"), "../b.md");
    }
}
