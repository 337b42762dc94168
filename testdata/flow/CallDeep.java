package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import support.Rig;

/** Recursion that goes deeper than it is followed, with inputs that are new each time. */
public final class CallDeep {
  private record Box(Object content) {}

  private record Cons<T>(T head, Cons<T> tail) {
    static <T> Cons<T> of(List<T> list) {
      return list.isEmpty() ? null : new Cons<>(list.get(0), of(list.subList(1, list.size())));
    }

    <R> Cons<R> map(Function<? super T, ? extends R> function) {
      return new Cons<>(function.apply(head), tail == null ? null : tail.map(function));
    }

    <R> R fold(R start, BiFunction<R, ? super T, R> function) {
      R next = function.apply(start, head);
      return tail == null ? next : tail.fold(next, function);
    }
  }

  private CallDeep() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-deep"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsUnwrapped(table);
      reportsTouchedWhereItEnds(new Box(table), 15);
      acceptsTouchedWhereItEnds(new Box(Rig.ownTable()), 15);
      reportsLastOfBuilt(table);
      reportsSuppliersInSuppliers(table);
      reportsParsed(table);
      reportsFolded(table);
      reportsKeptHalfWay(table, 20, null);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static Box wrap(Object content, int times) {
    return times == 0 ? new Box(content) : wrap(new Box(content), times - 1);
  }

  private static SgTable unwrap(Object value) {
    return value instanceof Box box ? unwrap(box.content()) : (SgTable) value;
  }

  private static void reportsUnwrapped(SgTable table) {
    Rig.check(unwrap(wrap(table, 12)).pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(unwrap(wrap(Rig.ownTable(), 12)).pages().length == 4, "four pages");
  }

  private static void reportsTouchedWhereItEnds(Box box, int left) {
    if (left > 0) {
      reportsTouchedWhereItEnds(new Box(box), left - 1);
    } else {
      Rig.check(unwrap(box).pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsTouchedWhereItEnds(Box box, int left) {
    if (left > 0) {
      acceptsTouchedWhereItEnds(new Box(box), left - 1);
    } else {
      Rig.check(unwrap(box).pages().length == 4, "four pages");
    }
  }

  private static Cons<SgTable> build(SgTable table, int length) {
    return length == 0
        ? new Cons<>(table, null)
        : new Cons<>(Rig.ownTable(1), build(table, length - 1));
  }

  private static SgTable last(Cons<SgTable> list) {
    return list.tail() == null ? list.head() : last(list.tail());
  }

  private static void reportsLastOfBuilt(SgTable table) {
    Rig.check(last(build(table, 12)).pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(last(build(Rig.ownTable(), 12)).pages().length == 4, "four pages");
  }

  private static Supplier<SgTable> deeper(Supplier<SgTable> supplier, int times) {
    return times == 0 ? supplier : deeper(() -> supplier.get(), times - 1);
  }

  private static void reportsSuppliersInSuppliers(SgTable table) {
    SgTable theirs = deeper(() -> table, 9).get();
    SgTable ours = deeper(Rig::ownTable, 9).get();
    Rig.check(theirs.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(ours.pages().length == 4, "four pages");
  }

  private static SgTable parse(List<String> tokens, SgTable table) {
    if (!tokens.remove(0).equals("(")) {
      return table;
    }
    SgTable parsed = parse(tokens, table);
    tokens.remove(0);
    return parsed;
  }

  private static List<String> nested(int depth) {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 2 * depth + 1; i++) {
      tokens.add(i < depth ? "(" : i == depth ? "table" : ")");
    }
    return tokens;
  }

  private static void reportsParsed(SgTable table) {
    SgTable parsed = parse(nested(9), table);
    Rig.check(parsed.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    Rig.check(parse(nested(9), Rig.ownTable()).pages().length == 4, "four pages");
  }

  private static void reportsFolded(SgTable table) {
    Cons<SgTable> theirs = Cons.of(List.of(table, table));
    Cons<SgTable> ours = Cons.of(List.of(Rig.ownTable(), Rig.ownTable()));
    int touched = theirs.fold(0, (n, t) -> n + t.pages().length); // expect: DMABUF_PAGE_ACCESS
    Rig.check(touched == ours.fold(0, (n, t) -> n + t.pages().length), "as many");
    Rig.check(ours.map(SgTable::firstEntry).tail().head().page() != null, "a page");
    Cons<Scatterlist> heads = theirs.map(SgTable::firstEntry);
    Rig.check(heads.tail().head().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsKeptHalfWay(SgTable table, int left, SgTable kept) {
    if (left > 11) {
      reportsKeptHalfWay(table, left - 1, null);
    } else if (left == 11) {
      reportsKeptHalfWay(null, left - 1, table);
    } else if (left > 1) {
      reportsKeptHalfWay(null, left - 1, kept);
    } else {
      Rig.check(kept.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }
}
