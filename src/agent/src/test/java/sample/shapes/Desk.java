package sample.shapes;

import java.util.function.Consumer;

/** Lends tables of any class, by static methods that do not name it. */
public final class Desk {
  private Desk() {}

  public static <T> T borrow(Owner<T> owner) {
    return owner.lend();
  }

  public static <T> void giveBack(Owner<T> owner, T table) {
    owner.takeBack(table);
  }

  /** Lends the table for the time of a call. */
  public static <T> void during(Owner<T> owner, Consumer<T> work) {
    T table = owner.lend();
    try {
      work.accept(table);
    } finally {
      owner.takeBack(table);
    }
  }

  /** The exporter. */
  public interface Owner<T> {
    T lend();

    void takeBack(T table);
  }
}
