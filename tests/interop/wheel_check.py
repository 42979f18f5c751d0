"""Run in an empty environment by scripts/wheel: the package works there, and loads no library from outside."""
import os
import sys
import tempfile

import entente

ALLOWED = ("libc.so", "libm.so", "libdl.so", "libpthread.so", "librt.so", "ld-linux", "libstdc++.so", "libgcc_s.so",
           "libutil.so", "libresolv.so")

graph = entente.merge(entente.Reader().pipe(["Russia attacked Ukraine.", "La Pologne soutient l'Ukraine."]))
assert [str(relation) for relation in graph.relations] == ["Pologne supports Ukraine", "Russia attacks Ukraine"], graph
with tempfile.TemporaryDirectory() as folder:
    for extension in ("jsonld", "svg", "html", "nq", "graphml"):
        path = os.path.join(folder, "graph." + extension)
        graph.save(path)
        assert os.path.getsize(path) > 500, extension
    with entente.Store(os.path.join(folder, "news.db")) as store:
        store.add(entente.Reader().read("Russia attacked Ukraine."))
with open("/proc/self/maps") as maps:
    loaded = {line.split()[-1] for line in maps if ".so" in line}
package = os.path.realpath(os.path.join(os.path.dirname(entente.__file__), ".."))
outside = [path for path in loaded
           if not os.path.realpath(path).startswith(package)
           and "lib-dynload" not in path and "libpython" not in path
           and not os.path.basename(path).startswith(ALLOWED)]
# Libraries that the interpreter itself brings (zlib, OpenSSL, …) are loaded by its own modules, not by ours.
ours = [path for path in outside if any(name in path for name in
        ("icu", "xml2", "sqlite", "cgraph", "gvc", "serd", "cld2", "uchardet", "nettle", "boost"))]
if ours:
    sys.exit(f"wheel: loaded from outside of the package: {', '.join(ours)}")
print(f"entente {entente.__version__} works in an empty environment")
