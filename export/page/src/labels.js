// Where names go: on no thing and on no other name.
import { fontOf } from "./pen.js";

const CELL = 64;

export class Labels {
  constructor(context) { this.context = context; this.widths = new Map(); }

  clear(width, height) { this.cells = new Map(); this.width = width; this.height = height; }
  block(left, top, right, bottom, isName = false) {
    this.eachCell({ left, top, right, bottom, isName }, (key, box) => { (this.cells.get(key) ?? this.cells.set(key, []).get(key)).push(box); return true; });
  }
  isFree(box, ofNames = false) {
    return this.eachCell(box, (key) => !this.cells.get(key)?.some((b) => (b.isName || !ofNames) && b.left < box.right && box.left < b.right && b.top < box.bottom && box.top < b.bottom));
  }
  eachCell(box, visit) {
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); ++x)
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); ++y) if (!visit(x * 8192 + y, box)) return false;
    return true;
  }
  widthOf(text, size, isBold) {
    const key = `${size}${isBold}${text}`;
    if (!this.widths.has(key)) {
      this.context.font = fontOf(size, isBold);
      this.widths.set(key, this.context.measureText(text).width);
    }
    return this.widths.get(key);
  }

  /**
   * Beside, below or above a thing, long names on two lines: the lines with their places; null if there is no room.
   * `weight` 0 takes free paper only, 1 may cover things but no names, 2 takes the first place whatever stands there.
   */
  place(name, size, isBold, x, y, r, weight) {
    const lines = broken(name), width = Math.max(...lines.map((line) => this.widthOf(line, size, isBold))), gap = 4, step = size * 1.12, height = step * lines.length;
    const middle = y - height / 2 + size * 0.9;
    const tries = [{ x: x + r + gap, y: middle, anchor: "start", left: x + r + gap }, { x: x - r - gap, y: middle, anchor: "end", left: x - r - gap - width },
                   { x, y: y + r + size + 1, anchor: "middle", left: x - width / 2 }, { x, y: y - r - 5 - height + step, anchor: "middle", left: x - width / 2 }];
    for (let grace = 0; grace <= weight; ++grace)
      for (const at of tries) {
        const box = { left: at.left - 1, right: at.left + width + 1, top: at.y - size * 0.85, bottom: at.y + height - step + size * 0.28 };
        if (grace < 2 && (box.left < 0 || box.right > this.width || !this.isFree(box, grace === 1))) continue;
        this.block(box.left, box.top, box.right, box.bottom, true);
        return { ...at, lines: lines.map((text, i) => ({ text, y: at.y + i * step })) };
      }
    return null;
  }

  /** On a line, near its middle. */
  along(text, size, [x1, y1, x2, y2, , , length], must) {
    const width = this.widthOf(text, size, false);
    if (length < width * 0.6 && !must) return null;
    for (const share of [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]) {
      const x = x1 + (x2 - x1) * share, y = y1 + (y2 - y1) * share;
      const box = { left: x - width / 2 - 2, right: x + width / 2 + 2, top: y - size * 0.6, bottom: y + size * 0.6 };
      if (!this.isFree(box)) continue;
      this.block(box.left, box.top, box.right, box.bottom, true);
      return { text, x, y: y + size * 0.34 };
    }
    return null;
  }
}

// A long name on two lines, broken at the space that is nearest to its middle.
function broken(name) {
  if (name.length <= 20) return [name];
  let best = -1;
  for (let at = name.indexOf(" "); at >= 0; at = name.indexOf(" ", at + 1)) if (best < 0 || Math.abs(at - name.length / 2) < Math.abs(best - name.length / 2)) best = at;
  return best < 0 ? [name] : [name.slice(0, best), name.slice(best + 1)];
}
