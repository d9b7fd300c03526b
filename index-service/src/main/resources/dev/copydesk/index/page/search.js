import { h, snippet, day, trouble } from "./dom.js";
import { get, query, listen, save } from "./api.js";
import { timeline } from "./chart.js";

const FACETS = { person: "Persons", org: "Organisations", place: "Places", country: "Countries", source: "Sources", lang: "Languages" };
const SORTS = { best: "Best match", newest: "Newest", oldest: "Oldest" };
const regions = new Intl.DisplayNames(["en"], { type: "region" });
const languages = new Intl.DisplayNames(["en"], { type: "language" });

/** A code as people call it; what is none stays as it is. */
function called(field, value) {
  try {
    if (field === "country") return regions.of(value) ?? value;
    if (field === "lang") return languages.of(value) ?? value;
  } catch {
    // No code after all.
  }
  return value;
}

function term(field, value) {
  return `${field}:"${value.replaceAll('"', " ")}"`;
}

function toggled(q, part) {
  return q.includes(part) ? q.replace(part, "").replace(/\s+/g, " ").trim() : `${q} ${part}`.trim();
}

const DATES = /(^|\s)date:(\S+)/;

function dated(q, from, until) {
  const rest = q.replace(DATES, " ").replace(/\s+/g, " ").trim();
  if (!from && !until) return rest;
  return `${rest} date:${from || "0001"}..${until || "9999"}`.trim();
}

function go(parameters) {
  location.hash = `#/search?${query(parameters)}`;
}

export async function searchScreen({ main, here, signal }) {
  const { q = "", sort = "best" } = here.parameters;
  document.title = q ? `${q} – Copydesk` : "Copydesk";
  const box = h("input", { type: "search", name: "q", value: q, placeholder: "Words, \"a phrase\", person:name, place:city, country:PE, date:2026-09", "aria-label": "Search", autocomplete: "off", spellcheck: "false" });
  const order = h("select", { name: "sort", "aria-label": "Order", onchange: () => go({ q: box.value.trim(), sort: order.value }) },
    Object.entries(SORTS).map(([value, label]) => h("option", { value, selected: value === sort }, label)));
  const form = h("form", { class: "query", role: "search", onsubmit: (event) => { event.preventDefault(); go({ q: box.value.trim(), sort: order.value }); } },
    box, order, h("button", {}, "Search"));
  const facets = h("aside", { class: "facets", "aria-label": "Narrow down" });
  const total = h("p", { class: "total", "aria-live": "polite" });
  const fresh = h("button", { class: "fresh", hidden: true });
  const bars = h("div", { class: "timeline" });
  const list = h("ol", { class: "hits" });
  const more = h("button", { class: "more", hidden: true }, "More");
  const saving = h("p", { class: "saving" }, "Keep as ",
    h("button", { class: "link", onclick: () => save("export", { q, format: "csv" }, "articles.csv") }, "CSV"), " or ",
    h("button", { class: "link", onclick: () => save("export", { q, format: "json" }, "articles.json") }, "JSON"));
  main.replaceChildren(form, h("div", { class: "columns" }, facets,
    h("section", { class: "found", "aria-label": "Articles" }, h("div", { class: "line" }, total, fresh, saving), bars, list, more)));

  let seen = new Set();
  let shownTotal = -1;
  let chart = new AbortController();
  signal.addEventListener("abort", () => chart.abort());

  const fill = async () => {
    const page = await get("search", { q, sort }, signal);
    const first = seen.size === 0;
    const known = seen;
    seen = new Set(page.hits.map((hit) => hit.id));
    shownTotal = page.total;
    fresh.hidden = true;
    total.replaceChildren(h("strong", {}, page.total.toLocaleString("en")), page.total === 1 ? " article" : " articles");
    list.replaceChildren(...page.hits.map((hit) => shown(hit, !first && !known.has(hit.id))));
    if (page.total === 0) list.append(h("li", { class: "none" }, q ? "Nothing matches. Fewer words, or a field taken away, may help." : "No articles yet: drop files into the inbox, and they appear here."));
    more.hidden = page.next === null;
    more.onclick = () => next(page.next);
    facets.replaceChildren(...narrowing(page, q, sort));
    chart.abort();
    chart = new AbortController();
    bars.replaceChildren();
    bars.hidden = page.timeline.counts.length < 2;
    if (!bars.hidden) timeline(bars, page.timeline, chart.signal, (from, until) => go({ q: dated(q, from, until), sort }));
  };

  const next = async (cursor) => {
    const page = await get("search", { q, sort, cursor }, signal);
    const links = page.hits.map((hit) => shown(hit, false));
    page.hits.forEach((hit) => seen.add(hit.id));
    list.append(...links);
    links[0]?.querySelector("a")?.focus();
    more.hidden = page.next === null;
    more.onclick = () => next(page.next);
  };

  try {
    await fill();
  } catch (error) {
    if (error.status !== 400) throw error;
    list.replaceChildren(h("li", {}, trouble(error)));
    return;
  }
  listen("live", { q }, signal, async (found) => {
    if (found.total === shownTotal) return;
    const few = list.children.length <= 20 && window.scrollY < 300;
    const grown = found.total - shownTotal;
    document.getElementById("pulse").textContent = grown > 0 ? `${grown} new at ${new Date().toTimeString().slice(0, 5)}` : "";
    if (few) {
      await fill().catch(() => {});
    } else {
      const count = found.total - shownTotal;
      fresh.textContent = count > 0 ? `${count} new – show` : "Changed – show";
      fresh.onclick = () => { window.scrollTo(0, 0); fill(); };
      fresh.hidden = false;
    }
  });
}

