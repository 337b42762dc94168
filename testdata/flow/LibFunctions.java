package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import support.Rig;

/** Suppliers, functions and their combinators, kept, composed and curried. */
public final class LibFunctions {
  private static final Function<SgTable, Scatterlist> HEAD = SgTable::firstEntry;
  private static final Peek PAGE = Scatterlist::page; // expect: DMABUF_PAGE_ACCESS
  private static final Peek OWN_PAGE = Scatterlist::page;

  /** Looks behind an entry. */
  private interface Peek {
    Page at(Scatterlist entry);
  }

  private LibFunctions() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-functions"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsSupplier(table);
      reportsFunction(table);
      reportsAndThen(table);
      reportsCompose(table);
      reportsIdentity(table);
      reportsBiFunction(table);
      reportsUnaryOperator(table);
      reportsConsumerAndThen(table);
      reportsPredicate(table);
      reportsCurried(table);
      reportsFunctionFromField(table);
      acceptsOwnFunctionFromField(table);
      reportsBoundReceiver(table);
      acceptsBoundReceiverOfOwn(table);
      acceptsDmaFunctions(table);
      reportsFunctionFromMap(table);
      reportsFunctionFromMethod(table);
      reportsBinaryOperatorMaxBy(table);
      reportsSupplierOfSupplier(table);
      reportsPrimitiveFunction(table);
      acceptsFunctionThatIsNeverCalled(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsSupplier(SgTable table) {
    Supplier<SgTable> source = () -> table;
    Rig.check(source.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFunction(SgTable table) {
    Function<SgTable, Page> first = t -> t.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
    Rig.check(first.apply(table) != null, "a page");
  }

  private static void reportsAndThen(SgTable table) {
    Function<SgTable, Scatterlist> second = HEAD.andThen(Scatterlist::next);
    Rig.check(second.apply(table).page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsCompose(SgTable table) {
    Function<Scatterlist, Long> at = Scatterlist::physicalAddress; // expect: DMABUF_PAGE_ACCESS
    Function<SgTable, Long> first = at.compose(HEAD);
    Rig.check(first.apply(table) != 0, "an address");
  }

  private static void reportsIdentity(SgTable table) {
    Function<SgTable, SgTable> same = Function.identity();
    Rig.check(
        same.apply(table).firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsBiFunction(SgTable table) {
    BiFunction<SgTable, Integer, Scatterlist> nth =
        (t, n) -> {
          Scatterlist entry = t.firstEntry();
          for (int i = 0; i < n; i++) {
            entry = entry.next();
          }
          return entry;
        };
    Rig.check(nth.apply(table, 2).page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsUnaryOperator(SgTable table) {
    UnaryOperator<Scatterlist> next = Scatterlist::next;
    Scatterlist third = next.apply(next.apply(table.firstEntry()));
    Rig.check(third.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsConsumerAndThen(SgTable table) {
    Consumer<SgTable> count = t -> Rig.check(t.nents() == 4, "four entries");
    Consumer<SgTable> both =
        count.andThen(t -> Rig.check(t.pages().length == 4, "pages")); // expect: DMABUF_PAGE_ACCESS
    both.accept(table);
  }

  private static void reportsPredicate(SgTable table) {
    Predicate<SgTable> large = t -> t.nents() > 1;
    Predicate<SgTable> backed =
        large.and(t -> t.firstEntry().page() != null); // expect: DMABUF_PAGE_ACCESS
    Rig.check(backed.test(table), "large, and a page");
    Rig.check(!large.negate().test(table), "large");
  }

  private static void reportsCurried(SgTable table) {
    Function<SgTable, Function<Integer, Scatterlist>> curried =
        t -> n -> n == 0 ? t.firstEntry() : t.firstEntry().next();
    Scatterlist second = curried.apply(table).apply(1);
    Rig.check(second.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFunctionFromField(SgTable table) {
    Rig.check(PAGE.at(table.firstEntry()) != null, "a page");
  }

  private static void acceptsOwnFunctionFromField(SgTable table) {
    Rig.check(OWN_PAGE.at(Rig.ownTable(table.nents()).firstEntry()) != null, "a page");
  }

  private static void reportsBoundReceiver(SgTable table) {
    Scatterlist first = table.firstEntry();
    Supplier<Page> page = first::page; // expect: DMABUF_PAGE_ACCESS
    Rig.check(page.get() != null, "a page");
  }

  private static void acceptsBoundReceiverOfOwn(SgTable table) {
    Scatterlist first = Rig.ownTable().firstEntry();
    Supplier<Page> page = first::page;
    Supplier<long[]> addresses = table::dmaAddresses;
    Rig.check(page.get() != null && addresses.get().length == 4, "a page, four addresses");
  }

  private static void acceptsDmaFunctions(SgTable table) {
    ToLongFunction<Scatterlist> address = Scatterlist::dmaAddress;
    ToIntFunction<SgTable> entries = SgTable::nents;
    Rig.check(address.applyAsLong(table.firstEntry()) != 0, "an address");
    Rig.check(entries.applyAsInt(table) == 4, "four entries");
  }

  private static void reportsFunctionFromMap(SgTable table) {
    Map<String, ToIntFunction<SgTable>> commands = new HashMap<>();
    commands.put("count", SgTable::nents);
    commands.put("peek", t -> t.pages().length); // expect: DMABUF_PAGE_ACCESS
    Rig.check(commands.get("peek").applyAsInt(table) == 4, "four pages");
  }

  private static Function<SgTable, Scatterlist> nth(int n) {
    return n == 0 ? SgTable::firstEntry : nth(n - 1).andThen(Scatterlist::next);
  }

  private static void reportsFunctionFromMethod(SgTable table) {
    Scatterlist fourth = nth(3).apply(table);
    Rig.check(fourth.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsBinaryOperatorMaxBy(SgTable table) {
    BinaryOperator<SgTable> larger = BinaryOperator.maxBy(Comparator.comparingInt(SgTable::nents));
    SgTable largest = larger.apply(table, Rig.ownTable(1));
    Rig.check(largest.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsSupplierOfSupplier(SgTable table) {
    Supplier<Supplier<SgTable>> outer = () -> () -> table;
    Rig.check(
        outer.get().get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsPrimitiveFunction(SgTable table) {
    Scatterlist[] entries = {table.firstEntry(), table.firstEntry().next()};
    IntFunction<Scatterlist> byIndex = i -> entries[i];
    Rig.check(byIndex.apply(1).page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsFunctionThatIsNeverCalled(SgTable table) {
    Function<SgTable, Page[]> pages = SgTable::pages;
    Rig.check(pages.apply(Rig.ownTable()).length == table.nents(), "as many");
  }
}
