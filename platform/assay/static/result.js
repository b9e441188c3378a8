/** Follow a run: server-sent events first; where they do not arrive, htmx looks every two seconds. */
const LOOK_EVERY_MS = 2000;
const PATIENCE = 3;
const aloud = document.querySelector("#aloud");
let failures = 0;

const result = () => document.querySelector("#result");
const look = () => htmx.trigger(result(), "look");

const say = (words) => {
  if (words && aloud.textContent !== words) aloud.textContent = words;
};

const poll = () => {
  const timer = setInterval(() => {
    if (result().dataset.events) look();
    else clearInterval(timer);
  }, LOOK_EVERY_MS);
};

const follow = (address) => {
  const source = new EventSource(address);
  source.addEventListener("progress", (event) => {
    failures = 0;
    const live = document.querySelector("#live");
    live.innerHTML = event.data;
    say(live.querySelector("[data-stage]").dataset.stage);
  });
  source.addEventListener("done", () => {
    source.close();
    look();
  });
  source.addEventListener("error", () => {
    failures += 1;
    if (source.readyState !== EventSource.CLOSED && failures < PATIENCE) return;
    source.close();
    poll();
  });
};

document.addEventListener("htmx:afterSettle", () => say(document.querySelector("[data-aloud]")?.dataset.aloud));
if (result().dataset.events) follow(result().dataset.events);
