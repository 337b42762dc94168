package dev.pagewarden.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private final int[] table = {1};
  private final Object exporter = new Object();
  private final Lease lease =
      new Lease(
          table,
          new TableScrambler() {
            @Override
            public boolean isMarking() {
              return false;
            }

            @Override
            public Collection<Object> entries(Object each) {
              assertFalse(Thread.holdsLock(leaseOf(each)), "the table's code runs under our lock");
              return List.of(each);
            }

            @Override
            public Object hide(Object each, Collection<Object> entries, Lease mark) {
              ((int[]) each)[0] *= -1;
              return "hidden";
            }

            @Override
            public void show(Object each, Collection<Object> entries, Object hidden) {
              assertEquals("hidden", hidden);
              ((int[]) each)[0] *= -1;
            }
          },
          new Switches(null, new Troubles(null)));

  @Test
  void pages_are_hidden_from_hand_out_to_the_last_give_back() {
    lease.lend(exporter, null);
    assertFalse(isHidden());
    assertTrue(handOut());
    assertTrue(isHidden());
    assertTrue(lease.isImported());
    assertTrue(lease.giveBack());
    assertFalse(isHidden());
    assertFalse(lease.isImported());
    assertFalse(lease.isOnLoan());
  }

  @Test
  void a_cached_table_is_handed_out_again_as_it_is() {
    lease.lend(exporter, null);
    handOut();
    assertFalse(handOut());
    assertTrue(isHidden());
    assertTrue(lease.giveBack());
    assertFalse(isHidden());
  }

  @Test
  void a_table_lent_twice_is_given_back_twice() {
    lease.lend(exporter, null);
    handOut();
    lease.lend(exporter, null);
    handOut();
    assertTrue(isHidden());
    assertFalse(lease.giveBack());
    assertTrue(isHidden());
    assertTrue(lease.giveBack());
    assertFalse(isHidden());
  }

  @Test
  void the_exporter_sees_its_pages_while_any_of_its_methods_runs() {
    lease.lend(exporter, null);
    handOut();
    lease.suspend();
    lease.suspend();
    assertFalse(isHidden());
    lease.resume();
    assertFalse(isHidden());
    lease.resume();
    assertTrue(isHidden());
  }

  @Test
  void a_table_given_back_while_its_exporter_runs_stays_as_it_is() {
    lease.lend(exporter, null);
    handOut();
    lease.suspend();
    lease.giveBack();
    lease.resume();
    assertFalse(isHidden());
  }

  @Test
  void a_table_handed_out_while_its_exporter_runs_is_hidden_afterwards() {
    lease.lend(exporter, null);
    lease.suspend();
    handOut();
    assertFalse(isHidden());
    lease.resume();
    assertTrue(isHidden());
  }

  @Test
  void consent_brings_the_pages_back_for_good() {
    lease.lend(exporter, null);
    handOut();
    lease.release();
    assertFalse(isHidden());
    assertFalse(lease.isImported());
    lease.giveBack();
    assertFalse(isHidden());
  }

  @Test
  void a_give_back_without_a_loan_changes_nothing() {
    assertFalse(lease.giveBack());
    assertFalse(isHidden());
  }

  @Test
  void the_origin_names_exporter_class() {
    lease.lend(exporter, null);
    handOut();
    assertEquals("java.lang.Object", lease.origin().exporter());
    assertTrue(lease.isLentBy(exporter));
    assertFalse(lease.isLentBy(new Object()));
    assertFalse(lease.isLentBy(null));
  }

  private Lease leaseOf(Object each) {
    assertSame(table, each);
    return lease;
  }

  private boolean handOut() {
    return lease.handOut(null, null, null);
  }

  private boolean isHidden() {
    return table[0] < 0;
  }
}
