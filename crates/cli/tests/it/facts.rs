//! The sample pack is held to its ground: every fact and figure of the four patient texts stands where it belongs,
//! under the source that gives it, and what no source gives is called editorial.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use regimen_schema::documents::{Exercise, Program};
use regimen_schema::id::ExerciseId;
use regimen_schema::volume::SessionSeconds;
use serde_json::Value;

/// One fact a line: document | JSON Pointer | what stands there | what it rests on. A heading is the fact's place in
/// the list of facts: its section, and in section 4 its row.
///
/// What stands there:
/// `is X` this text or number · `X..Y` a range · `has a, b` words in the texts there, whatever their case ·
/// `holds a, b` members of the list there · `lacks a, b` neither words nor members · `one of a, b` ·
/// `uses a, b` / `never uses a, b` exercises in the sessions there · `nothing` no such field.
///
/// What it rests on: sources that the nearest basis above the place, or else the document, names · `own`: the basis
/// names none of S1 to S4 and says what is editorial · `-`: nothing is asked.
/// `programs/*` means each of them.
const FACTS: &str = r"
# 0 sources, as they may be cited
sources/s1 | /citation | has Cainiu Health, What exercises can relieve sciatica pain?, Dr. Chen Jian, 23 Aug 2024 | -
sources/s1 | /date | is 2024-08-23 | -
sources/s2 | /citation | has Sciatica exercises for sciatica pain relief, guide by diagnosis, 29 Jan 2024 | -
sources/s3 | /citation | has Advance Physical Therapy, At-home exercises for sciatica | -
sources/s4 | /citation | has Sciatica exercises for sciatica pain relief, yoga poses | -

# 1 what sciatica is
conditions/sciatica | /summary | has pain, numb, weak, sciatic nerve, lower back, buttock, hip, down the leg | s2 s3
conditions/sciatica | /summary | has most often it is just one side | s3
conditions/sciatica | /summary | has not for what causes it | s2
conditions/sciatica | /clinician_note | has radiculopathy, set of symptoms | s2
conditions/sciatica | /summary | has presses on the nerve, sore and swells, go numb | s3
conditions/sciatica | /summary | has disc, slipped, worn down, too narrow, slid forward | s2
conditions/sciatica | /summary | has tight muscle in your buttock | s4
conditions/sciatica | /summary | has the way the spine grew, injury | s4
conditions/sciatica | /clinician_note | has tumour, infection, cauda equina, ruled out first | s2 s4
conditions/sciatica | /clinician_note | has no exercise program corrects them, wrongly focused | s4
conditions/sciatica | /what_needs_care | has wrong exercise, worse | s4
conditions/sciatica | /what_helps | has heat, cold, pain medicine, as you need | s3
conditions/sciatica | /red_flags | holds cauda-equina, infection, cancer | s2
conditions/piriformis-tightness | /summary | has deep in your buttock, passes by it or through it | s4
conditions/piriformis-tightness | /summary | has tight, presses on the nerve | s4
programs/short-home-routine | /for_whom | has down one leg, not much time, numb, buttock | s1
programs/short-home-routine | /clinician_note | has in the 40s, busy | s1
red_flags/cauda-equina | /urgency | is emergency | s2
red_flags/cancer | /title | has tumour | s2 s4
red_flags/infection | /concern | is infection | s2 s4

# 2 why exercise: six purposes
conditions/sciatica | /summary | has ease the pain | s2
conditions/sciatica | /summary | has help your leg move | s2
conditions/sciatica | /summary | has helps them heal | s2
conditions/sciatica | /summary | has the nerve, works better | s2
conditions/sciatica | /summary | has makes the muscles strong | s2
conditions/sciatica | /summary | has new bouts are less likely | s2 s4
sources/s2 | /supports | has acute nerve pain, range of motion, healing of soft tissue, nerve function, recurrences | -

# 2 why exercise: five effects on tissue
conditions/sciatica | /summary | has hold up your spine, tire less | s2
conditions/sciatica | /summary | has bones get stronger | s2
conditions/sciatica | /summary | has more blood flows to your muscles and the nerve | s2
conditions/sciatica | /summary | has discs draw in fluid, like a sponge | s2
conditions/sciatica | /summary | has nerve gets less stiff, less swollen | s2
sources/s2 | /supports | has deep fibres, pain from fatigue, osteoporosis, arthritis, ankylosing spondylitis | -
sources/s2 | /supports | has blood flow, sponge, nerve glides, less swelling, immune changes | -

# 2 why exercise: better than rest
conditions/sciatica | /summary | has moving helps more than staying in bed, weak and stiff, hurt more easily | s2 s3 s4
conditions/sciatica | /summary | has one or two days of rest | s4
conditions/sciatica | /summary | has start to move again soon | s4
conditions/sciatica | /summary | has take load off your spine | s4
conditions/sciatica | /summary | has get well faster | s2 s4
conditions/sciatica | /summary | has without drugs | s4
programs/return-to-activity | /start_when | has on the day your pain flares up, soon is better than late | s4
programs/return-to-activity | /cautions | has not rest for more than two days | s4

