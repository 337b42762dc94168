package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Page;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.nio.ByteBuffer;
import support.Rig;

/** Chains of methods, from one to fifty deep, forwards with the table and back with its parts. */
public final class CallChains {
  private CallChains() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-chains"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsOneDeep(table);
      reportsFiveDeep(table);
      reportsFiftyDeep(table);
      reportsFiftyDeepAndBack(table);
      acceptsFiftyDeepWithOwnTable();
      reportsAcrossClasses(table);
      reportsSecondParameter(table);
      acceptsOtherParameter(table);
      reportsArgumentsTurnedAround(table);
      reportsIdentityOfIdentity(table);
      reportsManyParameters(table);
      acceptsPrimitiveResult(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static Page touch(SgTable table) {
    return table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsOneDeep(SgTable table) {
    Rig.check(touch(table) != null, "a page");
  }

  private static void reportsFiveDeep(SgTable table) {
    Rig.check(a(table) != null, "a page");
  }

  private static Page a(SgTable table) {
    return b(table, 1);
  }

  private static Page b(Object table, int depth) {
    return c(depth, (SgTable) table);
  }

  private static Page c(int depth, SgTable table) {
    return depth > 0 ? d(table) : null;
  }

  private static Page d(SgTable table) {
    Scatterlist first = table.firstEntry();
    return e(first);
  }

  private static Page e(Scatterlist entry) {
    return entry.page(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFiftyDeep(SgTable table) {
    Rig.check(down1(table) != null, "a page");
  }

  private static Page down1(SgTable table) {
    return down2(table);
  }

  private static Page down2(SgTable table) {
    return down3(table);
  }

  private static Page down3(SgTable table) {
    return down4(table);
  }

  private static Page down4(SgTable table) {
    return down5(table);
  }

  private static Page down5(SgTable table) {
    return down6(table);
  }

  private static Page down6(SgTable table) {
    return down7(table);
  }

  private static Page down7(SgTable table) {
    return down8(table);
  }

  private static Page down8(SgTable table) {
    return down9(table);
  }

  private static Page down9(SgTable table) {
    return down10(table);
  }

  private static Page down10(SgTable table) {
    return down11(table);
  }

  private static Page down11(SgTable table) {
    return down12(table);
  }

  private static Page down12(SgTable table) {
    return down13(table);
  }

  private static Page down13(SgTable table) {
    return down14(table);
  }

  private static Page down14(SgTable table) {
    return down15(table);
  }

  private static Page down15(SgTable table) {
    return down16(table);
  }

  private static Page down16(SgTable table) {
    return down17(table);
  }

  private static Page down17(SgTable table) {
    return down18(table);
  }

  private static Page down18(SgTable table) {
    return down19(table);
  }

  private static Page down19(SgTable table) {
    return down20(table);
  }

  private static Page down20(SgTable table) {
    return down21(table);
  }

  private static Page down21(SgTable table) {
    return down22(table);
  }

  private static Page down22(SgTable table) {
    return down23(table);
  }

  private static Page down23(SgTable table) {
    return down24(table);
  }

  private static Page down24(SgTable table) {
    return down25(table);
  }

  private static Page down25(SgTable table) {
    return down26(table);
  }

  private static Page down26(SgTable table) {
    return down27(table);
  }

  private static Page down27(SgTable table) {
    return down28(table);
  }

  private static Page down28(SgTable table) {
    return down29(table);
  }

  private static Page down29(SgTable table) {
    return down30(table);
  }

  private static Page down30(SgTable table) {
    return down31(table);
  }

  private static Page down31(SgTable table) {
    return down32(table);
  }

  private static Page down32(SgTable table) {
    return down33(table);
  }

  private static Page down33(SgTable table) {
    return down34(table);
  }

  private static Page down34(SgTable table) {
    return down35(table);
  }

  private static Page down35(SgTable table) {
    return down36(table);
  }

  private static Page down36(SgTable table) {
    return down37(table);
  }

  private static Page down37(SgTable table) {
    return down38(table);
  }

  private static Page down38(SgTable table) {
    return down39(table);
  }

  private static Page down39(SgTable table) {
    return down40(table);
  }

  private static Page down40(SgTable table) {
    return down41(table);
  }

  private static Page down41(SgTable table) {
    return down42(table);
  }

  private static Page down42(SgTable table) {
    return down43(table);
  }

  private static Page down43(SgTable table) {
    return down44(table);
  }

  private static Page down44(SgTable table) {
    return down45(table);
  }

  private static Page down45(SgTable table) {
    return down46(table);
  }

  private static Page down46(SgTable table) {
    return down47(table);
  }

  private static Page down47(SgTable table) {
    return down48(table);
  }

  private static Page down48(SgTable table) {
    return down49(table);
  }

  private static Page down49(SgTable table) {
    return down50(table);
  }

  private static Page down50(SgTable table) {
    return table.firstEntry().page(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsFiftyDeepAndBack(SgTable table) {
    Scatterlist entry = back1(table);
    Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsFiftyDeepWithOwnTable() {
    Scatterlist entry = back1(Rig.ownTable());
    Rig.check(entry.page() != null, "a page");
  }

  private static Scatterlist back1(SgTable table) {
    return back2(table);
  }

  private static Scatterlist back2(SgTable table) {
    return back3(table);
  }

  private static Scatterlist back3(SgTable table) {
    return back4(table);
  }

  private static Scatterlist back4(SgTable table) {
    return back5(table);
  }

  private static Scatterlist back5(SgTable table) {
    return back6(table);
  }

  private static Scatterlist back6(SgTable table) {
    return back7(table);
  }

  private static Scatterlist back7(SgTable table) {
    return back8(table);
  }

  private static Scatterlist back8(SgTable table) {
    return back9(table);
  }

  private static Scatterlist back9(SgTable table) {
    return back10(table);
  }

  private static Scatterlist back10(SgTable table) {
    return back11(table);
  }

  private static Scatterlist back11(SgTable table) {
    return back12(table);
  }

  private static Scatterlist back12(SgTable table) {
    return back13(table);
  }

  private static Scatterlist back13(SgTable table) {
    return back14(table);
  }

  private static Scatterlist back14(SgTable table) {
    return back15(table);
  }

  private static Scatterlist back15(SgTable table) {
    return back16(table);
  }

  private static Scatterlist back16(SgTable table) {
    return back17(table);
  }

  private static Scatterlist back17(SgTable table) {
    return back18(table);
  }

  private static Scatterlist back18(SgTable table) {
    return back19(table);
  }

  private static Scatterlist back19(SgTable table) {
    return back20(table);
  }

  private static Scatterlist back20(SgTable table) {
    return back21(table);
  }

  private static Scatterlist back21(SgTable table) {
    return back22(table);
  }

  private static Scatterlist back22(SgTable table) {
    return back23(table);
  }

  private static Scatterlist back23(SgTable table) {
    return back24(table);
  }

  private static Scatterlist back24(SgTable table) {
    return back25(table);
  }

  private static Scatterlist back25(SgTable table) {
    return back26(table);
  }

  private static Scatterlist back26(SgTable table) {
    return back27(table);
  }

  private static Scatterlist back27(SgTable table) {
    return back28(table);
  }

  private static Scatterlist back28(SgTable table) {
    return back29(table);
  }

  private static Scatterlist back29(SgTable table) {
    return back30(table);
  }

  private static Scatterlist back30(SgTable table) {
    return back31(table);
  }

  private static Scatterlist back31(SgTable table) {
    return back32(table);
  }

  private static Scatterlist back32(SgTable table) {
    return back33(table);
  }

  private static Scatterlist back33(SgTable table) {
    return back34(table);
  }

  private static Scatterlist back34(SgTable table) {
    return back35(table);
  }

  private static Scatterlist back35(SgTable table) {
    return back36(table);
  }

  private static Scatterlist back36(SgTable table) {
    return back37(table);
  }

  private static Scatterlist back37(SgTable table) {
    return back38(table);
  }

  private static Scatterlist back38(SgTable table) {
    return back39(table);
  }

  private static Scatterlist back39(SgTable table) {
    return back40(table);
  }

  private static Scatterlist back40(SgTable table) {
    return back41(table);
  }

  private static Scatterlist back41(SgTable table) {
    return back42(table);
  }

  private static Scatterlist back42(SgTable table) {
    return back43(table);
  }

  private static Scatterlist back43(SgTable table) {
    return back44(table);
  }

  private static Scatterlist back44(SgTable table) {
    return back45(table);
  }

  private static Scatterlist back45(SgTable table) {
    return back46(table);
  }

  private static Scatterlist back46(SgTable table) {
    return back47(table);
  }

  private static Scatterlist back47(SgTable table) {
    return back48(table);
  }

  private static Scatterlist back48(SgTable table) {
    return back49(table);
  }

  private static Scatterlist back49(SgTable table) {
    return back50(table);
  }

  private static Scatterlist back50(SgTable table) {
    return table.firstEntry().next();
  }

  private static final class Upper {
    private Upper() {}

    static long first(SgTable table) {
      return Middle.first(table);
    }
  }

  private static final class Middle {
    private Middle() {}

    static long first(SgTable table) {
      return new Lower(table).first();
    }
  }

  private static final class Lower {
    private final SgTable table;

    Lower(SgTable table) {
      this.table = table;
    }

    long first() {
      return table.firstEntry().virtualAddress(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsAcrossClasses(SgTable table) {
    Rig.check(Upper.first(table) != 0, "an address");
  }

  private static int touchSecond(SgTable first, SgTable second) {
    int entries = first.nents();
    return entries + second.pages().length; // expect: DMABUF_PAGE_ACCESS
  }

  private static int touchFirst(SgTable first, SgTable second) {
    int entries = second.nents();
    return entries + first.pages().length;
  }

  private static void reportsSecondParameter(SgTable table) {
    Rig.check(touchSecond(Rig.ownTable(), table) == 8, "four and four");
  }

  private static void acceptsOtherParameter(SgTable table) {
    Rig.check(touchFirst(Rig.ownTable(), table) == 8, "four and four");
  }

  private static int turned(SgTable first, SgTable second, boolean again) {
    if (again) {
      return turned(second, first, false);
    }
    return first.pages().length; // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsArgumentsTurnedAround(SgTable table) {
    Rig.check(turned(Rig.ownTable(), table, true) == 4, "four pages");
  }

  private static <T> T same(T value) {
    return value;
  }

  private static void reportsIdentityOfIdentity(SgTable table) {
    SgTable again = same(same(same(table)));
    Rig.check(again.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    SgTable own = same(same(Rig.ownTable()));
    Rig.check(own.firstEntry().page() != null, "a page");
  }

  private static long wide(
      long a, double b, SgTable first, int c, String d, SgTable second, long e, SgTable third) {
    long bytes = second.copyTo(ByteBuffer.allocate((int) (a + c + e)));
    bytes += third.copyTo(ByteBuffer.allocate((int) b + d.length())); // expect: DMABUF_PAGE_ACCESS
    return bytes + first.nents();
  }

  private static void reportsManyParameters(SgTable table) {
    long sum = wide(1, 2.0, table, 3, "four", Rig.ownTable(), 5, table);
    Rig.check(sum > 0, "bytes");
  }

  private static long size(SgTable table) {
    long size = 0;
    for (Scatterlist entry : table) {
      size += entry.dmaLength();
    }
    return size;
  }

  private static void acceptsPrimitiveResult(SgTable table) {
    SgTable own = Rig.ownTable((int) (size(table) / Rig.PAGE_SIZE));
    Rig.check(own.pages().length == 4, "four pages");
  }
}
