//! A program as a page.

use regimen_exporter::tell_once;
use regimen_exporter::view::{Handout, Item, Phase, Session};
use regimen_exporter::wording::for_language;
use regimen_schema::Kind;
use regimen_schema::documents::Program;
use regimen_schema::id::{ConditionId, ProgramId};
use regimen_schema::library::Entry;

use crate::exercise::{codes, dose};
use crate::markdown::{Page, capitalised, text};
use crate::places::{RULE, anchor, beside, is_wanted};
use crate::timeline::timeline;
use crate::{Book, Chapter};

impl<'a> Book<'a> {
    /// All programs, with a page each.
    pub(crate) fn programs(
        &mut self,
        page: &mut Page,
        path: &str,
        below: &mut Vec<Chapter>,
    ) -> Result<(), String> {
        let (w, _) = for_language(&self.cx.library.settings.language);
        let mut rows = Vec::new();
        for (id, entry) in &self.cx.library.programs {
            if !is_wanted(&self.cx, id) {
                continue;
            }
            let d = &entry.document;
            let status = d.review.as_ref().map(|r| w.status(r.status)).unwrap_or_default();
            rows.push(vec![
                self.places.link(path, Kind::Program, id, &d.title),
                self.conditions_of(path, &d.conditions).join(", "),
                text(status),
            ]);
            let own = beside(path, &format!("program-{id}.md"));
            let mut of_its_own = Page::default();
            self.program(&mut of_its_own, &own, id, 1)?;
            below.push(Chapter { title: d.title.to_string(), path: own, text: of_its_own.into_text() });
        }
        page.table(&["Program", "For", "Review"], &rows);
        Ok(())
    }

    /// A program in full, under a heading of this level.
    pub(crate) fn program(
        &mut self,
        page: &mut Page,
        path: &str,
        id: &str,
        level: usize,
    ) -> Result<(), String> {
        let entry = self.find_program(id)?;
        let d = &entry.document;
        let (h, findings) = Handout::new(&self.cx, entry);
        tell_once(&mut self.findings, findings);
        let words = h.words.0;
        let place = (level > 1).then(|| anchor(Kind::Program, id));
        page.heading(level, text(&h.title), place.as_deref());
        if let Some(mark) = &h.mark {
            page.warning(&[format!("**{}** {}", text(mark.title), text(mark.text))]);
        }
        page.line(&h.about.purpose);
        page.labelled("Who it is for", &h.about.for_whom);
        for (label, ids) in [(words.made_for, &d.conditions[..]), (words.not_for, &d.not_for[..])] {
            if !ids.is_empty() {
                page.raw(format_args!("**{}** {}", text(label), self.conditions_of(path, ids).join(", ")));
            }
        }
        if let Some(why) = &h.about.see_professional {
            page.labelled(words.see_professional, why);
        }
        glance(page, &h, d, level);
        self.safety(page, path, &h, d, level);
        for phase in &h.phases {
            self.phase(page, path, &h, phase, level);
        }
        if !h.more_exercises.is_empty() {
            page.heading(level + 1, text(words.more_exercises), None);
            page.line(words.more_exercises_intro);
            for item in &h.more_exercises {
                self.program_item(page, path, &h, item, level + 2);
            }
        }
        self.daily_life(page, path, &h, d, level);
        self.for_clinicians(page, path, &h, d, level);
        Ok(())
    }

