// Drawing a route or an area on the map: every point becomes a line in the box below, which is all that is sent.
// Without this script the box is there alone.

for (const frame of document.querySelectorAll("[data-draw-into]")) begin(frame);

function begin(frame) {
  const box = document.getElementById(frame.dataset.drawInto);
  const map = frame.querySelector("svg");
  const [line, points, cross, said] = ["line", "points", "cross", "said"].map((name) => frame.querySelector(`[data-${name}]`));
  const fit = Object.fromEntries(["west", "north", "perMetre", "left", "top"].map((name) => [name, Number(map.dataset[name])]));
  const whole = map.viewBox.baseVal;
  const full = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let view = { ...full };
  let at = { x: full.x + full.width / 2, y: full.y + full.height / 2 };

  const metres = ({ x, y }) => [fit.west + (x - fit.left) / fit.perMetre, fit.north - (y - fit.top) / fit.perMetre];
  const place = (east, north) => ({ x: fit.left + (east - fit.west) * fit.perMetre, y: fit.top + (fit.north - north) * fit.perMetre });
  const within = (number, low, high) => Math.min(Math.max(number, low), high);
  const lines = () => box.value.split("\n").filter((each) => each.trim());

  // Only positions in metres are drawn: the map knows no other; degrees that somebody typed stay in the box as they are.
  function drawn() {
    const found = lines().map((each) => each.match(/^\s*(\d{4,7}(?:\.\d+)?)\s*[,;\s]\s*(\d{4,7}(?:\.\d+)?)/));
    return found.filter(Boolean).map((each) => place(Number(each[1]), Number(each[2])));
  }

  function show() {
    const small = view.width / full.width;
    map.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
    const set = drawn();
    line.setAttribute("d", set.map(({ x, y }, number) => `${number ? "L" : "M"}${x.toFixed(2)} ${y.toFixed(2)}`).join(""));
    line.setAttribute("stroke-width", 3.5 * small);
    points.replaceChildren(...set.map(({ x, y }) => {
      const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
      for (const [name, value] of Object.entries({ class: "cw-near__place", cx: x, cy: y, r: 5 * small, "stroke-width": 2 * small })) dot.setAttribute(name, value);
      return dot;
    }));
    const arm = 14 * small;
    cross.setAttribute("d", `M${at.x - arm} ${at.y}h${2 * arm}M${at.x} ${at.y - arm}v${2 * arm}`);
    cross.setAttribute("stroke-width", 2 * small);
  }

  function chooseThisWay() {
    const radio = document.querySelector(`input[name="way"][value="${frame.dataset.drawWay}"]`);
    if (radio && !radio.checked) { radio.checked = true; radio.dispatchEvent(new Event("change", { bubbles: true })); }
  }

  function write(rows, words) {
    box.value = rows.join("\n");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    chooseThisWay();
    said.textContent = words;
    show();
  }

  const nameOf = (where) => [...map.querySelectorAll("[data-name]")].find((area) => area.isPointInFill(new DOMPoint(where.x, where.y)))?.dataset.name || "";

  function setPoint(where) {
    const rows = [...lines(), metres(where).map((each) => each.toFixed(0)).join(", ")];
    const name = nameOf(where);
    write(rows, `Point ${rows.length} is set${name ? ` in ${name}` : ""}.`);
  }

  function takeBack() {
    const rows = lines();
    if (!rows.length) { said.textContent = "There is no point to take back."; return; }
    rows.pop();
    write(rows, `The last point is taken back; ${rows.length} left.`);
  }

  function zoom(by) {
    const width = within(view.width * by, full.width / 64, full.width);
    const height = (width * full.height) / full.width;
    view = { width, height, x: within(at.x - width / 2, full.x, full.x + full.width - width), y: within(at.y - height / 2, full.y, full.y + full.height - height) };
    said.textContent = `The map shows ${Math.round(width / fit.perMetre / 100) / 10} km from side to side.`;
    show();
  }

  function move(right, down, far) {
    const step = (view.width / 60) * (far ? 5 : 1);
    at = { x: within(at.x + right * step, full.x, full.x + full.width), y: within(at.y + down * step, full.y, full.y + full.height) };
    view.x = within(view.x, at.x - view.width, at.x);
    view.y = within(view.y, at.y - view.height, at.y);
    const name = nameOf(at);
    said.textContent = `The cross-hair is at ${metres(at).map((each) => each.toFixed(0)).join(", ")}${name ? ` in ${name}` : ""}.`;
    show();
  }

  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  map.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (moves[event.key]) move(...moves[event.key], event.shiftKey);
    else if (event.key === "Enter") setPoint(at);
    else if (event.key === "Backspace") takeBack();
    else if (event.key === "+" || event.key === "=") zoom(0.5);
    else if (event.key === "-") zoom(2);
    else return;
    event.preventDefault();
  });
  map.addEventListener("click", (event) => {
    const seen = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    at = { x: seen.x, y: seen.y };
    setPoint(at);
  });
  frame.querySelector("[data-undo]").addEventListener("click", takeBack);
  frame.querySelector("[data-closer]").addEventListener("click", () => zoom(0.5));
  frame.querySelector("[data-wider]").addEventListener("click", () => zoom(2));
  box.addEventListener("input", (event) => { if (event.isTrusted) show(); });
  frame.hidden = false;
  show();
}
