package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import support.Rig;

/** Callbacks, listeners, visitors and functional interfaces of a program's own. */
public final class CallCallbacks {
  /** Told when a table is ready. */
  private interface Listener {
    void onMapped(SgTable table);
  }

  @FunctionalInterface
  private interface EntryFunction<R> {
    R apply(Scatterlist entry, int index);
  }

  /** Visits the parts of a frame. */
  private interface Visitor<R> {
    R visitTable(TablePart part);

    R visitNote(NotePart part);
  }

  private interface Part {
    <R> R accept(Visitor<R> visitor);
  }

  private record TablePart(SgTable table) implements Part {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitTable(this);
    }
  }

  private record NotePart(String note) implements Part {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNote(this);
    }
  }

  private static final class PageCounter implements Visitor<Integer> {
    @Override
    public Integer visitTable(TablePart part) {
      return part.table().pages().length; // expect: DMABUF_PAGE_ACCESS
    }

    @Override
    public Integer visitNote(NotePart part) {
      return 0;
    }
  }

  private static final class EntryCounter implements Visitor<Integer> {
    @Override
    public Integer visitTable(TablePart part) {
      return part.table().nents();
    }

    @Override
    public Integer visitNote(NotePart part) {
      return part.note().length();
    }
  }

  /** Keeps listeners and tells them. */
  private static final class Bus {
    private final List<Listener> listeners = new ArrayList<>();

    void add(Listener listener) {
      listeners.add(listener);
    }

    void fire(SgTable table) {
      for (Listener listener : listeners) {
        listener.onMapped(table);
      }
    }
  }

  private static final class LastSeen implements Listener {
    private SgTable table;

    @Override
    public void onMapped(SgTable mapped) {
      table = mapped;
    }
  }

  private CallCallbacks() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-callbacks"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsAnonymousListener(table);
      reportsListenerOfTheBus(table);
      acceptsListenerOfAnotherBus(table);
      reportsTableKeptByListener(table);
      acceptsListenerOnOwnTable();
      reportsFunctionOfEntries(table);
      acceptsFunctionOfEntriesOnDmaSide(table);
      reportsVisitor(table);
      acceptsVisitorThatCounts(table);
      acceptsVisitorOfOwnTable();
      reportsContinuation(table);
      reportsMethodReferenceToOwnMethod(table);
      reportsCallbackReturningTable(table);
      acceptsCallbackReturningOwnTable(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void tell(Listener listener, SgTable table) {
    listener.onMapped(table);
  }

  private static void reportsAnonymousListener(SgTable table) {
    tell(
        new Listener() {
          @Override
          public void onMapped(SgTable mapped) {
            Rig.check(mapped.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
          }
        },
        table);
  }

  private static void reportsListenerOfTheBus(SgTable table) {
    Bus bus = new Bus();
    bus.add(mapped -> Rig.check(mapped.nents() == 4, "four entries"));
    bus.add(
        mapped -> {
          int pages = mapped.pages().length; // expect: DMABUF_PAGE_ACCESS
          Rig.check(pages == 4, "four pages");
        });
    bus.fire(table);
  }

  private static void acceptsListenerOfAnotherBus(SgTable table) {
    Bus imports = new Bus();
    imports.add(mapped -> Rig.check(mapped.dmaAddresses().length == 4, "four addresses"));
    imports.fire(table);
    LastSeen own = new LastSeen();
    tell(own, Rig.ownTable());
    Rig.check(own.table.firstEntry().page() != null, "a page");
  }

  private static void reportsTableKeptByListener(SgTable table) {
    LastSeen seen = new LastSeen();
    tell(seen, table);
    Rig.check(seen.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsListenerOnOwnTable() {
    tell(own -> Rig.check(own.pages().length == 4, "four pages"), Rig.ownTable());
  }

  private static <R> List<R> eachEntry(SgTable table, EntryFunction<R> function) {
    List<R> results = new ArrayList<>();
    int index = 0;
    for (Scatterlist entry : table) {
      results.add(function.apply(entry, index++));
    }
    return results;
  }

  private static void reportsFunctionOfEntries(SgTable table) {
    List<Long> addresses =
        eachEntry(
            table,
            (entry, index) -> {
              long start = entry.physicalAddress(); // expect: DMABUF_PAGE_ACCESS
              return start + index;
            });
    Rig.check(addresses.size() == 4, "four addresses");
  }

  private static void acceptsFunctionOfEntriesOnDmaSide(SgTable table) {
    List<Long> addresses = eachEntry(table, (entry, index) -> entry.dmaAddress() + index);
    Rig.check(addresses.size() == 4, "four addresses");
    List<Page> pages = eachEntry(Rig.ownTable(), (entry, index) -> entry.page());
    Rig.check(pages.size() == 4, "four pages");
  }

  private static void reportsVisitor(SgTable table) {
    int pages = 0;
    for (Part part : List.of(new NotePart("frame"), new TablePart(table))) {
      pages += part.accept(new PageCounter());
    }
    Rig.check(pages == 4, "four pages");
  }

  private static void acceptsVisitorThatCounts(SgTable table) {
    Part part = new TablePart(table);
    Rig.check(part.accept(new EntryCounter()) == 4, "four entries");
  }

  private static void acceptsVisitorOfOwnTable() {
    Visitor<Page> first =
        new Visitor<>() {
          @Override
          public Page visitTable(TablePart part) {
            return part.table().firstEntry().page();
          }

          @Override
          public Page visitNote(NotePart part) {
            return null;
          }
        };
    Rig.check(new TablePart(Rig.ownTable()).accept(first) != null, "a page");
  }

  private static <R> R mapped(SgTable table, Function<? super SgTable, ? extends R> then) {
    return then.apply(table);
  }

  private static void reportsContinuation(SgTable table) {
    Scatterlist first = mapped(table, t -> mapped(t, SgTable::firstEntry));
    Rig.check(first.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static int touch(SgTable table) {
    return table.pages().length; // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsMethodReferenceToOwnMethod(SgTable table) {
    int pages = mapped(table, CallCallbacks::touch);
    Rig.check(pages == 4, "four pages");
  }

  private static Page touchWhatItGives(Supplier<SgTable> source) {
    return source.get().firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
  }

  private static Page firstOf(Supplier<SgTable> source) {
    return source.get().firstEntry().page();
  }

  private static void reportsCallbackReturningTable(SgTable table) {
    Rig.check(touchWhatItGives(() -> table) != null, "a page");
  }

  private static void acceptsCallbackReturningOwnTable(SgTable table) {
    Rig.check(firstOf(Rig::ownTable) != null, "a page");
    Rig.check(firstOf(() -> Rig.ownTable(table.nents())) != null, "a page");
  }
}