# 2 why exercise: order of work
programs/return-to-activity | /phases/1 | uses abdominal-bracing, pelvic-tilt | s4
programs/return-to-activity | /phases/1 | never uses lying-piriformis-stretch, reclining-big-toe | s4
programs/return-to-activity | /phases/2 | uses lying-piriformis-stretch, reclining-big-toe, sciatic-nerve-glide | s2 s4
programs/piriformis-and-hamstring-starter | /tailoring_notes | has core muscles first, piriformis, hamstrings beside | s4

# 3 lumbar disc herniation
conditions/lumbar-disc-herniation | /what_helps | has belly and trunk strong, backwards | s2
conditions/lumbar-disc-herniation | /clinician_note | has abdominal and core strengthening, centralisation, McKenzie | s2
conditions/lumbar-disc-herniation | /favoured_movements | holds lumbar-extension | s2
conditions/lumbar-disc-herniation | /cautioned_movements | holds loaded-lumbar-flexion | -
conditions/lumbar-disc-herniation | /clinician_note | has loaded flexion, editorial | -
conditions/lumbar-disc-herniation | /codes | has icd-10-cm, M51.16, M51.26, snomed-ct, 20021007 | -

# 3 lumbar spinal stenosis
conditions/lumbar-spinal-stenosis | /what_helps | has bending gently forward, stretch your back and hips, belly muscles strong | s2
conditions/lumbar-spinal-stenosis | /favoured_movements | holds lumbar-flexion | s2
conditions/lumbar-spinal-stenosis | /codes | has M48.061, M48.062, 18347007 | -

# 3 lumbar disc degeneration with instability
conditions/lumbar-disc-degeneration | /what_helps | has back and trunk strong, hold the worn part still | s2
conditions/lumbar-disc-degeneration | /summary | has small extra movements | s2
conditions/lumbar-disc-degeneration | /favoured_movements | holds neutral-spine | s2
conditions/lumbar-disc-degeneration | /codes | has M51.361, M51.362, 26538006 | -
conditions/lumbar-disc-degeneration | /codes | lacks M51.36 | -

# 3 isthmic spondylolisthesis
conditions/isthmic-spondylolisthesis | /what_helps | has muscles of your lower back strong, support your spine, sliding on | s2
conditions/isthmic-spondylolisthesis | /favoured_movements | holds neutral-spine | s2
conditions/isthmic-spondylolisthesis | /cautioned_movements | holds end-range-lumbar-extension | -
conditions/isthmic-spondylolisthesis | /clinician_note | has end-range extension, editorial | -
conditions/isthmic-spondylolisthesis | /codes | has M43.16 | -

# 3 piriformis tightness, and cause not yet known
conditions/piriformis-tightness | /what_helps | has stretching this muscle, back of your thighs | s4
conditions/piriformis-tightness | /favoured_movements | holds neutral-spine | -
conditions/piriformis-tightness | /codes | has G57.00 | -
conditions/sciatica | /what_needs_care | has see a physiotherapist or doctor first | s2 s4
conditions/sciatica | /what_helps | has gentle movement | -
conditions/sciatica | /favoured_movements | holds neutral-spine | -
conditions/sciatica | /codes | has M54.30, 23056005, 128196005 | -

# 4.1 supine double knee hug
exercises/double-knee-hug | /aliases | holds Knee hug | s1 s4
exercises/double-knee-hug | /start_position | is supine | s1
exercises/double-knee-hug | /steps | has bed, legs together, hands around both knees, slowly towards your chest | s1
exercises/double-knee-hug | /laterality | is both-sides | s1
exercises/double-knee-hug | /dose/repetitions | 10..15 | s1
exercises/double-knee-hug | /frequency/times_a_day | 2..3 | s1
exercises/double-knee-hug | /purpose | has stretches your lower back, legs, less tense | s1

# 4.2 prone arm-and-leg raise
exercises/prone-arm-and-leg-raise | /aliases | holds Swallow flying, Superman | s1
exercises/prone-arm-and-leg-raise | /start_position | is prone | s1
exercises/prone-arm-and-leg-raise | /steps | has bed, arms and legs together, hold, lower | s1
exercises/prone-arm-and-leg-raise | /laterality | is both-sides | s1
exercises/prone-arm-and-leg-raise | /dose/hold_seconds | 5..10 | s1
exercises/prone-arm-and-leg-raise | /dose/repetitions | 5..10 | s1
exercises/prone-arm-and-leg-raise | /dose/sets | 2..3 | s1
exercises/prone-arm-and-leg-raise | /frequency/days_a_week | is 7 | s1
exercises/prone-arm-and-leg-raise | /purpose | has lower back strong, spine steady | s1
exercises/prone-arm-and-leg-raise | /movements | holds end-range-lumbar-extension | -

# 4.3 supine straight-leg raise
exercises/straight-leg-raise | /start_position | is supine | s1
exercises/straight-leg-raise | /steps | has both legs straight, raise one leg slowly, mild stretch, hold, lower the leg slowly, change legs | s1
exercises/straight-leg-raise | /laterality | is each-side | s1
exercises/straight-leg-raise | /dose/hold_seconds | is 5 | own
exercises/straight-leg-raise | /dose/basis/editorial | has S1 gives no counts, a few seconds | -
exercises/straight-leg-raise | /purpose | has belly and legs strong, load off your lower back | s1
exercises/straight-leg-raise | /cautions | has do not overstretch | s1

