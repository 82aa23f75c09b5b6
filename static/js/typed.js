/* What is typed and not sent yet is remembered in this browser: sealed with a key that only its writer's own pages carry,
   for a day at most, until it is sent, thrown away, or its writer signs out. What nobody signed in for is remembered in the
   tab alone. Every page works without it. */
(() => {
  "use strict";
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.textContent = button.dataset.copied;
    });
  });

  const { person = "", key = "" } = document.body.dataset;
  const answered = "answered" in document.body.dataset; // the page shows what was sent, and need not have saved it
  const said = document.getElementById("typed-words");
  if (!said) return;
  const PREFIX = "typed:", DAY = 86_400_000, OURS = ["csrfmiddlewaretoken", "_whose", "_typed"];
  const TEXT = "textarea, input:not([type]), input[type=text], input[type=email], input[type=url], input[type=tel], input[type=number]";

  // -- words of the page, said above a form or above all
  const say = (what, form) => {
    unsay(what);
    const notice = said.content.querySelector(`[data-say=${what}]`).cloneNode(true);
    if (form) form.before(notice); else document.getElementById("main").prepend(notice);
    return notice;
  };
  const unsay = (what) => document.querySelectorAll(`body [data-say=${what}]`).forEach((notice) => notice.remove());
  const isSaid = (what) => !!document.querySelector(`body [data-say=${what}]`);

  // -- fields of a form: [[name, value], …] as they are, and as the server wrote them
  const posts = (form) => (form.getAttribute("method") || "").toLowerCase() === "post"; // a field may be called "method"
  const target = (form) => form.getAttribute("action") || "";
  const signingIn = location.pathname.startsWith("/account/"); // addresses and passwords: nothing is remembered
  const kept = (form) => posts(form) && !signingIn && (form.querySelectorAll(TEXT).length > 1 || form.querySelector("textarea") || (person && form.querySelector(TEXT))) && !form.querySelector("[type=password]");
  const forms = () => [...document.querySelectorAll("form")].filter(kept);
  const named = (form) => [...form.elements].filter((e) => e.name && !e.matches(":disabled") && !OURS.includes(e.name) && !/^(file|submit|button|image|fieldset)$/.test(e.type));
  const ticks = (element) => /^(checkbox|radio)$/.test(element.type);
  const values = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OURS.includes(name));
  const written = (form) => named(form).flatMap((e) => {
    if (ticks(e)) return e.defaultChecked ? [[e.name, e.value]] : [];
    if (!e.options) return [[e.name, e.defaultValue]];
    const chosen = [...e.options].filter((option) => option.defaultSelected);
    return (chosen.length || e.multiple ? chosen : [...e.options].slice(0, 1)).map((option) => [e.name, option.value]);
  });
  const alike = (form, one, other) => {
    const hidden = named(form).filter((e) => e.type === "hidden").map((e) => e.name);
    const seen = (fields) => JSON.stringify(fields.filter(([name]) => !hidden.includes(name)).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)));
    return seen(one) === seen(other);
  };
  // of what was remembered only what its writer changed: what others saved meanwhile stands in the other fields
  const merged = (form, { fields, base }) => {
    if (!base) return fields;
    const of = (list, name) => JSON.stringify(list.filter((pair) => pair[0] === name));
    const now = written(form), hidden = named(form).filter((e) => e.type === "hidden").map((e) => e.name);
    const own = [...new Set([...fields, ...base, ...now].map(([name]) => name))];
    return own.flatMap((name) => (hidden.includes(name) || of(fields, name) !== of(base, name) ? fields : now).filter((pair) => pair[0] === name));
  };
  const putBack = (form, fields) => named(form).forEach((e) => {
    const given = fields.filter(([name]) => name === e.name).map(([, value]) => value);
    const twins = named(form).filter((other) => other.name === e.name);
    if (ticks(e)) e.checked = given.includes(e.value);
    else if (e.options) [...e.options].forEach((option) => { option.selected = given.includes(option.value); });
    else if (given.length && (e.type !== "hidden" || twins.length === 1)) e.value = given[twins.indexOf(e)] ?? e.value;
  });

  // -- the sealed memory
  const base64 = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const able = !!(window.crypto && crypto.subtle && window.localStorage);
  const store = able && (person ? localStorage : sessionStorage);
  const lock = able && person && crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);
  const seal = async (content) => {
    if (!person) return JSON.stringify({ until: Date.now() + DAY, content });
    const iv = crypto.getRandomValues(new Uint8Array(12)), plain = new TextEncoder().encode(JSON.stringify(content));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await lock, plain);
    return JSON.stringify({ until: Date.now() + DAY, iv: base64(iv), data: base64(data) });
  };
  const open = async (sealed) => {
    const { iv, data, content } = JSON.parse(sealed);
    if (!person) return content;
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(iv) }, await lock, bytes(data))));
  };
  const bases = new Map(); // form → its fields as they are saved, where the page shows them
  const labels = new Map(); // form → its name in the memory, which tells nobody the address
  const label = async (form) => {
    const hat = new URLSearchParams(location.search).get("as") || "", to = target(form);
    const first = (other) => other.querySelector(TEXT).name; // a form that comes or goes beside it does not take its place
    const same = forms().filter((other) => target(other) === to && first(other) === first(form));
    const words = [key, location.pathname, hat, to, first(form), same.indexOf(form)].join("\n");
    return base64(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(words))).replace(/[^A-Za-z0-9]/g, "").padEnd(32, "0").slice(0, 32);
  };
  const place = (name) => `${PREFIX}${person}:${name}`;
  const forget = (form) => store.removeItem(place(labels.get(form)));
  const tidy = (all) => [localStorage, sessionStorage].forEach((memory) => Object.keys(memory).filter((name) => name.startsWith(PREFIX)).forEach((name) => {
    const ofOthers = person && !name.startsWith(place("")), { until } = JSON.parse(memory.getItem(name));
    if (all || ofOthers || until < Date.now()) memory.removeItem(name);
  }));
  let turn = Promise.resolve();
  const remember = (form) => {
    if (!able || form.dataset.remembering) return;
    form.dataset.remembering = "1";
    turn = turn.then(async () => {
      delete form.dataset.remembering;
      store.setItem(place(labels.get(form) || await label(form)), await seal({ at: Date.now(), fields: values(form), base: bases.get(form) }));
    }).catch(() => {}); // no room: then it is not remembered
  };
  const recall = async (form) => {
    const name = await label(form), mark = document.createElement("input");
    labels.set(form, name);
    Object.assign(mark, { type: "hidden", name: "_typed", value: name }); // what is sent tells which memory can go
    form.querySelector("[name=_typed]")?.remove();
    form.append(mark);
    const sealed = store.getItem(place(name)), put = answered || document.querySelector("section.typed");
    if (!put) bases.set(form, written(form));
    if (!sealed) return;
    const memory = await open(sealed), { at } = memory, fields = merged(form, memory);
    if (put) bases.set(form, memory.base);
    if (alike(form, fields, written(form))) {
      if (!answered) forget(form);
      return;
    }
    if (!alike(form, values(form), fields)) {
      if (!alike(form, values(form), written(form))) return; // somebody is typing already
      putBack(form, fields);
    }
    const notice = say("back", form);
    const two = (number) => String(number).padStart(2, "0"), day = new Date(at); // as the pages write it, in each language
    notice.querySelector("time").textContent = `${two(day.getDate())}/${two(day.getMonth() + 1)}/${day.getFullYear()} ${two(day.getHours())}:${two(day.getMinutes())}`;
    notice.querySelector("button").addEventListener("click", () => { forget(form); location.replace(location.pathname + location.search); });
  };
  const sent = document.cookie.match(/(?:^|; )typed_done=(\w{32})/);
  if (able && sent) {
    store.removeItem(place(sent[1]));
    document.cookie = "typed_done=; path=/; max-age=0";
  }
  if (able) {
    tidy(false);
    addEventListener("pageshow", () => forms().forEach((form) => recall(form).catch(() => forget(form))));
    const note = (event) => { if (event.target.form && kept(event.target.form)) remember(event.target.form); };
    document.addEventListener("input", note);
    document.addEventListener("change", note);
    document.addEventListener("typed-saved", (event) => { const form = event.target.closest("form"); if (form) forget(form); });
  }

  // -- no connection: nothing leaves the page, and the same button tries again
  let troubled = false;
  const reach = () => fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(8000) }).then((answer) => answer.ok, () => false);
  document.addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (target(form).endsWith("/account/logout/") && able) tidy(true);
    if (kept(form) && isSaid("other")) { // not theirs: it stays here until its own writer is back
      event.preventDefault();
      event.stopPropagation();
      document.querySelector("body [data-say=other] [tabindex]").focus();
      return;
    }
    if (!posts(form) || (navigator.onLine && !troubled)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!(await reach())) { say("offline", form).querySelector("[tabindex]").focus(); return; }
    troubled = false;
    unsay("offline");
    form.requestSubmit(button);
  }, true);
  addEventListener("online", () => { troubled = false; unsay("offline"); });
  const trouble = (event) => {
    if (event.detail.xhr && event.detail.xhr.status && event.detail.xhr.status < 500) return;
    troubled = true;
    if (event.target.closest("form")) say("offline", event.target.closest("form"));
  };
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach((name) => document.addEventListener(name, trouble));

  // -- signed out meanwhile: the page stays as it is, and goes on once its own writer is back
  let renewed = 0;
  const renew = async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html"), now = page.body.dataset.person;
    unsay("signed-out");
    unsay("other");
    if (now !== person) { say(now ? "other" : "signed-out"); return; }
    const token = page.querySelector("[name=csrfmiddlewaretoken]").value;
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
    if (Date.now() - renewed < 10_000) return;
    renewed = Date.now();
    forms().filter((form) => !alike(form, values(form), written(form))).forEach((form) => form.querySelector(TEXT).dispatchEvent(new Event("input", { bubbles: true })));
  };
  if (person) document.addEventListener("signed-out", renew);
  addEventListener("focus", () => { if (isSaid("signed-out") || isSaid("other")) renew(); });
})();
