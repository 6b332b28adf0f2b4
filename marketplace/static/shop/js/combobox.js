/* Suggestions under an input. [data-combobox] holds the input and data-url; the answer to GET data-url?q= is
   {"results": [{"label", "detail" or "former", "code", "url"}]}. An option with url is a place to go; one with code fills the hidden
   box beside the input; one with neither is searched for. Keys as in the ARIA combobox pattern. */
let serial = 0;

function enhance(box) {
  const input = box.querySelector('input:not([type="hidden"])');
  const code = box.querySelector('input[type="hidden"]');
  const form = input.form;
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let options = [], chosen = -1, timer, request;

  list.id = `listbox-${++serial}`;
  list.className = "listbox";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label") || input.labels?.[0]?.textContent || "");
  status.className = "hidden-text";
  status.setAttribute("role", "status");
  box.append(list, status);
  const aria = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(aria)) input.setAttribute(name, value);

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", open);
    if (!open) mark(-1);
  }
  function mark(index) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = index;
    const item = list.children[index];
    if (!item) return input.removeAttribute("aria-activedescendant");
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", item.id);
  }
  function fill(found) {
    options = found;
    chosen = -1;
    list.replaceChildren(...found.map(row));
    status.textContent = found.length ? `${found.length} ${box.dataset.found || ""}` : "";
    show(found.length > 0);
  }
  function row(option, index) {
    const item = document.createElement("li");
    item.id = `${list.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.append(option.label);
    const detail = option.detail || option.former;
    if (detail) {
      const small = document.createElement("small");
      small.textContent = detail;
      item.append(" ", small);
    }
    return item;
  }
  function take(index) {
    const option = options[index];
    show(false);
    if (option.url) return location.assign(option.url);
    input.value = option.label;
    if (!code) return form?.requestSubmit();
    code.value = option.code ?? "";
    code.dispatchEvent(new Event("change", { bubbles: true }));
  }
  async function ask() {
    const q = input.value.trim();
    request?.abort();
    if (q.length < 2) return show(false);
    request = new AbortController();
    const address = new URL(box.dataset.url, location.href);
    address.searchParams.set("q", q);
    try {
      const answer = await fetch(address, { signal: request.signal, headers: { Accept: "application/json" } });
      if (answer.ok) fill((await answer.json()).results || []);
    } catch {
      /* Overtaken by the next letter, or no network: the plain input still works. */
    }
  }

  input.addEventListener("input", () => {
    if (code) code.value = "";
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.isComposing) return;
    if (key === "Escape" && !list.hidden) show(false);
    else if (key === "Enter" && !list.hidden && chosen >= 0) take(chosen);
    else if ((key === "ArrowDown" || key === "ArrowUp") && options.length) {
      if (list.hidden) show(true);
      const n = options.length + 1;
      mark(((chosen + 1 + (key === "ArrowDown" ? 1 : n - 1)) % n) - 1);
    } else {
      if (key === "Enter" || key === "Tab") {
        clearTimeout(timer);
        request?.abort();
      }
      return;
    }
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) take([...list.children].indexOf(item));
  });
  input.addEventListener("blur", () => show(false));
}

function enhanceAll(root) {
  for (const box of root.querySelectorAll("[data-combobox]:not([data-ready])")) {
    if (!box.dataset.url) continue;
    box.dataset.ready = "";
    enhance(box);
  }
}
enhanceAll(document);
document.addEventListener("htmx:load", (event) => enhanceAll(event.target));
