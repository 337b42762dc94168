package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Comparisons of numbers that nobody knows beforehand: lengths, levels, counts, result codes. */
public final class CondRanges {
  private static final int DIRECT_LIMIT = 4096;

  /** A request of some length: short ones are copied, long ones are mapped. */
  private static final class Request {
    private final int length;
    private SgTable data;

    Request(int length) {
      this.length = length;
    }

    void bind(SgTable table) {
      if (length > DIRECT_LIMIT) {
        data = table;
      } else {
        data = Rig.ownTable(1);
      }
    }

    int acceptsHead() {
      if (length <= DIRECT_LIMIT) {
        return data.pages().length;
      }
      return data.nents();
    }

    int reportsHead() {
      if (length > DIRECT_LIMIT) {
        return data.pages().length; // expect: DMABUF_PAGE_ACCESS
      }
      return data.nents();
    }

    boolean isShort() {
      return length < DIRECT_LIMIT + 1;
    }

    int acceptsByMethod() {
      return isShort() ? data.pages().length : 0;
    }
  }

  private CondRanges() {}

  /** Runs all with numbers on both sides of every threshold. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-ranges"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      for (int n : new int[] {-1, 0, 1, 2, 3, 5, 4096, 9000}) {
        Request request = new Request(n);
        request.bind(table);
        request.acceptsHead();
        request.reportsHead();
        request.acceptsByMethod();
        acceptsLessThanZero(table, n);
        reportsLessThanZero(table, n);
        acceptsImplied(table, n);
        reportsNotImplied(table, n);
        acceptsRange(table, n);
        reportsRange(table, n);
        acceptsEqualOutsideRange(table, n);
        reportsEqualInsideRange(table, n);
        acceptsConstantOnTheLeft(table, n);
        acceptsTwoLong(table, n);
        reportsTwoLong(table, n);
        acceptsEarlyReturn(table, n);
        reportsEarlyReturn(table, n);
        acceptsCompareTwoUnknown(table, n, 3);
        reportsCompareTwoUnknown(table, n, 3);
        acceptsResultCode(table, n);
        reportsResultCode(table, n);
        acceptsLongNumber(table, n * 10L);
        reportsChanged(table, n);
        acceptsOddEven(table, n);
        acceptsSum(table, n);
      }
      acceptsCountedLoop(table, 3);
      acceptsCountedLoop(table, 1);
      reportsCountedLoop(table, 3);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsLessThanZero(SgTable table, int fd) {
    SgTable sgt = fd < 0 ? Rig.ownTable() : table;
    if (fd < 0) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsLessThanZero(SgTable table, int fd) {
    SgTable sgt = fd < 0 ? Rig.ownTable() : table;
    if (fd >= 0) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsImplied(SgTable table, int planes) {
    SgTable sgt = planes > 1 ? table : Rig.ownTable();
    if (planes < 1) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsNotImplied(SgTable table, int planes) {
    SgTable sgt = planes > 1 ? table : Rig.ownTable();
    if (planes < 3) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsRange(SgTable table, int level) {
    SgTable sgt = Rig.ownTable();
    if (level >= 1 && level <= 3) {
      sgt = table;
    }
    if (level > 3) {
      Rig.check(sgt.pages().length == 4, "four");
    }
    if (level < 1) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsRange(SgTable table, int level) {
    SgTable sgt = Rig.ownTable();
    if (level >= 1 && level <= 3) {
      sgt = table;
    }
    if (level > 2) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsEqualOutsideRange(SgTable table, int level) {
    SgTable sgt = level > 2 ? table : Rig.ownTable();
    if (level == 2) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsEqualInsideRange(SgTable table, int level) {
    SgTable sgt = level > 2 ? table : Rig.ownTable();
    if (level == 3) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsConstantOnTheLeft(SgTable table, int level) {
    SgTable sgt = 2 < level ? table : Rig.ownTable();
    if (2 >= level) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void acceptsTwoLong(SgTable table, long bytes) {
    SgTable sgt = bytes > 2L ? table : Rig.ownTable();
    if (bytes <= 2L) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsTwoLong(SgTable table, long bytes) {
    SgTable sgt = bytes > 2L ? table : Rig.ownTable();
    if (bytes >= 3L) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsEarlyReturn(SgTable table, int queued) {
    SgTable sgt = Rig.ownTable();
    if (queued >= 2) {
      sgt = table;
    }
    if (queued > 1) {
      return;
    }
    Rig.check(sgt.pages().length == 4, "four");
  }

  private static void reportsEarlyReturn(SgTable table, int queued) {
    SgTable sgt = Rig.ownTable();
    if (queued >= 2) {
      sgt = table;
    }
    if (queued > 2) {
      return;
    }
    Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsCompareTwoUnknown(SgTable table, int used, int free) {
    SgTable sgt = used < free ? table : Rig.ownTable();
    if (used >= free) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsCompareTwoUnknown(SgTable table, int used, int free) {
    SgTable sgt = used < free ? table : Rig.ownTable();
    if (free > used) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static int tryImport(SgTable table, SgTable[] out, int n) {
    if (n < 0) {
      out[0] = Rig.ownTable();
      return -22;
    }
    out[0] = table;
    return 0;
  }

  private static void acceptsResultCode(SgTable table, int n) {
    SgTable[] out = new SgTable[1];
    int error = tryImport(table, out, n);
    if (error != 0) {
      Rig.check(out[0].pages().length == 4, "four");
    }
  }

  private static void reportsResultCode(SgTable table, int n) {
    SgTable[] out = new SgTable[1];
    int error = tryImport(table, out, n);
    if (error < 0) {
      return;
    }
    Rig.check(out[0].pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsLongNumber(SgTable table, long offset) {
    SgTable sgt = offset == 10L ? table : Rig.ownTable();
    if (offset != 10L) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void reportsChanged(SgTable table, int n) {
    int left = n;
    SgTable sgt = left > 0 ? table : Rig.ownTable();
    left -= 3;
    if (left <= 0) {
      Rig.check(sgt.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsOddEven(SgTable table, int n) {
    boolean even = n % 2 == 0;
    SgTable sgt = even ? table : Rig.ownTable();
    if (!even) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void acceptsSum(SgTable table, int n) {
    int sum = n + 1;
    SgTable sgt = sum > 2 ? table : Rig.ownTable();
    if (sum <= 2) {
      Rig.check(sgt.pages().length == 4, "four");
    }
  }

  private static void acceptsCountedLoop(SgTable table, int planes) {
    SgTable[] sgts = new SgTable[planes];
    for (int i = 0; i < planes; i++) {
      sgts[i] = i == 0 ? table : Rig.ownTable();
    }
    for (int i = 1; i < planes; i++) {
      int at = i;
      SgTable plane = at == 0 ? table : Rig.ownTable();
      Rig.check(plane.pages().length == 4 && sgts[i] != null, "four");
    }
  }

  private static void reportsCountedLoop(SgTable table, int planes) {
    for (int i = 0; i < planes; i++) {
      SgTable plane = i < 1 ? table : Rig.ownTable();
      if (i <= 1) {
        Rig.check(plane.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
      }
      if (i > 1) {
        Rig.check(plane.pages().length == 4, "four");
      }
    }
  }
}
