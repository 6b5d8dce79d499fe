// The skin map: a mark is placed with the mouse, a finger or the keys, and stands in the list below, which is what is sent.
// Without this script the list alone does it.

const SVG = "http://www.w3.org/2000/svg";
const STEP = 2, LEAP = 10;
const map = document.querySelector("[data-app-skin-map]");
const list = document.getElementById("marks");
const said = document.getElementById("skin-map-said");
const views = new Map();
let moving = null;

const say = (text) => { said.textContent = text; };
const rows = () => [...list.querySelectorAll(":scope > .app-repeat__item")];
const part = (row, name) => row.querySelector(`[name$="-${name}"]`);
const placed = () => rows().filter((row) => part(row, "site").value);
const numberOf = (row) => placed().indexOf(row) + 1;

function make(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}

// ---- where a point lies

function siteAt(view, x, y) {
  const point = view.svg.createSVGPoint();
  point.x = x;
  point.y = y;
  return view.sites.find((site) => site.isPointInFill(point)) || null;
}

function pointOf(view, event) {
  // By the drawing's own matrix: its box may be wider or taller than the drawing in it.
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(view.svg.getScreenCTM().inverse());
  return { x: Math.round(point.x), y: Math.round(point.y) };
}

const words = (view, site) => `${view.label}: ${site.dataset.appWords}`;

// ---- the list

function changed(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function addRow() {
  const last = rows().at(-1);
  const index = rows().length;
  const from = `marks-${index - 1}`, to = `marks-${index}`;
  const row = last.cloneNode(true);
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const name of ["id", "name", "for", "aria-describedby", "formaction"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replaceAll(from, to));
    }
  }
  row.querySelectorAll(".govuk-error-message, .app-body__move").forEach((element) => element.remove());
  row.querySelectorAll(".govuk-form-group--error").forEach((element) => element.classList.remove("govuk-form-group--error"));
  row.querySelectorAll("input, textarea, select").forEach((field) => {
    field.value = "";
    field.classList.remove("govuk-input--error", "govuk-textarea--error", "govuk-select--error");
  });
  row.querySelector("legend").textContent = `Mark ${index + 1}`;
  const remove = row.querySelector("[name=remove_group]");
  if (remove) {
    remove.value = `marks:${index}`;
    remove.querySelector(".govuk-visually-hidden").textContent = ` Mark ${index + 1}`;
  }
  last.after(row);
  list.querySelector("[name=marks-TOTAL_FORMS]").value = String(index + 1);
  const add = list.querySelector("[name=add_group]");
  if (add) add.setAttribute("formaction", `#marks-${index + 1}`);
  return row;
}

function emptyRow() {
  return rows().find((row) => !part(row, "site").value && !part(row, "description").value.trim()) || addRow();
}

function put(row, view, site, x, y) {
  part(row, "site").value = site.dataset.appSite;
  part(row, "x").value = String(x);
  part(row, "y").value = String(y);
  changed(part(row, "x"));
  draw();
}

// ---- the drawings

function draw() {
  for (const view of views.values()) view.marks.replaceChildren();
  for (const row of placed()) {
    const key = part(row, "site").value;
    const view = views.get(key.split("/")[0]);
    const number = numberOf(row);
    const group = make("g", { class: "app-body__mark" }, view.marks);
    const x = Number(part(row, "x").value), y = Number(part(row, "y").value);
    make("circle", { cx: x, cy: y, r: 9 }, group);
    make("text", { x, y: y + 4, "text-anchor": "middle" }, group).textContent = String(number);
    group.addEventListener("pointerdown", (event) => drag(event, view, row, group));
    offerMove(row, number);
  }
}

function offerMove(row, number) {
  let button = row.querySelector(".app-body__move");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary app-body__move";
    button.addEventListener("click", () => take(row));
    part(row, "site").closest(".govuk-form-group").append(button);
  }
  button.textContent = `Move mark ${number} on the drawing`;
}

function take(row) {
  const view = views.get(part(row, "site").value.split("/")[0]);
  moving = row;
  view.box.focus();
  cross(view, Number(part(row, "x").value), Number(part(row, "y").value), false);
  say(`Moving mark ${numberOf(row)}. Arrow keys move it, Enter puts it down, Escape leaves it where it was.`);
}

