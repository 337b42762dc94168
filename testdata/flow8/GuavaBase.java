package flow8;

import com.google.common.base.Function;
import com.google.common.base.Functions;
import com.google.common.base.MoreObjects;
import com.google.common.base.Optional;
import com.google.common.base.Preconditions;
import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.base.Verify;
import com.google.common.collect.ImmutableMap;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Guava's optional, suppliers and functions, and its checks. */
public final class GuavaBase {
  private GuavaBase() {}

  private static final class Plane {
    private final String name;
    private final SgTable table;

    Plane(String name, SgTable table) {
      this.name = name;
      this.table = table;
    }

    String name() {
      return name;
    }

    SgTable table() {
      return table;
    }
  }

  /** Runs every variant with an imported table and one of its own. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("guava-base"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      SgTable own = Rig.ownTable();
      optional(table, own);
      suppliers(table, own);
      functions(table, own);
      checks(table, own);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void see(Page page) {
    Rig.check(page != null, "a page");
  }

  private static void optional(SgTable table, SgTable own) {
    Optional<SgTable> some = Optional.of(table);
    see(some.get().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(some.transform(SgTable::firstEntry).get().page()); // expect: DMABUF_PAGE_ACCESS
    see(Optional.fromNullable(own).or(table).firstEntry().page());
    see(Optional.<SgTable>absent().or(table).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(Optional.<SgTable>absent().or(own).firstEntry().page());
    see(some.orNull().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    for (SgTable each : some.asSet()) {
      see(each.firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    }
    if (Optional.absent().isPresent()) {
      see(table.firstEntry().page());
    }
    see(some.toJavaUtil().get().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    Supplier<SgTable> later = () -> own;
    see(Optional.<SgTable>absent().or(later).firstEntry().page());
  }

  private static void suppliers(SgTable table, SgTable own) {
    Supplier<SgTable> s = Suppliers.memoize(() -> table);
    see(s.get().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(s.get().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    Supplier<SgTable> c = Suppliers.memoize(() -> own);
    see(c.get().firstEntry().page());
    see(Suppliers.ofInstance(table).get().firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(Suppliers.compose(SgTable::firstEntry, s).get().page()); // expect: DMABUF_PAGE_ACCESS
    see(Suppliers.ofInstance(own).get().firstEntry().page());
  }

  private static void functions(SgTable table, SgTable own) {
    Function<SgTable, SgTable> id = Functions.identity();
    see(id.apply(table).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(id.apply(own).firstEntry().page());
    Function<Plane, Scatterlist> both = Functions.compose(SgTable::firstEntry, Plane::table);
    see(both.apply(new Plane("y", table)).page()); // expect: DMABUF_PAGE_ACCESS
    see(both.apply(new Plane("y", own)).page());
    Function<String, SgTable> by = Functions.forMap(ImmutableMap.of("y", table, "uv", own));
    see(by.apply("y").firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(by.apply("uv").firstEntry().page());
    see(Functions.constant(own).apply("x").firstEntry().page());
  }

  private static void checks(SgTable table, SgTable own) {
    see(Preconditions.checkNotNull(table).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(Preconditions.checkNotNull(own, "none").firstEntry().page());
    see(MoreObjects.firstNonNull(null, table).firstEntry().page()); // expect: DMABUF_PAGE_ACCESS
    see(MoreObjects.firstNonNull(own, table).firstEntry().page());
    see(
        Verify.verifyNotNull(table, "none %s", 1)
            .firstEntry()
            .page()); // expect: DMABUF_PAGE_ACCESS
    String text = MoreObjects.toStringHelper("plane").add("table", table).toString();
    Rig.check(text != null, "text");
  }
}
