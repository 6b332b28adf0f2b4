// What our editors' admin adds to Wagtail's scripts. Without it everything still works, with more clicks.
(() => {
  // The box "Before publishing" tells of the draft as it was last saved, also when it was saved by itself.
  const checks = document.getElementById("room-checks");
  const idOf = (detail) => detail?.data?.pk || location.pathname.match(/\/pages\/(\d+)\/edit/)?.[1];
  document.addEventListener("w-autosave:success", async ({ detail }) => {
    const pk = idOf(detail);
    if (!checks || !pk) return;
    const answer = await fetch(checks.dataset.address.replace("/0/", `/${pk}/`), { credentials: "same-origin" });
    if (answer.ok) checks.innerHTML = await answer.text();
  });

  // How long a title or a lead has become.
  const count = (box, most) => {
    if (!box || !most) return;
    const shown = document.createElement("span");
    shown.className = "room-count";
    const tell = () => {
      const letters = [...box.value].length;
      shown.textContent = `${letters} / ${most}`;
      shown.classList.toggle("is-over", letters > most);
    };
    box.insertAdjacentElement("afterend", shown);
    box.addEventListener("input", tell);
    tell();
  };
  if (checks) {
    count(document.getElementById("id_title"), Number(checks.dataset.mostTitle));
    count(document.getElementById("id_lead"), Number(checks.dataset.mostLead));
  }

  // The button says when the page will be seen: now, or on the day that stands in "Begins".
  const begins = document.querySelector("input#id_go_live_at");
  const publish = document.querySelector("button[name='action-publish'] em");
  if (begins && publish) {
    const now = publish.textContent;
    const tell = () => {
      const day = new Date(begins.value.replace(" ", "T"));
      const isLater = begins.value && day > new Date();
      const on = begins.value.replace(/^(\d+)-(\d+)-(\d+)/, "$3/$2/$1");
      publish.textContent = isLater ? `${checks?.dataset.publishOn || ""} ${on}` : now;
    };
    // The calendar writes into the box without telling anybody.
    setInterval(tell, 500);
    tell();
  }

  // Several products are ticked over several searches: what was ticked stays in sight until it is confirmed.
  const trayOf = (form) => {
    let tray = form.querySelector(".room-tray");
    if (!tray) {
      tray = document.createElement("fieldset");
      tray.className = "room-tray";
      tray.hidden = true;
      tray.innerHTML = "<legend></legend><ul></ul>";
      // Below the list, so that no row moves while one ticks.
      const button = form.querySelector("[data-multiple-choice-submit]");
      button ? button.before(tray) : form.append(tray);
    }
    return tray;
  };
  const settle = (form) => {
    const tray = trayOf(form);
    const number = tray.querySelectorAll("input").length;
    tray.hidden = !number;
    tray.querySelector("legend").textContent = [checks?.dataset.chosen, number].filter(Boolean).join(": ");
    const button = form.querySelector("[data-multiple-choice-submit]");
    if (button) button.disabled = !number;
  };
  const rowBoxes = (form) => form.querySelectorAll("#search-results [data-multiple-choice-select]");
  const keep = (form, box, isKept) => {
    const list = trayOf(form).querySelector("ul");
    const kept = [...list.querySelectorAll("input")].find((one) => one.value === box.value);
    if (isKept && !kept) {
      const line = document.createElement("li");
      const label = document.createElement("label");
      const copy = document.createElement("input");
      Object.assign(copy, { type: "checkbox", name: "id", value: box.value, checked: true });
      copy.setAttribute("data-multiple-choice-select", "");
      label.append(copy, box.closest("tr")?.querySelector("label, .title-wrapper")?.textContent.trim() || box.value);
      line.append(label);
      list.append(line);
    } else if (!isKept && kept) kept.closest("li").remove();
    settle(form);
  };
  const recognise = (form) => {
    const kept = new Set([...trayOf(form).querySelectorAll("input")].map((one) => one.value));
    for (const box of rowBoxes(form)) {
      box.removeAttribute("name"); // the tray is what is sent
      box.checked = kept.has(box.value);
    }
    settle(form);
  };
  document.addEventListener("change", ({ target }) => {
    const form = target.closest?.("form[data-multiple-choice-form]");
    if (!form || !target.matches("[data-multiple-choice-select]")) return;
    if (target.closest(".room-tray")) {
      target.closest("li").remove();
      recognise(form);
    } else keep(form, target, target.checked);
  });
  new MutationObserver((changes) => {
    const touched = new Set();
    for (const { target, addedNodes } of changes) {
      const here = target.closest?.("form[data-multiple-choice-form]");
      if (here && !target.closest(".room-tray")) touched.add(here);
      for (const node of addedNodes) node.querySelectorAll?.("form[data-multiple-choice-form]").forEach((form) => touched.add(form));
    }
    touched.forEach((form) => {
      const isNew = [...rowBoxes(form)].some((box) => box.name);
      if (isNew) recognise(form);
    });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
