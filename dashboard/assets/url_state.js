/* The state of the page in its address: #/maps?level=2&in=Home/Bed+Linen;Toys&theme=dark
 *
 * The table of parameters (dashboard/url_parameters.py) says which properties it holds. Opening an
 * address, or going back to one, gives these properties their values; a change of a property
 * writes the address. What is read is remembered as `last`, so that writing it again changes
 * nothing: there is no loop. A change and a new address can meet before either is through: the
 * address then decides on what it says otherwise than `last`, the change on everything else. */
(function () {
  "use strict";

  const SEPARATOR = "\u001f"; // stands before each name of a path in the tree
  const MOVED = { listings: ["products", "view=doubts"] }; // pages of older links
  const MOST_REMEMBERED = 50;
  const MARK = { dashboard: true }; // entries of the browser's history that hold the whole state

  // -- text <-> values ------------------------------------------------------------------------

  // "/", ";", ":" and "," part what they stand between: inside a name they are always escaped.
  function escape(text) {
    return encodeURIComponent(text)
      .replace(/[!'()*~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
      .replace(/%20/g, "+");
  }

  const unescape = (text) => decodeURIComponent(text.replace(/\+/g, " "));

  const none = (text, read) => (text === "" ? null : read(text));

  function numberOf(text) {
    const value = text === "" ? NaN : Number(text);
    if (!Number.isFinite(value)) throw new RangeError(text);
    return value;
  }

  const path = {
    write: (names) => names.map(escape).join("/"),
    read: (text) => text.split("/").map(unescape),
  };
  const paths = {
    write: (list) => list.map(path.write).join(";"),
    read: (text) => text.split(";").map(path.read),
  };
  const word = { write: escape, read: unescape };
  const number = { write: String, read: numberOf };

  const FIELDS = {
    space: word,
    method: word,
    build: word,
    query: word,
    measure: word,
    low: number,
    high: number,
    product: word,
    level: number,
    path: path,
    cluster: { write: (value) => (value === null ? "" : String(value)), read: (text) => none(text, numberOf) },
    category: { write: (value) => (value === null ? "" : path.write(value)), read: (text) => none(text, path.read) },
    ids: { write: (list) => list.map(escape).join(";"), read: (text) => text.split(";").map(unescape) },
    points: {
      write: (points) => points.map((point) => point.join(",")).join(";"),
      read: (text) => text.split(";").map((point) => point.split(",").map(numberOf)),
    },
  };

  // What a selection is made of, in the order of the address. Clusters and places on a map are
  // those of one build: such a selection names it.
  const RECIPES = {
    lasso: ["space", "method", "build", "points"],
    box: ["space", "method", "build", "points"],
    cell: ["space", "level", "build", "cluster", "category"],
    category: ["path"],
    search: ["query"],
    measure: ["measure", "low", "high", "category"],
    like: ["space", "product"],
    ids: ["ids"],
  };

  const selection = {
    write: function (recipe) {
      const fields = RECIPES[recipe.kind];
      if (!fields) return "";
      return [recipe.kind, ...fields.map((name) => FIELDS[name].write(recipe[name] ?? null))].join(":");
    },
    read: function (text) {
      const [kind, ...parts] = text.split(":");
      const fields = Object.hasOwn(RECIPES, kind) ? RECIPES[kind] : null;
      if (!fields || fields.length !== parts.length) throw new RangeError(text);
      const recipe = { kind: kind };
      fields.forEach((name, at) => (recipe[name] = FIELDS[name].read(parts[at])));
      return recipe;
    },
  };

  const KINDS = {
    word: word,
    text: word,
    number: number,
    flag: { write: () => "1", read: (text) => text === "1" },
    branches: paths,
    selection: selection,
  };

  // The default where the address says nothing, or nothing that can be.
  function decode(parameter, text) {
    if (text === undefined || text === "") return parameter.default;
    try {
      const value = KINDS[parameter.kind].read(text);
      const isKnown = !parameter.choices.length || parameter.choices.includes(value);
      return isKnown ? value : parameter.default;
    } catch {
      return parameter.default;
    }
  }

  function isDefault(parameter, value) {
    if (value === undefined || value === null || value === "") return true;
    return Array.isArray(value) ? value.length === 0 : value === parameter.default;
  }

  const encode = (parameter, value) =>
    isDefault(parameter, value) ? "" : KINDS[parameter.kind].write(value);

  function parse(hash) {
    const [, given = "", queried = ""] = /^#\/([^?]*)\??(.*)$/s.exec(hash) || [];
    const isMoved = Object.hasOwn(MOVED, given) && !pages().includes(given);
    const [page, extra = ""] = isMoved ? MOVED[given] : [given];
    const query = {};
    `${extra}&${queried}`.split("&").forEach((part) => {
      const at = part.indexOf("=");
      const name = part.slice(0, at);
      if (at > 0 && !Object.hasOwn(query, name)) query[name] = part.slice(at + 1);
    });
    if (query.search) query.sel ??= `search:${query.search}`; // a search of older links
    delete query.search;
    return { page: page, query: query };
  }

  function format(page, query) {
    const parts = Object.entries(query).filter(([, text]) => text !== "");
    return `#/${page}` + (parts.length ? `?${parts.map((part) => part.join("=")).join("&")}` : "");
  }

  // -- branches <-> leaves of the tree --------------------------------------------------------

  const nodes = { of: null, byValue: new Map() };

  function index(tree) {
    if (nodes.of === tree) return nodes.byValue;
    nodes.of = tree;
    nodes.byValue = new Map();
    const add = (node) => {
      nodes.byValue.set(node.value, node);
      (node.children || []).forEach(add);
    };
    (tree || []).forEach(add);
    return nodes.byValue;
  }

  const leavesOf = (node) =>
    node.children ? node.children.flatMap(leavesOf) : [node.value];

  // The fewest branches that hold the checked leaves and no other.
  function cover(tree, checked) {
    const ticked = new Set(checked || []);
    const walk = (node) => {
      if (!node.children) return { whole: ticked.has(node.value), found: ticked.has(node.value) ? [node.value] : [] };
      const below = node.children.map(walk);
      const whole = below.every((each) => each.whole);
      return { whole: whole, found: whole ? [node.value] : below.flatMap((each) => each.found) };
    };
    return ticked.size ? (tree || []).flatMap((node) => walk(node).found) : [];
  }

  // The leaves under branches.
  function leavesUnder(tree, values) {
    const known = index(tree);
    return values.flatMap((value) => (known.has(value) ? leavesOf(known.get(value)) : []));
  }

  const namesOf = (value) => value.split(SEPARATOR).slice(1);
  const valueOf = (names) => names.map((name) => SEPARATOR + name).join("");

  // -- the address and the page ---------------------------------------------------------------

  const state = {
    page: null, // the page that is shown
    last: {}, // what the address says of each parameter
    isRead: false, // whether the parameters that need the catalogue were read
    isAnnounced: false, // whether a new address is still to be read
    build: null, // the build on the page, and its fingerprint
    pending: null, // a selection that the server is asked for, as the address has it
    asked: 0,
    selections: new Map(), // those of this visit: going back to one asks nobody
    tree: [],
    table: [],
  };

  const kept = {
    read: function (parameter) {
      try {
        const value = window.localStorage.getItem(parameter.component);
        return parameter.choices.includes(value) ? value : parameter.default;
      } catch {
        return parameter.default;
      }
    },
    write: function (parameter, value) {
      try {
        window.localStorage.setItem(parameter.component, value);
      } catch {
        // A browser that keeps nothing: the address still says it.
      }
    },
  };

  const props = (id, values) => window.dash_clientside.set_props(id, values);

  function announce() {
    state.isAnnounced = true;
    props("address", { data: window.location.hash });
  }

  // Whether an address says of a parameter what the last one said.
  const isAsBefore = (query, name) => (query[name] ?? "") === (state.last[name] ?? "");

  function triggeredBy(id) {
    const { triggered } = window.dash_clientside.callback_context;
    return (triggered || []).some((each) => each.prop_id.split(".")[0] === id);
  }

  function pages() {
    return Array.from(document.querySelectorAll(".page-link"), (link) => link.dataset.page);
  }

  const isPage = (hash) => pages().includes(parse(hash).page);

  // Opens a page on the state of now; the query of the link goes before it.
  function follow(hash) {
    const { page, query } = parse(hash);
    open(page, query);
  }

  function open(page, query) {
    const whole = format(page, { ...state.last, ...query });
    if (whole === window.location.hash) return;
    window.history.pushState(MARK, "", whole);
    announce();
  }

  // Selects the products of a recipe, where they are seen: on the maps, in the table elsewhere.
  // `besides` is what else changes with it, as the address has it.
  function select(recipe, besides = {}) {
    const told = selection.write({ ...recipe, build: state.build?.fingerprint });
    const [page, seen] = state.page === "maps" ? ["maps", {}] : ["products", { view: "table" }];
    open(page, { ...seen, ...besides, sel: told });
  }

  window.addEventListener("popstate", () => {
    const { hash } = window.location;
    const isWhole = Boolean(window.history.state?.dashboard) || hash.includes("?");
    // A page without its state, an anchor: the state of now goes on.
    if (!isWhole && state.isRead) {
      const page = isPage(hash) ? parse(hash).page : state.page;
      window.history.replaceState(MARK, "", format(page, { ...state.last, ...parse(hash).query }));
    }
    announce();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const hash = link.getAttribute("href");
    if (isPage(hash)) {
      event.preventDefault();
      follow(link.classList.contains("page-link") ? `#/${link.dataset.page}` : hash);
      return;
    }
    const part = document.getElementById(hash.slice(1));
    if (!part) return;
    event.preventDefault();
    part.scrollIntoView();
    part.focus({ preventScroll: true });
  });

  // Gives the selection that the address asks for: known, or found by the server.
  function askFor(text, current) {
    const none = window.dash_clientside.no_update;
    state.last.sel = text;
    state.pending = null;
    if (text === writeSelection(current)) return none;
    window.dash_clientside.undo.expect();
    const known = state.selections.get(`${state.build.build} ${text}`);
    if (text === "" || known) {
      props("selection", { data: known || null });
      return none;
    }
    state.pending = text;
    state.asked += 1;
    let recipe = null;
    try {
      recipe = selection.read(text);
    } catch {
      // The server says that it was dropped.
    }
    return { recipe: recipe, asked: state.asked };
  }

  function writeSelection(store) {
    if (!store || !store.recipe || !state.build || store.build !== state.build.build) return "";
    const text = selection.write({ ...store.recipe, build: state.build.fingerprint });
    if (text !== "") {
      state.selections.set(`${store.build} ${text}`, store);
      if (state.selections.size > MOST_REMEMBERED) {
        state.selections.delete(state.selections.keys().next().value);
      }
    }
    return text;
  }

  // The level that a build is shown at first: an address need not say it.
  const firstLevel = () => state.build?.level || "1";

  function valueToText(parameter, value) {
    if (parameter.component === "level" && value === firstLevel()) return "";
    if (parameter.component === "level") return word.write(value || "");
    if (parameter.kind === "selection") return writeSelection(value);
    if (parameter.kind === "branches") return encode(parameter, cover(state.tree, value).map(namesOf));
    return encode(parameter, value);
  }

  const same = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    url_state: {
      decode: decode,
      encode: encode,
      parse: parse,
      format: format,
      cover: cover,
      leavesUnder: leavesUnder,
      firstLevel: firstLevel,
      namesOf: namesOf,
      follow: follow,
      select: select,

      // The page that the address names; one that names none leads to the first.
      page: function (shown) {
        const { page } = parse(window.location.hash);
        const known = pages();
        const { first } = document.querySelector(".pages").dataset;
        state.page = known.includes(page) ? page : shown || first;
        return state.page;
      },

      // What can be said before the catalogue is there.
      readControls: function (_address, table, ...current) {
        const { query } = parse(window.location.hash);
        const isFirst = !state.table.length;
        state.table = table;
        return table
          .filter((parameter) => !parameter.needs_catalogue)
          .map((parameter, at) => {
            if (!isFirst && isAsBefore(query, parameter.name)) return window.dash_clientside.no_update;
            let value = decode(parameter, query[parameter.name]);
            if (parameter.is_kept && !query[parameter.name]) {
              value = isFirst ? kept.read(parameter) : current[at];
            }
            state.last[parameter.name] = encode(parameter, value);
            const isThere = same(value, current[at]) || (isDefault(parameter, value) && isDefault(parameter, current[at]));
            return isThere ? window.dash_clientside.no_update : value;
          });
      },

      // What needs the catalogue: its levels, its branches, the selection.
      readFilter: function (_address, levels, tree, build, level, checked, store) {
        const { no_update } = window.dash_clientside;
        if (!build || !build.build || !tree.length) return [level, checked || [], no_update, true, no_update];
        const { query } = parse(window.location.hash);
        const isFirst = !state.isRead;
        const isOpened = triggeredBy("address");
        const isNew = (name) => isFirst || (isOpened && !isAsBefore(query, name));
        const [isLevel, isBranches, isSelection] = ["level", "in", "sel"].map(isNew);
        const isOtherBuild = !isFirst && state.build.build !== build.build;
        // Another build: what is there goes on as far as it still exists.
        const wanted = isSelection ? query.sel || "" : writeSelection(store);
        state.tree = tree;
        state.build = build;
        state.isRead = true;
        const known = index(tree);
        const asked = isLevel ? decode({ kind: "word", choices: levels, default: firstLevel() }, query.level) : level;
        const newLevel = levels.includes(asked) ? asked : firstLevel();
        let leaves = (checked || []).filter((value) => known.has(value));
        let isLost = leaves.length < (checked || []).length;
        if (isBranches) {
          const branches = decode({ kind: "branches", choices: [], default: [] }, query.in)
            .map(valueOf);
          isLost = branches.some((value) => !known.has(value));
          leaves = [...new Set(leavesUnder(tree, branches))];
        }
        if (isLevel || isOtherBuild) state.last.level = newLevel === firstLevel() ? "" : newLevel;
        if (isBranches || isOtherBuild) state.last.in = paths.write(cover(tree, leaves).map(namesOf));
        const sameLeaves = same([...leaves].sort(), [...(checked || [])].sort());
        return [
          !isFirst && newLevel === level ? no_update : newLevel,
          !isFirst && sameLeaves ? no_update : leaves,
          isSelection || isOtherBuild ? askFor(wanted, isOtherBuild ? null : store) : no_update,
          !isLost,
          true, // the tree starts with its branches
        ];
      },

      // Writes the address of now: a step that can be taken back, or a detail of this one.
      write: function (_address, page, table, ...values) {
        if (triggeredBy("address")) state.isAnnounced = false;
        if (!state.isRead || !page) return;
        const isFound = state.pending !== null && triggeredBy("selection");
        if (isFound) state.pending = null;
        const now = {};
        table.forEach((parameter, at) => (now[parameter.name] = valueToText(parameter, values[at])));
        if (state.pending !== null) now.sel = state.pending;
        if (isFound) state.last.sel = now.sel;
        // What a new address changes is still to come: until then it stands as it is.
        if (state.isAnnounced) return;
        const changed = table.filter(({ name }) => now[name] !== (state.last[name] ?? ""));
        changed.filter((each) => each.is_kept).forEach((each) => kept.write(each, values[table.indexOf(each)]));
        const isStep = state.page !== null && (page !== state.page || changed.some((each) => each.is_step));
        state.page = page;
        state.last = now;
        document.querySelectorAll(".page-link").forEach((link) => {
          link.setAttribute("href", format(link.dataset.page, now));
        });
        const hash = format(page, now);
        if (hash === window.location.hash && window.history.state?.dashboard) return;
        const isNew = isStep && hash !== window.location.hash;
        window.history[isNew ? "pushState" : "replaceState"](MARK, "", hash);
      },
    },
  });
})();
