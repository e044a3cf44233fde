// What `regimen export json` writes. Made of the JSON Schemas beside it: change those, not this.
// Texts are plain text: escape them before you put them into HTML.

/** What an advice is about. Handouts group by it. */
export type AdviceGroup = "lifting" | "posture" | "sleep" | "heat-and-cold" | "activity";

/** Advice for daily life. */
export interface AppAdvice {
  /** The id. */
  id: string;
  /** In a few words. */
  title: string;
  /** What to do and why. */
  text: string;
  /** What it is about. */
  group: AppCodedAdviceGroup;
  /** A picture. */
  picture?: AppPicture;
  /** The ids of the sources it rests on. */
  sources: Array<string>;
}

/** Where a figure comes from. */
export interface AppBasis {
  /** The ids of the sources that give it. */
  sources: Array<string>;
  /** What is the editors' own, and why. For clinicians. */
  editorial?: string;
}

/** A change of the content. */
export interface AppChange {
  /** The day. */
  on: Date;
  /** What is different. */
  what: string;
}

/** A code from a terminology. */
export interface AppCode {
  /** The terminology. */
  system: CodeSystem;
  /** The code. */
  code: string;
  /** The terminology's own name for it. */
  display?: string;
}

/** A value of a fixed list, with its name in the language of the library. */
export interface AppCodedAdviceGroup {
  /** The value. */
  code: AdviceGroup;
  /** Its name for patients. */
  label: string;
}

/** A value of a fixed list, with its name in the language of the library. */
export interface AppCodedDiaryRecord {
  /** The value. */
  code: DiaryRecord;
  /** Its name for patients. */
  label: string;
}

/** A value of a fixed list, with its name in the language of the library. */
export interface AppCodedEquipment {
  /** The value. */
  code: Equipment;
  /** Its name for patients. */
  label: string;
}

/** A value of a fixed list, with its name in the language of the library. */
export interface AppCodedScale {
  /** The value. */
  code: Scale;
  /** Its name for patients. */
  label: string;
}

/** A value of a fixed list, with its name in the language of the library. */
export interface AppCodedStartPosition {
  /** The value. */
  code: StartPosition;
  /** Its name for patients. */
  label: string;
}

/** A value of a fixed list, with its name in the language of the library. */
export interface AppCodedStatus {
  /** The value. */
  code: Status;
  /** Its name for patients. */
  label: string;
}

/** A value of a fixed list, with its name in the language of the library. */
export interface AppCodedUrgency {
  /** The value. */
  code: Urgency;
  /** Its name for patients. */
  label: string;
}

/** A condition. */
export interface AppCondition {
  /** The id. */
  id: string;
  /** The name that clinicians use. */
  title: string;
  /** The name that patients understand. */
  plain_name: string;
  /** The part of the body. */
  region: Region;
  /** What it is, a paragraph each. */
  summary: Array<string>;
  /** What tends to help. */
  what_helps?: string;
  /** What to take care with. */
  what_needs_care?: string;
  /** Movements that are favoured. */
  favoured_movements: Array<Movement>;
  /** Movements that are cautioned against. */
  cautioned_movements: Array<Movement>;
  /** Its codes in terminologies. */
  codes: Array<AppCode>;
  /** The ids of the sources it rests on. */
  sources: Array<string>;
}

/** A diary. */
export interface AppDiary {
  /** For how many weeks. */
  weeks: number;
  /** What is written down each day. */
  records: Array<AppCodedDiaryRecord>;
}

/** The documents as their authors wrote them: each fits the schema of its kind in `schemas/v1`. `regimen import json` brings them into another library. */
export interface AppDocuments {
  /** What this file is. */
  format: "regimen-app-documents";
  /** The version of this format. A reader should refuse one that it does not know. */
  version: 1;
  /** The name and version of the program that wrote the file. */
  generator: string;
  /** The day it was written. */
  date: Date;
  /** Documents by their path from the library's root. */
  documents: Record<string, unknown>;
}

