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
  const opened = letterView(signal);
  const replays = h("div", { class: "scroll" });
  const note = h("p", { class: "meta" }, "Offsets are places in a topic; the markers of transactions take some, so there are fewer articles than offsets. Paces are those of the last minute.");
  main.replaceChildren(road, note, status,
    h("section", {}, h("h2", {}, "Files"), filesLine, files),
    h("section", {}, h("h2", {}, "Dead letters"), lettersLine, letters, opened.place),
    h("section", {}, h("h2", {}, "Replays"), replays));

  const look = async () => {
    const [state, receipts, dead, index, run] = await Promise.all([
      get("pipeline", {}, signal), get("files", { limit: 100 }, signal), get("dead-letters", { limit: 100 }, signal),
      get("search", { limit: 1, fold: "false" }, signal), get("replays", { limit: 20 }, signal)]);
    road.replaceChildren(...drawn(state, index.total));
    status.textContent = state.files.oldestUnfinished
      ? `Oldest file still being published: ${state.files.oldestUnfinished.path}, since ${ago(state.files.oldestUnfinished.arrived)}.`
      : "";
    filesLine.textContent = `${state.files.total.toLocaleString("en")} ${state.files.total === 1 ? "file" : "files"}${state.files.complete ? "" : " held in memory, older ones left out"}: ${Object.entries(state.files.byState).map(([name, count]) => `${count} ${words(name)}`).join(", ") || "none yet"}.`;
    files.replaceChildren(table(["File", "State", "Articles", "Heard of", "Why"], receipts.files.map(fileRow)));
    lettersLine.textContent = state.deadLetters.total === 0 ? "None: everything that came could be used."
      : `${state.deadLetters.open} open of ${state.deadLetters.total}${state.deadLetters.complete ? "" : " held in memory, older ones left out"}: ${Object.entries(state.deadLetters.byCode).map(([code, count]) => `${count} × ${code}`).join(", ")}.`;
    letters.replaceChildren(dead.deadLetters.length === 0 ? "" : table(["When", "Stage", "Code", "What is wrong", "From", "State", ""], dead.deadLetters.map((letter) => letterRow(letter, opened.show))));
    replays.replaceChildren(run.replays.length === 0 ? h("p", { class: "meta" }, "None was run: ", h("code", {}, "copydesk replay --help"), " says how.")
      : table(["Started", "What", "Over", "State", "How far", ""], run.replays.map(replayRow)));
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

function pace(perSecond) {
  return perSecond ? `${perSecond.toLocaleString("en")} a second` : null;
}

/** Files, topics and the index in a row, with who is how far behind between them. */
function drawn(state, indexed) {
  const stage = (topic) => state.stages.find((s) => s.topic.endsWith(topic));
  const box = (title, figure, unit, what, extra) => h("div", { class: "stage" }, h("h3", {}, title),
    h("p", { class: "figure" }, figure.toLocaleString("en"), h("small", {}, ` ${unit}`)), h("p", {}, what), extra ? h("p", { class: "rate" }, extra) : null);
  const topicBox = (name) => {
    const s = stage(name);
    return s ? box(WHAT[name][0], s.span, "offsets", `${s.topic}: ${WHAT[name][1]}`, pace(s.perSecond)) : null;
  };
  const arrow = (name, readers) => h("div", { class: `arrow ${readers.some((r) => r.lagRecords > 0) ? "behind" : ""}` },
    readers.length === 0 ? h("span", {}, name) : readers.map((reader) => h("span", {},
      h("strong", {}, reader.name), h("br"),
      reader.lagRecords === 0 ? "up to date" : `${reader.lagRecords?.toLocaleString("en") ?? "?"} behind${reader.lagSeconds === null ? "" : `, ${reader.lagSeconds} s`}`,
      reader.perSecond ? [h("br"), pace(reader.perSecond)] : null)));
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

function letterRow(letter, show) {
  return h("tr", {}, h("td", { class: "when" }, ago(letter.time)), h("td", {}, letter.stage), h("td", {}, h("code", {}, letter.code)),
    h("td", {}, letter.message), h("td", { class: "path" }, letter.source), h("td", {}, letter.handled ? words(letter.handled) : "open"),
    h("td", {}, h("button", { class: "link", onclick: () => show(letter) }, "as it came")));
}

const INTO = { enrich: "enriched again", index: "index built anew", shadow: "tried in a shadow", topic: "copied into a topic" };

function replayRow(replay) {
  const open = ["running", "paused", "killed"].includes(replay.state);
  const next = { running: "pause", paused: "resume", killed: "resume" }[replay.state];
  return h("tr", {}, h("td", { class: "when" }, ago(Date.parse(replay.started))), h("td", {}, INTO[replay.target] ?? replay.target),
    h("td", {}, h("code", {}, replay.selector)), h("td", {}, replay.state),
    h("td", {}, h("progress", { max: 1, value: replay.share, "aria-label": `${Math.round(100 * replay.share)} %` }), ` ${Math.floor(100 * replay.share)} %`),
    h("td", {}, replay.message ?? "", open ? h("div", {}, h("code", {}, `copydesk replay ${next} ${replay.id}`)) : null));
}

/** One letter's headers and bytes, and what can be done about it; it stays while the table above is drawn anew. */
function letterView(signal) {
  const place = h("div", {});
  const show = async (letter) => {
    try {
      const found = await get(`dead-letters/${letter.partition}/${letter.offset}`, {}, signal);
      const name = `${letter.partition}-${letter.offset}`;
      place.replaceChildren(h("div", { class: "letter" },
        h("h3", {}, `${letter.topic} ${name}`),
        h("p", { class: "meta" }, `${found.bytes.toLocaleString("en")} bytes${found.hex ? ", no text" : ""}${found.cut ? ", cut here" : ""}`),
        h("pre", { class: "raw", tabindex: 0 }, found.text),
        h("dl", {}, Object.entries(found.headers).map(([header, value]) => [h("dt", {}, header), h("dd", {}, value)])),
        h("p", {}, "Where the cause is mended: ", h("code", {}, `copydesk dlq retry ${name}`), "; to give it up: ", h("code", {}, `copydesk dlq drop ${name}`), ".")));
      place.scrollIntoView({ block: "nearest" });
    } catch (error) {
      if (error.name !== "AbortError") place.replaceChildren(trouble(error));
    }
  };
  return { place, show };
}
