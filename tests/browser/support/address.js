// Where the tests find the site: its folder on disk, and its address on the local host.

/** The path under which the site is served. */
export const prefix = "/sub/path/";

/** The address that the site was built for; only citations, feeds and the like may name it. */
export const canonical = "https://carnet.example/sub/path/";

export const port = Number(process.env.PORT ?? 4317);

export const base = `http://127.0.0.1:${port}${prefix}`;

/** The folder of the built site. */
export const site = process.env.SITE ?? fail("SITE must name the folder of the built site; see tests/run");

function fail(message) {
  throw new Error(message);
}