    fn safety(&self, page: &mut Page, path: &str, h: &Handout, d: &Program, level: usize) {
        let words = h.words.0;
        page.heading(level + 1, text(words.safety), None);
        for (label, said) in
            [(words.start_when, &h.safety.start_when), (words.pain_rule, &h.safety.pain_rule)]
        {
            if let Some(said) = said {
                page.labelled(label, said);
            }
        }
        page.heading(level + 2, text(words.stop_when), None);
        let rows: Vec<_> =
            h.safety.stop_rules.iter().map(|rule| vec![text(&rule.when), text(&rule.then)]).collect();
        page.table(&[words.stop_notice, words.stop_do], &rows);
        if !h.safety.cautions.is_empty() {
            page.raw(format_args!("**{}:**", text(words.take_care)));
            page.list(h.safety.cautions.iter().map(|c| text(c)));
        }
        page.heading(level + 2, text(words.red_flags), None);
        page.warning(&[format!("**{}**", text(&h.emergency.call))]);
        let ids = d.red_flags.iter().filter_map(|id| self.cx.library.red_flags.get(id));
        for flag in &h.red_flags {
            let id = ids.clone().find(|e| *e.document.title == *flag.title);
            let title = match id {
                Some(e) => self.places.link(path, Kind::RedFlag, &e.document.id, &flag.title),
                None => text(&flag.title),
            };
            page.raw(format_args!("**{title}** {}", text(&flag.urgency)));
            page.list(flag.signs.iter().map(|sign| text(sign)));
            page.line(&flag.what_to_do);
        }
    }

    fn phase(&mut self, page: &mut Page, path: &str, h: &Handout, phase: &Phase, level: usize) {
        let words = h.words.0;
        let place = phase.place.as_ref().map(|p| format!("{p}: ")).unwrap_or_default();
        page.heading(level + 1, text(&format!("{place}{}", phase.title)), None);
        if let Some(weeks) = &phase.weeks {
            page.labelled(words.how_many_weeks, weeks);
        }
        for session in &phase.sessions {
            self.session(page, path, h, session, level + 2);
        }
        for (lead, items) in
            [(words.move_on_all, &phase.move_on_when), (words.step_back, &phase.step_back_when)]
        {
            if !items.is_empty() {
                page.raw(format_args!("**{}**", text(lead)));
                page.list(items.iter().map(|item| text(item)));
            }
        }
        if let Some(on) = &phase.keep_going {
            page.labelled(words.keep_going, on);
        }
    }

    fn session(&mut self, page: &mut Page, path: &str, h: &Handout, session: &Session, level: usize) {
        page.heading(level, text(&session.title), None);
        let said: Vec<&str> = session.frequency.iter().chain(&session.minutes).map(|s| &**s).collect();
        if !said.is_empty() {
            page.line(&format!("{}.", said.join(". ")));
        }
        for item in &session.items {
            self.program_item(page, path, h, item, level + 1);
        }
    }

    fn program_item(&mut self, page: &mut Page, path: &str, h: &Handout, item: &Item, level: usize) {
        let words = h.words.0;
        // A heading is a link to itself in mdBook: it can hold no other.
        page.heading(level, format_args!("{}. {}", item.number, text(&item.title)), None);
        if let Some(description) = &item.description {
            self.pictures(page, path, item, description, false);
        }
        if let Some(dose) = dose(item) {
            page.raw(dose);
        }
        if let Some(reason) = &item.reason {
            page.line(reason);
        }
        if let Some(note) = &item.note {
            page.labelled(words.note, note);
        }
        if !item.alternatives.is_empty() {
            let links: Vec<String> =
                item.alternatives.iter().map(|link| self.other_exercise(path, link)).collect();
            page.raw(format_args!("**{}:** {}", text(words.instead), links.join(", ")));
        }
        // Where the book has a page for the exercise, the steps stand there.
        if self.places.has(Kind::Exercise, &item.id) {
            let how = format!("{}: how to do it", item.title);
            page.raw(self.places.link(path, Kind::Exercise, &item.id, &how));
        } else if let Some(description) = &item.description {
            page.steps(&description.steps);
            let (w, _) = for_language(&self.cx.library.settings.language);
            self.description_notes(page, path, description, w, level);
        }
    }

