import { h, day, decimal, tooltip, webLink, trouble } from "./dom.js";
import { get } from "./api.js";
import { COMPARATORS } from "./chart.js";

const TYPES = { PERSON: "person", ORGANIZATION: "org", LOCATION: "place", NORP: "group", EVENT: "event", PRODUCT: "product", OTHER: "other" };
const UNSAID = { WRITER: "the writer", ANONYMOUS: "somebody not named", NAMED: "" };

/** A number as it was understood: "$3.1bn" is 3,100,000,000 USD. */
export function reading(number) {
  const comparator = COMPARATORS[number.comparator] ?? "";
  if (number.timex) {
    const span = number.valueEnd ? `${number.value} – ${number.valueEnd}` : (number.value ?? number.timex);
    return `${comparator}${span}${number.mod ? ` (${number.mod.toLowerCase()})` : ""}`;
  }
  if (number.value === null) return number.text;
  const value = number.valueEnd ? `${decimal(number.value)} – ${decimal(number.valueEnd)}` : decimal(number.value);
  const unit = number.unit ? ` ${number.unit}` : number.kind === "percent" ? " %" : "";
  return `${comparator}${value}${unit}${number.vague ? " or so" : ""}`;
}

/** A field's text with its mentions marked; what covers what is sorted out piece by piece. */
function marked(text, from, to, entities, numbers) {
  const cuts = new Set([from, to]);
  for (const mention of [...entities, ...numbers]) {
    if (mention.end > from && mention.start < to) {
      cuts.add(Math.max(from, mention.start));
      cuts.add(Math.min(to, mention.end));
    }
  }
  const places = [...cuts].sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < places.length; i++) {
    const [start, end] = [places[i], places[i + 1]];
    const covers = (mention) => mention.start <= start && mention.end >= end;
    const number = numbers.find(covers);
    const entity = entities.find(covers);
    let node = document.createTextNode(text.slice(start, end));
    if (number) {
      const element = h("span", { class: "number", tabindex: 0, "data-number": number.index }, node);
      node = tooltip(element, () => [
        h("strong", {}, reading(number)),
        h("span", {}, `${number.kind}${number.counted ? `, of ${number.counted.text}` : ""}${number.timex ? `, ${number.timex}` : ""}`),
        number.cue ? h("span", {}, `“${number.cue.text}”`) : null,
      ].filter(Boolean));
    }
    if (entity) {
      const element = h("span", { class: `entity ${TYPES[entity.type] ?? "other"}`, "data-label": entity.end === end ? TYPES[entity.type] ?? "other" : null }, node);
      node = entity.name && entity.name !== entity.text ? tooltip(element, () => [h("strong", {}, entity.name)]) : element;
    }
    pieces.push(node);
  }
  return pieces;
}

export async function articleScreen({ main, here, signal }) {
  let record;
  try {
    record = await get(`articles/${encodeURIComponent(here.rest)}`, {}, signal);
  } catch (error) {
    if (error.status !== 404 && error.status !== 410) throw error;
    main.replaceChildren(trouble(error));
    return;
  }
  document.title = `${record.headline ?? "Article"} – Copydesk`;
  const numbers = record.numbers.map((number, index) => ({ ...number, index }));
  const of = (field) => [record.entities.filter((e) => e.field === field), numbers.filter((n) => n.field === field)];
  const paragraphs = [];
  for (const match of record.text.matchAll(/[^\n](?:(?!\n\n)[^])*/g)) {
    paragraphs.push(h("p", {}, marked(record.text, match.index, match.index + match[0].length, ...of("TEXT"))));
  }
  const publisher = record.publisher?.name ?? record.publisher?.domain;
  main.replaceChildren(h("div", { class: "columns" },
    h("article", { lang: record.language ?? null, dir: "auto" },
      h("h1", {}, record.headline ? marked(record.headline, 0, record.headline.length, ...of("HEADLINE")) : "(no headline)"),
      h("p", { class: "meta" },
        h("time", {}, day(record.published?.value)),
        publisher ? h("span", { class: "publisher" }, publisher) : null,
        record.byline.length > 0 ? h("span", {}, `By ${record.byline.join(", ")}`) : null,
        record.agency ? h("span", {}, record.agency) : null),
      record.description ? h("p", { class: "deck" }, record.description) : null,
      h("div", { class: "copy" }, paragraphs),
      removed(record)),
    h("aside", { class: "side", "aria-label": "What was understood" },
      legend(record), claims(record, main), facts(record), lineage(record, signal),
      h("details", { class: "record" }, h("summary", {}, "Record as JSON"), h("pre", { tabindex: 0 }, JSON.stringify(record, null, 2))))));
}

