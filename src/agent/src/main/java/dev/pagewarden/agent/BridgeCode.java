package dev.pagewarden.agent;

import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

/**
 * The code of {@code java.lang.$Pagewarden}, through which probed code reaches the agent: {@link
 * Bridge} defines it under that name. It may use nothing but types of the JRE, no lambdas and no
 * other class of the agent but constants.
 *
 * <p>What runs often and has nothing to tell ends here, after a handful of instructions: a call
 * that is only counted, and an access while nothing is, or its operand is not, imported. The rest
 * goes on to {@link Warden}.
 */
public final class BridgeCode {
  /** Cells of threads by the low bits of their id, never null; who finds another's asks its own. */
  public static final long[][] CELLS = new long[Cells.SLOTS][];

  /**
   * The cell of one thread, that of the first to come. Compiled code knows the addresses in it, and
   * processors pass a count on to the next increment at once where the address is fixed.
   */
  public static final long[] FIRST_CELL = new long[Cells.LARGEST];

  /** As {@link #FIRST_CELL}, for a second thread. */
  public static final long[] SECOND_CELL = new long[Cells.LARGEST];

  /**
   * Ids of the threads that have the fixed cells; none while the agent works. An array of a type of
   * its own, since compiled code then knows that no count overwrites it, and reads it once for a
   * call and the beginning of what is called.
   */
  public static final int[] OWNERS = new int[Cells.OWNERS];

  /**
   * What other cells begin with, for the thread that has the first fixed one. Apart from its
   * counts: processors pass on a count at once only if nothing is written in between to its
   * surroundings.
   */
  public static final long[] FIRST_HEAD = new long[Cells.FIXED_HEAD];

  /** As {@link #FIRST_HEAD}, for the thread that has the second. */
  public static final long[] SECOND_HEAD = new long[Cells.FIXED_HEAD];

  /** Whether calls have to be announced and accesses looked at. */
  public static boolean alert;

  /** Whether neutral steps are followed, since some table's entries cannot be listed. */
  public static boolean stepping;

  /** Files the cell of this thread and gives its head, or a blank one while the agent works. */
  public static Supplier<long[]> ownHead;

  /** A site that this thread counts for the first time, or with a cell that is not found. */
  public static LongConsumer slowPass;

  /** A site that may be the API's own. */
  public static LongConsumer judge;

  /** An access begins, on an operand. */
  public static ObjLongConsumer<Object> touch;

  /** An access begins, on an operand that carries this mark. */
  public static ObjLongConsumer<Object> touchMarked;

  /** A field may be read by a handle. */
  public static ObjLongConsumer<Object> peek;

  /** A table goes to a callback; it is in an array, for what takes its place. */
  public static ObjLongConsumer<Object> handOut;

  /** A method that maps ends with the table in such an array. */
  public static ObjLongConsumer<Object> lend;

  /** A method begins that is always looked at. */
  public static ObjLongConsumer<Object> begin;

  /** A method ends. */
  public static ObjLongConsumer<Object> end;

  private BridgeCode() {}

  private static boolean ownsFirstCell() {
    return OWNERS[Cells.FIRST_OWNER] == Thread.currentThread().getId();
  }

  private static boolean ownsSecondCell() {
    return OWNERS[Cells.SECOND_OWNER] == Thread.currentThread().getId();
  }

  /** Returns the head of this thread's cell. */
  private static long[] head() {
    if (ownsFirstCell()) {
      return FIRST_HEAD;
    }
    if (ownsSecondCell()) {
      return SECOND_HEAD;
    }
    long[] cell = filedCell();
    return isOwn(cell) ? cell : ownHead.get();
  }

  /** Returns what is filed where this thread's cell ought to be. */
  private static long[] filedCell() {
    return CELLS[(int) Thread.currentThread().getId() & Cells.SLOTS - 1];
  }

  private static boolean isOwn(long[] cell) {
    return cell[Cells.OWNER] == Thread.currentThread().getId();
  }

  /** The call that follows is that of an importer's site; it counts. */
  public static void pass(long key) {
    if (!isPassed(key)) {
      slowPass.accept(key);
    }
  }

