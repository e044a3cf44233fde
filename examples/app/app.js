// A small app on top of `regimen export json`: it lists programs, shows one, and leads through a session. Plain DOM and
// fetch. Every text goes through textContent: nothing in the API is markup.
// @ts-check
/** @import { AppIndex, AppProgramFile, AppProgram, AppExercise, AppItem, AppDose, AppSession, AppVariation } from '../../schemas/v1/app.d.ts' */

const API = 'json/';
const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const network = /** @type {HTMLElement} */ (document.getElementById('network'));

/** Stops what runs on the page that is left: a timer. */
let leave = () => {};
let isFirst = true;

addEventListener('hashchange', show);
addEventListener('online', tellNetwork);
addEventListener('offline', tellNetwork);
tellNetwork();
void show();
if ('serviceWorker' in navigator) void navigator.serviceWorker.register('sw.js');

function tellNetwork() {
  network.textContent = navigator.onLine ? '' : 'No network: you can go on all the same.';
}

/** Shows what the address asks for: `#/`, `#/ID`, `#/ID/PHASE/SESSION`. */
async function show() {
  leave();
  leave = () => {};
  const [, id, phase, session] = location.hash.split('/');
  try {
    if (!id) home(await load('index.json', 'regimen-app-index'));
    else {
      const file = /** @type {AppProgramFile} */ (await load(`programs/${encodeURIComponent(id)}.json`, 'regimen-app-program'));
      const found = file.program.phases[Number(phase) - 1]?.sessions[Number(session) - 1];
      if (found) guide(file, found);
      else overview(file);
    }
  } catch (error) {
    main.replaceChildren(el('h1', 'This page cannot be shown'), el('p', 'Check the network, then try again.'), link('#/', 'All programs'));
    console.error(error);
  }
  // Whoever hears the page is told that it is another one.
  const title = main.querySelector('h1');
  document.title = title?.textContent ?? 'Exercises';
  if (title && !isFirst) {
    title.tabIndex = -1;
    title.focus();
  }
  isFirst = false;
  main.dataset.at = location.hash;
  scrollTo(0, 0);
}