function legend(record) {
  const counts = {};
  for (const entity of record.entities) counts[entity.type] = (counts[entity.type] ?? 0) + 1;
  const names = new Map();
  for (const entity of record.entities) {
    const name = entity.name ?? entity.text;
    const key = `${entity.type} ${name}`;
    names.set(key, { type: entity.type, name, count: (names.get(key)?.count ?? 0) + 1 });
  }
  const field = { PERSON: "person", ORGANIZATION: "org", LOCATION: "place" };
  return h("section", {}, h("h2", {}, "Names"),
    record.entities.length === 0 ? h("p", { class: "none" }, record.pipeline.skipped.join("; ") || "None found.") :
    h("ul", { class: "names" }, [...names.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name)).slice(0, 24).map(({ type, name, count }) =>
      h("li", {}, h(field[type] ? "a" : "span", {
        class: `entity ${TYPES[type] ?? "other"}`,
        href: field[type] ? `#/search?${new URLSearchParams({ q: `${field[type]}:"${name.replaceAll('"', " ")}"` })}` : null,
      }, name), count > 1 ? h("span", { class: "count" }, `×${count}`) : null))));
}

function claims(record, main) {
  if (record.claims.length === 0) return null;
  return h("section", {}, h("h2", {}, "Who says how many"), h("ol", { class: "claims" }, record.claims.map((claim) => {
    const number = record.numbers[claim.number];
    if (!number) return null;
    const source = claim.attribution?.text || UNSAID[claim.attribution?.type ?? "WRITER"];
    return h("li", {}, h("button", { "data-step": true, onclick: () => {
      const place = main.querySelector(`[data-number="${claim.number}"]`);
      place?.scrollIntoView({ block: "center" });
      place?.focus();
    } },
      h("strong", {}, reading(number)), " ", number.counted?.text ?? "", " ",
      claim.predicate ? h("em", {}, claim.predicate) : null,
      claim.countType ? h("span", { class: "flag" }, claim.countType.toLowerCase()) : null),
    h("span", { class: "said" }, [`source: ${source}`, claim.place?.text, claim.asOf ? day(claim.asOf) : null].filter(Boolean).join(" · ")));
  })));
}

function facts(record) {
  const rows = [
    ["Published", record.published ? `${record.published.value} (${record.published.origin.toLowerCase()})` : null],
    ["Updated", record.updated?.value], ["Dateline", record.dateline?.text], ["Section", record.section],
    ["Language", record.language], ["Address", record.url ? webLink(record.url) : null], ["Keywords", record.keywords.join(", ")],
    ["Slugline", record.slugline], ["Note", record.ednote], ["Terms", record.usageterms],
  ].filter(([, value]) => value);
  return h("section", {}, h("h2", {}, "Article"), h("dl", {}, rows.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])));
}

function removed(record) {
  if (record.removed.length === 0) return null;
  return h("details", { class: "removed" },
    h("summary", {}, `${record.removed.length} ${record.removed.length === 1 ? "piece" : "pieces"} of the page left out`),
    h("ul", {}, record.removed.map((piece) => h("li", {}, h("span", { class: "flag" }, piece.reason.toLowerCase()), " ", piece.text))));
}

function lineage(record, signal) {
  const revisions = h("ol", { class: "revisions" });
  const raw = h("div", {});
  const look = async ({ partition, offset }) => {
    try {
      const found = await get(`raw/${partition}/${offset}`, {}, signal);
      raw.replaceChildren(h("p", { class: "meta" }, `${found.mediaType}, ${found.charset ?? "charset not declared"}, ${found.bytes.toLocaleString("en")} bytes, sha256 ${found.sha256.slice(0, 12)}…${found.cut ? ", cut here" : ""}`),
        h("pre", { class: "raw", tabindex: 0 }, found.text));
    } catch (error) {
      if (error.name !== "AbortError") raw.replaceChildren(trouble(error));
    }
  };
  const details = h("details", { class: "lineage", ontoggle: async () => {
    if (!details.open || revisions.children.length > 0) return;
    try {
      const found = await get(`lineage/${encodeURIComponent(record.id)}`, {}, signal);
      revisions.replaceChildren(...found.revisions.map((revision) => h("li", {},
        `${revision.path} #${revision.position} → news.raw ${revision.partition}@${revision.offset} `,
        h("button", { class: "link", onclick: () => look(revision) }, "as found"),
        ` ${new Date(revision.arrived).toLocaleString("en-GB")}`)));
      if (found.revisions.length === 0) revisions.append(h("li", {}, "The receipt is no longer at hand: copydesk files and copydesk tail news.raw have it."));
    } catch (error) {
      if (error.name !== "AbortError") revisions.append(h("li", {}, trouble(error)));
    }
  } }, h("summary", {}, "Where it comes from"),
    h("dl", {}, [["File", `${record.source.feed}: ${record.source.path} #${record.source.position}`], ["Id", record.id],
      ["Revision", new Date(record.revision).toISOString()], ["Sequence", String(record.sequence)],
      ["Made by", `${record.pipeline.version}, ${record.pipeline.enrichedAt}`]].map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
    revisions, raw);
  return details;
}