  private static boolean isPassed(long key) {
    // Not count(cell(), key): where the ways meet, the fixed address would be lost.
    if (ownsFirstCell()) {
      return count(FIRST_CELL, FIRST_HEAD, key);
    }
    return ownsSecondCell() ? count(SECOND_CELL, SECOND_HEAD, key) : countInFiledCell(key);
  }

  private static boolean countInFiledCell(long key) {
    long[] cell = filedCell();
    return isOwn(cell) && count(cell, cell, key);
  }

  private static boolean count(long[] cell, long[] head, long key) {
    int at = Cells.FIRST_COUNT + ((int) key << 1);
    if (at >= cell.length || cell[at] == 0) {
      return false;
    }
    cell[at]++;
    if (alert) {
      head[Cells.PENDING] = key | Keys.COUNTED;
    }
    return true;
  }

  /** As {@link #pass}, unless the receiver is null: that call won't arrive. */
  public static void pass(Object receiver, long key) {
    if (receiver != null) {
      pass(key);
    }
  }

  /** The call that follows maps a table; from here on there may be something to find. */
  public static void map(long key) {
    head()[Cells.PENDING] = key;
  }

  /** The call that follows is that of a site that does not count. */
  public static void tell(long key) {
    if (alert) {
      head()[Cells.PENDING] = key;
    }
  }

  /** As {@link #tell}, unless the receiver is null. */
  public static void tell(Object receiver, long key) {
    if (receiver != null) {
      tell(key);
    }
  }

  /** The call that follows counts if it is an importer's, which the stack tells. */
  public static void judge(long key) {
    judge.accept(key);
  }

  /** As {@link #judge}, unless the receiver is null. */
  public static void judge(Object receiver, long key) {
    if (receiver != null) {
      judge.accept(key);
    }
  }

  /** An access begins. */
  public static void touch(Object operand, long key) {
    if (alert) {
      touch.accept(operand, key);
    }
  }

  /** An access begins; the operand's class has a field for marks. */
  public static void touchMarked(Object mark, long key) {
    if (alert && !(mark == null && isCounted(key))) {
      touchMarked.accept(mark, key);
    }
  }

  /** Whether the site that called has been counted, so that nothing is left to do. */
  private static boolean isCounted(long key) {
    if (ownsFirstCell()) {
      return isCounted(FIRST_HEAD, key);
    }
    if (ownsSecondCell()) {
      return isCounted(SECOND_HEAD, key);
    }
    long[] cell = filedCell();
    return isOwn(cell) && isCounted(cell, key);
  }

  private static boolean isCounted(long[] head, long key) {
    // The same target, and the bit below it in one of the two.
    if ((head[Cells.PENDING] ^ key) >>> Keys.COUNTED_SHIFT == 1) {
      head[Cells.PENDING] = 0;
      return true;
    }
    return false;
  }

  /** An access ends. */
  public static void untouch(Object result, long key) {
    if (alert && head()[Cells.DEPTH] != 0) {
      end.accept(result, key);
    }
  }

  /** A method that maps gives a table to a callback; returns what it is to give. */
  public static Object handOut(Object table, long key) {
    Object[] held = {table};
    handOut.accept(held, key);
    return held[0];
  }

  /** A method that maps ends; returns what it is to return. */
  public static Object lend(Object table, long key) {
    Object[] held = {table};
    lend.accept(held, key);
    return held[0];
  }

  /** A handle, or a reflected field, is about to be used on an object. */
  public static void peek(Object handle, Object object, long key) {
    if (alert && handle != null && object != null) {
      peek.accept(new Object[] {handle, object}, key);
    }
  }

  /** A neutral step begins. */
  public static void step(Object operand, long key) {
    if (stepping) {
      touch.accept(operand, key);
    }
  }

  /** A neutral step ends. */
  public static void stepped(Object result, long key) {
    if (stepping && head()[Cells.DEPTH] != 0) {
      end.accept(result, key);
    }
  }

  /** A method begins that moves tables. */
  public static void begin(Object operands, long key) {
    begin.accept(operands, key);
  }

  /** A method ends that moves tables. */
  public static void end(Object result, long key) {
    end.accept(result, key);
  }
}
