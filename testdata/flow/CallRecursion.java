package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.function.Function;
import support.Rig;

/** Recursion and mutual recursion with a table, an entry or a holder in tow. */
public final class CallRecursion {
  private static final class Box {
    Object content;
  }

  private record Tagged(SgTable table, boolean isImported) {}

  private CallRecursion() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-recursion"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsRecursionOverEntries(table);
      reportsTouchedAtTheBottom(table);
      acceptsRecursionOverDmaSide(table);
      reportsMutualRecursion(table);
      acceptsMutualRecursionOnOwnTable();
      reportsReturnedFromTheBottom(table);
      reportsNestedBoxes(table);
      reportsFieldSetByRecursion(table);
      reportsThreeInARing(table);
      acceptsRecursionThatReplacesTheTable(table);
      reportsRecursiveLambda(table);
      acceptsFlagOnTheWayDown(table);
      reportsFlagOnTheWayDown(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static int walk(Scatterlist entry) {
    int here = entry.page() == null ? 0 : 1; // expect: DMABUF_PAGE_ACCESS
    return entry.isLast() ? here : here + walk(entry.next());
  }

  private static void reportsRecursionOverEntries(SgTable table) {
    Rig.check(walk(table.firstEntry()) == 4, "four pages");
  }

  private static Page bottom(SgTable table, int depth) {
    if (depth > 0) {
      return bottom(table, depth - 1);
    }
    return table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsTouchedAtTheBottom(SgTable table) {
    Rig.check(bottom(table, 30) != null, "a page");
  }

  private static long length(Scatterlist entry) {
    return entry.dmaLength() + (entry.isLast() ? 0 : length(entry.next()));
  }

  private static void acceptsRecursionOverDmaSide(SgTable table) {
    Rig.check(length(table.firstEntry()) == Rig.FRAME_BYTES, "the whole frame");
  }

  private static int even(Scatterlist entry, int seen) {
    if (entry == null) {
      return seen;
    }
    int more = entry.page() == null ? 0 : 1; // expect: DMABUF_PAGE_ACCESS
    return odd(entry.isLast() ? null : entry.next(), seen + more);
  }

  private static int odd(Scatterlist entry, int seen) {
    return entry == null ? seen : even(entry.isLast() ? null : entry.next(), seen);
  }

  private static void reportsMutualRecursion(SgTable table) {
    Rig.check(even(table.firstEntry(), 0) == 2, "every other page");
  }

  private static int ping(SgTable table, int rounds) {
    return rounds == 0 ? table.pages().length : pong(rounds - 1, table);
  }

  private static int pong(int rounds, SgTable table) {
    return rounds == 0 ? table.nents() : ping(table, rounds - 1);
  }

  private static void acceptsMutualRecursionOnOwnTable() {
    Rig.check(ping(Rig.ownTable(), 10) == 4, "four pages");
  }

  private static Scatterlist last(Scatterlist entry) {
    return entry.isLast() ? entry : last(entry.next());
  }

  private static void reportsReturnedFromTheBottom(SgTable table) {
    Scatterlist last = last(table.firstEntry());
    Rig.check(last.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    Scatterlist own = last(Rig.ownTable().firstEntry());
    Rig.check(own.page() != null, "a page");
  }

  private static Box wrap(Object content, int times) {
    Box box = new Box();
    box.content = times == 0 ? content : wrap(content, times - 1);
    return box;
  }

  private static Object unwrap(Object content) {
    return content instanceof Box box ? unwrap(box.content) : content;
  }

  private static void reportsNestedBoxes(SgTable table) {
    SgTable again = (SgTable) unwrap(wrap(table, 9));
    Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void fill(Box box, SgTable table, int depth) {
    if (depth == 0) {
      box.content = table;
    } else {
      fill(box, table, depth - 1);
    }
  }

  private static void reportsFieldSetByRecursion(SgTable table) {
    Box box = new Box();
    fill(box, table, 5);
    SgTable again = (SgTable) box.content;
    Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static int ringA(SgTable table, int left) {
    return left == 0 ? 0 : ringB(left - 1, table);
  }

  private static int ringB(int left, SgTable table) {
    return left == 0 ? 0 : ringC(table.firstEntry(), left - 1, table);
  }

  private static int ringC(Scatterlist entry, int left, SgTable table) {
    int here = entry.page() == null ? 0 : 1; // expect: DMABUF_PAGE_ACCESS
    return left == 0 ? here : here + ringA(table, left - 1);
  }

  private static void reportsThreeInARing(SgTable table) {
    Rig.check(ringA(table, 9) > 0, "pages");
  }

  private static int replaced(SgTable table, int depth) {
    SgTable own = Rig.ownTable(table.nents());
    return depth == 0 ? own.pages().length : replaced(own, depth - 1);
  }

  private static void acceptsRecursionThatReplacesTheTable(SgTable table) {
    Rig.check(replaced(table, 3) == 4, "four pages");
  }

  private static void reportsRecursiveLambda(SgTable table) {
    Object[] self = new Object[1];
    Function<Scatterlist, Integer> walk =
        entry -> {
          int here = entry.page() == null ? 0 : 1; // expect: DMABUF_PAGE_ACCESS
          return entry.isLast() ? here : here + again(self[0], entry.next());
        };
    self[0] = walk;
    Rig.check(walk.apply(table.firstEntry()) == 4, "four pages");
  }

  @SuppressWarnings("unchecked")
  private static int again(Object function, Scatterlist entry) {
    return ((Function<Scatterlist, Integer>) function).apply(entry);
  }

  private static int pagesOfOwn(Tagged tagged, int depth) {
    if (depth > 0) {
      return pagesOfOwn(tagged, depth - 1);
    }
    return tagged.isImported() ? 0 : tagged.table().pages().length;
  }

  private static void acceptsFlagOnTheWayDown(SgTable table) {
    int pages = pagesOfOwn(new Tagged(table, true), 3);
    pages += pagesOfOwn(new Tagged(Rig.ownTable(1), false), 3);
    Rig.check(pages == 1, "an own page");
  }

  private static int pagesOfImported(Tagged tagged, int depth) {
    if (depth > 0) {
      return pagesOfImported(tagged, depth - 1);
    }
    SgTable table = tagged.table();
    return tagged.isImported() ? table.pages().length : 0; // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFlagOnTheWayDown(SgTable table) {
    Rig.check(pagesOfImported(new Tagged(table, true), 3) == 4, "four pages");
  }
}
