package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sample.api.DmaBuf;
import sample.api.Memory;
import sample.api.SgTable;

class LedgerTest {
  private final Ledger ledger =
      new Ledger(
          new TableScramblers(LazyContract.of(List.of()), null, true, new Troubles(System.err)),
          new Marks(null),
          new Switches(null, new Troubles(System.err)),
          false);

  @Test
  void entries_and_what_is_derived_are_imported_as_long_as_the_table_is() {
    SgTable table = table();
    Lease lease = lend(table);
    Object page = new Object();
    Object[] pages = {page, null};
    ledger.derive(pages, lease);
    ledger.derive(Optional.of("optional"), lease);
    List<Object> listed = List.of(new Object());
    ledger.derive(listed, lease);
    for (Object value :
        List.of(table, table.firstEntry(), table.firstEntry().next(), page, pages, listed.get(0))) {
      assertSame(lease, ledger.watched(value));
    }
    assertSame(lease, ledger.watched("optional"));
    assertSame(lease, ledger.watched(new Object[] {null, page}));
    assertNull(ledger.watched(new Object[] {null, new Object()}));
    assertNull(ledger.watched(null));
    lease.giveBack();
    assertNull(ledger.watched(table));
    assertNull(ledger.watched(page));
  }

  @Test
  void a_lent_table_that_everybody_dropped_is_not_kept() throws InterruptedException {
    Object exporter = new Object();
    WeakReference<Object> dropped = new WeakReference<>(lendAndDrop(exporter));
    for (int i = 0; i < 200 && dropped.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(dropped.get(), "the ledger holds the table");
    lend(table());
    ledger.file(exporter, lend(table()));
    assertEquals(1, ledger.filed(exporter).size());
  }

  @Test
  void only_what_the_contract_calls_a_table_is_one() {
    assertEquals(true, ledger.isTable(table()));
    assertEquals(true, ledger.isTable(new SgTable(List.of()) {}));
    assertEquals(false, ledger.isTable("table"));
    assertEquals(false, ledger.isTable(new DmaBuf(null, "buffer")));
  }

  private Object lendAndDrop(Object exporter) {
    SgTable table = table();
    Lease lease = lend(table);
    ledger.file(exporter, lease);
    assertNotNull(ledger.watched(table));
    return table;
  }

  private Lease lend(SgTable table) {
    Lease lease = ledger.leaseFor(table);
    lease.lend(null, null);
    lease.handOut(null, null, null);
    ledger.handedOut(lease, table);
    return lease;
  }

  private static SgTable table() {
    return new SgTable(List.of(Memory.allocate(), Memory.allocate()));
  }
}