/** How much, each time. `kind` tells which figures are there: `repetitions` has `sets` and `repetitions`, `hold` has `sets` and `hold_seconds`, `time` has `minutes`. Figures of an exercise with `sides` 2 are for each side. */
export interface AppDose {
  /** `repetitions`, `hold` or `time`. */
  kind: "repetitions" | "hold" | "time";
  /** How much, in a few short sentences to the patient. */
  phrase: string;
  /** How slowly, against what, how hard: a sentence each. */
  details: Array<string>;
  /** How many times all of it is done: 2 if it is done on each side, otherwise 1. */
  sides: number;
  /** Sets, or how many times a position is held. */
  sets?: Span;
  /** Repetitions in each set. */
  repetitions?: Span;
  /** Seconds of each hold. */
  hold_seconds?: Span;
  /** Seconds of rest between two sets or holds. */
  rest_seconds?: Span;
  /** How slowly a repetition is done. */
  tempo?: AppTempo;
  /** The weight. */
  load_kilograms?: DecimalSpan;
  /** How strong the band is. */
  band?: Resistance;
  /** Minutes by the clock. */
  minutes?: Span;
  /** How fast. */
  pace?: Pace;
  /** Kilometres to aim at. */
  distance_km?: DecimalSpan;
  /** How hard it should feel, from 0 to 10. */
  effort?: Span;
  /** Where the figures come from. */
  basis?: AppBasis;
}

/** An exercise. */
export interface AppExercise {
  /** The id. */
  id: string;
  /** The name in plain words. */
  title: string;
  /** Other names. */
  aliases: Array<string>;
  /** What kind it is. */
  category: Category;
  /** The position in which it starts. */
  start_position: AppCodedStartPosition;
  /** Whether it is done on each side. */
  laterality: Laterality;
  /** The movements it holds. */
  movements: Array<Movement>;
  /** What it is good for. */
  purpose: string;
  /** What to do, in order. */
  steps: Array<string>;
  /** What the patient should feel. */
  feel?: string;
  /** How to breathe. */
  breathing?: string;
  /** Its own dose, where a program says nothing else. */
  dose?: AppDose;
  /** How often, where it is done alone. */
  frequency?: AppFrequency;
  /** Ways to make it easier. */
  easier: Array<AppVariation>;
  /** Ways to make it harder. */
  harder: Array<AppVariation>;
  /** What to take care of. */
  cautions: Array<string>;
  /** Ids and names of conditions with which it must not be done. */
  avoid_if: Array<AppRef>;
  /** The muscles that work or are stretched. */
  target_muscles: Array<Muscle>;
  /** What is needed; empty if nothing is. */
  equipment: Array<AppCodedEquipment>;
  /** Drawings of how it is done, as SVG: first that of the exercise, then those of its options. */
  figures: Array<AppPicture>;
  /** Photographs and drawings that exist as files. */
  pictures: Array<AppPicture>;
  /** A word to clinicians. */
  clinician_note?: string;
  /** The ids of the sources it rests on. */
  sources: Array<string>;
  /** Its codes in terminologies. */
  codes: Array<AppCode>;
  /** How far its review has come. */
  review?: AppReview;
}

/** An exercise in the index. */
export interface AppExerciseEntry {
  /** The id. */
  id: string;
  /** The path of its file from the index. */
  path: string;
  /** The name in plain words. */
  title: string;
  /** What kind it is. */
  category: Category;
  /** The position in which it starts. */
  start_position: AppCodedStartPosition;
}

/** An exercise by itself. Whoever shows it outside a program shows `stop_rules` and `emergency` with it. */
export interface AppExerciseFile {
  /** What this file is. */
  format: "regimen-app-exercise";
  /** The version of this format. A reader should refuse one that it does not know. */
  version: 1;
  /** The name and version of the program that wrote the file. */
  generator: string;
  /** The day it was written. */
  date: Date;
  /** The exercise. */
  exercise: AppExercise;
  /** The programs that hold it. */
  programs: Array<AppRef>;
  /** When to stop, whatever the exercise. */
  stop_rules: Array<AppStopRule>;
  /** What to do in an emergency, with the number to ring. */
  emergency: string;
  /** The sources that are named by their ids. */
  sources: Array<AppSource>;
  /** Rules that were set aside in it, each with a reason. Show these to clinicians. */
  waivers: Array<AppWaiver>;
}

