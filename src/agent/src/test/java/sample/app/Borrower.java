package sample.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.List;
import sample.foreign.Slots;
import sample.foreign.Slots.Direct;
import sample.foreign.Slots.Fixed;
import sample.foreign.Slots.Packed;
import sample.foreign.Slots.Sheet;
import sample.foreign.Slots.Slot;
import sample.foreign.Vault;

/** An importer on an API that only a contract of its own describes. */
final class Borrower {
  private Borrower() {}

  public static void main(String[] args) throws IOException {
    boolean hides = args[0].equals("hides");
    Packed packed = new Packed(7, 0x7000);
    Slots kept =
        new Slots(
            List.of(
                packed, new Direct(new Sheet(9), 0x9000), packed, new Fixed(new Sheet(5), 0x5000)));
    Vault vault = new Vault(new KeeperOfOne(kept));
    Slots slots = vault.borrow("gpu");
    check(sum(slots.busAddresses()) == 0x1c000);
    boolean hidden = sum(slots.frames()) != 28; // imported: frames
    check(hidden == hides);
    for (Slot slot : slots.all()) {
      long frame = slot.frame(); // imported: frame
      check(hides == (frame != 7 && frame != 9 && frame != 5));
    }
    check(packed.markers() == 2);
    ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream());
    out.writeUnshared(slots); // imported: link, link, link
    vault.giveBack("gpu", slots);
    out.writeUnshared(new Slots(List.of(new Direct(new Sheet(1), 0x1000))));
    check(sum(slots.frames()) == 28); // reached: frames
    vault.during(
        "npu",
        lent -> {
          boolean hiddenThen = sum(lent.frames()) != 28; // imported: frames
          check(hiddenThen == hides);
        });
    check(sum(slots.frames()) == 28); // reached: frames
    System.out.println("all as it should be");
  }

  private static long sum(long[] numbers) {
    long sum = 0;
    for (long number : numbers) {
      sum += number;
    }
    return sum;
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new AssertionError();
    }
  }

  private record KeeperOfOne(Slots slots) implements Vault.Keeper {
    @Override
    public Slots lend(String device) {
      return slots;
    }

    @Override
    public void takeBack(String device, Slots back) {
      check(sum(back.frames()) == 28); // reached: frames
    }
  }
}
