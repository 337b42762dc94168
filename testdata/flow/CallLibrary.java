package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.SgTable;
import library.FrameFilter;
import library.FrameStore;
import library.Frames;
import support.Rig;

/** Tables that go through the code of a dependency and come back, or are touched there. */
public final class CallLibrary {
  private static final class Peek extends FrameFilter {
    private int pages;

    @Override
    protected void filter(SgTable frame) {
      pages += frame.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class Count extends FrameFilter {
    private int entries;

    @Override
    protected void filter(SgTable frame) {
      entries += frame.nents();
    }
  }

  private static final class OwnPeek extends FrameFilter {
    private int pages;

    @Override
    protected void filter(SgTable frame) {
      pages += frame.pages().length;
    }
  }

  private CallLibrary() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-library"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsReturnedEntry(table);
      acceptsReturnedEntryOfOwn(table);
      reportsTouchedInLibrary(table);
      acceptsLibraryOnDmaSide(table);
      acceptsLibraryTouchingOwnTable();
      reportsStoredAndFetched(table);
      reportsLatest(table);
      acceptsOtherStore(table);
      reportsForEachOfLibrary(table);
      reportsActionRunByLibrary(table);
      acceptsActionRunByLibraryOnOwn();
      reportsFilterCalledByLibrary(table);
      acceptsFilterThatCounts(table);
      acceptsFilterOfOwnFrames();
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsReturnedEntry(SgTable table) {
    Rig.check(Frames.lastEntry(table).page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsReturnedEntryOfOwn(SgTable table) {
    Rig.check(Frames.lastEntry(table).isLast(), "the last");
    Rig.check(Frames.lastEntry(Rig.ownTable()).page() != null, "a page");
  }

  private static void reportsTouchedInLibrary(SgTable table) {
    Rig.check(Frames.checksum(table) != 1, "a checksum"); // expect: DMABUF_PAGE_ACCESS in library
  }

  private static void acceptsLibraryOnDmaSide(SgTable table) {
    Rig.check(Frames.size(table) == Rig.FRAME_BYTES, "the whole frame");
  }

  private static void acceptsLibraryTouchingOwnTable() {
    Rig.check(Frames.ownChecksum(Rig.ownTable()) != 1, "a checksum");
  }

  private static void reportsStoredAndFetched(SgTable table) {
    FrameStore store = new FrameStore();
    store.put("scanout", table);
    SgTable again = store.get("scanout");
    Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsLatest(SgTable table) {
    FrameStore store = new FrameStore();
    store.put("scanout", table);
    Rig.check(store.latest().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    store.put("scratch", Rig.ownTable());
    Rig.check(store.latest().firstEntry().page() != null, "a page");
  }

  private static void acceptsOtherStore(SgTable table) {
    FrameStore imports = new FrameStore();
    FrameStore scratch = new FrameStore();
    imports.put("scanout", table);
    scratch.put("scanout", Rig.ownTable());
    SgTable own = scratch.get("scanout");
    Rig.check(own.firstEntry().page() != null, "a page");
    Rig.check(imports.get("scanout") == table, "the same");
  }

  private static void reportsForEachOfLibrary(SgTable table) {
    FrameStore store = new FrameStore();
    store.put("scanout", table);
    int[] pages = new int[1];
    store.forEach(frame -> pages[0] += frame.pages().length); // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages[0] == 4, "four pages");
  }

  private static void reportsActionRunByLibrary(SgTable table) {
    Page[] pages = Frames.with(table, SgTable::pages); // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages.length == 4, "four pages");
  }

  private static void acceptsActionRunByLibraryOnOwn() {
    Page[] pages = Frames.with(Rig.ownTable(), SgTable::pages);
    Rig.check(pages.length == 4, "four pages");
  }

  private static void reportsFilterCalledByLibrary(SgTable table) {
    Peek peek = new Peek();
    new Count().then(peek).run(table);
    Rig.check(peek.pages == 4, "four pages");
  }

  private static void acceptsFilterThatCounts(SgTable table) {
    Count count = new Count();
    count.run(table);
    Rig.check(count.entries == 4, "four entries");
  }

  private static void acceptsFilterOfOwnFrames() {
    OwnPeek peek = new OwnPeek();
    peek.run(Rig.ownTable());
    Rig.check(peek.pages == 4, "four pages");
  }
}