/** How often. */
export interface AppFrequency {
  /** How many times on each day. */
  times_a_day?: Span;
  /** On how many days of a week. */
  days_a_week?: Span;
  /** On which days, where it matters. */
  days: Array<Weekday>;
  /** At which times of the day, where it matters. */
  time_of_day: Array<TimeOfDay>;
  /** How many times a week. */
  times_a_week?: Span;
  /** The same in words. */
  phrase?: string;
  /** Where the figures come from. */
  basis?: AppBasis;
}

/** Something to reach. */
export interface AppGoal {
  /** The goal. */
  text: string;
  /** How the patient can tell. */
  measure?: string;
}

/** Where an app begins: what there is, with the path of each from this file. */
export interface AppIndex {
  /** What this file is. */
  format: "regimen-app-index";
  /** The version of this format. A reader should refuse one that it does not know. */
  version: 1;
  /** The name and version of the program that wrote the file. */
  generator: string;
  /** The day it was written. */
  date: Date;
  /** The library as a whole. */
  library: AppLibrary;
  /** The programs, in the order of their ids. */
  programs: Array<AppProgramEntry>;
  /** The exercises, in the order of their ids. */
  exercises: Array<AppExerciseEntry>;
  /** The path of the documents as their authors wrote them. */
  documents: string;
}

/** An exercise in a session. */
export interface AppItem {
  /** The exercise: it is described in the program's `exercises`. */
  exercise: AppRef;
  /** How much here. This, not the exercise's own dose, is what the patient does. */
  dose?: AppDose;
  /** Done once with this dose. */
  each_time: AppVolume;
  /** Why it is here. */
  why?: string;
  /** What to mind here. */
  note?: string;
  /** Exercises that may be done instead, each with its own dose. */
  alternatives: Array<AppRef>;
}

/** The library as a whole. */
export interface AppLibrary {
  /** Its name. */
  title: string;
  /** The language of all texts, as a code. */
  language: string;
  /** The number to ring in an emergency. Show it beside red flags. */
  emergency_number: string;
  /** Who hands it out. */
  publisher: AppPublisher;
  /** The address below which it is published, if it is. */
  base_address?: string;
  /** The packs that the programs come from. */
  packs: Array<AppPack>;
}

/** A way to see whether it helps. */
export interface AppOutcomeMeasure {
  /** What is measured. */
  title: string;
  /** The scale. */
  scale: AppCodedScale;
  /** What the patient does. */
  how: string;
}

/** A pack: content that is versioned and licensed as one. */
export interface AppPack {
  /** The id. */
  id: string;
  /** The version of the content. */
  content_version: string;
  /** The name. */
  title: string;
  /** What it holds and whom it is for. */
  summary?: string;
  /** The licence of the content, as an SPDX expression. */
  licence: string;
  /** Who wrote it. */
  authors: Array<AppPerson>;
}

/** How much discomfort is acceptable, and how soon it must settle. */
export interface AppPainRule {
  /** The most pain while exercising, from 0 to 10. */
  acceptable_pain: number;
  /** The hours within which it must be back to what it was. */
  settles_within_hours: number;
  /** The rule in words. */
  text: string;
  /** The ids of the sources it rests on. */
  sources: Array<string>;
}

/** Somebody by their role, and by name where they have agreed to be named. */
export interface AppPerson {
  /** The profession or part played. */
  role: string;
  /** The name. */
  name?: string;
}

/** A phase. */
export interface AppPhase {
  /** Its number, from 1. */
  number: number;
  /** Its name. */
  title: string;
  /** How many weeks it usually takes. */
  weeks?: Span;
  /** The same in words. */
  weeks_phrase?: string;
  /** What is done in it. */
  sessions: Array<AppSession>;
  /** All sessions of a week together; absent if a session does not say how often. */
  a_week?: AppVolume;
  /** When to go on to the next phase: all of these together. */
  move_on_when: Array<string>;
  /** When to step back, and what to do then. */
  step_back_when: Array<string>;
  /** In the last phase: how to keep going. */
  keep_going?: string;
}

