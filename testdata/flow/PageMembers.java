package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.MappingIterator;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Pages;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import support.Rig;

/** What is done with a page after it was taken: each use of the handle is an access of its own. */
public final class PageMembers {
  private Page kept;

  private PageMembers() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("page-members"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsPageUsedLater(table);
      acceptsOwnPageUsedLater(table);
      reportsPageArrayUsedLater(table);
      reportsPageIterator(table);
      reportsForEachPage(table);
      reportsPageKeptInField(table);
      reportsPageReturned(table);
      reportsReferenceTaken(table);
      reportsPagesMappedTogether(table);
      acceptsOwnPagesMappedTogether();
      reportsCursor(table);
      acceptsCursorOfOwn();
      reportsClonedTable(table);
      acceptsClonedOwnTable(table);
      acceptsPageComparedOnly(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsPageUsedLater(SgTable table) {
    Page page = table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    long number = page.pageFrameNumber(); // expect: DMABUF_PAGE_ACCESS
    ByteBuffer bytes = page.map(); // expect: DMABUF_PAGE_ACCESS
    Rig.check(number != 0 && bytes.remaining() == Rig.PAGE_SIZE, "a page");
  }

  private static void acceptsOwnPageUsedLater(SgTable table) {
    Page page = Rig.ownTable(table.nents()).firstEntry().page();
    ByteBuffer bytes = page.map();
    Rig.check(bytes.remaining() == Rig.PAGE_SIZE, "a page");
  }

  private static void reportsPageArrayUsedLater(SgTable table) {
    Page[] pages = table.pages(); // expect: DMABUF_PAGE_ACCESS
    for (Page page : pages) {
      Rig.check(page.physicalAddress() != 0, "an address"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsPageIterator(SgTable table) {
    Iterator<Page> walk = table.pageIterator(); // expect: DMABUF_PAGE_ACCESS
    int bytes = 0;
    while (walk.hasNext()) {
      Page page = walk.next();
      bytes += page.map().remaining(); // expect: DMABUF_PAGE_ACCESS
    }
    Rig.check(bytes == Rig.FRAME_BYTES, "the whole frame");
  }

  private static void reportsForEachPage(SgTable table) {
    List<Page> pages = new ArrayList<>();
    table.forEachPage(pages::add); // expect: DMABUF_PAGE_ACCESS
    Page first = pages.get(0);
    Rig.check(first.virtualAddress() != 0, "an address"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsPageKeptInField(SgTable table) {
    PageMembers holder = new PageMembers();
    holder.kept = table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    holder.show();
  }

  private void show() {
    Rig.check(kept.map().remaining() == Rig.PAGE_SIZE, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static Page second(SgTable table) {
    return table.firstEntry().next().page(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsPageReturned(SgTable table) {
    Page page = second(table);
    Rig.check(page.pageFrameNumber() != 0, "a number"); // expect: DMABUF_PAGE_ACCESS
    Page own = Rig.ownTable().firstEntry().page();
    Rig.check(own.pageFrameNumber() != 0, "a number");
  }

  private static void reportsReferenceTaken(SgTable table) {
    Page page = table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    page.get(); // expect: DMABUF_PAGE_ACCESS
    page.put(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsPagesMappedTogether(SgTable table) {
    Page[] pages = table.pages(); // expect: DMABUF_PAGE_ACCESS
    ByteBuffer bytes = Pages.vmap(pages); // expect: DMABUF_PAGE_ACCESS
    Rig.check(bytes.remaining() == Rig.FRAME_BYTES, "the whole frame");
  }

  private static void acceptsOwnPagesMappedTogether() {
    ByteBuffer bytes = Pages.vmap(Rig.ownTable().pages());
    Rig.check(bytes.remaining() == Rig.FRAME_BYTES, "the whole frame");
  }

  private static void reportsCursor(SgTable table) {
    try (MappingIterator cursor = table.mappingIterator()) { // expect: DMABUF_PAGE_ACCESS
      int bytes = 0;
      while (cursor.next()) {
        bytes += cursor.buffer().remaining(); // expect: DMABUF_PAGE_ACCESS
      }
      Rig.check(bytes == Rig.FRAME_BYTES, "the whole frame");
    }
  }

  private static void acceptsCursorOfOwn() {
    try (MappingIterator cursor = Rig.ownTable().mappingIterator()) {
      while (cursor.next()) {
        Rig.check(cursor.buffer().remaining() > 0, "bytes");
      }
    }
  }

  private static void reportsClonedTable(SgTable table) {
    SgTable copy = table.cloneEntries(); // expect: DMABUF_PAGE_ACCESS
    Rig.check(copy != table, "a copy");
    Rig.check(copy.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsClonedOwnTable(SgTable table) {
    SgTable copy = Rig.ownTable(table.nents()).cloneEntries();
    Rig.check(copy.firstEntry().page() != null, "a page");
  }

  private static void acceptsPageComparedOnly(SgTable table) {
    Page ours = Rig.ownTable().firstEntry().page();
    Object theirs = table;
    Rig.check(!ours.equals(theirs), "a page is no table");
  }
}
