// What a script adds to pages that already work without one: components, kept drafts, copying, the map's caption, the place in view.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

const person = document.body.dataset.person || "";
// A signed-in person's drafts outlive the tab; an anonymous visitor's do not.
const store = person ? window.localStorage : window.sessionStorage;
const PREFIX = "commonweal-draft:";
const SENT = "commonweal-sent";
const KEPT_DAYS = 14;
const NEVER_KEPT = "[type=password], [type=file], [type=hidden], [type=submit], [autocomplete=one-time-code]";

let leaving = false; // signing out: from here on nothing is written any more

const keyOf = (form) => `${PREFIX}${person}:${form.dataset.draft}`;
const readDraft = (key) => { try { return JSON.parse(store.getItem(key)); } catch { return null; } };
const quietly = (work) => { try { work(); } catch { /* a full or forbidden store must not hinder the page */ } };

function fieldsOf(form) {
  return [...form.elements].filter((element) => element.name && element.matches("input, select, textarea") && !element.matches(NEVER_KEPT));
}

function valuesOf(form) {
  return fieldsOf(form).map((element) => {
    if (element.matches("[type=radio], [type=checkbox]")) return [element.name, element.value, element.checked];
    if (element.multiple) return [element.name, [...element.selectedOptions].map((option) => option.value), null];
    return [element.name, element.value, null];
  });
}

function putBack(form, values) {
  const left = [...values];
  for (const element of fieldsOf(form)) {
    const ticked = element.matches("[type=radio], [type=checkbox]");
    const at = left.findIndex(([name, value]) => name === element.name && (!ticked || value === element.value));
    if (at < 0) continue;
    const [[, value, checked]] = left.splice(at, 1);
    if (ticked) element.checked = checked;
    else if (element.multiple) [...element.options].forEach((option) => { option.selected = value.includes(option.value); });
    else element.value = value;
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function say(form, words, buttons) {
  const box = document.createElement("div");
  box.className = "cw-draft";
  box.setAttribute("role", "status");
  box.append(Object.assign(document.createElement("span"), { textContent: words }));
  for (const [label, action] of buttons) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "cw-link-button", textContent: label });
    button.addEventListener("click", () => { action(); box.remove(); form.querySelector("input:not([type=hidden]), textarea, select")?.focus(); });
    box.append(button);
  }
  form.prepend(box);
}

function keepDraft(form) {
  const key = keyOf(form);
  const asServed = JSON.stringify(valuesOf(form));
  const version = form.elements.version?.value || "";
  const draft = readDraft(key);
  const serverKnows = document.querySelector(".govuk-error-summary, .cw-merge");
  if (draft && !serverKnows && JSON.stringify(draft.values) !== asServed) {
    const when = new Date(draft.at).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "numeric", minute: "2-digit" });
    if (draft.version === version) {
      putBack(form, draft.values);
      say(form, `We kept what you typed on ${when}. It is not saved yet.`, [
        ["Throw it away", () => { putBack(form, JSON.parse(asServed)); quietly(() => store.removeItem(key)); }],
      ]);
    } else {
      say(form, `Someone has saved this since you typed something on ${when}.`, [
        ["Put my words back", () => putBack(form, draft.values)],
        ["Throw them away", () => quietly(() => store.removeItem(key))],
      ]);
    }
  }
  let waiting = 0;
  const save = () => { waiting = 0; if (!leaving) quietly(() => store.setItem(key, JSON.stringify({ at: Date.now(), version, values: valuesOf(form) }))); };
  form.addEventListener("input", (event) => { if (event.isTrusted) { clearTimeout(waiting); waiting = setTimeout(save, 300); } });
  window.addEventListener("pagehide", () => { if (waiting) { clearTimeout(waiting); save(); } });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    save();
    quietly(() => window.sessionStorage.setItem(SENT, JSON.stringify({ key, person, from: window.location.pathname })));
  });
}

// A page answers a form only where the browser came to it from the form's own page. After a lost connection somebody goes
// back or types the address: nothing was acknowledged then, and the words stay.
const answers = (sent) => {
  try { return new URL(document.referrer).pathname === sent.from; } catch { return false; }
};

// A form that was sent, and an ordinary page for the same person as answer: it is saved, so the draft may go.
function forgetWhatWasSaved() {
  quietly(() => {
    const sent = JSON.parse(window.sessionStorage.getItem(SENT));
    if (!sent || document.body.dataset.keepDrafts === "merge") return;
    window.sessionStorage.removeItem(SENT);
    // A refusal, or a session that ended: the words stay.
    if ("keepDrafts" in document.body.dataset || sent.person !== person || !answers(sent)) return;
    const same = [...document.querySelectorAll("form[data-draft]")].find((form) => keyOf(form) === sent.key);
    if (same && document.querySelector(".govuk-error-summary")) return;
    store.removeItem(sent.key);
  });
}

function sweep(all) {
  quietly(() => {
    for (const key of Object.keys(window.localStorage).filter((each) => each.startsWith(PREFIX))) {
      const old = Date.now() - (JSON.parse(window.localStorage.getItem(key))?.at || 0) > KEPT_DAYS * 86400000;
      const others = person && !key.startsWith(`${PREFIX}${person}:`);
      if (all || old || others) window.localStorage.removeItem(key);
    }
  });
}

// Come back to from the browser's memory: what was sent from here was not answered.
window.addEventListener("pageshow", (event) => { if (event.persisted) quietly(() => window.sessionStorage.removeItem(SENT)); });
sweep(false);
forgetWhatWasSaved();
document.querySelectorAll("form[data-draft]").forEach(keepDraft);
document.querySelectorAll("form[data-signs-out]").forEach((form) => form.addEventListener("submit", () => { leaving = true; sweep(true); }));

document.querySelectorAll("button[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Could not copy";
    }
    setTimeout(() => { button.textContent = label; }, 2500);
  });
});

document.querySelectorAll("[data-reading-of]").forEach((caption) => {
  const map = caption.closest("figure");
  const read = (event) => { caption.textContent = event.target.closest?.("[data-words]")?.dataset.words || ""; };
  map.addEventListener("mouseover", read);
  map.addEventListener("focusin", read);
});

document.querySelectorAll("details[data-closes-outside]").forEach((sheet) => {
  document.addEventListener("click", (event) => { if (!sheet.contains(event.target)) sheet.open = false; });
  sheet.addEventListener("keydown", (event) => { if (event.key === "Escape" && sheet.open) { sheet.open = false; sheet.querySelector("summary").focus(); } });
});

// On a small screen the places of a stage are one line that scrolls: the one that is open stands in view.
const place = document.querySelector(".cw-places [aria-current]");
const line = place?.closest(".cw-places");
if (line) line.scrollLeft = place.offsetLeft - (line.clientWidth - place.offsetWidth) / 2;