/** A picture. */
export interface AppPicture {
  /** The path of its file from the index. */
  path: string;
  /** Its media type. */
  media_type: string;
  /** What it shows, for those who cannot see it. */
  alt?: string;
  /** The licence under which it may be used. */
  licence?: string;
  /** Who made it. */
  credit?: string;
}

/** A program. Show `stop_rules`, `pain_rule` and `red_flags` wherever you show its exercises. */
export interface AppProgram {
  /** The id. */
  id: string;
  /** The id of its pack. */
  pack: string;
  /** The name in plain words. */
  title: string;
  /** What it is for. */
  purpose: string;
  /** Who it is for, in a sentence to the patient. */
  for_whom: string;
  /** The conditions it is for. */
  conditions: Array<AppCondition>;
  /** The conditions it is not for. */
  not_for: Array<AppCondition>;
  /** What to take care of. */
  cautions: Array<string>;
  /** What the patient wants to reach. */
  goals: Array<AppGoal>;
  /** Where it is done. */
  setting?: Setting;
  /** Whether it is done alone or with others. */
  delivery?: Delivery;
  /** How much a professional watches over it. */
  supervision?: Supervision;
  /** Why a professional must be seen first. */
  see_professional?: string;
  /** What a professional rules out first. For clinicians: do not show it to patients. */
  screening: Array<AppScreening>;
  /** When to start. */
  start_when?: string;
  /** How much discomfort is acceptable. */
  pain_rule?: AppPainRule;
  /** When to stop, and whom to tell. */
  stop_rules: Array<AppStopRule>;
  /** The warning signs, the most urgent first. */
  red_flags: Array<AppRedFlag>;
  /** The phases, in the order of doing. */
  phases: Array<AppPhase>;
  /** Every exercise in it, each once: those of its sessions and those that may be done instead. */
  exercises: Array<AppExercise>;
  /** Advice for daily life. */
  advice: Array<AppAdvice>;
  /** What the patient writes down. */
  diary?: AppDiary;
  /** How to see whether it helps. */
  outcome_measures: Array<AppOutcomeMeasure>;
  /** Everything that its exercises need. */
  equipment: Array<AppCodedEquipment>;
  /** How a clinician fits it to a patient. For clinicians. */
  tailoring_notes: Array<string>;
  /** A word to clinicians. */
  clinician_note?: string;
  /** Who wrote it. */
  authors: Array<AppPerson>;
  /** All sources that are named by their ids in this file. */
  sources: Array<AppSource>;
  /** The ids of those that the program as a whole rests on. */
  source_ids: Array<string>;
  /** Its codes in terminologies. */
  codes: Array<AppCode>;
  /** How far its review has come. */
  review: AppReview;
  /** Rules that were set aside in it or in what it holds, each with a reason. Show these to clinicians. */
  waivers: Array<AppWaiver>;
  /** SHA-256 of the content, in hex. Changes whenever any text or figure of the program changes; the printed handout shows its first twelve letters. */
  content_hash: string;
}

/** A program in the index. */
export interface AppProgramEntry {
  /** The id. */
  id: string;
  /** The path of its file from the index. */
  path: string;
  /** The name in plain words. */
  title: string;
  /** What it is for. */
  purpose: string;
  /** Who it is for, in a sentence to the patient. */
  for_whom: string;
  /** The conditions it is for. */
  conditions: Array<AppRef>;
  /** How far its review has come. Only `published` is signed off by a clinician: mark everything else. */
  status: AppCodedStatus;
  /** How many phases it has. */
  phases: number;
  /** SHA-256 of the content, in hex: fetch the file again only when it changes. */
  content_hash: string;
}

/** A program with everything that it needs: nothing in it has to be looked up in another file or computed. Absent keys are absent, never null; lists are always there. Ids stay the same from version to version of the content. */
export interface AppProgramFile {
  /** What this file is. */
  format: "regimen-app-program";
  /** The version of this format. A reader should refuse one that it does not know. */
  version: 1;
  /** The name and version of the program that wrote the file. */
  generator: string;
  /** The day it was written. */
  date: Date;
  /** The library as a whole. */
  library: AppLibrary;
  /** The program. */
  program: AppProgram;
}

