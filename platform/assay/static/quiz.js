/** Taking a quiz: answers save themselves, nothing typed is lost with the connection, and the clock is the server's. */
const form = document.querySelector("#answer");
const clock = document.querySelector(".clock");
const aloud = document.querySelector("#aloud");
const WAIT_MS = 1200;
const RETRY_MS = 4000;

if (clock) {
  const left = clock.querySelector(".left");
  let endsAt = Date.now() + Number(clock.dataset.leftSeconds) * 1000;
  let before = Number(clock.dataset.leftSeconds);

  const written = (seconds) => {
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const shown = parts[0] ? parts : parts.slice(1);
    return shown.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
  };

  const tick = () => {
    const seconds = Math.max(0, Math.round((endsAt - Date.now()) / 1000));
    if (seconds < 24 * 3600) left.textContent = written(seconds);
    clock.classList.toggle("short", seconds <= 60);
    if (before > 300 && seconds <= 300 && seconds > 60) aloud.textContent = clock.dataset.five;
    if (before > 60 && seconds <= 60) aloud.textContent = clock.dataset.one;
    if (before > 0 && seconds === 0) clock.dispatchEvent(new Event("over"));
    before = seconds;
  };

  clock.addEventListener("set", (event) => {
    endsAt = Date.now() + event.detail * 1000;
    tick();
  });
  tick();
  setInterval(tick, 1000);
  if (!form) clock.addEventListener("over", () => setTimeout(() => location.assign(clock.dataset.over), 6000));
}

if (form) {
  const saved = document.querySelector("#saved");
  const offline = document.querySelector("#offline");
  const elsewhere = document.querySelector("#elsewhere");
  const content = () => new URLSearchParams([...new FormData(form)].filter(([name]) => name !== "based_on")).toString();
  let kept = content();
  let timer = 0;
  let running = null;
  let isConflict = false;

  const draft = `quiz:${form.action}:${form.elements.question.value}`;
  const isDirty = () => content() !== kept;

  const showProblems = (problems) => {
    for (const place of document.querySelectorAll("[data-problem]")) {
      const sentence = problems[place.dataset.problem] ?? "";
      place.textContent = sentence;
      document.getElementById(place.dataset.problem)?.toggleAttribute("aria-invalid", Boolean(sentence));
      if (sentence) document.getElementById(place.dataset.problem)?.setAttribute("aria-invalid", "true");
    }
  };

  const showState = (state) => {
    const number = document.querySelector(".to[aria-current]");
    if (!number || !state) return;
    number.className = `to ${state.state}`;
    number.querySelector(".marks").innerHTML = state.html;
  };

  /** True when the server has what is on the page, or has told of a newer answer. */
  const send = async () => {
    const sent = content();
    const body = new FormData(form);
    saved.textContent = saved.dataset.saving;
    let answer;
    try {
      const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      answer = await response.json();
      if (answer.next) {
        kept = sent;
        sessionStorage.removeItem(draft);
        location.assign(`${answer.next}?late=1`);
        return false;
      }
      if (!response.ok) throw new Error(answer.detail);
    } catch {
      saved.textContent = "";
      offline.hidden = false;
      sessionStorage.setItem(draft, JSON.stringify({ sent, basedOn: form.elements.based_on.value }));
      plan(RETRY_MS);
      return false;
    }
    offline.hidden = true;
    sessionStorage.removeItem(draft);
    showProblems(answer.problems);
    if (answer.left_seconds !== null) clock?.dispatchEvent(new CustomEvent("set", { detail: answer.left_seconds }));
    if (answer.conflict) {
      isConflict = true;
      elsewhere.querySelector(".other").textContent = answer.conflict.answer;
      elsewhere.querySelector(".time").textContent = answer.conflict.saved_at;
      elsewhere.dataset.revision = answer.revision;
      elsewhere.hidden = false;
      saved.textContent = "";
      return false;
    }
    kept = sent;
    form.elements.based_on.value = answer.revision;
    saved.textContent = `${saved.dataset.saved} ${answer.saved_at}`;
    showState(answer.mark);
    return true;
  };

  const save = async () => {
    clearTimeout(timer);
    if (running) await running;
    if (!isDirty() || isConflict) return !isConflict;
    running = send();
    const isSaved = await running;
    running = null;
    return isSaved;
  };

  const plan = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  };

  form.addEventListener("input", () => plan(WAIT_MS));
  form.addEventListener("change", () => plan(200));
  addEventListener("online", () => plan(0));
  document.addEventListener("visibilitychange", () => document.hidden && save());
  addEventListener("beforeunload", (event) => isDirty() && !isConflict && event.preventDefault());

  elsewhere.querySelector("[data-mine]").addEventListener("click", () => {
    form.elements.based_on.value = elsewhere.dataset.revision;
    elsewhere.hidden = true;
    isConflict = false;
    kept = "";
    save();
  });

  form.addEventListener("submit", async (event) => {
    if (!isDirty() && !running) return;
    event.preventDefault();
    const button = event.submitter;
    if (await save()) form.requestSubmit(button);
  });

  clock?.addEventListener("over", async () => {
    await save();
    setTimeout(() => {
      kept = content();
      location.assign(clock.dataset.over);
    }, 6000);
  });

  const left = JSON.parse(sessionStorage.getItem(draft) ?? "null");
  if (left) {
    const sent = new URLSearchParams(left.sent);
    for (const element of form.elements) {
      if (!element.name?.startsWith("q-")) continue;
      const values = sent.getAll(element.name);
      if (element.type === "radio" || element.type === "checkbox") element.checked = values.includes(element.value);
      else if (values.length) element.value = values[0];
    }
    // Not the page's own: what was saved elsewhere since then is a conflict.
    form.elements.based_on.value = left.basedOn;
    kept = "";
    plan(0);
  }
}
