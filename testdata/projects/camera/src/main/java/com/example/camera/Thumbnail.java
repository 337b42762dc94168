package com.example.camera;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.Scatterlist;
import java.nio.ByteBuffer;

/** Makes small pictures, and peeks at the pages of the frame to do so. */
public final class Thumbnail {
  private final Device scaler = new Device("scaler");

  /** Every sixteenth pixel of the frame's first page. */
  public byte[] of(Frame frame) {
    byte[] small = new byte[frame.width() / 16];
    try (Import imported = new Import(frame, scaler)) {
      Scatterlist first = imported.table().firstEntry();
      ByteBuffer pixels = first.page().map();
      for (int x = 0; x < small.length; x++) {
        small[x] = pixels.get(x * 16);
      }
    }
    return small;
  }
}