# 4.4 side-lying leg raise
exercises/side-lying-leg-raise | /start_position | is side-lying | s1
exercises/side-lying-leg-raise | /steps | has head on your lower arm, without moving your trunk, raise your top leg slowly, mild stretch, hold | s1
exercises/side-lying-leg-raise | /steps | has lower the leg slowly, other side | s1
exercises/side-lying-leg-raise | /laterality | is each-side | s1
exercises/side-lying-leg-raise | /dose/hold_seconds | is 5 | own
exercises/side-lying-leg-raise | /dose/basis/editorial | has S1 gives no counts, several seconds | -
exercises/side-lying-leg-raise | /purpose | has hip and thigh strong, pelvis steady, pressure off the nerve | s1

# 4.5 standing forward tilt
exercises/standing-forward-tilt | /start_position | is standing | s1
exercises/standing-forward-tilt | /steps | has as far apart as your shoulders, at your waist, back straight, fingertips, come up slowly | s1
exercises/standing-forward-tilt | /laterality | is unsided | s1
exercises/standing-forward-tilt | /dose/hold_seconds | 15..30 | s1
exercises/standing-forward-tilt | /purpose | has lower back, back of your thighs | s1
exercises/standing-forward-tilt | /steps | has hands on the chair | s1
exercises/standing-forward-tilt | /easier | has something else that stands firm | s1
exercises/standing-forward-tilt | /movements | holds loaded-lumbar-flexion | -

# 4.6 single knee to chest
exercises/single-knee-to-chest | /start_position | is crook-lying | s3
exercises/single-knee-to-chest | /steps | has pillow under your head, knees, as wide apart as your hips, one knee slowly towards your chest | s3
exercises/single-knee-to-chest | /steps | has with both hands, other knee, neck and shoulders go loose | s3
exercises/single-knee-to-chest | /laterality | is each-side | s3
exercises/single-knee-to-chest | /frequency/days_a_week | is 7 | s3
exercises/single-knee-to-chest | /dose/hold_seconds | is 20 | own
exercises/single-knee-to-chest | /purpose | has eases, lower back | s3
exercises/single-knee-to-chest | /cautions | has only as far as it feels good | s3

# 4.7 modified cobra
exercises/modified-cobra | /start_position | is prone | s3
exercises/modified-cobra | /steps | has beside your chest, a little wider than your shoulders, press gently, elbows still bent | s3
exercises/modified-cobra | /steps | has raise your head and chest, hold, lower | s3
exercises/modified-cobra | /laterality | is unsided | s3
exercises/modified-cobra | /dose/hold_seconds | is 5 | own
exercises/modified-cobra | /dose/basis/editorial | has a few seconds | -
exercises/modified-cobra | /frequency/days_a_week | is 7 | s3
exercises/modified-cobra | /feel | has front of your hips, belly | s3
exercises/modified-cobra | /movements | holds lumbar-extension | -

# 4.8 seated hip stretch, figure four
exercises/seated-figure-four | /aliases | holds Seated hip stretch | s3
exercises/seated-figure-four | /start_position | is sitting | s3
exercises/seated-figure-four | /steps | has ankle over your other knee, sit tall, lean slowly forward, back straight, other side | s3
exercises/seated-figure-four | /harder | has press gently down | s3
exercises/seated-figure-four | /dose/hold_seconds | is 30 | s3
exercises/seated-figure-four | /dose/basis/editorial | has a few times, three is the editors' own | -
exercises/seated-figure-four | /laterality | is each-side | s3
exercises/seated-figure-four | /frequency/days_a_week | is 7 | s3
exercises/seated-figure-four | /feel | has hip and buttock of the leg on top | s3

# 4.9 standing hamstring stretch
exercises/standing-hamstring-stretch | /start_position | is standing | s3
exercises/standing-hamstring-stretch | /steps | has one straight leg on the step, toes up, lean slowly forward, back straight, hold | s3
exercises/standing-hamstring-stretch | /dose/hold_seconds | is 15 | own
exercises/standing-hamstring-stretch | /dose/basis/editorial | has a few seconds, repeat | -
exercises/standing-hamstring-stretch | /frequency/days_a_week | is 7 | s3
exercises/standing-hamstring-stretch | /feel | has back of your thigh | s3
exercises/standing-hamstring-stretch | /laterality | is each-side | s3

# 4.10 supine crossed-leg piriformis stretch
exercises/lying-piriformis-stretch | /start_position | is supine | s4
exercises/lying-piriformis-stretch | /steps | has 45 degrees, right leg over your left leg, gently towards your chest, pull in your right buttock | s4
exercises/lying-piriformis-stretch | /steps | has lower your legs gently, left leg over your right leg | s4
exercises/lying-piriformis-stretch | /dose/hold_seconds | is 60 | s4
exercises/lying-piriformis-stretch | /laterality | is each-side | s4
exercises/lying-piriformis-stretch | /target_muscles | holds piriformis | s4
exercises/lying-piriformis-stretch | /purpose | has many people feel better at once | s4
exercises/lying-piriformis-stretch | /cautions | has do not force your legs far at first | s4