function drag(event, view, row, group) {
  event.preventDefault();
  event.stopPropagation();
  group.setPointerCapture(event.pointerId);
  const move = (now) => {
    const { x, y } = pointOf(view, now);
    group.querySelector("circle").setAttribute("cx", x);
    group.querySelector("circle").setAttribute("cy", y);
    group.querySelector("text").setAttribute("x", x);
    group.querySelector("text").setAttribute("y", y + 4);
  };
  group.addEventListener("pointermove", move);
  group.addEventListener("pointerup", (now) => {
    const { x, y } = pointOf(view, now);
    const site = siteAt(view, x, y);
    if (site) {
      put(row, view, site, x, y);
      say(`Mark ${numberOf(row)} moved to ${words(view, site)}.`);
    } else {
      draw();
      say("That is beside the body, so the mark stays where it was.");
    }
  }, { once: true });
}

function cross(view, x, y, speak = true) {
  view.x = Math.min(Math.max(x, 0), view.width);
  view.y = Math.min(Math.max(y, 0), view.height);
  view.cross.setAttribute("transform", `translate(${view.x} ${view.y})`);
  const site = siteAt(view, view.x, view.y);
  if (speak && site !== view.over) say(site ? words(view, site) : "Beside the body");
  view.over = site;
}

function place(view, x, y) {
  const site = siteAt(view, x, y);
  if (!site) {
    say("That is beside the body. Move onto it, then place the mark.");
    return;
  }
  const row = moving || emptyRow();
  const was = moving;
  moving = null;
  put(row, view, site, x, y);
  say(was ? `Mark ${numberOf(row)} moved to ${words(view, site)}.` : `Mark ${numberOf(row)} placed on ${words(view, site)}. Describe it in the list below.`);
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function prepare(box) {
  const svg = box.querySelector("svg");
  const size = svg.viewBox.baseVal;
  const view = {
    box, svg, width: size.width, height: size.height, label: box.dataset.appLabel, sites: [...svg.querySelectorAll("[data-app-site]")], over: null,
  };
  view.marks = make("g", {}, svg);
  view.cross = make("g", { class: "app-body__cross" }, svg);
  make("path", { d: "M-9 0H9M0 -9V9" }, view.cross);
  make("circle", { r: 5 }, view.cross);
  view.x = size.width / 2;
  view.y = Math.round(size.height * 0.3);
  box.tabIndex = 0;
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", `${view.label}: drawing. Arrow keys move the cross, Enter places a mark.`);
  box.addEventListener("focus", () => cross(view, view.x, view.y));
  box.addEventListener("click", (event) => {
    const { x, y } = pointOf(view, event);
    cross(view, x, y, false);
    place(view, x, y);
  });
  box.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    if (way) {
      const step = event.shiftKey ? LEAP : STEP;
      cross(view, view.x + way[0] * step, view.y + way[1] * step);
    } else if (event.key === "Enter" || event.key === " ") {
      place(view, view.x, view.y);
    } else if (event.key === "Escape" && moving) {
      say(`Mark ${numberOf(moving)} stays where it was.`);
      moving = null;
    } else {
      return;
    }
    event.preventDefault();
  });
  views.set(box.dataset.appView, view);
}

map.querySelectorAll("[data-app-view]").forEach(prepare);
map.classList.add("app-body--live");
document.getElementById("skin-map-how").textContent =
  "Click or tap where you saw something, or move to a drawing with Tab, use the arrow keys (with Shift for larger steps) and press Enter. "
  + "Left and right are the child’s own. Each mark also stands in the list below, where you describe it; the list alone is enough.";

// A place chosen in the list stands on its drawing; one that was given by name stands in the middle of it.
function follow(row) {
  const key = part(row, "site").value;
  if (!key) return;
  const view = views.get(key.split("/")[0]);
  const site = view.sites.find((one) => one.dataset.appSite === key);
  const [x, y] = [part(row, "x").value, part(row, "y").value];
  if (x === "" || y === "" || siteAt(view, Number(x), Number(y)) !== site) {
    const middle = site.dataset.appMiddle.split(" ");
    part(row, "x").value = middle[0];
    part(row, "y").value = middle[1];
  }
}

list.addEventListener("change", (event) => {
  if (!event.target.name || !event.target.name.endsWith("-site")) return;
  const row = event.target.closest(".app-repeat__item");
  if (!event.target.value) { part(row, "x").value = ""; part(row, "y").value = ""; }
  follow(row);
  draw();
});

rows().forEach(follow);
draw();
