package flow25;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import support.Rig;

/** Variables and patterns without a name. */
public final class UnnamedVariables {
  private sealed interface Memory permits Own, Borrowed, Gone {}

  private record Own(String name, SgTable table) implements Memory {}

  private record Borrowed(String name, SgTable table, Scatterlist head) implements Memory {}

  private record Gone(String name) implements Memory {}

  private UnnamedVariables() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("unnamed-variables"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsUnnamedComponent(table);
      acceptsUnnamedComponent(table);
      reportsSeveralPatternsInOneCase(table);
      acceptsSeveralPatternsInOneCase(table);
      reportsUnnamedLambdaParameter(table);
      reportsUnnamedException(table);
      reportsUnnamedLoopVariable(table);
      reportsUnnamedLocal(table);
      reportsUnnamedResource(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsUnnamedComponent(SgTable table) {
    Object value = new Borrowed("scanout", table, table.firstEntry());
    if (value instanceof Borrowed(_, SgTable some, _)) {
      Rig.check(some.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
    if (value instanceof Borrowed(var name, _, var head)) {
      Rig.check(head.page() != null, name); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsUnnamedComponent(SgTable table) {
    Object value = new Borrowed("scanout", table, Rig.ownTable().firstEntry());
    if (value instanceof Borrowed(_, _, Scatterlist head)) {
      Rig.check(head.page() != null, "a page");
    }
  }

  private static int pages(Memory memory) {
    return switch (memory) {
      case Borrowed(_, SgTable some, _) -> some.pages().length; // expect: DMABUF_PAGE_ACCESS
      case Own _, Gone _ -> 0;
    };
  }

  private static void reportsSeveralPatternsInOneCase(SgTable table) {
    Rig.check(pages(new Borrowed("scanout", table, null)) == 4, "four pages");
    Rig.check(pages(new Own("scratch", Rig.ownTable())) == 0, "none");
    Rig.check(pages(new Gone("cursor")) == 0, "none");
  }

  private static int ownPages(Memory memory) {
    return switch (memory) {
      case Own(_, SgTable some) when some.nents() > 9 -> 9;
      case Own(_, SgTable some) -> some.pages().length;
      case Borrowed _, Gone _ -> 0;
    };
  }

  private static void acceptsSeveralPatternsInOneCase(SgTable table) {
    Rig.check(ownPages(new Borrowed("scanout", table, null)) == 0, "none");
    Rig.check(ownPages(new Own("scratch", Rig.ownTable())) == 4, "four pages");
  }

  private static void reportsUnnamedLambdaParameter(SgTable table) {
    BiFunction<String, SgTable, Integer> touch =
        (_, some) -> some.pages().length; // expect: DMABUF_PAGE_ACCESS
    Rig.check(touch.apply("scanout", table) == 4, "four pages");
    Map<String, SgTable> tables = new HashMap<>();
    SgTable kept = tables.computeIfAbsent("scanout", _ -> table);
    Rig.check(kept.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsUnnamedException(SgTable table) {
    SgTable some = Rig.ownTable();
    try {
      Integer.parseInt("scanout");
    } catch (NumberFormatException _) {
      some = table;
    }
    Rig.check(some.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsUnnamedLoopVariable(SgTable table) {
    Scatterlist entry = table.firstEntry();
    for (var _ : List.of(1, 2)) {
      entry = entry.next();
    }
    Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsUnnamedLocal(SgTable table) {
    var _ = table.firstEntry();
    var _ = table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsUnnamedResource(SgTable table) {
    SgTable[] held = {table};
    try (AutoCloseable _ = () -> held[0] = null) {
      Rig.check(held[0].pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    } catch (Exception _) {
      Rig.check(false, "nothing thrown");
    }
  }
}
