package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import support.Rig;

/** Optional: of, map, flatMap, filter, or, orElse and their kin. */
public final class LibOptional {
  private record Frame(SgTable table) {
    Optional<SgTable> maybe() {
      return Optional.ofNullable(table);
    }
  }

  private LibOptional() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-optional"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsGet(table);
      reportsOrElse(table);
      reportsOrElseOfEmpty(table);
      reportsOrElseGet(table);
      reportsOrElseThrow(table);
      reportsMap(table);
      reportsMapByMethodReference(table);
      reportsFlatMap(table);
      reportsFilter(table);
      reportsIfPresent(table);
      reportsIfPresentOrElse(table);
      reportsOr(table);
      reportsStream(table);
      acceptsOwnTable(table);
      acceptsMapToDmaSide(table);
      acceptsOtherBranchOfOrElse(table);
      reportsOptionalField(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void reportsGet(SgTable table) {
    Optional<SgTable> maybe = Optional.of(table);
    Rig.check(maybe.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsOrElse(SgTable table) {
    SgTable sure = Optional.ofNullable(table).orElse(null);
    Rig.check(sure.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsOrElseOfEmpty(SgTable table) {
    SgTable sure = Optional.<SgTable>empty().orElse(table);
    Rig.check(sure.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsOrElseGet(SgTable table) {
    Optional<SgTable> none = Optional.empty();
    SgTable sure = none.orElseGet(() -> table);
    Rig.check(sure.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsOrElseThrow(SgTable table) {
    SgTable sure = Optional.of(table).orElseThrow(IllegalStateException::new);
    Rig.check(sure.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsMap(SgTable table) {
    Optional<Scatterlist> first = Optional.of(table).map(t -> t.firstEntry());
    Rig.check(first.get().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsMapByMethodReference(SgTable table) {
    Optional<Scatterlist> first = Optional.of(table).map(SgTable::firstEntry);
    Optional<Page> page = first.map(Scatterlist::page); // expect: DMABUF_PAGE_ACCESS
    Rig.check(page.isPresent(), "a page");
  }

  private static void reportsFlatMap(SgTable table) {
    Optional<SgTable> again = Optional.of(new Frame(table)).flatMap(Frame::maybe);
    Rig.check(again.get().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFilter(SgTable table) {
    SgTable kept = Optional.of(table).filter(t -> t.nents() > 1).get();
    Rig.check(kept.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsIfPresent(SgTable table) {
    Optional.of(table)
        .ifPresent(
            each -> {
              Page first = each.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
              Rig.check(first != null, "a page");
            });
  }

  private static void reportsIfPresentOrElse(SgTable table) {
    int[] pages = new int[1];
    Optional.of(table)
        .ifPresentOrElse(
            each -> pages[0] = each.pages().length, // expect: DMABUF_PAGE_ACCESS
            () -> pages[0] = 0);
    Rig.check(pages[0] == 4, "four pages");
  }

  private static void reportsOr(SgTable table) {
    Optional<SgTable> none = Optional.empty();
    SgTable sure = none.or(() -> Optional.of(table)).get();
    Rig.check(sure.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsStream(SgTable table) {
    Stream<Scatterlist> first = Optional.of(table.firstEntry()).stream();
    Stream<Page> pages = first.map(Scatterlist::page); // expect: DMABUF_PAGE_ACCESS
    Rig.check(pages.anyMatch(Objects::nonNull), "a page");
  }

  private static void acceptsOwnTable(SgTable table) {
    Optional<SgTable> imported = Optional.of(table);
    Optional<SgTable> own = Optional.of(Rig.ownTable());
    Rig.check(!imported.equals(own), "two tables");
    Rig.check(own.map(SgTable::pages).get().length == 4, "four pages");
  }

  private static void acceptsMapToDmaSide(SgTable table) {
    long first = Optional.of(table).map(SgTable::firstEntry).map(Scatterlist::dmaAddress).get();
    Rig.check(first != 0, "an address");
  }

  private static void acceptsOtherBranchOfOrElse(SgTable table) {
    Optional<SgTable> none = Optional.empty();
    SgTable own = none.orElseGet(() -> Rig.ownTable(table.nents()));
    Rig.check(own.firstEntry().page() != null, "a page");
  }

  private static final class Slot {
    private Optional<SgTable> table = Optional.empty();
  }

  private static void reportsOptionalField(SgTable table) {
    Slot slot = new Slot();
    slot.table = Optional.of(table);
    if (slot.table.isPresent()) {
      SgTable present = slot.table.get();
      Rig.check(present.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }
}
