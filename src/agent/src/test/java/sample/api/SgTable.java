package sample.api;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/** A scatter/gather table. */
public class SgTable implements Iterable<Scatterlist> {
  private final Scatterlist[] entries;

  public SgTable(List<Page> pages) {
    entries = new Scatterlist[pages.size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = new Scatterlist(pages.get(i), 0x1000L * (i + 1));
    }
    for (int i = 0; i < entries.length; i++) {
      entries[i].chain(i + 1 < entries.length ? entries[i + 1] : null);
    }
  }

  public Scatterlist firstEntry() {
    return entries.length == 0 ? null : entries[0];
  }

  @Override
  public Iterator<Scatterlist> iterator() {
    return List.of(entries).iterator();
  }

  public int nents() {
    return entries.length;
  }

  public Page[] pages() {
    Page[] pages = new Page[entries.length];
    for (int i = 0; i < pages.length; i++) {
      pages[i] = entries[i].page();
    }
    return pages;
  }

  public void forEachPage(Consumer<? super Page> action) {
    for (Scatterlist entry : entries) {
      action.accept(entry.page());
    }
  }

  public Iterator<Page> pageIterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < entries.length;
      }

      @Override
      public Page next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return entries[next++].page();
      }
    };
  }

  public MappingIterator mappingIterator() {
    return new MappingIterator(this);
  }

  public long copyTo(ByteBuffer target) {
    int before = target.position();
    Memory.copy(this, target);
    return target.position() - before;
  }

  public SgTable cloneEntries() {
    return new SgTable(List.of(pages()));
  }
}
