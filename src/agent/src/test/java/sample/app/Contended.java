package sample.app;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import sample.foreign.Slots;
import sample.foreign.Slots.Packed;
import sample.foreign.Vault;

/** Two importers of one table, of which one holds the table's lock while it borrows. */
final class Contended {
  private static final int ROUNDS = 20_000;
  private static final int PATIENCE_MILLIS = 60_000;

  private Contended() {}

  public static void main(String[] args) throws InterruptedException {
    Slots kept = new Slots(List.of(new Packed(7, 0x7000)));
    AtomicInteger hidden = new AtomicInteger();
    Vault vault =
        new Vault(
            new Vault.Keeper() {
              @Override
              public Slots lend(String device) {
                return kept;
              }

              @Override
              public void takeBack(String device, Slots back) {
                if (back.frames()[0] != 7) {
                  hidden.incrementAndGet();
                }
              }
            });
    Thread free = new Thread(() -> borrow(vault, "gpu"));
    Thread locking = new Thread(() -> borrowLocked(vault, kept));
    for (Thread thread : List.of(free, locking)) {
      thread.setDaemon(true);
      thread.start();
    }
    free.join(PATIENCE_MILLIS);
    locking.join(PATIENCE_MILLIS);
    boolean isStuck = free.isAlive() || locking.isAlive();
    System.out.println((isStuck ? "stuck, " : "done, ") + hidden + " times hidden");
  }

  private static void borrow(Vault vault, String device) {
    for (int round = 0; round < ROUNDS; round++) {
      vault.giveBack(device, vault.borrow(device));
    }
  }

  private static void borrowLocked(Vault vault, Slots kept) {
    for (int round = 0; round < ROUNDS; round++) {
      synchronized (kept) {
        vault.giveBack("npu", vault.borrow("npu"));
      }
    }
  }
}
