// The time that is shown: two ends on one slider under a histogram of the evidence, exact days, and a button that plays.
import { dayOf, isoDay } from "./data.js";
import { element } from "./element.js";

const WINDOWS = [1, 7, 30, 90, 365];  // days
const BARS = 48, STEPS = 60, TICK = 150;  // ms

export class Dates {
  /** `change({from, to})` shows another time; null is no end. */
  constructor(graph, change) {
    [this.first, this.last] = graph.days;
    this.change = change;
    this.timer = null;
    this.counts = new Array(BARS).fill(0);
    for (const edge of graph.edges) for (const e of edge.evidence) if (e.first !== null && e.first >= this.first) ++this.counts[this.barOf(e.first)];
  }
  barOf(day) { return Math.max(0, Math.min(BARS - 1, Math.floor(((day - this.first) / (this.last - this.first + 1)) * BARS))); }

  controls(words) {
    const most = Math.max(...this.counts, 1);
    this.bars = this.counts.map((n) => {
      const bar = element("span");
      bar.style.height = n === 0 ? "0" : `${8 + (n / most) * 92}%`;
      return bar;
    });
    const slider = (field, label) => element("input", { type: "range", className: `end ${field}`, id: `slider-${field}`, min: this.first, max: this.last, step: 1, "aria-label": label,
      oninput: (event) => this.slide(field, Number(event.target.value)) });
    const day = (field, label) => element("label", {}, element("span", { className: "faint" }, `${label} `), element("input", { type: "date", id: `date-${field}`, min: isoDay(this.first), max: isoDay(this.last),
      onchange: (event) => { const value = dayOf(event.target.value); this.slide(field, Number.isFinite(value) ? value : this[field === "from" ? "first" : "last"]); } }));
    this.words = words;
    return [element("div", { className: "histogram", "aria-hidden": "true" }, ...this.bars),
      element("div", { className: "range" }, slider("from", words.firstDay), slider("to", words.lastDay)),
      element("div", { className: "days" }, day("from", words.from), day("to", words.to)),
      element("div", { className: "window" }, element("label", {}, element("span", { className: "faint" }, `${words.window} `), element("select", { id: "window", onchange: (event) => this.narrow(Number(event.target.value)) },
        ...[0, ...WINDOWS.filter((n) => n <= this.last - this.first)].map((n) => element("option", { value: String(n) }, n ? words.days(n) : words.anyTime)), element("option", { value: "-1", hidden: true }, words.otherTime)))),
      element("input", { type: "range", id: "slider-window", min: this.first, step: 1, "aria-label": words.slideWindow, oninput: (event) => this.slideWindow(Number(event.target.value)) }),
      element("button", { id: "play", onclick: () => this.play() }, words.play)];
  }
  slide(field, value) {
    const { from, to } = this.shown;
    const ends = field === "from" ? [Math.min(value, to), to] : [from, Math.max(value, from)];
    this.change({ from: ends[0] <= this.first ? null : ends[0], to: ends[1] >= this.last ? null : ends[1] });
  }
  /** So many days, the last of those shown; 0 is all time. */
  narrow(days) {
    if (days === 0) return this.change({ from: null, to: null });
    const from = Math.max(this.first, this.shown.to - days + 1);
    this.move(from, from + days - 1);
  }
  /** The window moved to another first day, as long as it is. */
  slideWindow(from) { this.move(from, from + this.shown.to - this.shown.from); }
  move(from, to) { this.change({ from: from <= this.first ? null : from, to: to >= this.last ? null : to }); }
  /** From the first day on, or the chosen time moved along. */
  play() {
    if (this.timer) return this.stop();
    const { from, to } = this.shown, isWindow = from > this.first, length = to - from;
    let day = to >= this.last ? this.first + (isWindow ? length : 0) : to;
    const step = Math.max(1, Math.round((this.last - this.first) / STEPS));
    this.timer = setInterval(() => {
      day = Math.min(this.last, day + step);
      this.change({ from: isWindow ? day - length : null, to: day });
      if (day === this.last) this.stop();
    }, TICK);
    document.getElementById("play").textContent = this.words.stop;
  }
  stop() {
    clearInterval(this.timer);
    this.timer = null;
    document.getElementById("play").textContent = this.words.play;
  }
  sync(state) {
    this.shown = { from: state.from ?? this.first, to: state.to ?? this.last };
    for (const field of ["from", "to"]) {
      document.getElementById(`date-${field}`).value = isoDay(this.shown[field]);
      const slider = document.getElementById(`slider-${field}`);
      slider.value = this.shown[field];
      slider.setAttribute("aria-valuetext", isoDay(this.shown[field]));
    }
    const length = this.shown.to - this.shown.from, isWhole = state.from === null && state.to === null, choice = document.getElementById("window"), slider = document.getElementById("slider-window");
    choice.value = isWhole ? "0" : WINDOWS.includes(length + 1) ? String(length + 1) : "-1";
    slider.hidden = isWhole;
    slider.max = this.last - length;
    slider.value = this.shown.from;
    slider.setAttribute("aria-valuetext", `${isoDay(this.shown.from)} – ${isoDay(this.shown.to)}`);
    const [low, high] = [this.barOf(this.shown.from), this.barOf(this.shown.to)];
    this.bars.forEach((bar, i) => { bar.className = i < low || i > high ? "out" : ""; });
  }
}
