package sample.api;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/** A buffer. */
public final class DmaBuf {
  private final DmaBufOps ops;
  private final String name;
  private final Set<SgTable> unlocked = new HashSet<>();
  private boolean failing;

  public DmaBuf(DmaBufOps ops, String name) {
    this.ops = ops;
    this.name = name;
  }

  public String name() {
    return name;
  }

  public DmaBufOps ops() {
    return ops;
  }

  public DmaBufAttachment attach(String device) {
    return new DmaBufAttachment(this, device);
  }

  public void detach(DmaBufAttachment attachment) {
    if (attachment.cached != null) {
      ops.unmapDmaBuf(attachment, attachment.cached);
      attachment.cached = null;
    }
  }

  /** Makes the next map fail after the exporter has done its part. */
  public void failNextMap() {
    failing = true;
  }

  public SgTable mapAttachment(DmaBufAttachment attachment) {
    if (attachment.cached != null) {
      return attachment.cached;
    }
    SgTable table = ops.mapDmaBuf(attachment);
    if (failing) {
      failing = false;
      ops.unmapDmaBuf(attachment, table);
      throw new IllegalStateException("fence timed out");
    }
    if (ops.cacheSgtMapping()) {
      attachment.cached = table;
    }
    return table;
  }

  public void unmapAttachment(DmaBufAttachment attachment, SgTable table) {
    if (attachment.cached != table) {
      ops.unmapDmaBuf(attachment, table);
    }
  }

  /** Maps likewise, and keeps an account of it. */
  public SgTable mapAttachmentUnlocked(DmaBufAttachment attachment) {
    SgTable table = mapAttachment(attachment);
    unlocked.add(table);
    return table;
  }

  public void unmapAttachmentUnlocked(DmaBufAttachment attachment, SgTable table) {
    if (!unlocked.remove(table)) {
      throw new IllegalArgumentException("not out");
    }
    unmapAttachment(attachment, table);
  }

  public void beginCpuAccess() {
    ops.beginCpuAccess(this);
  }

  public void endCpuAccess() {
    ops.endCpuAccess(this);
  }

  public ByteBuffer vmap() {
    return ops.vmap(this);
  }

  public boolean sharesPages(DmaBufAttachment attachment) {
    return ops.sharesPages(attachment);
  }
}
