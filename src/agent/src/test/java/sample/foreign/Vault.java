package sample.foreign;

import java.util.function.Consumer;

/** A buffer, and the interface of those who own one. */
public final class Vault {
  private final Keeper keeper;

  public Vault(Keeper keeper) {
    this.keeper = keeper;
  }

  public Slots borrow(String device) {
    return keeper.lend(device);
  }

  public void giveBack(String device, Slots slots) {
    keeper.takeBack(device, slots);
  }

  /** Lends the table for the time of a call. */
  public void during(String device, Consumer<Slots> work) {
    Slots slots = keeper.lend(device);
    try {
      work.accept(slots);
    } finally {
      keeper.takeBack(device, slots);
    }
  }

  /** The exporter. */
  public interface Keeper {
    Slots lend(String device);

    void takeBack(String device, Slots slots);
  }
}
