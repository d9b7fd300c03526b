import uPlot from "./uplot.js";

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function axes() {
  const text = colour("--quiet");
  const line = colour("--rule");
  return { stroke: text, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 }, font: "12px system-ui, sans-serif" };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY = 86400;

/** Days and months in words, the year where it changes; no hours. */
function timeAxis() {
  return {
    ...axes(),
    space: 64,
    incrs: [1, 2, 7, 14, 28, 28 * 3, 28 * 6, 365, 365 * 2, 365 * 5, 365 * 10, 365 * 50, 365 * 100].map((days) => days * DAY),
    splits: (u, _, min, max, increment) => {
      const splits = [];
      const at = new Date(min * 1000);
      if (increment < 28 * DAY) {
        const first = Math.ceil(min / DAY) * DAY;
        for (let second = first; second <= max; second += increment) splits.push(second);
      } else if (increment < 365 * DAY) {
        const step = Math.round(increment / (28 * DAY));
        for (let month = at.getUTCFullYear() * 12 + at.getUTCMonth() + 1; month < 12 * 9999; month += 1) {
          const second = Date.UTC(Math.floor(month / 12), month % 12) / 1000;
          if (second > max) break;
          if (month % step === 0) splits.push(second);
        }
      } else {
        const step = Math.round(increment / (365 * DAY));
        for (let year = at.getUTCFullYear() + 1; year < 9999; year += 1) {
          const second = Date.UTC(year, 0) / 1000;
          if (second > max) break;
          if (year % step === 0) splits.push(second);
        }
      }
      return splits;
    },
    values: (u, splits, _, __, increment) => splits.map((second, i) => {
      const at = new Date(second * 1000);
      const year = i === 0 || new Date(splits[i - 1] * 1000).getUTCFullYear() !== at.getUTCFullYear() ? `\n${at.getUTCFullYear()}` : "";
      if (increment >= 365 * DAY) return String(at.getUTCFullYear());
      return (increment >= 28 * DAY ? MONTHS[at.getUTCMonth()] : `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`) + year;
    }),
  };
}

/** Draws anew at another width and when light turns dark; until the signal ends it. */
function keptUp(element, signal, make) {
  let chart = null;
  const draw = () => { chart?.destroy(); chart = element.clientWidth > 0 ? make(element.clientWidth) : null; };
  let width = 0;
  const resized = new ResizeObserver(() => {
    if (Math.abs(element.clientWidth - width) > 1) { width = element.clientWidth; draw(); }
  });
  resized.observe(element);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", draw, { signal });
  signal.addEventListener("abort", () => { resized.disconnect(); chart?.destroy(); });
}

const INTERVALS = { day: 86400, week: 7 * 86400, month: 30.4 * 86400, year: 365.2 * 86400 };

/** Bars of a timeline; a stretch that is dragged over, or a bar clicked, becomes a range of dates. */
export function timeline(element, { interval, counts }, signal, chosen) {
  const seconds = counts.map((count) => Date.parse(count.date) / 1000);
  const values = counts.map((count) => count.count);
  const step = INTERVALS[interval];
  const date = (second) => new Date(second * 1000).toISOString().slice(0, 10);
  keptUp(element, signal, (width) => new uPlot({
    width,
    height: 120,
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    scales: {
      x: { time: true, range: (_, min, max) => [min - step * 2, max + step * 2] },
      y: { range: (_, __, max) => [0, Math.max(4, max * 1.1)] },
    },
    tzDate: (stamp) => uPlot.tzDate(new Date(stamp * 1000), "UTC"),
    axes: [{ ...timeAxis(), grid: { show: false } }, { ...axes(), size: 36, space: 22, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10000, 100000] }],
    series: [{}, {
      stroke: colour("--accent"), fill: colour("--accent"), width: 0,
      paths: uPlot.paths.bars({ size: [0.7, 24], align: 0 }), points: { show: false },
    }],
    hooks: {
      setSelect: [(u) => {
        if (u.select.width < 3) return;
        chosen(date(u.posToVal(u.select.left, "x")), date(u.posToVal(u.select.left + u.select.width, "x")));
      }],
      ready: [(u) => u.over.addEventListener("click", () => {
        if (u.select.width >= 3 || u.cursor.idx === null || u.cursor.idx === undefined) return;
        const begin = seconds[u.cursor.idx];
        chosen(date(begin), date(begin + Math.max(0, Math.round(step / 86400) - 1) * 86400));
      })],
    },
  }, [seconds, values], element));
}

