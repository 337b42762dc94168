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
  /** Cells of threads by the low bits of their id; a thread that finds another's asks its own. */
  public static final long[][] CELLS = new long[Cells.SLOTS][];

  /**
   * The cell of one thread, that of the first to come. Compiled code knows the addresses in it, and
   * processors pass a count on to the next increment at once where the address is fixed.
   */
  public static final long[] FIXED_CELL = new long[Cells.LARGEST];

  /** Whether calls have to be announced and accesses looked at. */
  public static boolean alert;

  /** Whether neutral steps are followed, since some table's entries cannot be listed. */
  public static boolean stepping;

  /** Finds the cell of this thread and files it, or gives a blank one while the agent works. */
  public static Supplier<long[]> ownCell;

  /** A site that this thread counts for the first time. */
  public static LongConsumer firstPass;

  /** A site that may be the API's own. */
  public static LongConsumer judge;

  /** An access begins, on an operand. */
  public static ObjLongConsumer<Object> touch;

  /** An access begins, on an operand that carries this mark. */
  public static ObjLongConsumer<Object> touchMarked;

  /** A field may be read by a handle. */
  public static ObjLongConsumer<Object> peek;

  /** A table goes to a callback. */
  public static ObjLongConsumer<Object> handOut;

  /** A method begins that is always looked at. */
  public static ObjLongConsumer<Object> begin;

  /** A method ends. */
  public static ObjLongConsumer<Object> end;

  private BridgeCode() {}

  private static boolean ownsFixedCell() {
    return FIXED_CELL[Cells.OWNER] == Thread.currentThread().getId();
  }

  private static long[] cell() {
    return ownsFixedCell() ? FIXED_CELL : filedCell();
  }

  private static long[] filedCell() {
    long id = Thread.currentThread().getId();
    long[] cell = CELLS[(int) id & Cells.SLOTS - 1];
    return cell != null && cell[Cells.OWNER] == id ? cell : ownCell.get();
  }

  /** The call that follows is that of an importer's site; it counts. */
  public static void pass(long key) {
    // Not pass(cell(), key): where the two meet, the fixed address would be lost.
    if (ownsFixedCell()) {
      pass(FIXED_CELL, key);
    } else {
      pass(filedCell(), key);
    }
  }

  private static void pass(long[] cell, long key) {
    int at = Cells.FIRST_COUNT + ((int) key << 1);
    if (at < cell.length && cell[at] != 0) {
      cell[at]++;
      if (alert) {
        cell[Cells.PENDING] = key | Keys.COUNTED;
      }
    } else {
      firstPass.accept(key);
    }
  }

  /** As {@link #pass}, unless the receiver is null: that call won't arrive. */
  public static void pass(Object receiver, long key) {
    if (receiver != null) {
      pass(key);
    }
  }

  /** The call that follows maps a table; from here on there may be something to find. */
  public static void map(long key) {
    cell()[Cells.PENDING] = key;
  }

  /** The call that follows is that of a site that does not count. */
  public static void tell(long key) {
    if (alert) {
      cell()[Cells.PENDING] = key;
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
    return ownsFixedCell() ? isCounted(FIXED_CELL, key) : isCounted(filedCell(), key);
  }

  private static boolean isCounted(long[] cell, long key) {
    long pending = cell[Cells.PENDING];
    if ((pending & Keys.COUNTED) != 0 && (pending ^ key) >>> Keys.TARGET_SHIFT == 0) {
      cell[Cells.PENDING] = 0;
      return true;
    }
    return false;
  }

  /** An access ends. */
  public static void untouch(Object result, long key) {
    if (alert && cell()[Cells.DEPTH] != 0) {
      end.accept(result, key);
    }
  }

  /** A method that maps gives the table to a callback. */
  public static void handOut(Object table, long key) {
    handOut.accept(table, key);
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
    if (stepping && cell()[Cells.DEPTH] != 0) {
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
