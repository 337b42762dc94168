package com.example.camera;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;

/** Measures the brightness of a frame: by the device, or by peeking. */
final class Brightness {
  private final Device meter = new Device("meter");

  /** Reads the first byte by DMA, as an importer should. */
  int byDevice(DmaBuf buffer) {
    byte[] pixel = new byte[1];
    return first(
        buffer,
        entry -> {
          meter.read(entry.dmaAddress(), pixel);
          return pixel[0];
        });
  }

  /** Reads the first byte through the exporter's page, as no importer may. */
  int byPeeking(DmaBuf buffer) {
    return first(buffer, entry -> entry.page().map().get(0));
  }

  private interface Reading {
    int of(Scatterlist entry);
  }

  private int first(DmaBuf buffer, Reading reading) {
    DmaBufAttachment attachment = buffer.attach(meter);
    SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    try {
      return reading.of(table.firstEntry());
    } finally {
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }
}