/** Okabe and Ito's colours, which colour-blind readers can tell apart, for light and dark grounds alike. */
export const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#a37500", "#56b4e9", "#8561c5", "#777777"];

/** How a comparator is written before a value. */
export const COMPARATORS = { EQ: "", GE: "≥ ", GT: "> ", LE: "≤ ", LT: "< ", APPROX: "≈ ", ALMOST: "almost ", SINCE: "since ", UNTIL: "until " };

function shape(ctx, comparator, x, y, size) {
  ctx.beginPath();
  if (comparator === "GE" || comparator === "GT") {
    ctx.moveTo(x, y - size); ctx.lineTo(x + size, y + size * 0.8); ctx.lineTo(x - size, y + size * 0.8); ctx.closePath();
  } else if (comparator === "LE" || comparator === "LT" || comparator === "ALMOST") {
    ctx.moveTo(x, y + size); ctx.lineTo(x + size, y - size * 0.8); ctx.lineTo(x - size, y - size * 0.8); ctx.closePath();
  } else {
    ctx.arc(x, y, size * 0.9, 0, 2 * Math.PI);
  }
}

/** Points of a figure over time, one colour a publisher. The points know their colour and place in the list. */
export function figure(element, points, { log }, signal, pointed) {
  const times = [...new Set(points.map((point) => point.millis / 1000))].sort((a, b) => a - b);
  const upper = times.map((time) => Math.max(...points.filter((p) => p.millis / 1000 === time).map((p) => Number(p.value))));
  keptUp(element, signal, (width) => {
    let places = [];
    const nearest = (u) => {
      const ratio = devicePixelRatio;
      const x = u.cursor.left * ratio + u.bbox.left;
      const y = u.cursor.top * ratio + u.bbox.top;
      const found = places.map((p) => ({ ...p, far: Math.hypot(p.x - x, p.y - y) })).sort((a, b) => a.far - b.far)[0];
      return found && found.far < 24 * ratio ? found.point : null;
    };
    return new uPlot({
      width,
      height: Math.min(420, Math.max(260, width * 0.42)),
      legend: { show: false },
      cursor: { points: { show: false }, drag: { x: false, y: false } },
      tzDate: (stamp) => uPlot.tzDate(new Date(stamp * 1000), "UTC"),
      scales: {
        x: { time: true, range: (_, min, max) => { const room = Math.max(43200, (max - min) * 0.08); return [min - room, max + room * 1.4]; } },
        y: log ? { distr: 3 } : { range: (_, __, max) => [0, max * 1.12 || 1] },
      },
      axes: [timeAxis(), { ...axes(), size: 64, values: (_, splits) => splits.map((v) => (v === null ? "" : v.toLocaleString("en"))) }],
      series: [{}, { paths: () => null, points: { show: false } }],
      hooks: {
        draw: [(u) => {
          const { ctx } = u;
          const ratio = devicePixelRatio;
          places = [];
          ctx.save();
          ctx.font = `${12 * ratio}px system-ui, sans-serif`;
          ctx.textAlign = "left";
          ctx.textBaseline = "middle";
          ctx.lineWidth = 1.6 * ratio;
          for (const point of points) {
            const value = Number(point.value);
            if (log && value <= 0) continue;
            const x = u.valToPos(point.millis / 1000, "x", true);
            const y = u.valToPos(value, "y", true);
            places.push({ x, y, point });
            shape(ctx, point.comparator, x, y, 6 * ratio);
            ctx.strokeStyle = point.colour;
            ctx.fillStyle = point.comparator === "APPROX" ? colour("--paper") : point.colour;
            ctx.fill();
            ctx.stroke();
          }
          ctx.fillStyle = colour("--ink");
          const written = [];
          for (const { x, y, point } of places) {
            const label = (COMPARATORS[point.comparator] ?? "") + Number(point.value).toLocaleString("en");
            const crowded = written.some((w) => Math.abs(w.x - x) < 60 * ratio && Math.abs(w.y - y) < 13 * ratio);
            if (!crowded) { ctx.fillText(label, x + 10 * ratio, y); written.push({ x, y }); }
          }
          ctx.restore();
        }],
        ready: [(u) => {
          u.over.addEventListener("click", () => { const point = nearest(u); if (point) pointed(point, true); });
          u.over.addEventListener("mousemove", () => { const point = nearest(u); u.over.style.cursor = point ? "pointer" : "default"; });
        }],
      },
    }, [times, upper], element);
  });
}
