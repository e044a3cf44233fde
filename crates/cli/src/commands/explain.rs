//! `regimen explain`

use anyhow::Result;
use regimen_validator::rules::by_id;
use regimen_validator::suggest_rule;

use super::Misused;
use crate::{End, terminal};

pub(super) fn run(id: &str) -> Result<End> {
    let Some(rule) = by_id(id) else {
        let near = suggest_rule(id).map_or_else(
            || "`regimen list rules` names every rule".to_owned(),
            |near| format!("did you mean {near}?"),
        );
        return Err(Misused(format!("there is no rule {id}: {near}")).into());
    };
    let page = rule.page.trim_end();
    terminal::say(&format!("{page}\n\nGroup: {}. Level: {}.\n", rule.group.name(), rule.level.name()))?;
    Ok(End::Clean)
}