# 4.11 long-sitting hamstring stretch
exercises/long-sitting-hamstring-stretch | /start_position | is long-sitting | s4
exercises/long-sitting-hamstring-stretch | /steps | has both legs straight, towards your toes, hold | s4
exercises/long-sitting-hamstring-stretch | /dose/hold_seconds | is 30 | s4
exercises/long-sitting-hamstring-stretch | /dose/sets | is 3 | s4
exercises/long-sitting-hamstring-stretch | /steps | has each time, a little further | s4
exercises/long-sitting-hamstring-stretch | /laterality | is both-sides | s4
exercises/long-sitting-hamstring-stretch | /purpose | has back of your thigh, pull on your lower back | s4
exercises/long-sitting-hamstring-stretch | /clinician_note | has bend the knee and extend the thigh, load the lower back | s4
exercises/long-sitting-hamstring-stretch | /movements | holds loaded-lumbar-flexion | -

# 4.12 standing forward bend to parallel
exercises/standing-forward-bend | /start_position | is standing | s4
exercises/standing-forward-bend | /steps | has 45 cm (18 in), at your waist, level with the floor, hold | s4
exercises/standing-forward-bend | /dose/hold_seconds | is 30 | s4
exercises/standing-forward-bend | /harder | has lower than level, when it is easy | s4
exercises/standing-forward-bend | /cautions | has do not force | s4
exercises/standing-forward-bend | /laterality | is unsided | s4
exercises/standing-forward-bend | /target_muscles | holds hamstrings | s4
exercises/standing-forward-bend | /movements | holds loaded-lumbar-flexion | -

# 4.13 walking
exercises/walking | /dose/pace | is leisurely | s2 s4
exercises/walking | /harder | has brisk, 3 miles (4.8 km) a day | s2
exercises/walking | /purpose | has heart and lungs, easy on your joints, its own pain relief | s2
exercises/walking | /category | is aerobic | s2
exercises/walking | /cautions | has comfortable | s4
exercises/walking | /cautions | has lower back strong before you run or jump | s4
exercises/walking | /laterality | is unsided | -

# 4.14 to 4.24 the yoga poses of S4, doses the editors' own
exercises/childs-pose-to-upward-dog | /aliases | has child's pose to upward-facing dog | s4
exercises/childs-pose-to-upward-dog | /dose/repetitions | 3..5 | own
exercises/childs-pose-to-upward-dog | /movements | holds end-range-lumbar-extension | -
exercises/cat-cow | /aliases | holds Cat-cow | s4
exercises/cat-cow | /dose/repetitions | 8..10 | own
exercises/downward-dog | /aliases | holds Downward-facing dog | s4
exercises/downward-dog | /dose/hold_seconds | 10..20 | own
exercises/cobra | /aliases | holds Cobra pose | s4
exercises/cobra | /dose/hold_seconds | 5..10 | own
exercises/cobra | /movements | holds end-range-lumbar-extension | -
exercises/sphinx | /aliases | holds Sphinx pose | s4
exercises/sphinx | /dose/hold_seconds | 20..30 | own
exercises/sphinx | /movements | holds lumbar-extension | -
exercises/supported-bridge | /aliases | holds Supported bridge pose | s4
exercises/supported-bridge | /dose/hold_seconds | 20..30 | own
exercises/reclining-big-toe | /aliases | holds Reclining big toe pose | s4
exercises/reclining-big-toe | /dose/hold_seconds | 20..30 | own
exercises/reclining-twist | /aliases | holds Reclining spinal twist | s4
exercises/reclining-twist | /dose/hold_seconds | 15..30 | own
exercises/seated-twist | /aliases | holds Seated torso twist | s4
exercises/seated-twist | /dose/hold_seconds | 10..20 | own
exercises/pigeon | /title | is Pigeon pose | s4
exercises/pigeon | /dose/hold_seconds | 20..30 | own

# 4.25 prone press-up
exercises/prone-press-up | /aliases | holds Prone press-up, McKenzie extension | s2
exercises/prone-press-up | /start_position | is prone | s2
exercises/prone-press-up | /purpose | has pain out of your leg | s2
exercises/prone-press-up | /dose/repetitions | 8..10 | own
exercises/prone-press-up | /dose/basis/editorial | has centralisation therapy, McKenzie technique | -
exercises/prone-press-up | /movements | holds end-range-lumbar-extension | -

# 4.26 abdominal bracing, pelvic tilt
exercises/abdominal-bracing | /purpose | has belly muscles, hold your spine steady | s2
exercises/abdominal-bracing | /clinician_note | has core group (abdomen, back, pelvis) | s2
exercises/abdominal-bracing | /steps | has gently tighten your belly | s2
exercises/abdominal-bracing | /dose/repetitions | 6..8 | own
exercises/abdominal-bracing | /frequency/basis/editorial | has regular | -
exercises/pelvic-tilt | /purpose | has belly muscles to work | s2
exercises/pelvic-tilt | /dose/repetitions | 8..10 | own

# 4.27 sciatic nerve glide
exercises/sciatic-nerve-glide | /aliases | holds Nerve mobilisation | s2
exercises/sciatic-nerve-glide | /category | is nerve-glide | s2
exercises/sciatic-nerve-glide | /purpose | has nerve, less stiff | s2
exercises/sciatic-nerve-glide | /dose/repetitions | 8..10 | own

