package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import support.Rig;

/** Pages rather than tables on their way: through lists, streams, fields, maps, lambdas, calls. */
public final class PageFlows {
  private static final class Frame {
    private final List<Page> pages = new ArrayList<>();
    private Page[] array;
  }

  private PageFlows() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("page-flows"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsPagesInList(table);
      reportsPagesInStream(table);
      reportsPageInMap(table);
      reportsPagesInField(table);
      reportsPageByCallback(table);
      reportsPageByHelper(table);
      acceptsOwnPageByHelper();
      acceptsOwnPagesInList(table);
      reportsNeighbour(table);
      reportsPageArrayCopied(table);
      reportsPageInOptional(table);
      reportsPageFromThread(table);
      acceptsPageOverwritten(table);
      reportsOneOfTwoPages(table, args.length == 0);
      reportsPageInHolder(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsPagesInList(SgTable table) {
    List<Page> pages = new ArrayList<>();
    for (Scatterlist entry : table) {
      pages.add(entry.page()); // expect: DMABUF_PAGE_ACCESS
    }
    for (Page page : pages) {
      Rig.check(page.map().hasRemaining(), "bytes"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsPagesInStream(SgTable table) {
    Stream<Page> pages = Arrays.stream(table.pages()); // expect: DMABUF_PAGE_ACCESS
    long sum = pages.mapToLong(page -> page.physicalAddress()).sum(); // expect: DMABUF_PAGE_ACCESS
    Rig.check(sum != 0, "addresses");
  }

  private static void reportsPageInMap(SgTable table) {
    Map<Integer, Page> byIndex = new TreeMap<>();
    for (Page page : table.pages()) { // expect: DMABUF_PAGE_ACCESS
      byIndex.put(byIndex.size(), page);
    }
    Page third = byIndex.get(2);
    Rig.check(third.pageFrameNumber() != 0, "a number"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsPagesInField(SgTable table) {
    Frame frame = new Frame();
    frame.array = table.pages(); // expect: DMABUF_PAGE_ACCESS
    Collections.addAll(frame.pages, frame.array);
    Rig.check(frame.array[1].map().hasRemaining(), "bytes"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(frame.pages.get(2).map().hasRemaining(), "bytes"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsPageByCallback(SgTable table) {
    Frame frame = new Frame();
    table.forEachPage(page -> frame.pages.add(page)); // expect: DMABUF_PAGE_ACCESS
    Page last = frame.pages.get(frame.pages.size() - 1);
    Rig.check(last.virtualAddress() != 0, "an address"); // expect: DMABUF_PAGE_ACCESS
  }

  private static int bytes(Page page) {
    return page.map().remaining(); // expect: DMABUF_PAGE_ACCESS
  }

  private static int ownBytes(Page page) {
    return page.map().remaining();
  }

  private static void reportsPageByHelper(SgTable table) {
    Rig.check(
        bytes(table.firstEntry().page()) == Rig.PAGE_SIZE, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOwnPageByHelper() {
    Rig.check(ownBytes(Rig.ownTable().firstEntry().page()) == Rig.PAGE_SIZE, "a page");
  }

  private static void acceptsOwnPagesInList(SgTable table) {
    List<Page> pages = new ArrayList<>();
    for (Scatterlist entry : Rig.ownTable(table.nents())) {
      pages.add(entry.page());
    }
    for (Page page : pages) {
      Rig.check(page.map().hasRemaining(), "bytes");
    }
  }

  private static void reportsNeighbour(SgTable table) {
    Page first = table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    Page same = first.nth(0); // expect: DMABUF_PAGE_ACCESS
    Rig.check(same.pageFrameNumber() != 0, "a number"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsPageArrayCopied(SgTable table) {
    Page[] pages = table.pages(); // expect: DMABUF_PAGE_ACCESS
    Page[] copy = Arrays.copyOf(pages, 2);
    Rig.check(copy[1].map().hasRemaining(), "bytes"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsPageInOptional(SgTable table) {
    Optional<Page> maybe =
        Optional.ofNullable(table.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    int remaining =
        maybe.map(page -> page.map().remaining()).orElse(0); // expect: DMABUF_PAGE_ACCESS
    Rig.check(remaining == Rig.PAGE_SIZE, "a page");
  }

  private static void reportsPageFromThread(SgTable table) {
    CompletableFuture<Page> later =
        CompletableFuture.supplyAsync(
            () -> table.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    Page page = later.join();
    Rig.check(page.map().hasRemaining(), "bytes"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsPageOverwritten(SgTable table) {
    Page page = table.firstEntry().isLast() ? null : Rig.ownTable().firstEntry().page();
    Rig.check(page.map().hasRemaining(), "bytes");
  }

  private static void reportsOneOfTwoPages(SgTable table, boolean theirs) {
    Page own = Rig.ownTable().firstEntry().page();
    Page page = own;
    if (theirs) {
      page = table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    }
    Rig.check(page.map().hasRemaining(), "bytes"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(own.map().hasRemaining(), "bytes");
  }

  private record Numbered(int number, Page page) {}

  private static void reportsPageInHolder(SgTable table) {
    List<Numbered> all = new ArrayList<>();
    for (Page page : table.pages()) { // expect: DMABUF_PAGE_ACCESS
      all.add(new Numbered(all.size(), page));
    }
    Numbered last = all.get(all.size() - 1);
    Page page = last.page();
    Rig.check(
        last.number() == 3 && page.map().hasRemaining(), "bytes"); // expect: DMABUF_PAGE_ACCESS
  }
}
