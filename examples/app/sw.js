// Keeps the app and every file of the API for use without a network. The network is asked first, so that what a clinician
// has changed arrives as soon as there is one.
// @ts-check
/// <reference lib="webworker" />
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const CACHE = 'regimen-1';
const SHELL = ['./', 'index.html', 'app.css', 'app.js', 'app.webmanifest', 'icon.svg'];
const API = 'json/';

worker.addEventListener('install', (event) => event.waitUntil(fill()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  if (event.request.method === 'GET' && new URL(event.request.url).origin === worker.location.origin) {
    event.respondWith(answer(event.request));
  }
});

/** The app, the index, every program, and every picture that a program names. */
async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll(SHELL);
  const index = await keep(cache, API + 'index.json');
  for (const { path } of index.programs) {
    const { program } = await keep(cache, API + path);
    for (const exercise of program.exercises) {
      for (const picture of [...exercise.figures, ...exercise.pictures]) await cache.add(API + picture.path);
    }
  }
  await worker.skipWaiting();
}

/** @param {Cache} cache @param {string} path */
async function keep(cache, path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await cache.put(path, response.clone());
  return response.json();
}

/** @param {Request} request */
async function answer(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}
