package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Generic carriers, bridge methods, bounded types and covariant returns. */
public final class CallGenerics {
  /** Turns one thing into another. */
  private interface Step<I, O> {
    O apply(I input);

    default <R> Step<I, R> then(Step<? super O, ? extends R> next) {
      return input -> next.apply(apply(input));
    }
  }

  private static final class FirstEntry implements Step<SgTable, Scatterlist> {
    @Override
    public Scatterlist apply(SgTable table) {
      return table.firstEntry();
    }
  }

  private static final class PageOf implements Step<Scatterlist, Page> {
    @Override
    public Page apply(Scatterlist entry) {
      return entry.page(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class LengthOf implements Step<Scatterlist, Long> {
    @Override
    public Long apply(Scatterlist entry) {
      return entry.dmaLength();
    }
  }

  private static final class Cell<T> {
    private T value;

    Cell(T value) {
      this.value = value;
    }

    T get() {
      return value;
    }

    void set(T value) {
      this.value = value;
    }

    <R> Cell<R> map(Step<? super T, ? extends R> step) {
      return new Cell<>(step.apply(value));
    }
  }

  private abstract static class Source<T extends Iterable<Scatterlist>> {
    abstract T open();
  }

  private static final class TableSource extends Source<SgTable> {
    private final SgTable table;

    TableSource(SgTable table) {
      this.table = table;
    }

    @Override
    SgTable open() {
      return table;
    }
  }

  private record Two<A, B>(A first, B second) {
    Two<B, A> turned() {
      return new Two<>(second, first);
    }
  }

  private CallGenerics() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-generics"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsGenericCell(table);
      acceptsGenericCellSetAnew(table);
      reportsBridgeMethod(table);
      acceptsBridgeMethodOnDmaSide(table);
      reportsComposedSteps(table);
      reportsMappedCell(table);
      reportsCovariantReturn(table);
      acceptsCovariantReturnOfOwn();
      reportsGenericMethod(table);
      reportsGenericRecordTurned(table);
      acceptsOtherHalfOfGenericRecord(table);
      reportsWildcard(table);
      reportsRecursiveBound(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsGenericCell(SgTable table) {
    Cell<SgTable> cell = new Cell<>(table);
    Rig.check(cell.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsGenericCellSetAnew(SgTable table) {
    Cell<SgTable> cell = new Cell<>(table);
    cell.set(Rig.ownTable());
    Rig.check(cell.get().firstEntry().page() != null, "a page");
  }

  private static void reportsBridgeMethod(SgTable table) {
    Step<Scatterlist, Page> step = new PageOf();
    Rig.check(step.apply(table.firstEntry()) != null, "a page");
  }

  private static void acceptsBridgeMethodOnDmaSide(SgTable table) {
    Step<Scatterlist, Long> step = new LengthOf();
    Rig.check(step.apply(table.firstEntry()) > 0, "bytes");
  }

  private static void reportsComposedSteps(SgTable table) {
    Step<SgTable, Page> both = new FirstEntry().then(new PageOf());
    Rig.check(both.apply(table) != null, "a page");
  }

  private static void reportsMappedCell(SgTable table) {
    Cell<Scatterlist> entry = new Cell<>(table).map(new FirstEntry());
    Rig.check(entry.get().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCovariantReturn(SgTable table) {
    Source<? extends Iterable<Scatterlist>> source = new TableSource(table);
    Scatterlist first = source.open().iterator().next();
    Rig.check(first.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsCovariantReturnOfOwn() {
    Source<SgTable> source = new TableSource(Rig.ownTable());
    Rig.check(source.open().firstEntry().page() != null, "a page");
  }

  private static <T> T either(boolean first, T a, T b) {
    return first ? a : b;
  }

  private static void reportsGenericMethod(SgTable table) {
    SgTable chosen = either(table.nents() > 0, table, Rig.ownTable());
    Rig.check(chosen.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsGenericRecordTurned(SgTable table) {
    Two<String, SgTable> named = new Two<>("scanout", table);
    SgTable first = named.turned().first();
    Rig.check(first.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOtherHalfOfGenericRecord(SgTable table) {
    Two<SgTable, SgTable> both = new Two<>(table, Rig.ownTable());
    SgTable own = both.turned().first();
    Rig.check(own.firstEntry().page() != null, "a page");
    Rig.check(both.second().firstEntry().page() != null, "a page");
  }

  private static Object firstOf(Cell<?> cell) {
    return cell.get();
  }

  private static void reportsWildcard(SgTable table) {
    Object first = firstOf(new Cell<>(table));
    if (first instanceof SgTable again) {
      Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private abstract static class Fluent<S extends Fluent<S>> {
    protected SgTable table;

    abstract S self();

    S with(SgTable given) {
      table = given;
      return self();
    }
  }

  private static final class Draw extends Fluent<Draw> {
    @Override
    Draw self() {
      return this;
    }

    Page page() {
      return table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsRecursiveBound(SgTable table) {
    Rig.check(new Draw().with(table).page() != null, "a page");
  }
}
