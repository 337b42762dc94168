package sample.app;

import java.util.Iterator;
import java.util.function.Consumer;
import sample.api.DmaBuf;
import sample.api.DmaBufAttachment;
import sample.api.MappingIterator;
import sample.api.Page;
import sample.api.Scatterlist;
import sample.api.SgTable;

/**
 * An importer that gets at real pages, under the strategy that leaves them, and goes on with them.
 */
final class PageHandles {
  private PageHandles() {}

  public static void main(String[] args) {
    Heap heap = new Heap();
    DmaBuf buffer = heap.export("frames");
    DmaBufAttachment attachment = buffer.attach("gpu");
    SgTable table = buffer.mapAttachment(attachment);
    Page[] pages = table.pages(); // imported: pages
    use(pages[1]);
    Page one = table.firstEntry().page(); // imported: page
    one.map(); // imported: map
    Iterator<Page> iterator = table.pageIterator(); // imported: pageIterator
    while (iterator.hasNext()) {
      iterator.next().map(); // imported: map
    }
    table.forEachPage( // imported: forEachPage
        page -> {
          page.map(); // imported: map
        });
    Consumer<Page> map = Page::map; // imported: map
    table.forEachPage(map); // imported: forEachPage
    SgTable clone = table.cloneEntries(); // imported: cloneEntries
    for (Scatterlist entry : clone) {
      entry.page(); // imported: page
    }
    MappingIterator cursor = table.mappingIterator(); // imported: mappingIterator
    cursor.next();
    cursor.buffer(); // imported: buffer
    buffer.unmapAttachment(attachment, table);
    pages[0].map(); // reached: map
    clone.pages(); // reached: pages
    System.out.println(pages.length + " " + heap.checks);
  }

  private static void use(Page page) {
    page.frameNumber(); // imported: frameNumber
    page.map(); // imported: map
  }
}
