package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import support.Rig;

/** Mapped and unmapped: what counts is the state of the mapping where it is touched. */
public final class StateUnmap {
  private SgTable table;

  private StateUnmap() {}

  /** Runs every variant on one attachment. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("state-unmap"));
      reportsBeforeUnmap(buffer, attachment);
      acceptsOwnAfterUnmap(buffer, attachment);
      reportsSecondMapping(buffer, attachment);
      reportsUnmapOnTheOtherPath(buffer, attachment, true);
      reportsUnmapOnTheOtherPath(buffer, attachment, false);
      reportsMapInLoop(buffer, attachment);
      reportsOtherMappingStillLive(buffer, attachment);
      acceptsFieldClearedOnUnmap(buffer, attachment);
      reportsUnmapInFinally(buffer, attachment);
      reportsUnmapByHelper(buffer, attachment);
      reportsTwoBuffers(buffer, attachment);
      buffer.detach(attachment);
    }
  }

  private static void reportsBeforeUnmap(DmaBuf buffer, DmaBufAttachment attachment) {
    SgTable mapped = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    Rig.check(mapped.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    buffer.unmapAttachment(attachment, mapped, DmaDirection.TO_DEVICE);
  }

  private static void acceptsOwnAfterUnmap(DmaBuf buffer, DmaBufAttachment attachment) {
    SgTable current = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    buffer.unmapAttachment(attachment, current, DmaDirection.TO_DEVICE);
    current = Rig.ownTable();
    Rig.check(current.firstEntry().page() != null, "a page");
  }

  private static void reportsSecondMapping(DmaBuf buffer, DmaBufAttachment attachment) {
    SgTable current = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    buffer.unmapAttachment(attachment, current, DmaDirection.TO_DEVICE);
    current = buffer.mapAttachment(attachment, DmaDirection.FROM_DEVICE);
    Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    buffer.unmapAttachment(attachment, current, DmaDirection.FROM_DEVICE);
  }

  private static void reportsUnmapOnTheOtherPath(
      DmaBuf buffer, DmaBufAttachment attachment, boolean early) {
    SgTable mapped = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    if (early) {
      buffer.unmapAttachment(attachment, mapped, DmaDirection.TO_DEVICE);
      return;
    }
    Rig.check(mapped.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    buffer.unmapAttachment(attachment, mapped, DmaDirection.TO_DEVICE);
  }

  private static void reportsMapInLoop(DmaBuf buffer, DmaBufAttachment attachment) {
    for (DmaDirection direction : DmaDirection.values()) {
      SgTable mapped = buffer.mapAttachment(attachment, direction);
      Rig.check(mapped.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      buffer.unmapAttachment(attachment, mapped, direction);
    }
  }

  private static void reportsOtherMappingStillLive(DmaBuf buffer, DmaBufAttachment attachment) {
    DmaBufAttachment second = buffer.attach(Rig.device("second"));
    SgTable first = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    SgTable other = buffer.mapAttachment(second, DmaDirection.TO_DEVICE);
    buffer.unmapAttachment(attachment, first, DmaDirection.TO_DEVICE);
    Rig.check(other.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    buffer.unmapAttachment(second, other, DmaDirection.TO_DEVICE);
    buffer.detach(second);
  }

  private static void acceptsFieldClearedOnUnmap(DmaBuf buffer, DmaBufAttachment attachment) {
    StateUnmap holder = new StateUnmap();
    holder.table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    buffer.unmapAttachment(attachment, holder.table, DmaDirection.TO_DEVICE);
    holder.table = null;
    if (holder.table == null) {
      holder.table = Rig.ownTable();
    }
    Rig.check(holder.table.firstEntry().page() != null, "a page");
  }

  private static void reportsUnmapInFinally(DmaBuf buffer, DmaBufAttachment attachment) {
    SgTable mapped = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    try {
      Rig.check(mapped.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    } finally {
      buffer.unmapAttachment(attachment, mapped, DmaDirection.TO_DEVICE);
    }
  }

  private static void release(DmaBufAttachment attachment, SgTable mapped) {
    attachment.buffer().unmapAttachment(attachment, mapped, DmaDirection.TO_DEVICE);
  }

  private static void reportsUnmapByHelper(DmaBuf buffer, DmaBufAttachment attachment) {
    SgTable mapped = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    Scatterlist first = mapped.firstEntry();
    Rig.check(first.page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    release(attachment, mapped);
    mapped = Rig.ownTable();
    first = mapped.firstEntry();
    Rig.check(first.page() != null, "a page");
  }

  private static void reportsTwoBuffers(DmaBuf buffer, DmaBufAttachment attachment) {
    try (DmaBuf other = Rig.buffer()) {
      DmaBufAttachment second = other.attach(attachment.device());
      SgTable a = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      SgTable b = other.mapAttachment(second, DmaDirection.TO_DEVICE);
      other.unmapAttachment(second, b, DmaDirection.TO_DEVICE);
      Rig.check(a.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      buffer.unmapAttachment(attachment, a, DmaDirection.TO_DEVICE);
      other.detach(second);
    }
  }
}
