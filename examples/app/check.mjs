// Checks the example: types (tsc --strict), every exported file against the declarations, and the app in a headless
// Chromium, with the network off after the first visit. Needs typescript, playwright-core and axe-core below
// $CHECK_PREFIX, a Chromium ($CHROMIUM, or on PATH), and what `regimen export json --out examples/app` wrote.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const prefix = process.env.CHECK_PREFIX;
if (!prefix) { console.error('set CHECK_PREFIX to the folder with node_modules'); process.exit(2); }
const require = createRequire(path.join(path.resolve(prefix), 'x.js'));
const shots = process.argv[2];
let faults = 0;
const check = (/** @type {boolean} */ holds, what) => { if (!holds) { faults += 1; console.log(`FAULT ${what}`); } };

// ---- types
const tsc = (...args) => {
  const run = spawnSync(process.execPath, [path.join(path.dirname(require.resolve('typescript/package.json')), 'bin/tsc'), ...args], { encoding: 'utf8' });
  check(run.status === 0, `tsc ${args.join(' ')}\n${run.stdout.slice(0, 2000)}`);
};
tsc('-p', here);
tsc('-p', path.join(here, 'tsconfig.worker.json'));
{
  const dir = mkdtempSync(path.join(tmpdir(), 'app-'));
  const declarations = path.join(here, '../../schemas/v1/app.d.ts');
  const parts = [`import type { AppIndex, AppProgramFile, AppExerciseFile, AppDocuments } from ${JSON.stringify(declarations)};`];
  const hold = (type, file) => parts.push(`export const x${parts.length}: ${type} = ${readFileSync(path.join(here, 'json', file), 'utf8')};`);
  hold('AppIndex', 'index.json');
  hold('AppDocuments', 'documents.json');
  for (const file of readdirSync(path.join(here, 'json/programs'))) hold('AppProgramFile', `programs/${file}`);
  for (const file of readdirSync(path.join(here, 'json/exercises'))) hold('AppExerciseFile', `exercises/${file}`);
  writeFileSync(path.join(dir, 'x.ts'), parts.join('\n'));
  writeFileSync(path.join(dir, 'tsconfig.json'), JSON.stringify({ compilerOptions: { strict: true, noEmit: true, types: [], module: 'esnext', moduleResolution: 'bundler', target: 'es2022' }, files: ['x.ts'] }));
  tsc('-p', dir);
  console.log(`types: ${parts.length - 1} files held to app.d.ts`);
  rmSync(dir, { recursive: true });
}

// ---- the app in a browser
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json' };
const server = createServer((request, response) => {
  const name = decodeURIComponent(new URL(request.url, 'http://x').pathname).replace(/\/$/, '/index.html');
  const file = path.join(here, name);
  if (!file.startsWith(here) || !existsSync(file)) { response.writeHead(404).end(); return; }
  response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
});
await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
const address = `http://127.0.0.1:${server.address().port}/`;

const onPath = (n) => (process.env.PATH || '').split(path.delimiter).map((d) => path.join(d, n)).find(existsSync);
const exe = process.env.CHROMIUM || onPath('chromium') || onPath('chromium-browser') || onPath('google-chrome');
if (!exe) { console.error('no chromium found; set CHROMIUM'); process.exit(2); }
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({ executablePath: exe, args: ['--no-sandbox'] });
const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
const page = await context.newPage();
const errors = [];
page.on('pageerror', (e) => errors.push(String(e)));
page.on('console', (m) => { if (m.type() === 'error' && !/Failed to load resource|ERR_INTERNET/.test(m.text())) errors.push(m.text()); });

const accessible = async (name) => {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const found = await page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    for (const v of found.violations) check(false, `${name}, ${colorScheme}: ${v.id} ${v.nodes[0].html}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} scrolls sideways`);
  if (shots) { mkdirSync(shots, { recursive: true }); await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true }); }
};

await page.goto(address);
await page.waitForSelector('.card');
const programs = await page.locator('.card h2 a').count();
check(programs > 0, 'no program is listed');
await accessible('home');
await page.evaluate(() => navigator.serviceWorker.ready);
await page.waitForFunction(() => navigator.serviceWorker.controller !== null);

