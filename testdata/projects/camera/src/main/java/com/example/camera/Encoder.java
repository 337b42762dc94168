package com.example.camera;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.Scatterlist;

/** Hands frames to the hardware encoder by their DMA addresses, as an importer should. */
public final class Encoder {
  private final Device device = new Device("encoder");

  /** Encodes a frame: as many bytes as the device has read, and their sum. */
  public Encoded encode(Frame frame) {
    long length = 0;
    long sum = 0;
    try (Import imported = new Import(frame, device)) {
      for (Scatterlist segment : imported.table().dmaEntries()) {
        byte[] bytes = new byte[(int) segment.dmaLength()];
        device.read(segment.dmaAddress(), bytes);
        length += bytes.length;
        for (byte b : bytes) {
          sum += b & 0xff;
        }
      }
    }
    return new Encoded(length, sum);
  }

  /** What came out: length in bytes and the sum of all pixels. */
  public record Encoded(long length, long sum) {}
}