# 4.28 light aerobic warm-up
exercises/light-warm-up | /aliases | holds Light aerobic warm-up | s2
exercises/light-warm-up | /dose/minutes | is 10 | s2
exercises/light-warm-up | /purpose | has before harder exercise | s2

# 5 daily-life advice, all ten
advice/lift-with-bent-knees | /text | has bend your knees, hips back first | s2
advice/support-your-posture | /text | has walk, stand or sit, supports | s2
advice/change-position-often | /text | has not stand or sit in one place for long | s2
advice/one-foot-on-a-stool | /text | has stand for long, one foot on a low stool | s2
advice/spare-your-back-in-the-morning | /text | has do not bend and twist, after you get up, protects your discs | s2
advice/heat-before-exercise | /text | has before you exercise, after you wake up | s2
advice/warm-up-first | /text | has 10 minutes, lightly, hard workout | s2
advice/ice-for-soreness | /text | has ice pack, sore after exercise | s2
advice/pillow-between-the-legs | /text | has on your side, between your legs | s2
advice/pillow-under-the-knees | /text | has on your back, under your knees | s2

# 6 how to exercise safely
programs/* | /see_professional | has physiotherapist or doctor first, cause | s2 s4
programs/* | /see_professional | has wrong ones can make it worse | s2 s4
programs/* | /supervision | one of taught-first, regular-review | s2
programs/* | /cautions | has good form, as you were shown | s2
programs/* | /cautions | has start gently | s4
programs/* | /cautions | has breathe evenly, take a break | s2
programs/* | /stop_rules | has hurts, does not feel right, stop, tell your therapist | s2
programs/* | /clinician_note | has physical therapists, physiatrists, certified athletic trainers, chiropractors | s2
programs/* | /clinician_note | has figure of 3 out of 10 is editorial | -
programs/* | /pain_rule/settles_within_hours | is 24 | roh-sheet
programs/* | /tailoring_notes | has age, severity, tolerance | s2
programs/gentle-yoga | /clinician_note | has certified yoga instructors | s4
programs/piriformis-and-hamstring-starter | /clinician_note | has certified yoga or athletic instructors | s4

# 7 short home routine for busy adults
programs/short-home-routine | | uses double-knee-hug, prone-arm-and-leg-raise, straight-leg-raise, side-lying-leg-raise, standing-forward-tilt | s1
programs/short-home-routine | /phases/1/sessions/0/frequency/times_a_day | 2..3 | s1
programs/short-home-routine | /phases/1/sessions/0/items/0/dose | nothing | -
programs/short-home-routine | /phases/1/sessions/1/items/0/dose/sets | 2..3 | s1
programs/short-home-routine | /phases/1/sessions/1/items/0/dose/repetitions | 5..10 | s1
programs/short-home-routine | /phases/1/sessions/1/items/0/dose/hold_seconds | 5..10 | s1
programs/short-home-routine | /phases/1/sessions/1/frequency/days_a_week | is 7 | s1
programs/short-home-routine | /phases/1/sessions/2/items/0/dose | nothing | -
programs/short-home-routine | /not_for | holds lumbar-disc-herniation, lumbar-spinal-stenosis, isthmic-spondylolisthesis | -

# 7 daily home stretches
programs/daily-home-stretches | | uses single-knee-to-chest, modified-cobra, seated-figure-four, standing-hamstring-stretch | s3
programs/daily-home-stretches | /phases/1/sessions/0/frequency/days_a_week | is 7 | s3
programs/daily-home-stretches | /phases/1/sessions/1/frequency/days_a_week | is 7 | s3

# 7 piriformis and hamstring starter
programs/piriformis-and-hamstring-starter | | uses lying-piriformis-stretch, long-sitting-hamstring-stretch, standing-forward-bend, walking | s4
programs/piriformis-and-hamstring-starter | /conditions | holds piriformis-tightness | s4
programs/piriformis-and-hamstring-starter | /not_for | holds lumbar-disc-herniation | -

# 7 gentle yoga for sciatica
programs/gentle-yoga | | uses childs-pose-to-upward-dog, cat-cow, downward-dog, cobra, sphinx, supported-bridge | s4
programs/gentle-yoga | | uses double-knee-hug, reclining-big-toe, reclining-twist, seated-twist, pigeon | s4
programs/gentle-yoga | /not_for | holds lumbar-disc-herniation, lumbar-spinal-stenosis, isthmic-spondylolisthesis | -

# 7 walking progression
programs/walking-progression | /phases/0/sessions/0/items/0/dose/pace | is leisurely | s2 s4
programs/walking-progression | /phases/3/sessions/0/items/0/dose/pace | is brisk | s2 s4
programs/walking-progression | /phases/4/sessions/0/items/0/dose/distance_km | is 4.8 | s2
programs/walking-progression | /phases/4/sessions/0/items/0/dose/pace | is brisk | s2
programs/walking-progression | /phases/4/title | has 4.8 km (3 miles) a day | s2
programs/walking-progression | /cautions | has running and jumping wait until your back and belly are strong | s4
programs/walking-progression | | uses walking, abdominal-bracing, bridge, bird-dog | s2 s4

# 7 lumbar disc herniation
programs/lumbar-disc-herniation | | uses prone-press-up, modified-cobra, sphinx, abdominal-bracing, sciatic-nerve-glide | s2
programs/lumbar-disc-herniation | | never uses standing-forward-tilt, long-sitting-hamstring-stretch, standing-forward-bend, downward-dog | s2
programs/lumbar-disc-herniation | /conditions | holds lumbar-disc-herniation | s2

# 7 lumbar spinal stenosis
programs/lumbar-spinal-stenosis | | uses double-knee-hug, single-knee-to-chest, childs-pose | s2
programs/lumbar-spinal-stenosis | | uses seated-figure-four, standing-hamstring-stretch, abdominal-bracing, pelvic-tilt | s2
programs/lumbar-spinal-stenosis | | never uses prone-press-up, cobra, modified-cobra, sphinx, prone-arm-and-leg-raise, childs-pose-to-upward-dog, pigeon | s2

# 7 disc degeneration with instability
programs/disc-degeneration-with-instability | | uses abdominal-bracing, supported-bridge, bridge, side-lying-leg-raise, straight-leg-raise | s2
programs/disc-degeneration-with-instability | | never uses reclining-twist, seated-twist, cobra, standing-forward-bend, long-sitting-hamstring-stretch | s2

# 7 isthmic spondylolisthesis
programs/isthmic-spondylolisthesis | | uses abdominal-bracing, bridge, bird-dog | s2
programs/isthmic-spondylolisthesis | | never uses prone-press-up, cobra, modified-cobra, prone-arm-and-leg-raise, childs-pose-to-upward-dog, pigeon | s2
programs/isthmic-spondylolisthesis | /purpose | has support your lower back, keep the bone where it is | s2

# 7 return to activity after a flare-up
programs/return-to-activity | /phases/0/title | has rest a little, days 1 and 2 | s4
programs/return-to-activity | /phases/0/move_on_when | has two days have passed | s4
programs/return-to-activity | /phases/3 | uses light-warm-up, walking | s2
programs/return-to-activity | /phases/4/title | has keep the next flare-up away | s2 s4
programs/return-to-activity | /goals | has next flare-up | s2 s4
";

#[test]
fn every_fact_stands_where_it_belongs() {
    let pack = Pack::read();
    let mut section = "";
    let (mut rows, mut wrong) = (0, Vec::new());
    for line in FACTS.lines().filter(|line| !line.is_empty()) {
        if let Some(heading) = line.strip_prefix("# ") {
            section = heading;
            continue;
        }
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let [file, place, expected, sources] = cells[..] else { panic!("four cells a row: {line}") };
        for (name, document) in pack.named(file) {
            rows += 1;
            if let Err(found) =
                stands(document, place, expected).and_then(|()| rests_on(document, place, sources))
            {
                wrong.push(format!("{section}: {name}.json {place}: {expected} | {sources}: {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {rows} facts are not in place:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows > 200, "the table has lost rows: {rows} are left");
}

#[test]
fn the_pack_holds_ten_programs_and_each_is_whole() {
    let pack = Pack::read();
    let programs: Vec<_> = pack.named("programs/*").collect();
    assert_eq!(programs.len(), 10);
    for (name, program) in programs {
        let lacking = lacking(program);
        assert!(lacking.is_empty(), "{name} lacks {}", lacking.join(", "));
        let whole: Program = serde_json::from_value(program.clone()).unwrap();
        for session in whole.phases.iter().flat_map(|phase| &phase.sessions) {
            let title = &session.title;
            assert!(session.items.len() <= 5, "{name}, \"{title}\": more than 5 exercises");
            let mut seconds = SessionSeconds::default();
            for item in &session.items {
                let exercise = pack.exercise(&item.exercise);
                let dose = item.dose.as_ref().or(exercise.dose.as_ref()).unwrap();
                seconds.add(exercise.category, dose, exercise.laterality);
            }
            assert!(seconds.exercising.in_minutes().max <= 20, "{name}, \"{title}\": more than 20 minutes");
        }
    }
}

/// The exercises whose doses each source gives, wholly or in part. Nobody else's figures are laid at its door.
const DOSES: [(&str, &[&str]); 4] = [
    ("s1", &["double-knee-hug", "prone-arm-and-leg-raise", "standing-forward-tilt"]),
    ("s2", &["light-warm-up", "walking"]),
    ("s3", &["seated-figure-four"]),
    (
        "s4",
        &["lying-piriformis-stretch", "long-sitting-hamstring-stretch", "standing-forward-bend", "walking"],
    ),
];

#[test]
fn no_dose_is_laid_at_a_source_that_does_not_give_it() {
    let pack = Pack::read();
    let own =
        pack.named("exercises/*").map(|(_, exercise)| (exercise["id"].as_str().unwrap(), &exercise["dose"]));
    let in_programs = pack.named("programs/*").flat_map(|(_, program)| items(program));
    let doses = own.chain(in_programs.map(|item| (item["exercise"].as_str().unwrap(), &item["dose"])));
    for (exercise, dose) in doses {
        for (source, gives) in DOSES {
            let is_named = members(&dose["basis"]["sources"]).any(|id| id == source);
            assert!(!is_named || gives.contains(&exercise), "{source} gives no dose of {exercise}: {dose}");
        }
    }
}

#[test]
fn everything_in_the_pack_is_used_by_some_program() {
    let pack = Pack::read();
    let mut used = BTreeSet::new();
    for (_, program) in pack.named("programs/*") {
        for key in ["advice", "red_flags", "conditions"] {
            used.extend(members(&program[key]).map(|id| format!("{key}/{id}")));
        }
        used.extend(exercises_in(program).into_iter().map(|id| format!("exercises/{id}")));
    }
    // An exercise may also be the easier or harder way of one that is used.
    loop {
        let linked: BTreeSet<_> = used
            .iter()
            .filter_map(|name| pack.documents.get(name.as_str()))
            .flat_map(|document| [&document["easier"], &document["harder"]])
            .filter_map(Value::as_array)
            .flatten()
            .filter_map(|way| Some(format!("exercises/{}", way["exercise"].as_str()?)))
            .filter(|name| !used.contains(name))
            .collect();
        if linked.is_empty() {
            break;
        }
        used.extend(linked);
    }
    let unused: Vec<_> = pack
        .documents
        .keys()
        .filter(|name| !name.starts_with("programs/") && !name.starts_with("sources/"))
        .filter(|name| !used.contains(*name))
        .collect();
    assert!(unused.is_empty(), "no program uses {unused:?}");
}

/// What the issue of the pack asks of each program, and this one has not.
fn lacking(program: &Value) -> Vec<String> {
    let mut lacking = Vec::new();
    let mut need = |holds: bool, what: &str| {
        if !holds {
            lacking.push(what.to_owned());
        }
    };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let phases = list(&program["phases"]);
    for (i, phase) in phases.iter().enumerate() {
        let (title, is_last) = (&phase["title"], i + 1 == phases.len());
        need(is_last || !list(&phase["move_on_when"]).is_empty(), &format!("a sign to move on in {title}"));
        need(!is_last || phase["keep_going"].is_string(), "a way to keep going after the last phase");
        need(!is_last || phase["move_on_when"].is_null(), "an end: its last phase says when to move on");
        need(!list(&phase["step_back_when"]).is_empty(), &format!("a sign to step back in {title}"));
        for session in list(&phase["sessions"]) {
            let frequency = &session["frequency"];
            let says_days = frequency["days_a_week"].is_number()
                || frequency["days_a_week"].is_object()
                || !list(&frequency["days"]).is_empty();
            need(!frequency["times_a_day"].is_null() && says_days, &format!("a frequency in {title}"));
        }
    }
    let goals = list(&program["goals"]);
    need(!goals.is_empty() && goals.iter().all(|goal| goal["measure"].is_string()), "goals with a measure");
    need(
        program["pain_rule"]["acceptable_pain"].as_u64().is_some_and(|pain| pain <= 3),
        "an acceptable pain",
    );
    need(program["pain_rule"]["settles_within_hours"] == 24, "the 24 hours of the pain rule");
    let stop_rules = list(&program["stop_rules"]);
    need(stop_rules.len() >= 4 && stop_rules.iter().all(|rule| rule["then"].is_string()), "stop rules");
    need(program["start_when"].is_string(), "a start rule");
    need(program["see_professional"].is_string(), "the advice to see a professional first");
    for flag in ["cauda-equina", "progressive-weakness", "fracture", "infection", "cancer"] {
        need(members(&program["red_flags"]).any(|id| id == flag), &format!("the red flag {flag}"));
    }
    for concern in ["cauda-equina", "fracture", "infection", "cancer"] {
        let screens = |part: &Value| part["concern"] == concern && part["ask"].is_string();
        need(list(&program["screening"]).iter().any(screens), &format!("screening for {concern}"));
    }
    need(!list(&program["advice"]).is_empty(), "advice");
    need(!list(&program["diary"]["records"]).is_empty(), "a diary");
    for scale in ["pain-0-to-10", "activity-0-to-10", "minutes"] {
        let measures = list(&program["outcome_measures"]);
        need(measures.iter().any(|measure| measure["scale"] == scale), &format!("a measure of {scale}"));
    }
    for note in ["Age", "Severity", "Tolerance"] {
        let notes: Vec<_> = members(&program["tailoring_notes"]).collect();
        need(notes.iter().any(|text| text.starts_with(note)), &format!("a tailoring note on {note}"));
    }
    need(!list(&program["sources"]).is_empty(), "sources");
    need(!list(&program["authors"]).is_empty(), "authors");
    need(program["review"]["status"] == "in-review", "a status that claims no review");
    need(program["review"]["due_on"].is_string(), "the day of the next review");
    need(program["review"]["reviewed_by"].is_null(), "honesty: it names a reviewer");
    lacking
}

/// Whether a fact stands at its place; if not, what is there instead.
fn stands(document: &Value, place: &str, expected: &str) -> Result<(), String> {
    let there = document.pointer(place);
    if expected == "nothing" {
        return there.map_or(Ok(()), |value| Err(format!("there is {value}")));
    }
    let value = there.ok_or("there is no such place")?;
    let list = |of: &'static str| Some(expected.strip_prefix(of)?.split(", ").collect::<Vec<_>>());
    if let Some(words) = list("has ") {
        let texts = texts(value).to_lowercase();
        let missing: Vec<_> = words.iter().filter(|word| !texts.contains(&word.to_lowercase())).collect();
        return if missing.is_empty() { Ok(()) } else { Err(format!("no {missing:?} in: {texts}")) };
    }
    let holds = match (list("holds "), list("lacks "), list("one of ")) {
        (Some(items), ..) => items.iter().all(|item| members(value).any(|member| member == *item)),
        (_, Some(items), _) => !items.iter().any(|item| texts(value).lines().any(|text| text == *item)),
        (.., Some(items)) => items.iter().any(|item| value == item),
        _ => match (
            list("uses "),
            list("never uses "),
            expected.strip_prefix("is "),
            expected.split_once(".."),
        ) {
            (Some(ids), ..) => ids.iter().all(|id| exercises_in(value).contains(id)),
            (_, Some(ids), ..) => !ids.iter().any(|id| exercises_in(value).contains(id)),
            (.., Some(only), _) => value == only || is_number(value, only),
            (.., Some((min, max))) => is_number(&value["min"], min) && is_number(&value["max"], max),
            _ => panic!("no such expectation: {expected}"),
        },
    };
    let found = || match exercises_in(value) {
        exercises if exercises.is_empty() => texts(value).replace('\n', ", "),
        exercises => exercises.into_iter().collect::<Vec<_>>().join(", "),
    };
    if holds { Ok(()) } else { Err(format!("there is {}", found())) }
}

fn is_number(value: &Value, written: &str) -> bool {
    serde_json::from_str::<Value>(written).is_ok_and(|number| number.is_number() && number == *value)
}

/// Whether a fact's place names the sources that it rests on.
fn rests_on(document: &Value, place: &str, sources: &str) -> Result<(), String> {
    let mut upwards = place;
    let ground = loop {
        let value = document.pointer(upwards).unwrap_or(&Value::Null);
        let ground = if value["basis"].is_null() { value } else { &value["basis"] };
        if !ground["sources"].is_null() || !ground["editorial"].is_null() || upwards.is_empty() {
            break ground;
        }
        upwards = upwards.rsplit_once('/').map_or("", |(above, _)| above);
    };
    let named: Vec<_> = members(&ground["sources"]).collect();
    let holds = match sources {
        "-" => true,
        "own" => {
            !named.iter().any(|id| ["s1", "s2", "s3", "s4"].contains(id)) && ground["editorial"].is_string()
        }
        ids => ids.split(' ').all(|id| named.contains(&id)),
    };
    if holds { Ok(()) } else { Err(format!("it rests on {named:?}")) }
}

/// Every text and number below a value, a line each.
fn texts(value: &Value) -> String {
    match value {
        Value::Array(items) => items.iter().map(texts).collect::<Vec<_>>().join("\n"),
        Value::Object(object) => object.values().map(texts).collect::<Vec<_>>().join("\n"),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The texts of a list.
fn members(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// The exercises of the sessions in a program or a phase, and those that may be done instead.
fn exercises_in(value: &Value) -> BTreeSet<&str> {
    match value {
        Value::Array(items) => items.iter().flat_map(exercises_in).collect(),
        Value::Object(object) => {
            let own = object.get("exercise").and_then(Value::as_str);
            let instead = object.get("alternatives").into_iter().flat_map(members);
            let below = ["phases", "sessions", "items"].iter().filter_map(|key| object.get(*key));
            own.into_iter().chain(instead).chain(below.flat_map(exercises_in)).collect()
        }
        _ => BTreeSet::new(),
    }
}

/// The items of all sessions of a program.
fn items(program: &Value) -> impl Iterator<Item = &Value> {
    parts(program, "phases")
        .flat_map(|phase| parts(phase, "sessions"))
        .flat_map(|session| parts(session, "items"))
}

fn parts<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    value[key].as_array().into_iter().flatten()
}

/// The documents of the sample pack by folder and name: `exercises/bridge`.
struct Pack {
    documents: BTreeMap<String, Value>,
}

impl Pack {
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programs/sciatica");
        let folders = ["advice", "conditions", "exercises", "programs", "red_flags", "sources"];
        let documents = folders
            .iter()
            .flat_map(|folder| files(&root.join(folder)).into_iter().map(move |path| (folder, path)))
            .filter_map(|(folder, path)| {
                Some((format!("{folder}/{}", path.file_stem()?.to_string_lossy()), json(&path)))
            })
            .collect();
        Self { documents }
    }

    /// The document of a name, or all in a folder: `programs/*`.
    fn named(&self, name: &str) -> impl Iterator<Item = (&String, &Value)> {
        let found: Vec<_> = match name.strip_suffix('*') {
            Some(folder) => self.documents.iter().filter(|(name, _)| name.starts_with(folder)).collect(),
            None => self.documents.get_key_value(name).into_iter().collect(),
        };
        assert!(!found.is_empty(), "the pack has no {name}");
        found.into_iter()
    }

    fn exercise(&self, id: &ExerciseId) -> Exercise {
        let document = self.documents[&format!("exercises/{id}")].clone();
        serde_json::from_value(document).unwrap_or_else(|why| panic!("{id}: {why}"))
    }
}

#[expect(clippy::disallowed_methods, reason = "the test reads the pack as it is on disk")]
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    entries.flatten().map(|entry| entry.path()).collect()
}

#[expect(clippy::disallowed_methods, reason = "the test reads the pack as it is on disk")]
fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}
