package dev.pagewarden.dmabuf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Test pictures, and the ways to bring them into a buffer and out of it. */
final class Frames {
  static final DmaDirection TO_DEVICE = DmaDirection.TO_DEVICE;
  static final DmaDirection FROM_DEVICE = DmaDirection.FROM_DEVICE;
  static final DmaDirection BOTH = DmaDirection.BIDIRECTIONAL;

  private Frames() {}

  /** A picture whose bytes differ from page to page. */
  static byte[] picture(long bytes) {
    byte[] picture = new byte[(int) bytes];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = (byte) (i * 7 + i / Page.SIZE * 13 + 1);
    }
    return picture;
  }

  /** Fills a buffer by CPU, in brackets. */
  static DmaBuf filled(DmaBuf buffer) {
    writeByCpu(buffer, picture(buffer.size()));
    return buffer;
  }

  static void writeByCpu(DmaBuf buffer, byte[] bytes) {
    buffer.beginCpuAccess(TO_DEVICE);
    ByteBuffer mapping = buffer.vmap();
    mapping.put(bytes);
    buffer.vunmap(mapping);
    buffer.endCpuAccess(TO_DEVICE);
  }

  static byte[] readByCpu(DmaBuf buffer) {
    buffer.beginCpuAccess(FROM_DEVICE);
    ByteBuffer mapping = buffer.vmap();
    byte[] bytes = bytesOf(mapping);
    buffer.vunmap(mapping);
    buffer.endCpuAccess(FROM_DEVICE);
    return bytes;
  }

  /** The bytes that are left in a buffer. */
  static byte[] bytesOf(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** What a device sees of a mapped table. */
  static byte[] readByDma(Device device, SgTable table) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Scatterlist entry : table.dmaEntries()) {
      byte[] part = new byte[(int) entry.dmaLength()];
      device.read(entry.dmaAddress(), part);
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  /** Has a device write a picture into a mapped table. */
  static void writeByDma(Device device, SgTable table, byte[] picture) {
    int at = 0;
    for (Scatterlist entry : table.dmaEntries()) {
      byte[] part = new byte[(int) entry.dmaLength()];
      System.arraycopy(picture, at, part, 0, part.length);
      device.write(entry.dmaAddress(), part);
      at += part.length;
    }
  }

  /** Attaches, maps, reads by DMA, unmaps and detaches. */
  static byte[] importOnce(DmaBuf buffer, Device device) {
    DmaBufAttachment attachment = buffer.attach(device);
    SgTable table = buffer.mapAttachment(attachment, TO_DEVICE);
    byte[] bytes = readByDma(device, table);
    buffer.unmapAttachment(attachment, table, TO_DEVICE);
    buffer.detach(attachment);
    return bytes;
  }
}