/** Who hands out the library. */
export interface AppPublisher {
  /** The name. */
  name: string;
  /** How to reach it. */
  contact?: string;
  /** Its address. */
  address?: string;
}

/** Signs of a danger. */
export interface AppRedFlag {
  /** The id. */
  id: string;
  /** The danger in plain words. */
  title: string;
  /** The danger. */
  concern: Concern;
  /** The signs. */
  signs: Array<AppSign>;
  /** How soon help is needed. */
  urgency: AppCodedUrgency;
  /** What to do now. */
  what_to_do: string;
  /** The ids of the sources it rests on. */
  sources: Array<string>;
}

/** Something else in the library. */
export interface AppRef {
  /** The id. */
  id: string;
  /** The name for patients. */
  title: string;
}

/** How far a review has come. Only `published` is signed off by a clinician: mark everything else. */
export interface AppReview {
  /** How far. */
  status: AppCodedStatus;
  /** Who has reviewed it. */
  reviewed_by: Array<AppPerson>;
  /** The day of the last review. */
  reviewed_on?: Date;
  /** The day by which it must be looked at again. */
  due_on?: Date;
  /** What has changed, newest first. */
  changes: Array<AppChange>;
}

/** A danger that a professional rules out. */
export interface AppScreening {
  /** The danger. */
  concern: Concern;
  /** What to ask or look for. */
  ask?: string;
}

/** What is done in one go. */
export interface AppSession {
  /** Its name. */
  title: string;
  /** How often. */
  frequency?: AppFrequency;
  /** Its exercises, in the order of doing. */
  items: Array<AppItem>;
  /** Done once. */
  each_time: AppVolume;
  /** On each of its days; absent if it does not say how often. */
  a_day?: AppVolume;
  /** In a week; absent if it does not say how often. */
  a_week?: AppVolume;
}

/** A sign. */
export interface AppSign {
  /** As the patient notices it. */
  text: string;
  /** What it shows. */
  shows: Array<Symptom>;
}

/** A source. */
export interface AppSource {
  /** The id. */
  id: string;
  /** The citation. */
  citation: string;
  /** What kind of source it is. */
  source_type: SourceType;
  /** When it was published: a year, a month or a day. */
  date?: PartialDate;
  /** Where it can be read. */
  link?: string;
  /** Its digital object identifier. */
  doi?: string;
}

/** When to stop, and what to do. */
export interface AppStopRule {
  /** What the patient notices. */
  when: string;
  /** What to do then. */
  then: string;
}

/** How slowly one repetition is done. */
export interface AppTempo {
  /** Seconds on the way out. */
  out_seconds: number;
  /** Seconds at the end position. */
  pause_seconds: number;
  /** Seconds on the way back. */
  back_seconds: number;
}

/** An easier or harder way. */
export interface AppVariation {
  /** What is done differently. */
  text?: string;
  /** The exercise to do instead. */
  exercise?: AppRef;
}

/** How much something comes to. Computed from dose, sides and frequency. */
export interface AppVolume {
  /** Seconds. */
  seconds: Span;
  /** Minutes, each rounded up. */
  minutes: Span;
  /** The part of the seconds that is walking or other time on the feet. */
  on_feet_seconds: Span;
  /** Repetitions and holds, both sides counted; zero where all goes by the clock. */
  repetitions: Span;
  /** The minutes in words. */
  phrase: string;
}

/** A rule that was set aside, with the reason. */
export interface AppWaiver {
  /** The kind of document it stands in: `program`, `exercise`, `condition`, `red_flag` or `advice`. */
  kind: string;
  /** The id of that document. */
  id: string;
  /** The rule. */
  rule: string;
  /** The place in that document, as a JSON Pointer. */
  at: string;
  /** Why the rule does not hold there. */
  reason: string;
  /** Who decided this. */
  by: AppPerson;
  /** The last day on which it holds. */
  until?: Date;
}

/** What kind of exercise it is. */
export type Category = "stretch" | "strength" | "stabilisation" | "mobility" | "nerve-glide" | "aerobic" | "yoga";

/** A terminology. */
export type CodeSystem = "icd-10-cm" | "icd-10" | "snomed-ct" | "loinc";

