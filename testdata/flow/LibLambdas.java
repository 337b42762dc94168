package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import support.Rig;

/** Method references and lambdas of every kind. */
public final class LibLambdas {
  /** Makes something of a table. */
  private interface Maker<T> {
    T make(SgTable table);
  }

  private interface SerializableTask extends Runnable, Serializable {}

  private static class Holder {
    protected final SgTable table;

    Holder(SgTable table) {
      this.table = table;
    }

    int touch() {
      return table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }

    int count() {
      return table.nents();
    }
  }

  private static final class Loud extends Holder {
    Loud(SgTable table) {
      super(table);
    }

    @Override
    int touch() {
      Supplier<Integer> quiet = super::touch;
      return quiet.get() + 1;
    }

    int touchLater() {
      IntSupplier self = this::touch;
      return self.getAsInt();
    }
  }

  private LibLambdas() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-lambdas"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsConstructorReference(table);
      acceptsConstructorReferenceOfOwn();
      reportsArrayConstructorReference(table);
      reportsSuperReference(table);
      reportsUnboundReference(table);
      acceptsUnboundReferenceOnDmaSide(table);
      reportsBoundToResult(table);
      reportsVarargsReference(table);
      reportsIntersectionCast(table);
      reportsLambdaInTernary(table);
      reportsLambdaReturningLambda(table);
      reportsLambdaCapturingLoopVariable(table);
      acceptsLambdaCapturingOwnLoopVariable(table);
      reportsLambdaInField(table);
      reportsGenericMethodReference(table);
      reportsLambdaThrows(table);
      acceptsLambdaNotGivenTheTable(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static <T> T make(Maker<T> maker, SgTable table) {
    return maker.make(table);
  }

  private static void reportsConstructorReference(SgTable table) {
    Holder holder = make(Holder::new, table);
    Rig.check(holder.table.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsConstructorReferenceOfOwn() {
    Holder holder = make(Holder::new, Rig.ownTable());
    Rig.check(holder.table.firstEntry().page() != null, "a page");
  }

  private static void reportsArrayConstructorReference(SgTable table) {
    IntFunction<SgTable[]> allocate = SgTable[]::new;
    SgTable[] slots = allocate.apply(2);
    slots[1] = table;
    Rig.check(slots[1].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSuperReference(SgTable table) {
    Loud loud = new Loud(table);
    Rig.check(loud.touch() == 5, "four pages and one");
    Rig.check(loud.touchLater() == 5, "four pages and one");
  }

  private static void reportsUnboundReference(SgTable table) {
    ToIntFunction<Holder> touch = Holder::touch;
    Rig.check(touch.applyAsInt(new Holder(table)) == 4, "four pages");
  }

  private static void acceptsUnboundReferenceOnDmaSide(SgTable table) {
    ToIntFunction<Holder> count = Holder::count;
    Rig.check(count.applyAsInt(new Holder(table)) == 4, "four entries");
  }

  private static void reportsBoundToResult(SgTable table) {
    Supplier<Scatterlist> second = table.firstEntry()::next;
    Rig.check(second.get().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static int touchAll(Object... values) {
    int pages = 0;
    for (Object value : values) {
      SgTable table = (SgTable) value;
      pages += table.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
    return pages;
  }

  private static void reportsVarargsReference(SgTable table) {
    ToIntFunction<SgTable> touch = LibLambdas::touchAll;
    Rig.check(touch.applyAsInt(table) == 4, "four pages");
  }

  private static void reportsIntersectionCast(SgTable table) {
    int[] pages = new int[1];
    Runnable plain =
        (Runnable & Serializable)
            () -> pages[0] += table.pages().length; // expect: DMABUF_PAGE_ACCESS
    plain.run();
    Runnable task =
        (SerializableTask) () -> pages[0] += table.pages().length; // expect: DMABUF_PAGE_ACCESS
    task.run();
    Rig.check(pages[0] == 8, "four pages, twice");
  }

  private static void reportsLambdaInTernary(SgTable table) {
    for (boolean peek : new boolean[] {false, true}) {
      ToIntFunction<SgTable> count =
          peek
              ? t -> t.pages().length // expect: DMABUF_PAGE_ACCESS
              : SgTable::nents;
      Rig.check(count.applyAsInt(table) == 4, "four");
    }
  }

  private static void reportsLambdaReturningLambda(SgTable table) {
    Function<SgTable, Supplier<Supplier<Page>>> nested =
        t ->
            () -> {
              Scatterlist first = t.firstEntry();
              return () -> first.page(); // expect: DMABUF_PAGE_ACCESS
            };
    Rig.check(nested.apply(table).get().get() != null, "a page");
  }

  private static void reportsLambdaCapturingLoopVariable(SgTable table) {
    List<Supplier<Page>> later = new ArrayList<>();
    for (Scatterlist entry : table) {
      later.add(() -> entry.page()); // expect: DMABUF_PAGE_ACCESS
    }
    for (Supplier<Page> each : later) {
      Rig.check(each.get() != null, "a page");
    }
  }

  private static void acceptsLambdaCapturingOwnLoopVariable(SgTable table) {
    List<Supplier<Page>> later = new ArrayList<>();
    for (Scatterlist entry : Rig.ownTable(table.nents())) {
      later.add(() -> entry.page());
    }
    for (Supplier<Page> each : later) {
      Rig.check(each.get() != null, "a page");
    }
  }

  private static final class Button {
    private ToIntFunction<SgTable> onClick = SgTable::nents;

    int click(SgTable table) {
      return onClick.applyAsInt(table);
    }
  }

  private static void reportsLambdaInField(SgTable table) {
    Button button = new Button();
    Rig.check(button.click(table) == 4, "four entries");
    button.onClick = t -> t.pages().length; // expect: DMABUF_PAGE_ACCESS
    Rig.check(button.click(table) == 4, "four pages");
  }

  private static <T extends Iterable<Scatterlist>> Scatterlist firstOf(T entries) {
    return entries.iterator().next();
  }

  private static void reportsGenericMethodReference(SgTable table) {
    Function<SgTable, Scatterlist> first = LibLambdas::firstOf;
    Rig.check(first.apply(table).page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static final class Found extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Scatterlist entry;

    Found(Scatterlist entry) {
      super("found");
      this.entry = entry;
    }
  }

  private static void reportsLambdaThrows(SgTable table) {
    try {
      table.forEach(
          entry -> {
            if (entry.isLast()) {
              throw new Found(entry);
            }
          });
    } catch (Found found) {
      Rig.check(found.entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsLambdaNotGivenTheTable(SgTable table) {
    ToIntFunction<SgTable> pages = t -> t.pages().length;
    ToIntFunction<SgTable> entries = t -> t.nents();
    Rig.check(pages.applyAsInt(Rig.ownTable()) == entries.applyAsInt(table), "as many");
  }
}
