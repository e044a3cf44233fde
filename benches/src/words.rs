//! Short sentences that fit any exercise or program, to vary the documents with. Plain enough to stay below the
//! reading grade of the rules.

pub(crate) const FEELS: [&str; 8] = [
    "You feel a gentle pull. It does not hurt.",
    "You feel warm and loose. Your back stays still.",
    "You feel a mild stretch. It goes when you let go.",
    "You feel your belly work. Your neck stays soft.",
    "You feel light work in your hips. Your leg does not tingle.",
    "You feel the back of your leg. The pull is mild and steady.",
    "You feel that you work a bit. You can still talk.",
    "You feel a soft pull on one side. Both sides may not feel the same.",
];

pub(crate) const BREATHS: [&str; 6] = [
    "Breathe slowly. Do not hold your breath.",
    "Breathe in, then breathe out as you move.",
    "Keep your breath calm. Count out loud if that helps.",
    "Breathe out as you lift. Breathe in as you come back.",
    "Let your breath flow. Sink down a bit as you breathe out.",
    "Take one slow breath at each end of the move.",
];

pub(crate) const CAUTIONS: [&str; 12] = [
    "Go only as far as it feels good.",
    "Do not bounce.",
    "Stop if your leg starts to tingle.",
    "Move slowly. Take your time.",
    "Hold on to something if you sway.",
    "Keep your neck long and loose.",
    "Rest when you need to.",
    "Do less on a bad day.",
    "Do not push on when it hurts.",
    "Take your shoes off if you stand on a mat.",
    "Keep the floor clear so that you do not slip.",
    "If you feel dizzy, sit down and rest.",
];

pub(crate) const WHYS: [&str; 10] = [
    "It eases a stiff back.",
    "It makes your back strong.",
    "It keeps your hips loose.",
    "It helps you to walk well.",
    "It gives the nerve more room.",
    "It warms you up for the rest.",
    "It helps you to get up with ease.",
    "It makes your legs strong.",
    "It takes load off your back.",
    "It helps you to sit for longer.",
];

pub(crate) const NOTES: [&str; 10] = [
    "Start low and go slow.",
    "Use a chair to hold on to.",
    "Leave it out on a bad day.",
    "Put a pillow under your head if you like.",
    "Do it on a mat or on the bed.",
    "Keep your eyes on one spot.",
    "Go less far at first, then a bit more each week.",
    "Stay near a wall.",
    "Stop if your leg feels worse.",
    "Wear shoes that do not slip.",
];

pub(crate) const GOALS: [(&str, &str); 8] = [
    ("You sleep through the night.", "You wake up once or less."),
    ("You can walk to the shops and back.", "You do not have to stop on the way."),
    ("You can put on your socks with ease.", "You do it on your feet or on a chair."),
    ("You can sit through a meal.", "You do not have to get up."),
    ("You can climb the stairs.", "You do not need the rail."),
    ("You do your moves on most days.", "Your diary has ticks on five days of the week."),
    ("You can stand and cook.", "You stand for as long as it takes."),
    ("You have less pain in your leg.", "The score in your diary goes down."),
];

/// A sentence of more than 25 words, none of them long.
pub(crate) const LONG_SENTENCE: &str = "You can get up and walk to the shop and buy some milk and then walk back home and sit down and have a cup of tea with a friend.";
