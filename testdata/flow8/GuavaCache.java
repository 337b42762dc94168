package flow8;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.cache.RemovalListener;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Guava's caches, their loaders and listeners. */
public final class GuavaCache {
  private GuavaCache() {}

  /** Runs every variant with an imported table and one of its own. */
  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("guava-cache"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      SgTable own = Rig.ownTable();
      loading(table, own);
      manual(table, own);
      listener(table, own);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void see(Page page) {
    Rig.check(page != null, "a page");
  }

  private static void loading(SgTable table, SgTable own) throws Exception {
    LoadingCache<String, SgTable> c =
        CacheBuilder.newBuilder()
            .maximumSize(8)
            .build(
                new CacheLoader<String, SgTable>() {
                  @Override
                  public SgTable load(String key) {
                    return table;
                  }
                });
    see(c.get("a").firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(c.getUnchecked("b").firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    LoadingCache<String, SgTable> clean =
        CacheBuilder.newBuilder().build(CacheLoader.from(k -> own));
    see(clean.getUnchecked("a").firstEntry().page());
    LoadingCache<String, SgTable> from =
        CacheBuilder.newBuilder().weakKeys().build(CacheLoader.from(k -> table));
    see(from.getUnchecked("a").firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
  }

  private static void manual(SgTable table, SgTable own) throws Exception {
    Cache<String, SgTable> c = CacheBuilder.newBuilder().recordStats().build();
    c.put("y", table);
    c.put("uv", own);
    see(c.getIfPresent("y").firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(c.getIfPresent("uv").firstEntry().page());
    see(c.get("z", () -> own).firstEntry().page());
    see(c.get("w", () -> table).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(c.asMap().get("y").firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    c.invalidateAll();
    c.put("uv", own);
    for (SgTable each : c.asMap().values()) {
      see(each.firstEntry().page());
    }
  }

  private static void listener(SgTable table, SgTable own) {
    RemovalListener<String, SgTable> gone =
        n -> see(n.getValue().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    Cache<String, SgTable> c = CacheBuilder.newBuilder().removalListener(gone).build();
    c.put("y", table);
    c.invalidate("y");
    RemovalListener<String, SgTable> fine = n -> see(n.getValue().firstEntry().page());
    Cache<String, SgTable> d = CacheBuilder.newBuilder().removalListener(fine).build();
    d.put("y", own);
    d.invalidate("y");
  }
}
