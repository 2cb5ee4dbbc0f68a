/* citewell's chat widget: <script src="https://HOST/widget.js" defer></script> is all it takes.

   One element, <citewell-chat>, with an open shadow root. Text reaches the page as text nodes only,
   styles as a constructed stylesheet, links only to the service's own source pages; so it works
   under a policy of nonces without inline styles and with Trusted Types, and nothing of a source or
   an answer is ever interpreted. The conversation lives in the tab's session storage, nowhere else. */
(() => {
  "use strict";
  const TAG = "citewell-chat";
  if (customElements.get(TAG)) return;
  // A module has no currentScript.
  const SCRIPT = document.currentScript || document.querySelector('script[src*="/widget.js"]');
  const MAX_QUESTION = 2000, MAX_TURNS = 50, PATIENCE_MS = 60000;

  const LABELS = {
    en: {
      title: "Ask the sources",
      close: "Close",
      again: "Start again",
      cleared: "The conversation was cleared.",
      question: "Your question",
      send: "Send",
      log: "Conversation",
      intro: "Answers are quotes from the sources, each with a link to its place. " +
        "Where the sources do not answer, you are told so.",
      starters: "Try asking",
      asked: "You asked:",
      searching: "Searching the sources…",
      resolved: "Understood as:",
      short: "In short:",
      others: (n) => `Also in the sources (${n})`,
      differ: "The sources differ",
      refused: "The sources do not answer this question.",
      closest: "What came closest",
      notAnswer: "Not an answer",
      readings: "Which of these do you mean?",
      means: (text, date) => `“${text}” means ${date}.`,
      noDate: "no date",
      newTab: "(opens in a new tab)",
      copy: "Copy citation",
      copied: "Copied",
      notCopied: "Could not be copied",
      away: "The service cannot be reached. Check your connection, then try again.",
      slow: "The service took too long to answer. Try again.",
      busy: (s) => `The service is busy. Try again ${s ? `in ${s} seconds` : "in a moment"}.`,
      denied: "This page may not use the service. Tell whoever runs this site.",
      rejected: (why) => `The question was not accepted: ${why}`,
      failed: "The service failed to answer. Try again; if it goes on, tell whoever runs it.",
      retry: "Try again",
    },
    fr: {
      title: "Interroger les sources",
      close: "Fermer",
      again: "Recommencer",
      cleared: "La conversation a été effacée.",
      question: "Votre question",
      send: "Envoyer",
      log: "Conversation",
      intro: "Les réponses sont des citations des sources, chacune avec un lien vers son passage. " +
        "Si les sources ne répondent pas, cela vous est dit.",
      starters: "Par exemple",
      asked: "Vous avez demandé :",
      searching: "Recherche dans les sources…",
      resolved: "Compris comme :",
      short: "En bref :",
      others: (n) => `Aussi dans les sources (${n})`,
      differ: "Les sources divergent",
      refused: "Les sources ne répondent pas à cette question.",
      closest: "Ce qui s’en approche le plus",
      notAnswer: "N’est pas une réponse",
      readings: "Laquelle de ces questions posez-vous ?",
      means: (text, date) => `« ${text} » désigne : ${date}.`,
      noDate: "sans date",
      newTab: "(s’ouvre dans un nouvel onglet)",
      copy: "Copier la citation",
      copied: "Copié",
      notCopied: "Copie impossible",
      away: "Le service est injoignable. Vérifiez votre connexion, puis réessayez.",
      slow: "Le service a mis trop de temps à répondre. Réessayez.",
      busy: (s) => `Le service est occupé. Réessayez ${s ? `dans ${s} secondes` : "dans un instant"}.`,
      denied: "Cette page n’a pas accès au service. Prévenez le responsable du site.",
      rejected: (why) => `La question n’a pas été acceptée : ${why}`,
      failed: "Le service n’a pas pu répondre. Réessayez ; si cela persiste, prévenez son responsable.",
      retry: "Réessayer",
    },
    km: {
      title: "សួរប្រភពឯកសារ",
      close: "បិទ",
      again: "ចាប់ផ្តើមឡើងវិញ",
      cleared: "ការសន្ទនាត្រូវបានលុប។",
      question: "សំណួររបស់អ្នក",
      send: "ផ្ញើ",
      log: "ការសន្ទនា",
      intro: "ចម្លើយជាសម្រង់ពីប្រភពឯកសារ ដោយមានតំណទៅកន្លែងដើមរបស់វា។ " +
        "បើប្រភពមិនឆ្លើយទេ វានឹងប្រាប់អ្នក។",
      starters: "សាកសួរ",
      asked: "អ្នកបានសួរ៖",
      searching: "កំពុងស្វែងរកក្នុងប្រភព…",
      resolved: "យល់ថា៖",
      short: "សរុបមក៖",
      others: (n) => `មានផងដែរក្នុងប្រភព (${n})`,
      differ: "ប្រភពនិយាយខុសគ្នា",
      refused: "ប្រភពមិនឆ្លើយសំណួរនេះទេ។",
      closest: "អ្វីដែលជិតបំផុត",
      notAnswer: "មិនមែនជាចម្លើយ",
      readings: "តើអ្នកចង់សួរមួយណា?",
      means: (text, date) => `“${text}” មានន័យថា ${date}។`,
      noDate: "គ្មានកាលបរិច្ឆេទ",
      newTab: "(បើកក្នុងផ្ទាំងថ្មី)",
      copy: "ចម្លងឯកសារយោង",
      copied: "បានចម្លង",
      notCopied: "មិនអាចចម្លងបានទេ",
      away: "មិនអាចភ្ជាប់ទៅសេវាបានទេ។ សូមពិនិត្យអ៊ីនធឺណិត ហើយព្យាយាមម្តងទៀត។",
      slow: "សេវាចំណាយពេលយូរពេក។ សូមព្យាយាមម្តងទៀត។",
      busy: (s) => `សេវាកំពុងរវល់។ សូមព្យាយាមម្តងទៀត${s ? `ក្នុងរយៈពេល ${s} វិនាទី` : "បន្តិចទៀត"}។`,
      denied: "ទំព័រនេះគ្មានសិទ្ធិប្រើសេវាទេ។ សូមប្រាប់អ្នកគ្រប់គ្រងគេហទំព័រ។",
      rejected: (why) => `សំណួរមិនត្រូវបានទទួល៖ ${why}`,
      failed: "សេវាមិនអាចឆ្លើយបានទេ។ សូមព្យាយាមម្តងទៀត។",
      retry: "ព្យាយាមម្តងទៀត",
    },
  };

  // Not every browser has the Khmer names of months; without them it would show English ones.
  const KHMER_MONTHS = "មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ".split(" ");

  // Sizes in em, not rem: the page's own root size must not shrink the text.
  const CSS = `
:host {
  all: initial;
  --_paper: var(--citewell-background, #fdfcf9);
  --_ink: var(--citewell-text, #1d211f);
  --_soft: var(--citewell-muted, #5a625e);
  --_line: var(--citewell-border, #d9d9d0);
  --_tint: var(--citewell-tint, #f2f1ea);
  --_accent: var(--citewell-accent, #0f5a50);
  --_on: var(--citewell-on-accent, #fff);
  --_warn: var(--citewell-warning, #8a4b08);
  --_radius: var(--citewell-radius, 0.75em);
  --_gap: var(--citewell-offset, 1em);
  --_serif: var(--citewell-quote-font, "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Noto Serif", "Noto Serif Khmer", serif);
  color-scheme: light dark;
  font: var(--citewell-font-size, medium)/1.5 var(--citewell-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Khmer", "Khmer OS", sans-serif);
}
@media (prefers-color-scheme: dark) {
  :host {
    --_paper: var(--citewell-background, #1a1f1c);
    --_ink: var(--citewell-text, #e6e8e3);
    --_soft: var(--citewell-muted, #a3aca6);
    --_line: var(--citewell-border, #3b433e);
    --_tint: var(--citewell-tint, #272e2a);
    --_accent: var(--citewell-accent, #7fd1c1);
    --_on: var(--citewell-on-accent, #10211d);
    --_warn: var(--citewell-warning, #f0b46a);
  }
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
:lang(km) { line-height: 1.75; }
h2, h3, p, ul, figure, blockquote { margin: 0; padding: 0; }
ul { list-style: none; }
button, textarea { font: inherit; color: inherit; margin: 0; }
button { cursor: pointer; }
:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
svg { display: block; inline-size: 1.25em; block-size: 1.25em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.sr { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.launcher, dialog { position: fixed; z-index: var(--citewell-z-index, 2147483000); }
.launcher {
  inset-block-end: var(--_gap); inset-inline-end: var(--_gap);
  display: flex; align-items: center; gap: 0.5em;
  max-inline-size: calc(100vw - 2 * var(--_gap)); min-block-size: 3em; padding: 0.5em 1.1em;
  border: 1px solid var(--_paper); border-radius: 1.5em;
  background: var(--_accent); color: var(--_on); font-weight: 600;
  box-shadow: 0 2px 12px rgb(0 0 0 / 0.25);
}
.launcher svg { flex: none; fill: currentColor; stroke: none; }
.launcher:focus-visible { outline-offset: 3px; }

dialog {
  inset: auto; inset-block-end: calc(var(--_gap) + 3.75em); inset-inline-end: var(--_gap);
  margin: 0; padding: 0; overflow: hidden;
  inline-size: min(var(--citewell-width, 27em), 100vw - 2 * var(--_gap));
  block-size: min(var(--citewell-height, 42em), 100dvh - 2 * var(--_gap) - 4em);
  max-inline-size: none; max-block-size: none;
  border: 1px solid var(--_line); border-radius: var(--_radius);
  background: var(--_paper); color: var(--_ink);
  box-shadow: 0 8px 40px rgb(0 0 0 / 0.28);
  overflow-wrap: anywhere;
}
dialog[open] { display: flex; flex-direction: column; }
dialog::backdrop { background: none; }
.head { display: flex; align-items: center; gap: 0.25em; padding-block: 0.6em; padding-inline: 1em 0.6em; border-block-end: 1px solid var(--_line); }
h2 { flex: 1; font: 600 1.1em/1.3 var(--_serif); }
.head button { display: flex; align-items: center; min-inline-size: 2.4em; min-block-size: 2.4em; justify-content: center; padding: 0.25em 0.6em; border: 1px solid transparent; border-radius: 0.5em; background: none; color: var(--_soft); font-size: 0.9em; }
.head button:hover { background: var(--_tint); color: var(--_ink); }
.talk { flex: 1; min-block-size: 0; overflow-y: auto; padding: 1em; overscroll-behavior: contain; }
.talk:focus-visible { outline-offset: -3px; }
p, blockquote, h3, .choice { unicode-bidi: plaintext; text-align: start; }

.intro { color: var(--_soft); }
h3 { font-size: 0.9em; font-weight: 600; line-height: 1.3; color: var(--_soft); margin-block: 1.25em 0.5em; }
.choices { display: grid; gap: 0.5em; }
.choice { inline-size: 100%; min-block-size: 2.5em; padding: 0.5em 0.9em; border: 1px solid var(--_soft); border-radius: var(--_radius); background: none; color: var(--_accent); }
.choice:hover { background: var(--_tint); }

.turn + .turn, .turn + .pending { margin-block-start: 1.75em; }
[role="log"]:not(:empty) + .pending { margin-block-start: 1.75em; }
.asked { inline-size: fit-content; max-inline-size: 88%; margin-inline-start: auto; padding: 0.5em 0.9em; border: 1px solid var(--_line); border-radius: var(--_radius); border-end-end-radius: 0.15em; background: var(--_tint); white-space: pre-line; }
.reply { margin-block-start: 1em; }
.resolved { inline-size: fit-content; max-inline-size: 88%; margin-block: 0.5em 0; margin-inline-start: auto; font-size: 0.9em; color: var(--_soft); }
.answer-short { font: 600 1.5em/1.25 var(--_serif); margin-block-end: 0.5em; }
blockquote { font-family: var(--_serif); }
figure { border-inline-start: 3px solid var(--_line); padding-inline-start: 0.9em; }
figure.best { border-color: var(--_accent); }
figure.best blockquote { font-size: 1.1em; line-height: 1.5; }
figure + figure, figure + details, .differ + details { margin-block-start: 1em; }
figcaption, .note { margin-block-start: 0.4em; font-size: 0.9em; color: var(--_soft); }
a { color: var(--_accent); text-underline-offset: 0.15em; }
a:hover { text-decoration-thickness: 2px; }
.copy { margin-block-start: 0.4em; min-block-size: 2em; padding: 0.1em 0.7em; border: 1px solid var(--_line); border-radius: 0.5em; background: none; color: var(--_soft); font-size: 0.85em; }
.copy:hover { background: var(--_tint); color: var(--_ink); }
.differ { padding-inline: 0.9em; border: 1px solid var(--_line); border-radius: var(--_radius); background: var(--_tint); }
.differ li { padding-block: 0.5em; }
.differ li + li { border-block-start: 1px solid var(--_line); }
.differ strong { display: block; font: 600 1.1em/1.4 var(--_serif); }
.differ span { display: block; font-size: 0.9em; color: var(--_soft); }
.refusal { font: 1.15em/1.4 var(--_serif); }
.refusal + .choices { margin-block-start: 0.75em; }
.label { inline-size: fit-content; font-size: 0.8em; font-weight: 600; color: var(--_warn); margin-block-end: 0.2em; }
.closest { border-style: none; border-inline-start: 3px dotted var(--_soft); color: var(--_soft); font-size: 0.95em; }
details { margin-block-start: 1em; }
summary { cursor: pointer; padding-block: 0.25em; color: var(--_accent); font-size: 0.9em; }
details figure { margin-block-start: 0.75em; }

.searching { margin-block-start: 1em; color: var(--_soft); }
.error { margin-block-start: 1em; padding: 0.75em 0.9em; border: 1px solid var(--_warn); border-radius: var(--_radius); }
.error button { margin-block-start: 0.6em; }
form { padding: 0.75em 1em 1em; border-block-start: 1px solid var(--_line); }
label { display: block; font-size: 0.9em; font-weight: 600; margin-block-end: 0.3em; }
.row { display: flex; align-items: end; gap: 0.5em; }
textarea { flex: 1; min-inline-size: 0; field-sizing: content; min-block-size: 2.75em; max-block-size: 9em; padding: 0.6em 0.8em; border: 1px solid var(--_soft); border-radius: var(--_radius); background: transparent; resize: none; unicode-bidi: plaintext; }
textarea::placeholder { color: var(--_soft); opacity: 1; }
.primary { display: flex; align-items: center; justify-content: center; min-inline-size: 2.75em; min-block-size: 2.75em; padding: 0.25em 0.8em; border: 1px solid var(--_accent); border-radius: var(--_radius); background: var(--_accent); color: var(--_on); font-weight: 600; }
.primary[aria-disabled="true"] { cursor: progress; opacity: 0.7; }

@media (max-width: 30em), (max-height: 26em) {
  dialog { inset: 0; inline-size: 100%; block-size: 100dvh; border: 0; border-radius: 0; }
  .launcher { padding-inline: 0.9em; }
  .launcher span { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
}
/* Little height is left, as at 400%: the panel scrolls as a whole. */
@media (max-height: 26em) {
  dialog[open] { display: block; overflow-y: auto; }
  .talk { overflow: visible; }
}
@media (prefers-reduced-motion: no-preference) {
  .talk { scroll-behavior: smooth; }
  dialog[open] { animation: rise 160ms ease-out; }
  .searching { animation: breathe 1.6s ease-in-out infinite; }
  @keyframes rise { from { opacity: 0; translate: 0 0.75em; } }
  @keyframes breathe { 50% { opacity: 0.6; } }
}
@media (forced-colors: active) {
  :host {
    --_paper: Canvas; --_ink: CanvasText; --_soft: CanvasText; --_line: CanvasText; --_tint: Canvas;
    --_accent: LinkText; --_on: ButtonText; --_warn: CanvasText;
  }
  button { color: ButtonText; }
  .launcher, .primary { border-color: ButtonText; background: ButtonFace; }
  .error { border-width: 2px; }
}
@media print { :host { display: none; } }
`;
  const NARROW = "(max-width: 30em), (max-height: 26em)";
  const ICONS = {
    quote: "M3 14V9q0-5 6-5v3q-2.6 0-2.6 2H9v5zm8 0V9q0-5 6-5v3q-2.6 0-2.6 2H17v5z",
    close: "M5 5l10 10M15 5L5 15",
    send: "M10 16V4M5 9l5-5 5 5",
  };

  // ---- What a page is made of -----------------------------------------------------------------

  /** An element with attributes and children; strings become text nodes, null is left out. */
  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
    return node;
  }

  function icon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  }

  function button(className, label, onClick, ...children) {
    const node = make("button", { type: "button", class: className }, ...children);
    if (label) node.setAttribute("aria-label", label);
    node.addEventListener("click", onClick);
    return node;
  }

  /** 2013-03-15, 2013-03, 2013 or two of them with a slash between, in the reader's words. */
  function readableDate(iso, language) {
    return String(iso).split("/").map((part) => {
      const [year, month, day] = part.split("-").map(Number);
      const date = new Date(0);
      date.setUTCFullYear(year, (month || 1) - 1, day || 1);
      if (Number.isNaN(date.getTime())) return part;
      if (language === "km") return [day, KHMER_MONTHS[month - 1], year].filter(Boolean).join(" ");
      const form = { timeZone: "UTC", year: "numeric" };
      if (month) form.month = "long";
      if (day) form.day = "numeric";
      return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, form).format(date);
    }).join(" – ");
  }

  // ---- One answer ------------------------------------------------------------------------------

  /** Draws the turns of a conversation: a question and the response of /v1/ask to it. */
  class Drawing {
    constructor(labels, language, api, ask, tell) {
      Object.assign(this, { labels, language, api, ask, tell });
    }

    asked(question) {
      return make("p", { class: "asked" }, make("span", { class: "sr" }, `${this.labels.asked} `), question);
    }

    turn({ question, reply }) {
      const resolved = reply.resolved_question;
      const differs = resolved && resolved.trim() !== question.trim();
      return make("div", { class: "turn" },
        this.asked(question),
        differs ? make("p", { class: "resolved" }, `${this.labels.resolved} `, make("q", {}, resolved)) : null,
        make("div", { class: "reply" }, reply.answer ? this.answer(reply) : this.refusal(reply)));
    }

    answer(reply) {
      const { labels } = this;
      const best = reply.citations[reply.answer.citation];
      const others = reply.citations.filter((citation) => citation !== best);
      return [
        reply.answer.short
          ? make("p", { class: "answer-short" }, make("span", { class: "sr" }, `${labels.short} `), reply.answer.short)
          : null,
        this.figure(best, { class: "best" }),
        ...this.disagreements(reply),
        others.length
          ? make("details", {}, make("summary", {}, labels.others(others.length)),
            others.map((citation) => this.figure(citation, {})))
          : null,
      ];
    }

    disagreements({ disagreements, citations }) {
      if (!(disagreements || []).length) return [];
      const rows = disagreements.map(({ value, citations: numbers }) =>
        make("li", { dir: "auto" }, make("strong", {}, value),
          numbers.map((number) => make("span", {}, this.origin(citations[number])))));
      return [make("h3", {}, this.labels.differ), make("ul", { class: "differ" }, rows)];
    }

    refusal({ refusal }) {
      const { labels } = this;
      if (refusal.reason === "unclear_question") return this.unclear(refusal);
      const closest = refusal.closest || [];
      return [
        make("p", { class: "refusal" }, labels.refused),
        closest.length ? make("h3", {}, labels.closest) : null,
        closest.map((citation) => this.figure(citation, { class: "closest" }, labels.notAnswer)),
      ];
    }

    /** The service's own words, which are English; or the questions that may be meant, to choose. */
    unclear({ message, readings = [] }) {
      if (!readings.length) return [make("p", { class: "refusal", lang: "en" }, message)];
      return [make("p", { class: "refusal" }, this.labels.readings), this.choices(readings)];
    }

    choices(questions) {
      return make("ul", { class: "choices" }, questions.map((question) =>
        make("li", {}, button("choice", null, () => this.ask(question), question))));
    }

    figure(citation, attributes, label) {
      const dates = (citation.dates || []).filter((date) => date.resolved);
      return make("figure", { dir: "auto", ...attributes },
        label ? make("p", { class: "label" }, label) : null,
        make("blockquote", { cite: this.address(citation) }, make("p", {}, citation.quote)),
        make("figcaption", {}, this.origin(citation)),
        dates.map((date) => make("p", { class: "note" },
          this.labels.means(date.text, readableDate(date.resolved, this.language)))),
        label ? null : this.copyButton(citation));
    }

    origin(citation) {
      const { author, publisher, published, title } = citation;
      const link = make("a", { href: this.address(citation), target: "_blank", rel: "noopener" },
        title, make("span", { class: "sr" }, ` ${this.labels.newTab}`));
      const date = published
        ? make("time", { datetime: published }, readableDate(published, this.language))
        : this.labels.noDate;
      const byline = [author, publisher].filter(Boolean).map((name) => `, ${name}`);
      return [link, ...byline, ", ", date];
    }

    /** Where the quote stands: always a page of the service, whatever a response says. */
    address({ href, source_id: id, start, end }) {
      if (String(href).startsWith("/sources/")) return this.api + href;
      return `${this.api}/sources/${encodeURIComponent(id)}?start=${Number(start)}&end=${Number(end)}`;
    }

    copyButton(citation) {
      const { labels } = this;
      const node = button("copy", null, async () => {
        const done = (await copied(this.reference(citation), node)) ? labels.copied : labels.notCopied;
        node.textContent = done;
        this.tell(done);
        setTimeout(() => { node.textContent = labels.copy; }, 2500);
      }, labels.copy);
      return node;
    }

    /** A citation as plain text, as one pastes it into a note. */
    reference(citation) {
      const { author, title, publisher, published, quote } = citation;
      const date = published ? readableDate(published, this.language) : this.labels.noDate;
      const origin = [author, title, publisher, date].filter(Boolean).join(", ");
      return `“${quote}” ${origin}. ${this.address(citation).split("#")[0]}`;
    }
  }

  /** Puts `text` on the clipboard; without a secure page, by way of a selection. */
  async function copied(text, near) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const box = make("textarea", { class: "sr", "aria-hidden": "true" });
      box.value = text;
      near.after(box);
      box.select();
      const done = document.execCommand("copy");
      box.remove();
      near.focus();
      return done;
    }
  }

  // ---- The service -----------------------------------------------------------------------------

  /** Why there is no response; `message` is for the reader. */
  class Failure extends Error {}

  async function request(api, labels, question, history, signal) {
    let response;
    try {
      response = await fetch(`${api}/v1/ask`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ question, history }),
        // To the page's own origin with what the reader signed in with there; else with nothing.
        credentials: "same-origin",
        referrerPolicy: "no-referrer",
        signal,
      });
    } catch {
      throw new Failure(signal.aborted ? labels.slow : labels.away);
    }
    const body = await response.json().catch(() => null);
    if (!response.ok) throw new Failure(refusedWith(response, body, labels));
    if (!isReply(body)) throw new Failure(signal.aborted ? labels.slow : labels.failed);
    return body;
  }

  function refusedWith(response, body, labels) {
    const { status } = response;
    if (status === 429 || status === 503) return labels.busy(Number(response.headers.get("Retry-After")));
    if (status === 401 || status === 403) return labels.denied;
    if (status >= 400 && status < 500 && body && typeof body.detail === "string") return labels.rejected(body.detail);
    return labels.failed;
  }

  function isReply(body) {
    if (!body || !Array.isArray(body.citations)) return false;
    return body.answer ? Boolean(body.citations[body.answer.citation]) : Boolean(body.refusal);
  }

  // ---- The element -----------------------------------------------------------------------------

  class CitewellChat extends HTMLElement {
    #turns = [];
    #asking = null; // {question, controller} of the question that is under way, or that failed
    #built = false;

    connectedCallback() {
      if (!this.#built) this.#build();
      this.#listening = new AbortController();
      const { signal } = this.#listening;
      document.addEventListener("keydown", (event) => this.#onEscape(event), { signal });
      addEventListener("pagehide", () => this.#save(), { signal });
      addEventListener("pageshow", (event) => { if (event.persisted) this.#restore(); }, { signal });
      this.#narrow.addEventListener("change", () => this.#reopen(), { signal });
    }

    disconnectedCallback() {
      this.#save();
      this.#listening.abort();
    }

    get isOpen() { return this.#dialog.open; }

    /** Opens the panel and puts the cursor into the text box. */
    show() {
      if (!this.isOpen) this.#open();
      this.#box.focus();
      this.#save();
    }

    /** Closes the panel; the focus returns to the launcher if it was inside. */
    hide() {
      const inside = this.#dialog.contains(this.shadowRoot.activeElement);
      this.#dialog.close();
      this.#launcher.setAttribute("aria-expanded", "false");
      if (inside) this.#launcher.focus();
      this.#save();
    }

    /** Asks a question in the panel, as if it had been typed. */
    async ask(question) {
      const asked = String(question).trim().slice(0, MAX_QUESTION);
      if (!asked || (this.#asking && !this.#asking.failed)) return;
      this.show();
      this.#asking = { question: asked, controller: new AbortController() };
      await this.#send(this.#asking);
    }

    #listening; #launcher; #dialog; #talk; #log; #welcome; #pending; #status; #box; #sendButton;
    #labels; #drawing; #key; #api; #narrow = matchMedia(NARROW);

    /** What the page says: on the element, else on the script. */
    #setting(name) {
      return this.dataset[name] ?? SCRIPT?.dataset[name];
    }

    #build() {
      this.#built = true;
      const language = this.#language();
      this.#labels = LABELS[language];
      this.#api = new URL(this.#setting("api") || new URL(SCRIPT?.src || document.baseURI).origin, document.baseURI)
        .href.replace(/\/+$/, "");
      this.#key = `citewell:${this.#api}`;
      this.#drawing = new Drawing(this.#labels, language, this.#api,
        (question) => this.ask(question), (message) => this.#tell(message));
      this.#parts();
      const saved = this.#restore();
      // The log is filled before it is in the document, so that nothing old is announced.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      root.append(make("div", { lang: language }, this.#launcher, this.#dialog));
      const wanted = saved ? saved.open : this.#setting("open") !== undefined && this.#setting("open") !== "false";
      // Where the panel covers the page, only the reader opens it.
      if (wanted && !this.#narrow.matches) this.#open();
    }

    #language() {
      const wanted = [this.#setting("lang"), document.documentElement.lang, "en"];
      const primary = wanted.map((tag) => (tag || "").toLowerCase().split("-")[0]);
      return primary.find((tag) => Object.hasOwn(LABELS, tag));
    }

    #parts() {
      const labels = this.#labels;
      const title = this.#setting("title") || labels.title;
      this.#launcher = button("launcher", null, () => (this.isOpen ? this.hide() : this.show()),
        icon("quote"), make("span", {}, title));
      this.#launcher.setAttribute("aria-expanded", "false");
      this.#launcher.setAttribute("aria-controls", "panel");
      this.#log = make("div", { role: "log", "aria-label": labels.log });
      this.#welcome = this.#welcomeOf();
      this.#pending = make("div", { class: "pending" });
      this.#status = make("p", { class: "sr", role: "status" });
      this.#talk = make("div", { class: "talk", tabindex: "0", role: "group", "aria-label": labels.log },
        this.#welcome, this.#log, this.#pending);
      this.#dialog = make("dialog", { id: "panel", "aria-labelledby": "title" },
        make("div", { class: "head" }, make("h2", { id: "title" }, title),
          button("again", null, () => this.#startAgain(), labels.again),
          button("close", labels.close, () => this.hide(), icon("close"))),
        this.#talk, this.#form(), this.#status);
      this.#dialog.addEventListener("cancel", (event) => { event.preventDefault(); this.hide(); });
    }

    #welcomeOf() {
      const starters = (this.#setting("starters") || "").split(/[|\n]/).map((part) => part.trim()).filter(Boolean);
      return make("div", { class: "welcome" },
        make("p", { class: "intro" }, this.#labels.intro),
        starters.length ? [make("h3", {}, this.#labels.starters), this.#drawing.choices(starters)] : null);
    }

    #form() {
      this.#box = make("textarea", {
        id: "question", rows: "1", maxlength: String(MAX_QUESTION), autocomplete: "off",
        enterkeyhint: "send", placeholder: this.#setting("placeholder"),
      });
      this.#sendButton = make("button", { class: "primary", "aria-label": this.#labels.send }, icon("send"));
      const form = make("form", {}, make("label", { for: "question" }, this.#labels.question),
        make("div", { class: "row" }, this.#box, this.#sendButton));
      const submit = (event) => {
        event.preventDefault();
        if (!this.#box.value.trim() || (this.#asking && !this.#asking.failed)) return;
        const question = this.#box.value;
        this.#box.value = "";
        this.ask(question);
      };
      form.addEventListener("submit", submit);
      this.#box.addEventListener("keydown", (event) => {
        // Enter also ends the composing of a word, which must not send it.
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
      });
      return form;
    }

    // -- opening and closing

    #open() {
      // Over the whole window it is modal; beside the page it takes no focus by itself.
      if (this.#narrow.matches) this.#dialog.showModal();
      else this.#dialog.setAttribute("open", "");
      this.#launcher.setAttribute("aria-expanded", "true");
    }

    #reopen() {
      if (!this.isOpen) return;
      const focused = this.shadowRoot.activeElement;
      this.#dialog.close();
      this.#open();
      focused?.focus();
    }

    #onEscape(event) {
      if (event.key === "Escape" && this.isOpen && !event.isComposing && !event.defaultPrevented) {
        event.preventDefault();
        this.hide();
      }
    }

    // -- asking

    async #send(asking) {
      const labels = this.#labels;
      this.#box.focus(); // the button that asked may be about to go
      this.#welcome.hidden = true;
      this.#sendButton.setAttribute("aria-disabled", "true");
      this.#pending.replaceChildren(this.#drawing.asked(asking.question),
        make("p", { class: "searching" }, labels.searching));
      this.#tell(labels.searching);
      this.#scrollTo(this.#pending);
      this.#save();
      const timer = setTimeout(() => asking.controller.abort(), PATIENCE_MS);
      try {
        const reply = await request(this.#api, labels, asking.question, this.#history(), asking.controller.signal);
        if (this.#asking === asking) this.#finish({ question: asking.question, reply });
      } catch (error) {
        if (this.#asking === asking) this.#fail(asking, error);
      } finally {
        clearTimeout(timer);
        if (!this.#asking || this.#asking === asking) this.#sendButton.removeAttribute("aria-disabled");
      }
    }

    #history() {
      return this.#turns.slice(-MAX_TURNS).map(({ question, reply }) => (
        { question, answer: reply.answer?.text ?? reply.refusal?.message ?? "" }));
    }

    /** The finished turn goes into the log whole, so that it is announced once. */
    #finish(turn) {
      const drawn = this.#drawing.turn(turn);
      this.#asking = null;
      this.#tell("");
      this.#turns = [...this.#turns, turn].slice(-MAX_TURNS);
      this.#pending.replaceChildren();
      this.#log.append(drawn);
      this.#scrollTo(drawn);
      this.#save();
    }

    #fail(asking, error) {
      asking.failed = true;
      const message = error instanceof Failure ? error.message : this.#labels.failed;
      const alert = make("div", { class: "error", role: "alert" });
      this.#tell("");
      this.#pending.replaceChildren(this.#drawing.asked(asking.question), alert);
      alert.append(make("p", {}, message),
        button("primary", null, () => this.ask(asking.question), this.#labels.retry));
      this.#scrollTo(this.#pending);
      this.#save();
    }

    #startAgain() {
      this.#asking?.controller.abort();
      this.#asking = null;
      this.#turns = [];
      this.#show([]);
      this.#box.value = "";
      this.#sendButton.removeAttribute("aria-disabled");
      this.#tell(this.#labels.cleared);
      this.#box.focus();
      this.#save();
    }

    /** Brings the top of `node` into view; scrollIntoView would move the page behind, too. */
    #scrollTo(node) {
      const whole = getComputedStyle(this.#talk).overflowY === "visible";
      const scroller = whole ? this.#dialog : this.#talk;
      scroller.scrollTop += node.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 16;
    }

    #tell(message) {
      this.#status.textContent = message;
    }

    // -- the tab's memory

    #show(drawn) {
      this.#log.replaceChildren(...drawn);
      this.#pending.replaceChildren();
      this.#welcome.hidden = drawn.length > 0;
    }

    #save() {
      // A question without an answer yet goes back into the box on the next page.
      const draft = this.#box.value || (this.#asking ? this.#asking.question : "");
      try {
        sessionStorage.setItem(this.#key, JSON.stringify({ open: this.isOpen, draft, turns: this.#turns }));
      } catch { /* no storage here, or no room: then it is not remembered */ }
    }

    /** Takes up what the tab remembers and gives it, or null; what is not as it should be is dropped. */
    #restore() {
      try {
        const saved = JSON.parse(sessionStorage.getItem(this.#key));
        const turns = saved.turns.slice(-MAX_TURNS);
        const drawn = turns.map((turn) => this.#drawing.turn(turn));
        this.#turns = turns;
        this.#show(drawn);
        this.#box.value = String(saved.draft || "").slice(0, MAX_QUESTION);
        return { open: saved.open === true };
      } catch {
        return null;
      }
    }
  }

  customElements.define(TAG, CitewellChat);
  const add = () => {
    if (!document.querySelector(TAG)) document.body.append(document.createElement(TAG));
  };
  if (document.body && document.readyState !== "loading") add();
  else document.addEventListener("DOMContentLoaded", add);
})();
