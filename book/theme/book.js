// Marks the chapter in the contents, and searches. Without scripts everything but the search works as well.
"use strict";
(() => {
  const contents = document.getElementById("contents");
  const here = decodeURI(location.pathname.split("/").pop() || "index.html");
  for (const link of contents.querySelectorAll("a")) {
    if (link.getAttribute("href") === here) {
      link.setAttribute("aria-current", "page");
      const middle = link.offsetTop - contents.clientHeight / 2;
      if (contents.scrollHeight > contents.clientHeight && middle > 0) contents.scrollTop = middle;
    }
  }

  // What scrolls sideways has to be reached with the keyboard too.
  const reach = () => {
    document.querySelectorAll(".table-wrapper").forEach((box, i) => {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", `Table ${i + 1}`);
      }
    });
  };
  reach();
  addEventListener("resize", reach);

  const { root, index, engine } = document.body.dataset;
  if (!index || !engine) return;
  const form = document.createElement("form");
  form.className = "search";
  form.setAttribute("role", "search");
  form.innerHTML = '<label for="search-words">Search</label><input id="search-words" type="search" autocomplete="off">'
    + '<p role="status"></p><ol></ol>';
  contents.prepend(form);
  const [input, status, list] = ["input", "p", "ol"].map((name) => form.querySelector(name));
  form.addEventListener("submit", (event) => event.preventDefault());

  let ready;
  const load = (source) => new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: root + source, onload: resolve, onerror: reject });
    document.head.append(script);
  });
  const open = () => {
    window.search = window.search || {};
    ready ??= Promise.all([load(engine), load(index)]).then(() => window.elasticlunr.Index.load(window.search.index));
    return ready;
  };
  const show = async () => {
    const words = input.value.trim();
    if (words.length < 2) {
      status.textContent = "";
      list.replaceChildren();
      return;
    }
    const found = (await open()).search(words, { ...window.search.search_options, expand: true, bool: "AND" });
    if (words !== input.value.trim()) return;
    const most = window.search.results_options?.limit_results ?? 20;
    status.textContent = found.length === 0 ? "Nothing was found." : `${found.length} found.`;
    list.replaceChildren(...found.slice(0, most).map(({ ref, doc }) => {
      const link = Object.assign(document.createElement("a"), { href: root + window.search.doc_urls[ref] });
      link.textContent = doc.breadcrumbs || doc.title;
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
  };
  input.addEventListener("input", () => { show().catch(() => { status.textContent = "The search could not be loaded."; }); });
})();
