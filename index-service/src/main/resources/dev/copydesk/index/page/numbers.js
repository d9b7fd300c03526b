import { h, day, decimal, trouble } from "./dom.js";
import { get, query, save } from "./api.js";
import { figure, COLOURS, COMPARATORS } from "./chart.js";

const COUNT_TYPES = { KILL: "killed", WOUND: "wounded", ARREST: "arrested", KIDNAP: "kidnapped", AFFECT: "affected", DISPLACED: "displaced", PROTEST: "protesting", SEIZE: "seized" };

function go(parameters) {
  location.hash = `#/numbers?${query(parameters)}`;
}

/** What is told of most among the counts of a kind, so that there is something to look at. */
async function suggested(signal) {
  for (const countType of ["KILL", "WOUND", "DISPLACED", "AFFECT"]) {
    const page = await get("search", { q: `count:${countType}`, limit: 1 }, signal);
    const place = page.facets.place?.[0] ?? null;
    if (page.total > 0) return { q: place ? `place:"${place.value.replaceAll('"', " ")}"` : "", countType };
  }
  return { q: "", countType: "KILL" };
}

export async function numbersScreen({ main, here, signal }) {
  const asked = Object.keys(here.parameters).length > 0 ? here.parameters : await suggested(signal);
  const { q = "", countType = "", counted = "", unit = "", log = "" } = asked;
  document.title = "Numbers – Copydesk";
  const topic = h("input", { type: "search", value: q, "aria-label": "Topic", placeholder: "Topic: earthquake, person:name, place:Lima" });
  const kind = h("select", { "aria-label": "What happened" }, h("option", { value: "" }, "any count"),
    Object.entries(COUNT_TYPES).map(([value, label]) => h("option", { value, selected: value === countType }, label)));
  const noun = h("input", { type: "text", value: counted, "aria-label": "What is counted", placeholder: "noun: people, homes", size: 14 });
  const code = h("input", { type: "text", value: unit, "aria-label": "Unit", placeholder: "unit: USD, km", size: 9 });
  const scale = h("input", { type: "checkbox", checked: log === "1" });
  const state = () => ({ q: topic.value.trim(), countType: kind.value, counted: noun.value.trim(), unit: code.value.trim(), log: scale.checked ? "1" : "" });
  const submit = () => go(state());
  kind.addEventListener("change", submit);
  scale.addEventListener("change", submit);
  const form = h("form", { class: "query", onsubmit: (event) => { event.preventDefault(); submit(); } },
    topic, kind, noun, code, h("label", {}, scale, " log"), h("button", {}, "Plot"));
  const body = h("div", { class: "series" });
  main.replaceChildren(form, body);
  if (!countType && !counted && !unit) {
    body.append(h("p", { class: "none" }, "Say which number to follow: what happened, a noun that is counted, or a unit."));
    return;
  }
  let series;
  try {
    series = await get("numbers/series", { q, countType, counted, unit }, signal);
  } catch (error) {
    if (error.status !== 400) throw error;
    body.append(trouble(error));
    return;
  }
  const publishers = [...new Set(series.points.map((point) => point.publisher ?? "not named"))];
  const points = series.points.map((point, index) => ({ ...point, index, colour: COLOURS[publishers.indexOf(point.publisher ?? "not named") % COLOURS.length] }));
  const plotted = points.filter((point) => point.millis !== null);
  const disputed = new Set(series.disagreements.flatMap((d) => d.points));
  const chart = h("div", { class: "figure", role: "img", "aria-label": `${plotted.length} figures over time; the table below lists them` });
  const sentence = h("div", { class: "sentence", "aria-live": "polite" });
  const rows = points.map((point) => row(point, disputed, () => pick(point)));
  const pick = (point) => {
    sentence.replaceChildren(told(point));
    rows.forEach((element, index) => element.classList.toggle("picked", index === point.index));
  };
  const what = [COUNT_TYPES[countType], counted, unit].filter(Boolean).join(", ");
  body.append(
    h("div", { class: "line" },
      h("p", { class: "total" }, h("strong", {}, what), q ? ` · ${q}` : "", ` · ${points.length} ${points.length === 1 ? "figure" : "figures"} from ${series.articles} ${series.articles === 1 ? "article" : "articles"}${series.complete ? "" : " and more"}`),
      h("p", { class: "saving" }, "Keep as ", h("button", { class: "link", onclick: () => save("numbers/series", { q, countType, counted, unit, format: "csv" }, "series.csv") }, "CSV"))),
    plotted.length === 0 ? h("p", { class: "none" }, points.length === 0 ? "No article gives such a figure." : "None of the articles says when.") : chart,
    h("ul", { class: "publishers" }, publishers.map((name, index) => h("li", {}, swatch(COLOURS[index % COLOURS.length]), name)),
      h("li", { class: "key" }, "● exactly  ▲ at least  ▼ at most  ○ about")),
    sentence,
    disagreements(series, points, pick),
    points.length === 0 ? null : h("div", { class: "scroll" }, h("table", {},
      h("thead", {}, h("tr", {}, ["When", "Figure", "Publisher", "Who says so", "Where", "Article"].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, rows))));
  if (plotted.length > 0) {
    figure(chart, plotted, { log: log === "1" }, signal, pick);
    pick(plotted.at(-1));
  }
}

function swatch(colour) {
  const element = h("span", { class: "swatch" });
  element.style.background = colour;
  return element;
}

function value(point) {
  const end = point.valueEnd ? ` – ${decimal(point.valueEnd)}` : "";
  return `${COMPARATORS[point.comparator] ?? ""}${decimal(point.value)}${end}${point.unit ? ` ${point.unit}` : ""}`;
}

function articleLink(article) {
  return h("a", { href: `#/article/${encodeURIComponent(article.id)}` }, article.headline || "(no headline)");
}

function told(point) {
  return h("blockquote", {},
    h("p", {}, point.sentence.slice(0, point.start), h("mark", {}, point.sentence.slice(point.start, point.end)), point.sentence.slice(point.end)),
    h("footer", {}, swatch(point.colour), `${point.publisher ?? "Publisher not named"}, ${day(point.time)}`, point.saidBy ? ` · according to ${point.saidBy}` : "", " · ", articleLink(point.article)),
    point.copies.length === 0 ? null : h("p", { class: "meta" }, "The same in ", point.copies.map((copy, i) => [i > 0 ? ", " : "", articleLink(copy), copy.publisher ? ` (${copy.publisher})` : ""])));
}

function row(point, disputed, pick) {
  return h("tr", { class: disputed.has(point.index) ? "disputed" : null },
    h("td", { class: "when" }, day(point.time)),
    h("td", {}, h("button", { class: "value", "data-step": true, onclick: pick }, value(point))),
    h("td", {}, swatch(point.colour), point.publisher ?? "not named", point.copies.length > 0 ? ` and ${point.copies.length} more` : ""),
    h("td", {}, point.saidBy ?? ""), h("td", {}, point.place ?? ""), h("td", {}, articleLink(point.article)));
}

function disagreements(series, points, pick) {
  if (series.disagreements.length === 0) return null;
  return h("section", { class: "disagreements" }, h("h2", {}, "Where they disagree"), h("ul", {}, series.disagreements.map((d) =>
    h("li", {}, h("strong", {}, day(d.day)), " ", d.points.map((index, i) => [i > 0 ? " against " : "",
      h("button", { class: "link", onclick: () => pick(points[index]) }, value(points[index])),
      ` (${points[index].saidBy ?? points[index].publisher ?? "not named"}${points[index].place ? `, ${points[index].place}` : ""})`])))));
}