/** @param {string} path @param {string} format @returns {Promise<any>} */
async function load(path, format) {
  const response = await fetch(API + path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const file = await response.json();
  // A format that is not known may mean another dose: better nothing than that.
  if (file.format !== format || file.version !== 1) throw new Error(`${path} is of another version`);
  return file;
}

/** @param {AppIndex} index */
function home(index) {
  document.documentElement.lang = index.library.language;
  const list = el('ul', null, 'cards');
  for (const program of index.programs) {
    const card = el('li', null, 'card');
    const title = el('h2');
    title.append(link(`#/${program.id}`, program.title));
    card.append(title, el('p', program.for_whom));
    list.append(card);
  }
  main.replaceChildren(el('h1', index.library.title), list, el('p', `From: ${index.library.publisher.name}`));
}

/** @param {AppProgramFile} file */
function overview({ program, library }) {
  document.documentElement.lang = library.language;
  const parts = [el('h1', program.title), ...mark(program), el('p', program.purpose), el('p', program.for_whom)];
  if (program.see_professional) parts.push(box('alert', program.see_professional));
  if (program.not_for.length) parts.push(el('h2', 'Not for you if you have'), listOf(program.not_for.map((c) => c.plain_name)));
  if (program.start_when) parts.push(el('h2', 'When to start'), el('p', program.start_when));
  program.phases.forEach((phase, p) => {
    parts.push(el('h2', `${phase.number}. ${phase.title}${phase.weeks_phrase ? ` (${phase.weeks_phrase})` : ''}`));
    phase.sessions.forEach((session, s) => {
      const card = el('div', null, 'card');
      const often = [session.frequency?.phrase, session.each_time.phrase].filter(Boolean).join('; ');
      card.append(el('h3', session.title), el('p', often), listOf(session.items.map((item) => `${item.exercise.title}. ${item.dose?.phrase ?? ''}`)));
      const start = link(`#/${program.id}/${p + 1}/${s + 1}`, 'Start');
      start.className = 'button first';
      start.setAttribute('aria-label', `Start: ${phase.title}, ${session.title}`);
      card.append(start);
      parts.push(card);
    });
    if (phase.move_on_when.length) parts.push(el('h3', 'When to move on'), listOf(phase.move_on_when));
    if (phase.step_back_when.length) parts.push(el('h3', 'When to step back'), listOf(phase.step_back_when));
    if (phase.keep_going) parts.push(el('h3', 'How to keep going'), el('p', phase.keep_going));
  });
  parts.push(...safety(program, library.emergency_number));
  main.replaceChildren(...parts);
}

/** Leads through a session, an exercise at a time. @param {AppProgramFile} file @param {AppSession} session */
function guide({ program, library }, session) {
  document.documentElement.lang = library.language;
  let at = 0;
  const progress = document.createElement('progress');
  progress.max = session.items.length;
  progress.setAttribute('aria-label', 'How far you are');
  const stage = el('div');
  const stop = link(`#/${program.id}`, 'Stop here');
  stop.className = 'button';
  main.replaceChildren(el('h1', session.title), ...mark(program), progress, stage, ...safety(program, library.emergency_number));

  const step = (/** @type {boolean} */ hasMoved) => {
    leave();
    progress.value = at;
    const item = session.items[at];
    if (!item) {
      stage.replaceChildren(el('h2', 'Well done'), el('p', 'You have done all of it. Note in your diary how it felt.'), row(stop));
    } else {
      const exercise = program.exercises.find((e) => e.id === item.exercise.id);
      const next = button(at + 1 < session.items.length ? 'Next exercise' : 'Finish', () => { at += 1; step(true); });
      next.className = 'first';
      const back = button('Back', () => { at -= 1; step(true); });
      stage.replaceChildren(
        el('h2', `${at + 1} of ${session.items.length}: ${item.exercise.title}`),
        ...(exercise ? describe(item, exercise) : []),
        row(...(at > 0 ? [back] : []), next, stop),
      );
    }
    if (hasMoved) {
      const title = /** @type {HTMLElement} */ (stage.querySelector('h2'));
      title.tabIndex = -1;
      title.focus();
    }
  };
  step(false);
}

/** @param {AppItem} item @param {AppExercise} exercise @returns {HTMLElement[]} */
function describe(item, exercise) {
  const parts = [];
  if (item.why) parts.push(el('p', item.why));
  if (item.dose) {
    const dose = el('p', item.dose.phrase, 'dose');
    for (const detail of item.dose.details) dose.append(el('small', detail));
    parts.push(dose);
  }
  if (item.note) parts.push(box('card', item.note));
  for (const picture of [...exercise.figures, ...exercise.pictures]) {
    const image = document.createElement('img');
    image.src = API + picture.path;
    image.alt = picture.alt ?? '';
    parts.push(image);
  }
  parts.push(el('p', `Start: ${exercise.start_position.label}.`));
  const steps = el('ol');
  steps.append(...exercise.steps.map((text) => el('li', text)));
  parts.push(steps);
  if (exercise.feel) parts.push(el('p', exercise.feel));
  if (exercise.breathing) parts.push(el('p', exercise.breathing));
  if (exercise.cautions.length) parts.push(listOf(exercise.cautions));
  if (item.dose) parts.push(...follow(item.dose));
  const way = (/** @type {string} */ label, /** @type {AppVariation[]} */ ways) =>
    ways.map((v) => `${label}: ${[v.text, v.exercise?.title].filter(Boolean).join(' ')}`);
  const lines = [...way('Easier', exercise.easier), ...way('Harder', exercise.harder), ...item.alternatives.map((other) => `Or: ${other.title}`)];
  if (lines.length) {
    const more = document.createElement('details');
    more.append(el('summary', 'Other ways to do it'), listOf(lines));
    parts.push(more);
  }
  return parts;
}

/** A box to tick for each set, and a timer where something is held. @param {AppDose} dose @returns {HTMLElement[]} */
function follow(dose) {
  const sets = (dose.sets?.max ?? 1) * dose.sides;
  const ticks = document.createElement('fieldset');
  ticks.className = 'ticks';
  const unit = dose.kind === 'hold' ? 'Hold' : dose.kind === 'time' ? 'Done' : 'Set';
  ticks.append(el('legend', 'Tick off what you have done'));
  /** @type {HTMLInputElement[]} */
  const boxes = [];
  for (let n = 1; n <= sets; n += 1) {
    const label = document.createElement('label');
    const tick = document.createElement('input');
    tick.type = 'checkbox';
    boxes.push(tick);
    const side = dose.sides === 2 ? `, ${n % 2 ? 'first' : 'other'} side` : '';
    label.append(tick, sets === 1 ? 'Done' : `${unit} ${dose.sides === 2 ? Math.ceil(n / 2) : n}${side}`);
    ticks.append(label);
  }
  const seconds = dose.kind === 'time' ? (dose.minutes?.min ?? 0) * 60 : dose.hold_seconds?.min;
  if (!seconds) return [ticks];
  return [timer(seconds, () => {
    // Of repetitions only the last hold makes a set: that is for the patient to tick.
    const open = boxes.find((tick) => !tick.checked);
    if (open && dose.kind !== 'repetitions') open.checked = true;
  }), ticks];
}

/** Counts down; says so at the start and at the end only. @param {number} seconds @param {() => void} done */
function timer(seconds, done) {
  const wrap = el('div', null, 'card');
  const clock = el('p', shown(seconds), 'timer');
  clock.setAttribute('aria-hidden', 'true');
  const said = el('p', '', 'visually-hidden');
  said.setAttribute('role', 'status');
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let running;
  const stop = () => { clearInterval(running); running = undefined; go.textContent = 'Start timer'; };
  const go = button('Start timer', () => {
    if (running) { stop(); clock.textContent = shown(seconds); said.textContent = 'Timer stopped.'; return; }
    const end = performance.now() + seconds * 1000;
    go.textContent = 'Stop timer';
    said.textContent = `${seconds} seconds from now.`;
    running = setInterval(() => {
      const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      clock.textContent = shown(left);
      if (left === 0) {
        stop();
        clock.textContent = shown(seconds);
        said.textContent = 'Time is up. Let go slowly.';
        navigator.vibrate?.(300);
        done();
      }
    }, 100);
  });
  leave = stop;
  wrap.append(clock, said, go);
  return wrap;
}

/** @param {number} seconds */
function shown(seconds) {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;
}

/** What nobody has signed off says so. @param {AppProgram} program */
function mark({ review }) {
  return review.status.code === 'published' ? [] : [box('mark', `${review.status.label}. Do not use this until a clinician has checked it.`)];
}

/** When to stop and what must not wait: on every page that shows an exercise. @param {AppProgram} program @param {string} number */
function safety(program, number) {
  const parts = [el('h2', 'When to stop')];
  if (program.pain_rule) parts.push(el('p', program.pain_rule.text));
  parts.push(listOf(program.stop_rules.map((rule) => `${rule.when} ${rule.then}`)));
  parts.push(el('h2', 'Warning signs: when to get help'));
  const call = el('p', null, 'alert');
  const dial = link(`tel:${number.replace(/[^+0-9]/g, '')}`, `Call ${number} in an emergency`);
  call.append(dial);
  parts.push(call);
  for (const flag of program.red_flags) {
    const details = document.createElement('details');
    details.open = flag.urgency.code === 'emergency';
    details.append(el('summary', `${flag.urgency.label}: ${flag.title}`), listOf(flag.signs.map((sign) => sign.text)), el('p', flag.what_to_do));
    parts.push(details);
  }
  return parts;
}

// ---- elements

/** @param {string} name @param {string | null} [text] @param {string} [kind] @returns {HTMLElement} */
function el(name, text, kind) {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  if (kind) element.className = kind;
  return element;
}

/** @param {string} kind @param {string} text */
function box(kind, text) {
  return el('p', text, kind);
}

/** @param {string[]} texts */
function listOf(texts) {
  const list = el('ul');
  list.append(...texts.map((text) => el('li', text)));
  return list;
}

/** @param {string} href @param {string} text */
function link(href, text) {
  const anchor = document.createElement('a');
  anchor.href = href;
  anchor.textContent = text;
  return anchor;
}

/** @param {string} text @param {() => void} click */
function button(text, click) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.addEventListener('click', click);
  return element;
}

/** @param {HTMLElement[]} parts */
function row(...parts) {
  const element = el('div', null, 'row');
  element.append(...parts);
  return element;
}