    fn daily_life(&self, page: &mut Page, path: &str, h: &Handout, d: &Program, level: usize) {
        let words = h.words.0;
        if !d.advice.is_empty() {
            page.heading(level + 1, text(words.advice), None);
            let advice = d.advice.iter().filter_map(|id| self.cx.library.advice.get(id));
            page.list(advice.map(|e| {
                let title = self.places.link(path, Kind::Advice, &e.document.id, &e.document.title);
                format!("**{title}.** {}", text(&e.document.text))
            }));
        }
        if !h.goals.is_empty() {
            page.heading(level + 1, text(words.goals), None);
            page.list(h.goals.iter().map(|goal| {
                let measure = goal.measure.as_ref().map(|m| format!(" {}", text(m))).unwrap_or_default();
                format!("{}{measure}", text(&goal.text))
            }));
        }
        if !h.measures.is_empty() {
            page.heading(level + 1, text(words.measures), None);
            let rows: Vec<_> =
                h.measures.iter().map(|m| vec![text(&m.title), text(m.scale), text(&m.how)]).collect();
            page.table(&["Measure", "Scale", "How"], &rows);
        }
    }

    fn for_clinicians(&self, page: &mut Page, path: &str, h: &Handout, d: &Program, level: usize) {
        let words = h.words.0;
        page.heading(level + 1, text(words.clinical), None);
        for (label, items) in
            [(words.screening, &h.clinical.screening), (words.tailoring_notes, &h.clinical.tailoring)]
        {
            if !items.is_empty() {
                page.raw(format_args!("**{}:**", text(label)));
                page.list(items.iter().map(|item| text(item)));
            }
        }
        if let Some(note) = &d.clinician_note {
            page.line(note);
        }
        let waivers: Vec<String> = h
            .clinical
            .waivers
            .iter()
            .map(|w| {
                let rule = self.places.link_to(path, RULE, &w.rule, &w.rule);
                format!("{rule}, in {}: {} ({})", text(&w.place), text(&w.reason), text(&w.by))
            })
            .collect();
        if !waivers.is_empty() {
            page.raw(format_args!("**{}:**", text(words.waivers)));
            page.list(waivers);
        }
        codes(page, &d.codes);
        page.labelled(
            "Written by",
            &d.authors.iter().map(|a| a.role.to_string()).collect::<Vec<_>>().join(", "),
        );
        self.cited(page, path, &d.sources);
        self.review(page, d.review.as_ref());
    }

    pub(crate) fn conditions_of(&self, path: &str, ids: &[ConditionId]) -> Vec<String> {
        ids.iter()
            .filter_map(|id| self.cx.library.conditions.get(id))
            .map(|e| self.places.link(path, Kind::Condition, &e.document.id, &e.document.plain_name))
            .collect()
    }

    fn find_program(&self, id: &str) -> Result<&'a Entry<Program>, String> {
        let found = ProgramId::new(id).and_then(|id| self.cx.library.programs.get(&id));
        found.ok_or_else(|| {
            format!("there is no program `{id}` in the library: `regimen list programs` names them")
        })
    }
}

fn glance(page: &mut Page, h: &Handout, d: &Program, level: usize) {
    let words = h.words.0;
    page.heading(level + 1, text(words.glance), None);
    if let Some(picture) = timeline(d) {
        page.raw(picture);
    }
    let mut rows = Vec::new();
    for phase in &h.glance.phases {
        for row in &phase.rows {
            let cell = |words: Option<&String>| words.map(|t| text(t)).unwrap_or_default();
            rows.push(vec![
                text(&phase.title),
                cell(phase.weeks.as_ref()),
                text(&row.session),
                cell(row.frequency.as_ref()),
                cell(row.minutes.as_ref()),
            ]);
        }
    }
    let head = ["Phase", words.how_many_weeks, words.session, words.how_often, words.how_long];
    page.table(&head, &rows);
    if let Some(place) = &h.glance.place {
        page.labelled(words.where_done, place);
    }
    let needed = h.glance.equipment.join("; ");
    let needed = if needed.is_empty() { words.nothing_needed.to_owned() } else { capitalised(&needed) };
    page.labelled(words.what_you_need, &needed);
}