// From here on there is no network, and no server either.
await context.setOffline(true);
await new Promise((closed) => { server.close(() => closed(undefined)); server.closeAllConnections(); });
await page.reload();
await page.waitForSelector('.card');
check((await page.locator('.card h2 a').count()) === programs, 'the list is not the same without a network');
check((await page.locator('#network').textContent()).includes('No network'), 'it is not said that there is no network');

let sessions = 0, exercises = 0;
const ids = await page.locator('.card h2 a').evaluateAll((links) => links.map((a) => a.getAttribute('href')));
const open = async (hash) => {
  await page.goto(`${address}${hash}`);
  await page.waitForSelector(`main[data-at="${hash}"]`);
};
for (const id of ids) {
  await open(id);
  if (id === ids[0]) await accessible('program');
  const starts = await page.locator('.card a.button').evaluateAll((links) => links.map((a) => a.getAttribute('href')));
  for (const start of starts) {
    await open(start);
    sessions += 1;
    for (let n = 0; ; n += 1) {
      const text = await page.locator('main').innerText();
      for (const words of ['When to stop', 'Warning signs', 'in an emergency']) check(text.includes(words), `${start}, exercise ${n + 1}: without "${words}"`);
      if (await page.getByRole('heading', { name: 'Well done' }).count()) break;
      exercises += 1;
      check((await page.locator('.dose').count()) === 1 && (await page.locator('ol li').count()) > 0, `${start}, exercise ${n + 1}: without dose or steps`);
      check((await page.locator('fieldset input').count()) > 0, `${start}, exercise ${n + 1}: nothing to tick`);
      if (sessions === 1 && n === 0) await accessible('session');
      await page.locator('button.first').click();
      if (n > 20) { check(false, `${start} does not end`); break; }
      check(await page.evaluate(() => document.activeElement?.tagName === 'H2'), `${start}: focus does not go to the next exercise`);
    }
  }
}

const phases = readdirSync(path.join(here, 'json/programs')).flatMap((file) => JSON.parse(readFileSync(path.join(here, 'json/programs', file), 'utf8')).program.phases);
const expected = phases.flatMap((phase) => phase.sessions).reduce((sum, session) => sum + session.items.length, 0);
check(exercises === expected, `${exercises} exercises were led through, ${expected} there are`);

// A hold is counted down and ticked off; time is ours here.
const hold = await (async () => {
  for (const file of readdirSync(path.join(here, 'json/programs'))) {
    const { program } = JSON.parse(readFileSync(path.join(here, 'json/programs', file), 'utf8'));
    for (const [p, phase] of program.phases.entries()) for (const [s, session] of phase.sessions.entries()) {
      if (session.items[0].dose?.kind === 'hold') return { hash: `#/${program.id}/${p + 1}/${s + 1}`, seconds: session.items[0].dose.hold_seconds.min };
    }
  }
})();
if (hold) {
  await page.clock.install();
  await open(hold.hash);
  await page.getByRole('button', { name: 'Start timer' }).click();
  await page.clock.runFor((hold.seconds - 2) * 1000);
  check(/^[0-3] s$/.test(await page.locator('.timer').innerText()), `the timer shows ${await page.locator('.timer').innerText()}`);
  check((await page.locator('fieldset input:checked').count()) === 0, 'a hold is ticked off before its time');
  await page.clock.runFor(3000);
  check((await page.locator('.timer + [role=status]').textContent()).includes('Time is up'), 'the end of a hold is not said');
  check((await page.locator('fieldset input:checked').count()) === 1, 'a hold is not ticked off');
  await page.getByRole('button', { name: 'Start timer' }).click();
  await page.getByRole('button', { name: 'Stop timer' }).click();
  check((await page.locator('fieldset input:checked').count()) === 1, 'a hold that was stopped is ticked off');
}

check(errors.length === 0, `errors on the page: ${errors.join('; ')}`);
await browser.close();
console.log(`app: ${programs} programs, ${sessions} sessions, ${exercises} exercises without a network, ${faults} faults`);
process.exit(faults ? 1 : 0);
