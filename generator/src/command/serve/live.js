// The browser's half of `carnet serve`: brings the page up to date when the site changes, and lays
// what is wrong with its sources over it. No site that is built has this script.
(() => {
  "use strict";

  /** The edition the page is of, and the route of the file it shows. */
  const { edition, route } = document.currentScript.dataset;

  /** The list of problems, on the page that stands in while there is no good site. */
  const standIn = document.querySelector("[data-carnet-problems]");

  const SHORT = 250;
  const LONG = 4000;

  let known = Number(edition);
  let overlay = null;

  // The browser remembers what the page was made from; by default only the first 250 files.
  performance.setResourceTimingBufferSize(5000);

  /** Listens for news; tries again, with more and more patience, when the server is not there. */
  function connect(patience) {
    const address = new URL("/__carnet/live", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    address.search = `edition=${known}`;
    const socket = new WebSocket(address);
    socket.addEventListener("open", () => { patience = SHORT; });
    socket.addEventListener("message", ({ data }) => receive(JSON.parse(data)));
    socket.addEventListener("close", () => {
      setTimeout(connect, patience, Math.min(patience * 2, LONG));
    });
  }

  function receive(news) {
    if (news.kind === "problems") {
      showProblems(news);
    } else {
      update(news);
    }
  }

  /** The site is good, and some of its routes are new. */
  function update(news) {
    known = news.edition;
    overlay?.remove();
    overlay = null;
    const changed = new Set(news.changed);
    if (standIn || changed.has(route) || changed.has(routeOf(location.href))) {
      // The browser keeps the scroll position by itself.
      location.reload();
      return;
    }
    const used = performance
      .getEntriesByType("resource")
      .map((entry) => routeOf(entry.name))
      .filter((file) => changed.has(file));
    if (used.some((file) => !file.endsWith(".css"))) {
      location.reload();
    } else if (used.length > 0) {
      swapStyles();
    }
  }

  /** The route an address of this site names, as the server writes it. */
  function routeOf(address) {
    const { origin, pathname } = new URL(address, location.href);
    if (origin !== location.origin) return null;
    try {
      return decodeURIComponent(pathname).replace(/\/index\.html$/, "/");
    } catch {
      return pathname;
    }
  }

  /**
   * Loads the site's style sheets again: all of them, for one may import another. The old ones
   * stay until the new ones are there, so that nothing flickers.
   */
  function swapStyles() {
    const links = document.querySelectorAll('link[rel~="stylesheet"]:not([data-carnet-old])');
    for (const link of links) {
      const address = new URL(link.href);
      if (address.origin !== location.origin) continue;
      address.searchParams.set("carnet", known);
      const fresh = link.cloneNode();
      fresh.href = address.href;
      link.dataset.carnetOld = "";
      for (const event of ["load", "error"]) {
        fresh.addEventListener(event, () => link.remove(), { once: true });
      }
      link.after(fresh);
    }
  }

  function showProblems({ title, html }) {
    if (standIn) {
      document.title = title;
      document.querySelector("h1").textContent = title;
      standIn.innerHTML = html;
    } else {
      overlay ??= makeOverlay();
      overlay.show(title, html);
    }
  }

  /**
   * A modal dialog: the browser itself keeps the focus in it, closes it with Escape and gives the
   * focus back. In a shadow tree, where neither the site's styles nor its ids reach.
   */
  function makeOverlay() {
    const host = document.createElement("carnet-problems");
    host.lang = "en";
    host.dir = "ltr";
    const tree = host.attachShadow({ mode: "open" });
    tree.innerHTML = `
      <link rel="stylesheet" href="/__carnet/live.css">
      <dialog role="alertdialog" aria-labelledby="title" aria-describedby="about">
        <div class="bar">
          <h1 id="title" tabindex="-1" autofocus></h1>
          <button type="button" id="close">Close</button>
        </div>
        <p id="about" class="about">The page behind is the last good one. This closes by itself
          when all is mended.</p>
        <div id="list"></div>
      </dialog>
      <button type="button" id="again" hidden></button>`;
    const part = (id) => tree.getElementById(id);
    const dialog = tree.querySelector("dialog");
    const link = tree.querySelector("link");
    const styled = new Promise((resolve) => {
      link.addEventListener("load", resolve, { once: true });
      link.addEventListener("error", resolve, { once: true });
    });
    const open = () => {
      part("again").hidden = true;
      dialog.showModal();
    };
    part("close").addEventListener("click", () => dialog.close());
    part("again").addEventListener("click", open);
    dialog.addEventListener("close", () => { part("again").hidden = false; });
    document.documentElement.append(host);

    return {
      async show(title, html) {
        part("title").textContent = title;
        part("again").textContent = `${title}: show`;
        part("list").innerHTML = html;
        await styled;
        if (!host.isConnected) return;
        if (dialog.open) {
          // What had the focus may be gone; and what is new should be heard.
          part("title").focus();
        } else {
          open();
        }
      },
      remove() {
        dialog.close();
        host.remove();
      },
    };
  }

  connect(SHORT);
})();
