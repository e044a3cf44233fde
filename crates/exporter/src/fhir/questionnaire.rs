//! The diary and the measures of a program as `Questionnaire`s, and the actions that ask for them.

use regimen_schema::documents::program::{DiaryRecord, Program, Scale};

use super::build::Build;
use super::computer_name;
use super::extensions::{self, WEEKS, word};
use super::narrative::{Blocks, markdown};
use super::plan::ids;
use super::types::{Action, Coding, Extension, Questionnaire, QuestionnaireItem, Repeat, Resource, Timing};

/// Our own code systems for what is written down.
pub(super) const RECORD: &str = "diary-record";
pub(super) const SCALE: &str = "scale";

impl Build<'_, '_> {
    pub(super) fn questionnaires(&self) -> Vec<(String, Resource)> {
        let d = &self.entry.document;
        let words = self.handout.words.0;
        let mut resources = Vec::new();
        if let Some(diary) = &d.diary {
            let items = diary.records.iter().map(|record| self.record(*record, d)).collect();
            resources.push(self.questionnaire(ids::DIARY, words.diary, words.diary_intro, items));
        }
        if !d.outcome_measures.is_empty() {
            let items = (1..).zip(&d.outcome_measures).map(|(n, m): (usize, _)| {
                let kind = "integer".to_owned();
                let extension = if matches!(m.scale, Scale::Pain0To10 | Scale::Activity0To10) {
                    up_to_ten()
                } else {
                    Vec::new()
                };
                QuestionnaireItem {
                    link_id: format!("measure-{n}"),
                    extension,
                    code: vec![self.own_code(SCALE, &word(m.scale), self.w.scale(m.scale))],
                    text: m.title.to_string(),
                    kind,
                    item: vec![
                        display(&format!("measure-{n}-how"), &m.how),
                        display(&format!("measure-{n}-scale"), self.w.scale(m.scale)),
                    ],
                }
            });
            resources.push(self.questionnaire(
                ids::OUTCOMES,
                words.measures,
                words.measures_intro,
                items.collect(),
            ));
        }
        resources
    }

    /// Each day for so many weeks; the measures at the start and after.
    pub(super) fn questionnaire_actions(&self, d: &Program) -> Vec<Action> {
        let words = self.handout.words.0;
        let mut actions = Vec::new();
        if let Some(diary) = &d.diary {
            let repeat = Repeat {
                bounds_duration: Some(extensions::quantity(f64::from(diary.weeks.get()), WEEKS)),
                frequency: Some(1),
                period: Some(1),
                period_unit: "d".into(),
                ..Repeat::default()
            };
            actions.push(Action {
                timing_timing: Some(Timing { repeat: Some(repeat), ..Timing::default() }),
                ..self.asking(ids::DIARY, words.diary, words.diary_intro)
            });
        }
        if !d.outcome_measures.is_empty() {
            actions.push(self.asking(ids::OUTCOMES, words.measures, words.measures_intro));
        }
        actions
    }

    fn asking(&self, id: &str, title: &str, text: &str) -> Action {
        Action {
            id: id.into(),
            title: title.into(),
            description: self.prose(text),
            text_equivalent: self.prose(text),
            definition_canonical: self.questionnaire_address(id),
            ..Action::default()
        }
    }

    fn questionnaire_address(&self, which: &str) -> String {
        self.address("Questionnaire", &self.part_id(&format!(".{which}")))
    }

    fn questionnaire(
        &self,
        which: &str,
        title: &str,
        intro: &str,
        questions: Vec<QuestionnaireItem>,
    ) -> (String, Resource) {
        let id = self.part_id(&format!(".{which}"));
        let url = self.questionnaire_address(which);
        let mut blocks = Blocks::default();
        blocks.heading(format!("{}: {title}", self.handout.title));
        blocks.paragraph(intro);
        blocks.list(questions.iter().map(|q| q.text.clone()).collect());
        let safety = self.safety_blocks();
        blocks.extend(&safety);
        let mut item = questions;
        // Whoever fills it in daily is who has to know what must not wait.
        item.push(display("safety", &safety.plain()));
        let questionnaire = Questionnaire {
            name: computer_name(&id),
            id,
            language: self.language(),
            text: Some(blocks.narrative(&self.language())),
            url: url.clone(),
            version: self.content_version(),
            title: format!("{}: {title}", self.handout.title),
            status: self.status(),
            subject_type: vec!["Patient".into()],
            publisher: self.publisher(),
            description: markdown(intro),
            copyright: self.copyright(),
            item,
        };
        (url, Resource::Questionnaire(Box::new(questionnaire)))
    }

    fn record(&self, record: DiaryRecord, d: &Program) -> QuestionnaireItem {
        let (title, hint) = self.w.diary_record(record);
        let text = hint.map_or_else(|| title.to_owned(), |hint| format!("{title} ({hint})"));
        let link_id = word(record);
        let code: Vec<Coding> = vec![self.own_code(RECORD, &link_id, title)];
        let (kind, extension, item) = match record {
            // A tick for each session: which there are depends on the phase.
            DiaryRecord::Done => {
                let mut ticks = Vec::new();
                for (p, phase) in (1..).zip(&d.phases) {
                    for (s, session) in (1..).zip(&phase.sessions) {
                        let (p, s): (usize, usize) = (p, s);
                        ticks.push(QuestionnaireItem {
                            link_id: format!("{link_id}-{p}-{s}"),
                            text: format!("{}: {}", phase.title, session.title),
                            kind: "boolean".into(),
                            ..QuestionnaireItem::default()
                        });
                    }
                }
                ("group", Vec::new(), ticks)
            }
            DiaryRecord::LegPain | DiaryRecord::BackPain | DiaryRecord::Effort => {
                ("integer", up_to_ten(), Vec::new())
            }
            DiaryRecord::WalkingMinutes => ("integer", Vec::new(), Vec::new()),
            DiaryRecord::Note => ("text", Vec::new(), Vec::new()),
        };
        QuestionnaireItem { extension, link_id, code, text, kind: kind.into(), item }
    }
}

fn display(link_id: &str, text: &str) -> QuestionnaireItem {
    QuestionnaireItem {
        link_id: link_id.into(),
        text: text.into(),
        kind: "display".into(),
        ..QuestionnaireItem::default()
    }
}

/// FHIR's own extensions for the least and the most of an answer.
fn up_to_ten() -> Vec<Extension> {
    let limit = |name: &str, n| Extension {
        url: format!("http://hl7.org/fhir/StructureDefinition/{name}"),
        value_integer: Some(n),
        ..Extension::default()
    };
    vec![limit("minValue", 0), limit("maxValue", 10)]
}
