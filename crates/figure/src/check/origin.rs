//! Where the author wrote what a fault comes from.

use regimen_schema::documents::Figure;
use regimen_schema::documents::figure::{
    AngleKey, Angles, Contacts, Limb as Part, PairedKey, Side, Sided, Surface, Target,
};

use crate::pose::Posed;

/// A frame of a figure, as its author wrote it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin<'a> {
    pub(super) figure: &'a Figure,
    pub(super) frames: &'a [Posed],
    pub(super) index: usize,
}

/// A chain of joints: what one of them does moves all that come after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chain {
    Trunk,
    Arm(Side),
    Leg(Side),
}

impl Chain {
    pub(super) fn of_surface(part: Sided<Surface>) -> Self {
        match (part.side, part.part) {
            (None, _) => Self::Trunk,
            (Some(side), Surface::UpperArm | Surface::Forearm | Surface::Hand) => Self::Arm(side),
            (Some(side), _) => Self::Leg(side),
        }
    }

    fn of_joint(key: AngleKey) -> Self {
        match key {
            AngleKey::Axial(_) => Self::Trunk,
            AngleKey::Paired(joint, side) if is_of_leg(joint) => Self::Leg(side),
            AngleKey::Paired(_, side) => Self::Arm(side),
        }
    }

    fn has_contact(self, part: Part, side: Option<Side>) -> bool {
        let (is_mine, own) = match self {
            Self::Trunk => (part == Part::Head, None),
            Self::Arm(own) => (matches!(part, Part::Arm | Part::Hand | Part::Forearm), Some(own)),
            Self::Leg(own) => (
                matches!(part, Part::Leg | Part::Foot | Part::Shin | Part::Toes | Part::Knee | Part::Ankle),
                Some(own),
            ),
        };
        is_mine && (side.is_none() || side == own)
    }
}

fn is_of_leg(joint: PairedKey) -> bool {
    ["hip_", "knee_", "ankle_", "toe_"].iter().any(|start| joint.name().starts_with(start))
}

impl Origin<'_> {
    /// The frame itself.
    pub(super) fn frame(&self) -> String {
        frame(self.index)
    }

    /// Where it was written how the body rests; if the start position brought it, the frame itself.
    pub(super) fn place(&self) -> String {
        self.layers()
            .find(|i| self.figure.frames[*i].place.is_some())
            .map_or_else(|| self.frame(), |i| frame(i) + "/place")
    }

    /// Where a contact was written.
    pub(super) fn contact(&self, part: Part, side: Option<Side>) -> String {
        let written = |i: usize| {
            let contacts = self.figure.frames[i].contacts.as_ref()?;
            let is_it = |limb, of: Option<Side>| limb == part && (of.is_none() || of == side);
            let (key, ..) = contacts.given().find(|(_, limb, of, _)| is_it(*limb, *of))?;
            Some(format!("{}/contacts/{key}", frame(i)))
        };
        self.layers().find_map(written).unwrap_or_else(|| self.frame())
    }

    /// Where an angle was written. If it is another one now, for a contact or the ground bends the joint: what bends it.
    pub(super) fn angle(&self, key: AngleKey, degrees: f64) -> String {
        let written = self.layers().find_map(|i| {
            let angles = self.figure.frames[i].angles.as_ref()?;
            let (_, said) = angles.given().into_iter().find(|(other, _)| *other == key)?;
            Some((angle_at(i, angles, key), said))
        });
        // Degrees are read off the bones again: not to the last digit.
        match written {
            Some((at, said)) if (said - degrees).abs() < 2.0 => at,
            _ => self.chain(&[Chain::of_joint(key)]),
        }
    }

    /// What the frame says of the first of some chains of joints of which it says anything: a contact, or angles. If of
    /// none, how the body rests, or else the frame itself.
    pub(super) fn chain(&self, chains: &[Chain]) -> String {
        let said = &self.figure.frames[self.index];
        let contact = |chain: Chain, is_free: bool| {
            let contacts: &Contacts = said.contacts.as_ref()?;
            let (key, ..) = contacts.given().find(|(_, part, side, contact)| {
                // A foot that is only level lies wherever the leg has it.
                let leaves_it = matches!(contact.reach().to.part, Target::Free | Target::Flat);
                chain.has_contact(*part, *side) && leaves_it == is_free
            })?;
            Some(format!("{}/contacts/{key}", self.frame()))
        };
        let angles = |chain: Chain| {
            let angles = said.angles.as_ref()?;
            let given = angles.given().into_iter().map(|(key, _)| key);
            let mut mine = given.filter(|key| Chain::of_joint(*key) == chain);
            let first = mine.next()?;
            // Which of several it is cannot be told: they act together.
            Some(match mine.next() {
                None => angle_at(self.index, angles, first),
                Some(_) => self.frame() + "/angles",
            })
        };
        let own = |chain: &Chain| {
            contact(*chain, false).or_else(|| angles(*chain)).or_else(|| contact(*chain, true))
        };
        let place = || said.place.is_some().then(|| self.frame() + "/place");
        chains.iter().find_map(own).or_else(place).unwrap_or_else(|| self.frame())
    }

    /// The frames that this one is made of, the latest first.
    fn layers(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(self.index), |i| self.frames[*i].base)
    }
}

fn frame(index: usize) -> String {
    format!("/frames/{index}")
}

fn angle_at(index: usize, angles: &Angles, key: AngleKey) -> String {
    let at = format!("{}/angles/{}", frame(index), key.name());
    match key {
        AngleKey::Paired(joint, side) if angles.is_by_side(joint) => format!("{at}/{}", side.name()),
        _ => at,
    }
}
