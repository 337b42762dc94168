package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import library.Ticker;
import support.Rig;

/** Tasks and resolvers that wait in a dependency's singleton until it calls them. */
public final class RootTicker {
  /** Registers itself; nobody here calls its methods. */
  private static final class Blitter {
    private SgTable table;
    private int frames;

    void open(SgTable mapped) {
      table = mapped;
      Ticker.shared().register("blitter", this::onTick);
    }

    private void onTick() {
      frames++;
      Rig.check(table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }

    void close() {
      Ticker.shared().unregister("blitter");
      table = null;
    }
  }

  private static final class Scrubber {
    private final SgTable scratch = Rig.ownTable();
    private int frames;

    void open() {
      Ticker.shared().register("scrubber", this::onTick);
    }

    private void onTick() {
      frames++;
      Rig.check(scratch.firstEntry().page() != null, "a page");
    }

    void close() {
      Ticker.shared().unregister("scrubber");
    }
  }

  private RootTicker() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("root-ticker"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsRegisteredMethod(table);
      acceptsRegisteredMethodOnOwn();
      reportsRegisteredLambda(table);
      reportsResolved(table);
      acceptsResolvedOwn(table);
      acceptsTickerOfOnesOwn(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsRegisteredMethod(SgTable table) {
    Blitter blitter = new Blitter();
    blitter.open(table);
    Ticker.shared().tick();
    Ticker.shared().tick();
    blitter.close();
    Rig.check(blitter.frames == 2, "two ticks");
  }

  private static void acceptsRegisteredMethodOnOwn() {
    Scrubber scrubber = new Scrubber();
    scrubber.open();
    Ticker.shared().tick();
    scrubber.close();
    Rig.check(scrubber.frames == 1, "one tick");
  }

  private static void reportsRegisteredLambda(SgTable table) {
    int[] pages = new int[1];
    Ticker.shared()
        .register("peek", () -> pages[0] += table.pages().length); // expect: DMABUF_PAGE_ACCESS
    Ticker.shared().tick();
    Ticker.shared().unregister("peek");
    Rig.check(pages[0] == 4, "four pages");
  }

  private static void reportsResolved(SgTable table) {
    Ticker ticker = new Ticker();
    ticker.resolveBy(name -> name.equals("scanout") ? table : null);
    if (ticker.resolve("scanout") instanceof SgTable found) {
      Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsResolvedOwn(SgTable table) {
    Ticker theirs = new Ticker();
    theirs.resolveBy(name -> table);
    Ticker ours = new Ticker();
    ours.resolveBy(name -> Rig.ownTable());
    Rig.check(theirs.resolve("scanout") == table, "the same");
    SgTable found = (SgTable) ours.resolve("scanout");
    Rig.check(found.firstEntry().page() != null, "a page");
  }

  private static void acceptsTickerOfOnesOwn(SgTable table) {
    Ticker ticker = new Ticker();
    int[] counts = new int[2];
    SgTable own = Rig.ownTable();
    ticker.register("entries", () -> counts[0] += table.nents());
    ticker.register("pages", () -> counts[1] += own.pages().length);
    ticker.tick();
    Rig.check(counts[0] == counts[1], "as many");
  }
}
