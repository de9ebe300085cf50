// The loader: fetches a widget when its part of the page is near or touched, and not before.
//
// Without it, or when anything below fails, the page stays the plain HTML that it is; a widget that
// failed is marked, so that no place is kept for it. Pages opened
// from a folder can neither import a module nor fetch Wasm; they get one classic script with both.
(() => {
  const here = document.currentScript.src;
  const isFile = location.protocol == "file:";
  // For each widget, the hashes of its module, its Wasm and its classic script.
  const hashes = {/* table */};
  const asked = {};
  const at = (...parts) => new URL(parts.join("."), here).href;

  const compile = async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw 0;
    // A host that serves Wasm under another type cannot stream it.
    return /^application\/wasm\b/.test(response.headers.get("content-type"))
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer());
  };

  const load = async (name) => {
    const [module, wasm, script] = hashes[name];
    if (isFile) {
      const element = document.createElement("script");
      element.src = at(name, script, "file.js");
      document.head.append(element);
    } else {
      const [glue, code] = await Promise.all([
        import(at(name, module, "js")),
        compile(at(name, wasm, "wasm")),
      ]);
      await glue.default({ module_or_path: code });
    }
  };

  // No server turns a folder into its page there: links to one get the name of its file, so that
  // a click, a new tab and a copied address all find it. In SVG a link has nothing but attributes.
  if (isFile) {
    for (const link of document.querySelectorAll("a[href]")) {
      const folder = /^(?!\/\/|[\w+.-]+:)[^?#]*\/(?=[?#]|$)/;
      link.setAttribute("href", link.getAttribute("href").replace(folder, "$&index.html"));
    }
  }

  const need = (name) => {
    asked[name] ||= load(name).catch(() => {
      for (const root of document.querySelectorAll(`[data-widget=${name}]`)) root.dataset.plain = "";
    });
  };

  const near = window.IntersectionObserver && new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) need(target.dataset.widget);
  }, { rootMargin: "50%" });

  for (const root of document.querySelectorAll("[data-widget]")) {
    const ask = () => need(root.dataset.widget);
    near?.observe(root);
    for (const touch of ["pointerover", "touchstart", "focusin", "keydown"]) {
      root.addEventListener(touch, ask, { once: true, passive: true });
    }
  }
})();
