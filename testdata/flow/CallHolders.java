package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import support.Rig;

/** Values that come back through parameters: holders, arrays of one, lists to fill. */
public final class CallHolders {
  private static final class Holder<T> {
    T value;
  }

  private static final class Result {
    SgTable table;
    Scatterlist head;
    int status;
  }

  private CallHolders() {}

  /** Runs every variant on one attachment. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-holders"));
      reportsHolder(buffer, attachment);
      acceptsHolderFilledWithOwn(buffer, attachment);
      reportsArrayOfOne(buffer, attachment);
      reportsResultObject(buffer, attachment);
      acceptsOtherFieldOfResult(buffer, attachment);
      reportsListToFill(buffer, attachment);
      reportsHolderInHolder(buffer, attachment);
      reportsFilledByLambda(buffer, attachment);
      acceptsHolderRefilled(buffer, attachment);
      buffer.detach(attachment);
    }
  }

  private static void map(DmaBufAttachment attachment, Holder<SgTable> out) {
    out.value = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
  }

  private static void unmap(DmaBufAttachment attachment, SgTable table) {
    attachment.buffer().unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
  }

  private static void reportsHolder(DmaBuf buffer, DmaBufAttachment attachment) {
    Holder<SgTable> out = new Holder<>();
    map(attachment, out);
    Rig.check(out.value.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    buffer.unmapAttachment(attachment, out.value, DmaDirection.TO_DEVICE);
  }

  private static void own(Holder<SgTable> out) {
    out.value = Rig.ownTable();
  }

  private static void acceptsHolderFilledWithOwn(DmaBuf buffer, DmaBufAttachment attachment) {
    Holder<SgTable> theirs = new Holder<>();
    Holder<SgTable> ours = new Holder<>();
    map(attachment, theirs);
    own(ours);
    Rig.check(ours.value.firstEntry().page() != null, "a page");
    buffer.unmapAttachment(attachment, theirs.value, DmaDirection.TO_DEVICE);
  }

  private static int mapInto(DmaBufAttachment attachment, SgTable[] out) {
    out[0] = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
    return 0;
  }

  private static void reportsArrayOfOne(DmaBuf buffer, DmaBufAttachment attachment) {
    SgTable[] out = new SgTable[1];
    if (mapInto(attachment, out) != 0) {
      return;
    }
    Rig.check(out[0].firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    buffer.unmapAttachment(attachment, out[0], DmaDirection.TO_DEVICE);
  }

  private static void open(DmaBufAttachment attachment, Result result) {
    SgTable table = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
    result.table = table;
    result.head = table.firstEntry();
    result.status = table.nents();
  }

  private static void reportsResultObject(DmaBuf buffer, DmaBufAttachment attachment) {
    Result result = new Result();
    open(attachment, result);
    Rig.check(result.head.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    buffer.unmapAttachment(attachment, result.table, DmaDirection.TO_DEVICE);
  }

  private static void acceptsOtherFieldOfResult(DmaBuf buffer, DmaBufAttachment attachment) {
    Result result = new Result();
    open(attachment, result);
    result.head = Rig.ownTable(result.status).firstEntry();
    Rig.check(result.head.page() != null, "a page");
    buffer.unmapAttachment(attachment, result.table, DmaDirection.TO_DEVICE);
  }

  private static void collect(SgTable table, Collection<? super Scatterlist> out) {
    for (Scatterlist entry : table) {
      out.add(entry);
    }
  }

  private static void reportsListToFill(DmaBuf buffer, DmaBufAttachment attachment) {
    SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    List<Scatterlist> entries = new ArrayList<>();
    collect(table, entries);
    for (Scatterlist entry : entries) {
      Rig.check(entry.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
    unmap(attachment, table);
  }

  private static void reportsHolderInHolder(DmaBuf buffer, DmaBufAttachment attachment) {
    Rig.check(buffer.size() == Rig.FRAME_BYTES, "four pages");
    Holder<Holder<SgTable>> outer = new Holder<>();
    outer.value = new Holder<>();
    map(attachment, outer.value);
    SgTable table = outer.value.value;
    Rig.check(table.pages().length == 4, "every page"); // expect: DMABUF_PAGE_ACCESS
    unmap(attachment, table);
  }

  private static void withTable(DmaBufAttachment attachment, Consumer<SgTable> action) {
    SgTable table = attachment.buffer().mapAttachment(attachment, DmaDirection.TO_DEVICE);
    action.accept(table);
    unmap(attachment, table);
  }

  private static void reportsFilledByLambda(DmaBuf buffer, DmaBufAttachment attachment) {
    Holder<Scatterlist> out = new Holder<>();
    withTable(
        attachment,
        table -> {
          out.value = table.firstEntry();
          Rig.check(out.value.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
        });
    Rig.check(out.value != null && buffer.size() > 0, "an entry");
  }

  private static void acceptsHolderRefilled(DmaBuf buffer, DmaBufAttachment attachment) {
    Holder<SgTable> out = new Holder<>();
    map(attachment, out);
    SgTable mapped = out.value;
    own(out);
    Rig.check(out.value.firstEntry().page() != null, "a page");
    buffer.unmapAttachment(attachment, mapped, DmaDirection.TO_DEVICE);
  }
}
