// Scripts only help: every page works without them.

import(document.body.dataset.govuk).then(({ initAll }) => initAll());

// ---- "Now" is one tap: the tick "It is now" becomes a button that fills the boxes in, by the server's clock.

const opened = performance.now();

function londonParts(moment) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/London", day: "numeric", month: "numeric", year: "numeric",
    hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  return Object.fromEntries(format.formatToParts(moment).map((part) => [part.type, part.value]));
}

function offerNow(group) {
  const prefix = group.dataset.appFor;
  const box = (part) => document.getElementById(`${prefix}-${part}`);
  const serverNow = new Date(group.dataset.appNow).getTime();
  const tick = group.querySelector("input[type=checkbox]");
  if (tick.checked) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary app-now__button";
  button.textContent = "Now";
  const about = document.createElement("span");
  about.className = "govuk-visually-hidden";
  about.textContent = ": fill in this moment";
  button.append(about);
  button.addEventListener("click", () => {
    const parts = londonParts(new Date(serverNow + performance.now() - opened));
    box("day").value = String(Number(parts.day));
    box("month").value = String(Number(parts.month));
    box("year").value = parts.year;
    box("time").value = `${parts.hour}:${parts.minute}`;
    box("time").dispatchEvent(new Event("input", { bubbles: true }));
  });
  group.replaceChildren(button);
}

document.querySelectorAll("[data-app-now]").forEach(offerNow);

// ---- Drafts: what is typed is kept on the server a moment after the last key.

const PAUSE = 1500;
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "draft_reference", "submission_token"]);

function keepDrafts(form) {
  const status = form.querySelector(".app-draft-status");
  const reference = form.elements.namedItem("draft_reference").value;
  const csrf = form.elements.namedItem("csrfmiddlewaretoken").value;
  let version = Number(form.dataset.appDraftVersion || 0);
  let timer, busy = false, again = false, stopped = false, changed = false;

  const say = (text, link) => {
    status.textContent = text;
    if (link) {
      const anchor = document.createElement("a");
      anchor.className = "govuk-link";
      anchor.href = link.url;
      anchor.target = "_blank";
      anchor.rel = "noopener";
      anchor.textContent = link.text;
      status.append(" ", anchor);
    }
  };

  function body() {
    const data = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && !NOT_TYPED.has(name)) (data[name] ||= []).push(value);
    }
    return JSON.stringify({ reference, version, data });
  }

  async function save() {
    clearTimeout(timer);
    if (stopped) return;
    if (busy) { again = true; return; }
    busy = true;
    changed = false;
    try {
      const answer = await fetch(form.dataset.appDraft, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
        credentials: "same-origin",
        body: body(),
      });
      const told = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : {};
      if (answer.ok && told.version) {
        version = told.version;
        if (told.sign_in) {
          say("You have been signed out. What you typed is kept.", { url: told.sign_in, text: "Sign in again (opens in a new tab)" });
        } else {
          say(`Kept at ${told.saved_at}.`);
        }
      } else if (answer.status === 409) {
        stopped = true;
        say(`This form is open somewhere else, with text kept at ${told.newer}. Choose “Save and come back later” to keep yours instead, or load the page again to see the other.`);
      } else if (!answer.ok) {
        changed = true;
        say("What you type is not being kept just now. Copy it before you leave this page.");
      }
    } catch {
      changed = true;
      say("No connection: what you type is not being kept just now. We will try again.");
      timer = setTimeout(save, 10000);
    }
    busy = false;
    if (again) { again = false; save(); }
  }

  const later = () => { changed = true; clearTimeout(timer); timer = setTimeout(save, PAUSE); };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => { stopped = true; clearTimeout(timer); });
  // The back button brings the page back as it was: go on keeping.
  window.addEventListener("pageshow", () => { stopped = false; });
  // A closed laptop or tab: send the last keys without waiting for the answer.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && changed && !stopped && !busy) {
      clearTimeout(timer);
      fetch(form.dataset.appDraft, {
        method: "POST", keepalive: true, credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrf }, body: body(),
      }).then((answer) => (answer.ok ? answer.json() : {})).then((told) => { if (told.version) version = told.version; }).catch(() => {});
      changed = false;
    }
  });
}

document.querySelectorAll("form[data-app-draft]").forEach(keepDrafts);
