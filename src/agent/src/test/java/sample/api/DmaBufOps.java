package sample.api;

import java.nio.ByteBuffer;

/** What an exporter implements. */
public interface DmaBufOps {
  SgTable mapDmaBuf(DmaBufAttachment attachment);

  void unmapDmaBuf(DmaBufAttachment attachment, SgTable table);

  default ByteBuffer vmap(DmaBuf buffer) {
    throw new UnsupportedOperationException();
  }

  default void beginCpuAccess(DmaBuf buffer) {}

  default void endCpuAccess(DmaBuf buffer) {}

  default boolean cacheSgtMapping() {
    return false;
  }

  default boolean sharesPages(DmaBufAttachment attachment) {
    return false;
  }
}
