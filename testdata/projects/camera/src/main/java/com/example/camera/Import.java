package com.example.camera;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;

/** A frame mapped for a device; closing it takes the mapping away. */
final class Import implements AutoCloseable {
  private final DmaBuf buffer;
  private final DmaBufAttachment attachment;
  private final SgTable table;

  Import(Frame frame, Device device) {
    buffer = frame.buffer();
    attachment = buffer.attach(device);
    table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
  }

  SgTable table() {
    return table;
  }

  @Override
  public void close() {
    buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
    buffer.detach(attachment);
  }
}
