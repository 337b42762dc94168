package flow;

import dev.pagewarden.dmabuf.CacheOps;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import support.Rig;

/** Keys and places that the JDK's methods work out of constants. */
public final class LibComputed {
  private LibComputed() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-computed"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsNumberedKey(table);
      reportsKeyOfAnyNumber(table, args.length);
      reportsSpelling(table);
      acceptsSpelling(table);
      reportsSmaller(table);
      acceptsLarger(table);
      reportsParsed(table);
      acceptsParsed(table);
      reportsPart(table);
      acceptsPart(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static Map<String, SgTable> planes(SgTable table) {
    Map<String, SgTable> planes = new HashMap<>();
    for (int i = 0; i < 2; i++) {
      planes.put("plane" + i, i == 0 ? table : Rig.ownTable());
    }
    return planes;
  }

  private static void reportsNumberedKey(SgTable table) {
    CacheOps.flush(planes(table).get("plane0")); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsKeyOfAnyNumber(SgTable table, int number) {
    CacheOps.flush(planes(table).get("plane" + number)); // expect: DMABUF_PAGE_ACCESS
  }

  private static Map<String, SgTable> formats(SgTable table) {
    Map<String, SgTable> formats = new HashMap<>();
    formats.put("NV12", table);
    formats.put("nv12", Rig.ownTable());
    return formats;
  }

  private static void reportsSpelling(SgTable table) {
    SgTable upper = formats(table).get("nv12".toUpperCase(Locale.ROOT));
    CacheOps.flush(upper); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsSpelling(SgTable table) {
    formats(table).get(" NV12 ".trim().toLowerCase(Locale.ROOT)).zero();
  }

  private static void reportsSmaller(SgTable table) {
    SgTable[] both = {table, Rig.ownTable()};
    CacheOps.flush(both[Math.min(0, 1)]); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsLarger(SgTable table) {
    SgTable[] both = {table, Rig.ownTable()};
    both[Math.max(0, 1)].zero();
  }

  private static void reportsParsed(SgTable table) {
    SgTable[] both = {table, Rig.ownTable()};
    CacheOps.flush(both[Integer.parseInt("0")]); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsParsed(SgTable table) {
    SgTable[] both = {table, Rig.ownTable()};
    both[Integer.parseInt("1")].zero();
  }

  private static void reportsPart(SgTable table) {
    Map<String, SgTable> both = Map.of("in", table, "out", Rig.ownTable());
    CacheOps.flush(both.get("video-in".substring(6))); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsPart(SgTable table) {
    Map<String, SgTable> both = Map.of("in", table, "out", Rig.ownTable());
    both.get("out:0".substring(0, "out:0".indexOf(':'))).zero();
  }
}
