//! Parts of a handout that stand by themselves: advice, pictures, sources.

use std::sync::Arc;

use regimen_schema::documents::exercise::Media;
use regimen_schema::documents::library::Logo;
use regimen_schema::documents::program::Program;
use regimen_schema::id::SourceId;
use regimen_schema::text::Text;

use super::{Advice, AdviceGroup, Picture};
use crate::lookup::Lookup;
use crate::wording::Wording;

/// The advice of a program by group, groups in the order of their kind.
pub(super) fn advice(
    w: &dyn Wording,
    lookup: &mut Lookup<'_>,
    program: &Program,
    credits: &mut Vec<String>,
) -> Vec<AdviceGroup> {
    let mut entries: Vec<_> = program.advice.iter().filter_map(|id| lookup.advice(id)).collect();
    entries.sort_by_key(|e| e.document.group);
    let mut groups: Vec<AdviceGroup> = Vec::new();
    for entry in entries {
        let d = &entry.document;
        let item = Advice {
            title: d.title.to_string(),
            text: d.text.to_string(),
            picture: d.picture.as_ref().and_then(|m| picture(lookup, &entry.file, entry.pack(), m, credits)),
        };
        let title = w.advice_group(d.group);
        match groups.last_mut() {
            Some(group) if group.title == title => group.items.push(item),
            _ => groups.push(AdviceGroup { title, items: vec![item] }),
        }
    }
    groups
}

/// A picture that can be shown; who made it is noted once.
pub(super) fn picture(
    lookup: &mut Lookup<'_>,
    file: &Arc<str>,
    pack: &str,
    media: &Media,
    credits: &mut Vec<String>,
) -> Option<Picture> {
    let image = lookup.image(file, pack, media)?;
    let credit: Vec<&str> = media.credit.iter().chain(&media.licence).map(|text| &**text).collect();
    let credit = credit.join(", ");
    if !credit.is_empty() && !credits.contains(&credit) {
        credits.push(credit);
    }
    Some(Picture {
        media_type: image.media_type,
        bytes: image.bytes.to_vec(),
        alt: media.alt.as_ref().map(ToString::to_string).unwrap_or_default(),
    })
}

/// The library's logo, if the file is a picture.
pub(super) fn logo(lookup: &mut Lookup<'_>, logo: &Logo) -> Option<Picture> {
    let image = lookup.logo(&logo.file)?;
    Some(Picture { media_type: image.media_type, bytes: image.bytes.to_vec(), alt: logo.alt.to_string() })
}

/// The sources that the sheet rests on: the program's own first, then those of what it holds.
pub(crate) fn source_ids(lookup: &mut Lookup<'_>, program: &Program) -> Vec<SourceId> {
    let mut ids: Vec<SourceId> = Vec::new();
    let mut add = |more: &[SourceId]| {
        for id in more {
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
    };
    add(&program.sources);
    add(program.pain_rule.as_ref().map_or(&[], |r| &r.sources));
    for session in program.phases.iter().flat_map(|p| p.sessions.iter()) {
        add(session.frequency.as_ref().and_then(|f| f.basis.as_ref()).map_or(&[], |b| &b.sources));
        for item in &session.items {
            let Some(entry) = lookup.exercise(&item.exercise) else { continue };
            add(&entry.document.sources);
            let dose = item.dose.as_ref().or(entry.document.dose.as_ref());
            add(dose.and_then(|d| d.basis()).map_or(&[], |b| &b.sources));
            for entry in item.alternatives.iter().filter_map(|id| lookup.exercise(id)) {
                add(&entry.document.sources);
            }
        }
    }
    for entry in program.advice.iter().filter_map(|id| lookup.advice(id)) {
        add(&entry.document.sources);
    }
    for flag in program.red_flags.iter().filter_map(|id| lookup.red_flag(id)) {
        add(&flag.sources);
    }
    ids
}

/// Texts as strings.
pub(super) fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

/// A text as a string, if there is one.
pub(super) fn owned(text: Option<&Text>) -> Option<String> {
    text.map(ToString::to_string)
}
