//! What is found in one document, as far as anybody would read it.

use regimen_schema::{Finding, Level, Location};

use crate::rules::structure::TOO_MANY_FINDINGS;

/// The most findings of one document that are told at once: nobody mends more, and a file that is made to overwhelm
/// holds millions.
const MOST: usize = 1_000;

/// The findings of one document. What is found beyond the most that are told is only counted.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    told: Vec<Finding>,
    untold: Option<Untold>,
    /// Nothing at all is told.
    is_count: bool,
}

/// What is not told.
#[derive(Debug)]
struct Untold {
    /// The first of it. Whoever finds something may still add to it.
    first: Finding,
    count: usize,
    gravest: Level,
}

impl Findings {
    /// Findings that are counted only.
    pub(crate) fn counted() -> Self {
        Self { is_count: true, ..Self::default() }
    }

    /// Whether nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.told.is_empty() && self.untold.is_none()
    }

    /// Takes a finding.
    pub(crate) fn push(&mut self, finding: Finding) {
        self.push_with(finding.level, || finding);
    }

    /// Takes a finding that is made up only if it will be told. Gives back what was taken.
    pub(crate) fn push_with(&mut self, level: Level, make: impl FnOnce() -> Finding) -> &mut Finding {
        if self.told.len() < MOST && !self.is_count {
            let place = self.told.len();
            self.told.push(make());
            return &mut self.told[place];
        }
        let untold = self.untold.get_or_insert_with(|| Untold { first: make(), count: 0, gravest: level });
        untold.count += 1;
        untold.gravest = untold.gravest.max(level);
        &mut untold.first
    }

    /// Keeps what is wanted of what is told. Gives back whether all of it was.
    pub(crate) fn retain(&mut self, wanted: impl FnMut(&Finding) -> bool) -> bool {
        let before = self.told.len();
        self.told.retain(wanted);
        self.told.len() == before
    }

    /// All that is told, with a last finding that says how much more there is.
    pub(crate) fn into_told(mut self) -> Vec<Finding> {
        if let Some(Untold { first, count, gravest }) = self.untold {
            let at = Location { file: first.at.file, spot: first.at.spot };
            let message = format!("{count} more findings from here on are not shown");
            self.told.push(
                Finding::new(TOO_MANY_FINDINGS.id, gravest, at, message)
                    .help("mend the others first, or make the document anew"),
            );
        }
        self.told
    }
}
