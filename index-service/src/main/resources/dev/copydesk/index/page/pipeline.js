import { h, ago, trouble } from "./dom.js";
import { get } from "./api.js";

const EVERY = 2000;

const WHAT = {
  "news.files": ["Receipts", "what became of each file"],
  "news.raw": ["Raw", "articles as found"],
  "news.replay": ["Replay", "raw articles once more"],
  "news.enriched": ["Enriched", "clean and tagged"],
};

export async function pipelineScreen({ main, signal }) {
  document.title = "Pipeline – Copydesk";
  const road = h("div", { class: "road", "aria-label": "The road from file to index" });
  const files = h("div", { class: "scroll" });
  const letters = h("div", { class: "scroll" });
  const status = h("p", { class: "meta", role: "status" });
  const lettersLine = h("p", { class: "meta" });
  const filesLine = h("p", { class: "meta" });
  const note = h("p", { class: "meta" }, "Offsets are places in a topic; the markers of transactions take some, so there are fewer articles than offsets.");
  main.replaceChildren(road, note, status,
    h("section", {}, h("h2", {}, "Files"), filesLine, files),
    h("section", {}, h("h2", {}, "Dead letters"), lettersLine, letters));
  const before = { at: 0, spans: {} };

  const look = async () => {
    const [state, receipts, dead, index] = await Promise.all([
      get("pipeline", {}, signal), get("files", { limit: 100 }, signal), get("dead-letters", { limit: 100 }, signal),
      get("search", { limit: 1, fold: "false" }, signal)]);
    road.replaceChildren(...drawn(state, index.total, before));
    status.textContent = state.files.oldestUnfinished
      ? `Oldest file still being published: ${state.files.oldestUnfinished.path}, since ${ago(state.files.oldestUnfinished.arrived)}.`
      : "";
    filesLine.textContent = `${state.files.total.toLocaleString("en")} ${state.files.total === 1 ? "file" : "files"}${state.files.complete ? "" : " held in memory, older ones left out"}: ${Object.entries(state.files.byState).map(([name, count]) => `${count} ${words(name)}`).join(", ") || "none yet"}.`;
    files.replaceChildren(table(["File", "State", "Articles", "Heard of", "Why"], receipts.files.map(fileRow)));
    lettersLine.textContent = state.deadLetters.total === 0 ? "None: everything that came could be used."
      : `${state.deadLetters.open} open of ${state.deadLetters.total}${state.deadLetters.complete ? "" : " held in memory, older ones left out"}: ${Object.entries(state.deadLetters.byCode).map(([code, count]) => `${count} × ${code}`).join(", ")}.`;
    letters.replaceChildren(dead.deadLetters.length === 0 ? "" : table(["When", "Stage", "Code", "What is wrong", "From", "State"], dead.deadLetters.map(letterRow)));
  };

  await look();
  const again = async () => {
    if (signal.aborted) return;
    try {
      if (!document.hidden) await look();
    } catch (error) {
      if (error.name === "AbortError") return;
      status.replaceChildren(trouble(error));
    }
    setTimeout(again, EVERY);
  };
  setTimeout(again, EVERY);
}

function words(state) {
  return state.toLowerCase().replaceAll("_", " ");
}

/** Files, topics and the index in a row, with who is how far behind between them. */
function drawn(state, indexed, before) {
  const now = Date.parse(state.at);
  const rate = (topic, span) => {
    const was = before.spans[topic];
    before.spans[topic] = was && was.at === now ? was : { at: now, span, rate: was ? Math.max(0, (span - was.span) / Math.max(0.001, (now - was.at) / 1000)) : 0 };
    return before.spans[topic].rate;
  };
  const stage = (topic) => state.stages.find((s) => s.topic.endsWith(topic));
  const box = (title, figure, unit, what, extra) => h("div", { class: "stage" }, h("h3", {}, title),
    h("p", { class: "figure" }, figure.toLocaleString("en"), h("small", {}, ` ${unit}`)), h("p", {}, what), extra ? h("p", { class: "rate" }, extra) : null);
  const topicBox = (name) => {
    const s = stage(name);
    if (!s) return null;
    const perSecond = rate(s.topic, s.span);
    return box(WHAT[name][0], s.span, "offsets", `${s.topic}: ${WHAT[name][1]}`, perSecond >= 0.05 ? `${perSecond.toFixed(1)} a second` : null);
  };
  const arrow = (name, readers) => h("div", { class: `arrow ${readers.some((r) => r.lagRecords > 0) ? "behind" : ""}` },
    readers.length === 0 ? h("span", {}, name) : readers.map((reader) => h("span", {},
      h("strong", {}, reader.name), h("br"),
      reader.lagRecords === 0 ? "up to date" : `${reader.lagRecords?.toLocaleString("en") ?? "?"} behind${reader.lagSeconds === null ? "" : `, ${reader.lagSeconds} s`}`)));
  const replay = stage("news.replay");
  return [
    box("Files", state.files.total, "files", `gave ${state.files.articles.toLocaleString("en")} articles`, state.files.articlesLastMinute > 0 ? `${state.files.articlesLastMinute} in the last minute` : null),
    arrow("ingest", []),
    h("div", { class: "pair" }, topicBox("news.raw"), replay && replay.span > 0 ? topicBox("news.replay") : null),
    arrow("enrich", [...(stage("news.raw")?.readers ?? []), ...(replay && replay.span > 0 ? replay.readers.map((r) => ({ ...r, name: `${r.name}, replay` })) : [])]),
    topicBox("news.enriched"),
    arrow("index", stage("news.enriched")?.readers ?? []),
    box("Index", indexed, "articles", "can be found", null),
  ];
}

function table(names, rows) {
  return h("table", {}, h("thead", {}, h("tr", {}, names.map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, rows));
}

function fileRow(file) {
  const why = file.duplicateOf ? `the same bytes as ${file.duplicateOf}`
    : file.rejected.map((r) => h("div", {}, h("code", {}, r.code), ` ${r.position === null ? "" : `#${r.position} `}${r.reason}${r.remedy ? `. ${r.remedy}` : ""}`));
  return h("tr", {}, h("td", { class: "path" }, file.ids.length === 1 ? h("a", { href: `#/article/${encodeURIComponent(file.ids[0])}` }, file.path) : file.path),
    h("td", {}, h("span", { class: `state ${file.state}` }, words(file.state))),
    h("td", { class: "figure" }, file.articles.toLocaleString("en")), h("td", { class: "when" }, ago(file.updated)), h("td", {}, why));
}

function letterRow(letter) {
  return h("tr", {}, h("td", { class: "when" }, ago(letter.time)), h("td", {}, letter.stage), h("td", {}, h("code", {}, letter.code)),
    h("td", {}, letter.message), h("td", { class: "path" }, letter.source), h("td", {}, letter.handled ? words(letter.handled) : "open"));
}
