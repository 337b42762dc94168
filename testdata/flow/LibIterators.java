package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.function.Function;
import support.Rig;

/** Iterators, iterables and collections written by hand. */
public final class LibIterators {
  /** Walks the entries of a table by their links. */
  private static final class EntryWalk implements Iterator<Scatterlist> {
    private Scatterlist next;

    EntryWalk(SgTable table) {
      next = table.firstEntry();
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Scatterlist next() {
      Scatterlist current = next;
      if (current == null) {
        throw new NoSuchElementException("no more entries");
      }
      next = current.isLast() ? null : current.next();
      return current;
    }
  }

  /** Iterable over what was put in, newest first. */
  private static final class Bag<T> implements Iterable<T> {
    private Object[] content = new Object[2];
    private int size;

    void add(T value) {
      if (size == content.length) {
        content = Arrays.copyOf(content, size * 2);
      }
      content[size++] = value;
    }

    @Override
    public Iterator<T> iterator() {
      return new Iterator<>() {
        private int left = size;

        @Override
        public boolean hasNext() {
          return left > 0;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T next() {
          return (T) content[--left];
        }
      };
    }
  }

  /** A view of a table as a list. */
  private static final class EntryList extends AbstractList<Scatterlist> {
    private final SgTable table;

    EntryList(SgTable table) {
      this.table = table;
    }

    @Override
    public Scatterlist get(int index) {
      Scatterlist entry = table.firstEntry();
      for (int i = 0; i < index; i++) {
        entry = entry.next();
      }
      return entry;
    }

    @Override
    public int size() {
      return table.nents();
    }
  }

  /** Applies a function to what another iterator brings. */
  private static final class Mapped<A, B> implements Iterator<B> {
    private final Iterator<? extends A> source;
    private final Function<? super A, ? extends B> function;

    Mapped(Iterator<? extends A> source, Function<? super A, ? extends B> function) {
      this.source = source;
      this.function = function;
    }

    @Override
    public boolean hasNext() {
      return source.hasNext();
    }

    @Override
    public B next() {
      return function.apply(source.next());
    }
  }

  private LibIterators() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-iterators"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsIteratorByHand(table);
      acceptsIteratorByHandOverOwn();
      acceptsIteratorByHandOnDmaSide(table);
      reportsIterableByHand(table);
      acceptsIterableOfOwn(table);
      reportsIterableAsLambda(table);
      reportsListByHand(table);
      reportsListByHandInLoop(table);
      reportsForEachRemaining(table);
      reportsMappingIterator(table);
      acceptsMappingIteratorOnDmaSide(table);
      reportsTableIterator(table);
      reportsTableForEach(table);
      reportsSpliterator(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsIteratorByHand(SgTable table) {
    Iterator<Scatterlist> walk = new EntryWalk(table);
    while (walk.hasNext()) {
      Scatterlist entry = walk.next();
      Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsIteratorByHandOverOwn() {
    Iterator<Scatterlist> walk = new EntryWalk(Rig.ownTable());
    while (walk.hasNext()) {
      Rig.check(walk.next().page() != null, "a page");
    }
  }

  private static void acceptsIteratorByHandOnDmaSide(SgTable table) {
    long bytes = 0;
    for (Iterator<Scatterlist> walk = new EntryWalk(table); walk.hasNext(); ) {
      bytes += walk.next().dmaLength();
    }
    Rig.check(bytes == Rig.FRAME_BYTES, "the whole frame");
  }

  private static void reportsIterableByHand(SgTable table) {
    Bag<SgTable> bag = new Bag<>();
    bag.add(table);
    bag.add(Rig.ownTable());
    bag.add(Rig.ownTable());
    int pages = 0;
    for (SgTable each : bag) {
      pages += each.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
    Rig.check(pages == 12, "twelve pages");
  }

  private static void acceptsIterableOfOwn(SgTable table) {
    Bag<SgTable> imports = new Bag<>();
    Bag<SgTable> scratch = new Bag<>();
    imports.add(table);
    scratch.add(Rig.ownTable());
    for (SgTable each : imports) {
      Rig.check(each.nents() == 4, "four entries");
    }
    for (SgTable each : scratch) {
      Rig.check(each.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsIterableAsLambda(SgTable table) {
    Iterable<Scatterlist> entries = () -> new EntryWalk(table);
    for (Scatterlist entry : entries) {
      Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsListByHand(SgTable table) {
    List<Scatterlist> entries = new EntryList(table);
    Rig.check(entries.get(2).page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsListByHandInLoop(SgTable table) {
    for (Scatterlist entry : new EntryList(table)) {
      Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsForEachRemaining(SgTable table) {
    new EntryWalk(table)
        .forEachRemaining(
            entry -> {
              Page page = entry.page(); // expect: DMABUF_PAGE_ACCESS
              Rig.check(page != null, "a page");
            });
  }

  private static void reportsMappingIterator(SgTable table) {
    Iterator<Page> pages =
        new Mapped<>(table.iterator(), Scatterlist::page); // expect: DMABUF_PAGE_ACCESS
    int count = 0;
    while (pages.hasNext()) {
      count += pages.next() == null ? 0 : 1;
    }
    Rig.check(count == 4, "four pages");
  }

  private static void acceptsMappingIteratorOnDmaSide(SgTable table) {
    Iterator<Long> lengths = new Mapped<>(table.iterator(), Scatterlist::dmaLength);
    Iterator<Page> pages = new Mapped<>(Rig.ownTable().iterator(), Scatterlist::page);
    Rig.check(lengths.next() > 0 && pages.next() != null, "bytes and a page");
  }

  private static void reportsTableIterator(SgTable table) {
    Iterator<Scatterlist> walk = table.iterator();
    walk.next();
    Scatterlist second = walk.next();
    Rig.check(second.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsTableForEach(SgTable table) {
    table.forEach(entry -> Rig.check(entry.page() != null, "a page")); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSpliterator(SgTable table) {
    Spliterator<Scatterlist> parts = table.spliterator();
    boolean any =
        parts.tryAdvance(
            entry -> Rig.check(entry.page() != null, "a page")); // expect: DMABUF_PAGE_ACCESS
    Rig.check(any, "an entry");
  }
}
