package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.function.Function;
import support.Rig;

/** One helper, called with imported tables here and with own ones there: results don't mix. */
public final class CallContext {
  private static final class Slot {
    private SgTable table;

    SgTable swap(SgTable next) {
      SgTable old = table;
      table = next;
      return old;
    }
  }

  /** Remembers the last table it was given, as a driver's cache of one. */
  private static final class Cache {
    private Object last;

    Object remember(Object value) {
      last = value;
      return value;
    }
  }

  private CallContext() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-context"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsFirstEntryOfImported(table);
      acceptsFirstEntryOfOwn(table);
      acceptsOwnAfterImportedThroughSameHelper(table);
      reportsImportedAfterOwnThroughSameHelper(table);
      acceptsTwoSlots(table);
      reportsSwappedOut(table);
      acceptsResultOfFormatting(table);
      reportsThroughNestedHelpers(table);
      acceptsThroughNestedHelpers(table);
      acceptsInstanceHelper(table);
      acceptsHelperWithCallback(table);
      reportsHelperWithCallback(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static Scatterlist head(SgTable table) {
    return table.firstEntry();
  }

  private static Scatterlist second(SgTable table) {
    return head(table).next();
  }

  private static void reportsFirstEntryOfImported(SgTable table) {
    Rig.check(head(table).page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsFirstEntryOfOwn(SgTable table) {
    Rig.check(head(table).dmaLength() > 0, "bytes");
    Rig.check(head(Rig.ownTable()).page() != null, "a page");
  }

  private static void acceptsOwnAfterImportedThroughSameHelper(SgTable table) {
    Scatterlist entry = head(table);
    Rig.check(!entry.isLast(), "more than one");
    entry = head(Rig.ownTable());
    Rig.check(entry.page() != null, "a page");
  }

  private static void reportsImportedAfterOwnThroughSameHelper(SgTable table) {
    Scatterlist entry = head(Rig.ownTable());
    Rig.check(entry.page() != null, "a page");
    entry = head(table);
    Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsTwoSlots(SgTable table) {
    Slot imported = new Slot();
    Slot own = new Slot();
    imported.swap(table);
    own.swap(Rig.ownTable());
    Rig.check(imported.swap(null).nents() == 4, "four entries");
    SgTable back = own.swap(null);
    Rig.check(back.firstEntry().page() != null, "a page");
  }

  private static void reportsSwappedOut(SgTable table) {
    Slot slot = new Slot();
    slot.swap(table);
    SgTable back = slot.swap(Rig.ownTable());
    Rig.check(back.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable own = slot.swap(null);
    Rig.check(own.firstEntry().page() != null, "a page");
  }

  private static String format(Object value) {
    return String.valueOf(value);
  }

  private static void acceptsResultOfFormatting(SgTable table) {
    Object text = format(table);
    Rig.check(text instanceof String, "a text");
    Rig.check(!format(Rig.ownTable()).isEmpty(), "a text");
  }

  private static void reportsThroughNestedHelpers(SgTable table) {
    Rig.check(second(table).page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsThroughNestedHelpers(SgTable table) {
    Rig.check(second(table).dmaAddress() != 0, "an address");
    Rig.check(second(Rig.ownTable()).page() != null, "a page");
  }

  private static void acceptsInstanceHelper(SgTable table) {
    Cache cache = new Cache();
    Object imported = cache.remember(table);
    Object own = cache.remember(Rig.ownTable());
    Rig.check(imported == table, "the same");
    Rig.check(((SgTable) own).firstEntry().page() != null, "a page");
    Rig.check(((SgTable) cache.last).firstEntry().page() != null, "a page");
  }

  private static <T, R> R let(T value, Function<T, R> function) {
    return function.apply(value);
  }

  private static void acceptsHelperWithCallback(SgTable table) {
    int entries = let(table, t -> t.nents());
    int pages = let(Rig.ownTable(), t -> t.pages().length);
    Rig.check(entries == pages, "as many");
  }

  private static void reportsHelperWithCallback(SgTable table) {
    int pages = let(table, t -> t.pages().length); // expect: DMABUF_PAGE_ACCESS
    int entries = let(Rig.ownTable(), t -> t.nents());
    Rig.check(entries == pages, "as many");
  }
}
