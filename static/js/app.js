/* Small helps. Every page works without them. */
(() => {
  "use strict";
  // What is wrong must be heard first.
  const problems = document.querySelector(".error-summary");
  if (problems) problems.focus();

  // One click sends once; the server refuses the second one anyway.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("data-again")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((f) => { delete f.dataset.sent; }));

  // Escape and a click elsewhere close the account menu.
  const menus = () => document.querySelectorAll("details.account[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });
  document.addEventListener("click", (event) => menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));

  // "/" goes to the box that finds anything; arrows walk through what was found.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const box = document.querySelector("#find, .find input");
    if (event.key === "/" && !typing && box) { event.preventDefault(); box.focus(); box.select(); return; }
    const all = [...document.querySelectorAll(".finds a")], at = all.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !all.length || (at < 0 && document.activeElement !== box)) return;
    event.preventDefault();
    (all[at + step] || (at + step < 0 ? box : all[at])).focus();
  });

  // Filters that say so send themselves when a choice changes.
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.hasAttribute("data-autosubmit") && event.target.matches("select:not(.unfold *)")) form.requestSubmit();
  });
  // What is not asked does not stand in the address.
  document.addEventListener("formdata", (event) => {
    if (event.target.matches(".list-tools")) for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
  });

  // Read aloud: a button names the element it reads.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-read-aloud]");
    if (!button || !("speechSynthesis" in window)) return;
    const source = document.getElementById(button.dataset.readAloud);
    if (speechSynthesis.speaking) { speechSynthesis.cancel(); return; }
    const words = new SpeechSynthesisUtterance(source.innerText);
    words.lang = (source.closest("[lang]") || document.documentElement).lang;
    speechSynthesis.speak(words);
  });
  document.querySelectorAll("[data-read-aloud]").forEach((b) => { if ("speechSynthesis" in window) b.hidden = false; });

  // A table to paste into a mail or a sheet: as it looks, and as plain cells.
  document.querySelectorAll("[data-copy-table]").forEach((button) => {
    button.hidden = !(navigator.clipboard && window.ClipboardItem);
    button.addEventListener("click", async () => {
      const table = button.closest("section, figure").querySelector("table");
      const cells = [...table.rows].map((row) => [...row.cells].map((cell) => cell.innerText.trim()).join("\t")).join("\n");
      const bare = table.cloneNode(true);
      bare.querySelectorAll("*").forEach((part) => [...part.attributes].forEach(({ name }) => part.removeAttribute(name)));
      const as = (type, text) => ({ [type]: new Blob([text], { type }) });
      await navigator.clipboard.write([new ClipboardItem({ ...as("text/plain", cells), ...as("text/html", `<table>${bare.innerHTML}</table>`) })]);
      button.querySelector("span").textContent = button.nextElementSibling.textContent = button.dataset.copied;
    });
  });

  // A picker of colours beside the box that holds one.
  document.querySelectorAll("[data-fills]").forEach((picker) => {
    const box = document.getElementById(picker.dataset.fills), read = () => { if (/^#[0-9a-f]{6}$/i.test(box.value)) picker.value = box.value; };
    picker.hidden = false;
    read();
    box.addEventListener("input", read);
    picker.addEventListener("input", () => { box.value = picker.value; box.dispatchEvent(new Event("change", { bubbles: true })); });
  });

  // Print buttons appear only where they can work.
  document.querySelectorAll("[data-print]").forEach((b) => { b.hidden = false; b.addEventListener("click", () => print()); });
})();