/** A danger that must be ruled out before exercise. */
export type Concern = "cauda-equina" | "fracture" | "cancer" | "infection" | "progressive-weakness" | "vascular" | "other";

export type Date = string;

/** The least and the most; equal where there is one figure. */
export interface DecimalSpan {
  /** The least. */
  min: number;
  /** The most. */
  max: number;
}

/** Whether a program is done alone or with others. */
export type Delivery = "individual" | "group" | "individual-or-group";

/** What is written down in a diary. */
export type DiaryRecord = "done" | "leg-pain" | "back-pain" | "effort" | "walking-minutes" | "note";

/** Something that an exercise needs. */
export type Equipment = "none" | "mat" | "bed" | "chair" | "step" | "wall" | "table" | "pillow" | "cushion" | "towel" | "strap" | "band" | "ball" | "weight" | "foam-roller" | "walking-shoes" | "bicycle" | "pool";

/** Whether an exercise has sides. */
export type Laterality = "both-sides" | "each-side" | "unsided";

/** A movement as clinicians name it. */
export type Movement = "lumbar-flexion" | "loaded-lumbar-flexion" | "lumbar-extension" | "end-range-lumbar-extension" | "lumbar-rotation" | "lumbar-side-bending" | "neutral-spine" | "pelvic-tilt" | "hip-flexion" | "hip-extension" | "hip-abduction" | "hip-adduction" | "hip-rotation" | "knee-flexion" | "knee-extension" | "ankle-movement" | "shoulder-flexion" | "nerve-glide" | "gait";

/** A muscle or group of muscles. */
export type Muscle = "hamstrings" | "quadriceps" | "calf" | "gluteals" | "piriformis" | "hip-flexors" | "hip-adductors" | "hip-abductors" | "lower-back" | "upper-back" | "abdominals" | "deep-abdominals" | "obliques" | "pelvic-floor" | "chest" | "shoulders" | "neck";

/** How fast an activity is done. */
export type Pace = "leisurely" | "comfortable" | "brisk";

export type PartialDate = string;

/** A part of the body. */
export type Region = "cervical-spine" | "thoracic-spine" | "lumbar-spine" | "pelvis" | "hip" | "knee" | "ankle-and-foot" | "shoulder" | "elbow" | "wrist-and-hand" | "whole-body";

/** How strong an elastic band is. */
export type Resistance = "light" | "medium" | "heavy";

/** How something is measured. */
export type Scale = "pain-0-to-10" | "activity-0-to-10" | "minutes" | "count";

/** Where a program is done. */
export type Setting = "home" | "clinic" | "clinic-and-home" | "gym" | "outdoors";

/** What kind of source it is. */
export type SourceType = "guideline" | "systematic-review" | "trial" | "study" | "textbook" | "patient-article" | "leaflet" | "consensus" | "standard" | "dataset";

/** The least and the most; equal where there is one figure. */
export interface Span {
  /** The least. */
  min: number;
  /** The most. */
  max: number;
}

/** The position in which an exercise starts. */
export type StartPosition = "standing" | "sitting" | "long-sitting" | "cross-legged" | "supine" | "crook-lying" | "prone" | "prone-on-elbows" | "side-lying" | "quadruped" | "child-kneeling" | "tall-kneeling" | "half-kneeling" | "pigeon" | "plank" | "walking";

/** How far a document has come. */
export type Status = "draft" | "in-review" | "published" | "retired";

/** How much a professional watches over a program. */
export type Supervision = "none" | "taught-first" | "regular-review" | "every-session";

/** What a sign shows. */
export type Symptom = "saddle-numbness" | "bladder" | "bowel" | "sexual-function" | "leg-weakness" | "pain-in-both-legs" | "injury" | "weak-bones" | "fever" | "feeling-ill" | "cancer-history" | "weight-loss" | "unrelenting-pain" | "other";

/** A time of the day. */
export type TimeOfDay = "morning" | "midday" | "afternoon" | "evening" | "bedtime";

/** How soon help is needed. */
export type Urgency = "emergency" | "same-day" | "see-someone";

/** A day of the week. */
export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
