package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.AbstractCollection;
import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import support.Rig;

/** Collections and iterators of the project's own that the library goes through to their end. */
public final class LibGoneThrough {
  private LibGoneThrough() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-gone-through"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsLaterElement(table);
      acceptsOwnElements(table);
      reportsEndOfChain(table);
      acceptsOwnChain(table);
      reportsFetchedWhenAsked(table);
      acceptsOwnFetchedWhenAsked();
      reportsQueue(table);
      acceptsOwnQueue(table);
      reportsSpliterator(table);
      acceptsOwnSpliterator(table);
      reportsBuilt(table);
      acceptsBuilt(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  /** Two planes of a picture. */
  private static final class Planes extends AbstractCollection<SgTable> {
    private final SgTable luma;
    private final SgTable chroma;

    Planes(SgTable luma, SgTable chroma) {
      this.luma = luma;
      this.chroma = chroma;
    }

    @Override
    public Iterator<SgTable> iterator() {
      return List.of(luma, chroma).iterator();
    }

    @Override
    public int size() {
      return 2;
    }
  }

  private static void reportsLaterElement(SgTable table) {
    Planes planes = new Planes(Rig.ownTable(), table);
    planes.forEach(SgTable::zero); // expect: DMABUF_PAGE_ACCESS
    planes.stream().forEach(each -> each.zero()); // expect: DMABUF_PAGE_ACCESS
    List<SgTable> copied = new ArrayList<>(planes);
    copied.get(1).zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOwnElements(SgTable table) {
    Planes planes = new Planes(Rig.ownTable(), Rig.ownTable());
    planes.forEach(SgTable::zero);
    new ArrayList<>(planes).get(1).zero();
    new Planes(table, table).forEach(each -> Rig.check(each.nents() > 0, "entries"));
  }

  /** Frames in the order in which they were filmed. */
  private static final class Film implements Iterable<SgTable> {
    private Frame first;

    private record Frame(SgTable table, Frame next) {}

    Film before(SgTable table) {
      first = new Frame(table, first);
      return this;
    }

    @Override
    public Iterator<SgTable> iterator() {
      return new Iterator<>() {
        private Frame at = first;

        @Override
        public boolean hasNext() {
          return at != null;
        }

        @Override
        public SgTable next() {
          SgTable table = at.table();
          at = at.next();
          return table;
        }
      };
    }
  }

  private static void reportsEndOfChain(SgTable table) {
    Film film = new Film();
    film.before(table);
    film.before(Rig.ownTable());
    film.before(Rig.ownTable());
    film.before(Rig.ownTable());
    film.forEach(frame -> frame.zero()); // expect: DMABUF_PAGE_ACCESS
    film.iterator().forEachRemaining(SgTable::zero); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOwnChain(SgTable table) {
    Film film = new Film().before(Rig.ownTable()).before(Rig.ownTable());
    film.forEach(SgTable::zero);
    new Film().before(table).forEach(frame -> Rig.check(frame.nents() > 0, "entries"));
  }

  /** Fetches the next frame when it is asked whether there is one. */
  private static final class Fetching implements Iterator<SgTable> {
    private final Iterator<SgTable> source;
    private SgTable ahead;

    Fetching(Iterator<SgTable> source) {
      this.source = source;
    }

    @Override
    public boolean hasNext() {
      if (ahead == null && source.hasNext()) {
        ahead = source.next();
      }
      return ahead != null;
    }

    @Override
    public SgTable next() {
      SgTable next = ahead;
      ahead = null;
      return next;
    }
  }

  private static void reportsFetchedWhenAsked(SgTable table) {
    Iterator<SgTable> frames = new Fetching(List.of(Rig.ownTable(), table).iterator());
    frames.forEachRemaining(SgTable::zero); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOwnFetchedWhenAsked() {
    Iterator<SgTable> frames = new Fetching(List.of(Rig.ownTable(), Rig.ownTable()).iterator());
    frames.forEachRemaining(SgTable::zero);
  }

  /** A ring of a few frames that leaves to the library what the library can do. */
  private static final class Ring extends AbstractQueue<SgTable> {
    private final SgTable[] slots = new SgTable[4];
    private int read;
    private int written;

    @Override
    public boolean offer(SgTable table) {
      slots[written++ % slots.length] = table;
      return true;
    }

    @Override
    public SgTable poll() {
      return read == written ? null : slots[read++ % slots.length];
    }

    @Override
    public SgTable peek() {
      return read == written ? null : slots[read % slots.length];
    }

    @Override
    public Iterator<SgTable> iterator() {
      throw new NoSuchElementException("a ring isn't gone through");
    }

    @Override
    public int size() {
      return written - read;
    }
  }

  private static void reportsQueue(SgTable table) {
    Ring ring = new Ring();
    ring.add(table);
    ring.element().zero(); // expect: DMABUF_PAGE_ACCESS
    ring.remove().zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOwnQueue(SgTable table) {
    Ring ring = new Ring();
    ring.add(Rig.ownTable());
    ring.element().zero();
    ring.remove().zero();
    Ring imported = new Ring();
    imported.add(table);
    Rig.check(imported.remove().nents() > 0, "entries");
  }

  private static void reportsSpliterator(SgTable table) {
    Film film = new Film();
    film.before(table);
    film.before(Rig.ownTable());
    Iterator<SgTable> frames = Spliterators.iterator(film.spliterator());
    frames.next();
    frames.next().zero(); // expect: DMABUF_PAGE_ACCESS
    Stream<SgTable> again = StreamSupport.stream(film.spliterator(), false);
    again.forEach(frame -> frame.zero()); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOwnSpliterator(SgTable table) {
    Film film = new Film().before(Rig.ownTable());
    StreamSupport.stream(film.spliterator(), false).forEach(SgTable::zero);
    Film imported = new Film().before(table);
    Rig.check(StreamSupport.stream(imported.spliterator(), false).count() == 1, "a frame");
  }

  private static void reportsBuilt(SgTable table) {
    Stream.Builder<SgTable> frames = Stream.builder();
    frames.add(Rig.ownTable()).add(table);
    frames.build().skip(1).findFirst().orElseThrow().zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsBuilt(SgTable table) {
    Stream.Builder<SgTable> frames = Stream.builder();
    frames.accept(Rig.ownTable());
    frames.accept(table);
    frames.build().limit(1).forEach(SgTable::zero);
  }
}