function shown(hit, isNew) {
  return h("li", { class: isNew ? "hit new" : "hit" },
    h("h2", {}, h("a", { href: `#/article/${encodeURIComponent(hit.id)}`, "data-step": true }, hit.headline || "(no headline)")),
    h("p", { class: "meta" }, h("time", {}, day(hit.published)), hit.publisher ? h("span", { class: "publisher" }, hit.publisher) : null,
      isNew ? h("span", { class: "flag" }, "new") : null),
    h("p", { class: "snippet" }, snippet(hit.snippet)),
    hit.copies.length === 0 ? null : h("details", { class: "copies" },
      h("summary", {}, hit.copies.length === 1 ? "1 near-identical copy" : `${hit.copies.length} near-identical copies`),
      h("ul", {}, hit.copies.map((copy) => h("li", {},
        h("a", { href: `#/article/${encodeURIComponent(copy.id)}` }, copy.headline || "(no headline)"),
        ` ${[copy.publisher, day(copy.published)].filter(Boolean).join(", ")}`)))));
}

function narrowing(page, q, sort) {
  const groups = Object.entries(FACETS).filter(([field]) => page.facets[field]?.length > 0).map(([field, label], place) =>
    h("details", { open: matchMedia("(min-width: 56rem)").matches || q.includes(`${field}:`) },
      h("summary", {}, label),
      h("ul", {}, page.facets[field].map(({ value, count }) => {
        const part = term(field, value);
        return h("li", {}, h("button", {
          "aria-pressed": String(q.includes(part)), "data-facet": field,
          onclick: () => go({ q: toggled(q, part), sort }),
        }, h("span", { class: "value" }, called(field, value)), h("span", { class: "count" }, count.toLocaleString("en"))));
      }))));
  const [, , range = ""] = q.match(DATES) ?? [];
  const [from = "", until = from] = range.split("..");
  const input = (label, value) => h("input", { type: "date", "aria-label": label, value: /^\d{4}-\d\d-\d\d$/.test(value) && value > "0100" && value < "9998" ? value : null });
  const begin = input("From", from);
  const end = input("Until", until);
  const change = () => go({ q: dated(q, begin.value, end.value), sort });
  begin.addEventListener("change", change);
  end.addEventListener("change", change);
  groups.push(h("details", { open: matchMedia("(min-width: 56rem)").matches || range !== "" }, h("summary", {}, "Dates"),
    h("div", { class: "dates" }, begin, h("span", {}, "–"), end,
      range ? h("button", { class: "link", onclick: () => go({ q: dated(q), sort }) }, "any date") : null)));
  return groups;
}
